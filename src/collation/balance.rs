//! What the units state as their totals from before the first month of theirs that is collated here. A campaign that is taken up in its
//! middle has a past, and nobody types it: it follows from the first reports and stands as an adjustment (累计调整) of their
//! month, so that every total shows it with its reason.

use std::collections::BTreeMap;

use serde::Serialize;

use super::inbox::Inbox;
use super::received::ReceivedCell;
use super::register::{Member, MemberId};
use crate::amount::Amount;
use crate::hand_filled::CellReading;
use crate::notice::{Figure, FigureId, Form, Scope};
use crate::period::Month;
use crate::report::{Adjustment, Ledger, applies, counts_by_year};
use crate::wording::quoted;

/// What units state in their totals and no total of the office has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Earlier {
    /// Its name, or several where the reason is one.
    pub unit: String,
    /// The month whose reports state it.
    pub month: Month,
    pub figures: BTreeMap<FigureId, Amount>,
    /// All of it as a sentence.
    pub words: String,
}

impl Inbox {
    /// The month with which collation begins: as it was when the first month was closed, else the first of which a report counts.
    pub fn begins(&self) -> Option<Month> {
        let mut counted =
            self.judgements.keys().filter(|(month, unit)| self.counted(*month, *unit).is_some());
        self.begun.or_else(|| counted.next().map(|(month, _)| *month))
    }

    /// That collation begins with another month than before, as a part of a sentence: every total follows it.
    pub(super) fn begins_otherwise(&self, before: &Self) -> Option<String> {
        let (had, has) = before.begins().zip(self.begins()).filter(|(had, has)| had != has)?;
        let (had, has) = (had.name(), has.name());
        Some(format!("汇总由{had}起改为{has}起，以前的累计改按各单位{has}的表算，各月累计会跟着变"))
    }

    /// The first month of a unit of which a report counts.
    fn first_of(&self, unit: MemberId) -> Option<Month> {
        let ((first, _), _) = self.judgements.first_key_value()?;
        let ((last, _), _) = self.judgements.last_key_value()?;
        first.through(*last).find(|month| self.counted(*month, unit).is_some())
    }

    /// What units state up to a month and no total has: those that report later than the others, in the order of the register;
    /// those with a month in between that does not count; and in the campaign's first month whatever lies before it.
    pub fn earlier(&self, form: &Form, last: Month) -> Vec<Earlier> {
        let Some(begins) = self.begins() else { return Vec::new() };
        let members: Vec<&Member> = self.register.in_order();
        let own = members.iter().filter_map(|member| Some((*member, self.first_of(member.id)?)));
        let own: Vec<(&Member, Month)> = own.collect();
        let of_start: Vec<(&Member, Figures)> = own
            .iter()
            .copied()
            .filter(|(_, month)| *month == form.campaign.first_month && *month <= last)
            .map(|(member, month)| (member, self.stated_besides(form, last, member, month, None)))
            .filter(|(_, figures)| !figures.is_empty())
            .collect();
        let below: Vec<(&Member, Month)> = own.iter().copied().filter(|(_, month)| *month <= last).collect();
        let later = own.into_iter().filter(|(_, month)| *month > begins && *month <= last).filter_map(|(member, month)| {
            let figures = self.stated_besides(form, last, member, month, None);
            let told = named(form, &figures)?;
            Some(Earlier {
                unit: member.name.clone(),
                month,
                words: format!(
                    "{}从{}起才有采用的表，它以前的累计（{told}）没有算进汇总的累计；要算进去，请补收它以前各月的表",
                    member.name,
                    month.name(),
                ),
                figures,
            })
        });
        let gaps = members.iter().flat_map(|member| self.gaps(form, last, member));
        let below = below.into_iter().filter_map(|(member, month)| self.below_month(form, member, month));
        before_the_campaign(form, &of_start).into_iter().chain(later).chain(gaps).chain(below).collect()
    }

    /// Where a unit's first report states less in its totals than in the month: the totals of the office have what the months say.
    fn below_month(&self, form: &Form, member: &Member, month: Month) -> Option<Earlier> {
        let (_, report) = self.counted(month, member.id)?;
        let figures = form
            .figures_in_rows()
            .filter(|(row, figure)| applies(row, &member.kind) && !figure.is_derived())
            .filter_map(|(_, figure)| {
                let found = report.figure(figure.id)?;
                let (of_month, total) = found.month.value.amount().zip(found.total.value.amount())?;
                (total < of_month).then(|| (figure.id, of_month - total))
            });
        let lacking: Figures = figures.collect();
        let told = named(form, &lacking)?;
        let words = format!(
            "{}{}的累计比当月少（少 {told}），汇总的累计按各月的数相加，比它表上的多；请它更正",
            member.name,
            month.name()
        );
        let figures = lacking.into_iter().map(|(id, amount)| (id, -amount)).collect();
        Some(Earlier { unit: member.name.clone(), month, figures, words })
    }

    /// What a unit's total in a month has besides the month and what it stated in the month `before`.
    fn stated_besides(
        &self,
        form: &Form,
        last: Month,
        member: &Member,
        month: Month,
        before: Option<Month>,
    ) -> Figures {
        // What begins anew with January has nothing from before it.
        let is_open = |figure: &Figure| {
            figure.scope != Scope::Year || (month.year() == last.year() && month.number() > 1)
        };
        let began_anew = |figure: &Figure| {
            figure.scope == Scope::Year && before.is_some_and(|before| before.year() < month.year())
        };
        let Some((_, report)) = self.counted(month, member.id) else { return Figures::new() };
        let earlier = before.and_then(|before| self.counted(before, member.id)).map(|(_, report)| report);
        let figures = form.figures_in_rows().filter(|(row, figure)| {
            applies(row, &member.kind) && figure.has_total() && !figure.is_derived() && is_open(figure)
        });
        let besides = figures.filter_map(|(_, figure)| {
            let found = report.figure(figure.id)?;
            let besides = besides(figure, &found.month, &found.total)?;
            let known = match (before, earlier) {
                (None, _) => return Some((figure.id, besides)),
                _ if began_anew(figure) => return Some((figure.id, besides)),
                (Some(_), earlier) => earlier?.figure(figure.id)?.total.value.amount()?,
            };
            (besides > known).then(|| (figure.id, besides - known))
        });
        besides.collect()
    }

    /// The months of a unit that no report counts for, between two that do.
    fn gaps(&self, form: &Form, last: Month, member: &Member) -> Vec<Earlier> {
        let counted: Vec<Month> = self
            .judgements
            .keys()
            .filter(|(month, unit)| *unit == member.id && *month <= last)
            .map(|(month, _)| *month)
            .filter(|month| self.counted(*month, member.id).is_some())
            .collect();
        let pairs = counted.iter().zip(counted.iter().skip(1));
        let told = pairs.filter(|(before, month)| before.next() != **month).filter_map(|(before, month)| {
            let figures = self.stated_besides(form, last, member, *month, Some(*before));
            let told = named(form, &figures)?;
            let (first, until) = (before.next(), month.previous());
            let between =
                if first == until { first.name() } else { format!("{}至{}", first.name(), until.name()) };
            let words = format!(
                "{}{between}没有采用的表，它{}的累计里有那时的数（{told}），没有算进汇总的累计；要算进去，请补收",
                member.name,
                month.name(),
            );
            Some(Earlier { unit: member.name.clone(), month: *month, figures, words })
        });
        told.collect()
    }

    /// Puts what lies before the first reports of the units into the office's own ledger. In the first month of the campaign
    /// nothing does, and of a unit that reports later than the others only its months count: what it states besides is told
    /// unit by unit.
    pub fn fill_balance(&self, form: &Form, ledger: &mut Ledger) {
        let mut balances: BTreeMap<(Month, FigureId), (Amount, usize)> = BTreeMap::new();
        for member in self.register.members.values() {
            let first = self.first_of(member.id).filter(|first| self.has_past(form, *first));
            let Some(first) = first else { continue };
            let figures = form.figures_in_rows().filter(|(row, figure)| {
                applies(row, &member.kind) && !figure.is_derived() && !begins_anew(ledger, figure, first)
            });
            for (_, figure) in figures {
                let Some(before) = self.stated_before(first, member.id, figure) else { continue };
                let (sum, units) = balances
                    .entry((first, figure.id))
                    .or_insert_with(|| (Amount::zero(figure.decimals()), 0));
                *sum = *sum + before;
                *units += 1;
            }
        }
        for ((first, figure), (amount, units)) in balances {
            let record = ledger.months.entry(first).or_default();
            let reason = format!("{units} 个单位{}以前的累计，见各单位{}的表", first.name(), first.name());
            let stands = record.adjustments.remove(&figure);
            let adjustment = match stands {
                // Typed before it followed from the units.
                Some(typed) => Adjustment {
                    amount: typed.amount + amount,
                    reason: format!("{reason}；{}", typed.reason),
                },
                None => Adjustment { amount, reason },
            };
            record.adjustments.insert(figure, adjustment);
        }
    }

    /// Whether what lies before a unit's first month is in the totals: it reports from the beginning, and that is not the
    /// beginning of the campaign.
    fn has_past(&self, form: &Form, first: Month) -> bool {
        first > form.campaign.first_month && self.begins().is_some_and(|begins| first <= begins)
    }

    fn stated_before(&self, first: Month, unit: MemberId, figure: &Figure) -> Option<Amount> {
        let (_, report) = self.counted(first, unit)?;
        let found = report.figure(figure.id)?;
        besides(figure, &found.month, &found.total)
    }

    /// What of a total in a month a unit stated as its own from before its first month.
    pub(super) fn balance_of(
        &self,
        form: &Form,
        month: Month,
        unit: MemberId,
        figure: &Figure,
    ) -> Option<Amount> {
        let first = self.first_of(unit).filter(|first| *first <= month && self.has_past(form, *first))?;
        let starts_anew =
            figure.scope == Scope::Year && (first.number() == 1 || first.year() != month.year());
        if !figure.has_total() || figure.is_derived() || starts_anew {
            return None;
        }
        self.stated_before(first, unit, figure)
    }
}

type Figures = BTreeMap<FigureId, Amount>;

/// The first of several figures with its amount, and how many there are; nothing where there is none.
fn named(form: &Form, figures: &Figures) -> Option<String> {
    let (id, amount) = figures.iter().next()?;
    let (_, figure) = form.find(*id).ok()?;
    let more = if figures.len() > 1 { format!("等 {} 项", figures.len()) } else { String::new() };
    Some(format!("{} {amount} {}{more}", quoted(&figure.name), figure.unit))
}

/// What the totals of the campaign's first month have besides the month, of all units in one sentence.
fn before_the_campaign(form: &Form, units: &[(&Member, Figures)]) -> Option<Earlier> {
    let mut figures = Figures::new();
    for (id, amount) in units.iter().flat_map(|(_, figures)| figures) {
        figures.entry(*id).and_modify(|sum| *sum = *sum + *amount).or_insert(*amount);
    }
    let told = named(form, &figures)?;
    let names: Vec<&str> = units.iter().map(|(member, _)| member.name.as_str()).collect();
    let month = form.campaign.first_month;
    let words = format!(
        "{} 个单位（{}）{}的累计比当月多（共{told}）：活动从{}开始，以前的没有算进汇总的累计",
        names.len(),
        names.join("、"),
        month.name(),
        month.name(),
    );
    Some(Earlier { unit: names.join("、"), month, figures, words })
}

/// Whether the total of that month begins with the month itself.
fn begins_anew(ledger: &Ledger, figure: &Figure, month: Month) -> bool {
    month.number() == 1 && counts_by_year(&ledger.unit, figure)
}

/// What a stated total has besides its month; nothing where one of the two cannot be read, or where the total is smaller.
fn besides(figure: &Figure, month: &ReceivedCell, total: &ReceivedCell) -> Option<Amount> {
    let total = total.value.amount()?;
    let month = match &month.value {
        CellReading::Blank => Amount::zero(figure.decimals()),
        value => value.amount()?,
    };
    (total > month).then(|| total - month)
}

#[cfg(test)]
mod tests {
    use super::super::Received;
    use super::super::examples::{register, report, settled};
    use super::*;
    use crate::report::examples::{form, id, ledger, month};
    use crate::report::{live_sheet, total};
    use crate::unit::UnitKind;

    fn of(unit: &str, month: &str, figures: &str) -> Received {
        report(form(), unit, month, figures)
    }

    fn office(reports: Vec<Received>) -> Ledger {
        let (inbox, _) = settled(register(&["甲镇", "乙镇", "丙镇"]), reports);
        let mut ledger = ledger(UnitKind::office(), "2022-01", &[]);
        inbox.fill(form(), &mut ledger);
        inbox.fill_balance(form(), &mut ledger);
        ledger
    }

    fn carried(ledger: &Ledger, figure: &str, at: &str) -> Option<String> {
        let (row, figure) = form().find(id(figure)).unwrap();
        total(form(), ledger, row, figure, month(at)).amount.map(|amount| amount.to_string())
    }

    #[test]
    fn a_campaign_taken_up_in_march_has_what_the_units_had_until_then() {
        let ledger = office(vec![
            of("甲镇", "2022-03", "1a=10:500 2a=1:1.5"),
            of("乙镇", "2022-03", "1a=5:5"),
            of("甲镇", "2022-04", "1a=20:520"),
            of("丙镇", "2022-04", "1a=7:100"),
        ]);
        assert_eq!(carried(&ledger, "1a", "2022-03").as_deref(), Some("505"));
        assert_eq!(carried(&ledger, "1a", "2022-04").as_deref(), Some("532"), "丙镇 counts from April on");
        assert_eq!(carried(&ledger, "2a", "2022-03").as_deref(), Some("1.50"));
        assert_eq!(carried(&ledger, "1a", "2022-02"), None, "nothing is said of the months before");
        let sheet = live_sheet(form(), &ledger, month("2022-03")).unwrap();
        let told = sheet.cell(id("1a")).unwrap().total.adjustment.clone().unwrap();
        assert_eq!(
            (told.amount.to_string().as_str(), told.reason.as_str()),
            ("490", "1 个单位2022年3月以前的累计，见各单位2022年3月的表")
        );
    }

    #[test]
    fn a_campaign_from_its_beginning_has_no_past() {
        let ledger = office(vec![of("甲镇", "2022-01", "1a=10:13"), of("乙镇", "2022-02", "1a=5:90")]);
        assert_eq!(carried(&ledger, "1a", "2022-02").as_deref(), Some("15"));
    }

    #[test]
    fn what_a_later_unit_had_before_is_told_and_not_added_unseen() {
        let reports = vec![
            of("甲镇", "2022-01", "1a=10"),
            of("乙镇", "2022-01", "1a=5"),
            of("丙镇", "2022-03", "1a=50:300 2a=1:2"),
            of("乙镇", "2022-03", "1a=5:10"),
        ];
        let (inbox, _) = settled(register(&["甲镇", "乙镇", "丙镇"]), reports);
        let told = |last: &str| inbox.earlier(form(), month(last));
        assert_eq!(told("2022-02"), []);
        for last in ["2022-03", "2022-05"] {
            let told = told(last);
            assert_eq!(told.len(), 1, "{told:?}");
            assert_eq!(
                told[0].words,
                "丙镇从2022年3月起才有采用的表，它以前的累计（“出动环卫工人” 250 人次等 2 项）没有算进汇总的累计；要算进去，请补收它以前各月的表"
            );
            assert_eq!(told[0].figures[&id("1a")].to_string(), "250");
        }
    }

    #[test]
    fn what_a_closed_beginning_had_before_stays_when_an_earlier_month_comes() {
        let reports = |february: bool| {
            let february = february.then(|| of("甲镇", "2022-02", "1a=40:90"));
            let march = [of("甲镇", "2022-03", "1a=10:100"), of("乙镇", "2022-03", "1a=5:300")];
            march.into_iter().chain(february).collect::<Vec<_>>()
        };
        let total = |begun: Option<&str>, february: bool| {
            let (mut inbox, _) = settled(register(&["甲镇", "乙镇"]), reports(february));
            inbox.begun = begun.map(month);
            let mut ledger = ledger(UnitKind::office(), "2022-01", &[]);
            inbox.fill(form(), &mut ledger);
            inbox.fill_balance(form(), &mut ledger);
            (carried(&ledger, "1a", "2022-03"), inbox.begins().map(|month| month.to_string()))
        };
        assert_eq!(total(None, false), (Some("400".into()), Some("2022-03".into())));
        assert_eq!(total(Some("2022-03"), true), (Some("400".into()), Some("2022-03".into())));
        assert_eq!(
            total(None, true),
            (Some("105".into()), Some("2022-02".into())),
            "nothing was closed: collation begins in February, and says so"
        );
        let (before, _) = settled(register(&["甲镇", "乙镇"]), reports(false));
        let (after, _) = settled(register(&["甲镇", "乙镇"]), reports(true));
        assert!(after.begins_otherwise(&before).unwrap().starts_with("汇总由2022年3月起改为2022年2月起"));
        assert_eq!(after.begins_otherwise(&after), None);
    }

    #[test]
    fn a_month_in_between_that_does_not_count_is_told() {
        let reports = vec![of("甲镇", "2022-01", "1a=10:10"), of("甲镇", "2022-03", "1a=15:45 4=2:2")];
        let (inbox, _) = settled(register(&["甲镇", "乙镇"]), reports);
        assert_eq!(inbox.earlier(form(), month("2022-02")), []);
        let told = inbox.earlier(form(), month("2022-03"));
        assert_eq!(
            told.iter().map(|one| one.words.as_str()).collect::<Vec<_>>(),
            [
                "甲镇2022年2月没有采用的表，它2022年3月的累计里有那时的数（“出动环卫工人” 20 人次），没有算进汇总的累计；要算进去，请补收"
            ]
        );
        assert_eq!(told[0].month, month("2022-03"));
    }

    #[test]
    fn a_gap_over_new_year_has_what_a_figure_of_the_year_counted_since_january() {
        let reports = vec![of("甲镇", "2022-12", "1a=10:10 8=4:4"), of("甲镇", "2023-02", "1a=5:15 8=2:5")];
        let (inbox, _) = settled(register(&["甲镇"]), reports);
        let told = inbox.earlier(form(), month("2023-02"));
        assert_eq!(told.len(), 1, "{told:?}");
        let figures = told[0].figures.iter().map(|(id, amount)| (id.to_string(), amount.to_string()));
        assert_eq!(figures.collect::<Vec<_>>(), [("8".to_owned(), "3".to_owned())]);
        assert_eq!(inbox.earlier(form(), month("2024-02")), [], "the next year has nothing of it");
    }

    #[test]
    fn what_lies_before_the_campaign_is_told_of_all_units_at_once() {
        let reports = vec![of("甲镇", "2022-01", "1a=10:100 4=1:3"), of("乙镇", "2022-01", "1a=10:40")];
        let (inbox, _) = settled(register(&["甲镇", "乙镇", "丙镇"]), reports);
        let told = inbox.earlier(form(), month("2022-02"));
        assert_eq!(told.len(), 1, "{told:?}");
        assert_eq!(
            told[0].words,
            "2 个单位（甲镇、乙镇）2022年1月的累计比当月多（共“出动环卫工人” 120 人次等 2 项）：活动从2022年1月开始，以前的没有算进汇总的累计"
        );
    }

    #[test]
    fn what_is_counted_by_the_year_begins_with_january() {
        let yearly = form().figures().find(|figure| figure.scope == Scope::Year && !figure.is_derived());
        let figure = yearly.unwrap().id.to_string();
        let texts = |text: &str| format!("{figure}={text}");
        let ledger = office(vec![
            of("甲镇", "2022-11", &texts("1:9")),
            of("甲镇", "2022-12", &texts("1:10")),
            of("甲镇", "2023-01", &texts("2:2")),
        ]);
        assert_eq!(carried(&ledger, &figure, "2022-12").map(|total| total.parse().unwrap()), Some(10.0));
        assert_eq!(carried(&ledger, &figure, "2023-01").map(|total| total.parse().unwrap()), Some(2.0));
        let ledger = office(vec![of("甲镇", "2023-01", &texts("2:12"))]);
        assert_eq!(carried(&ledger, &figure, "2023-01").map(|total| total.parse().unwrap()), Some(2.0));
    }

    #[test]
    fn what_cannot_be_read_and_a_total_that_is_smaller_add_nothing() {
        let ledger = office(vec![of("甲镇", "2022-03", "1a=10:4"), of("乙镇", "2022-03", "1a=5:约九")]);
        assert!(ledger.months[&month("2022-03")].adjustments.is_empty());
    }
}
