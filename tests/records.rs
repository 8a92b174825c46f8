//! What a month reports: final, opened again, corrected, sent, and never changed behind anybody's back.
#![cfg(test)]

#[path = "records/frozen.rs"]
mod frozen;
mod harness;
#[path = "records/kept_files.rs"]
mod kept_files;
#[path = "records/sending_steps.rs"]
mod sending_steps;

use harness::{Office, id, month, now, texts, unit};
use yuebao::period::{Month, date_name};
use yuebao::report::{CheckCode, Level, State, Subject};
use yuebao::session::{File, Handled, NextStep, RailMonth, Session};
use yuebao::store::OperationKind;
use yuebao::unit::UnitKind;

/// A sealed page, as far as the program looks.
const SCAN: &[u8] = b"%PDF-1.4 %%EOF";

/// A township with every figure of some months filled.
struct Records {
    office: Office,
    session: Session,
}

impl Records {
    /// Figure 2a holds 10 in each of the months, all others hold 0.
    fn of(months: &[&str]) -> Self {
        let office = Office::new();
        let mut session = office.session();
        session.begin(now(), unit(UnitKind::from("township"), "2022-01"), vec![]).unwrap();
        for at in months {
            session.reports_mut().set_amounts(now(), month(at), texts("2a=10")).unwrap();
            session.reports_mut().fill_zero(now(), month(at)).unwrap();
        }
        Self { office, session }
    }

    /// The first quarter of 2022: January and February sent, January with its scan, March final.
    fn of_a_quarter() -> Self {
        let mut records = Self::of(&["2022-01", "2022-02", "2022-03"]);
        for at in ["2022-01", "2022-02", "2022-03"] {
            records.finalize(at);
        }
        for at in ["2022-01", "2022-02"] {
            if at == "2022-01" {
                records.session.sending_mut().attach_scan(now(), month(at), SCAN.to_vec()).unwrap();
            }
            records.send(at);
        }
        records
    }

    /// Draws the workbook of a month, and keeps it as one does that is on the disk.
    fn export(&mut self, month: Month) -> File {
        let file = self.session.reports().workbook(now(), month, None).unwrap();
        self.session.sending_mut().record_handled(now(), &file, &Handled::Written).unwrap();
        file
    }

    fn reopened(self) -> Self {
        let Self { office, session } = self;
        drop(session);
        let session = office.session();
        Self { office, session }
    }

    fn finalize(&mut self, at: &str) {
        self.session.reports_mut().finalize(now(), month(at)).unwrap();
    }

    fn send(&mut self, at: &str) {
        self.session.reports_mut().mark_sent(now(), month(at), "邮件", "区城管局").unwrap();
    }

    fn reopen(&mut self, at: &str) {
        self.session.reports_mut().reopen(now(), month(at), "过磅单漏了一张").unwrap();
    }

    fn set(&mut self, at: &str, items: &str) {
        self.session.reports_mut().set_amounts(now(), month(at), texts(items)).unwrap();
    }

    fn set_code(&mut self, at: &str, items: &str) -> &'static str {
        self.session
            .reports_mut()
            .set_texts(now(), OperationKind::Fill, month(at), texts(items))
            .unwrap_err()
            .code()
    }

    fn state(&self, at: &str) -> (State, u32) {
        let sheet = self.session.reports().sheet(month(at)).unwrap();
        (sheet.state, sheet.revision)
    }

    fn total(&self, at: &str, figure: &str) -> String {
        let sheet = self.session.reports().sheet(month(at)).unwrap();
        sheet.cell(id(figure)).unwrap().total.amount.unwrap().to_string()
    }

    /// Month by month: what was reported and what it should say now.
    fn differences(&self) -> Vec<String> {
        let changed = self.session.reports().differences().unwrap().into_iter();
        let lines = changed.flat_map(|changed| {
            let name = changed.month.to_string();
            changed.differences.into_iter().map(move |one| {
                let [reported, now] = [one.reported, one.now].map(|amount| amount.unwrap().to_string());
                format!("{name} {} {:?} {reported} → {now}", one.figure, one.quantity)
            })
        });
        lines.collect()
    }

    fn rail(&self, at: &str) -> RailMonth {
        let overview = self.session.overview(now().date_naive()).unwrap();
        overview.months.into_iter().find(|one| one.month == month(at)).unwrap()
    }
}

#[test]
fn a_month_with_blanks_or_mistakes_does_not_become_final() {
    let mut records = Records::of(&[]);
    records
        .session
        .reports_mut()
        .set_texts(now(), OperationKind::Fill, month("2022-03"), texts("2a=三吨 1a=5"))
        .unwrap();
    let refused = records.session.reports_mut().finalize(now(), month("2022-03")).unwrap_err();
    assert_eq!(refused.code(), "not_ready");
    assert_eq!(
        refused.to_string(),
        "2022年3月还有 1 处错误、18 项空白，没有定稿，已填的数都在。请改好、填齐后再定稿；没有的填 0"
    );
    assert_eq!(records.state("2022-03"), (State::Draft, 0));
}

#[test]
fn a_final_month_is_locked_until_it_is_opened_again_with_a_reason() {
    let mut records = Records::of(&["2022-03"]);
    let march = month("2022-03");
    records.finalize("2022-03");
    let mut records = records.reopened();
    assert_eq!(records.state("2022-03"), (State::Final, 0));

    let session = &mut records.session;
    assert_eq!(session.reports().preview_figures(march, texts("2a=1"), None).unwrap_err().code(), "locked");
    let saved = session.reports_mut().set_figures(now(), march, texts("2a=1"), None, None);
    assert_eq!(saved.unwrap_err().code(), "locked");
    assert_eq!(
        session.reports_mut().set_no_data(now(), march, true).unwrap_err().code(),
        "no_data_with_entries"
    );
    assert_eq!(session.reports_mut().set_filled_on(now(), march, "2022-03-25").unwrap_err().code(), "locked");
    assert_eq!(session.reports_mut().paste(now(), march, id("2a"), "1\n2").unwrap_err().code(), "locked");
    assert_eq!(
        session.reports_mut().adjust(now(), march, texts("2a=1"), "原因").unwrap_err().code(),
        "locked"
    );
    assert_eq!(session.reports_mut().finalize(now(), march).unwrap_err().code(), "already_final");
    assert_eq!(session.reports_mut().reopen(now(), march, " \n").unwrap_err().code(), "reason");
    assert_eq!(records.set_code("2022-03", "2a=11"), "locked");
    assert_eq!(records.total("2022-03", "2a"), "10.00");

    records.reopen("2022-03");
    let sheet = records.session.reports().sheet(march).unwrap();
    assert_eq!((sheet.state, sheet.revision), (State::Draft, 1));
    assert_eq!(sheet.reason.as_deref(), Some("过磅单漏了一张"));
    records.set("2022-03", "2a=11");
    records.finalize("2022-03");
    assert_eq!(records.state("2022-03"), (State::Final, 1));
    assert_eq!(
        records.session.reports_mut().reopen(now(), month("2022-04"), "原因").unwrap_err().code(),
        "not_final"
    );
}

#[test]
fn undo_reaches_no_report() {
    let mut records = Records::of(&["2022-03"]);
    records.set("2022-04", "2a=5");
    records.set("2022-03", "2a=12");
    records.finalize("2022-03");
    assert_eq!(
        records.session.history_mut().undo(now()).unwrap(),
        None,
        "what came before lies in the report"
    );
    assert_eq!(
        (records.state("2022-03"), records.total("2022-03", "2a")),
        ((State::Final, 0), "12.00".into())
    );

    records.set("2022-04", "2a=6");
    let undone = records.session.history_mut().undo(now()).unwrap().unwrap().sentence;
    assert_eq!(undone, "已撤销：2022年4月“清除暴露垃圾” 6.00 → 5.00", "what came after it is taken back");

    records.reopen("2022-03");
    assert_eq!(records.session.history_mut().undo(now()).unwrap(), None, "not the opening");
    records.set("2022-03", "2a=13");
    let undone = records.session.history_mut().undo(now()).unwrap().unwrap().sentence;
    assert_eq!(undone, "已撤销：2022年3月“清除暴露垃圾” 13.00 → 12.00");
    assert_eq!(records.state("2022-03"), (State::Draft, 1));
}

#[test]
fn every_old_revision_can_be_opened_and_exported_as_it_was() {
    let mut records = Records::of_a_quarter();
    let march = month("2022-03");
    let first = records.export(march);
    records.reopen("2022-03");
    records.set("2022-03", "2a=11.5");
    let successor =
        yuebao::unit::Unit { person: "李四".into(), ..unit(UnitKind::from("township"), "2022-01") };
    records.session.set_unit(now(), successor).unwrap();
    records.finalize("2022-03");

    let mut records = records.reopened();
    let second = records.export(march);
    assert_eq!(first.name, "龙沙镇_2022年03月_附件2.xlsx");
    assert_eq!(second.name, "龙沙镇_2022年03月_附件2_更正1.xlsx");
    let old = records.session.reports().revision(march, 0).unwrap();
    assert_eq!(old.cell(id("2a")).unwrap().total.amount.unwrap().to_string(), "30.00");
    assert_eq!((old.unit.person.as_str(), old.revision, old.state), ("张三", 0, State::Final));
    let again = records.session.reports().workbook(now(), march, Some(0)).unwrap();
    assert_eq!((again.name, again.bytes), (first.name, first.bytes));
    assert_eq!(records.session.reports().sheet(march).unwrap().unit.person, "李四");
    assert_eq!(records.session.reports().revision(march, 2).unwrap_err().code(), "no_revision");

    let lines = records.session.reports().revisions(Some(march)).unwrap();
    let told: Vec<_> = lines.iter().map(|line| (line.name.as_str(), line.reason.as_deref())).collect();
    assert_eq!(told, [("首次报表", None), ("更正1", Some("过磅单漏了一张"))]);
}

#[test]
fn a_correction_shows_in_every_later_report_and_one_action_corrects_them() {
    let mut records = Records::of_a_quarter();
    assert_eq!(
        records.session.reports_mut().correct(now(), "原因").unwrap_err().code(),
        "nothing_to_correct"
    );
    records.reopen("2022-01");
    records.set("2022-01", "2a=7.5");
    records.finalize("2022-01");
    assert_eq!(records.differences(), ["2022-02 2a Total 20.00 → 17.50", "2022-03 2a Total 30.00 → 27.50"]);
    assert_eq!(records.total("2022-02", "2a"), "20.00", "a report says what it reported");
    assert_eq!(records.rail("2022-02").label, "已报送 · 要更正");
    assert_eq!(records.rail("2022-02").next_step, NextStep::Correct);

    let corrected = records.session.reports_mut().correct(now(), "1月漏了一张过磅单").unwrap();
    assert_eq!(corrected, [month("2022-02"), month("2022-03")]);
    let records = records.reopened();
    assert!(records.differences().is_empty());
    assert_eq!(
        (records.state("2022-02"), records.total("2022-02", "2a")),
        ((State::Final, 1), "17.50".into())
    );
    assert_eq!(records.state("2022-03"), (State::Final, 1));
    let february = records.session.reports().sheet(month("2022-02")).unwrap();
    assert_eq!(february.reason.as_deref(), Some("1月漏了一张过磅单"));
    assert_eq!(february.filled_on, Some(now().date_naive()), "no cell of it was changed on another day");
    assert_eq!(february.filled_on_name, date_name(now().date_naive()), "and so it is printed");
    assert_eq!(records.session.reports().revision(month("2022-02"), 0).unwrap().state, State::Sent);
}

#[test]
fn nothing_is_corrected_while_an_earlier_month_is_open_again() {
    let mut records = Records::of_a_quarter();
    records.reopen("2022-01");
    records.set("2022-01", "2a=7.5");
    let refused = records.session.reports_mut().correct(now(), "原因").unwrap_err();
    assert_eq!(
        refused.to_string(),
        "2022年1月重新打开后还没有定稿，2022年2月的累计数还会跟着变；没有做更正。请先把2022年1月改好、定稿，再做更正"
    );
    assert_eq!(records.state("2022-02"), (State::Sent, 0));
}

#[test]
fn a_correction_is_refused_whole_when_one_month_is_not_right() {
    let mut records = Records::of(&["2022-01", "2022-02"]);
    for (at, adjustment) in [("2022-01", "2a=0"), ("2022-02", "2a=-15")] {
        records.session.reports_mut().adjust(now(), month(at), texts(adjustment), "纸质台账多加").unwrap();
        records.finalize(at);
    }
    records.reopen("2022-01");
    records.set("2022-01", "2a=1");
    records.finalize("2022-01");
    let refused = records.session.reports_mut().correct(now(), "原因").unwrap_err();
    assert!(refused.to_string().starts_with("2022年2月还有 1 处错误"), "{refused}");
    assert_eq!(records.state("2022-02"), (State::Final, 0), "the total would be -4");
}

#[test]
fn a_month_without_data_is_reported_under_the_day_it_became_final() {
    let mut records = Records::of_a_quarter();
    let april = month("2022-04");
    records.session.reports_mut().set_no_data(now(), april, true).unwrap();
    assert_eq!(
        records.session.reports().sheet(april).unwrap().filled_on_name,
        "",
        "nobody has filled in anything"
    );
    records.finalize("2022-04");
    assert_eq!(records.session.reports().sheet(april).unwrap().filled_on_name, "2022年3月20日");
}

#[test]
fn an_adjustment_counts_from_its_month_on_and_is_taken_back_like_any_change() {
    let mut records = Records::of(&["2022-01", "2022-02"]);
    let adjust = |records: &mut Records, at: &str, items: &str, reason: &str| {
        let done = records.session.reports_mut().adjust(now(), month(at), texts(items), reason);
        done.map(drop).map_err(|error| error.to_string())
    };
    adjust(&mut records, "2022-01", "2a=－1.5", "纸质台账多加 1.50").unwrap();
    assert_eq!(
        (records.total("2022-01", "2a"), records.total("2022-02", "2a")),
        ("8.50".into(), "18.50".into())
    );
    for (items, reason, told) in [
        ("2a=-10.01", "原因", "第 2 行“清除暴露垃圾”这样调整后，2022年1月累计成了 -0.01"),
        ("2a=1", " ", "请写明原因"),
        ("2a=x", "原因", "第 2 行“清除暴露垃圾”填的“x”不行"),
        ("2a=1 2a=2", "原因", "写了两次"),
        ("10a=1", "原因", "镇乡不填"),
        ("1a=1.5", "原因", "只能填整数"),
        ("2a=1", &"长".repeat(201), "文字太长"),
    ] {
        let refused = adjust(&mut records, "2022-01", items, reason).unwrap_err();
        assert!(refused.contains(told), "{items} {reason}: {refused}");
    }
    let refused = adjust(&mut records, "2023-12", "2a=-18.51", "原因").unwrap_err();
    assert!(refused.contains("2023年12月累计成了 -0.01"), "{refused}");
    assert_eq!(records.total("2022-02", "2a"), "18.50");

    let mut records = records.reopened();
    assert_eq!(records.total("2022-02", "2a"), "18.50");
    adjust(&mut records, "2022-01", "2a=0", "").unwrap();
    assert_eq!(records.total("2022-02", "2a"), "20.00");
    let undone = records.session.history_mut().undo(now()).unwrap().unwrap().sentence;
    assert_eq!(undone, "已撤销：2022年1月“清除暴露垃圾”的累计调整");
    assert_eq!(records.total("2022-02", "2a"), "18.50");
}

#[test]
fn a_warning_is_answered_and_the_answer_goes_with_the_report() {
    let mut records = Records::of(&["2022-01", "2022-02"]);
    records.set("2022-02", "2a=100");
    let february = month("2022-02");
    let jump = Subject { code: CheckCode::FarAboveLastMonth, figure: Some(id("2a")) };
    records.session.reports_mut().explain(now(), february, jump, "春节前集中\n清运").unwrap();
    let blank = Subject { code: CheckCode::FarAboveLastMonth, figure: Some(id("9")) };
    assert_eq!(
        records.session.reports_mut().explain(now(), february, blank, "x").unwrap_err().code(),
        "no_such_warning"
    );
    records.finalize("2022-02");

    let records = records.reopened();
    let sheet = records.session.reports().sheet(february).unwrap();
    let answers: Vec<_> = sheet.explanations().map(|(check, text)| (check.level, text)).collect();
    assert_eq!(answers, [(Level::Warning, "春节前集中 清运")]);
}

#[test]
fn the_rail_names_every_state() {
    let mut records = Records::of(&["2022-01", "2022-02"]);
    assert_eq!(records.rail("2022-01").label, "草稿 · 已填齐 · 逾期");
    records.finalize("2022-01");
    assert_eq!(records.rail("2022-01").label, "定稿 · 逾期", "it was never sent");
    records.send("2022-01");
    assert_eq!(records.rail("2022-01").label, "已报送");
    records.reopen("2022-01");
    assert_eq!(records.rail("2022-01").label, "草稿 · 已填齐 · 更正1", "the first report was in time");
    assert_eq!(records.rail("2022-01").next_step, NextStep::Finalize);
    assert_eq!(records.rail("2022-03").label, "未填");
}

#[test]
fn another_program_cannot_slip_in_between() {
    let mut records = Records::of(&["2022-03"]);
    let mut other = records.office.session();
    other.reports_mut().finalize(now(), month("2022-03")).unwrap();
    assert_eq!(records.set_code("2022-03", "2a=11"), "locked", "though this session has not read it yet");
    other.reports_mut().reopen(now(), month("2022-03"), "原因").unwrap();
    other.reports_mut().set_amounts(now(), month("2022-03"), texts("2a=12")).unwrap();
    records.finalize("2022-03");
    assert_eq!(
        records.total("2022-03", "2a"),
        "12.00",
        "what is frozen is what is recorded, not what is shown"
    );
}

#[test]
fn a_unit_that_reported_cannot_begin_later() {
    let mut records = Records::of_a_quarter();
    records.reopen("2022-01");
    let empty: Vec<_> = records.session.form().figures().map(|figure| (figure.id, String::new())).collect();
    let empty: Vec<_> = empty.into_iter().filter(|(id, _)| !(10..=12).contains(&id.row)).collect();
    records.session.reports_mut().set_texts(now(), OperationKind::Fill, month("2022-01"), empty).unwrap();
    let moved = unit(UnitKind::from("township"), "2022-02");
    assert!(records.session.set_unit(now(), moved).unwrap_err().to_string().contains("2022年1月已经填了数"));
}

#[test]
fn the_history_says_who_did_what_to_a_figure() {
    let mut records = Records::of(&["2022-01"]);
    records.session.reports_mut().adjust(now(), month("2022-01"), texts("2a=-1"), "多加").unwrap();
    records.finalize("2022-01");
    records.send("2022-01");
    records.reopen("2022-01");
    records.finalize("2022-01");
    let told = |month: Option<Month>, figure: Option<&str>| {
        let lines = records.session.history().lines(month, figure.map(id)).unwrap().into_iter();
        let line = lines.map(|line| {
            format!(
                "{} {} {} {} {}：{} → {}",
                line.moment, line.person, line.action, line.month_name, line.subject, line.before, line.after
            )
        });
        // A digest depends on the layout of the workbook.
        let plain = line.map(|line| line.split("，校验码").next().unwrap().to_owned());
        plain.collect::<Vec<_>>().join("\n")
    };
    let of_month = told(Some(month("2022-01")), None);
    let without_zeros: Vec<&str> = of_month.lines().filter(|line| !line.contains("空白补零")).collect();
    let of_figure = told(None, Some("2a"));
    insta::assert_snapshot!(format!("{}\n\n2a:\n{of_figure}", without_zeros.join("\n")));
    assert_eq!(records.session.history().lines(None, Some(id("19"))).unwrap_err().code(), "unknown_figure");
}
