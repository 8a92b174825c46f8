//! Whether the total that a report states carries: it is held against the last one that counts, or where there is none against
//! the beginning of the campaign.

use super::super::received::{ReceivedCell, ReceivedFigure};
use super::{Checking, Finding, FindingCode, Grade, finding, total};
use crate::amount::Amount;
use crate::hand_filled::CellReading;
use crate::notice::{Figure, Row, Scope};
use crate::period::Month;

impl Checking<'_> {
    /// Whether the stated total is the last accepted one and the month.
    pub(super) fn carried(
        &self,
        found: &mut Vec<Finding>,
        row: &Row,
        figure: &Figure,
        received: &ReceivedFigure,
        expected: Option<Amount>,
    ) {
        let cell = &received.total;
        let Some(expected) = expected else { return };
        let stated = cell.value.amount();
        let is_unreadable = |cell: &ReceivedCell| matches!(cell.value, CellReading::Unreadable { .. });
        // Nobody knows what a month that cannot be read adds.
        if stated == Some(expected) || is_unreadable(cell) || is_unreadable(&received.month) {
            return;
        }
        let before = self.before.and_then(|(month, report)| Some((month, total(report, figure.id)?)));
        let unit = &figure.unit;
        let said = stated.map_or_else(|| "空着".to_owned(), |stated| format!("是 {stated} {unit}"));
        let this =
            received.month.value.amount().map_or_else(|| "空白".to_owned(), |amount| amount.to_string());
        let Some((last, sum)) = before else {
            let known = if self.before.is_some() {
                "上次采用的表上没有这一项的累计"
            } else {
                "以前各月没有采用过这个单位的表"
            };
            let least = received.month.value.amount().unwrap_or_else(|| Amount::zero(figure.decimals()));
            let (grade, code, expected, why) = match (stated, self.has_no_past(figure)) {
                (Some(stated), _) if stated < least => {
                    let why = format!("{known}，累计不会比当月少");
                    (Grade::Verify, FindingCode::TotalBelowMonth, format!("不少于 {least}"), why)
                }
                (Some(_), Some(begins)) => {
                    let why = format!("{begins}，累计应是当月的 {expected}");
                    (Grade::Verify, FindingCode::TotalDoesNotCarry, expected.to_string(), why)
                }
                (Some(_), None) => {
                    let why = format!("{known}，多出来的是首次收到以前的");
                    (Grade::Hint, FindingCode::BeforeFirstMonth, String::new(), why)
                }
                (None, _) => {
                    let why = format!("{known}，累计至少是当月的");
                    (Grade::Verify, FindingCode::TotalDoesNotCarry, String::new(), why)
                }
            };
            let told = format!("累计{said}，当月 {this} {unit}；{why}");
            let (grade, code, told) = self.explained(row, (grade, code, told));
            found.push(finding(grade, code, (row, figure), cell, &expected, &told));
            return;
        };
        let since = if last == self.form.campaign.month_before(self.month) {
            ""
        } else {
            "（中间有月份没有采用它的表）"
        };
        let told = if self.begins_anew(figure, last) {
            let of = if since.is_empty() { "应是当月的" } else { "今年采用了的只有当月的" };
            format!("累计{said}，这一项每年重新累计，{of} {expected}{since}")
        } else {
            let merged = stated.and_then(|stated| self.with_merged(figure, expected, stated));
            let merged = merged.unwrap_or_default();
            format!("累计{said}，{}累计 {sum} 加当月 {this} 应是 {expected}{since}{merged}", last.name())
        };
        let told = match stated.filter(|stated| self.by_months(figure, last, received) == Some(*stated)) {
            Some(stated) => format!(
                "{told}；但它各月的当月数相加正好是 {stated}，汇总的累计也是这样算的，可能是上次的累计错了"
            ),
            None => told,
        };
        let fell = stated.is_some_and(|stated| stated < sum) && expected >= sum;
        let code = if fell { FindingCode::TotalFell } else { FindingCode::TotalDoesNotCarry };
        let (grade, code, told) = self.explained(row, (Grade::Verify, code, told));
        found.push(finding(grade, code, (row, figure), cell, &expected.to_string(), &told));
    }

    /// What the unit's months add up to with this one, as the office counts them: the last total may have been accepted though
    /// it was wrong, and this one is right again.
    fn by_months(&self, figure: &Figure, last: Month, received: &ReceivedFigure) -> Option<Amount> {
        if self.begins_anew(figure, last) {
            return None;
        }
        Some(self.inbox.added(self.form, last, self.member.id, figure)? + received.month.value.amount()?)
    }

    /// That a total has as much more as the units last stated that became part of this one, as a part of a sentence. The office
    /// counts their months as theirs.
    fn with_merged(&self, figure: &Figure, expected: Amount, stated: Amount) -> Option<String> {
        let theirs: Vec<(&str, Amount)> = self
            .merged
            .iter()
            .filter_map(|(unit, last)| Some((unit.name.as_str(), total(last, figure.id)?)))
            .collect();
        let sum = theirs.iter().fold(expected, |sum, (_, amount)| sum + *amount);
        let names: Vec<String> =
            theirs.iter().map(|(name, amount)| format!("{name}最后一次报的累计 {amount}")).collect();
        (sum == stated && !theirs.is_empty())
            .then(|| format!("；多出来的正好是并入的{}，它报过的月份汇总里照算", names.join("、")))
    }

    /// What the unit itself explained is only pointed out.
    fn explained(&self, row: &Row, found: (Grade, FindingCode, String)) -> (Grade, FindingCode, String) {
        match (found, self.report.note_on(row.number)) {
            ((Grade::Verify, _, told), Some(note)) => {
                (Grade::Hint, FindingCode::Explained, format!("{told}；单位的说明：{}", note.text))
            }
            (found, _) => found,
        }
    }

    /// Whether a figure's total has begun anew since a month: January may be one of those that did not come.
    pub(super) fn begins_anew(&self, figure: &Figure, since: Month) -> bool {
        figure.scope == Scope::Year && since.year() != self.month.year()
    }

    /// Why nothing can have been counted before this month, if that is so.
    fn has_no_past(&self, figure: &Figure) -> Option<String> {
        let first = self.form.campaign.first_month;
        if self.month == first {
            Some(format!("活动从{}开始", first.name()))
        } else if figure.scope == Scope::Year && self.month.number() == 1 {
            Some("这一项每年重新累计".to_owned())
        } else {
            None
        }
    }
}
