//! What counts of a unit's month after something was decided: which report does, which one waits, or why there is none.

use std::collections::BTreeSet;

use serde::Serialize;

use super::inbox::{Inbox, Standing};
use super::received::ReportRef;
use super::register::MemberId;
use super::sorted_inbox::SortedInbox;
use crate::notice::Form;
use crate::period::{Month, date_name};
use crate::wording::quoted;

/// What counts of one unit's month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Counting {
    #[serde(skip)]
    pub place: (Month, MemberId),
    pub unit: String,
    pub month: Month,
    pub standing: Standing,
    /// The report that counts.
    pub report: Option<ReportRef>,
    /// The report that waits for the clerk.
    pub waiting: Option<ReportRef>,
    /// Both in words.
    pub words: String,
}

impl Counting {
    /// The same with the unit and the month.
    pub fn sentence(&self) -> String {
        format!("{}{}{}", self.unit, self.month.name(), self.words)
    }
}

impl SortedInbox {
    /// What counts of the units' months that are others than `before`, in the order of the months.
    pub fn counting_since(&self, form: &Form, before: &Self) -> Vec<Counting> {
        let [had, has] = [before, self].map(|inbox| &inbox.sorted(form).versions);
        let judged = before.judgements.keys().chain(self.judgements.keys());
        let places: BTreeSet<(Month, MemberId)> =
            judged.chain(had.keys()).chain(has.keys()).copied().collect();
        let is_other = |place: &(Month, MemberId)| {
            had.get(place) != has.get(place)
                || has.get(place).is_some_and(|versions| {
                    versions.iter().any(|at| before.received_on(*at) != self.received_on(*at))
                })
                || before.judgement(place.0, place.1) != self.judgement(place.0, place.1)
        };
        let counted = places.into_iter().filter(is_other).filter_map(|place| {
            let counting = self.counting(form, place)?;
            let words =
                format!("{}{}", counting.words, self.arrival_since(form, before, place).unwrap_or_default());
            Some(Counting { words, ..counting })
        });
        let mut counted: Vec<Counting> = counted.collect();
        if let Some((last, begins)) = counted.last_mut().zip(self.begins_otherwise(before)) {
            last.words = format!("{}；{begins}", last.words);
        }
        counted
    }

    /// That another day is now that of the first report of a unit's month, by which it is on time or late.
    fn arrival_since(&self, form: &Form, before: &Self, (month, unit): (Month, MemberId)) -> Option<String> {
        let stands = |inbox: &Self| {
            let stands = inbox.unit_month(form, inbox.sorted(form), month, inbox.register.member(unit)?);
            Some((stands.first_received?, stands.is_late))
        };
        let ((had, was_late), (has, is_late)) = stands(before).zip(stands(self))?;
        let lateness = match (was_late, is_late) {
            (false, true) => "，算迟报",
            (true, false) => "，不算迟报",
            _ => "",
        };
        (had != has).then(|| format!("；首次收到的日期由{}改为{}{lateness}", date_name(had), date_name(has)))
    }

    /// What counts of a unit's month; nothing of a unit that the register does not know.
    fn counting(&self, form: &Form, place: (Month, MemberId)) -> Option<Counting> {
        let (month, unit) = place;
        let stands = self.unit_month(form, self.sorted(form), month, self.register.member(unit)?);
        let counted = match (stands.version, stands.standing) {
            (Some(at), _) => format!("采用的是{}", self.named(at)),
            (None, Standing::Returned) => "没有采用的表，等单位重报".to_owned(),
            (None, Standing::Exempt) => "没有采用的表，不算应报".to_owned(),
            (None, Standing::Missing) if stands.is_expected => "没有采用的表，算未报".to_owned(),
            (None, _) => "没有采用的表".to_owned(),
        };
        let waits = stands.waiting.map(|at| format!("；{}等您处理", self.named(at))).unwrap_or_default();
        Some(Counting {
            place,
            unit: stands.name,
            month,
            standing: stands.standing,
            report: stands.version,
            waiting: stands.waiting,
            words: format!("{counted}{waits}"),
        })
    }

    /// The same inbox where a report, a list or a scan is left out, with what follows by itself.
    #[must_use]
    pub fn without(&self, form: &Form, left_out: ReportRef) -> Self {
        let mut after = self.clone();
        after.inbox_mut().assignments.entry(left_out).or_default().excluded = Some(String::new());
        for place in self.months_of(left_out) {
            if let Some(judged) = after.judgements_mut(place).get_mut(&place) {
                (judged.version, judged.verdict) = (None, None);
            }
        }
        after.settle(form);
        after
    }
}

impl Inbox {
    /// The units' months in which a report counts.
    pub fn months_of(&self, report: ReportRef) -> impl Iterator<Item = (Month, MemberId)> {
        let counted = self.judgements.iter().filter(move |(_, judged)| judged.version == Some(report));
        counted.map(|(place, _)| *place)
    }

    /// A report by the name of its file, with its sheet where the file holds several, and its number where another file has the
    /// same name.
    pub(super) fn named(&self, at: ReportRef) -> String {
        let Some(receipt) = self.receipt(at) else { return String::new() };
        let name = match self.sheet(at).filter(|_| receipt.places().count() > 1) {
            Some(sheet) => format!("{} · {sheet}", receipt.name),
            None => receipt.name.clone(),
        };
        let is_single = self.receipts.values().filter(|other| other.name == receipt.name).count() < 2;
        if is_single { quoted(&name) } else { format!("{}（{at}）", quoted(&name)) }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Verdict;
    use super::super::examples::{register, report, settled};
    use super::*;
    use crate::report::examples::form;

    fn two_of_one_month() -> SortedInbox {
        let of = |figures: &str| report(form(), "龙沙镇", "2022-03", figures);
        SortedInbox::from(settled(register(&["龙沙镇", "龙驹镇"]), vec![of("1a=1"), of("1a=2")]).0)
    }

    fn told(before: &SortedInbox, after: &SortedInbox) -> Vec<String> {
        after.counting_since(form(), before).iter().map(Counting::sentence).collect()
    }

    fn at(text: &str) -> ReportRef {
        text.parse().unwrap()
    }

    #[test]
    fn where_the_report_that_counts_is_left_out_the_next_sound_one_does() {
        let before = two_of_one_month();
        assert_eq!(told(&before, &before.without(form(), at("1/0"))), ["龙沙镇2022年3月采用的是“2.xlsx”"]);
        let after = before.without(form(), at("1/0"));
        let nothing = after.without(form(), at("2/0"));
        assert_eq!(told(&after, &nothing), ["龙沙镇2022年3月没有采用的表，算未报"]);
        assert_eq!(told(&before, &before), [""; 0]);
    }

    #[test]
    fn where_the_first_to_come_is_left_out_the_day_of_the_next_is_told() {
        let mut inbox = two_of_one_month();
        let second = inbox.inbox_mut().receipts.values_mut().nth(1).unwrap();
        std::sync::Arc::make_mut(second).taken_at = "2022-04-02T09:00:00+08:00".parse().unwrap();
        let after = inbox.without(form(), at("1/0"));
        assert_eq!(
            told(&inbox, &after),
            ["龙沙镇2022年3月采用的是“2.xlsx”；首次收到的日期由2022年3月20日改为2022年4月2日，算迟报"]
        );
    }

    #[test]
    fn what_waits_is_told_beside_what_counts() {
        let before = two_of_one_month();
        let mut after = before.clone();
        let place = *before.judgements.keys().next().unwrap();
        after.judgements_mut(place).get_mut(&place).unwrap().phone = Some("明天报".into());
        assert_eq!(told(&before, &after), ["龙沙镇2022年3月采用的是“1.xlsx”；“2.xlsx”等您处理"]);
        let judged = after.judgements_mut(place).get_mut(&place).unwrap();
        (judged.version, judged.verdict) = (None, Some(Verdict::Returned(at("2/0"))));
        assert_eq!(told(&before, &after), ["龙沙镇2022年3月没有采用的表，等单位重报"]);
    }
}
