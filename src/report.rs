//! A unit's months: the records, their totals, and the findings of the checks.
//!
//! Everything here is a pure function of the form and a [`Ledger`]. Totals are computed when they are read and never
//! stored, so a correction to March shows at once in April to June. No disk, no clock and no screen.

mod adjustment;
mod check;
mod derived;
mod entry;
mod finding;
mod live;
mod matrix;
mod relation;
mod reported;
mod revision;
mod sheet;
mod shown;
mod total;
mod trace;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use adjustment::{Adjustment, LONGEST_REASON};
use chrono::NaiveDate;
pub use derived::read_entry;
pub use entry::{Entry, LONGEST_TEXT, LONGEST_TYPED_TEXT, kept_text, refuse_unreadable};
pub use finding::{Check, CheckCode, Level, Subject};
pub use live::{course, live_sheet, state};
pub use matrix::{Mark, MarkMeaning, Matrix, MatrixCell, MatrixMonth, MatrixRow, matrix};
pub use reported::{all_differences, differences, sheet};
pub use revision::{DocumentName, Revision, Sending, report_name, revision_name};
pub use sheet::{Cell, Difference, Quantity, Sheet, State, Total};
pub use total::total;
pub use trace::{Trace, TracePoint, trace};

pub(crate) use check::FAR;
pub(crate) use derived::{combined, filled_terms};
pub(crate) use total::{counts_by_year, opening_counts, totals};

use crate::notice::{Figure, FigureId, Form, Row, TextId};
use crate::period::{Month, PeriodError};
use crate::unit::{Unit, UnitKind};

/// Everything one unit has recorded with one form (台账).
///
/// The texts are those in the cells: in canonical form if they could be read, as typed if not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ledger {
    /// Who reports.
    pub unit: Unit,
    /// The opening balance: each figure's total up to the month before [`Unit::first_month`].
    pub opening: BTreeMap<FigureId, String>,
    /// The months that have a record.
    pub months: BTreeMap<Month, Record>,
}

/// One month's record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// The texts in the 当月 cells. A blank cell has none.
    pub entries: BTreeMap<FigureId, String>,
    /// Whether it was deliberately marked 当月无数据.
    pub no_data: bool,
    /// 填报时间 as the officer set it.
    pub filled_on: Option<NaiveDate>,
    /// The day of the last change, used as 填报时间 if none was set.
    pub changed_on: Option<NaiveDate>,
    /// What the officer typed that is no figure. An empty text stands where a field was emptied.
    pub texts: BTreeMap<TextId, String>,
    /// 累计调整
    pub adjustments: BTreeMap<FigureId, Adjustment>,
    /// The written answers to warnings (说明).
    pub explanations: BTreeMap<Subject, String>,
    /// How far the reporting of the month has come.
    pub stage: Stage,
    /// Why the month was reopened; kept until it is final.
    pub reason: Option<String>,
    /// Its reports, oldest first.
    pub revisions: Vec<Arc<Revision>>,
}

/// How far the reporting of a month has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    /// It is being filled in.
    #[default]
    Open,
    /// The last revision is final: nothing in the month can be changed.
    Final,
    /// The last revision was sent.
    Sent,
}

impl Ledger {
    /// The months from `first` through `last` that are reported. One with a record is among them, even if a later edition of
    /// the notice exempts it: what was reported stays in the totals.
    pub fn months_through<'a>(
        &'a self,
        form: &'a Form,
        first: Month,
        last: Month,
    ) -> impl Iterator<Item = Month> + use<'a> {
        let exempt = &form.campaign.due.exempt;
        first
            .through(last)
            .filter(|month| !exempt.contains(&month.number()) || self.months.contains_key(month))
    }

    /// The last month before another that is reported.
    pub fn month_before(&self, form: &Form, month: Month) -> Month {
        let before = form.campaign.month_before(month);
        let exempt = || before.next().through(month.previous());
        exempt().filter(|month| self.months.contains_key(month)).last().unwrap_or(before)
    }

    /// Whether the month was last reported in an edition of the notice that had no such figure.
    pub fn had_no(&self, figure: &Figure, month: Month) -> bool {
        self.revisions(month).last().is_some_and(|last| last.sheet.cell(figure.id).is_none())
    }

    /// Whether an opening balance is required, because the unit began later than the campaign. If it began with the
    /// campaign, an opening balance for the weeks before the first month is possible, but not required.
    pub fn wants_opening(&self, form: &Form) -> bool {
        form.campaign.month_before(self.unit.first_month) >= form.campaign.first_month
    }

    /// The campaign's last month; while it has no end, the last one that is recorded.
    pub fn last_month(&self, form: &Form) -> Month {
        let recorded = self.months.keys().next_back().copied().unwrap_or(self.unit.first_month);
        form.campaign.last_month_or(recorded.max(self.unit.first_month))
    }

    /// Refuses a month outside the campaign or before the unit's start.
    pub fn check_month(&self, form: &Form, month: Month) -> Result<(), PeriodError> {
        form.campaign.check(month)?;
        if month < self.unit.first_month {
            return Err(PeriodError::BeforeStart(self.unit.first_month));
        }
        Ok(())
    }

    /// A text of a month. A field around the table says what it said in the last month in which it was changed.
    pub fn text(&self, id: TextId, month: Month) -> &str {
        let own = self.months.get(&month).and_then(|record| record.texts.get(&id));
        own.map_or_else(|| self.text_before(id, month), String::as_str)
    }

    /// What a text says in a month in which it was not changed.
    pub fn text_before(&self, id: TextId, month: Month) -> &str {
        let mut before = self.months.range(..month).rev();
        let earlier = id.is_field().then(|| before.find_map(|(_, record)| record.texts.get(&id)));
        earlier.flatten().map_or("", String::as_str)
    }

    /// Whether an office began to add up later: what was before is in the totals of its units.
    pub fn is_before_sums(&self, month: Month) -> bool {
        let with_sums = || self.months.iter().find(|(_, record)| !record.entries.is_empty());
        self.unit.kind.is_office() && with_sums().is_some_and(|(first, _)| month < *first)
    }

    /// Whether the month was marked 当月无数据.
    pub fn is_no_data(&self, month: Month) -> bool {
        self.months.get(&month).is_some_and(|record| record.no_data)
    }

    /// How many figures of a month are filled with an amount, and how many there are to fill.
    pub fn progress(&self, form: &Form, month: Month) -> (usize, usize) {
        let (mut filled, mut to_fill) = (0, 0);
        for (row, figure) in form.figures_in_rows().filter(|(_, figure)| !figure.is_derived()) {
            match self.entry(form, row, figure, month) {
                Entry::NotApplicable => {}
                // What the report's edition did not ask for may be filled in now, and need not be.
                Entry::Blank if self.had_no(figure, month) => {}
                entry => {
                    to_fill += 1;
                    filled += usize::from(entry.amount().is_some());
                }
            }
        }
        (filled, to_fill)
    }
}

/// Whether a unit of that kind fills in the figure.
pub fn applies(row: &Row, kind: &UnitKind) -> bool {
    !row.left_blank_by.contains(kind)
}

#[cfg(test)]
pub(crate) mod examples {
    //! Ledgers for the tests of this module and its parts.

    use super::*;
    use crate::amount::Amount;
    use crate::notice::Notice;

    pub(crate) fn notice() -> &'static Notice {
        Notice::built_in().unwrap()
    }

    pub(crate) fn form() -> &'static Form {
        notice().form("annex2").unwrap()
    }

    pub(crate) fn month(text: &str) -> Month {
        text.parse().unwrap()
    }

    pub(crate) fn id(text: &str) -> FigureId {
        text.parse().unwrap()
    }

    /// A unit's ledger from lines such as `("2022-03", "1a=120 2a=3.5")`; the month `opening` is the opening balance.
    pub(crate) fn ledger(kind: UnitKind, first_month: &str, lines: &[(&str, &str)]) -> Ledger {
        let unit = Unit {
            name: "龙沙镇".into(),
            kind,
            person: "张三".into(),
            phone: "58136197".into(),
            first_month: month(first_month),
            restart_each_year: false,
        };
        let mut ledger = Ledger { unit, opening: BTreeMap::new(), months: BTreeMap::new() };
        for (name, entries) in lines {
            let entries = entries.split_whitespace().filter_map(|entry| entry.split_once('='));
            let entries = entries.map(|(figure, text)| (id(figure), text.to_owned())).collect();
            if *name == "opening" {
                ledger.opening = entries;
            } else {
                ledger.months.insert(month(name), Record { entries, ..Record::default() });
            }
        }
        ledger
    }

    /// The form that comes with the program with relations, such as `("4=1b-5a", true)`, of which some are reckoned.
    pub(crate) fn form_with(relations: &[(&str, bool)]) -> Arc<Form> {
        let relation = |(says, derived): &(&str, bool)| serde_json::json!({"says": says, "of": "figures", "derived": derived});
        changed_form(|definition| {
            definition["forms"][0]["relations"] = relations.iter().map(relation).collect();
        })
    }

    /// The form that comes with the program with something else in its notice.
    pub(crate) fn changed_form(change: impl FnOnce(&mut serde_json::Value)) -> Arc<Form> {
        let mut definition = serde_json::from_str(crate::notice::BUILT_IN).unwrap();
        change(&mut definition);
        Arc::clone(Notice::read(&definition.to_string()).unwrap().form("annex2").unwrap())
    }

    /// Adds an adjustment to a month.
    pub(crate) fn adjust(ledger: &mut Ledger, at: &str, figure: &str, amount: &str) {
        let (_, definition) = form().find(id(figure)).unwrap();
        let amount = Amount::parse_signed(amount, definition.decimals()).unwrap();
        let record = ledger.months.entry(month(at)).or_default();
        record.adjustments.insert(id(figure), Adjustment { amount, reason: "纸质台账算错".into() });
    }

    /// Makes a month final as it is, or also sent.
    pub(crate) fn finalize(ledger: &mut Ledger, at: &str, sent: bool) {
        finalize_with(form(), ledger, at, sent);
    }

    /// The same with another form.
    pub(crate) fn finalize_with(form: &Form, ledger: &mut Ledger, at: &str, sent: bool) {
        let now = "2022-04-01T09:00:00+08:00".parse().unwrap();
        let sheet = live_sheet(form, ledger, month(at)).unwrap();
        let sending =
            sent.then(|| Sending { at: now, how: "邮件".into(), recipient: "区城管局".into() });
        let record = ledger.months.entry(month(at)).or_default();
        let revision = Revision {
            digest: "的校验码".into(),
            at: now,
            person: "张三".into(),
            sheet: sheet.into(),
            sending,
            documents: Vec::new(),
            kept_later: 0,
            scan: None,
        };
        record.revisions.push(Arc::new(revision));
        record.stage = if sent { Stage::Sent } else { Stage::Final };
    }
}

#[cfg(test)]
mod tests {
    use super::examples::*;
    use super::*;

    #[test]
    fn a_value_a_blank_and_not_applicable_are_three_things() {
        let ledger = ledger(UnitKind::from("township"), "2022-01", &[("2022-01", "1a=0 10a=5 2a=12吨")]);
        let entry = |figure: &str| {
            let (row, figure) = form().find(id(figure)).unwrap();
            ledger.entry(form(), row, figure, month("2022-01"))
        };
        assert_eq!(entry("1a").text(), "0");
        assert_eq!(entry("1b"), Entry::Blank);
        assert_eq!(entry("10a"), Entry::NotApplicable, "kept in the store, but no township fills it");
        assert!(matches!(entry("2a"), Entry::Unreadable { text, .. } if text == "12吨"));
        assert_eq!(ledger.progress(form(), month("2022-01")), (1, 20));
    }

    #[test]
    fn what_cannot_be_read_is_kept_as_typed_but_bounded() {
        let (_, weight) = form().find(id("2a")).unwrap();
        assert_eq!(kept_text(weight, " ３．５ ").as_deref(), Some("3.50"));
        assert_eq!(kept_text(weight, "12 吨").as_deref(), Some("12 吨"));
        assert_eq!(kept_text(weight, " \u{3000}"), None);
        assert_eq!(kept_text(weight, "a\u{0}\nb").as_deref(), Some("a  b"));
        assert_eq!(kept_text(weight, &"x".repeat(5000)).unwrap().chars().count(), LONGEST_TEXT);
    }

    #[test]
    fn a_sum_is_kept_as_its_terms_and_shown_as_its_result() {
        let (_, weight) = form().find(id("2a")).unwrap();
        for (typed, kept, shown) in [
            ("＝１.５＋ 2", "1.50+2.00", "3.50"),
            ("1+\n2", "1.00+2.00", "3.00"),
            ("=3.5", "3.50", "3.50"),
            ("=2022-3", "2022.00-3.00", "2019.00"),
        ] {
            assert_eq!(kept_text(weight, typed).as_deref(), Some(kept));
            assert_eq!(Entry::read(weight, Some(kept)).text(), shown);
            assert_eq!(kept_text(weight, kept).as_deref(), Some(kept), "typed again it is the same");
        }
        let (_, count) = form().find(id("4")).unwrap();
        assert_eq!(kept_text(count, "=2022-3").as_deref(), Some("=2022-3"), "not read as a month later");
        assert_eq!(Entry::read(count, Some("=2022-3")).text(), "2019");
        let json = serde_json::to_string(&Entry::read(weight, Some("3.5"))).unwrap();
        assert_eq!(
            json, r#"{"state":"value","amount":"3.50"}"#,
            "as reports were frozen before there were sums"
        );
        let sum = Entry::read(weight, Some("1+2"));
        assert_eq!(serde_json::from_str::<Entry>(&serde_json::to_string(&sum).unwrap()).unwrap(), sum);
    }

    #[test]
    fn what_is_kept_of_an_unreadable_text_is_not_read_as_a_number() {
        let (_, weight) = form().find(id("2a")).unwrap();
        let tiny = format!("0.{}1", "0".repeat(150));
        let long = format!("{}1", "1+".repeat(80));
        let short_but_for_its_decimals = format!("{}1", "1+".repeat(30));
        for typed in ["12\n5", "1\u{0}2", "3\t.5", &tiny, &long, &short_but_for_its_decimals] {
            assert!(matches!(Entry::read(weight, Some(typed)), Entry::Unreadable { .. }), "{typed:?}");
            let kept = kept_text(weight, typed).unwrap();
            assert!(
                matches!(Entry::read(weight, Some(&kept)), Entry::Unreadable { .. }),
                "{typed:?}: {kept:?}"
            );
        }
    }
}
