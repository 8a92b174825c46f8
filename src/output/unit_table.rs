//! The table units × figures as a workbook: two lines for each unit, its month and the total that it states, and below them the
//! sums with how many units they are of. Whom each sum lacks stands on a sheet of its own, where there is room for many names.

use chrono::NaiveDate;

use super::OutputError;
use super::table::{Field, Table, workbook};
use crate::amount::Amount;
use crate::collation::{Contribution, Coverage, Standing, UnitTable, months_lacking_words};
use crate::notice::{Figure, FigureId, Form, Notice};
use crate::report::Sheet;

/// Widths in pixels.
const NAME: u32 = 150;
const KIND: u32 = 76;
const NARROW: u32 = 60;
const NUMBER: u32 = 80;
const NAMES: u32 = 620;

const SUM: &str = "合计";

/// Draws the contributions of the units, and their sums. `closed` is the closed form of the month where that says something else.
pub fn unit_table_workbook(
    notice: &Notice,
    form: &Form,
    (sheet, closed): (&Sheet, Option<&Sheet>),
    table: &UnitTable,
    day: NaiveDate,
) -> Result<Vec<u8>, OutputError> {
    let title = format!("{}　{}　各单位数据", form.title, sheet.month_name);
    let figures: Vec<&Figure> = form.figures().collect();
    let mut columns: Vec<(String, u32)> =
        [("单位", NAME), ("类别", KIND), ("情况", NARROW), ("数量", NARROW)]
            .map(|(heading, width)| (heading.to_owned(), width))
            .into();
    columns.extend(
        figures.iter().map(|figure| (format!("{} {}\n（{}）", figure.id, figure.name, figure.unit), NUMBER)),
    );
    let mut lines = Vec::new();
    for unit in &table.units {
        let standing = unit.standing.map_or("不在应报之列", Standing::label);
        let kind = notice.kind_name(&unit.kind);
        let line = |quantity: &str, of: fn(&Contribution) -> Option<Amount>| {
            let mut fields: Vec<Field> =
                [unit.name.as_str(), &kind, standing, quantity].map(Field::text).into();
            fields.extend(figures.iter().map(|figure| match unit.figures.get(&figure.id) {
                Some(found) => Field::amount(of(found)),
                None => Field::text("—"),
            }));
            fields
        };
        lines.extend([line("当月", |found| found.month), line("累计", |found| found.total)]);
    }
    lines.extend(sums(&figures, sheet, table));
    lines.extend(closed.into_iter().flat_map(|closed| carried("关账时的合计", &figures, closed)));
    let drawn = Table { name: "各单位数据".to_owned(), title: title.clone(), columns, fixed: 4, lines };
    Ok(workbook(&title, day, &[drawn, lacking(form, sheet, table)])?)
}

/// The last rows: the sums of the month, its carried totals, what the stated totals come to, and the coverage.
fn sums(figures: &[&Figure], sheet: &Sheet, table: &UnitTable) -> [Vec<Field>; 4] {
    let [month, total] = carried(SUM, figures, sheet);
    let of_whom = |id| Field::text(table.coverage.get(&id).map_or_else(String::new, covered));
    [
        month,
        total,
        line([SUM, "各单位累计相加"], figures, |id| Field::amount(table.stated.get(&id).copied())),
        line([SUM, "计入的单位"], figures, of_whom),
    ]
}

/// The sums of a form and its carried totals, which are not what the lines above add up to.
fn carried(name: &str, figures: &[&Figure], sheet: &Sheet) -> [Vec<Field>; 2] {
    [
        line([name, "当月"], figures, |id| {
            Field::amount(sheet.cell(id).and_then(|cell| cell.month.amount()))
        }),
        line([name, "本表累计"], figures, |id| {
            Field::amount(sheet.cell(id).and_then(|cell| cell.total.amount))
        }),
    ]
}

fn line([name, quantity]: [&str; 2], figures: &[&Figure], of: impl Fn(FigureId) -> Field) -> Vec<Field> {
    let mut fields: Vec<Field> = [name, "", "", quantity].map(Field::text).into();
    fields.extend(figures.iter().map(|figure| of(figure.id)));
    fields
}

fn covered(coverage: &Coverage) -> String {
    format!("{}/{}", coverage.units, coverage.expected)
}

/// Whom each sum lacks, and whose earlier months all totals lack.
fn lacking(form: &Form, sheet: &Sheet, table: &UnitTable) -> Table {
    let columns = [
        ("编号", NARROW),
        (&form.columns.content, NAME),
        ("单位", NARROW),
        ("计入的单位", NUMBER),
        ("缺的单位", NAMES),
    ];
    let lines = form.figures().filter_map(|figure| {
        let coverage = table.coverage.get(&figure.id)?;
        let texts = [
            figure.id.to_string(),
            figure.name.clone(),
            figure.unit.clone(),
            covered(coverage),
            coverage.lacking(),
        ];
        Some(texts.map(Field::text).into())
    });
    let months = months_lacking_words(&table.months_lacking, table.month, true);
    let months = months.map(|words| ["", &form.columns.total, "", "", &words].map(Field::text).into());
    Table {
        name: "缺的单位".to_owned(),
        title: format!("{}　各项是多少个单位的", sheet.month_name),
        columns: columns.map(|(heading, width)| (heading.to_owned(), width)).into(),
        fixed: 0,
        lines: lines.chain(months).collect(),
    }
}
