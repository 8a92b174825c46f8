//! The reports of a month, compared with the present records.
//!
//! A frozen sheet is never made again: an old revision is shown as it was, and what it should say today is
//! computed separately. Freezing and sending are decided in the session; nothing here changes anything.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::live::{amounts_through, cells, of_cells};
use super::sheet::Cells;
use super::{Difference, Ledger, Quantity, Revision, Sending, Sheet, Stage};
use crate::amount::Amount;
use crate::notice::{Figure, Form, Row};
use crate::period::{Month, PeriodError};

/// One month as it is shown: if it is final, its report with the differences from the records; else the
/// records.
pub fn sheet(form: &Form, ledger: &Ledger, month: Month) -> Result<Sheet, PeriodError> {
    ledger.check_month(form, month)?;
    Ok(reported_or_live(form, ledger, month, cells(form, ledger, month)))
}

/// One month as it is shown, from the cells of its records.
pub(super) fn reported_or_live(form: &Form, ledger: &Ledger, month: Month, cells: Cells) -> Sheet {
    let last = ledger.revisions(month).last();
    let differences = last.map(|last| compare(form, &last.sheet.cells, &cells)).unwrap_or_default();
    let sheet = match ledger.reported(month) {
        Some(revision) => revision.sheet(),
        None => of_cells(form, ledger, month, cells),
    };
    Sheet { differences, ..sheet }
}

/// The differences between the month's last revision and the records; empty if there is no revision.
///
/// While a reopened month is being filled in, these are the changes of the coming revision.
pub fn differences(form: &Form, ledger: &Ledger, month: Month) -> Vec<Difference> {
    let last = ledger.revisions(month).last();
    last.map(|last| compare(form, &last.sheet.cells, &cells(form, ledger, month))).unwrap_or_default()
}

/// The same of every month with a revision; a month without any difference is not there.
pub fn all_differences(form: &Form, ledger: &Ledger) -> BTreeMap<Month, Vec<Difference>> {
    let last = ledger.months.iter().filter_map(|(month, record)| Some((*month, &**record.revisions.last()?)));
    of_months(form, ledger, &last.collect())
}

/// The same of given revisions. Each figure is added up once through all months.
fn of_months(
    form: &Form,
    ledger: &Ledger,
    revisions: &BTreeMap<Month, &Revision>,
) -> BTreeMap<Month, Vec<Difference>> {
    let mut differences: BTreeMap<Month, Vec<Difference>> = BTreeMap::new();
    let Some((last, _)) = revisions.last_key_value() else { return differences };
    for (row, figure) in form.figures_in_rows() {
        for (month, now) in amounts_through(form, ledger, (row, figure), *last) {
            let Some(revision) = revisions.get(&month) else { continue };
            let mut found = of_figure(row, figure, &revision.sheet.cells, now).peekable();
            if found.peek().is_some() {
                differences.entry(month).or_default().extend(found);
            }
        }
    }
    differences
}

fn compare(form: &Form, reported: &Cells, now: &Cells) -> Vec<Difference> {
    let figures = form.figures_in_rows();
    figures.flat_map(|(row, figure)| of_figure(row, figure, reported, amounts(now, figure))).collect()
}

/// The month and the total of a figure.
fn amounts(cells: &Cells, figure: &Figure) -> (Option<Amount>, Option<Amount>) {
    let cell = cells.get(&figure.id);
    cell.map_or((None, None), |cell| (cell.month.amount(), cell.total.amount))
}

fn of_figure(
    row: &Row,
    figure: &Figure,
    reported: &Cells,
    now: (Option<Amount>, Option<Amount>),
) -> impl Iterator<Item = Difference> {
    // An edition that had no such figure has reported nothing that could be contradicted.
    let was_asked = reported.contains_key(&figure.id);
    let reported = amounts(reported, figure);
    let quantities = [(Quantity::Month, reported.0, now.0), (Quantity::Total, reported.1, now.1)];
    let changed = quantities.into_iter().filter(move |(_, reported, now)| was_asked && reported != now);
    changed.map(|(quantity, reported, now)| Difference {
        figure: figure.id,
        row: row.number,
        name: figure.name.clone(),
        unit: figure.unit.clone(),
        quantity,
        reported,
        now,
    })
}

impl Ledger {
    /// The reports of a month, oldest first; empty if there are none.
    pub fn revisions(&self, month: Month) -> &[Arc<Revision>] {
        self.months.get(&month).map_or(&[], |record| &record.revisions)
    }

    /// One of the month's reports by its number.
    pub fn revision(&self, month: Month, number: u32) -> Option<&Revision> {
        self.revisions(month).get(usize::try_from(number).ok()?).map(AsRef::as_ref)
    }

    /// Whether one of the month's reports was sent, even if the month is open again.
    pub fn was_sent(&self, month: Month) -> bool {
        self.first_sent(month).is_some()
    }

    /// How the month's first sent report was sent.
    pub fn first_sent(&self, month: Month) -> Option<&Sending> {
        self.revisions(month).iter().find_map(|revision| revision.sending.as_ref())
    }

    /// The revision that counts as the month's report; `None` while the month is being filled in.
    pub fn reported(&self, month: Month) -> Option<&Revision> {
        let record = self.months.get(&month).filter(|record| record.stage != Stage::Open)?;
        record.revisions.last().map(AsRef::as_ref)
    }

    /// The months whose reports differ from the records, in order.
    pub fn to_correct(&self, form: &Form) -> Vec<Month> {
        let reported = self.months.keys().filter_map(|month| Some((*month, self.reported(*month)?)));
        of_months(form, self, &reported.collect()).into_keys().collect()
    }

    /// The first of these months that follows a reopened month which is not final yet, and that reopened month.
    pub fn open_before(&self, months: &[Month]) -> Option<(Month, Month)> {
        months.iter().find_map(|month| {
            let earlier = self.months.range(..month);
            let mut open =
                earlier.filter(|(_, record)| record.stage == Stage::Open && !record.revisions.is_empty());
            open.next().map(|(open, _)| (*open, *month))
        })
    }

    /// The number of the revision that counts or is being filled in.
    pub fn revision_number(&self, month: Month) -> u32 {
        let record = self.months.get(&month);
        let revisions = record.map_or(0, |record| record.revisions.len());
        let begun = usize::from(record.is_none_or(|record| record.stage == Stage::Open));
        u32::try_from((revisions + begun).saturating_sub(1)).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::super::examples::{adjust, finalize, form, id, ledger, month};
    use super::super::{State, live_sheet, revision_name};
    use super::*;
    use crate::unit::UnitKind;

    fn reported() -> Ledger {
        let mut ledger = ledger(
            UnitKind::from("township"),
            "2022-01",
            &[("2022-01", "2a=10 9=3"), ("2022-02", "2a=1"), ("2022-03", "2a=2"), ("2022-04", "2a=4")],
        );
        for (at, sent) in [("2022-01", true), ("2022-02", true), ("2022-03", false)] {
            finalize(&mut ledger, at, sent);
        }
        ledger
    }

    fn told(ledger: &Ledger, at: &str) -> Vec<String> {
        let text = |amount: Option<Amount>| amount.map_or("空白".into(), |amount| amount.to_string());
        let differences = differences(form(), ledger, month(at)).into_iter();
        let line = |one: Difference| {
            format!("{} {:?} {} → {}", one.figure, one.quantity, text(one.reported), text(one.now))
        };
        differences.map(line).collect()
    }

    #[test]
    fn a_change_to_an_earlier_month_shows_in_every_later_report() {
        let mut ledger = reported();
        assert_eq!(ledger.to_correct(form()), []);
        // January was reopened and corrected.
        let january = ledger.months.get_mut(&month("2022-01")).unwrap();
        january.stage = Stage::Open;
        january.entries.insert(id("2a"), "7".into());
        assert_eq!(told(&ledger, "2022-02"), ["2a Total 11.00 → 8.00"]);
        assert_eq!(told(&ledger, "2022-03"), ["2a Total 13.00 → 10.00"]);
        assert_eq!(told(&ledger, "2022-04"), [""; 0], "it has not reported anything");
        assert_eq!(
            told(&ledger, "2022-01"),
            ["2a Month 10.00 → 7.00", "2a Total 10.00 → 7.00"],
            "what the coming revision changes"
        );
        assert_eq!(ledger.to_correct(form()), [month("2022-02"), month("2022-03")]);
    }

    #[test]
    fn a_report_shows_what_it_said_and_beside_it_what_it_should_say() {
        let mut ledger = reported();
        adjust(&mut ledger, "2022-01", "9", "-2");
        let march = sheet(form(), &ledger, month("2022-03")).unwrap();
        assert_eq!(march.state, State::Final);
        assert_eq!(march.cell(id("9")).unwrap().total.amount.unwrap().to_string(), "3");
        assert_eq!(march.differences.len(), 1);
        let april = sheet(form(), &ledger, month("2022-04")).unwrap();
        assert_eq!((april.state, april.revision), (State::Draft, 0));
        assert_eq!(april.cell(id("9")).unwrap().total.amount.unwrap().to_string(), "1");
    }

    #[test]
    fn revisions_are_counted_from_the_first_report() {
        let mut ledger = reported();
        assert_eq!(ledger.revision_number(month("2022-01")), 0);
        assert_eq!(ledger.revision_number(month("2022-05")), 0);
        ledger.months.get_mut(&month("2022-01")).unwrap().stage = Stage::Open;
        assert_eq!(ledger.revision_number(month("2022-01")), 1);
        finalize(&mut ledger, "2022-01", false);
        assert_eq!(ledger.revision_number(month("2022-01")), 1);
        assert_eq!((revision_name(0), revision_name(2)), (None, Some("更正2".into())));
    }

    #[test]
    fn a_frozen_sheet_is_read_again_unchanged() {
        let mut ledger = reported();
        adjust(&mut ledger, "2022-04", "2a", "-1");
        ledger.months.get_mut(&month("2022-04")).unwrap().entries.insert(id("4"), "三个".into());
        for at in ["2022-01", "2022-04"] {
            let sheet = live_sheet(form(), &ledger, month(at)).unwrap();
            assert_eq!(Sheet::thawed(&sheet.frozen().unwrap()), Some(sheet));
        }
        assert_eq!(Sheet::thawed("{}"), None);
    }
}
