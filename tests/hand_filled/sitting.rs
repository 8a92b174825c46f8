//! An import in a sitting: one step, whole or not at all, and back again.

use std::path::PathBuf;

use yuebao::error::Error;
use yuebao::hand_filled::{Choices, FigureStatus, HandFilledSheet, MonthsPlan, SheetStatus, TotalPolicy};
use yuebao::report::{Ledger, Record};
use yuebao::session::Session;
use yuebao::unit::UnitKind;

use crate::harness::{Office, id, month, now, texts, unit};
use crate::old::Old;

struct Sitting {
    office: Office,
    session: Session,
}

impl Sitting {
    fn begun() -> Self {
        let office = Office::begun_as("township", "2022-03");
        let session = office.session();
        Self { office, session }
    }

    fn read(&self, files: &[(&str, Old<'_>)]) -> Vec<HandFilledSheet> {
        for (name, old) in files {
            self.office.put_old(name, *old);
        }
        let paths: Vec<PathBuf> = files.iter().map(|(name, _)| self.office.home().join(name)).collect();
        self.session.reports().hand_filled_reader().unwrap().read(&paths).unwrap()
    }

    fn plan(&mut self, sheets: &[HandFilledSheet], choices: &Choices) -> MonthsPlan {
        self.session.reports_mut().plan_months(sheets, choices).unwrap()
    }

    fn import(&mut self, sheets: &[HandFilledSheet], choices: &Choices) -> Result<(), Error> {
        let plan = self.plan(sheets, choices);
        self.session.reports_mut().import_months(now(), sheets, choices, &plan)
    }

    /// What is recorded, without the day of the last change and without records that hold nothing.
    fn recorded(&self) -> Ledger {
        let mut ledger = self.office.session().ledger().unwrap().clone();
        ledger.months.values_mut().for_each(|record| record.changed_on = None);
        ledger.months.retain(|_, record| *record != Record::default());
        ledger
    }
}

fn by(policy: TotalPolicy) -> Choices {
    Choices { totals: Some(policy), ..Choices::default() }
}

const JANUARY: Old<'_> = Old {
    title: "2022年1月",
    tab: "Sheet1",
    unit: "龙沙镇",
    date: "2022年1月27日",
    months: "2a=20 4=5 8=1",
    totals: "2a=120 4=5 8=2",
};
const MARCH: Old<'_> = Old {
    title: "2022年3月",
    tab: "Sheet1",
    unit: "龙沙镇",
    date: "",
    months: "2a=1 4=1",
    totals: "2a=200 4=9",
};

#[test]
fn one_step_back_restores_everything_and_one_forth_brings_it_again() {
    let mut sitting = Sitting::begun();
    let session = &mut sitting.session;
    session.reports_mut().set_opening(now(), texts("2a=150 1a=7")).unwrap();
    session.reports_mut().set_amounts(now(), month("2022-03"), texts("2a=9 1a=3")).unwrap();
    session.reports_mut().set_no_data(now(), month("2022-04"), true).unwrap();
    session.reports_mut().adjust(now(), month("2022-03"), texts("4=2"), "纸质台账漏记").unwrap();
    let before = sitting.recorded();
    let april = Old { title: "2022年4月", months: "4=3", totals: "", ..MARCH };
    let sheets = sitting.read(&[("1月.xlsx", JANUARY), ("3月.xlsx", MARCH), ("4月.xlsx", april)]);
    sitting.import(&sheets, &by(TotalPolicy::Old)).unwrap();
    let after = sitting.recorded();
    assert_eq!(after.unit.first_month, month("2022-01"));
    assert!(!after.is_no_data(month("2022-04")));
    assert_eq!(after.months[&month("2022-01")].filled_on, "2022-01-27".parse().ok());

    let undone = sitting.session.history_mut().undo(now()).unwrap().unwrap();
    assert!(undone.sentence.starts_with("已撤销：3 个月 "), "{}", undone.sentence);
    assert_eq!(sitting.recorded(), before);
    sitting.session.history_mut().redo(now()).unwrap();
    assert_eq!(sitting.recorded(), after);
    Session::open(sitting.office.data()).unwrap();
}

#[test]
fn one_sheet_that_fails_keeps_all_of_them_out() {
    let mut sitting = Sitting::begun();
    let before = sitting.office.everything();
    let broken = Old { months: "2a=约20 4=1", ..MARCH };
    let sheets = sitting.read(&[("1月.xlsx", JANUARY), ("3月.xlsx", broken)]);
    let plan = sitting.plan(&sheets, &by(TotalPolicy::Old));
    let problem = plan.problem.clone().unwrap();
    assert!(
        problem.starts_with(
            "“3月.xlsx”的“Sheet1”：有 1 格读不懂，例如第 2 项“清除暴露垃圾”（D6 格）填的是“约20”"
        ),
        "{problem}"
    );
    let refused = sitting
        .session
        .reports_mut()
        .import_months(now(), &sheets, &by(TotalPolicy::Old), &plan)
        .unwrap_err();
    assert_eq!(refused.code(), "not_ready");
    assert_eq!(sitting.office.everything(), before);

    let without = Choices { left_out: vec![1], ..by(TotalPolicy::Opening) };
    sitting.import(&sheets, &without).unwrap();
    assert_eq!(sitting.recorded().months[&month("2022-01")].entries[&id("2a")], "20.00");
    assert!(!sitting.recorded().months.contains_key(&month("2022-03")));
}

#[test]
fn two_sheets_of_one_month_are_told_unless_they_say_the_same() {
    let mut sitting = Sitting::begun();
    let other = Old { months: "2a=2", ..MARCH };
    let sheets = sitting.read(&[("3月.xlsx", MARCH), ("3月副本.xlsx", MARCH), ("3月改.xlsx", other)]);
    let plan = sitting.plan(&sheets, &by(TotalPolicy::Old));
    let told: Vec<(SheetStatus, &str)> = plan
        .sheets
        .iter()
        .map(|sheet| (sheet.status, sheet.problem.as_deref().unwrap_or_default()))
        .collect();
    assert_eq!(
        told,
        [
            (SheetStatus::Ready, ""),
            (SheetStatus::Copy, "和“3月.xlsx”的“Sheet1”的内容一样，只导入一张"),
            (SheetStatus::Blocked, "和“3月.xlsx”的“Sheet1”都是2022年3月，数不一样。请把其中一张改为不导入"),
        ]
    );
    let second = Choices { left_out: vec![0, 1], ..by(TotalPolicy::Old) };
    assert_eq!(sitting.plan(&sheets, &second).sheets[2].status, SheetStatus::Ready);
}

#[test]
fn a_final_month_is_locked_and_one_that_says_the_same_is_let_be() {
    let mut sitting = Sitting::begun();
    let march = month("2022-03");
    sitting.session.reports_mut().fill_zero(now(), march).unwrap();
    sitting.session.reports_mut().set_amounts(now(), march, texts("2a=1 4=1")).unwrap();
    sitting.session.reports_mut().finalize(now(), march).unwrap();
    let april = Old { title: "2022年4月", months: "4=3", totals: "4=4", ..MARCH };
    let other = Old { months: "4=2", ..MARCH };
    let sheets = sitting.read(&[("3月.xlsx", other), ("4月.xlsx", april)]);
    let problem = sitting.plan(&sheets, &Choices::default()).problem.unwrap();
    assert!(
        problem.contains("2022年3月已经定稿，旧表的数和它不一样。要导入请先“重新打开”这个月"),
        "{problem}"
    );
    let sheets = sitting.read(&[("3月.xlsx", MARCH), ("4月.xlsx", april)]);
    let plan = sitting.plan(&sheets, &Choices::default());
    assert_eq!((plan.sheets[0].status, plan.problem), (SheetStatus::Same, None));
    sitting.import(&sheets, &Choices::default()).unwrap();
    assert_eq!(sitting.recorded().months[&month("2022-04")].entries[&id("4")], "3");
}

#[test]
fn an_amount_that_was_added_up_stays_as_it_was_typed_where_the_old_sheet_says_the_same() {
    let mut sitting = Sitting::begun();
    sitting.session.reports_mut().set_amounts(now(), month("2022-03"), texts("2a=0.4+0.6 9=3+4")).unwrap();
    let old = Old { months: "2a=1 4=1 9=8", totals: "", ..MARCH };
    let sheets = sitting.read(&[("3月.xlsx", old)]);
    let plan = sitting.plan(&sheets, &Choices::default());
    let told: Vec<_> = plan.sheets[0]
        .figures
        .iter()
        .filter(|figure| !figure.recorded.is_empty())
        .map(|figure| (figure.recorded.as_str(), figure.read.as_str(), figure.status))
        .collect();
    assert_eq!(told, [("1.00", "1.00", FigureStatus::Same), ("7", "8", FigureStatus::Replaces)]);
    sitting.import(&sheets, &Choices::default()).unwrap();
    let entries = &sitting.recorded().months[&month("2022-03")].entries;
    assert_eq!(["2a", "4", "9"].map(|figure| entries[&id(figure)].as_str()), ["0.40+0.60", "1", "8"]);
}

#[test]
fn a_final_month_whose_total_changes_is_named() {
    let mut sitting = Sitting::begun();
    sitting.session.reports_mut().fill_zero(now(), month("2022-05")).unwrap();
    sitting.session.reports_mut().finalize(now(), month("2022-05")).unwrap();
    let sheets = sitting.read(&[("3月.xlsx", Old { totals: "", ..MARCH })]);
    let plan = sitting.plan(&sheets, &Choices::default());
    assert_eq!(plan.remarks, ["2022年5月已经定稿，报出的累计会和现在的不同，导入后请更正已报的数"]);
}

#[test]
fn months_outside_the_campaign_and_of_no_name_are_given_one_or_stay_out() {
    let mut sitting = Sitting::begun();
    let sheets = sitting.read(&[
        ("表.xlsx", Old { title: "2021年3月", ..MARCH }),
        ("报.xlsx", Old { title: "统计表", ..MARCH }),
    ]);
    let plan = sitting.plan(&sheets, &Choices::default());
    let problem = |at: usize| plan.sheets[at].problem.clone().unwrap_or_default();
    assert!(
        problem(0).starts_with("2021年3月不在主题活动期内，可填 2022年1月至2023年12月。"),
        "{}",
        problem(0)
    );
    assert!(problem(1).starts_with("标题、工作表名和文件名里都没有月份。"), "{}", problem(1));
    let given =
        Choices { months: vec![(0, month("2022-03")), (1, month("2022-05"))], ..by(TotalPolicy::Months) };
    sitting.import(&sheets, &given).unwrap();
    assert_eq!(
        sitting.recorded().months.keys().copied().collect::<Vec<_>>(),
        [month("2022-03"), month("2022-05")]
    );
}

#[test]
fn another_unit_and_rows_it_does_not_fill_are_told() {
    let mut sitting = Sitting::begun();
    let sheets = sitting
        .read(&[("3月.xlsx", Old { unit: "长坪乡", months: "4=1 11=30 12=0", totals: "4=1", ..MARCH })]);
    let plan = sitting.plan(&sheets, &Choices::default());
    let sheet = &plan.sheets[0];
    assert_eq!(sheet.remarks, ["表上的填报单位是“长坪乡”，不是“龙沙镇”，请核对是不是本单位的表"]);
    let remarks: Vec<(String, &str)> = sheet
        .figures
        .iter()
        .filter(|figure| !figure.remark.is_empty())
        .map(|figure| (figure.figure.to_string(), figure.remark.as_str()))
        .collect();
    assert_eq!(remarks, [("11".to_owned(), "本单位不填，不导入")]);
    sitting.import(&sheets, &Choices::default()).unwrap();
    assert_eq!(sitting.recorded().months[&month("2022-03")].entries.len(), 1);
}

#[test]
fn another_unit_in_the_title_or_on_the_tab_is_told() {
    let mut sitting = Sitting::begun();
    for other in
        [Old { title: "太安镇2022年3月情况统计表", ..MARCH }, Old { tab: "太安镇2022年3月", ..MARCH }]
    {
        let sheets = sitting.read(&[("3月.xlsx", other)]);
        let plan = sitting.plan(&sheets, &Choices::default());
        assert_eq!(plan.sheets[0].remarks, ["表上写着“太安镇”，不是“龙沙镇”，请核对是不是本单位的表"]);
    }
    let own = Old { title: "万州区龙沙镇2022年3月情况统计表", ..MARCH };
    let sheets = sitting.read(&[("3月.xlsx", own)]);
    assert!(sitting.plan(&sheets, &Choices::default()).sheets[0].remarks.is_empty());
}

#[test]
fn a_department_fills_every_row() {
    let office = Office::new();
    let mut session = office.session();
    session.begin(now(), unit(UnitKind::from("department"), "2022-03"), vec![]).unwrap();
    let mut sitting = Sitting { office, session };
    let sheets =
        sitting.read(&[("3月.xlsx", Old { months: "10a=2 10b=1,500.5㎡ 11=30", totals: "", ..MARCH })]);
    sitting.import(&sheets, &Choices::default()).unwrap();
    assert_eq!(sitting.recorded().months[&month("2022-03")].entries[&id("10b")], "1500.50");
}

#[test]
fn what_has_changed_since_it_was_looked_at_is_not_written_over() {
    let mut sitting = Sitting::begun();
    let sheets = sitting.read(&[("3月.xlsx", MARCH)]);
    let plan = sitting.plan(&sheets, &by(TotalPolicy::Months));
    sitting.office.session().reports_mut().set_amounts(now(), month("2022-03"), texts("2a=77")).unwrap();
    let refused = sitting
        .session
        .reports_mut()
        .import_months(now(), &sheets, &by(TotalPolicy::Months), &plan)
        .unwrap_err();
    assert_eq!(
        (refused.code(), refused.to_string().as_str()),
        ("changed", "看过以后，数据又有了改动，所以没有导入，什么都没有改动。请再看一遍，再确认导入")
    );
    assert_eq!(sitting.recorded().months[&month("2022-03")].entries[&id("2a")], "77.00");
}

#[test]
fn a_backup_that_is_only_looked_at_takes_nothing_in() {
    let sitting = Sitting::begun();
    sitting.session.backups().apart().unwrap().back_up(now()).unwrap();
    let sheets = sitting.read(&[("3月.xlsx", MARCH)]);
    let backup = sitting.session.backups().list().unwrap().remove(0);
    let mut looked = sitting.session.backups().look(backup.path.as_ref()).unwrap();
    let refused = looked.reports_mut().plan_months(&sheets, &Choices::default()).unwrap_err();
    assert_eq!(refused.code(), "only_looking");
    assert_eq!(looked.reports().hand_filled_reader().unwrap_err().code(), "only_looking");
}

#[test]
fn an_import_that_would_make_a_total_negative_is_refused() {
    let mut sitting = Sitting::begun();
    sitting.session.reports_mut().set_amounts(now(), month("2022-03"), texts("4=9")).unwrap();
    sitting.session.reports_mut().adjust(now(), month("2022-04"), texts("4=-8"), "多记了").unwrap();
    let sheets = sitting.read(&[("3月.xlsx", Old { totals: "", ..MARCH })]);
    let problem = sitting.plan(&sheets, &Choices::default()).problem.unwrap();
    assert!(problem.contains("第 4 行“环卫设施问题”的2022年4月累计成了负数"), "{problem}");
}

#[test]
fn a_day_before_the_month_is_not_taken_for_its_day() {
    let mut sitting = Sitting::begun();
    let sheets = sitting.read(&[("3月.xlsx", Old { date: "2022年2月26日", totals: "", ..MARCH })]);
    let plan = sitting.plan(&sheets, &Choices::default());
    assert_eq!(plan.remarks, ["2022年3月的旧表写的填报时间是2022年2月26日，早于那个月，没有用"]);
}
