//! The rows of a table with their figures and units, before it is known what they are called.

use super::asked::Ask;
use super::columns::Columns;
use super::doubt::{Doubt, Doubts, Found, Matter, Place, Sureness, Then};
use super::draft::{DraftFigure, DraftRow};
use super::figure_units::unit;
use super::measures::Measure;
use super::plain_table::Plain;
use super::rows::{Cell, Raw};
use super::sentence::Part;
use super::text::{LONGEST, close_up, tidy};
use super::units::{self, Unit};
use super::words;
use crate::notice::{FigureId, RowKind, Scope};

/// A row that is being made, with what the later steps need to know of it.
#[derive(Clone, Debug)]
pub(super) struct Made {
    pub(super) row: DraftRow,
    pub(super) raw: Raw,
    pub(super) table: usize,
    /// Which figures of its sentence are parts of which.
    pub(super) said: Vec<Part>,
    /// The measure of each figure, by its place among those of the table.
    pub(super) measures: Vec<usize>,
}

impl Made {
    pub(super) fn is_heading(&self) -> bool {
        self.row.kind == RowKind::Heading
    }

    pub(super) fn place(&self) -> Place {
        self.raw.place.clone()
    }

    /// What it is called in a question.
    pub(super) fn called(&self) -> String {
        format!("“{}”", self.raw.name().chars().take(20).collect::<String>())
    }
}

/// Makes the rows of a table. What is asked of them is told when they have numbers.
pub(super) fn make(table: &Plain<'_>, raws: Vec<Raw>, ask: &mut Ask, doubts: &mut Doubts) -> Vec<Made> {
    let kinds = kinds(table, &raws, doubts);
    let mut made: Vec<Made> =
        raws.into_iter().zip(kinds).map(|(raw, kind)| row(table, raw, kind, ask)).collect();
    units_of_sums(&mut made, ask);
    made
}

/// A sum that says no unit has that of what it stands beside, where all of it has the same.
fn units_of_sums(made: &mut [Made], ask: &mut Ask) {
    let known: Vec<(usize, Found<String>, bool)> = made
        .iter()
        .filter(|row| !row.raw.is_sum())
        .flat_map(|row| row.measures.iter().zip(&row.row.figures))
        .map(|(measure, figure)| (*measure, figure.unit.clone(), figure.unit.sureness != Sureness::Asked))
        .collect();
    for row in made.iter_mut().filter(|row| row.raw.is_bare_sum()) {
        let mut is_asked = false;
        for (figure, measure) in row.row.figures.iter_mut().zip(&row.measures) {
            if figure.unit.sureness != Sureness::Asked || !figure.unit.value.is_empty() {
                continue;
            }
            let beside = || known.iter().filter(|(other, ..)| other == measure);
            let unit = beside().next().map(|(_, unit, _)| unit.clone());
            let is_one = |first: &Found<String>| {
                beside().all(|(_, unit, is_sure)| *is_sure && unit.value == first.value)
            };
            match unit.filter(|unit| is_one(unit)) {
                Some(unit) => figure.unit = Found::concluded(unit.value, unit.place),
                None => is_asked = true,
            }
        }
        if !is_asked {
            ask.no_unit.retain(|place| *place != row.raw.place);
        }
    }
}

/// Which rows are headings in the middle of the table.
fn kinds(table: &Plain<'_>, raws: &[Raw], doubts: &mut Doubts) -> Vec<RowKind> {
    let columns = table.columns;
    // 一、二 in a column of 1, 2, 3 number the sections.
    let are_numbers = raws.iter().any(|raw| raw.code.starts_with(|one: char| one.is_ascii_digit()));
    let is_section = |raw: &Raw| are_numbers && !raw.code.is_empty() && super::rows::is_numeral(&raw.code);
    let counted = raws.iter().filter(|raw| !is_section(raw)).count();
    let codes = raws.iter().filter(|raw| !raw.code.is_empty() && !is_section(raw)).count();
    let has_codes = columns.number.is_some() && codes * 2 > counted;
    let has_units = raws.iter().filter(|raw| has_units_of_its_own(raw)).count() * 2 > counted;
    let others = || raws.iter().filter(|raw| !asks_words(raw) && !is_section(raw));
    let others_have_units = others().filter(|raw| raw.unit.is_some()).count() * 2 > others().count();
    let (mut unsure, mut labels, mut words, mut last) = (Vec::new(), Vec::new(), Vec::new(), None);
    let mut kinds = Vec::new();
    for (index, raw) in raws.iter().enumerate() {
        let depth = |raw: &Raw| super::rows::mark(&raw.content.plain).map(|(depth, ..)| depth);
        let next = raws.get(index + 1);
        let opens = next.is_some_and(|next| match (depth(raw), depth(next)) {
            (Some(this), Some(next)) => next > this,
            (None, _) => next.content.indent > raw.content.indent && !next.says_of_which(),
            // 一、粮油 above 播种面积（亩）: its own rows may have marks of no kind.
            (Some(_), None) => has_units_of_its_own(next) && !next.says_of_which(),
        });
        let has_unit = raw.unit.is_some() || !raw.bracketed().is_empty() || !raw.sentence.figures.is_empty();
        let is_struck = |(at, cell): (usize, &Cell)| *cell == Cell::StruckOut && !raw.has_only_total(at);
        let all_struck = !raw.cells.is_empty() && raw.cells.iter().enumerate().all(is_struck);
        let lacks_code = has_codes && (raw.code.is_empty() || is_section(raw));
        let ends_open = raw.content.plain.ends_with(':');
        // A sum needs no number and no unit of its own.
        let lacks_both = !has_unit && has_units && lacks_code && !raw.is_bare_sum();
        let opens_section = ends_open && !has_unit && (raw.code.is_empty() || !has_codes);
        let is_of_words = is_choice(raw) || (!has_unit && others_have_units && asks_words(raw));
        let is_heading = raw.is_across || all_struck || opens_section || lacks_both || is_of_words;
        let is_plain = !has_unit && !raw.is_sum() && !raw.says_of_which();
        if is_of_words {
            words.push(raw);
        } else if !is_heading && is_plain && (opens || ends_open || (has_units && lacks_code)) {
            unsure.push(raw);
        } else if is_plain && raw.code.is_empty() && super::fields::are_fields(&raw.content.raw) {
            labels.push(raw);
        } else if next.is_none()
            && is_heading
            && (lacks_both || opens_section)
            && !raw.is_across
            && !all_struck
        {
            last = Some(raw);
        }
        kinds.push(if is_heading { RowKind::Heading } else { RowKind::Figure });
    }
    if let Some(raw) = last {
        let question = format!("“{}”：是小标题，还是要填数的行？", raw.name());
        let doubt = Doubt::new(Matter::Figures, question).of_form(table.form).at([raw.place.clone()]);
        let doubt = doubt.reading("小标题", "没有写单位");
        let doubt = doubt.reading_then("要填数", "下面没有别的行", Then::Row);
        doubts.ask(doubt.reading_then("不要这一行", "没有编号，也没有单位", Then::LeaveOut));
    }
    if !words.is_empty() {
        let names: Vec<String> = words.iter().map(|raw| format!("“{}”", raw.name())).collect();
        let question = format!("{}：像是写字或勾选的行，每月要填数吗？", names.join("、"));
        let doubt = Doubt::new(Matter::Figures, question).of_form(table.form);
        let doubt = doubt.reading("不填数，照印", "没有数的单位，通知里也没有写字的行");
        let doubt = doubt.reading_then("要填数", "在表的行里", Then::Row);
        let doubt = doubt.reading_then("不要这几行", "通知里没有写字的行", Then::LeaveOut);
        doubts.ask(doubt.at(words.iter().map(|raw| raw.place.clone())));
    }
    if !labels.is_empty() {
        let names: Vec<String> = labels.iter().map(|raw| format!("“{}”", raw.content.text)).collect();
        let question = format!("{}：是表里的行，还是表下面签名的地方？", names.join("、"));
        let doubt = Doubt::new(Matter::Figures, question).of_form(table.form);
        let doubt = doubt.reading("表里的行", "在表的栏里");
        let doubt = doubt.reading_then("签名的地方，不要这一行", "后面是冒号", Then::LeaveOut);
        doubts.ask(doubt.at(labels.iter().map(|raw| raw.place.clone())));
    }
    if !unsure.is_empty() {
        let names: Vec<String> = unsure.iter().map(|raw| format!("“{}”", raw.name())).collect();
        let question = format!("{}：是要填数的行，还是小标题？", names.join("、"));
        let doubt = Doubt::new(Matter::Figures, question).of_form(table.form);
        let doubt = doubt.reading("要填数", "右边的格子没有合并，也没有划掉");
        doubts.ask(
            doubt
                .reading_then("小标题", "下面的行比它低一级", Then::Heading)
                .at(unsure.iter().map(|raw| raw.place.clone())),
        );
    }
    kinds
}

/// Whether a row says its unit itself.
fn has_units_of_its_own(raw: &Raw) -> bool {
    raw.unit.is_some() || !raw.bracketed().is_empty()
}

/// Whether a box is ticked in a row, and no number written: □是 □否.
fn is_choice(raw: &Raw) -> bool {
    let unit = raw.unit.as_deref().map(super::text::plain).unwrap_or_default();
    words::CHOICES.contains(&unit.as_str()) || (unit.contains('□') && !units::is_unit(&unit.replace('□', "")))
}

/// Whether a row asks for words by what it is called: 存在问题及建议, 典型案例（简述）.
fn asks_words(raw: &Raw) -> bool {
    let (outside, inside) = super::text::brackets(&raw.content.plain);
    let ends = |text: &str| words::WORDS.iter().any(|word| text.ends_with(word));
    ends(&outside) || inside.iter().any(|inside| ends(inside))
}

fn row(table: &Plain<'_>, raw: Raw, kind: RowKind, ask: &mut Ask) -> Made {
    let columns = table.columns;
    let is_matrix = columns.measures.len() > 1;
    let (mut figures, mut said, mut measures) = (Vec::new(), Vec::new(), Vec::new());
    if let Some(why) = raw.content.doubt {
        ask.doubtful.push((raw.place.clone(), why));
    }
    if raw.content.raw.chars().nth(LONGEST).is_some() {
        ask.doubtful.push((raw.place.clone(), "太长，只读了前面 1000 字"));
    }
    let is_other = |cell: &Cell| *cell == Cell::Other || (is_matrix && matches!(cell, Cell::Units(_)));
    if raw.cells.iter().any(is_other) && kind != RowKind::Heading {
        ask.filled.push(raw.place.clone());
    }
    let says = !raw.sentence.figures.is_empty() && !is_matrix;
    let is_of = |measure: &Measure, wanted: &Unit| measure.unit.as_ref().is_some_and(|unit| unit == wanted);
    let is_crossed = is_matrix
        && kind != RowKind::Heading
        && match raw.sentence.figures.as_slice() {
            [] => false,
            [one] => !columns.measures.iter().all(|measure| is_of(measure, &one.unit)),
            _ => true,
        };
    if is_crossed {
        ask.crossed.push(raw.place.clone());
    }
    if !is_matrix && kind != RowKind::Heading && raw.slots > 1 && raw.sentence.figures.len() != raw.slots {
        ask.split.push(raw.place.clone());
    }
    if says && kind != RowKind::Heading && raw.sentence.lacks_whole {
        ask.no_whole.push(raw.place.clone());
    }
    if kind == RowKind::Heading {
        // It has none.
    } else if says {
        for one in &raw.sentence.figures {
            let unit = if one.is_unit_known {
                Found::stated(one.unit.0.clone(), Some(raw.place.clone()))
            } else {
                ask.unknown.push((raw.place.clone(), one.unit.0.clone()));
                Found::asked(one.unit.0.clone(), Some(raw.place.clone()))
            };
            let scope = if one.this_year { Scope::Year } else { scope(columns, &raw, 0) };
            figures.push(figure(&one.name, None, unit, scope));
            said.push(one.part);
            measures.push(0);
        }
    } else {
        for (index, measure) in columns.measures.iter().enumerate() {
            let cell = raw.cells.get(index).cloned().unwrap_or(Cell::Empty);
            // What is printed in the cell of a matrix is an example.
            let cell = if is_matrix && matches!(cell, Cell::Units(_)) { Cell::Other } else { cell };
            if raw.has_only_total(index) {
                ask.only_total.push((raw.place.clone(), index));
            } else if cell == Cell::StruckOut {
                continue;
            }
            if let Cell::Units(units) = &cell {
                for Unit(unit) in units {
                    let name = format!("{}（{unit}）", raw.full_name());
                    let unit = Found::stated(unit.clone(), Some(raw.place.clone()));
                    figures.push(figure(&name, None, unit, scope(columns, &raw, index)));
                    said.push(Part::No);
                    measures.push(index);
                }
                continue;
            }
            let mut unit = unit(table, &raw, (index, measure), &cell, ask);
            if is_crossed {
                unit.sureness = Sureness::Asked;
            }
            let name = match &measure.id {
                Some(_) => format!("{} {}", raw.full_name(), measure.name),
                None => raw.full_name(),
            };
            let this_year = words::THIS_YEAR.iter().any(|word| raw.content.plain.contains(word))
                || super::times::is_of_the_year(&raw.name());
            let scope = match scope(columns, &raw, index) {
                Scope::Campaign if this_year => Scope::Year,
                scope => scope,
            };
            figures.push(figure(&name, measure.id.clone(), unit, scope));
            said.push(Part::No);
            measures.push(index);
        }
    }
    let kind = if figures.is_empty() { RowKind::Heading } else { kind };
    let content = content(&raw, says, columns.number.is_some());
    let row = DraftRow {
        number: 0,
        code: None,
        level: 0,
        kind,
        content: Found::stated(content, Some(raw.place.clone())),
        left_blank_by: None,
        figures,
    };
    Made { row, raw, table: table.number, said, measures }
}

/// The content as it is printed. What stood beside several rows stands before the first of them.
fn content(raw: &Raw, says: bool, has_numbers: bool) -> String {
    let own =
        if says { raw.sentence.text.clone() } else { close_up(&tidy(&raw.content.raw).replace('X', "Ｘ")) };
    // A number without a column of its own stands before the words.
    let own = if has_numbers || raw.code.is_empty() { own } else { format!("{} {own}", raw.code) };
    match &raw.group {
        Some((at, group)) if group.trim_end_matches(':') == words::OF_WHICH => {
            let is_first = at.0 == raw.content.area.first.0 && !own.starts_with(words::OF_WHICH);
            if is_first { format!("{}：{own}", words::OF_WHICH) } else { own }
        }
        Some((_, group)) => format!("{group} {own}"),
        None => own,
    }
}

fn scope(columns: &Columns, row: &Raw, measure: usize) -> Scope {
    if row.has_no_total(measure) { Scope::None } else { columns.scope }
}

fn figure(name: &str, measure: Option<String>, unit: Found<String>, scope: Scope) -> DraftFigure {
    DraftFigure {
        id: FigureId { row: 0, part: None },
        name: tidy(name),
        measure,
        unit,
        decimals: Found::concluded(0, None),
        part_of: Found::concluded(None, None),
        scope,
    }
}
