//! The rows of a table as they stand: which are headings, which are spare, what each is about and in which unit.

use super::columns::Columns;
use super::doubt::Place;
use super::grid::{Grid, Spot};
pub(super) use super::marks::{is_numeral, mark, without_mark};
use super::segment::Body;
use super::sentence::{Sentence, sentence_in};
use super::text::{brackets, close_up, plain, tidy};
use super::units::{self, Unit};
use super::words;

/// The most rows of a form: those of a notice.
pub(super) const MOST_ROWS: usize = crate::notice::limits::MOST_ROWS;
/// Signs in a cell that is not filled in.
const STRUCK_OUT: [&str; 12] = ["-", "--", "---", "/", "\\", "×", "╳", "*", "无", "不填", "——", "※"];
/// The same unit as above.
const DITTO: [&str; 4] = ["″", "〃", "\"", "同上"];

/// A row as it stands.
#[derive(Clone, Debug)]
pub(super) struct Raw {
    pub(super) place: Place,
    /// The title of its section and the cell in which it stands.
    pub(super) section: Option<((u32, u32), String)>,
    pub(super) code: String,
    pub(super) content: Spot,
    /// What stands beside its content for several rows: 其中, 城区.
    pub(super) group: Option<((u32, u32), String)>,
    pub(super) unit: Option<String>,
    /// Whether its text covers the columns of figures.
    pub(super) is_across: bool,
    pub(super) cells: Vec<Cell>,
    /// What stands where each of its figures is added up.
    pub(super) totals: Vec<Option<Cell>>,
    /// Whether its name is for whoever reports to write.
    pub(super) is_open: bool,
    /// What the row above it is called, where it says nothing but its unit.
    pub(super) above: Option<String>,
    /// Into how many cells the column of its figures is divided.
    pub(super) slots: usize,
    pub(super) sentence: Sentence,
}

/// What stands in the cell of a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    Empty,
    /// Nothing is filled in there.
    StruckOut,
    Unit(Unit),
    /// A place for a number before each of several units: 　期　　人次.
    Units(Vec<Unit>),
    /// How it is reckoned.
    Reckoned(String),
    /// Something else: an example, or words.
    Other,
}

impl Raw {
    /// What the row is called: its content without its mark, its 其中 and its unit.
    pub(super) fn name(&self) -> String {
        let name = bare_name(&self.content.plain);
        match &self.above {
            Some(above) if name.is_empty() => format!("{above}{}", self.content.text),
            _ if name.is_empty() => self.content.text.clone(),
            _ => name,
        }
    }

    /// Whether the total of a measure is struck out.
    pub(super) fn has_no_total(&self, measure: usize) -> bool {
        self.totals.get(measure).is_some_and(|total| *total == Some(Cell::StruckOut))
    }

    /// Whether nothing is filled in where a measure is typed, but where it is added up.
    pub(super) fn has_only_total(&self, measure: usize) -> bool {
        self.cells.get(measure) == Some(&Cell::StruckOut)
            && self.totals.get(measure).is_some_and(|total| *total == Some(Cell::Empty))
    }

    /// The same with what stands beside it for several rows: 生猪 存栏.
    pub(super) fn full_name(&self) -> String {
        let beside = self.group.as_ref().filter(|(_, group)| group.trim_end_matches(':') != words::OF_WHICH);
        match beside {
            // The unit in its brackets is none of the name.
            Some((_, group)) if self.unit_of_group().is_some() => {
                format!("{} {}", brackets(group).0, self.name())
            }
            Some((_, group)) => format!("{group} {}", self.name()),
            None => self.name(),
        }
    }

    /// Whether it says itself that it is a part.
    pub(super) fn says_of_which(&self) -> bool {
        of_which(without_mark(&self.content.plain)).is_some()
    }

    /// The units in the brackets of its content.
    pub(super) fn bracketed(&self) -> Vec<Unit> {
        units::in_brackets(&self.content.plain)
    }

    /// The only unit in the brackets of what stands beside it for several rows.
    pub(super) fn unit_of_group(&self) -> Option<Unit> {
        let units = units::in_brackets(&self.group.as_ref()?.1);
        if let [only] = units.as_slice() { Some(only.clone()) } else { None }
    }

    /// Whether its content is a sum of others by its name.
    pub(super) fn is_sum(&self) -> bool {
        let name = plain(&self.name());
        words::SUMS.iter().any(|word| name.starts_with(word) || name.ends_with(word))
    }

    /// Whether its content is a sum and says nothing of what.
    pub(super) fn is_bare_sum(&self) -> bool {
        words::SUMS.contains(&plain(&self.name()).as_str())
    }
}

/// What a text is about: without its mark, its 其中 and what stands in brackets.
pub(super) fn bare_name(plain: &str) -> String {
    let bare = without_mark(plain);
    let bare = of_which(bare).unwrap_or(bare);
    let (outside, _) = brackets(without_mark(bare));
    outside.trim_matches([':', ',', '。', '；']).to_owned()
}

/// A text without 其中 at its start, if it has it; a number of several parts may stand before: 1.1其中：山羊, （其中）奶牛.
pub(super) fn of_which(plain: &str) -> Option<&str> {
    let bare = plain.trim_start_matches(|one: char| one.is_ascii_digit() || "、.".contains(one));
    let (bare, is_bracketed) = match bare.strip_prefix('(') {
        Some(inside) => (inside, true),
        None => (bare, false),
    };
    if let Some(rest) = bare.strip_prefix(words::OF_WHICH) {
        let rest = rest.trim_start_matches([':', ',', ')']);
        return Some(if is_bracketed { rest.trim_end_matches(')') } else { rest });
    }
    plain.strip_prefix(words::OF_WHICH_SIGNS)
}

/// The rows of a table as they were found.
#[derive(Default)]
pub(super) struct Rows {
    pub(super) raws: Vec<Raw>,
    /// How many are spare.
    pub(super) spare: usize,
    /// Those in which nothing is printed at all.
    pub(super) blank: Vec<Place>,
    /// Rows that have a unit and no words of their own.
    pub(super) unclear: Vec<Place>,
}

/// The rows of a table.
pub(super) fn rows(body: &Body, columns: &Columns) -> Rows {
    let grid = &*body.grid;
    let mut reader =
        Reader { grid, columns, section: None, division: None, group: None, unit: None, is_full: false };
    let mut found = Rows::default();
    for row in &body.rows {
        reader.is_full = found.raws.len() >= MOST_ROWS;
        if let Some(mut raw) = reader.row(*row) {
            // （人次） beneath 来访（批次）.
            let before = found.raws.last().filter(|_| !raw.bracketed().is_empty() && raw.group.is_none());
            raw.above = before.filter(|before| !before.bracketed().is_empty()).map(|before| {
                let own = bare_name(&before.content.plain);
                before.above.clone().filter(|_| own.is_empty()).unwrap_or(own)
            });
            found.raws.push(raw);
            continue;
        }
        let own = |columns: Option<std::ops::Range<u32>>| {
            let spots = columns.map(|columns| grid.span(*row, columns)).unwrap_or_default();
            spots.into_iter().find(|spot| spot.area.first.0 == *row)
        };
        // Words where a number is to be filled in belong to a row, too.
        let typed = || {
            let spots = columns.measures.iter().filter_map(|measure| own(Some(measure.month.clone())));
            spots.into_iter().find(|spot| spot.plain.chars().any(char::is_alphanumeric))
        };
        match own(columns.unit.clone()).or_else(typed) {
            Some(spot) => found.unclear.push(grid.place(&spot)),
            None if is_blank(grid, columns, *row) => {
                found.blank.push(grid.place_at(*row, columns.first(), ""));
            }
            None => found.spare += usize::from(!grid.beginning(*row).is_empty()),
        }
    }
    found
}

/// Whether nothing is printed in a row but what goes on from above beside it.
fn is_blank(grid: &Grid, columns: &Columns, row: u32) -> bool {
    let content = columns.content.clone().unwrap_or_default();
    grid.beginning(row).is_empty() && grid.span(row, content).is_empty()
}

struct Reader<'a> {
    grid: &'a Grid,
    columns: &'a Columns,
    /// What goes on from the row above where nothing else stands.
    section: Option<((u32, u32), String)>,
    division: Option<((u32, u32), String)>,
    group: Option<((u32, u32), String)>,
    unit: Option<String>,
    /// Whether there are more rows than a form has; what they say is not read.
    is_full: bool,
}

impl Reader<'_> {
    fn row(&mut self, row: u32) -> Option<Raw> {
        let Self { grid, columns, .. } = self;
        let in_columns = |range: &Option<std::ops::Range<u32>>| {
            range.as_ref().map(|range| grid.span(row, range.clone())).unwrap_or_default()
        };
        let content_columns = columns.content.clone()?;
        let covers_content = |spot: &Spot| spot.area.last.1 >= content_columns.start;
        let mut of_section = in_columns(&columns.section).into_iter();
        let section = of_section.next();
        // Where one heading stands over several columns, what stands beside a section divides it.
        let division = of_section.next().filter(|spot| !covers_content(spot));
        match &section {
            Some(spot) if !covers_content(spot) => {
                let title = close_up(&tidy(&spot.raw));
                if self.section.as_ref().is_none_or(|(at, _)| *at != spot.area.first) {
                    (self.group, self.division) = (None, None);
                }
                self.section = Some((spot.area.first, title));
            }
            Some(spot) => self.section = Some((spot.area.first, String::new())),
            None => {}
        }
        if let Some(spot) = division {
            self.division = Some((spot.area.first, spot.plain));
        }
        let mut spots = in_columns(&columns.content);
        let has_unit = in_columns(&columns.unit).iter().any(|unit| unit.area.first.0 == row);
        // What stands in the column of sections alone is a row where it is a sum, or has a unit: 合计 was not merged across.
        let is_row = |spot: &Spot| {
            let is_one_row = spot.area.first.0 == row && spot.area.last.0 == row;
            is_one_row && (has_unit || words::SUMS.contains(&bare_name(&spot.plain).as_str()))
        };
        if spots.is_empty() {
            let beside = section.clone().filter(|spot| covers_content(spot) || is_row(spot));
            if let Some(spot) = &beside {
                self.section = Some((spot.area.first, String::new()));
            }
            spots.extend(beside);
        }
        // A heading that was not merged may begin in the column of the numbers.
        let numbers = in_columns(&columns.number).into_iter().next();
        let beside = numbers.filter(|spot| spots.is_empty() && is_heading_word(spot));
        let is_beside = beside.is_some();
        spots.extend(beside);
        let content = spots.pop()?;
        let is_spare = content.plain.chars().all(|one| "….。、-_".contains(one));
        if is_spare || (content.area.first.0 < row && spots.is_empty()) {
            return None;
        }
        // Where one heading stands over the numbers, too, they are none of what the rows are about.
        let own_code = spots.pop_if(|spot| {
            let is_own = spot.area.first.0 == row && spot.area.last.0 == row;
            columns.number.is_none() && is_own && is_number(&spot.plain)
        });
        let begins_late = content.area.first.1 > content_columns.start;
        self.group = match groups(&spots) {
            Some(group) => Some(group),
            // A cell that was not merged goes on below where the rows stand beside it.
            None if begins_late => self.group.take(),
            None => None,
        };
        let unit_spot = in_columns(&columns.unit).into_iter().next().filter(|spot| !covers(spot, &content));
        let unit = match unit_spot {
            Some(spot) if DITTO.contains(&spot.plain.as_str()) => self.unit.clone(),
            Some(spot) if STRUCK_OUT.contains(&spot.plain.as_str()) => None,
            Some(spot) => Some(unit_of_cell(&spot)),
            None => None,
        };
        self.unit.clone_from(&unit);
        let of_row = unit.clone();
        let number = in_columns(&columns.number).into_iter().next();
        let code = number.filter(|spot| !covers(spot, &content)).or(own_code);
        let has_own_figures =
            unit.is_some() || words::SUMS.contains(&plain(&bare_name(&content.plain)).as_str());
        let is_across = (is_beside && !has_own_figures)
            || columns.measures.iter().any(|measure| content.area.last.1 >= measure.month.start);
        let cells = columns.measures.iter().map(|measure| cell(grid, row, measure.month.clone(), &content));
        let totals = columns
            .measures
            .iter()
            .map(|measure| measure.total.clone().map(|total| cell(grid, row, total, &content)));
        let (mut cells, mut totals): (Vec<Cell>, Vec<Option<Cell>>) = (cells.collect(), totals.collect());
        let mut sentence =
            if self.is_full { Sentence::default() } else { sentence_in(&content.raw, of_row.as_deref()) };
        let is_said = !self.is_full && cells == [Cell::Other];
        if let Some(joined) = goes_on_in_cell(grid, columns, row, &content).filter(|_| is_said) {
            (cells, totals) = (vec![Cell::Empty], totals.iter().map(|_| Some(Cell::Empty)).collect());
            sentence = joined;
        }
        Some(Raw {
            place: grid.place(&content),
            section: self.section.clone(),
            code: code.map(|spot| spot.plain).unwrap_or_default(),
            group: joined(self.division.as_ref(), self.group.as_ref()),
            unit,
            is_across,
            cells,
            totals,
            is_open: false,
            above: None,
            slots: columns.measures.first().map_or(0, |measure| slots(grid, row, measure.month.clone())),
            sentence,
            content,
        })
    }
}

/// What stands beside a row in several columns, from the left, with the cell nearest to it. 其中 says more than all others.
fn groups(spots: &[Spot]) -> Option<((u32, u32), String)> {
    let parts = spots.iter().find(|spot| spot.plain.trim_end_matches(':') == words::OF_WHICH);
    let nearest = parts.or(spots.last())?;
    let texts = spots.iter().filter(|_| parts.is_none()).map(|spot| spot.plain.as_str()).collect::<Vec<_>>();
    let text = parts.map_or_else(|| texts.join(" "), |parts| parts.plain.clone());
    Some((nearest.area.first, text))
}

/// What stands beside a row for several: a division of its section, a group of its own, or both. 其中 says more than either.
fn joined(
    division: Option<&((u32, u32), String)>,
    group: Option<&((u32, u32), String)>,
) -> Option<((u32, u32), String)> {
    match (division, group) {
        (Some((_, division)), Some((at, group))) if group.trim_end_matches(':') != words::OF_WHICH => {
            Some((*at, format!("{division} {group}")))
        }
        (division, group) => group.or(division).cloned(),
    }
}

/// Whether what stands in the column of numbers is a heading, and no number.
fn is_heading_word(spot: &Spot) -> bool {
    let bare = without_mark(&spot.plain);
    bare.chars().filter(|one| one.is_alphabetic() && !one.is_ascii()).count() > 1
}

/// Whether a text is the number of a row and nothing else: 1, 2., (3).
fn is_number(plain: &str) -> bool {
    let bare = plain.trim_matches(['(', ')']).trim_end_matches(['.', '、']);
    !bare.is_empty() && bare.chars().all(|one| one.is_ascii_digit())
}

/// The unit in a cell, without what it says of decimals: 吨（保留一位小数）.
fn unit_of_cell(spot: &Spot) -> String {
    let (outside, inside) = brackets(&spot.plain);
    let says_decimals = |text: &String| ["小数", "整", "精确"].iter().any(|word| text.contains(word));
    let is_bare = !inside.is_empty() && inside.iter().all(says_decimals) && units::is_unit(&outside);
    if is_bare { outside } else { close_up(&spot.text) }
}

/// Whether two texts are one merged cell.
fn covers(spot: &Spot, other: &Spot) -> bool {
    spot.area.first == other.area.first
}

/// The sentence of a row that goes on where its only measure is typed.
fn goes_on_in_cell(grid: &Grid, columns: &Columns, row: u32, content: &Spot) -> Option<Sentence> {
    let [measure] = columns.measures.as_slice() else { return None };
    let spot = |columns| {
        grid.span(row, columns)
            .into_iter()
            .next()
            .filter(|spot| !covers(spot, content) && !spot.plain.is_empty())
    };
    let cell = spot(measure.month.clone())?;
    let total = measure.total.clone().and_then(spot);
    super::cell_sentences::joined(&content.raw, &cell.raw, total.as_ref().map(|spot| spot.raw.as_str()))
}

/// Into how many cells some columns are divided in a row.
fn slots(grid: &Grid, row: u32, columns: std::ops::Range<u32>) -> usize {
    let cells: std::collections::BTreeSet<_> = columns.map(|column| grid.area(row, column).first).collect();
    cells.len()
}

fn cell(grid: &Grid, row: u32, columns: std::ops::Range<u32>, content: &Spot) -> Cell {
    let spots = grid.span(row, columns);
    let Some(spot) = spots.first().filter(|spot| !covers(spot, content)) else { return Cell::Empty };
    let bare: String = spot.plain.chars().filter(|one| !"_…".contains(*one)).collect();
    if STRUCK_OUT.contains(&spot.plain.as_str()) {
        Cell::StruckOut
    } else if bare.is_empty() || matches!(bare.as_str(), "X" | "x" | "□") {
        Cell::Empty
    } else if bare.contains('=') {
        Cell::Reckoned(bare)
    } else {
        let unit = bare.trim_start_matches(['X', 'x']);
        let pieces: Vec<String> =
            spot.raw.split(|one: char| one.is_whitespace() || one == '_').map(plain).collect();
        let pieces: Vec<String> = pieces.into_iter().filter(|piece| !piece.is_empty()).collect();
        if units::is_unit(unit) {
            Cell::Unit(Unit(unit.to_owned()))
        } else if pieces.len() > 1 && pieces.iter().all(|piece| units::is_unit(piece)) {
            Cell::Units(pieces.into_iter().map(Unit).collect())
        } else {
            Cell::Other
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_told_by_their_word() {
        for (text, part) in [
            ("其中:女", Some("女")),
            ("#女", Some("女")),
            ("(其中)奶牛", Some("奶牛")),
            ("(其中:奶牛)", Some("奶牛")),
            ("1.1其中:山羊", Some("山羊")),
            ("其中:", Some("")),
            ("女", None),
            ("1.5吨以上", None),
        ] {
            assert_eq!(of_which(text), part, "{text}");
        }
    }
}
