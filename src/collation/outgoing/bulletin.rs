//! The bulletin (通报): how a month's reporting went, who was on time, late, missing and sent back, which faults were frequent,
//! and what is demanded. It counts and names; it ranks nobody and has no figure of the form. Nobody is 未报 before the month is due.

use chrono::NaiveDate;
use serde::Serialize;

use super::super::inbox::{Inbox, Standing};
use super::super::register::Member;
use super::super::status::{MonthStatus, UnitMonth};
use super::faults::Fault;
use super::listed;
use crate::notice::{Form, Notice};
use crate::period::{Month, date_name};
use crate::wording::quoted;

/// A bulletin in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Bulletin {
    pub month: Month,
    /// Who issues it.
    pub office: String,
    /// That the month is not due yet, as a sentence.
    pub early: Option<String>,
    pub parts: Vec<BulletinPart>,
    /// The units of each kind that has any, in the order of the notice.
    pub tables: Vec<BulletinTable>,
    pub faults: Vec<Fault>,
}

/// A heading with its text, whose lines are paragraphs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct BulletinPart {
    pub title: String,
    pub text: String,
}

/// The units of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct BulletinTable {
    /// The word for the kind.
    pub kind: String,
    pub lines: Vec<BulletinLine>,
}

/// How one unit reported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct BulletinLine {
    pub name: String,
    /// 按时, 迟报, 未报, 未到期 or 免报
    pub timeliness: &'static str,
    /// When its first report arrived.
    pub received_on: Option<NaiveDate>,
    /// How its report stands.
    pub standing: Standing,
    /// The names of what is open about it.
    pub remark: String,
}

impl Inbox {
    /// The bulletin of a month as it stands on the day `today`, in the name of the office.
    pub fn bulletin(
        &self,
        (notice, form): (&Notice, &Form),
        status: &MonthStatus,
        office: &str,
        today: NaiveDate,
    ) -> Bulletin {
        let faults = self.faults(form, status);
        let day = Day { today, due: form.campaign.due(status.month) };
        let tables = self.tables(notice, status, day, &faults);
        Bulletin {
            month: status.month,
            office: office.to_owned(),
            early: day.is_early().then(|| {
                let due = date_name(day.due);
                format!(
                    "{}的表{due}前报送，还没有到期：通报里还没有报的写作“未到期”，不算未报",
                    status.month.name()
                )
            }),
            parts: parts(form, status, day, &tables, &faults),
            tables,
            faults,
        }
    }

    fn tables(
        &self,
        notice: &Notice,
        status: &MonthStatus,
        day: Day,
        faults: &[Fault],
    ) -> Vec<BulletinTable> {
        let units: Vec<(&UnitMonth, &Member)> =
            status.units.iter().filter_map(|unit| Some((unit, self.register.member(unit.unit)?))).collect();
        let of_kind = notice.kinds.iter().map(|kind| {
            let of = units.iter().filter(|(_, member)| member.kind == kind.id);
            BulletinTable {
                kind: kind.name.clone(),
                lines: of.map(|(unit, _)| BulletinLine::new(unit, day, faults)).collect(),
            }
        });
        of_kind.filter(|table| !table.lines.is_empty()).collect()
    }
}

/// When a bulletin is issued, and when its month was due.
#[derive(Clone, Copy)]
struct Day {
    today: NaiveDate,
    due: NaiveDate,
}

impl Day {
    /// Whether who has not reported may still do so in time.
    fn is_early(self) -> bool {
        self.today <= self.due
    }
}

impl BulletinLine {
    fn new(unit: &UnitMonth, day: Day, faults: &[Fault]) -> Self {
        let timeliness = match (unit.is_expected, unit.first_received) {
            (false, _) if unit.is_exempt => "免报",
            (false, _) => "不在应报之列",
            (true, None) if day.is_early() => NOT_DUE,
            (true, None) => MISSING,
            (true, Some(_)) if unit.is_late => LATE,
            (true, Some(_)) => ON_TIME,
        };
        let open = faults.iter().filter(|fault| fault.units.contains(&unit.name));
        Self {
            name: unit.name.clone(),
            timeliness,
            received_on: unit.first_received,
            standing: unit.standing,
            remark: open.map(|fault| fault.name.as_str()).collect::<Vec<_>>().join("；"),
        }
    }
}

const ON_TIME: &str = "按时";
const LATE: &str = "迟报";
const MISSING: &str = "未报";
const NOT_DUE: &str = "未到期";

fn parts(
    form: &Form,
    status: &MonthStatus,
    day: Day,
    tables: &[BulletinTable],
    faults: &[Fault],
) -> Vec<BulletinPart> {
    let part =
        |title: &str, text: Vec<String>| BulletinPart { title: title.to_owned(), text: text.join("\n") };
    let lines: Vec<BulletinLine> =
        status.units.iter().map(|unit| BulletinLine::new(unit, day, faults)).collect();
    vec![
        part("一、总体情况", vec![overview(form, status, day, tables)]),
        part("二、报送情况", reporting(status, &lines)),
        part("三、存在的问题", problems(status, faults)),
        part("四、工作要求", demands(form, status, day, &lines, faults)),
    ]
}

fn overview(form: &Form, status: &MonthStatus, day: Day, tables: &[BulletinTable]) -> String {
    let MonthStatus { month, expected, received, on_time, accepted, .. } = status;
    let besides =
        [(status.exempt(), "个单位免报"), (status.unexpected(), "个单位不在应报之列而采用了它的表")];
    let besides = besides.into_iter().filter(|(units, _)| !units.is_empty());
    let besides: Vec<String> = besides.map(|(units, what)| format!("另有 {} {what}", units.len())).collect();
    let besides = if besides.is_empty() { String::new() } else { format!("（{}）", besides.join("，")) };
    let kinds: Vec<String> = tables
        .iter()
        .map(|table| {
            let came = table.lines.iter().filter(|line| [ON_TIME, LATE].contains(&line.timeliness)).count();
            let missing =
                table.lines.iter().filter(|line| [MISSING, NOT_DUE].contains(&line.timeliness)).count();
            format!("{}应报 {} 个、已报 {came} 个", table.kind, came + missing)
        })
        .collect();
    let (due, today) = (date_name(day.due), date_name(day.today));
    let missing = expected - received;
    let reported = if day.is_early() {
        format!("已报 {received} 个，还没有报的 {missing} 个（未到期，不算未报）")
    } else {
        let late = received - on_time;
        format!("已报 {received} 个，其中按时 {on_time} 个、迟报 {late} 个；未报 {missing} 个")
    };
    let until = if day.is_early() { "还没有到期" } else { "已到期" };
    format!(
        "{}{}应于{due}前报送，截至{today}{until}。应报单位 {expected} 个{besides}，{reported}。已采用 {accepted} 个，待核实 {}，退回 {} 个。按类别：{}。各单位的情况见附表。",
        month.name(),
        quoted(&form.title),
        waiting(status),
        status.named(Standing::Returned).len(),
        kinds.join("，"),
    )
}

/// How many wait, and how many of these are in the sums so far.
fn waiting(status: &MonthStatus) -> String {
    let [counted, others] = [true, false].map(|is_counted| status.waiting_named(is_counted).len());
    let all = counted + others;
    if all == 0 {
        "0 个".to_owned()
    } else {
        format!("{all} 个（已计入汇总 {counted} 个，未计入 {others} 个）")
    }
}

/// Who was late, missing and sent back; those on time are the others, and stand in the tables.
fn reporting(status: &MonthStatus, lines: &[BulletinLine]) -> Vec<String> {
    let of = |wanted: &dyn Fn(&BulletinLine) -> bool| -> Vec<&str> {
        lines.iter().filter(|line| wanted(line)).map(|line| line.name.as_str()).collect()
    };
    let [counted, others] = [true, false].map(|is_counted| status.waiting_named(is_counted));
    let told = [
        ("按时报送的", of(&|line| line.timeliness == ON_TIME)),
        ("迟报的", of(&|line| line.timeliness == LATE)),
        ("未报的", of(&|line| line.timeliness == MISSING)),
        ("还没有报、未到期的", of(&|line| line.timeliness == NOT_DUE)),
        ("报送后退回、还没有重报的", of(&|line| line.standing == Standing::Returned)),
        ("报送后有疑问、已计入汇总正在核实的", counted.iter().map(String::as_str).collect()),
        ("报送后有疑问、还没有计入汇总的", others.iter().map(String::as_str).collect()),
    ];
    let numerals = ["（一）", "（二）", "（三）", "（四）", "（五）", "（六）", "（七）"];
    let told = told.into_iter().filter(|(_, names)| !names.is_empty()).zip(numerals);
    told.map(|((what, names), numeral)| {
        format!("{numeral}{what} {} 个单位。{}。", names.len(), listed(names.iter().copied()))
    })
    .collect()
}

fn problems(status: &MonthStatus, faults: &[Fault]) -> Vec<String> {
    if status.received == 0 {
        return vec!["还没有收到报表，没有审核。".to_owned()];
    }
    if faults.is_empty() {
        return vec!["对已报的表进行了审核，没有发现要更正的问题。".to_owned()];
    }
    let mut told = vec!["对已报的表进行了审核，下列问题还要更正或者说明：".to_owned()];
    told.extend((1..).zip(faults).map(|(number, fault)| {
        let names = listed(fault.units.iter().map(String::as_str));
        format!("{number}．{}，{} 个单位：{names}。", fault.name, fault.units.len())
    }));
    told
}

fn demands(
    form: &Form,
    status: &MonthStatus,
    day: Day,
    lines: &[BulletinLine],
    faults: &[Fault],
) -> Vec<String> {
    let is_any = |wanted: &dyn Fn(&BulletinLine) -> bool| lines.iter().any(wanted);
    let next =
        form.campaign.months(status.month.next(), form.campaign.last_month_or(status.month.next())).next();
    let told = [
        is_any(&|line| line.timeliness == MISSING)
            .then(|| "未报的单位，请收到本通报后立即报送，并说明原因。".to_owned()),
        is_any(&|line| line.timeliness == NOT_DUE)
            .then(|| format!("还没有报的单位，请于{}前报送。", date_name(day.due))),
        (is_any(&|line| line.standing == Standing::Returned) || !faults.is_empty()).then(|| {
            "退回的和有疑问的单位，请对照退回说明逐项核对：填错了的由本单位更正后重新签字、盖章报送，没有错的书面说明情况。"
                .to_owned()
        }),
        Some("各单位请在报送前核对当月数、累计数和上次报的累计数是否衔接，并对数据的真实、准确负责。".to_owned()),
        next.map(|next| {
            format!("{}的报表请于{}前报送。", next.name(), date_name(form.campaign.due(next)))
        }),
    ];
    (1..).zip(told.into_iter().flatten()).map(|(number, text)| format!("{number}．{text}")).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::examples::{register, report, settled};
    use super::super::super::{MemberId, Verdict};
    use super::*;
    use crate::report::examples::{form, month, notice};

    /// March on a day: on time, late, missing, sent back, and one total that does not carry.
    fn march(today: &str) -> Bulletin {
        let of = |unit, at, figures| report(form(), unit, at, figures);
        let units = register(&["龙沙镇", "高峰街道", "龙驹镇", "新乡镇", "百安坝街道", "白土镇"]);
        let (mut inbox, _) = settled(
            units,
            vec![
                of("龙沙镇", "2022-02", "1a=10"),
                of("龙沙镇", "2022-03", "1a=3:15"),
                of("高峰街道", "2022-03", "1a=1"),
                of("龙驹镇", "2022-03", "1a=1"),
                of("百安坝街道", "2022-03", "1a=约5"),
            ],
        );
        let late = inbox.receipts.values_mut().nth(3).unwrap();
        std::sync::Arc::make_mut(late).taken_at = "2022-04-02T09:00:00+08:00".parse().unwrap();
        let returned = inbox.judgements.get_mut(&(month("2022-03"), MemberId(2))).unwrap();
        returned.verdict = returned.version.take().map(Verdict::Returned);
        inbox.judgements.entry((month("2022-03"), MemberId(6))).or_default().verdict =
            Some(Verdict::Exempt(None));
        let sorted = inbox.sorted(form());
        let status = inbox.status(form(), &sorted, month("2022-03"));
        inbox.bulletin((notice(), form()), &status, "万州区城市管理局", today.parse().unwrap())
    }

    fn words(bulletin: &Bulletin) -> String {
        let parts = bulletin.parts.iter().map(|part| format!("{}\n{}", part.title, part.text));
        parts.collect::<Vec<_>>().join("\n\n")
    }

    #[test]
    fn it_says_how_the_month_went_who_was_late_or_missing_and_what_is_wanted() {
        let bulletin = march("2022-04-03");
        assert_eq!(bulletin.early, None);
        insta::assert_snapshot!(words(&bulletin));
    }

    #[test]
    fn until_the_month_is_due_nobody_is_said_not_to_have_reported() {
        let bulletin = march("2022-03-28");
        assert_eq!(
            bulletin.early.as_deref(),
            Some("2022年3月的表2022年3月28日前报送，还没有到期：通报里还没有报的写作“未到期”，不算未报")
        );
        let told = words(&bulletin);
        for words in [
            "截至2022年3月28日还没有到期",
            "已报 4 个，还没有报的 1 个（未到期，不算未报）",
            "还没有报、未到期的 1 个单位。新乡镇",
            "还没有报的单位，请于2022年3月28日前报送。",
        ] {
            assert!(told.contains(words), "{words}: {told}");
        }
        assert!(!told.contains("未报的") && !told.contains("；未报"), "{told}");
        let lines = bulletin.tables.iter().flat_map(|table| &table.lines);
        assert!(lines.clone().all(|line| line.timeliness != MISSING), "{bulletin:?}");
        assert_eq!(lines.filter(|line| line.timeliness == NOT_DUE).count(), 1);
    }

    #[test]
    fn its_tables_are_those_of_the_kinds_of_the_notice_in_the_order_of_the_register() {
        let told: Vec<(String, Vec<String>)> = march("2022-04-03")
            .tables
            .into_iter()
            .map(|table| {
                let line = |line: &BulletinLine| {
                    format!("{} {} {} {}", line.name, line.timeliness, line.standing.label(), line.remark)
                };
                (table.kind, table.lines.iter().map(line).collect())
            })
            .collect();
        insta::assert_debug_snapshot!(told);
    }

    #[test]
    fn the_last_month_asks_for_no_further_one() {
        let mut last = form().clone();
        last.campaign.last_month = Some(month("2022-03"));
        let status = MonthStatus {
            month: month("2022-03"),
            units: Vec::new(),
            expected: 0,
            received: 0,
            on_time: 0,
            accepted: 0,
            waiting: 0,
            scanned: 0,
            closed: false,
        };
        let day = Day { today: month("2022-04").day(1), due: month("2022-03").day(28) };
        assert!(!demands(&last, &status, day, &[], &[]).concat().contains("2022年4月"));
        assert!(
            demands(form(), &status, day, &[], &[])
                .concat()
                .contains("2022年4月的报表请于2022年4月28日前报送")
        );
    }
}
