//! The rows of a table with their figures and units, before it is known what they are called.

use super::columns::{Columns, Measure, close_up};
use super::doubt::{Doubt, Doubts, Found, Matter, Place, Sureness, Then};
use super::draft::{DraftFigure, DraftRow};
use super::rows::{Cell, Raw};
use super::sentence::Part;
use super::text::tidy;
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

/// A table, before its rows are made.
pub(super) struct Plain<'a> {
    pub(super) number: usize,
    pub(super) form: usize,
    pub(super) columns: &'a Columns,
    /// The unit that stands above the table.
    pub(super) unit: Option<&'a Found<String>>,
}

/// Makes the rows of a table. What is asked of them is told when they have numbers.
pub(super) fn make(table: &Plain<'_>, raws: Vec<Raw>, ask: &mut Ask, doubts: &mut Doubts) -> Vec<Made> {
    let kinds = kinds(table, &raws, doubts);
    raws.into_iter().zip(kinds).map(|(raw, kind)| row(table, raw, kind, ask)).collect()
}

/// Which rows are headings in the middle of the table.
fn kinds(table: &Plain<'_>, raws: &[Raw], doubts: &mut Doubts) -> Vec<RowKind> {
    let columns = table.columns;
    let codes = raws.iter().filter(|raw| !raw.code.is_empty()).count();
    let has_codes = columns.number.is_some() && codes * 2 > raws.len();
    let has_units = raws.iter().filter(|raw| raw.unit.is_some()).count() * 2 > raws.len();
    let mut unsure = Vec::new();
    let mut kinds = Vec::new();
    for (index, raw) in raws.iter().enumerate() {
        let depth = |raw: &Raw| super::rows::mark(&raw.content.plain).map(|(depth, ..)| depth);
        let next = raws.get(index + 1);
        let opens = next.is_some_and(|next| match (depth(raw), depth(next)) {
            (Some(this), Some(next)) => next > this,
            (None, _) => next.content.indent > raw.content.indent && !next.says_of_which(),
            (Some(_), None) => false,
        });
        let has_unit = raw.unit.is_some() || !raw.bracketed().is_empty() || !raw.sentence.figures.is_empty();
        let all_struck = !raw.cells.is_empty() && raw.cells.iter().all(|cell| *cell == Cell::StruckOut);
        let lacks_code = has_codes && raw.code.is_empty();
        let ends_open = raw.content.plain.ends_with(':');
        let is_heading = raw.is_across || all_struck || ends_open || (!has_unit && has_units && lacks_code);
        let may_be =
            !has_unit && !raw.is_sum() && !raw.says_of_which() && (opens || (has_units && lacks_code));
        if !is_heading && may_be {
            unsure.push(raw);
        }
        kinds.push(if is_heading { RowKind::Heading } else { RowKind::Figure });
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

/// What is asked of several rows together.
#[derive(Default)]
pub(super) struct Ask {
    /// Figures without a unit, units that are not known, cells that have several, by the place of the row.
    no_unit: Vec<Place>,
    unknown: Vec<(Place, String)>,
    several: Vec<(Place, String)>,
    differing: Vec<(Place, String)>,
    split: Vec<Place>,
    filled: Vec<Place>,
    doubtful: Vec<(Place, &'static str)>,
}

impl Ask {
    pub(super) fn tell(self, form: usize, made: &[Made], doubts: &mut Doubts) {
        let figures = |places: &[Place]| -> Vec<FigureId> {
            let of_places = made.iter().filter(|made| places.contains(&made.raw.place));
            of_places.flat_map(|made| &made.row.figures).map(|figure| figure.id).collect()
        };
        let mut put = |matter, question: String, readings: &[(&str, &str, Then)], places: Vec<Place>| {
            if places.is_empty() {
                return;
            }
            let doubt = Doubt::new(matter, question).of_form(form).about(figures(&places)).at(places);
            let with = |doubt: Doubt, (value, because, then): &(&str, &str, Then)| {
                doubt.reading_then(*value, *because, then.clone())
            };
            doubts.ask(readings.iter().fold(doubt, with));
        };
        put(
            Matter::Unit,
            "这几个数没有写单位，各用什么单位？".to_owned(),
            &[("没有单位", "行里、表头和表上方都没有写", Then::Stays)],
            self.no_unit,
        );
        for (place, unit) in self.unknown {
            let question = format!("“{unit}”是不是单位？");
            put(
                Matter::Unit,
                question,
                &[
                    (&unit, "写在数的位置后面", Then::Stays),
                    ("不是", "不是常见的单位", Then::Unit(String::new())),
                ],
                vec![place],
            );
        }
        for (place, unit) in self.several {
            let question = format!("“{unit}”是一个数的单位，还是要填几个数？");
            put(
                Matter::Figures,
                question,
                &[
                    ("一个数", "只有一行", Then::Stays),
                    ("几个数", "写了几个单位", Then::Figures(unit.split('、').map(str::to_owned).collect())),
                ],
                vec![place],
            );
        }
        for (place, units) in self.differing {
            let question = format!("这里写了不同的单位（{units}），用哪一个？");
            let others =
                units.split('、').skip(1).map(|unit| (unit, "也写在这里", Then::Unit(unit.to_owned())));
            let readings: Vec<_> =
                std::iter::once(("第一个", "离数最近", Then::Stays)).chain(others).collect();
            put(Matter::Unit, question, &readings, vec![place]);
        }
        put(
            Matter::Figures,
            "这几行的格子分成了几格，文字里却没有写几个数，要填几个？".to_owned(),
            &[("一个", "文字只说了一件事", Then::Stays), ("一格一个", "格子是分开的", Then::ByHand)],
            self.split,
        );
        put(
            Matter::Text,
            "这几行的格子里已经有字，是样例还是要照印的？".to_owned(),
            &[("样例，不要", "空表里填的数不算", Then::Stays)],
            self.filled,
        );
        for (place, why) in self.doubtful {
            put(
                Matter::Text,
                format!("这一格的字{why}，还要不要这一行？"),
                &[("要", "格子还在", Then::Stays), ("不要", "", Then::LeaveOut)],
                vec![place],
            );
        }
    }
}

fn row(table: &Plain<'_>, raw: Raw, kind: RowKind, ask: &mut Ask) -> Made {
    let columns = table.columns;
    let is_matrix = columns.measures.len() > 1;
    let (mut figures, mut said, mut measures) = (Vec::new(), Vec::new(), Vec::new());
    if let Some(why) = raw.content.doubt {
        ask.doubtful.push((raw.place.clone(), why));
    }
    if raw.cells.contains(&Cell::Other) && kind != RowKind::Heading {
        ask.filled.push(raw.place.clone());
    }
    let says = !raw.sentence.figures.is_empty() && !is_matrix;
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
            let scope = if one.this_year { Scope::Year } else { scope(columns) };
            figures.push(figure(&one.name, None, unit, scope));
            said.push(one.part);
            measures.push(0);
        }
    } else {
        for (index, measure) in columns.measures.iter().enumerate() {
            let cell = raw.cells.get(index).cloned().unwrap_or(Cell::Empty);
            if cell == Cell::StruckOut {
                continue;
            }
            let unit = unit(table, &raw, measure, &cell, ask);
            let name = match &measure.id {
                Some(_) => format!("{} {}", raw.full_name(), measure.name),
                None => raw.full_name(),
            };
            let this_year = words::THIS_YEAR.iter().any(|word| raw.content.plain.contains(word));
            let scope = if this_year { Scope::Year } else { scope(columns) };
            figures.push(figure(&name, measure.id.clone(), unit, scope));
            said.push(Part::No);
            measures.push(index);
        }
    }
    let kind = if figures.is_empty() { RowKind::Heading } else { kind };
    let content = content(&raw, says);
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
fn content(raw: &Raw, says: bool) -> String {
    let own =
        if says { raw.sentence.text.clone() } else { close_up(&tidy(&raw.content.raw).replace('X', "Ｘ")) };
    match &raw.group {
        Some((at, group)) if group.trim_end_matches(':') == words::OF_WHICH => {
            let is_first = at.0 == raw.place.row && !own.starts_with(words::OF_WHICH);
            if is_first { format!("{}：{own}", words::OF_WHICH) } else { own }
        }
        Some((_, group)) => format!("{group} {own}"),
        None => own,
    }
}

fn scope(columns: &Columns) -> Scope {
    if columns.of_the_year { Scope::Year } else { Scope::Campaign }
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

/// The unit of a figure: the nearest that is written counts, and two that are equally near are asked about.
fn unit(table: &Plain<'_>, raw: &Raw, measure: &Measure, cell: &Cell, ask: &mut Ask) -> Found<String> {
    let place = || Some(raw.place.clone());
    let bracketed = raw.bracketed();
    if bracketed.len() > 1 {
        let all: Vec<&str> = bracketed.iter().map(|unit| unit.0.as_str()).collect();
        ask.several.push((raw.place.clone(), all.join("、")));
        return Found::asked(all.join("、"), place());
    }
    let in_cell = match cell {
        Cell::Unit(unit) => Some(unit.0.clone()),
        _ => None,
    };
    let in_column = raw.unit.clone().filter(|unit| !unit.is_empty());
    if let Some(several) = in_column.as_ref().filter(|unit| is_several(unit)) {
        ask.several.push((raw.place.clone(), several.clone()));
        return Found::asked(several.clone(), place());
    }
    let near: Vec<String> =
        [bracketed.first().map(|unit| unit.0.clone()), in_cell, in_column].into_iter().flatten().collect();
    let beside = measure.unit.as_ref().map(|unit| unit.0.clone());
    if let Some(first) = near.first() {
        let differs =
            near.iter().any(|other| other != first) || beside.as_ref().is_some_and(|beside| beside != first);
        if differs {
            let all: Vec<String> = near.iter().cloned().chain(beside).collect();
            ask.differing.push((raw.place.clone(), all.join("、")));
            return Found::asked(first.clone(), place());
        }
        return Found::stated(first.clone(), place());
    }
    if let Some(beside) = beside {
        return Found::stated(beside, measure.place.clone());
    }
    let of_section = raw.section.as_ref().and_then(|(_, title)| {
        let (_, inside) = super::text::brackets(&super::text::plain(title));
        inside.iter().find_map(|inside| units::announced(inside))
    });
    if let Some(Unit(unit)) = of_section {
        return Found::stated(unit, place());
    }
    if let Some(unit) = table.unit {
        return Found { sureness: Sureness::Stated, ..unit.clone() };
    }
    if let Some(Unit(unit)) = units::in_name(&raw.name()) {
        return Found::concluded(unit, place());
    }
    if !ask.no_unit.contains(&raw.place) {
        ask.no_unit.push(raw.place.clone());
    }
    Found::asked(String::new(), place())
}

/// Whether a text names several units: 场次、人次; a rate is one.
fn is_several(text: &str) -> bool {
    !units::is_unit(&super::text::plain(text)) && units::all_announced(text).len() > 1
}
