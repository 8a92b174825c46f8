//! What the units' sums would fill into the office's own month (填入本单位的表): each figure with what it is a sum of, beside what
//! stands there already.
//!
//! A figure that no unit reported stays as it is, and so does one that the office leaves blank or reckons from others.

use std::collections::BTreeSet;

use serde::Serialize;

use super::inbox::Inbox;
use super::placing::Sorted;
use super::status::MonthStatus;
use super::sums::Coverage;
use super::unverified;
use crate::amount::Amount;
use crate::notice::{FigureId, Form};
use crate::period::Month;
use crate::report::{Ledger, applies, total};
use crate::wording::quoted;

/// What becomes of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum FillState {
    /// It is blank, and the sum is filled in.
    New,
    /// The sum stands there already.
    Same,
    /// Something else was typed, and the sum takes its place.
    Differs,
    /// Something else was typed, and it stays because that is wanted.
    Kept,
    /// No unit reported it, and it stays as it is.
    NotReported,
}

impl FillState {
    /// The word on the screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::New => "填入",
            Self::Same => "一样",
            Self::Differs => "换掉原来填的",
            Self::Kept => "保留原来填的",
            Self::NotReported => "没有单位报，不动",
        }
    }

    /// Whether the cell changes.
    pub fn is_written(self) -> bool {
        matches!(self, Self::New | Self::Differs)
    }
}

/// One figure of the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FillLine {
    pub figure: FigureId,
    pub name: String,
    pub unit: String,
    pub state: FillState,
    /// The text that the officer typed; `None` where the cell is blank.
    pub typed: Option<String>,
    /// What the units' reports come to.
    pub sum: Option<Amount>,
    pub coverage: Coverage,
    /// The names of the units of which a report counts in it that is 待核实.
    pub unverified: Vec<String>,
}

/// What would be filled into a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FillPlan {
    pub month: Month,
    /// Whose sums they are.
    pub office: String,
    pub lines: Vec<FillLine>,
    /// That totals come to something else there and here though the month is the same, as a sentence; empty where none does.
    pub totals: String,
}

impl FillPlan {
    /// The lines that change something.
    pub fn written(&self) -> impl Iterator<Item = &FillLine> {
        self.lines.iter().filter(|line| line.state.is_written())
    }

    /// How many figures would take the place of something else that was typed.
    pub fn replaced(&self) -> usize {
        self.lines.iter().filter(|line| line.state == FillState::Differs).count()
    }
}

impl FillLine {
    /// Where the sum comes from, for the log.
    pub fn source(&self, office: &str) -> String {
        let Coverage { units, expected, missing, .. } = &self.coverage;
        let lacking =
            if missing.is_empty() { String::new() } else { format!("，缺{}", self.coverage.lacking()) };
        let unverified = unverified::words(&self.unverified);
        format!("{office}汇总，{units}/{expected} 个单位{lacking}{unverified}")
    }
}

impl Inbox {
    /// What the sums of a month, as it stands, would fill into the same month of another ledger, in the name of the office whose sums they are.
    /// `sums` is the ledger of the office, filled with what its units reported; of `keep` what was typed stays.
    pub fn fill_plan(
        &self,
        form: &Form,
        (sorted, status): (&Sorted, &MonthStatus),
        (sums, office): (&Ledger, &str),
        (own, keep): (&Ledger, &BTreeSet<FigureId>),
    ) -> FillPlan {
        let (month, unverified) = (status.month, status.unverified());
        let summed = sums.months.get(&month).map(|record| &record.entries);
        let known = own.months.get(&month).map(|record| &record.entries);
        let filled = form
            .figures_in_rows()
            .filter(|(row, figure)| applies(row, &own.unit.kind) && !figure.is_derived());
        let lines = filled.map(|(row, figure)| {
            let sum = summed
                .and_then(|entries| entries.get(&figure.id))
                .and_then(|text| Amount::parse(text, figure.decimals()).ok());
            let typed = known.and_then(|entries| entries.get(&figure.id)).cloned();
            let stands = own.entry(form, row, figure, month).amount();
            let state = match (sum, &typed) {
                (None, _) => FillState::NotReported,
                (Some(_), None) => FillState::New,
                (Some(sum), Some(_)) if stands == Some(sum) => FillState::Same,
                (Some(_), Some(_)) if keep.contains(&figure.id) => FillState::Kept,
                (Some(_), Some(_)) => FillState::Differs,
            };
            FillLine {
                figure: figure.id,
                name: figure.name.clone(),
                unit: figure.unit.clone(),
                state,
                typed,
                sum,
                coverage: self.coverage(sorted, month, row, figure),
                unverified: self.unverified_in(&unverified, month, (row, figure)),
            }
        });
        let mut plan =
            FillPlan { month, office: office.to_owned(), lines: lines.collect(), totals: String::new() };
        plan.totals = totals(form, &plan, sums, own);
        plan
    }
}

/// The totals that would differ once everything is filled in: an earlier month was filled in or finalised before the units' reports
/// were all there.
fn totals(form: &Form, plan: &FillPlan, sums: &Ledger, own: &Ledger) -> String {
    let mut own = own.clone();
    let record = own.months.entry(plan.month).or_default();
    for line in plan.written() {
        record.entries.insert(line.figure, line.sum.map(|sum| sum.to_string()).unwrap_or_default());
    }
    let differing = plan.lines.iter().filter_map(|line| {
        let (row, figure) = form.find(line.figure).ok()?;
        let amount = |ledger: &Ledger| total(form, ledger, row, figure, plan.month).amount;
        let (here, there) = amount(&own).zip(amount(sums))?;
        (here != there)
            .then(|| (format!("{}：本单位的表 {here}，汇总 {there}", quoted(&figure.name)), figure.id))
    });
    let (differing, figures): (Vec<String>, Vec<FigureId>) = differing.unzip();
    match differing.first() {
        None => String::new(),
        Some(first) => format!(
            "填入以后有 {} 项的累计两边不一样（{first}）：{}",
            differing.len(),
            causes(&figures, plan.month, sums, &own).join("；")
        ),
    }
}

/// Why totals differ though a month was filled in, and what to do about each.
fn causes(figures: &[FigureId], month: Month, sums: &Ledger, own: &Ledger) -> Vec<&'static str> {
    let is_so = |so: &dyn Fn(FigureId) -> bool| figures.iter().any(|id| so(*id));
    let entry = |ledger: &Ledger, at: Month, id: FigureId| {
        ledger.months.get(&at).and_then(|record| record.entries.get(&id)).cloned()
    };
    let months: BTreeSet<Month> = sums.months.keys().chain(own.months.keys()).copied().collect();
    let earlier = |id| months.range(..month).any(|at| entry(sums, *at, id) != entry(own, *at, id));
    let is_adjusted = |ledger: &Ledger, id| {
        ledger.opening.contains_key(&id)
            || ledger.months.range(..=month).any(|(_, record)| record.adjustments.contains_key(&id))
    };
    let causes = [
        (
            is_so(&|id| entry(own, month, id).is_some() && entry(sums, month, id).is_none()),
            "这个月没有单位报、本单位填着的没有动，请核对留不留",
        ),
        (
            is_so(&|id| entry(sums, month, id).is_some_and(|sum| entry(own, month, id) != Some(sum))),
            "这个月保留了本单位原来填的",
        ),
        (
            is_so(&earlier),
            "以前各月本单位的表和汇总不一样（没有填入，或填入以后汇总又变了），请先填好或更正以前的月份",
        ),
        (
            is_so(&|id| is_adjusted(sums, id)),
            "各单位第一次报来的表上有以前的累计，请核对本单位的期初累计有没有它",
        ),
        (is_so(&|id| is_adjusted(own, id)), "本单位另有期初累计、调整，请核对"),
    ];
    causes.into_iter().filter_map(|(is_so, cause)| is_so.then_some(cause)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::examples::{register, report, settled};
    use super::*;
    use crate::report::examples::{form, id, ledger, month};
    use crate::unit::UnitKind;

    fn plan(typed: &str) -> FillPlan {
        keeping(typed, &[])
    }

    fn keeping(typed: &str, keep: &[&str]) -> FillPlan {
        let of = |unit, figures| report(form(), unit, "2022-03", figures);
        let (inbox, sorted) = settled(
            register(&["甲镇", "乙镇", "丙镇"]),
            vec![
                report(form(), "乙镇", "2022-02", "1a=100 8=2"),
                of("甲镇", "1a=10 2a=1.20 9=0"),
                of("乙镇", "1a=5"),
            ],
        );
        let township = |entries| ledger(UnitKind::from("township"), "2022-01", entries);
        let mut sums = township(&[]);
        inbox.fill(form(), &mut sums);
        let own = township(&[("2022-03", typed)]);
        let status = inbox.status(form(), &sorted, month("2022-03"));
        inbox.fill_plan(
            form(),
            (&sorted, &status),
            (&sums, "青山镇"),
            (&own, &keep.iter().map(|one| id(one)).collect()),
        )
    }

    fn line<'plan>(plan: &'plan FillPlan, figure: &str) -> &'plan FillLine {
        plan.lines.iter().find(|line| line.figure == id(figure)).unwrap()
    }

    #[test]
    fn a_blank_cell_is_filled_and_what_differs_is_told_beside_the_sum() {
        let plan = plan("1a=14 9=0 8=7");
        let told = |figure: &str| {
            let line = line(&plan, figure);
            (line.state, line.typed.clone(), line.sum.map(|sum| sum.to_string()))
        };
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(told("2a"), (FillState::New, None, text("1.20")));
        assert_eq!(told("1a"), (FillState::Differs, text("14"), text("15")));
        assert_eq!(told("9"), (FillState::Same, text("0"), text("0")), "a zero is a value");
        assert_eq!(told("8"), (FillState::NotReported, text("7"), None), "and nothing is not");
        assert_eq!((plan.written().count(), plan.replaced()), (2, 1));
    }

    #[test]
    fn totals_that_differ_say_why() {
        let plan = plan("1a=14 8=7");
        assert!(
            plan.totals
                .starts_with("填入以后有 2 项的累计两边不一样（“出动环卫工人”：本单位的表 15，汇总 115）")
        );
        let whys = ["这个月没有单位报、本单位填着的没有动", "以前各月本单位的表和汇总不一样"];
        assert!(whys.iter().all(|why| plan.totals.contains(why)), "{}", plan.totals);
        assert!(!plan.totals.contains("期初"), "neither has any: {}", plan.totals);
    }

    #[test]
    fn what_is_kept_stays_and_is_reckoned_with() {
        let plan = keeping("1a=14", &["1a", "2a"]);
        assert_eq!(line(&plan, "1a").state, FillState::Kept);
        assert_eq!(line(&plan, "2a").state, FillState::New, "nothing was typed there");
        assert!(plan.totals.contains("本单位的表 14，汇总 115"), "{}", plan.totals);
        assert!(plan.totals.contains("这个月保留了本单位原来填的"), "{}", plan.totals);
    }

    #[test]
    fn each_figure_says_of_whom_it_is_and_whose_reports_are_not_verified() {
        let plan = plan("");
        assert_eq!(
            line(&plan, "1a").source("青山镇"),
            "青山镇汇总，2/3 个单位，缺丙镇，其中 1 个待核实：乙镇",
            "乙镇's total is lower than in February"
        );
        assert_eq!(line(&plan, "9").source("青山镇"), "青山镇汇总，1/3 个单位，缺乙镇、丙镇");
    }

    #[test]
    fn what_the_office_does_not_fill_in_is_no_part_of_the_plan() {
        let plan = plan("");
        assert!(plan.lines.iter().all(|line| line.figure != id("10a")), "a township writes nothing there");
    }
}
