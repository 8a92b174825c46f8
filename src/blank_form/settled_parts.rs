//! What printed relations decide of the parts of a whole that would be asked about else: 02≥03, 06=07+08.
//!
//! Where they tell of every row that says 其中, the rows behind it that they do not name are none.

use std::collections::{BTreeMap, BTreeSet};

use super::doubt::{Doubts, Found, Matter, Sureness, Then};
use super::parts::question;
use super::table::Made;
use crate::notice::{FigureId, Relation, RelationOf};

/// A figure with the whole that it may be a part of.
type Pair = (FigureId, FigureId);

/// Settles what the relations of a form say of parts.
pub(super) fn settle(rows: &mut [Made], relations: &[Found<Relation>], doubts: &mut Doubts) {
    let of_rows = || relations.iter().map(|found| &found.value).filter(|one| one.of == RelationOf::Rows);
    let told = told(of_rows());
    let sums: BTreeSet<u16> = of_rows()
        .filter(|one| one.says.contains('='))
        .filter_map(|one| parts_of(&one.says))
        .map(|(whole, _)| whole)
        .collect();
    let pairs: Vec<Pair> = doubts.0.iter().flat_map(pairs_of).collect();
    let mut settled = BTreeSet::new();
    settle_beside(rows, of_rows(), &pairs, &mut settled);
    for (whole, parts) in told {
        let is_asked_of = |row: &Made| {
            let of_row = pairs.iter().filter(|(part, of)| part.row == row.row.number && of.row == whole);
            row.raw.says_of_which() && of_row.count() > 0
        };
        let is_said = |row: &Made| {
            let mut figures = row.row.figures.iter();
            figures.any(|figure| figure.part_of.value.is_some_and(|of| of.row == whole)) || is_asked_of(row)
        };
        // Where no row says so, a relation that is no sum tells of the one row that it names.
        let is_told = |row: &Made| parts.contains(&row.row.number);
        let are_all = rows.iter().filter(|row| is_said(row)).all(is_told)
            && (sums.contains(&whole) || rows.iter().any(is_said));
        for row in rows.iter_mut() {
            let number = row.row.number;
            let says_of_which = row.raw.says_of_which();
            for figure in &mut row.row.figures {
                let pair = pairs.iter().find(|(part, of)| *part == figure.id && of.row == whole);
                let Some((_, of)) = pair.filter(|_| figure.part_of.sureness == Sureness::Asked) else {
                    continue;
                };
                let place = figure.part_of.place.clone();
                if parts.contains(&number) {
                    figure.part_of = Found::stated(Some(*of), place);
                } else if are_all && !says_of_which {
                    figure.part_of = Found::concluded(None, place);
                } else {
                    continue;
                }
                settled.insert(figure.id);
            }
        }
    }
    complete(rows, of_rows());
    forget(rows, &settled, doubts);
}

/// What is added up beside another one is no part of it: in 7=1+3+4 neither 3 nor 4 is one of 1.
fn settle_beside<'a>(
    rows: &mut [Made],
    relations: impl Iterator<Item = &'a Relation>,
    pairs: &[Pair],
    settled: &mut BTreeSet<FigureId>,
) {
    let sums: Vec<Vec<u16>> = relations
        .filter(|one| one.says.contains('='))
        .filter_map(|one| parts_of(&one.says))
        .map(|(_, parts)| parts)
        .collect();
    let are_beside = |part: u16, whole: u16| {
        sums.iter().any(|terms| part != whole && terms.contains(&part) && terms.contains(&whole))
    };
    for figure in rows.iter_mut().flat_map(|row| &mut row.row.figures) {
        let mut wholes =
            pairs.iter().filter(|(part, _)| *part == figure.id).map(|(_, whole)| *whole).peekable();
        let is_asked = figure.part_of.sureness == Sureness::Asked && wholes.peek().is_some();
        if is_asked && wholes.all(|whole| are_beside(figure.id.row, whole.row)) {
            figure.part_of = Found::concluded(None, figure.part_of.place.clone());
            settled.insert(figure.id);
        }
    }
}

/// Where some of the rows that are added up are parts of the whole, so are the others.
fn complete<'a>(rows: &mut [Made], relations: impl Iterator<Item = &'a Relation>) {
    for relation in relations.filter(|one| one.says.contains('=')) {
        let Some((whole, parts)) = parts_of(&relation.says) else { continue };
        let Some(of) = rows.iter().find(|row| row.row.number == whole).cloned() else { continue };
        let is_term = |row: &Made| parts.contains(&row.row.number);
        let is_part = |row: &Made| {
            row.row.figures.iter().any(|figure| figure.part_of.value.is_some_and(|of| of.row == whole))
        };
        if !rows.iter().any(|row| is_term(row) && is_part(row)) {
            continue;
        }
        for row in rows.iter_mut().filter(|row| is_term(row)) {
            for (figure, measure) in row.row.figures.iter_mut().zip(&row.measures) {
                let mut same = of.row.figures.iter().zip(&of.measures).filter(|(other, other_measure)| {
                    *other_measure == measure && other.unit.value == figure.unit.value
                });
                let only = same.next().map(|(other, _)| other.id).filter(|_| same.next().is_none());
                let is_open = figure.part_of.value.is_none() && figure.part_of.sureness != Sureness::Asked;
                if let Some(id) = only.filter(|_| is_open) {
                    figure.part_of = Found::concluded(Some(id), figure.part_of.place.clone());
                }
            }
        }
    }
}

/// The parts of each whole. Where one adds up, what is only at most as much as it is no part: 1=2+3, 5≤1.
fn told<'a>(relations: impl Iterator<Item = &'a Relation>) -> BTreeMap<u16, BTreeSet<u16>> {
    let (mut sums, mut told) = (BTreeSet::new(), BTreeMap::<u16, BTreeSet<u16>>::new());
    for relation in relations {
        let Some((whole, parts)) = parts_of(&relation.says) else { continue };
        let is_sum = relation.says.contains('=');
        let of_whole = told.entry(whole).or_default();
        if is_sum && sums.insert(whole) {
            of_whole.clear();
        }
        if is_sum || !sums.contains(&whole) {
            of_whole.extend(parts);
        }
    }
    told
}

/// The whole and the parts of a relation between rows: 6=7+8, 2≥3. What takes away says nothing of parts.
fn parts_of(says: &str) -> Option<(u16, Vec<u16>)> {
    if says.contains('-') {
        return None;
    }
    let one = |side: &str| side.parse::<u16>().ok();
    if let Some((left, right)) = says.split_once('=') {
        return Some((one(left)?, right.split('+').map(one).collect::<Option<_>>()?));
    }
    let (whole, parts) =
        says.split_once('≥').or_else(|| says.split_once('≤').map(|(part, whole)| (whole, part)))?;
    // What several together are at most, each of them is.
    Some((one(whole)?, parts.split('+').map(one).collect::<Option<_>>()?))
}

/// The pairs that a question about rows is about; those of one row have other questions.
fn pairs_of(doubt: &super::doubt::Doubt) -> Vec<Pair> {
    let of_parts = doubt.readings.iter().filter(|_| doubt.matter == Matter::PartOf);
    let pairs = of_parts.filter_map(|reading| match &reading.then {
        Then::PartOf(pairs) => Some(pairs.clone()),
        _ => None,
    });
    pairs.flatten().filter(|(part, whole)| part.row != whole.row).collect()
}

/// Where a printed relation takes away, none of its terms is a part of the whole. Whether a column is a part of the one before it no
/// relation between rows decides.
pub(super) fn settle_parts(rows: &mut [Made], whole: u16, right: &[(u16, bool)], doubts: &mut Doubts) {
    if right.iter().all(|(_, minus)| !*minus) {
        return;
    }
    let terms: BTreeSet<u16> = right.iter().map(|(number, _)| *number).collect();
    let readings = doubts.0.iter().flat_map(|doubt| &doubt.readings);
    let pairs = readings.filter_map(|reading| match &reading.then {
        Then::PartOf(pairs) => Some(pairs),
        _ => None,
    });
    let in_a_row: BTreeSet<FigureId> =
        pairs.flatten().filter(|(part, whole)| part.row == whole.row).map(|(part, _)| *part).collect();
    let mut settled = BTreeSet::new();
    for row in rows.iter_mut().filter(|row| terms.contains(&row.row.number)) {
        for figure in &mut row.row.figures {
            let is_its = figure.part_of.value.is_some_and(|part| part.row == whole);
            let is_asked = figure.part_of.sureness == Sureness::Asked && !in_a_row.contains(&figure.id);
            if is_its || is_asked {
                figure.part_of = Found::concluded(None, figure.part_of.place.clone());
                settled.insert(figure.id);
            }
        }
    }
    forget(rows, &settled, doubts);
}

/// A relation that was not understood may say that a part is none: those that it names are asked about.
pub(super) fn doubt_parts(rows: &mut [Made], says: &str) {
    for row in rows.iter_mut().filter(|row| says.contains(&row.raw.name())) {
        for figure in row.row.figures.iter_mut().filter(|figure| figure.part_of.value.is_some()) {
            figure.part_of.sureness = Sureness::Asked;
        }
    }
}

/// Takes what is settled out of the questions, which are asked again of what is left.
fn forget(rows: &[Made], settled: &BTreeSet<FigureId>, doubts: &mut Doubts) {
    let of_figures = |row: &Made, wanted: &dyn Fn(&FigureId) -> bool| {
        row.row.figures.iter().any(|figure| wanted(&figure.id))
    };
    doubts.0.retain_mut(|doubt| {
        if doubt.matter != Matter::PartOf || !doubt.figures.iter().any(|figure| settled.contains(figure)) {
            return true;
        }
        let pairs = pairs_of(doubt);
        doubt.figures.retain(|figure| !settled.contains(figure));
        let whole = pairs.first().and_then(|(_, whole)| rows.iter().find(|row| row.row.number == whole.row));
        let left: Vec<&Made> =
            rows.iter().filter(|row| of_figures(row, &|id| doubt.figures.contains(id))).collect();
        if let Some(whole) = whole.filter(|_| !left.is_empty()) {
            let form = doubt.form;
            *doubt = question(whole, &left);
            doubt.form = form;
            doubt.figures.retain(|figure| !settled.contains(figure));
        }
        !doubt.figures.is_empty()
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_adds_up_has_no_other_parts() {
        let relation = |says: &&str| Relation {
            says: (*says).to_owned(),
            of: RelationOf::Rows,
            tolerance: None,
            derived: says.contains('='),
            between: Vec::new(),
        };
        for (says, parts) in [
            (&["5≤1", "1=2+3"][..], vec![2, 3]),
            (&["1=2+3", "5≤1"], vec![2, 3]),
            (&["1≥2", "1≥3"], vec![2, 3]),
        ] {
            let relations: Vec<Relation> = says.iter().map(relation).collect();
            assert_eq!(
                told(relations.iter()),
                BTreeMap::from([(1, parts.into_iter().collect())]),
                "{says:?}"
            );
        }
    }

    #[test]
    fn relations_tell_of_parts() {
        for (says, told) in [
            ("6=7+8", Some((6, vec![7, 8]))),
            ("2≥3", Some((2, vec![3]))),
            ("4≤3", Some((3, vec![4]))),
            ("1≥2+3", Some((1, vec![2, 3]))),
            ("2+3≤1", Some((1, vec![2, 3]))),
            ("3=1-2", None),
            ("2+3≥4", None),
        ] {
            assert_eq!(parts_of(says), told, "{says}");
        }
    }
}
