//! What has to hold between figures: `1=2+3`, between rows, between columns, or between single figures.
//!
//! A relation is written as forms print it and taken apart here, once, into the figures that it is about.

use std::collections::{BTreeMap, BTreeSet};

use super::error::{quoted_start, start};
use super::form::{Figure, Form, Row};
use super::limits::MOST_TERMS;
use super::{Between, FigureId, NoticeError, Relation, RelationOf, Sign, Term};

/// The most figures that a figure is reckoned from, through others too: as many as a form may have.
const MOST_STEPS: usize = 1000;

/// A name with its sign.
type Named<'text> = (&'text str, bool);

/// Takes the relations of a form apart, and tells each derived figure what it is reckoned from. What only a new definition is
/// refused for is looked at where it `is_new`.
pub(super) fn resolve(form: &mut Form, is_new: bool) -> Result<(), NoticeError> {
    let resolved = form.relations.iter().map(|relation| between(form, relation, is_new));
    let resolved = resolved.collect::<Result<Vec<_>, _>>()?;
    for (relation, between) in form.relations.iter_mut().zip(resolved) {
        relation.between = between;
    }
    let derived: Vec<Between> = form
        .relations
        .iter()
        .filter(|relation| relation.derived)
        .flat_map(|relation| relation.between.clone())
        .collect();
    for Between { left, right, .. } in derived {
        let Some(figure) = left.first().map(|term| term.figure) else { continue };
        let place = format!("{}编号 {figure}", form.mark);
        let figures = form.tables.iter_mut().flat_map(|table| &mut table.sections);
        let mut figures = figures.flat_map(|section| &mut section.rows).flat_map(|row| &mut row.figures);
        if let Some(found) = figures.find(|found| found.id == figure) {
            if !found.sum_of.is_empty() {
                return Err(NoticeError::at(place, "有两条关系都要算出它，只能留一条"));
            }
            found.sum_of = right;
        }
    }
    refuse_circles(form)?;
    if is_new { refuse_unlike_terms(form) } else { Ok(()) }
}

/// Refuses figures that are reckoned from each other, or in more steps than any form needs: a hostile definition in which
/// each figure is twice the next would take for ever.
fn refuse_circles(form: &Form) -> Result<(), NoticeError> {
    let mut steps: BTreeMap<FigureId, usize> = BTreeMap::new();
    let mut left: Vec<&Figure> = form.figures().filter(|figure| figure.is_derived()).collect();
    let waits: BTreeSet<FigureId> = left.iter().map(|figure| figure.id).collect();
    while !left.is_empty() {
        let before = left.len();
        left.retain(|figure| {
            let each = figure.sum_of.iter().map(|term| match steps.get(&term.figure) {
                Some(known) => Some(*known),
                None => (!waits.contains(&term.figure)).then_some(1),
            });
            let all: Option<usize> = each.sum();
            if let Some(all) = all {
                steps.insert(figure.id, all.min(MOST_STEPS + 1));
            }
            all.is_none()
        });
        if left.len() == before {
            let id = left.first().map(|figure| figure.id.to_string()).unwrap_or_default();
            let place = format!("{}编号 {id}", form.mark);
            return Err(NoticeError::at(place, "由自己算出自己，关系绕成了圈"));
        }
    }
    match steps.into_iter().find(|(_, count)| *count > MOST_STEPS) {
        Some((id, _)) => {
            let problem = format!("要算的数太多，最多 {MOST_STEPS} 个");
            Err(NoticeError::at(format!("{}编号 {id}", form.mark), problem))
        }
        None => Ok(()),
    }
}

/// Refuses relations between figures of several units, and a derived figure that its terms cannot add up to: one with fewer
/// decimals, or one whose total starts again at another time.
fn refuse_unlike_terms(form: &Form) -> Result<(), NoticeError> {
    for relation in &form.relations {
        let place = || format!("{}的关系{}", form.mark, quoted_start(&relation.says));
        for between in &relation.between {
            let terms = between.left.iter().chain(&between.right);
            let figures: Vec<&Figure> =
                terms.filter_map(|term| Some(form.find(term.figure).ok()?.1)).collect();
            let Some((first, others)) = figures.split_first() else { continue };
            let ids: BTreeSet<FigureId> = figures.iter().map(|figure| figure.id).collect();
            if ids.len() < figures.len() {
                return Err(NoticeError::at(place(), "同一个数出现了两次，每个数只能写一次"));
            }
            if relation.derived && first.part_of.is_some_and(|whole| ids.contains(&whole)) {
                let problem = format!("编号 {} 是由它算出来的数的一部分，两者只能留一个", first.id);
                return Err(NoticeError::at(place(), problem));
            }
            for other in others {
                let unlike = match () {
                    () if other.unit != first.unit => "单位应一样",
                    () if relation.derived && other.scope != first.scope => "累计的范围（scope）应一样",
                    () if relation.derived && other.decimals() > first.decimals() => {
                        "小数位数，算出来的不能比用来算的少"
                    }
                    () => continue,
                };
                let problem = format!("编号 {} 和 {} 的{unlike}", first.id, other.id);
                return Err(NoticeError::at(place(), problem));
            }
        }
    }
    Ok(())
}

fn between(form: &Form, relation: &Relation, is_new: bool) -> Result<Vec<Between>, NoticeError> {
    let place = format!("{}的关系{}", form.mark, quoted_start(&relation.says));
    let wrong = |problem: String| NoticeError::at(place.clone(), problem);
    let mut sides = relation.says.split(['=', '≤', '≥']);
    if sides.any(|side| side.matches(['+', '-']).count() >= MOST_TERMS) {
        return Err(wrong(format!("数太多，一边最多 {MOST_TERMS} 个")));
    }
    let (left, sign, right) =
        parse(&relation.says).ok_or_else(|| wrong("读不懂，应写成 1=2+3、2≤1 这样".to_owned()))?;
    if relation.derived && (sign != Sign::Equal || left.len() != 1 || left.iter().any(|(_, minus)| *minus)) {
        return Err(wrong("要算出来的只能有一个，写在等号左边".to_owned()));
    }
    let must_be_whole = relation.derived && is_new;
    if must_be_whole && relation.tolerance.is_some() {
        return Err(wrong("算出来的没有误差，不写 tolerance".to_owned()));
    }
    if relation.allowed().is_err() {
        return Err(wrong("允许的误差（tolerance）应是一个数，例如 0.1".to_owned()));
    }
    let lacks = |figure: &Figure| format!("编号 {} 算不出来：用来算的行都没有这一栏", figure.id);
    let term = |figure: Option<FigureId>, (name, minus): &Named<'_>| {
        let found = figure.map(|figure| Term { figure, minus: *minus });
        found.ok_or_else(|| wrong(format!("表里没有{}", quoted_start(name))))
    };
    match relation.of {
        RelationOf::Figures => {
            let known = |named: &Named<'_>| {
                let id = named.0.parse().ok().filter(|id| form.find(*id).is_ok());
                term(id, named)
            };
            let terms = |names: &[Named<'_>]| names.iter().map(known).collect::<Result<Vec<_>, _>>();
            Ok(vec![Between { left: terms(&left)?, sign, right: terms(&right)? }])
        }
        RelationOf::Rows => {
            let row = |named: &Named<'_>| {
                let number: Option<u16> = named.0.parse().ok();
                let found = form.rows().find(|row| Some(row.number) == number);
                found
                    .map(|row| (row, named.1))
                    .ok_or_else(|| wrong(format!("表里没有第 {} 行", start(named.0))))
            };
            let rows = |names: &[Named<'_>]| names.iter().map(row).collect::<Result<Vec<_>, _>>();
            let (left, right) = (rows(&left)?, rows(&right)?);
            let Some((first, _)) = left.first() else { return Ok(Vec::new()) };
            // Where a row has no cell in a column, it is struck out there and adds nothing.
            let each = first.figures.iter().filter_map(|figure| {
                let side = |rows: &[(&Row, bool)]| -> Vec<Term> {
                    let terms = rows.iter().filter_map(|(row, minus)| {
                        let found = row
                            .figures
                            .iter()
                            .find(|other| other.measure == figure.measure && other.id.part == figure.id.part);
                        found.map(|found| Term { figure: found.id, minus: *minus })
                    });
                    terms.collect()
                };
                let (left, right) = (side(&left), side(&right));
                if right.is_empty() {
                    return must_be_whole.then(|| Err(wrong(lacks(figure))));
                }
                Some(Ok(Between { left, sign, right }))
            });
            let each = each.collect::<Result<Vec<Between>, _>>()?;
            if each.is_empty() { Err(wrong("这几行没有对得上的数".to_owned())) } else { Ok(each) }
        }
        RelationOf::Columns => {
            let each = form.rows().filter_map(|row| {
                let side = |names: &[Named<'_>]| -> Vec<Term> {
                    let terms = names.iter().filter_map(|(name, minus)| {
                        let found = row.figures.iter().find(|figure| figure.measure.as_deref() == Some(name));
                        found.map(|found| Term { figure: found.id, minus: *minus })
                    });
                    terms.collect()
                };
                let (left, right) = (side(&left), side(&right));
                (!left.is_empty() && !right.is_empty()).then_some(Between { left, sign, right })
            });
            let each: Vec<Between> = each.collect();
            if each.is_empty() { Err(wrong("没有一行有这几栏".to_owned())) } else { Ok(each) }
        }
    }
}

/// Both sides and the sign between them.
fn parse(text: &str) -> Option<(Vec<Named<'_>>, Sign, Vec<Named<'_>>)> {
    let (at, sign) = text.char_indices().find_map(|(at, character)| {
        let sign = match character {
            '=' | '＝' => Sign::Equal,
            '≤' => Sign::AtMost,
            '≥' => Sign::AtLeast,
            _ => return None,
        };
        Some((at, sign))
    })?;
    let (left, rest) = text.split_at(at);
    let mut right = rest.chars();
    right.next();
    Some((terms(left)?, sign, terms(right.as_str())?))
}

fn terms(side: &str) -> Option<Vec<Named<'_>>> {
    let mut terms = Vec::new();
    let mut rest = side.trim();
    let mut minus = false;
    loop {
        let end = rest.find(['+', '-', '＋', '－']).unwrap_or(rest.len());
        let (name, more) = rest.split_at(end);
        let name = name.trim();
        let is_a_name = !name.is_empty() && name.chars().all(|character| character.is_ascii_alphanumeric());
        if !is_a_name || terms.len() == MOST_TERMS {
            return None;
        }
        terms.push((name, minus));
        if more.is_empty() {
            return Some(terms);
        }
        minus = more.starts_with(['-', '－']);
        let mut behind = more.chars();
        behind.next();
        rest = behind.as_str();
    }
}
