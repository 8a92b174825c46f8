//! The contradictions for which a definition is refused, each with its place and what would be right.

use std::collections::{BTreeMap, BTreeSet};

use super::error::{quoted_start, start};
use super::form::{Figure, Form, Row, Table};
use super::limits::{
    DEEPEST, LONGEST_ID, LONGEST_NAME, LONGEST_TEXT, LONGEST_TITLE, MOST_COLUMNS, MOST_FIGURES, MOST_FORMS,
    MOST_IN_A_ROW, MOST_LISTS, MOST_RELATIONS, MOST_ROWS, MOST_UNITS,
};
use super::words::{LETTER_NAMES, SUMMARY_NAMES, unknown_name};
use super::{
    Campaign, Column, FieldKind, FigureId, Header, Notice, NoticeError, ProjectForm, Role, RowKind, TextId,
};
use crate::amount::Decimals;
use crate::unit::{UnitKind, is_invisible};

/// A name that is not written is made of the row's content and of headings, which are as long as they may be.
const LONGEST_FIGURE_NAME: usize = LONGEST_TEXT + DEEPEST * (LONGEST_NAME + 1);

type Checked = Result<(), NoticeError>;

/// Checks a notice whose forms have been filled in with what they inherit.
pub(super) fn check(notice: &Notice) -> Checked {
    id(&notice.id, "通知的编号（id）")?;
    if notice.edition == 0 {
        return Err(NoticeError::at("版次（edition）", "应从 1 开始"));
    }
    named("标题（title）", &notice.title, LONGEST_TITLE)?;
    named("文号（number）", &notice.number, LONGEST_NAME)?;
    text("发文机关（issuer）", &notice.issuer, LONGEST_NAME)?;
    campaign(&notice.campaign)?;
    named("收件单位（recipient.office）", &notice.recipient.office, LONGEST_NAME)?;
    text("收件邮箱（recipient.address）", &notice.recipient.address, LONGEST_NAME)?;
    if !notice.recipient.address.is_empty() && !is_address(&notice.recipient.address) {
        return Err(NoticeError::at("收件邮箱（recipient.address）", "应是一个邮箱地址，没有的留空"));
    }
    if let Some(contact) = &notice.recipient.contact {
        text("联系人（recipient.contact）", &contact.name, LONGEST_NAME)?;
        for phone in &contact.phones {
            text("联系电话（recipient.contact.phones）", phone, LONGEST_NAME)?;
        }
    }
    kinds(notice)?;
    papers(notice)?;
    words(notice)?;
    many("每月填报的表（forms）", notice.forms.len(), MOST_FORMS)?;
    many("项目清单（lists）", notice.lists.len(), MOST_LISTS)?;
    if notice.forms.is_empty() {
        return Err(NoticeError::at("forms", "至少要有一张每月填报的表"));
    }
    let mut ids = BTreeSet::new();
    let all = notice.forms.iter().map(|form| (&form.id, &form.mark));
    for (known, mark) in all.chain(notice.lists.iter().map(|list| (&list.id, &list.mark))) {
        id(known, "表的编号（id）")?;
        named("表的标记（mark）", mark, LONGEST_NAME)?;
        if !ids.insert(known) {
            return Err(NoticeError::at(mark, format!("编号 {known} 用了两次，每张表应有自己的编号")));
        }
    }
    for known in &notice.forms {
        form(notice, known)?;
    }
    notice.lists.iter().try_for_each(|known| list(known))
}

/// Whether a letter to it reaches one mailbox: nothing in it may end the address or begin another.
fn is_address(text: &str) -> bool {
    let is_part = |part: &str| !part.is_empty() && part.chars().all(|one| one.is_ascii_graphic());
    let (name, host) = text.split_once('@').unwrap_or_default();
    is_part(name)
        && is_part(host)
        && host.contains('.')
        && !text.contains([',', ';', '<', '>', '"', '(', ')', ':', '\\', '[', ']'])
        && !host.contains('@')
}

fn kinds(notice: &Notice) -> Checked {
    many("单位类别（kinds）", notice.kinds.len(), MOST_IN_A_ROW)?;
    if notice.kinds.is_empty() {
        return Err(NoticeError::at("kinds", "至少要有一类单位"));
    }
    let mut known: BTreeSet<&UnitKind> = BTreeSet::new();
    for kind in &notice.kinds {
        id(kind.id.word(), "单位类别的编号（kinds）")?;
        named("单位类别的名称（kinds）", &kind.name, LONGEST_NAME)?;
        if !known.insert(&kind.id) {
            return Err(NoticeError::at(
                "kinds",
                format!("编号 {} 用了两次，每类单位应有自己的编号", kind.id),
            ));
        }
    }
    many("单位（units）", notice.units.len(), MOST_UNITS)?;
    for unit in &notice.units {
        named("单位名称（units）", &unit.name, LONGEST_NAME)?;
        unit.aliases.iter().try_for_each(|alias| text("单位别名（units）", alias, LONGEST_NAME))?;
        if !known.contains(&unit.kind) {
            let problem =
                format!("{}的类别 {} 不在 kinds 里", quoted_start(&unit.name), start(unit.kind.word()));
            return Err(NoticeError::at("units", problem));
        }
    }
    Ok(())
}

fn papers(notice: &Notice) -> Checked {
    many("要报的文件（papers）", notice.papers.len(), MOST_IN_A_ROW)?;
    let mut ids = BTreeSet::new();
    for paper in &notice.papers {
        id(&paper.id, "文件的编号（papers）")?;
        named("文件的名称（papers）", &paper.name, LONGEST_NAME)?;
        if !ids.insert(&paper.id) {
            return Err(NoticeError::at("papers", format!("编号 {} 用了两次", paper.id)));
        }
    }
    if let Some(paper) = &notice.summary.paper
        && !ids.contains(paper)
    {
        return Err(NoticeError::at(
            "summary",
            format!("papers 里没有编号为 {} 的文件", quoted_start(paper)),
        ));
    }
    Ok(())
}

fn words(notice: &Notice) -> Checked {
    let (summary, letter) = (&notice.summary, &notice.letter);
    let (opening, subject) = ("总结的开头（summary.opening）", "邮件的主题（letter.subject）");
    named(opening, &summary.opening, LONGEST_TEXT)?;
    names(opening, &summary.opening, &SUMMARY_NAMES)?;
    named(subject, &letter.subject, LONGEST_TITLE)?;
    names(subject, &letter.subject, &LETTER_NAMES)?;
    let place = "邮件的正文（letter.text）";
    if letter.text.trim().is_empty() {
        return Err(NoticeError::at(place, "不能空着"));
    }
    letter.text.split('\n').try_for_each(|line| text(place, line, LONGEST_TEXT))?;
    many(&format!("{place}的行"), letter.text.split('\n').count(), MOST_IN_A_ROW)?;
    names(place, &letter.text, &LETTER_NAMES)
}

/// Refuses a name in braces that would stand in the letter or summary as it is.
fn names(place: &str, text: &str, known: &[&str]) -> Checked {
    unknown_name(text, known).map_or(Ok(()), |unknown| {
        let problem = format!("{}认不出来，能用的是 {}", quoted_start(&unknown), known.join(" "));
        Err(NoticeError::at(place, problem))
    })
}

fn campaign(campaign: &Campaign) -> Checked {
    named("活动名称（campaign.name）", &campaign.name, LONGEST_TITLE)?;
    named("活动简称（campaign.short_name）", &campaign.short_name, LONGEST_NAME)?;
    if campaign.last_month.is_some_and(|last| last < campaign.first_month) {
        return Err(NoticeError::at("campaign", "最后一个月早于第一个月，应不早于它，没有期限的不写"));
    }
    if !(1..=31).contains(&campaign.due.day) {
        return Err(NoticeError::at("campaign.due", "报送日应为 1 到 31"));
    }
    if !(1..=28).contains(&campaign.month_begins) {
        return Err(NoticeError::at("campaign.month_begins", "每月的起始日应为 1 到 28"));
    }
    if campaign.due.exempt.iter().any(|month| !(1..=12).contains(month)) || campaign.due.exempt.len() >= 12 {
        return Err(NoticeError::at("campaign.due.exempt", "免报的月份应为 1 到 12，不能全年免报"));
    }
    if campaign.due.exempt.contains(&campaign.first_month.number()) {
        return Err(NoticeError::at("campaign.first_month", "第一个月是免报的月份，应写第一个要报的月份"));
    }
    many("阶段（campaign.phases）", campaign.phases.len(), MOST_IN_A_ROW)?;
    for phase in &campaign.phases {
        named("阶段的名称（campaign.phases）", &phase.name, LONGEST_NAME)?;
    }
    let phases = &campaign.phases;
    let ordered = phases.iter().all(|phase| phase.first_day.is_none_or(|first| first <= phase.last_day))
        && phases
            .iter()
            .zip(phases.iter().skip(1))
            .all(|(earlier, later)| later.first_day.is_none_or(|first| earlier.last_day < first));
    if ordered {
        Ok(())
    } else {
        Err(NoticeError::at("campaign.phases", "阶段的日期应前后相接，不能重叠"))
    }
}

fn form(notice: &Notice, form: &Form) -> Checked {
    let mark = form.mark.as_str();
    named(&format!("{mark}的标题（title）"), &form.title, LONGEST_TITLE)?;
    header(mark, &form.header)?;
    header(mark, &form.footer)?;
    typed_fields(form)?;
    notes(mark, &form.notes.label, &form.notes.items)?;
    text(&format!("{mark}的单位（unit）"), &form.unit, LONGEST_NAME)?;
    form.decimals.values().try_for_each(|known| decimals(&format!("{mark}的 decimals"), "", Some(*known)))?;
    many(&format!("{mark}的行（rows）"), form.rows().count(), MOST_ROWS)?;
    many(&format!("{mark}的数（figures）"), form.figures().count(), MOST_FIGURES)?;
    many(&format!("{mark}的关系（relations）"), form.relations.len(), MOST_RELATIONS)?;
    if form.figures().next().is_none() {
        return Err(NoticeError::at(mark, "没有一个要填的数"));
    }
    let mut numbers = BTreeSet::new();
    let mut units = BTreeMap::new();
    for table in &form.tables {
        self::table(mark, table)?;
        for row in table.sections.iter().flat_map(|section| &section.rows) {
            if !numbers.insert(row.number) {
                return Err(NoticeError::at(
                    row_place(mark, row.number),
                    "这个行号出现了两次，每行应有自己的行号",
                ));
            }
            self::row(notice, mark, table, row)?;
            for figure in &row.figures {
                if units.insert(figure.id, figure.unit.as_str()).is_some() {
                    let problem = format!("编号 {} 用了两次，每个数应有自己的编号", figure.id);
                    return Err(NoticeError::at(row_place(mark, row.number), problem));
                }
            }
        }
    }
    form.figures_in_rows().try_for_each(|(row, figure)| part(form, row, figure, &units))
}

fn table(mark: &str, table: &Table) -> Checked {
    let leaves = table.leaves();
    many(&format!("{mark}的栏（columns）"), leaves.len(), MOST_COLUMNS)?;
    text(&format!("{mark}的表名（title）"), &table.title, LONGEST_TITLE)?;
    if table.columns.iter().any(|column| column.depth() > DEEPEST) {
        return Err(NoticeError::at(format!("{mark}的栏（columns）"), format!("标题最多 {DEEPEST} 层")));
    }
    table.columns.iter().try_for_each(|known| column(mark, known))?;
    if !leaves.iter().any(|column| column.role == Some(Role::Month)) {
        return Err(NoticeError::at(
            format!("{mark}的栏（columns）"),
            "至少要有一栏填当月的数（role 为 month）",
        ));
    }
    measures(mark, &leaves)?;
    let mut quantities = BTreeSet::new();
    for leaf in leaves {
        let doubled = leaf.role.is_none_or(|role| {
            !matches!(role, Role::Text | Role::Difference | Role::PerCent)
                && !quantities.insert((role, &leaf.measure))
        });
        if doubled {
            return Err(NoticeError::at(
                format!("{mark}的栏{}", quoted_start(&leaf.heading)),
                "和另一栏是一样的内容，或没有写明内容（role）",
            ));
        }
    }
    Ok(())
}

/// Each measure is a letter of a figure's id, and has a column in which it is typed or reckoned.
fn measures(mark: &str, leaves: &[&Column]) -> Checked {
    let of = |wanted: Option<Role>| -> BTreeSet<&String> {
        let columns = leaves.iter().filter(|column| wanted.is_none_or(|role| column.role == Some(role)));
        columns.filter_map(|column| column.measure.as_ref()).collect()
    };
    let all = of(None);
    many(&format!("{mark}的栏的编号（measure）"), all.len(), MOST_IN_A_ROW)?;
    match all.difference(&of(Some(Role::Month))).next() {
        Some(measure) => {
            let problem = format!("编号为 {measure} 的栏没有填当月数的一栏（role 为 month）");
            Err(NoticeError::at(format!("{mark}的栏（columns）"), problem))
        }
        None => Ok(()),
    }
}

fn column(mark: &str, column: &Column) -> Checked {
    let place = format!("{mark}的栏{}", quoted_start(&column.heading));
    text(&place, &column.heading, LONGEST_NAME)?;
    text(&place, &column.letter, LONGEST_ID)?;
    text(&place, &column.unit, LONGEST_NAME)?;
    decimals(&place, "", column.decimals)?;
    if column.columns.is_empty() != column.role.is_some() {
        return Err(NoticeError::at(place, "有下级栏的不写内容（role），没有下级栏的要写"));
    }
    if let Some(measure) = &column.measure
        && (measure.is_empty()
            || measure.len() > LONGEST_ID
            || !measure.chars().all(|one| one.is_ascii_alphanumeric()))
    {
        return Err(NoticeError::at(place, "栏的编号（measure）应为字母或数字"));
    }
    column.columns.iter().try_for_each(|below| self::column(mark, below))
}

fn row(notice: &Notice, mark: &str, table: &Table, row: &Row) -> Checked {
    let place = row_place(mark, row.number);
    text(&place, &row.content, LONGEST_TEXT)?;
    text(&place, row.code.as_deref().unwrap_or_default(), LONGEST_ID)?;
    many(&format!("{place}的数（figures）"), row.figures.len(), MOST_IN_A_ROW)?;
    if row.figures.is_empty() && row.kind != RowKind::Heading {
        return Err(NoticeError::at(place, "没有列出要填的数；只是小标题的，kind 写 heading"));
    }
    if !row.figures.is_empty() && row.kind == RowKind::Heading {
        return Err(NoticeError::at(place, "小标题（kind 为 heading）不能有数"));
    }
    for kind in &row.left_blank_by {
        if notice.kind(kind).is_none() {
            return Err(NoticeError::at(
                place,
                format!("不填的单位类别 {} 不在 kinds 里", start(kind.word())),
            ));
        }
    }
    sentence(&place, row)?;
    let measures: Vec<&String> =
        table.leaves().into_iter().filter_map(|column| column.measure.as_ref()).collect();
    for figure in &row.figures {
        named(&format!("{place}编号 {}的名称（name）", figure.id), &figure.name, LONGEST_FIGURE_NAME)?;
        text(&format!("{place}编号 {}的单位（unit）", figure.id), &figure.unit, LONGEST_NAME)?;
        if figure.id.row != row.number {
            let problem = format!("编号 {} 应以行号 {} 开头", figure.id, row.number);
            return Err(NoticeError::at(place, problem));
        }
        decimals(&place, &format!("编号 {} 的", figure.id), figure.decimals)?;
        if figure.measure.as_ref().is_some_and(|measure| !measures.contains(&measure)) {
            return Err(NoticeError::at(place, format!("编号 {} 的栏（measure）表里没有", figure.id)));
        }
    }
    Ok(())
}

/// Checks that the n-th X of a sentence is followed by the unit of the n-th figure. A row that is printed without any X has as
/// many figures as it is said to.
fn sentence(place: &str, row: &Row) -> Checked {
    let sharing: Vec<&Figure> = row.sharing().collect();
    let after_marks: Vec<&str> = row.content.split('X').skip(1).collect();
    if after_marks.is_empty() {
        return Ok(());
    }
    if after_marks.len() != sharing.len() {
        let (marks, figures) = (after_marks.len(), sharing.len());
        return Err(NoticeError::at(
            place,
            format!("文字里有 {marks} 个 X，却列了 {figures} 个数，两者应一样多"),
        ));
    }
    match sharing.iter().zip(after_marks).find(|(figure, after)| !after.starts_with(&figure.unit)) {
        Some((figure, _)) => Err(NoticeError::at(
            place,
            format!("编号 {} 的单位{}应与文字里 X 后面的一致", figure.id, quoted_start(&figure.unit)),
        )),
        None => Ok(()),
    }
}

/// Checks what a figure is a part of: a figure of the same unit, and never, through others, itself.
fn part(form: &Form, row: &Row, figure: &Figure, units: &BTreeMap<FigureId, &str>) -> Checked {
    let Some(whole) = figure.part_of else { return Ok(()) };
    let place = row_place(&form.mark, row.number);
    if whole == figure.id || units.get(&whole) != Some(&figure.unit.as_str()) {
        let problem =
            format!("编号 {} 是编号 {whole} 的一部分，编号 {whole} 应是表里另一个同单位的数", figure.id);
        return Err(NoticeError::at(place, problem));
    }
    let mut seen = BTreeSet::from([figure.id]);
    let mut next = Some(whole);
    while let Some(id) = next {
        if !seen.insert(id) {
            // The circle may be among others, which this figure is a part of without standing in it.
            let problem = if id == figure.id {
                format!("编号 {id} 经过编号 {whole} 又成了自己的一部分，绕成了圈")
            } else {
                format!("编号 {id} 又成了自己的一部分，绕成了圈")
            };
            return Err(NoticeError::at(row_place(&form.mark, id.row), problem));
        }
        next = form.find(id).ok().and_then(|(_, figure)| figure.part_of);
    }
    Ok(())
}

fn list(list: &ProjectForm) -> Checked {
    let mark = list.mark.as_str();
    named(&format!("{mark}的标题（title）"), &list.title, LONGEST_TITLE)?;
    named(&format!("{mark}的名称（name）"), &list.name, LONGEST_NAME)?;
    header(mark, &list.header)?;
    if list.header.0.iter().any(|field| matches!(field.is, FieldKind::Text | FieldKind::Month)) {
        return Err(NoticeError::at(mark, "清单表外的栏目不能是要填的文字（text）或月份（month）"));
    }
    notes(mark, &list.notes.label, &list.notes.items)?;
    many(&format!("{mark}至少的行数（least_rows）"), list.least_rows, MOST_ROWS)?;
    let mut headings = list.columns.all();
    for heading in headings {
        named(&format!("{mark}的栏"), heading, LONGEST_NAME)?;
    }
    headings.sort_unstable();
    if headings.is_sorted_by(|one, other| one < other) {
        Ok(())
    } else {
        Err(NoticeError::at(mark, "各栏的标题不能相同"))
    }
}

/// Checks the letters by which the typed fields of a form are known.
fn typed_fields(form: &Form) -> Checked {
    let mut known = BTreeSet::new();
    for field in form.header.0.iter().chain(&form.footer.0) {
        let place = || format!("{}表外的栏目{}", form.mark, quoted_start(&field.label));
        let is_letter = field.id.is_some_and(TextId::is_field);
        if is_letter != (field.is == FieldKind::Text) || (field.id.is_some() && !is_letter) {
            let problem = "要填文字的栏目（is 为 text）应有一个字母作编号（id），别的栏目没有";
            return Err(NoticeError::at(place(), problem));
        }
        if field.id.is_some_and(|id| !known.insert(id)) {
            return Err(NoticeError::at(place(), "编号（id）用了两次，每个栏目应有自己的字母"));
        }
    }
    Ok(())
}

fn header(mark: &str, header: &Header) -> Checked {
    many(&format!("{mark}表外的栏目（header、footer）"), header.0.len(), MOST_IN_A_ROW)?;
    for field in &header.0 {
        named(&format!("{mark}表外的栏目"), &field.label, LONGEST_NAME)?;
        text(&format!("{mark}表外的栏目{}", quoted_start(&field.label)), &field.text, LONGEST_NAME)?;
    }
    Ok(())
}

fn notes(mark: &str, label: &str, items: &[String]) -> Checked {
    many(&format!("{mark}的说明（notes）"), items.len(), MOST_IN_A_ROW)?;
    text(&format!("{mark}的说明"), label, LONGEST_NAME)?;
    items.iter().try_for_each(|item| text(&format!("{mark}的说明"), item, LONGEST_TEXT))
}

/// An id is also a part of file names and of commands: letters, digits and hyphens only.
fn id(id: &str, place: &str) -> Checked {
    let sound = (1..=LONGEST_ID).contains(&id.len())
        && id.chars().all(|one| one.is_ascii_lowercase() || one.is_ascii_digit() || one == '-')
        && !id.starts_with('-');
    if sound {
        Ok(())
    } else {
        Err(NoticeError::at(place, format!("应为小写字母、数字和连字符，最多 {LONGEST_ID} 个，例如 annex2")))
    }
}

/// The place of a row, for messages.
fn row_place(form: &str, number: u16) -> String {
    format!("{form}第 {number} 行")
}

/// Refuses more decimals than an amount can have.
fn decimals(place: &str, whose: &str, decimals: Option<u8>) -> Checked {
    if decimals.is_some_and(|decimals| Decimals::new(decimals).is_none()) {
        let most = Decimals::FOUR.count();
        return Err(NoticeError::at(place, format!("{whose}小数位数应为 0 到 {most}")));
    }
    Ok(())
}

fn named(place: &str, name: &str, longest: usize) -> Checked {
    if name.trim().is_empty() {
        return Err(NoticeError::at(place, "不能空着"));
    }
    text(place, name, longest)
}

fn text(place: &str, text: &str, longest: usize) -> Checked {
    if text.chars().count() > longest {
        return Err(NoticeError::at(place, format!("太长，最多 {longest} 个字")));
    }
    if text.chars().any(|one| one.is_control() || is_invisible(one)) {
        return Err(NoticeError::at(place, "有换行或看不见的字符，应删去"));
    }
    Ok(())
}

fn many(place: &str, count: usize, most: usize) -> Checked {
    if count > most {
        return Err(NoticeError::at(place, format!("有 {count} 个，最多 {most} 个")));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
