//! The contradictions for which a definition is refused, each with its place and what would be right.

use std::collections::{BTreeMap, BTreeSet};

use super::form::{Figure, Form, Row, Table};
use super::{Campaign, Column, FigureId, Header, Notice, NoticeError, ProjectForm, Role, RowKind};
use crate::unit::{UnitKind, is_invisible};
use crate::wording::quoted;

/// Limits that no real notice reaches. A hostile one must not fill the memory, the screen or a message.
const MOST_FORMS: usize = 10;
const MOST_LISTS: usize = 1;
const MOST_ROWS: usize = 300;
const MOST_FIGURES: usize = 1000;
const MOST_COLUMNS: usize = 40;
const MOST_UNITS: usize = 1000;
const DEEPEST: usize = 3;
const MOST_IN_A_ROW: usize = 26;
const LONGEST_ID: usize = 40;
const LONGEST_NAME: usize = 100;
const LONGEST_TEXT: usize = 1000;
const MOST_DECIMALS: u8 = 4;

type Checked = Result<(), NoticeError>;

/// Checks a notice whose forms have been filled in with what they inherit.
pub(super) fn check(notice: &Notice) -> Checked {
    id(&notice.id, "通知的编号（id）")?;
    if notice.edition == 0 {
        return Err(NoticeError::at("版次（edition）", "应从 1 开始"));
    }
    named("标题（title）", &notice.title, LONGEST_NAME * 2)?;
    named("文号（number）", &notice.number, LONGEST_NAME)?;
    text("发文机关（issuer）", &notice.issuer, LONGEST_NAME)?;
    campaign(&notice.campaign)?;
    named("收件单位（recipient.office）", &notice.recipient.office, LONGEST_NAME)?;
    text("收件邮箱（recipient.address）", &notice.recipient.address, LONGEST_NAME)?;
    if let Some(contact) = &notice.recipient.contact {
        text("联系人（recipient.contact）", &contact.name, LONGEST_NAME)?;
        for phone in &contact.phones {
            text("联系电话（recipient.contact.phones）", phone, LONGEST_NAME)?;
        }
    }
    kinds(notice)?;
    papers(notice)?;
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
            let problem = format!("{}的类别 {} 不在 kinds 里", quoted(&unit.name), unit.kind);
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
        return Err(NoticeError::at("summary", format!("papers 里没有编号为 {} 的文件", quoted(paper))));
    }
    named("总结的开头（summary.opening）", &notice.summary.opening, LONGEST_TEXT)?;
    named("邮件的主题（letter.subject）", &notice.letter.subject, LONGEST_NAME * 2)?;
    if notice.letter.text.chars().count() > LONGEST_TEXT * 5 {
        return Err(NoticeError::at(
            "邮件的正文（letter.text）",
            format!("太长，最多 {} 个字", LONGEST_TEXT * 5),
        ));
    }
    Ok(())
}

fn campaign(campaign: &Campaign) -> Checked {
    named("活动名称（campaign.name）", &campaign.name, LONGEST_NAME * 2)?;
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
    named(&format!("{mark}的标题（title）"), &form.title, LONGEST_NAME * 2)?;
    header(mark, &form.header)?;
    header(mark, &form.footer)?;
    notes(mark, &form.notes.label, &form.notes.items)?;
    text(&format!("{mark}的单位（unit）"), &form.unit, LONGEST_NAME)?;
    if form.decimals.values().any(|decimals| *decimals > MOST_DECIMALS) {
        return Err(NoticeError::at(
            format!("{mark}的 decimals"),
            format!("小数位数应为 0 到 {MOST_DECIMALS}"),
        ));
    }
    many(&format!("{mark}的行（rows）"), form.rows().count(), MOST_ROWS)?;
    many(&format!("{mark}的数（figures）"), form.figures().count(), MOST_FIGURES)?;
    many(&format!("{mark}的关系（relations）"), form.relations.len(), MOST_ROWS)?;
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
    text(&format!("{mark}的表名（title）"), &table.title, LONGEST_NAME * 2)?;
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
    let mut quantities = BTreeSet::new();
    for leaf in leaves {
        let doubled = leaf.role.is_none_or(|role| {
            !matches!(role, Role::Text | Role::Difference | Role::PerCent)
                && !quantities.insert((role, &leaf.measure))
        });
        if doubled {
            return Err(NoticeError::at(
                format!("{mark}的栏{}", quoted(&leaf.heading)),
                "和另一栏是一样的内容，或没有写明内容（role）",
            ));
        }
    }
    Ok(())
}

fn column(mark: &str, column: &Column) -> Checked {
    let place = format!("{mark}的栏{}", quoted(&column.heading));
    text(&place, &column.heading, LONGEST_NAME)?;
    text(&place, &column.letter, LONGEST_ID)?;
    text(&place, &column.unit, LONGEST_NAME)?;
    if column.decimals.is_some_and(|decimals| decimals > MOST_DECIMALS) {
        return Err(NoticeError::at(place, format!("小数位数应为 0 到 {MOST_DECIMALS}")));
    }
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
            return Err(NoticeError::at(place, format!("不填的单位类别 {kind} 不在 kinds 里")));
        }
    }
    sentence(&place, row)?;
    let measures: Vec<&String> =
        table.leaves().into_iter().filter_map(|column| column.measure.as_ref()).collect();
    for figure in &row.figures {
        named(&format!("{place}编号 {}的名称（name）", figure.id), &figure.name, LONGEST_TEXT)?;
        text(&format!("{place}编号 {}的单位（unit）", figure.id), &figure.unit, LONGEST_NAME)?;
        if figure.id.row != row.number {
            let problem = format!("编号 {} 应以行号 {} 开头", figure.id, row.number);
            return Err(NoticeError::at(place, problem));
        }
        if figure.decimals.is_some_and(|decimals| decimals > MOST_DECIMALS) {
            let problem = format!("编号 {} 的小数位数应为 0 到 {MOST_DECIMALS}", figure.id);
            return Err(NoticeError::at(place, problem));
        }
        if figure.measure.as_ref().is_some_and(|measure| !measures.contains(&measure)) {
            return Err(NoticeError::at(place, format!("编号 {} 的栏（measure）表里没有", figure.id)));
        }
    }
    Ok(())
}

/// Checks that the n-th X of a sentence is followed by the unit of the n-th figure.
fn sentence(place: &str, row: &Row) -> Checked {
    let sharing: Vec<&Figure> = row.sharing().collect();
    let after_marks: Vec<&str> = row.content.split('X').skip(1).collect();
    if after_marks.is_empty() && sharing.len() <= 1 {
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
            format!("编号 {} 的单位{}应与文字里 X 后面的一致", figure.id, quoted(&figure.unit)),
        )),
        None => Ok(()),
    }
}

/// Checks what a figure is a part of: a figure of the same unit, and never, through others, itself.
fn part(form: &Form, row: &Row, figure: &Figure, units: &BTreeMap<FigureId, &str>) -> Checked {
    let Some(whole) = figure.part_of else { return Ok(()) };
    let place = row_place(&form.mark, row.number);
    if whole == figure.id || units.get(&whole) != Some(&figure.unit.as_str()) {
        let problem = format!("编号 {} 是 {whole} 的一部分，{whole} 应是表里另一个同单位的数", figure.id);
        return Err(NoticeError::at(place, problem));
    }
    let mut seen = BTreeSet::from([figure.id]);
    let mut next = Some(whole);
    while let Some(id) = next {
        if !seen.insert(id) {
            return Err(NoticeError::at(
                place,
                format!("编号 {} 经过 {id} 又成了自己的一部分，绕成了圈", figure.id),
            ));
        }
        next = form.find(id).ok().and_then(|(_, figure)| figure.part_of);
    }
    Ok(())
}

fn list(list: &ProjectForm) -> Checked {
    let mark = list.mark.as_str();
    named(&format!("{mark}的标题（title）"), &list.title, LONGEST_NAME * 2)?;
    named(&format!("{mark}的名称（name）"), &list.name, LONGEST_NAME)?;
    header(mark, &list.header)?;
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

fn header(mark: &str, header: &Header) -> Checked {
    many(&format!("{mark}表外的栏目（header、footer）"), header.0.len(), MOST_IN_A_ROW)?;
    for field in &header.0 {
        named(&format!("{mark}表外的栏目"), &field.label, LONGEST_NAME)?;
        text(&format!("{mark}表外的栏目{}", quoted(&field.label)), &field.text, LONGEST_NAME)?;
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
        return Err(NoticeError::at(place, "里有换行或看不见的字符，应删去"));
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
mod tests {
    use serde_json::{Value, json};

    use super::super::BUILT_IN;
    use super::*;

    /// The notice that comes with the program with one thing changed.
    fn changed(place: &str, value: Value) -> Result<Notice, String> {
        let mut definition: Value = serde_json::from_str(BUILT_IN).unwrap();
        let (parent, name) = place.rsplit_once('/').unwrap();
        match definition.pointer_mut(parent).unwrap() {
            Value::Object(fields) => drop(fields.insert(name.to_owned(), value)),
            other => *other.pointer_mut(&format!("/{name}")).unwrap() = value,
        }
        Notice::read(&definition.to_string()).map_err(|error| error.to_string())
    }

    fn refused(place: &str, value: Value) -> String {
        let sentence = changed(place, value).unwrap_err();
        let told = sentence.strip_prefix("通知文件里").unwrap();
        told.strip_suffix("，什么都没有改动。请改好后再试").unwrap().to_owned()
    }

    #[test]
    fn a_contradiction_in_a_row_is_refused_with_its_place() {
        let row = "/forms/0/tables/0/sections/0/rows/1";
        for (place, value, sentence) in [
            ("/figures/1/id", json!("2a"), "附件2第 2 行：编号 2a 用了两次，每个数应有自己的编号"),
            ("/number", json!(1), "附件2第 1 行：这个行号出现了两次，每行应有自己的行号"),
            ("/figures/1/id", json!("3c"), "附件2第 2 行：编号 3c 应以行号 2 开头"),
            (
                "/content",
                json!("清除暴露垃圾X吨。"),
                "附件2第 2 行：文字里有 1 个 X，却列了 2 个数，两者应一样多",
            ),
            ("/figures", json!([]), "附件2第 2 行：没有列出要填的数；只是小标题的，kind 写 heading"),
            ("/figures/0/unit", json!("斤"), "附件2第 2 行：编号 2a 的单位“斤”应与文字里 X 后面的一致"),
            (
                "/figures/1/part_of",
                json!("99"),
                "附件2第 2 行：编号 2b 是 99 的一部分，99 应是表里另一个同单位的数",
            ),
            (
                "/figures/1/part_of",
                json!("2b"),
                "附件2第 2 行：编号 2b 是 2b 的一部分，2b 应是表里另一个同单位的数",
            ),
            (
                "/figures/1/part_of",
                json!("1a"),
                "附件2第 2 行：编号 2b 是 1a 的一部分，1a 应是表里另一个同单位的数",
            ),
            ("/figures/0/part_of", json!("2b"), "附件2第 2 行：编号 2a 经过 2a 又成了自己的一部分，绕成了圈"),
            ("/figures/0/decimals", json!(9), "附件2第 2 行：编号 2a 的小数位数应为 0 到 4"),
            ("/left_blank_by", json!(["village"]), "附件2第 2 行：不填的单位类别 village 不在 kinds 里"),
            ("/kind", json!("heading"), "附件2第 2 行：小标题（kind 为 heading）不能有数"),
            ("/content", json!("乱\u{202e}写"), "附件2第 2 行：里有换行或看不见的字符，应删去"),
        ] {
            assert_eq!(refused(&format!("{row}{place}"), value), sentence);
        }
    }

    #[test]
    fn a_contradiction_anywhere_else_is_refused_with_its_place() {
        for (place, value, sentence) in [
            ("/id", json!("../x"), "通知的编号（id）：应为小写字母、数字和连字符，最多 40 个，例如 annex2"),
            ("/edition", json!(0), "版次（edition）：应从 1 开始"),
            ("/title", json!("长".repeat(10_000)), "标题（title）：太长，最多 200 个字"),
            (
                "/campaign/last_month",
                json!("2021-12"),
                "campaign：最后一个月早于第一个月，应不早于它，没有期限的不写",
            ),
            ("/campaign/due", json!({"day": 0}), "campaign.due：报送日应为 1 到 31"),
            (
                "/campaign/due",
                json!({"day": 5, "exempt": [13]}),
                "campaign.due.exempt：免报的月份应为 1 到 12，不能全年免报",
            ),
            (
                "/campaign/due",
                json!({"day": 5, "exempt": [1]}),
                "campaign.first_month：第一个月是免报的月份，应写第一个要报的月份",
            ),
            ("/campaign/month_begins", json!(31), "campaign.month_begins：每月的起始日应为 1 到 28"),
            (
                "/campaign/phases/2/first_day",
                json!("2022-11-15"),
                "campaign.phases：阶段的日期应前后相接，不能重叠",
            ),
            (
                "/campaign/phases/1/last_day",
                json!("2021-11-15"),
                "campaign.phases：阶段的日期应前后相接，不能重叠",
            ),
            ("/kinds/1/id", json!("township"), "kinds：编号 township 用了两次，每类单位应有自己的编号"),
            ("/units/0/kind", json!("village"), "units：“高笋塘街道”的类别 village 不在 kinds 里"),
            ("/papers/1/id", json!("plan"), "papers：编号 plan 用了两次"),
            ("/summary/paper", json!("none"), "summary：papers 里没有编号为 “none” 的文件"),
            ("/forms", json!([]), "forms：至少要有一张每月填报的表"),
            ("/lists/0/id", json!("annex2"), "附件3：编号 annex2 用了两次，每张表应有自己的编号"),
            ("/lists/0/columns/scale", json!("资金来源"), "附件3：各栏的标题不能相同"),
            (
                "/forms/0/tables/0/columns/4/role",
                json!("month"),
                "附件2的栏“累计数量”：和另一栏是一样的内容，或没有写明内容（role）",
            ),
            (
                "/forms/0/tables/0/columns/3",
                json!({"heading": "当月数量"}),
                "附件2的栏“当月数量”：有下级栏的不写内容（role），没有下级栏的要写",
            ),
        ] {
            assert_eq!(refused(place, value), sentence, "{place}");
        }
    }

    #[test]
    fn a_figure_in_a_column_that_is_not_there_is_refused() {
        let row =
            json!({"number": 4, "content": "总数", "figures": [{"id": "4", "name": "总数", "measure": "m"}]});
        let problem = "附件2第 4 行：编号 4 的栏（measure）表里没有";
        assert_eq!(refused("/forms/0/tables/0/sections/0/rows/3", row), problem);
    }

    #[test]
    fn more_rows_than_any_form_has_are_refused() {
        let row = |number: u32| json!({"number": number, "content": "项", "figures": [{"id": number.to_string(), "name": "项"}]});
        let rows: Vec<Value> = (1..=10_000).map(row).collect();
        assert_eq!(
            refused("/forms/0/tables/0/sections", json!([{"rows": rows}])),
            "附件2的行（rows）：有 10000 个，最多 300 个"
        );
    }

    #[test]
    fn a_relation_that_cannot_hold_is_refused() {
        let relation = |says: &str, of: &str, derived: bool| {
            refused("/forms/0/relations", json!([{"says": says, "of": of, "derived": derived}]))
        };
        let told = |says: &str, problem: &str| format!("附件2的关系“{says}”：{problem}");
        for (says, of, derived, problem) in [
            ("1", "rows", false, "读不懂，应写成 1=2+3、2≤1 这样"),
            ("1=2*3", "rows", false, "读不懂，应写成 1=2+3、2≤1 这样"),
            ("1=99", "rows", false, "表里没有第 99 行"),
            ("4=1a+99", "figures", false, "表里没有“99”"),
            ("4=6+8-", "rows", false, "读不懂，应写成 1=2+3、2≤1 这样"),
            ("4+6=8", "rows", true, "要算出来的只能有一个，写在等号左边"),
            ("a=b", "columns", false, "没有一行有这几栏"),
        ] {
            assert_eq!(relation(says, of, derived), told(says, problem));
        }
        let circle = json!([
            {"says": "4=6+8", "derived": true},
            {"says": "6=4+9", "derived": true},
        ]);
        assert_eq!(refused("/forms/0/relations", circle), "附件2编号 4：由自己算出自己，关系绕成了圈");
        let tolerance = json!([{"says": "4=6+8", "tolerance": "一点"}]);
        assert_eq!(
            refused("/forms/0/relations", tolerance),
            told("4=6+8", "允许的误差（tolerance）应是一个数，例如 0.1")
        );
    }

    #[test]
    fn figures_are_compared_with_their_like_only() {
        let relation = |says: &str, derived: bool| {
            let relations = json!([{"says": says, "of": "figures", "derived": derived}]);
            changed("/forms/0/relations", relations)
        };
        let problem = |says: &str, derived: bool| {
            let told = relation(says, derived).unwrap_err();
            told.split_once('：').unwrap().1.split_once("，什么").unwrap().0.to_owned()
        };
        assert!(relation("4=1b+5a", true).is_ok(), "all of them are counted in 个");
        assert_eq!(problem("4=6+3a", true), "编号 4 和 6 的单位应一样");
        assert_eq!(problem("4≤6", false), "编号 4 和 6 的单位应一样");
        let mut definition: Value = serde_json::from_str(BUILT_IN).unwrap();
        definition["forms"][0]["relations"] = json!([{"says": "4=1b+5a", "of": "figures", "derived": true}]);
        for (name, value, told) in [
            ("scope", json!("year"), "编号 4 和 1b 的累计的范围（scope）应一样"),
            ("decimals", json!(2), "编号 4 和 1b 的小数位数，算出来的不能比用来算的少"),
        ] {
            let mut one = definition.clone();
            one["forms"][0]["tables"][0]["sections"][0]["rows"][0]["figures"][1][name] = value;
            let sentence = Notice::read(&one.to_string()).unwrap_err().to_string();
            assert!(sentence.contains(told), "{sentence}");
        }
    }

    /// Each row is twice the next: a form of 60 rows would take 2 to the 60 additions.
    #[test]
    fn a_form_that_would_be_reckoned_for_ever_is_refused() {
        let row = |number: u32| json!({"number": number, "content": "项", "figures": [{"id": number.to_string(), "name": "项"}]});
        let mut definition: Value = serde_json::from_str(BUILT_IN).unwrap();
        definition["forms"][0]["tables"][0]["sections"] =
            json!([{"rows": (1..=60).map(row).collect::<Vec<_>>()}]);
        let twice = |number: u32| json!({"says": format!("{number}={0}+{0}", number + 1), "derived": true});
        definition["forms"][0]["relations"] = (1..60).map(twice).collect();
        let told = Notice::read(&definition.to_string()).unwrap_err().to_string();
        assert!(told.contains("附件2编号 1：要算的数太多，最多 1000 个"), "{told}");
    }

    #[test]
    fn a_text_that_is_no_notice_is_refused_in_words() {
        let cut =
            BUILT_IN.get(..2000).map(|_| &BUILT_IN[..BUILT_IN.char_indices().nth(2000).unwrap().0]).unwrap();
        assert!(matches!(Notice::read(cut), Err(NoticeError::CutOff(_))));
        assert!(changed("/forms/0/more", json!(1)).unwrap_err().contains("没有“more”这一项"));
        assert!(matches!(Notice::from_bytes(&[0xc4, 0xe3]), Err(NoticeError::NotUtf8)));
        assert!(matches!(Notice::from_bytes(&vec![b' '; 2 << 20]), Err(NoticeError::TooLarge)));
        assert!(Notice::read(&format!("\u{feff}{BUILT_IN}")).is_ok(), "as an editor of Windows saves it");
    }
}
