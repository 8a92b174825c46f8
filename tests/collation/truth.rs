//! What must be so after everything was taken in, reckoned from what was sent, in whole hundredths and without the program's
//! own code: the rules of the office, written once more.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike as _, NaiveDate};

use crate::district::{FIGURES, SECOND_JANUARY, UNITS, month_name, written};
use crate::drawn::{Cell, Slip};
use crate::story::{Drop, Sent};

/// Something that is found: its grade, its figure, its cell, what stands there, what should, where that is certain.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Found {
    pub(crate) grade: &'static str,
    pub(crate) figure: Option<&'static str>,
    pub(crate) cell: String,
    pub(crate) stands: String,
    pub(crate) expected: String,
}

/// A finding with whose it is and in which file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Problem {
    pub(crate) unit: String,
    pub(crate) file: String,
    pub(crate) sheet: String,
    pub(crate) found: Found,
}

/// How a month of all units stands.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Stands {
    pub(crate) expected: usize,
    pub(crate) received: usize,
    pub(crate) on_time: usize,
    pub(crate) accepted: usize,
    pub(crate) missing: Vec<String>,
    pub(crate) late: Vec<String>,
    pub(crate) to_verify: Vec<String>,
}

/// A sum: the month, the total, of how many, and who is missing.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Sum {
    pub(crate) month: Option<String>,
    pub(crate) total: Option<String>,
    pub(crate) units: usize,
    pub(crate) missing: Vec<String>,
}

/// What a unit contributes: its month, its total, its month before, and its file, sheet, cells and digest.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Share {
    pub(crate) unit: String,
    pub(crate) amounts: [Option<String>; 3],
    pub(crate) from: Option<[String; 5]>,
}

/// All that came in, by month and unit, in the order in which it came.
pub(crate) struct World<'story> {
    pub(crate) versions: BTreeMap<(usize, usize), Vec<&'story Sent>>,
    /// The files that nobody can place.
    pub(crate) unplaced: Vec<String>,
}

impl<'story> World<'story> {
    pub(crate) fn of(drops: &'story [Drop]) -> Self {
        let mut world = Self { versions: BTreeMap::new(), unplaced: Vec::new() };
        for drop in drops {
            let mut once = BTreeSet::new();
            for sent in drop.sent.iter().filter(|sent| !sent.came_before) {
                let place = (sent.slip.month, sent.slip.unit);
                assert!(once.insert(place), "the order within a drop is nobody's business: {place:?}");
                if sent.is_placed {
                    world.versions.entry(place).or_default().push(sent);
                } else {
                    world.unplaced.push(sent.file.clone());
                }
            }
        }
        world.unplaced.sort();
        world
    }

    /// The report that counts: the first that nothing keeps from being taken.
    pub(crate) fn counted(&self, place: (usize, usize)) -> Option<&'story Sent> {
        self.versions.get(&place)?.iter().copied().find(|sent| forced(sent).is_empty())
    }

    /// The one that waits beside it or in its place.
    fn waiting(&self, place: (usize, usize)) -> Option<&'story Sent> {
        let versions = self.versions.get(&place)?.iter().copied().enumerate();
        let (_, proposed) = versions.max_by_key(|(order, sent)| (sent.slip.revision, *order))?;
        let counted = self.counted(place);
        let differs = counted.is_none_or(|counted| counted.slip.figures != proposed.slip.figures);
        differs.then_some(proposed)
    }

    fn before(&self, (month, unit): (usize, usize)) -> Option<(usize, &'story Sent)> {
        (0..month).rev().find_map(|at| Some((at, self.counted((at, unit))?)))
    }

    /// Everything that is found in a report of that place.
    fn findings(&self, place: (usize, usize), sent: &Sent) -> Vec<Found> {
        let forced = forced(sent);
        if !sent.slip.without.is_empty() {
            return forced;
        }
        let before = self.before(place);
        let mut all = forced;
        let mut blank = Vec::new();
        for (figure, of) in FIGURES.iter().enumerate() {
            let tell = |grade, which: usize, expected: String| Found {
                grade,
                figure: Some(of.id),
                cell: sent.at[figure][which].clone(),
                stands: shown(&sent.slip.figures[figure][which], figure),
                expected,
            };
            let [month, total] = &sent.slip.figures[figure];
            if !UNITS[place.1].fills_in(of) {
                let zeros =
                    [0, 1].into_iter().filter(|which| sent.slip.figures[figure][*which] == Cell::Amount(0));
                all.extend(zeros.map(|which| tell("hint", which, "空白".to_owned())));
                continue;
            }
            let is_explained = sent.slip.note.as_ref().is_some_and(|(row, _)| *row == of.row);
            if matches!(month, Cell::Words(_)) {
                continue;
            }
            let known = before.map(|(at, before)| (at, &before.slip.figures[figure]));
            // What is counted anew each year knows nothing of the year before.
            let anew = |at: usize| of.of_the_year && at < SECOND_JANUARY && place.0 >= SECOND_JANUARY;
            let last_total = known.and_then(|(at, cells)| if anew(at) { None } else { cells[1].amount() });
            let should = match (last_total, month.amount()) {
                (None, None) => None,
                (last, this) => Some(last.unwrap_or(0) + this.unwrap_or(0)),
            };
            if let Some(should) = should.filter(|should| total.amount() != Some(*should)) {
                let expected = written(should, of.decimals);
                let knows_before = known.is_some_and(|(_, cells)| cells[1].amount().is_some());
                if knows_before {
                    all.push(tell(if is_explained { "hint" } else { "verify" }, 1, expected));
                } else {
                    // More is from before the first report that came, unless there is no before; less cannot be.
                    let least = month.amount().unwrap_or(0);
                    let begins = place.0 == 0 || (of.of_the_year && place.0 == SECOND_JANUARY);
                    let (grade, expected) = match total.amount() {
                        None => ("verify", String::new()),
                        Some(total) if total < least => {
                            ("verify", format!("不少于 {}", written(least, of.decimals)))
                        }
                        Some(_) if begins => ("verify", expected),
                        Some(_) => ("hint", String::new()),
                    };
                    all.push(tell(if is_explained { "hint" } else { grade }, 1, expected));
                }
            }
            let last_month =
                known.filter(|(at, _)| at + 1 == place.0).and_then(|(_, cells)| cells[0].amount());
            match (last_month, month.amount()) {
                (Some(_), None) => all.push(tell("verify", 0, "一个数，没有填 0".to_owned())),
                (Some(last), Some(this)) if last > 0 && this >= last * 10 => {
                    all.push(tell(if is_explained { "hint" } else { "verify" }, 0, String::new()));
                }
                (Some(last), Some(this)) if this > 0 && last >= this * 10 => {
                    all.push(tell("hint", 0, String::new()));
                }
                (None, None) => blank.push(figure),
                _ => {}
            }
        }
        if let Some(first) = blank.first() {
            all.push(Found {
                grade: "hint",
                figure: (blank.len() == 1).then(|| FIGURES[*first].id),
                cell: sent.at[*first][0].clone(),
                stands: String::new(),
                expected: "一个数，没有填 0".to_owned(),
            });
        }
        let months = |slip: &Slip| slip.figures.iter().map(|[month, _]| month.amount()).collect::<Vec<_>>();
        let same = before.is_some_and(|(_, before)| months(&before.slip) == months(&sent.slip));
        if same && months(&sent.slip).iter().flatten().any(|amount| *amount != 0) {
            let nothing = String::new;
            all.push(Found {
                grade: "verify",
                figure: None,
                cell: nothing(),
                stands: nothing(),
                expected: nothing(),
            });
        }
        all
    }

    /// What the clerk has to look at in a month, without what nobody can place.
    pub(crate) fn problems(&self, month: usize) -> Vec<Problem> {
        let mut problems = Vec::new();
        for ((at, unit), _) in self.versions.iter().filter(|((at, _), _)| *at == month) {
            let place = (*at, *unit);
            let of = |sent: &Sent, found: Found| Problem {
                unit: UNITS[*unit].name.clone(),
                file: sent.file.clone(),
                sheet: sent.sheet.clone(),
                found,
            };
            let counted = self.counted(place);
            let waiting = self.waiting(place);
            for sent in counted.into_iter().chain(waiting) {
                problems.extend(self.findings(place, sent).into_iter().map(|found| of(sent, found)));
            }
            if let Some((counted, other)) = counted.zip(waiting) {
                problems.extend(differences(counted, other).into_iter().map(|found| of(other, found)));
            }
        }
        problems.sort();
        problems
    }

    pub(crate) fn stands(&self, month: usize) -> Stands {
        let mut stands = Stands::default();
        for (unit, of) in UNITS.iter().enumerate().filter(|(_, of)| of.reports_in(month)) {
            stands.expected += 1;
            let place = (month, unit);
            let Some(versions) = self.versions.get(&place) else {
                stands.missing.push(of.name.clone());
                continue;
            };
            stands.received += 1;
            let first = versions.iter().map(|sent| sent.arrived).min().unwrap();
            if first > due(month) {
                stands.late.push(of.name.clone());
            } else {
                stands.on_time += 1;
            }
            let counted = self.counted(place).filter(|_| self.waiting(place).is_none());
            let is_clear = |sent| self.findings(place, sent).iter().all(|found| found.grade != "verify");
            if counted.is_some_and(is_clear) {
                stands.accepted += 1;
            } else {
                stands.to_verify.push(of.name.clone());
            }
        }
        stands
    }

    /// A figure's sum in a month, and its total carried from the first month on.
    pub(crate) fn sum(&self, month: usize, figure: usize) -> Sum {
        let of = &FIGURES[figure];
        let sum_in = |at: usize| {
            let units = (0..UNITS.len()).filter(|unit| UNITS[*unit].fills_in(of));
            let amounts = units.filter_map(|unit| self.counted((at, unit))?.slip.figures[figure][0].amount());
            amounts.reduce(|sum, amount| sum + amount)
        };
        let since = if of.of_the_year && month >= SECOND_JANUARY { SECOND_JANUARY } else { 0 };
        let total = (since..=month).filter_map(sum_in).reduce(|sum, amount| sum + amount);
        let asked = UNITS.iter().enumerate().filter(|(_, unit)| unit.reports_in(month) && unit.fills_in(of));
        let (with, without): (Vec<_>, Vec<_>) = asked.partition(|(unit, _)| {
            self.counted((month, *unit)).is_some_and(|sent| sent.slip.figures[figure][0].amount().is_some())
        });
        Sum {
            month: sum_in(month).map(|sum| written(sum, of.decimals)),
            total: total.map(|total| written(total, of.decimals)),
            units: with.len(),
            missing: without.into_iter().map(|(_, unit)| unit.name.clone()).collect(),
        }
    }

    pub(crate) fn shares(&self, month: usize, figure: usize) -> Vec<Share> {
        let of = &FIGURES[figure];
        let asked = UNITS.iter().enumerate().filter(|(_, unit)| unit.reports_in(month) && unit.fills_in(of));
        let share = |(unit, named): (usize, &crate::district::Unit)| {
            let sent = self.counted((month, unit));
            let amount = |sent: Option<&Sent>, which: usize| {
                Some(written(sent?.slip.figures[figure][which].amount()?, of.decimals))
            };
            let last = month.checked_sub(1).and_then(|before| self.counted((before, unit)));
            let from = |sent: &Sent| {
                let [month, total] = sent.at[figure].clone();
                [sent.file.clone(), sent.sheet.clone(), month, total, sent.sha256.clone()]
            };
            Share {
                unit: named.name.clone(),
                amounts: [amount(sent, 0), amount(sent, 1), amount(last, 0)],
                from: sent.map(from),
            }
        };
        asked.map(share).collect()
    }
}

/// The day on which a month is due.
fn due(month: usize) -> NaiveDate {
    let (year, month) = (2022 + month / 12, month % 12 + 1);
    let due =
        NaiveDate::from_ymd_opt(i32::try_from(year).unwrap(), u32::try_from(month).unwrap(), 28).unwrap();
    assert_eq!(due.day(), 28, "{}", month_name(month));
    due
}

fn shown(cell: &Cell, figure: usize) -> String {
    match cell {
        Cell::Blank => String::new(),
        Cell::Amount(amount) => written(*amount, FIGURES[figure].decimals),
        Cell::Words(words) => words.clone(),
    }
}

/// What keeps a report from being taken.
fn forced(sent: &Sent) -> Vec<Found> {
    if let [row] = sent.slip.without[..] {
        let (cell, stands) = (String::new(), String::new());
        return vec![Found { grade: "forced", figure: None, cell, stands, expected: row.to_string() }];
    }
    let mut all = Vec::new();
    for (figure, of) in FIGURES.iter().enumerate() {
        for which in [0, 1] {
            let cell = &sent.slip.figures[figure][which];
            let whole = of.part_of.and_then(|whole| Some((whole, sent.slip.figures[whole][which].amount()?)));
            let expected = match (cell, whole) {
                (Cell::Words(_), _) => "一个准确的数".to_owned(),
                (Cell::Amount(amount), _) if !UNITS[sent.slip.unit].fills_in(of) && *amount != 0 => {
                    "空白".to_owned()
                }
                (Cell::Amount(part), Some((whole, sum))) if *part > sum => {
                    format!("不多于 {}", written(sum, FIGURES[whole].decimals))
                }
                _ => continue,
            };
            let (cell, stands) = (sent.at[figure][which].clone(), shown(cell, figure));
            all.push(Found { grade: "forced", figure: Some(of.id), cell, stands, expected });
        }
    }
    all
}

/// Where another report differs from the one that counts.
fn differences(counted: &Sent, other: &Sent) -> Vec<Found> {
    let mut all = Vec::new();
    for (figure, of) in FIGURES.iter().enumerate() {
        for which in [0, 1] {
            let [known, new] = [counted, other].map(|sent| &sent.slip.figures[figure][which]);
            if known != new {
                let told = |cell| Some(shown(cell, figure)).filter(|text| !text.is_empty());
                let [expected, stands] =
                    [known, new].map(|cell| told(cell).unwrap_or_else(|| "空白".to_owned()));
                let cell = other.at[figure][which].clone();
                all.push(Found { grade: "verify", figure: Some(of.id), cell, stands, expected });
            }
        }
    }
    all
}
