//! Which unit and which month a report is of. The content speaks first, then the tab, then the name of the file; where they
//! disagree, or none of them says it, the report waits for the clerk.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::file_names::NamedUnits;
use super::inbox::{Assignment, Inbox};
use super::months_said::MonthsSaid;
use super::received::{Receipt, Received, ReportRef};
use super::register::MemberId;
use crate::notice::{Campaign, Form};
use crate::period::{Month, date_name};
use crate::wording::quoted;

/// Where a report belongs, as far as that is certain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Placed {
    pub unit: Option<MemberId>,
    pub month: Option<Month>,
    /// Why unit or month are not certain, a sentence each.
    pub doubts: Vec<String>,
}

impl Placed {
    /// The month and the unit, if both are certain.
    pub fn at(&self) -> Option<(Month, MemberId)> {
        self.month.zip(self.unit).filter(|_| self.doubts.is_empty())
    }
}

/// What a report or a list says of where it belongs.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Said<'a> {
    /// 填报单位
    pub(super) unit: Option<&'a str>,
    /// The unit in the properties of a file of ours.
    pub(super) stated: Option<&'a str>,
    /// The names of places in the title and on the tab.
    pub(super) places: &'a [String],
    pub(super) months: Option<&'a MonthsSaid>,
    /// The month in the properties of a file of ours.
    pub(super) stated_month: Option<Month>,
    /// Why the month could not be found.
    pub(super) month_remark: Option<&'a str>,
    /// 填报时间
    pub(super) filled_on: Option<NaiveDate>,
}

impl<'a> From<&'a Received> for Said<'a> {
    fn from(report: &'a Received) -> Self {
        let stated = report.stated.as_ref();
        Self {
            unit: report.unit.as_deref(),
            stated: stated.map(|stated| stated.unit.as_str()),
            places: &report.places,
            months: Some(&report.months),
            stated_month: stated.and_then(|stated| stated.month),
            month_remark: report.month_remark.as_deref(),
            filled_on: report.filled_on,
        }
    }
}

/// Every report, every list and every scan at its place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sorted {
    pub placed: BTreeMap<ReportRef, Placed>,
    /// The reports of each month and unit that are not excluded, oldest first.
    pub versions: BTreeMap<(Month, MemberId), Vec<ReportRef>>,
    /// The same for the project lists.
    pub lists: BTreeMap<(Month, MemberId), Vec<ReportRef>>,
    /// The same for the scans.
    pub scans: BTreeMap<(Month, MemberId), Vec<ReportRef>>,
    /// The months and units with a scan that may be of the sealed page.
    pub(super) sealed: BTreeSet<(Month, MemberId)>,
}

impl Inbox {
    /// Sorts all reports, lists and scans by month and unit.
    pub fn sorted(&self, form: &Form) -> Sorted {
        let mut sorted = Sorted::default();
        for receipt in self.receipts.values() {
            for (at, report) in receipt.reports() {
                let placed = self.place(&form.campaign, receipt, at, report);
                if let Some(place) = placed.at().filter(|_| !self.is_excluded(at)) {
                    sorted.versions.entry(place).or_default().push(at);
                }
                sorted.placed.insert(at, placed);
            }
            self.sort_lists(&form.campaign, receipt, &mut sorted);
        }
        self.sort_scans(&form.campaign, &mut sorted);
        sorted
    }

    /// Places a report. What the clerk assigned holds against whatever it says.
    pub fn place(
        &self,
        campaign: &Campaign,
        receipt: &Receipt,
        number: ReportRef,
        report: &Received,
    ) -> Placed {
        self.place_said(campaign, receipt, number, &Said::from(report))
    }

    pub(super) fn place_said(
        &self,
        campaign: &Campaign,
        receipt: &Receipt,
        at: ReportRef,
        said: &Said<'_>,
    ) -> Placed {
        of_assignment(
            campaign,
            self.assignments.get(&at),
            || self.unit(receipt, at, said),
            |_| self.refuse_other_months(receipt, at, said, month(campaign, said)?),
        )
    }

    /// The units that a content names; refuses a name that the register does not know.
    pub(super) fn units_said(&self, said: &Said<'_>) -> Result<BTreeSet<MemberId>, String> {
        let names: Vec<&str> =
            said.unit.into_iter().chain(said.stated).filter(|name| !name.is_empty()).collect();
        let known = |name: &str| self.names.find(name);
        let mut found: BTreeSet<MemberId> = names.iter().filter_map(|name| known(name)).collect();
        if let Some(name) = names.iter().find(|name| known(name).is_none()) {
            let called = quoted(name);
            return Err(if self.names.says_no_unit(name) {
                format!("填报单位写的是{called}，看不出是哪个单位。请指定是哪个单位")
            } else {
                format!("填报单位写的是{called}，名册里没有这个名称。请指定是哪个单位，以后就按别名认")
            });
        }
        // The title and the tab speak for the content where it has no 填报单位, and against it where they name another unit.
        let places: Vec<NamedUnits> = said.places.iter().map(|place| self.units_in(place)).collect();
        found.extend(places.iter().flat_map(|named| &named.certain));
        if !found.is_empty() {
            found.extend(places.iter().flat_map(NamedUnits::all));
        }
        Ok(found)
    }

    /// The units of what may be the name of one, or of several that stand together: 大周镇和小周镇.
    fn units_in(&self, place: &str) -> NamedUnits {
        match self.names.find(place) {
            Some(unit) => NamedUnits { certain: [unit].into(), ..NamedUnits::default() },
            None => self.names.named_in(place),
        }
    }

    /// Why a name that stands within another word is not taken.
    pub(super) fn within_word(&self, by: &str, unit: MemberId, word: &str) -> String {
        let name = self.register.member(unit).map(|member| quoted(&member.name)).unwrap_or_default();
        format!("{by}里有{}，名册里没有这个名称，也不一定就是{name}。请指定是哪个单位", quoted(word))
    }

    fn unit(&self, receipt: &Receipt, at: ReportRef, said: &Said<'_>) -> Result<MemberId, String> {
        let mut found = self.units_said(said)?;
        if found.is_empty() {
            self.refuse_other_units(receipt, at)?;
        }
        let in_file = self.names.named_in(&receipt.name);
        let in_folder = || receipt.arrival.within.last().map(|folder| self.names.named_in(folder));
        let (source, in_names) = if found.is_empty() && in_file.is_empty() {
            ("文件夹名", in_folder().unwrap_or_default())
        } else {
            ("文件名", in_file)
        };
        if let Some((unit, word)) = in_names.within_words.first_key_value()
            && found.is_empty()
            && in_names.certain.is_empty()
        {
            return Err(self.within_word(source, *unit, word));
        }
        found.extend(in_names.all());
        let mut ids = found.iter();
        match (ids.next(), ids.next()) {
            (Some(only), None) => Ok(*only),
            (None, _) => Err("表里和文件名里都没有写明是哪个单位。请指定单位".to_owned()),
            _ => Err(self.units_disagree(said, (source, in_names.all()))),
        }
    }

    /// Which units are named where, as a sentence.
    fn units_disagree(&self, said: &Said<'_>, in_names: (&str, BTreeSet<MemberId>)) -> String {
        let find = |name: &str| self.names.find(name);
        let own = said.unit.and_then(find);
        // 填报单位 is among the places of a sheet.
        let places = said.places.iter().flat_map(|place| self.units_in(place).all());
        let places = places.filter(|unit| Some(*unit) != own);
        let named = [
            ("填报单位写的是", own.into_iter().collect()),
            ("导出它的单位是", said.stated.and_then(find).into_iter().collect()),
            ("标题、工作表名里有", places.collect()),
            (&*format!("{}写的是", in_names.0), in_names.1),
        ]
        .map(|(by, units): (&str, BTreeSet<MemberId>)| {
            let names =
                units.iter().filter_map(|id| self.register.member(*id)).map(|unit| quoted(&unit.name));
            (by.to_owned(), names.collect::<Vec<_>>().join("、"))
        });
        let told = named.into_iter().filter(|(_, names)| !names.is_empty());
        let told: Vec<String> = told.map(|(by, names)| by + &names).collect();
        format!("写的单位不止一个：{}。请指定是哪个单位", told.join("，"))
    }
}

/// A place from what the clerk assigned, which holds against everything else, and otherwise from what is said. What says the
/// month may have to know the unit.
pub(super) fn of_assignment(
    campaign: &Campaign,
    assigned: Option<&Assignment>,
    unit: impl FnOnce() -> Result<MemberId, String>,
    month: impl FnOnce(Option<MemberId>) -> Result<Month, String>,
) -> Placed {
    let unit = assigned.and_then(|assigned| assigned.unit).map_or_else(unit, Ok);
    let month =
        assigned.and_then(|assigned| assigned.month).map_or_else(|| month(unit.as_ref().ok().copied()), Ok);
    let month =
        month.and_then(|month| campaign.check(month).map(|()| month).map_err(|error| error.to_string()));
    let doubts = unit.as_ref().err().into_iter().chain(month.as_ref().err()).cloned().collect();
    Placed { unit: unit.ok(), month: month.ok(), doubts }
}

/// The month that all that say one agree on.
fn month(campaign: &Campaign, source: &Said<'_>) -> Result<Month, String> {
    let nothing = MonthsSaid::default();
    let said = source.months.unwrap_or(&nothing);
    let stated = source.stated_month;
    if let Some(unclear) = &said.unclear {
        return Err(format!("表里写的是{}，看不出是哪个月。请指定月份", quoted(unclear)));
    }
    let own = [("表里", said.content.or(stated)), ("工作表名", said.tab), ("文件名", said.file)];
    // A folder of the month before may hold a file of this one.
    let silent = own.iter().all(|(_, month)| month.is_none());
    let named = own.into_iter().chain([("文件夹名", said.folder.filter(|_| silent))]);
    let named: Vec<(&str, Month)> = named.filter_map(|(by, month)| Some((by, month?))).collect();
    let months: BTreeSet<Month> = named.iter().map(|(_, month)| *month).chain(stated).collect();
    let mut all = months.iter();
    match (all.next(), all.next()) {
        (Some(only), None) => match source.filled_on.filter(|day| campaign.month_of(*day) < *only) {
            // A month that nothing else says, and that had not begun: the name may be that of a copy.
            Some(day) if named.len() == 1 && stated.is_none() => Err(format!(
                "{}是{}，填报时间却是{}，那时这个月还没有到。请指定月份",
                named.first().map_or("", |(by, _)| by),
                only.name(),
                date_name(day)
            )),
            _ => Ok(*only),
        },
        (None, _) => Err(match source.month_remark {
            Some(remark) => format!("{remark}。请指定月份"),
            None => "表里和文件名里都没有写明是哪个月。请指定月份".to_owned(),
        }),
        _ => {
            let said: Vec<String> =
                named.iter().map(|(by, month)| format!("{by}是{}", month.name())).collect();
            Err(format!("月份说法不一：{}。请指定月份", said.join("，")))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::examples::{inbox, register, report};
    use super::super::{Assignment, MonthsSaid, ReceiptId};
    use super::*;
    use crate::hand_filled::places_named;
    use crate::report::examples::form;

    const AT: ReportRef = ReportRef { receipt: ReceiptId(1), number: 0 };

    /// Where a report belongs that says these units and months, in a file of that name.
    fn placed(name: &str, change: impl FnOnce(&mut Received)) -> Result<(String, String), Vec<String>> {
        let mut report = report(form(), "龙沙镇", "2022-03", "");
        change(&mut report);
        let mut inbox = inbox(register(&["龙沙镇", "龙驹镇", "高峰街道=高峰镇"]), vec![report]);
        Arc::make_mut(inbox.receipts.get_mut(&AT.receipt).unwrap()).name = name.to_owned();
        let sorted = inbox.sorted(form());
        let placed = &sorted.placed[&AT];
        let (month, unit) = placed.at().ok_or_else(|| placed.doubts.clone())?;
        Ok((inbox.register.members[&unit].name.clone(), month.to_string()))
    }

    #[test]
    fn the_content_says_it_and_the_name_of_the_file_may_be_silent() {
        let march = Ok(("龙沙镇".into(), "2022-03".into()));
        assert_eq!(placed("附件2.xlsx", |_| {}), march);
        assert_eq!(placed("万州区龙沙镇3月.xlsx", |_| {}), march);
        assert_eq!(placed("1.xlsx", |report| report.places = vec!["万州区龙沙镇".into()]), march);
    }

    #[test]
    fn who_names_which_unit_is_told_where_they_disagree() {
        let tab = |report: &mut Received| report.places = vec!["龙驹镇".into()];
        assert_eq!(
            placed("1.xlsx", tab).unwrap_err(),
            ["写的单位不止一个：填报单位写的是“龙沙镇”，标题、工作表名里有“龙驹镇”。请指定是哪个单位"]
        );
        let nameless = |report: &mut Received| report.unit = None;
        for tab in ["龙沙镇龙驹镇", "龙沙镇和龙驹镇", "龙沙镇（含龙驹镇）"] {
            let several = |report: &mut Received| {
                report.unit = None;
                report.places = places_named(tab);
            };
            let told = placed("1.xlsx", several).unwrap_err();
            assert_eq!(
                told,
                ["写的单位不止一个：标题、工作表名里有“龙沙镇”、“龙驹镇”。请指定是哪个单位"],
                "{tab}"
            );
        }
        assert_eq!(
            placed("龙沙镇与龙驹镇3月.xlsx", nameless).unwrap_err(),
            ["写的单位不止一个：文件名写的是“龙沙镇”、“龙驹镇”。请指定是哪个单位"]
        );
    }

    #[test]
    fn a_file_without_a_unit_is_known_by_its_name_alone() {
        let nameless = |report: &mut Received| report.unit = None;
        assert_eq!(placed("龙驹镇 附件2.xlsx", nameless), Ok(("龙驹镇".into(), "2022-03".into())));
        assert_eq!(
            placed("附件2.xlsx", nameless).unwrap_err(),
            ["表里和文件名里都没有写明是哪个单位。请指定单位"]
        );
    }

    #[test]
    fn a_name_within_another_word_is_told_and_never_taken() {
        let nameless = |report: &mut Received| report.unit = None;
        assert_eq!(
            placed("大龙驹镇3月.xlsx", nameless).unwrap_err(),
            ["文件名里有“大龙驹镇”，名册里没有这个名称，也不一定就是“龙驹镇”。请指定是哪个单位"]
        );
        assert!(placed("大龙驹镇3月.xlsx", |_| {}).is_err(), "it speaks against 龙沙镇 all the same");
    }

    #[test]
    fn where_they_disagree_it_waits() {
        assert_eq!(
            placed("龙驹镇.xlsx", |_| {}).unwrap_err(),
            ["写的单位不止一个：填报单位写的是“龙沙镇”，文件名写的是“龙驹镇”。请指定是哪个单位"]
        );
        let other = |report: &mut Received| report.months.file = Some("2022-02".parse().unwrap());
        assert_eq!(
            placed("2月.xlsx", other).unwrap_err(),
            ["月份说法不一：表里是2022年3月，文件名是2022年2月。请指定月份"]
        );
    }

    #[test]
    fn a_month_that_one_source_says_and_that_had_not_begun_waits() {
        let filled = |day: &str, tab: &str| {
            let (day, tab) = (day.parse().ok(), tab.parse().ok());
            placed("龙沙镇.xlsx", move |report| {
                report.filled_on = day;
                report.months.tab = tab;
            })
        };
        assert_eq!(
            filled("2022-02-26", "").unwrap_err(),
            ["表里是2022年3月，填报时间却是2022年2月26日，那时这个月还没有到。请指定月份"]
        );
        let march = Ok(("龙沙镇".into(), "2022-03".into()));
        assert_eq!(filled("2022-02-26", "2022-03"), march, "two say it");
        assert_eq!(filled("2022-03-01", ""), march);
        assert_eq!(filled("2022-06-01", ""), march, "late is late");
    }

    #[test]
    fn a_name_that_is_only_similar_is_asked_about() {
        let doubts = placed("1.xlsx", |report| report.unit = Some("龙沙".into())).unwrap_err();
        assert_eq!(doubts, ["填报单位写的是“龙沙”，名册里没有这个名称。请指定是哪个单位，以后就按别名认"]);
    }

    #[test]
    fn a_month_outside_the_campaign_is_told() {
        let early = |report: &mut Received| {
            report.months = MonthsSaid { content: Some("2021-12".parse().unwrap()), ..MonthsSaid::default() }
        };
        assert!(placed("1.xlsx", early).unwrap_err()[0].contains("不在主题活动期内"));
    }

    #[test]
    fn what_the_clerk_says_holds() {
        let mut report = report(form(), "龙沙", "2022-03", "");
        report.months.file = Some("2022-02".parse().unwrap());
        let mut inbox = inbox(register(&["龙沙镇", "龙驹镇"]), vec![report]);
        let assigned = Assignment {
            unit: Some(MemberId(2)),
            month: Some("2022-02".parse().unwrap()),
            ..Assignment::default()
        };
        inbox.assignments.insert(AT, assigned);
        let placed = &inbox.sorted(form()).placed[&AT];
        assert_eq!(placed.at(), Some(("2022-02".parse().unwrap(), MemberId(2))));
    }
}
