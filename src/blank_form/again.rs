//! Understanding again when a person says a unit or the kinds: decimals, parts and who leaves rows blank follow from the same
//! sentences as when the files were read. What was set right by hand stays.

use std::collections::{BTreeMap, BTreeSet};

use super::decimal_rules::FormRule;
use super::decimal_words::called;
use super::decimals::{known_of, not_tied};
use super::doubt::{Doubt, Found, Matter, Place, RowsLeftBlank, Sureness, Then};
use super::draft::{Again, ByHand, Draft, DraftFigure, DraftForm, DraftRow, KnownFigure, PartRow};
use super::exempt;
use super::parts::{Verdict, verdicts};
use super::table::Made;
use crate::notice::FigureId;

impl Again {
    pub(super) fn of(made: &[Made], rules: Vec<FormRule>, blanks: Vec<RowsLeftBlank>) -> Self {
        let known = |made: &Made| {
            let of_row = made.row.figures.iter().map(|figure| {
                let known =
                    KnownFigure { called: called(made, figure), table: made.table, place: made.place() };
                (figure.id, known)
            });
            of_row.collect::<Vec<_>>()
        };
        let number = |at: usize| made.get(at).map(|made| made.row.number);
        let parts = verdicts(made).into_iter().enumerate().filter_map(|(at, verdict)| {
            let (whole, is_sure) = match verdict {
                Verdict::No => return None,
                Verdict::Of(whole) => (whole, true),
                Verdict::Perhaps(whole) => (whole, false),
            };
            Some(PartRow { part: number(at)?, whole: number(whole)?, is_sure })
        });
        let parts = parts.collect();
        Self {
            rules,
            blanks,
            figures: made.iter().flat_map(known).collect(),
            parts,
            by_hand: BTreeSet::new(),
        }
    }

    /// Notes that figures were set right.
    pub(super) fn set_by_hand(&mut self, figures: &[FigureId], what: ByHand) {
        self.by_hand.extend(figures.iter().map(|figure| (*figure, what)));
    }

    /// A row that somebody has said of who leaves it blank.
    pub(super) fn set_blank_by_hand(&mut self, row: u16) {
        for blank in &mut self.blanks {
            blank.rows.retain(|other| *other != row);
        }
    }

    fn is_by_hand(&self, figure: FigureId, what: ByHand) -> bool {
        self.by_hand.contains(&(figure, what))
    }
}

/// What follows from a change for the rest of a draft, and what is to be asked because of it. A question that was asked of other
/// figures of the same unit is theirs too, and so is its answer.
pub(super) fn follow(before: &Draft, draft: &mut Draft, answers: &mut Vec<Option<usize>>) {
    for number in 0..draft.forms.len() {
        let (Some(old), Some(form)) = (before.forms.get(number), draft.forms.get_mut(number)) else {
            continue;
        };
        let units: BTreeMap<FigureId, &Found<String>> =
            old.figures().map(|figure| (figure.id, &figure.unit)).collect();
        let is_other = |figure: &&DraftFigure| {
            let was = units.get(&figure.id);
            let is_settled = |was: &Found<String>| {
                was.sureness == Sureness::Asked && figure.unit.sureness != Sureness::Asked
            };
            was.is_some_and(|was| was.value != figure.unit.value || is_settled(was))
        };
        let changed: Vec<FigureId> = form.figures().filter(is_other).map(|figure| figure.id).collect();
        if changed.is_empty() {
            continue;
        }
        let of_parts =
            draft.doubts.iter().filter(|asked| (asked.matter, asked.form) == (Matter::PartOf, Some(number)));
        let asked: Vec<FigureId> = of_parts.flat_map(|asked| &asked.figures).copied().collect();
        for doubt in units_said(form, number, &changed, &asked) {
            ask(draft, doubt, answers);
        }
    }
    if before.kinds != draft.kinds {
        for form in &mut draft.forms {
            exempt::fill_form(form, &draft.kinds);
        }
    }
}

fn ask(draft: &mut Draft, doubt: Doubt, answers: &mut Vec<Option<usize>>) {
    let is_same = |other: &Doubt| {
        (other.matter, other.form, &other.question) == (doubt.matter, doubt.form, &doubt.question)
    };
    let Some(at) = draft.doubts.iter().position(is_same) else {
        draft.doubts.push(doubt);
        answers.resize(draft.doubts.len(), None);
        return;
    };
    let answer = answers.get(at).copied().flatten();
    let Some(asked) = draft.doubts.get_mut(at) else { return };
    let new: Vec<FigureId> = doubt.figures.iter().filter(|id| !asked.figures.contains(id)).copied().collect();
    asked.figures.extend(new);
    let Some(reading) = answer.and_then(|answer| asked.readings.get(answer)) else { return };
    let decimals = match reading.then {
        Then::Decimals(decimals) => decimals,
        _ => 0,
    };
    if doubt.matter == Matter::Decimals
        && let Some(form) = doubt.form.and_then(|form| draft.forms.get_mut(form))
    {
        for figure in figures_mut(form).filter(|figure| doubt.figures.contains(&figure.id)) {
            figure.decimals = Found::stated(decimals, figure.decimals.place.take());
        }
    }
}

/// What follows from the units that figures have now. Returns what is to be asked besides.
fn units_said(form: &mut DraftForm, number: usize, changed: &[FigureId], asked: &[FigureId]) -> Vec<Doubt> {
    let mut doubts = decimals(form, number, changed);
    doubts.extend(parts(form, number, changed, asked));
    doubts
}

/// Every figure of a form, to be changed.
pub(super) fn figures_mut(form: &mut DraftForm) -> impl Iterator<Item = &mut DraftFigure> {
    let sections = form.tables.iter_mut().flat_map(|table| &mut table.sections);
    sections.flat_map(|section| &mut section.rows).flat_map(|row| &mut row.figures)
}

fn decimals(form: &mut DraftForm, number: usize, changed: &[FigureId]) -> Vec<Doubt> {
    let again = form.again.clone();
    let mut asked: BTreeMap<String, Vec<(FigureId, Place)>> = BTreeMap::new();
    for figure in figures_mut(form).filter(|figure| changed.contains(&figure.id)) {
        let Some(known) = again.figures.get(&figure.id) else { continue };
        if again.is_by_hand(figure.id, ByHand::Decimals) {
            continue;
        }
        let rules = again.rules.iter().filter(|(_, _, of)| of.is_none_or(|of| of == known.table));
        let rules = rules.map(|(rule, place, _)| (rule, place));
        figure.decimals = known_of(&figure.unit.value, &known.called, figure.id.row, &rules, &known.place);
        if figure.decimals.sureness == Sureness::Asked && !figure.unit.value.is_empty() {
            asked.entry(figure.unit.value.clone()).or_default().push((figure.id, known.place.clone()));
        }
    }
    let because = not_tied(&again.rules);
    asked.into_iter().map(|(unit, figures)| super::decimals::ask(&unit, &figures, &because, number)).collect()
}

/// What is a part of what, as far as that follows from the units. What may be one is asked, all of a whole by one question;
/// `asked` are those of which it was asked already.
fn parts(form: &mut DraftForm, number: usize, changed: &[FigureId], asked: &[FigureId]) -> Vec<Doubt> {
    let again = form.again.clone();
    let mut unsure: BTreeMap<u16, Unsure> = BTreeMap::new();
    for PartRow { part, whole, is_sure } in again.parts.iter().copied() {
        let is_touched = changed.iter().any(|id| id.row == part || id.row == whole);
        let rows: Option<(&DraftRow, &DraftRow)> = find(form, part).zip(find(form, whole));
        let Some((part_row, whole_row)) = rows.filter(|_| is_touched) else { continue };
        let (part_name, whole_name) = (part_row.content.value.clone(), whole_row.content.value.clone());
        let place = part_row.content.place.clone();
        let mut pairs = Vec::new();
        let mut gone = Vec::new();
        for figure in part_row.figures.iter().filter(|one| !again.is_by_hand(one.id, ByHand::PartOf)) {
            let same: Vec<FigureId> = whole_row
                .figures
                .iter()
                .filter(|other| other.measure == figure.measure && other.unit.value == figure.unit.value)
                .map(|other| other.id)
                .collect();
            match same.as_slice() {
                // A sentence has its own parts.
                _ if part_row.figures.len() > 1 && figure.measure.is_none() => {}
                [only] => pairs.push((figure.id, *only)),
                [] => gone.push((figure.id, whole)),
                _ => {}
            }
        }
        let is_new = |(figure, whole): &(FigureId, FigureId)| {
            form.figures().any(|one| {
                one.id == *figure
                    && one.part_of.value != Some(*whole)
                    && one.part_of.sureness != Sureness::Asked
                    && !is_settled(&one.part_of)
            })
        };
        let new: Vec<(FigureId, FigureId)> = pairs.into_iter().filter(is_new).collect();
        for figure in figures_mut(form) {
            if gone
                .iter()
                .any(|(id, row)| *id == figure.id && figure.part_of.value.is_some_and(|of| of.row == *row))
            {
                figure.part_of = Found::concluded(None, None);
            }
            if let Some((_, of)) = new.iter().find(|(id, _)| *id == figure.id) {
                figure.part_of = if is_sure {
                    Found::stated(Some(*of), place.clone())
                } else {
                    Found::asked(None, place.clone())
                };
            }
        }
        let new: Vec<(FigureId, FigureId)> = new.into_iter().filter(|(id, _)| !asked.contains(id)).collect();
        if !is_sure && !new.is_empty() {
            let unsure =
                unsure.entry(whole).or_insert_with(|| Unsure { whole: whole_name, ..Unsure::default() });
            unsure.parts.push(part_name);
            unsure.places.extend(place);
            unsure.pairs.extend(new);
        }
    }
    unsure.into_values().map(|unsure| unsure.ask(number)).collect()
}

/// Whether it was read that a figure is no part: it has the place where that was looked for, and a printed relation says how
/// its whole comes about.
fn is_settled(part_of: &Found<Option<FigureId>>) -> bool {
    part_of.value.is_none() && part_of.place.is_some()
}

/// What may be parts of a whole.
#[derive(Default)]
struct Unsure {
    whole: String,
    parts: Vec<String>,
    places: Vec<Place>,
    pairs: Vec<(FigureId, FigureId)>,
}

impl Unsure {
    fn ask(self, form: usize) -> Doubt {
        let Self { whole, parts, places, pairs } = self;
        let names: Vec<String> = parts.iter().map(|part| format!("“{part}”")).collect();
        let question = format!("{}是不是“{whole}”的其中项？", names.join("、"));
        let doubt = Doubt::new(Matter::PartOf, question).of_form(form).about(pairs.iter().map(|(id, _)| *id));
        let doubt = doubt.reading("不是", "没有写“其中”，也没有往里缩").at(places);
        doubt.reading_then("是，不超过它", "单位一样了", Then::PartOf(pairs))
    }
}

fn find(form: &DraftForm, number: u16) -> Option<&DraftRow> {
    form.rows().find(|row| row.number == number)
}
