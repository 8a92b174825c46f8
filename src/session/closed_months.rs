//! What a closed month says, beside what counts now. A late report or a correction that counts leaves the closed form as it is, so
//! the two may differ; nothing here makes them agree.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;

use serde::Serialize;

use super::facet::Collation;
use super::{ChangedMonth, Session};
use crate::amount::Amount;
use crate::collation::{Coverage, Inbox};
use crate::error::Error;
use crate::notice::FigureId;
use crate::period::Month;
use crate::report::{Difference, Quantity, Sheet, live_sheet};
use crate::store::{Logged, Place};
use crate::wording::quoted;

/// What to do where a closed form and what counts now differ.
pub const TO_CORRECT: &str = "要改报，先重新打开或作更正";

/// What the reports that count now come to, where the closed form says something else or is of other units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SumNow {
    pub month: Option<Amount>,
    pub total: Option<Amount>,
    #[serde(flatten)]
    pub coverage: Coverage,
    /// Both in a sentence.
    pub words: String,
}

/// A figure of a closed form.
pub(super) struct Closed {
    /// Of how many units the closed sum is.
    pub then: Coverage,
    pub now: Option<SumNow>,
}

impl<S: Deref<Target = Session>> Collation<S> {
    /// The figures of a closed month: of how many units each is, and what counts now where that is something else. Empty for
    /// a month that is not closed.
    pub(super) fn since_closed(
        &self,
        month: Month,
        sheet: &Sheet,
    ) -> Result<BTreeMap<FigureId, Closed>, Error> {
        let (form, ledger) = (self.session.form(), self.session.ledger()?);
        if ledger.reported(month).is_none() {
            return Ok(BTreeMap::new());
        }
        let live = live_sheet(form, ledger, month)?;
        let closed_with = self.inbox_when_closed(month)?;
        let figures = form.figures_in_rows().map(|(row, figure)| {
            let amounts = |sheet: &Sheet| {
                let cell = sheet.cell(figure.id);
                (cell.and_then(|cell| cell.month.amount()), cell.and_then(|cell| cell.total.amount))
            };
            let (closed, now) = (amounts(sheet), amounts(&live));
            let [then, coverage] =
                [&closed_with, self.inbox()].map(|inbox| inbox.coverage(self.sorted(), month, row, figure));
            let is_another = sheet.differences.iter().any(|one| one.figure == figure.id);
            let now = (is_another || then.is_of_others(&coverage)).then(|| {
                let words = words(closed, now, &coverage);
                SumNow { month: now.0, total: now.1, coverage, words }
            });
            (figure.id, Closed { then, now })
        });
        Ok(figures.collect())
    }

    /// That a form is of other units now than when it was closed though its numbers are the same, as a sentence.
    pub fn covered_otherwise(&self, month: Month, then: &Coverage) -> Option<String> {
        let now = self.inbox().form_coverage(self.sorted(), month);
        then.is_of_others(&now).then(|| {
            let of = |coverage: &Coverage| format!("{}/{}", coverage.units, coverage.expected);
            format!(
                "{}关账时汇总了 {} 个单位，现在是 {} 个，报出的数都没有变；写明缺哪些单位的邮件和通报，改好以后可以重新发",
                month.name(),
                of(then),
                of(&now)
            )
        })
    }

    /// The inbox with what had come in and what counted when a month was closed, as the log has it.
    pub(super) fn inbox_when_closed(&self, month: Month) -> Result<Inbox, Error> {
        let log = self.session.store.log()?;
        let revision = self.session.ledger()?.reported(month);
        let is_closing = |logged: &Logged| {
            matches!(logged.change.place, Place::Revision(at, number)
                if at == month && Some(number) == revision.map(|revision| revision.sheet.revision))
                && logged.change.after.is_some()
        };
        // A log that was rescued may lack the closing itself.
        let closed = log.iter().rposition(is_closing).unwrap_or_else(|| {
            log.partition_point(|logged| revision.is_some_and(|revision| logged.at <= revision.at))
        });
        let mut inbox = self.inbox().clone();
        let changes = || log.iter().take(closed).map(|logged| &logged.change);
        let mut taken = BTreeSet::new();
        for change in changes() {
            if let Place::Taken(receipt) = change.place {
                if change.after.is_some() {
                    taken.insert(receipt)
                } else {
                    taken.remove(&receipt)
                };
            }
        }
        inbox.receipts.retain(|receipt, _| taken.contains(receipt));
        inbox.judgements = self.session.store.decided_by(changes())?;
        Ok(inbox)
    }
}

impl ChangedMonth {
    /// What the month said when it was closed and what it comes to now, as a sentence.
    pub fn words(&self) -> String {
        const MOST: usize = 3;
        let said = |one: &Difference| {
            let quantity = match one.quantity {
                Quantity::Month => "当月",
                Quantity::Total => "累计",
            };
            let name = quoted(&one.name);
            format!("{name}{quantity} {} → {}", said(one.reported), said(one.now))
        };
        let first: Vec<String> = self.differences.iter().take(MOST).map(said).collect();
        let more = match self.differences.len() {
            0..=MOST => String::new(),
            count => format!(" 等 {count} 个数"),
        };
        format!("{}关账时的数和现在采用的加起来不一样：{}{more}", self.name, first.join("，"))
    }
}

type Amounts = (Option<Amount>, Option<Amount>);

/// Both in a sentence. A total that only follows its month is not told again.
fn words(closed: Amounts, now: Amounts, coverage: &Coverage) -> String {
    let mut told = Vec::new();
    if closed.0 != now.0 {
        let Coverage { units, expected, .. } = coverage;
        told.push(format!(
            "关账时 {}，现在采用的加起来是 {}（{units}/{expected}）",
            said(closed.0),
            said(now.0)
        ));
    }
    let ten_thousandths = |amount: Option<Amount>| amount.map_or(0, Amount::ten_thousandths);
    let moved = |(from, to): Amounts| ten_thousandths(to) - ten_thousandths(from);
    if moved((closed.1, now.1)) != moved((closed.0, now.0)) {
        told.push(format!("累计关账时 {}，现在是 {}", said(closed.1), said(now.1)));
    }
    if told.is_empty() {
        let Coverage { units, expected, .. } = coverage;
        told.push(format!("数没有变，现在是 {units}/{expected} 个单位的"));
    }
    told.join("；")
}

fn said(amount: Option<Amount>) -> String {
    amount.map_or_else(|| "空白".to_owned(), |amount| amount.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::examples::{form, id};

    fn told(closed: [&str; 2], now: [&str; 2]) -> String {
        let amount = |text: &str| Amount::parse(text, form().find(id("1a")).unwrap().1.decimals()).ok();
        let amounts = |[month, total]: [&str; 2]| (amount(month), amount(total));
        words(amounts(closed), amounts(now), &Coverage { units: 4, expected: 4, ..Coverage::default() })
    }

    #[test]
    fn a_total_is_told_where_it_does_not_just_follow_its_month() {
        assert_eq!(told(["30", "30"], ["130", "130"]), "关账时 30，现在采用的加起来是 130（4/4）");
        assert_eq!(told(["20", "50"], ["20", "150"]), "累计关账时 50，现在是 150");
        assert_eq!(
            told(["", "50"], ["2", "152"]),
            "关账时 空白，现在采用的加起来是 2（4/4）；累计关账时 50，现在是 152"
        );
    }
}
