//! Who leaves which rows of a form blank: what the notes, the letter and the cells of the table say of it, tied to the rows.

use std::collections::BTreeSet;

use super::doubt::{Doubt, Doubts, Found, Matter, Place, RowsLeftBlank, Sureness, Then};
use super::draft::{DraftForm, DraftKind, DraftRow};
use super::due_days::{deadlines, is_rhythm_of_rows};
use super::forming::Forming;
use super::kind_words::{named, narrower, words_in};
use super::kinds::Kinds;
use super::left_blank::{LeftBlank, Names, Says, Stands, says_of, sentences};
use super::may_be_blank::{may_leave_blank, names_kind, without};
use super::note_numbers::without_number;
use super::notice_field::NoticeField;
use super::part_spans::Named;
use super::rows_named::{codes, named_rows};
use super::sections_named::{names, rows_of};
use super::segment::Line;
use super::table::Made;
use super::text::{brackets, plain};
use super::words;
use crate::unit::UnitKind;

/// How much of a sentence stands in a question.
pub(super) const SHOWN: usize = 120;
/// How many rows are named in it.
const SHOWN_ROWS: usize = 20;
/// What stands in for the kinds while nobody has said them.
const PLACEHOLDER: &str = "unit";
/// What kinds that no word tells are called.
const OTHER: &str = "other";

impl RowsLeftBlank {
    /// Which of the kinds they are.
    fn by(&self, known: &[Found<DraftKind>]) -> Vec<UnitKind> {
        let is_said = |kind: &Found<DraftKind>| {
            !(kind.sureness == Sureness::Asked && kind.value.id.word() == PLACEHOLDER)
        };
        let is_meant = |kind: &&Found<DraftKind>| {
            let id = kind.value.id.word();
            // Two kinds of one word are both meant by it; of those that no word tells each is one by itself.
            let word = id.trim_end_matches(|one: char| one.is_ascii_digit());
            let is_named = self.kinds.contains(&id) || (word != OTHER && self.kinds.contains(&word));
            is_said(kind) && is_named != self.others
        };
        known.iter().filter(is_meant).map(|kind| kind.value.id.clone()).collect()
    }
}

/// A sentence, with the rows beside which it stands.
struct Said {
    text: String,
    place: Option<Place>,
    says: Says,
    beside: Option<Vec<usize>>,
}

/// What is said of who leaves rows of a form blank, as far as it is certain; the rest is asked.
pub(super) fn left_blank(
    forming: &Forming,
    made: &[Made],
    letter: &[Line],
    kinds: &Kinds<'_>,
    form: usize,
    doubts: &mut Doubts,
) -> Vec<RowsLeftBlank> {
    let known = kinds.known;
    let own = named(known);
    let row_names = names(made);
    let by_name = Names { kinds: &own, rows: &row_names };
    let (mut found, mut rhythms) = (Vec::new(), Vec::new());
    let mut ask = |said: &Said, may_mean: Vec<RowsLeftBlank>, because: String| {
        doubts.ask(question(said, may_mean, known, because).of_form(form));
    };
    for said in all_said(forming, made, letter, by_name) {
        if is_rhythm_of_rows(&said.text) {
            rhythms.push(said);
            continue;
        }
        let narrower = narrower(&without(&said.text, &own), kinds.addressed).map(|word| {
            let name = NoticeField::Kinds.label();
            if kinds.addressed.iter().any(|(_, addressed)| *addressed == word) {
                return format!(
                    "“{word}”和抬头里的别的单位算作一类，这里只说了它。要分开的，在“{name}”里分开写"
                );
            }
            format!("“{word}”和抬头里的叫法不一样，可能只是其中一部分。要分开的，在“{name}”里分开写")
        });
        let rules = match &said.says {
            Says::Nothing => continue,
            Says::Reports(kinds) => {
                let is_told = |kind: &Found<DraftKind>| {
                    kind.sureness == Sureness::Asked || kinds.contains(&kind.value.id.word())
                };
                // By when they report says nothing of who else does.
                let is_deadline = !said.text.contains('由') && !deadlines(&said.text, 0, true).is_empty();
                let is_whole = known.iter().all(is_told) && narrower.is_none();
                if !is_whole && !is_deadline {
                    ask(&said, Vec::new(), narrower.unwrap_or_else(|| "没有说到所有的填报单位".to_owned()));
                }
                continue;
            }
            // Who reports the form at all is asked where the kinds are.
            Says::Unclear(rules) if rules.is_empty() && is_of_kinds(&said, known) => continue,
            Says::Rules(rules) | Says::Together(rules) | Says::Unclear(rules) => rules,
        };
        if let Some(because) = narrower {
            ask(&said, Vec::new(), because);
            continue;
        }
        let tied: Vec<Option<RowsLeftBlank>> = rules.iter().map(|rule| tie(rule, made, &said)).collect();
        let all: Option<Vec<RowsLeftBlank>> = tied.into_iter().collect();
        let is_together = matches!(said.says, Says::Together(_));
        let come_to_the_same = |all: &Vec<RowsLeftBlank>| {
            let blank =
                |one: &RowsLeftBlank| (one.by(known), one.rows.iter().copied().collect::<BTreeSet<_>>());
            let first = all.first().map(blank);
            all.iter().all(|one| !one.by(known).is_empty() && Some(blank(one)) == first)
        };
        let is_certain = matches!(said.says, Says::Rules(_))
            || (is_together && all.as_ref().is_some_and(come_to_the_same));
        match all {
            Some(all) if is_certain => found.extend(all),
            // Where nobody would leave anything blank by it, nothing hangs on it.
            Some(all) if !all.is_empty() && all.iter().all(|one| one.others && one.by(known).is_empty()) => {}
            Some(all) if !all.is_empty() => ask(&said, all, "写得有条件，或不全".to_owned()),
            _ => {
                let (all, because) = perhaps(&said, made, known);
                ask(&said, all, because);
            }
        }
    }
    for said in rhythms {
        let shown: String = said.text.chars().take(SHOWN).collect();
        let doubt = Doubt::new(Matter::LeftBlank, format!("“{shown}”：不是每个月都填，怎么办？"));
        let doubt = doubt.of_form(form).at(said.place).reading("每个月都填", "通知里没有隔几个月填一次的行");
        doubts.ask(doubt);
    }
    found
}

/// What a sentence may mean that names its rows by what they are about or its units by an uncommon name, and why it is asked.
fn perhaps(said: &Said, made: &[Made], known: &[Found<DraftKind>]) -> (Vec<RowsLeftBlank>, String) {
    let mut kinds: Vec<&'static str> = words_in(&said.text).into_iter().map(|(id, _)| id).collect();
    kinds.dedup();
    let own = named(known);
    kinds.extend(own.iter().filter(|kind| names_kind(&said.text, kind)).map(|kind| kind.id));
    let (rows, is_by_name) = named_rows(&said.text, made);
    let is_known = RowsLeftBlank { kinds: kinds.clone(), others: false, rows: Vec::new(), place: None };
    let is_unknown = kinds.is_empty() || is_known.by(known).is_empty();
    let because = match (is_unknown, rows.is_empty()) {
        (true, _) => "没有认出说的是哪一类单位",
        (false, true) => "没有对上表里的行",
        (false, false) if is_by_name => "没有写编号，是照名称对的",
        (false, false) => "写得有条件，或不全",
    };
    let because = because.to_owned();
    let is_plain = words::LEAVES_BLANK.iter().any(|word| said.text.contains(word))
        && !["除", "仅", "只", "由", "其余", "其他", "以外"].iter().any(|word| said.text.contains(word));
    let is_meant = is_plain && !kinds.is_empty() && !rows.is_empty();
    let may_mean = RowsLeftBlank { kinds, others: false, rows, place: said.place.clone() };
    (if is_meant { vec![may_mean] } else { Vec::new() }, because)
}

fn question(said: &Said, may_mean: Vec<RowsLeftBlank>, known: &[Found<DraftKind>], because: String) -> Doubt {
    let shown: String = said.text.chars().take(SHOWN).collect();
    let question = format!("“{shown}”说的是哪几行、哪些单位不填？");
    let mut doubt = Doubt::new(Matter::LeftBlank, question).at(said.place.clone()).reading("都要填", because);
    let by: Vec<(String, RowsLeftBlank)> = may_mean
        .into_iter()
        .filter_map(|one| {
            let ids = one.by(known);
            let names: Vec<&str> = known
                .iter()
                .filter(|kind| ids.contains(&kind.value.id))
                .map(|kind| kind.value.name.as_str())
                .collect();
            let rows: Vec<String> = one.rows.iter().take(SHOWN_ROWS).map(ToString::to_string).collect();
            let more = if one.rows.len() > SHOWN_ROWS {
                format!(" 等 {} 行", one.rows.len())
            } else {
                String::new()
            };
            (!names.is_empty())
                .then(|| (format!("{}不填编号 {}{more}", names.join("、"), rows.join("、")), one))
        })
        .collect();
    if !by.is_empty() {
        let mut value: Vec<&str> = by.iter().map(|(value, _)| value.as_str()).collect();
        value.dedup();
        let value = value.join("；");
        let all = by.into_iter().map(|(_, one)| one).collect();
        doubt = doubt.reading_then(value, "这句话里提到", Then::LeftBlank(all));
    }
    doubt
}

/// Whether a sentence is the one from which all kinds are known: 本表由各镇街填报，县级部门不填报.
fn is_of_kinds(said: &Said, known: &[Found<DraftKind>]) -> bool {
    said.text.contains("本表由") && said.place.is_some() && known.iter().all(|kind| kind.place == said.place)
}

/// Every sentence that may say something of it.
fn all_said(forming: &Forming, made: &[Made], letter: &[Line], names: Names<'_>) -> Vec<Said> {
    let mut all = Vec::new();
    let mut known = BTreeSet::new();
    let mut take = |text: String, place: Option<Place>, stands: Stands, beside: Option<Vec<usize>>| {
        // What stands beside several rows is said of each; a note that repeats itself says it once.
        if beside.is_none() && !known.insert(text.clone()) {
            return;
        }
        let says = match says_of(&text, stands, names) {
            // What is said of units or rows that are not known is asked, and not passed over.
            Says::Nothing if stands == Stands::InNotes && may_leave_blank(&text) => Says::Unclear(Vec::new()),
            says => says,
        };
        if says != Says::Nothing || is_rhythm_of_rows(&text) {
            all.push(Said { text, place, says, beside });
        }
    };
    for ((note, place), number) in forming.note_items().1.into_iter().zip(1..) {
        let note = without_number(&note, Some(number), |code| forming.has_code(code));
        for sentence in sentences(note) {
            take(without_numeral(&sentence).to_owned(), Some(place.clone()), Stands::InNotes, None);
        }
    }
    for line in letter {
        for sentence in sentences(&line.raw) {
            take(
                super::rows::without_mark(&sentence).to_owned(),
                Some(line.place.clone()),
                Stands::InLetter,
                None,
            );
        }
    }
    let every: Vec<usize> = (0..made.len()).collect();
    for (title, place) in titles(forming) {
        for inside in brackets(&plain(&title)).1 {
            take(inside, place.clone(), Stands::BesideRows, Some(every.clone()));
        }
    }
    for (number, table) in forming.tables.iter().enumerate() {
        for row in &table.body.rows {
            for spot in table.body.grid.beginning(*row) {
                let is_about_it = spot.plain.contains(['填', '报'])
                    || words::LEAVES_BLANK.iter().any(|word| spot.plain.contains(word));
                if !is_about_it {
                    continue;
                }
                let is_content = made.iter().any(|one| one.raw.content.area.first == spot.area.first);
                let beside = beside(made, number, spot.area.first.0..=spot.area.last.0);
                let (outside, inside) = brackets(&spot.plain);
                let place = Some(table.body.grid.place(&spot));
                for inside in inside {
                    take(inside, place.clone(), Stands::BesideRows, Some(beside.clone()));
                }
                // What a row is about may have such words and mean something else: 上报信息.
                let is_pressed = ["仅", "只", "由"].iter().any(|word| outside.contains(word))
                    || words::LEAVES_BLANK.iter().any(|word| outside.contains(word));
                if !is_content || is_pressed {
                    for sentence in sentences(&outside) {
                        take(sentence, place.clone(), Stands::BesideRows, Some(beside.clone()));
                    }
                }
            }
        }
    }
    all
}

fn titles(forming: &Forming) -> Vec<(String, Option<Place>)> {
    let own = (forming.title.value.clone(), forming.title.place.clone());
    let tables = forming.tables.iter().map(|table| (table.title.clone(), None));
    std::iter::once(own).chain(tables).collect()
}

/// A sentence without the numeral of its note: 三、第7项镇乡不填, ②第7项镇乡不填. One that names rows or sections stays.
fn without_numeral(sentence: &str) -> &str {
    let rest = super::marks::mark(sentence).filter(|(depth, ..)| [0, 1, 3, 4].contains(depth));
    let rest = rest.and_then(|(.., end)| sentence.get(end..));
    rest.filter(|rest| {
        !rest.starts_with(['项', '行', '、', '至', '到', '-', '和', '及', '部', '('])
            && !rest.starts_with(|one: char| ('①'..='⑳').contains(&one))
    })
    .unwrap_or(sentence)
}

/// The rows that a cell stands beside; beneath a heading, those up to the next.
fn beside(made: &[Made], table: usize, rows: std::ops::RangeInclusive<u32>) -> Vec<usize> {
    let all = made
        .iter()
        .enumerate()
        .filter(|(_, one)| one.table == table && rows.contains(&one.raw.content.area.first.0));
    let mut found: Vec<usize> = all.map(|(at, _)| at).collect();
    if let [only] = *found.as_slice()
        && made.get(only).is_some_and(Made::is_heading)
    {
        let below = made.iter().enumerate().skip(only + 1);
        found.extend(below.take_while(|(_, one)| one.table == table && !one.is_heading()).map(|(at, _)| at));
    }
    found
}

/// Ties what is said to the rows, whole or not at all.
fn tie(rule: &LeftBlank, made: &[Made], said: &Said) -> Option<RowsLeftBlank> {
    let named: Vec<usize> = match &said.beside {
        Some(beside) if rule.rows.is_empty() => {
            // Of what stands beside a heading the rows below are only perhaps meant.
            let is_plain = beside.iter().all(|at| made.get(*at).is_some_and(|one| !one.is_heading()));
            if !is_plain && matches!(said.says, Says::Rules(_)) {
                return None;
            }
            beside.clone()
        }
        _ => {
            let mut all = Vec::new();
            for named in &rule.rows {
                all.extend(rows_of(named, made)?);
            }
            all
        }
    };
    let is_figure = |at: &usize| made.get(*at).is_some_and(|one| !one.is_heading());
    let last = named.iter().max().copied()?;
    let codes = codes(made);
    let has_code = |at: usize| codes.get(at).is_some_and(|code| !code.is_empty());
    let are_codes = rule.rows.iter().all(|named| matches!(named, Named::Codes(_)));
    let goes_on = are_codes
        && made.get(last + 1).zip(made.get(last)).is_some_and(|(next, row)| {
            next.table == row.table
                && !next.is_heading()
                && has_code(last)
                && !has_code(last + 1)
                && !next.raw.is_bare_sum()
        });
    // A row without a number below it may be a part of it.
    if goes_on {
        return None;
    }
    let rows: Vec<usize> = if rule.other_rows {
        (0..made.len()).filter(|at| !named.contains(at)).filter(is_figure).collect()
    } else {
        named.into_iter().filter(is_figure).collect()
    };
    let rows: Vec<u16> = rows.iter().filter_map(|at| made.get(*at)).map(|one| one.row.number).collect();
    let place = said.place.clone();
    (!rows.is_empty()).then(|| RowsLeftBlank { kinds: rule.kinds.clone(), others: rule.others, rows, place })
}

/// Writes into the rows who leaves them blank.
pub(super) fn fill<'a>(
    rows: impl Iterator<Item = &'a mut DraftRow>,
    blanks: &[RowsLeftBlank],
    known: &[Found<DraftKind>],
) {
    for row in rows {
        let of_row = || blanks.iter().filter(|blank| blank.rows.contains(&row.number));
        let Some(first) = of_row().next() else { continue };
        let mut by: Vec<UnitKind> = Vec::new();
        for id in of_row().flat_map(|blank| blank.by(known)) {
            if !by.contains(&id) {
                by.push(id);
            }
        }
        let place = first.place.clone();
        row.left_blank_by = (!by.is_empty() && !row.figures.is_empty()).then(|| Found::stated(by, place));
    }
}

/// The same for a form whose kinds or rules are others now.
pub(super) fn fill_form(form: &mut DraftForm, known: &[Found<DraftKind>]) {
    let blanks = form.again.blanks.clone();
    let sections = form.tables.iter_mut().flat_map(|table| &mut table.sections);
    fill(sections.flat_map(|section| &mut section.rows), &blanks, known);
}
