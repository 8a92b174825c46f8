//! Which unit and which month a report is of. The content speaks first, then the tab, then the name of the file; where they
//! disagree, or none of them says it, the report waits for the clerk.

use std::collections::{BTreeMap, BTreeSet};

use super::inbox::Inbox;
use super::received::{Receipt, Received, ReportRef};
use super::register::MemberId;
use crate::notice::{Campaign, Form};
use crate::period::Month;
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

/// Every report at its place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sorted {
    pub placed: BTreeMap<ReportRef, Placed>,
    /// The reports of each month and unit that are not excluded, oldest first.
    pub versions: BTreeMap<(Month, MemberId), Vec<ReportRef>>,
}

impl Inbox {
    /// Sorts all reports by month and unit.
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
        }
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
        let assigned = self.assignments.get(&number);
        let unit = assigned.and_then(|assigned| assigned.unit).map_or_else(|| self.unit(receipt, report), Ok);
        let month = assigned.and_then(|assigned| assigned.month).map_or_else(|| month(report), Ok);
        let month =
            month.and_then(|month| campaign.check(month).map(|()| month).map_err(|error| error.to_string()));
        let doubts = unit.as_ref().err().into_iter().chain(month.as_ref().err()).cloned().collect();
        Placed { unit: unit.ok(), month: month.ok(), doubts }
    }

    fn unit(&self, receipt: &Receipt, report: &Received) -> Result<MemberId, String> {
        let stated = report.stated.iter().map(|stated| stated.unit.as_str());
        let said: Vec<&str> =
            report.unit.as_deref().into_iter().chain(stated).filter(|said| !said.is_empty()).collect();
        let known = |name: &str| self.names.find(name);
        let mut found: BTreeSet<MemberId> = said.iter().filter_map(|name| known(name)).collect();
        if let Some(name) = said.iter().find(|name| known(name).is_none()) {
            return Err(format!(
                "填报单位写的是{}，名册里没有这个名称。请指定是哪个单位，以后就按别名认",
                quoted(name)
            ));
        }
        // The title and the tab speak for the content where it has no 填报单位, and against it where they name another unit.
        found.extend(report.places.iter().filter_map(|place| known(place)));
        found.extend(self.names.named_in(&receipt.name));
        if found.is_empty() {
            found =
                receipt.arrival.within.last().map(|folder| self.names.named_in(folder)).unwrap_or_default();
        }
        let mut ids = found.iter();
        match (ids.next(), ids.next()) {
            (Some(only), None) => Ok(*only),
            (None, _) => Err("表里和文件名里都没有写明是哪个单位。请指定单位".to_owned()),
            _ => {
                let names = found
                    .iter()
                    .filter_map(|id| self.register.member(*id))
                    .map(|member| quoted(&member.name));
                Err(format!(
                    "表里和文件名写的单位不一样：{}。请指定是哪个单位",
                    names.collect::<Vec<_>>().join("、")
                ))
            }
        }
    }
}

/// The month that all that say one agree on.
fn month(report: &Received) -> Result<Month, String> {
    let said = &report.months;
    let stated = report.stated.as_ref().and_then(|stated| stated.month);
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
        (Some(only), None) => Ok(*only),
        (None, _) => Err(match &report.month_remark {
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
    fn a_file_without_a_unit_is_known_by_its_name_alone() {
        let nameless = |report: &mut Received| report.unit = None;
        assert_eq!(placed("龙驹镇 附件2.xlsx", nameless), Ok(("龙驹镇".into(), "2022-03".into())));
        assert_eq!(
            placed("附件2.xlsx", nameless).unwrap_err(),
            ["表里和文件名里都没有写明是哪个单位。请指定单位"]
        );
    }

    #[test]
    fn where_they_disagree_it_waits() {
        assert_eq!(
            placed("龙驹镇.xlsx", |_| {}).unwrap_err(),
            ["表里和文件名写的单位不一样：“龙沙镇”、“龙驹镇”。请指定是哪个单位"]
        );
        let other = |report: &mut Received| report.months.file = Some("2022-02".parse().unwrap());
        assert_eq!(
            placed("2月.xlsx", other).unwrap_err(),
            ["月份说法不一：表里是2022年3月，文件名是2022年2月。请指定月份"]
        );
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
