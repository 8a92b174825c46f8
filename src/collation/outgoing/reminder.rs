//! The reminder (催报): who has not reported, how to reach them, and a text for the group chat.

use chrono::NaiveDate;
use serde::Serialize;

use super::super::inbox::{Inbox, Standing};
use super::super::placing::Sorted;
use super::super::status::MonthStatus;
use super::listed;
use crate::notice::{Form, days_left};
use crate::period::{Month, date_name};
use crate::wording::quoted;

/// A unit whose report is wanted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Reminded {
    pub name: String,
    /// 填报人
    pub person: String,
    /// 联系电话
    pub phone: String,
    /// Whether its report was sent back, and none came since.
    pub is_returned: bool,
    /// What it said by telephone.
    pub told: Option<String>,
}

/// Whose reports of a month are wanted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Reminder {
    pub month: Month,
    pub due: NaiveDate,
    /// Those that are missing, and those that were sent back.
    pub units: Vec<Reminded>,
    /// A text for the group chat; empty where nobody is missing.
    pub chat: String,
}

impl Inbox {
    /// Whose reports of a month are wanted on the day `today`, in the name of the office.
    pub fn reminder(
        &self,
        (form, sorted): (&Form, &Sorted),
        status: &MonthStatus,
        office: &str,
        today: NaiveDate,
    ) -> Reminder {
        let wanted = status
            .units
            .iter()
            .filter(|unit| matches!(unit.standing, Standing::Missing | Standing::Returned));
        let units: Vec<Reminded> = wanted
            .map(|unit| {
                let (person, phone) = self.contact_to_call(sorted, unit.unit);
                Reminded {
                    name: unit.name.clone(),
                    person,
                    phone,
                    is_returned: unit.standing == Standing::Returned,
                    told: unit.phone.clone(),
                }
            })
            .collect();
        let due = form.campaign.due(status.month);
        let chat = chat(form, status.month, due, &units, office, today);
        Reminder { month: status.month, due, units, chat }
    }
}

fn chat(
    form: &Form,
    month: Month,
    due: NaiveDate,
    units: &[Reminded],
    office: &str,
    today: NaiveDate,
) -> String {
    let named = |is_returned: bool| {
        let of = units.iter().filter(|unit| unit.is_returned == is_returned);
        let names: Vec<&str> = of.map(|unit| unit.name.as_str()).collect();
        (names.len(), listed(names))
    };
    let (missing, missing_names) = named(false);
    let (returned, returned_names) = named(true);
    if missing + returned == 0 {
        return String::new();
    }
    let lines = [
        Some(format!(
            "【催报】{}{}应于{}前报送，{}。",
            month.name(),
            quoted(&form.title),
            date_name(due),
            days_left(due, today)
        )),
        (missing > 0).then(|| format!("还没有报的 {missing} 个单位：{missing_names}。")),
        (returned > 0).then(|| format!("退回后还没有重报的 {returned} 个单位：{returned_names}。")),
        Some("请以上单位尽快报来；已经报了的，请告诉是哪天、用什么方式报的。谢谢！".to_owned()),
        Some(format!("{office}　{}", date_name(today))),
    ];
    lines.into_iter().flatten().collect::<Vec<_>>().join("\n")
}

impl Reminder {
    /// The whole reminder: who is missing with their telephones, then the text for the group chat.
    pub fn text(&self) -> String {
        if self.units.is_empty() {
            return format!("{}没有要催报的单位。\n", self.month.name());
        }
        let line = |unit: &Reminded| {
            let known =
                |text: &str| if text.is_empty() { "（没有登记）".to_owned() } else { text.to_owned() };
            let told = unit.told.as_ref().map(|told| format!("　电话里说：{told}"));
            let returned = if unit.is_returned { "　退回后未重报" } else { "" };
            format!(
                "{}　{}　{}{returned}{}",
                unit.name,
                known(&unit.person),
                known(&unit.phone),
                told.unwrap_or_default()
            )
        };
        let lines = self.units.iter().map(line).collect::<Vec<_>>().join("\n");
        format!(
            "{}催报：{} 个单位\n\n{lines}\n\n发到群里的话：\n\n{}\n",
            self.month.name(),
            self.units.len(),
            self.chat
        )
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::Verdict;
    use super::super::super::examples::{register, report, settled};
    use super::super::super::register::MemberId;
    use super::*;
    use crate::report::examples::{form, month};

    fn reminder(today: &str) -> Reminder {
        let mut register = register(&["龙沙镇", "龙驹镇", "高峰街道", "新乡镇"]);
        let member = register.members.get_mut(&MemberId(2)).unwrap();
        (member.person, member.phone) = ("李四".into(), "58130001".into());
        let reports = ["龙沙镇", "高峰街道"].map(|unit| report(form(), unit, "2022-03", "1a=1"));
        let (mut inbox, sorted) = settled(register, reports.into());
        let returned = inbox.judgements.get_mut(&(month("2022-03"), MemberId(3))).unwrap();
        returned.verdict = returned.version.take().map(Verdict::Returned);
        inbox.judgements.entry((month("2022-03"), MemberId(4))).or_default().phone = Some("明天报".into());
        let status = inbox.status(form(), &sorted, month("2022-03"));
        inbox.reminder((form(), &sorted), &status, "万州区城市管理局", today.parse().unwrap())
    }

    #[test]
    fn it_names_who_is_missing_with_their_telephones_and_has_a_text_for_the_chat() {
        insta::assert_snapshot!(reminder("2022-03-30").text(), @r"
        2022年3月催报：3 个单位

        龙驹镇　李四　58130001
        高峰街道　（没有登记）　（没有登记）　退回后未重报
        新乡镇　（没有登记）　（没有登记）　电话里说：明天报

        发到群里的话：

        【催报】2022年3月“‘全民动手共同缔造山城美丽家园’主题活动月度情况统计表”应于2022年3月28日前报送，已过 2 天。
        还没有报的 2 个单位：龙驹镇、新乡镇。
        退回后还没有重报的 1 个单位：高峰街道。
        请以上单位尽快报来；已经报了的，请告诉是哪天、用什么方式报的。谢谢！
        万州区城市管理局　2022年3月30日
        ");
    }

    #[test]
    fn where_nobody_is_missing_there_is_nothing_to_send() {
        let nobody = Reminder { units: Vec::new(), chat: String::new(), ..reminder("2022-03-20") };
        assert_eq!(nobody.text(), "2022年3月没有要催报的单位。\n");
        assert_eq!(chat(form(), nobody.month, nobody.due, &[], "区城市管理局", nobody.due), "");
        assert!(reminder("2022-03-20").chat.contains("还有 8 天"));
    }
}
