//! The output of the command line for people: plain tables without colours.
//!
//! Labels come from the form's definition and sentences from the core. Nothing is computed here.

use std::collections::BTreeMap;

use comfy_table::{CellAlignment, Table, presets};

use crate::amount::Amount;
use crate::notice::{FieldKind, Figure, FigureId, Form, Kind, Notice, Row, Scope};
use crate::period::{date_name, month_spans};
use crate::report::{Cell, Check, Difference, Entry, Level, Quantity, Sheet, Total, revision_name};
use crate::session::{Opening, Session};
use crate::unit::Unit;

const ID: &str = "编号";
const UNIT: &str = "单位";
const NOT_APPLICABLE: &str = "不填";

/// A month as a table, under the notice's name where there is a choice, with the word for how far it is.
pub(crate) fn month(
    notice: &Notice,
    form: &Form,
    sheet: &Sheet,
    (of_which, standing): (Option<&str>, &str),
) -> String {
    let mut table =
        table(&[ID, &form.columns.content, UNIT, &form.columns.month, &form.columns.total, "备注"]);
    align_right(&mut table, &[3, 4]);
    for figure in form.figures() {
        let Some(Cell { month: entry, total, .. }) = sheet.cell(figure.id) else { continue };
        table.add_row([
            figure.id.to_string(),
            figure.name.clone(),
            figure.unit.clone(),
            shown(entry),
            if *entry == Entry::NotApplicable { shown(entry) } else { text(total.amount) },
            remark(figure.id, entry, total, sheet),
        ]);
    }
    let blanks = sheet.checks.iter().filter(|check| check.level == Level::Blank).count();
    let mut found = list(sheet.checks.iter().filter(|check| check.level != Level::Blank));
    if blanks > 0 {
        found.push(format!("{}：还有 {blanks} 项没有填", level_name(Level::Blank)));
    }
    if found.is_empty() {
        found.push("核对没有发现问题".to_owned());
    }
    let typed = form.texts().filter_map(|(id, name)| Some(format!("{name}：{}", sheet.texts.get(&id)?)));
    let Sheet { month_name, filled, to_fill, .. } = sheet;
    let revision = revision_name(sheet.revision).map_or(String::new(), |name| {
        format!(" · {name}（{}）", sheet.reason.as_deref().unwrap_or_default())
    });
    lines(&[
        of_which.map_or_else(String::new, |called| format!("{called}："))
            + &format!("{} {}", form.mark, form.title),
        format!("{month_name} · {standing}{revision} · 已填 {filled}/{to_fill} 项"),
        heading(notice, form, &sheet.unit, Some(&sheet.filled_on_name)),
        [table.to_string()].into_iter().chain(typed).collect::<Vec<_>>().join("\n"),
        found.join("\n"),
    ])
}

pub(crate) fn checks(sheet: &Sheet) -> String {
    if sheet.checks.is_empty() {
        return lines(&[format!("{}核对没有发现问题", sheet.month_name)]);
    }
    lines(&[list(sheet.checks.iter()).join("\n")])
}

pub(crate) fn opening(form: &Form, opening: &Opening) -> String {
    let mut table = table(&[ID, &form.columns.content, UNIT, "期初累计"]);
    align_right(&mut table, &[3]);
    for figure in form.figures() {
        let Some(entry) = opening.entries.get(&figure.id) else { continue };
        table.add_row([figure.id.to_string(), figure.name.clone(), figure.unit.clone(), shown(entry)]);
    }
    lines(&[format!("期初累计，截至{}", opening.through_name), table.to_string()])
}

pub(crate) fn unit(session: &Session, unit: &Unit) -> String {
    lines(&[
        heading(session.notice(), session.form(), unit, None),
        format!("开始填报的月份：{}", unit.first_month.name()),
        format!("累计数每年 1 月重新起算：{}", if unit.restart_each_year { "是" } else { "否" }),
    ])
}

pub(crate) fn form(notice: &Notice, form: &Form) -> String {
    let mut table = table(&[ID, &form.columns.content, UNIT, "备注"]);
    for (row, figure) in form.figures_in_rows() {
        table.add_row([
            figure.id.to_string(),
            figure.name.clone(),
            figure.unit.clone(),
            facts(notice, form, row, figure).join("；"),
        ]);
    }
    let kinds: Vec<String> =
        notice.kinds.iter().map(|kind| format!("{} {}", kind.id, kind.full_name())).collect();
    let typed: Vec<String> = form.texts().map(|(id, name)| format!("{id} {name}")).collect();
    let mut parts = vec![
        format!("{} {}", form.mark, form.title),
        table.to_string(),
        form.notes_line(),
        format!("单位类别：{}", kinds.join("、")),
    ];
    if !typed.is_empty() {
        parts.push(format!("要填的文字：{}", typed.join("、")));
    }
    lines(&parts)
}

/// What a notice asks for.
pub(crate) fn notice(notice: &Notice) -> String {
    let mut parts = vec![
        format!("{}（{}）", notice.title, notice.number),
        format!("活动：{}，{}", notice.campaign.name, notice.campaign.span_in_words()),
        format!("报给：{} {}", notice.recipient.office, notice.recipient.address).trim_end().to_owned(),
    ];
    parts.push(format!("期限：{}", notice.campaign.due_in_words()));
    let kinds: Vec<&str> = notice.kinds.iter().map(Kind::full_name).collect();
    parts.push(format!("填报单位：{}", kinds.join("、")));
    parts.extend(
        notice
            .forms
            .iter()
            .map(|form| format!("每月的表：{} {}，{} 项", form.mark, form.title, form.figures().count())),
    );
    parts.extend(notice.lists.iter().map(|list| {
        let due = list.due.map_or(String::new(), |due| format!("，{}前", date_name(due)));
        format!("清单：{} {}{due}", list.mark, list.title)
    }));
    parts.extend(
        notice.papers.iter().map(|paper| format!("文件：{}，{}前", paper.name, date_name(paper.due))),
    );
    lines(&parts)
}

fn facts(notice: &Notice, form: &Form, row: &Row, figure: &Figure) -> Vec<String> {
    let kinds: Vec<String> = row.left_blank_by.iter().map(|kind| notice.kind_name(kind)).collect();
    let facts = [
        (!kinds.is_empty()).then(|| format!("{}{NOT_APPLICABLE}", kinds.join("、"))),
        figure.part_of.map(|whole| format!("是 {whole} 的一部分")),
        match figure.scope {
            Scope::Campaign => None,
            Scope::Year => Some("累计每年 1 月重新起算".to_owned()),
            Scope::None => Some("不累计".to_owned()),
        },
        figure.is_derived().then(|| format!("不用填，由 {} 算出", form.reckoned_by(figure))),
    ];
    facts.into_iter().flatten().collect()
}

/// The fields around the table that the unit's particulars fill in: the unit with its kind, the others beside each other, and the day of the report below.
fn heading(notice: &Notice, form: &Form, unit: &Unit, day: Option<&str>) -> String {
    let (day_name, no_texts) = (day.unwrap_or_default(), BTreeMap::new());
    let fields = [&form.header, &form.footer].into_iter().flat_map(|around| {
        around.0.iter().zip(around.fields(unit, ["", day_name], &no_texts)).collect::<Vec<_>>()
    });
    let (mut first, mut beside, mut last) = (Vec::new(), Vec::new(), Vec::new());
    for (field, (label, value)) in fields {
        match field.is {
            FieldKind::Unit => first.push(format!("{label}{value}（{}）", notice.kind_name(&unit.kind))),
            FieldKind::Text | FieldKind::Signed | FieldKind::Month => {}
            FieldKind::Date => last.extend(day.map(|day| format!("{label}{day}"))),
            _ => beside.push(format!("{label}{value}")),
        }
    }
    let beside = (!beside.is_empty()).then(|| beside.join("  "));
    first.into_iter().chain(beside).chain(last).collect::<Vec<_>>().join("\n")
}

fn shown(entry: &Entry) -> String {
    if *entry == Entry::NotApplicable { NOT_APPLICABLE.to_owned() } else { entry.text() }
}

/// The remark on an incomplete total, on a text that is not an amount, or on an amount that was added up.
fn remark(id: FigureId, entry: &Entry, total: &Total, sheet: &Sheet) -> String {
    let unreadable = matches!(entry, Entry::Unreadable { .. }).then(|| "不是数".to_owned());
    let terms = entry.terms().map(|terms| format!("当月 {terms}"));
    let opening = total.opening_missing.then(|| "期初".to_owned());
    let gaps: Vec<String> = opening.into_iter().chain(month_spans(&total.missing, sheet.month)).collect();
    let gaps = (!gaps.is_empty()).then(|| format!("缺 {}", gaps.join("、")));
    let adjusted = total
        .adjustment
        .as_ref()
        .map(|adjustment| format!("累计调整 {}（{}）", adjustment.amount, adjustment.reason));
    let differs = sheet.differences.iter().filter(|difference| difference.figure == id).map(difference);
    [unreadable, terms, gaps, adjusted].into_iter().flatten().chain(differs).collect::<Vec<_>>().join("；")
}

/// A reported quantity, and what it should be now.
pub(crate) fn difference(difference: &Difference) -> String {
    let quantity = match difference.quantity {
        Quantity::Month => "当月",
        Quantity::Total => "累计",
    };
    let shown =
        |amount: Option<Amount>| amount.map_or_else(|| "空白".to_owned(), |amount| amount.to_string());
    format!("{quantity}已报 {}，现为 {}", shown(difference.reported), shown(difference.now))
}

fn list<'sheet>(checks: impl Iterator<Item = &'sheet Check>) -> Vec<String> {
    let line = |check: &Check| {
        let explanation = check.explanation.as_ref().map(|text| format!("（已说明：{text}）"));
        format!("{}：{}{}", level_name(check.level), check.sentence, explanation.unwrap_or_default())
    };
    checks.map(line).collect()
}

fn level_name(level: Level) -> &'static str {
    match level {
        Level::Error => "错误",
        Level::Blank => "空白",
        Level::Warning => "提醒",
    }
}

pub(crate) fn text(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// A table with ASCII lines: box characters are two cells wide in many Chinese consoles.
pub(crate) fn table(headings: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::ASCII_FULL_CONDENSED).set_header(headings);
    table
}

pub(crate) fn align_right(table: &mut Table, columns: &[usize]) {
    for index in columns {
        if let Some(column) = table.column_mut(*index) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
}

pub(crate) fn lines(parts: &[String]) -> String {
    parts.join("\n") + "\n"
}
