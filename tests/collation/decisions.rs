//! What a clerk decides: what each decision changes, and that it changes nothing else, a figure least of all.

use serde_json::Value;

use crate::clerk::{Clerk, OFFICE, texts};
use crate::district::{SUCCESSOR, UNITS, done, place_of, unit_of};
use crate::drawn::{Cell, Hand, Layout, Slip, draw, right};
use crate::harness::Office;
use crate::packed::mail;

pub(crate) const JANUARY: &str = "2022-01";
pub(crate) const FEBRUARY: &str = "2022-02";
const HAND: Layout = Layout::Official(Hand::Numbers);

/// A report of a unit, changed.
fn slip(unit: &str, month: usize, change: impl FnOnce(&mut Slip)) -> Slip {
    let mut slip = right(unit_of(unit), month);
    change(&mut slip);
    slip
}

impl Clerk {
    fn put_slip(&self, name: &str, slip: &Slip, layout: Layout) {
        self.put(name, &draw(slip, layout).bytes);
    }

    /// Takes in one report alone.
    fn take_slip(&self, name: &str, slip: &Slip) -> Value {
        self.put_slip(name, slip, HAND);
        self.take(name)
    }

    /// January and February of three townships; the total of 小周镇 does not carry in February.
    pub(crate) fn with_three_townships() -> Self {
        let clerk = Self::begun();
        for unit in ["小周镇", "大周镇", SUCCESSOR] {
            clerk.put_slip(&format!("1月/{unit}.xlsx"), &slip(unit, 0, |_| ()), Layout::Own);
            let wrong = |slip: &mut Slip| {
                if unit == "小周镇" {
                    slip.figures[place_of("9")][1] = Cell::Amount(99_900);
                }
            };
            clerk.put_slip(&format!("2月/{unit}.xlsx"), &slip(unit, 1, wrong), HAND);
        }
        clerk.take("1月");
        clerk.take("2月");
        clerk
    }

    /// The sums of a month. Whose reports in them are not verified is no sum.
    fn figures(&self, month: &str) -> Value {
        let mut figures = self.json(["show", month])["figures"].take();
        for figure in figures.as_object_mut().unwrap().values_mut() {
            figure.as_object_mut().unwrap().remove("unverified");
        }
        figures
    }

    /// What has to be answered in a month; what is only told is not.
    fn asked(&self, month: &str) -> Vec<Value> {
        let problems = self.json(["problems", month])["problems"].as_array().unwrap().clone();
        problems.into_iter().filter(|one| one["grade"] != "hint").collect()
    }

    fn names(&self, month: &str, list: &str) -> Vec<String> {
        texts(&self.json(["status", month])[list])
    }
}

/// What a unit did of a figure in a month, as a text.
fn did(unit: &str, month: usize, figure: &str) -> i64 {
    right(unit_of(unit), month).figures[place_of(figure)][0].amount().unwrap() / 100
}

#[test]
fn what_was_answered_waits_no_more_and_no_figure_moves() {
    let clerk = Clerk::with_three_townships();
    assert_eq!(clerk.names(FEBRUARY, "to_verify"), ["小周镇"]);
    let before = (clerk.figures(JANUARY), clerk.figures(FEBRUARY));
    let refused = clerk.run(["accept", FEBRUARY, "小周镇", "--reason", "核实无误。"]).refused();
    assert!(refused.contains("理由要说明情况，不能只写“核实无误。”"), "{refused}");
    assert_eq!(clerk.names(FEBRUARY, "to_verify"), ["小周镇"]);
    let told = clerk.json(["accept", FEBRUARY, "小周镇", "--reason", "电话问过张三，去年的也算进了累计"]);
    assert_eq!(told["standing"], "accepted");
    assert_eq!(told["reason"], "电话问过张三，去年的也算进了累计");
    let status = clerk.json(["status", FEBRUARY]);
    assert_eq!((&status["accepted"], &status["waiting"]), (&3.into(), &0.into()));
    assert!(clerk.asked(FEBRUARY).is_empty());
    assert_eq!((clerk.figures(JANUARY), clerk.figures(FEBRUARY)), before);
}

#[test]
fn what_was_sent_back_counts_no_more_until_its_correction_comes() {
    let clerk = Clerk::with_three_townships();
    let january = clerk.everything(JANUARY);
    let before = clerk.figures(FEBRUARY);
    let told = clerk.json(["return", FEBRUARY, "小周镇", "--reason", "第 9 行累计不对"]);
    assert_eq!((told["standing"].as_str(), told["version"].is_null()), (Some("returned"), true));
    assert_eq!(clerk.names(FEBRUARY, "returned"), ["小周镇"]);
    let after = clerk.figures(FEBRUARY);
    let two = did("大周镇", 1, "9") + did(SUCCESSOR, 1, "9");
    assert_eq!((&after["9"]["month"], &after["9"]["units"]), (&two.to_string().into(), &2.into()));
    assert!(texts(&after["9"]["missing"]).contains(&"小周镇".to_owned()));
    assert_eq!(clerk.everything(JANUARY), january, "the month before stays as it was");
    // The same file once more is no correction.
    assert_eq!(clerk.take("2月/小周镇.xlsx")["files"][0]["outcome"], "duplicate");
    assert_eq!(clerk.figures(FEBRUARY), after);
    clerk.take_slip("小周镇更正.xlsx", &slip("小周镇", 1, |_| ()));
    assert_eq!(clerk.figures(FEBRUARY), before, "its month was right from the beginning");
    let status = clerk.json(["status", FEBRUARY]);
    assert_eq!((&status["accepted"], texts(&status["returned"]).len()), (&3.into(), 0));
}

#[test]
fn an_exempt_unit_is_not_asked_for_and_counts_where_it_reported() {
    let clerk = Clerk::with_three_townships();
    let before = clerk.json(["status", FEBRUARY]);
    let told = clerk.json(["exempt", FEBRUARY, "白羊镇", "--reason", "区里同意本月免报"]);
    assert_eq!(told["standing"], "exempt");
    let after = clerk.json(["status", FEBRUARY]);
    assert_eq!(before["expected"].as_u64().unwrap() - 1, after["expected"].as_u64().unwrap());
    for same in ["received", "on_time", "accepted", "waiting"] {
        assert_eq!(before[same], after[same], "{same}");
    }
    assert_eq!(texts(&after["exempt"]), ["白羊镇"]);
    let asked = texts(&after["missing"]);
    assert!(!asked.contains(&"白羊镇".to_owned()) && asked.len() + 1 == texts(&before["missing"]).len());
    assert!(!texts(&clerk.figures(FEBRUARY)["9"]["missing"]).contains(&"白羊镇".to_owned()));
    assert_eq!(clerk.json(["status", JANUARY])["expected"], 52);
}

#[test]
fn an_exemption_by_mistake_is_taken_back() {
    let clerk = Clerk::with_three_townships();
    let before = clerk.json(["status", FEBRUARY]);
    let reason = ["--reason", "张三看错了行，是龙沙镇免报"];
    let refused = clerk.run(["expect", FEBRUARY, "白羊镇", reason[0], reason[1]]).refused();
    assert!(refused.contains("白羊镇2022年2月没有定为免报，什么都没有改动"), "{refused}");
    clerk.run(["exempt", FEBRUARY, "白羊镇", "--reason", "区里同意本月免报"]).done();
    let told = clerk.json(["expect", FEBRUARY, "白羊镇", reason[0], reason[1]]);
    assert_eq!((&told["standing"], &told["reason"]), (&"missing".into(), &reason[1].into()));
    assert_eq!(clerk.json(["status", FEBRUARY]), before);
    // What was not looked at meanwhile counts.
    let figures = clerk.figures(FEBRUARY);
    clerk.run(["exempt", FEBRUARY, "大周镇", "--reason", "区里同意本月免报"]).done();
    assert_ne!(clerk.figures(FEBRUARY), figures);
    clerk.run(["expect", FEBRUARY, "大周镇", reason[0], reason[1]]).done();
    assert_eq!(clerk.figures(FEBRUARY), figures);
    assert!(clerk.beside(["history"]).done().contains("取消免报"));
}

#[test]
fn a_campaign_taken_up_in_march_carries_what_the_units_state() {
    let clerk = Clerk::begun();
    for unit in ["小周镇", "大周镇"] {
        clerk.take_slip(&format!("{unit}3月.xlsx"), &slip(unit, 2, |_| ()));
    }
    let stated = |which: usize| -> i64 {
        let of = |unit| right(unit_of(unit), 2).figures[place_of("9")][which].amount().unwrap() / 100;
        of("小周镇") + of("大周镇")
    };
    assert!(stated(1) > stated(0));
    let told = &clerk.figures("2022-03")["9"];
    assert_eq!(
        (&told["month"], &told["total"]),
        (&stated(0).to_string().into(), &stated(1).to_string().into())
    );
    clerk.run(["close", "2022-03"]).done();
    assert_eq!(clerk.figures("2022-03")["9"]["total"], stated(1).to_string());
    // January comes after all: then everything is of its months.
    clerk.take_slip("小周镇1月.xlsx", &slip("小周镇", 0, |_| ()));
    assert_eq!(clerk.figures("2022-03")["9"]["total"], stated(1).to_string(), "what is closed stays");
    clerk.is_sound();
}

#[test]
fn nothing_arrives_tomorrow_or_before_the_campaign() {
    let clerk = Clerk::begun();
    clerk.put_slip("1月.xlsx", &slip("小周镇", 0, |_| ()), HAND);
    for (day, why) in [("2099-03-01", "还没有到"), ("2021-12-31", "还没有开始（2022年1月1日起）")]
    {
        let refused = clerk.run(["take", "1月.xlsx", "--yes", "--received", day]).refused();
        assert!(refused.contains(why) && refused.contains("什么都没有改动"), "{refused}");
    }
    assert_eq!(clerk.json(["status", JANUARY])["received"], 0);
    clerk.run(["take", "1月.xlsx", "--yes", "--received", "2022-01-28"]).done();
}

#[test]
fn a_file_that_lay_in_an_earlier_mail_too_arrived_with_the_mail() {
    let clerk = Clerk::begun();
    let drawn = draw(&slip("小周镇", 0, |_| ()), HAND);
    clerk.put("散的/小周镇1月.xlsx", &drawn.bytes);
    let mail = mail("Wed, 26 Jan 2022 10:00:00 +0800", &[("小周镇1月.xlsx", drawn.bytes.as_slice())]);
    clerk.put("来信.eml", &mail);
    let late = || clerk.names(JANUARY, "late");
    clerk.run(["take", "散的", "--yes", "--received", "2022-01-30"]).done();
    assert_eq!(late(), ["小周镇"]);
    let told = clerk.take("来信.eml");
    assert_eq!(told["files"][0]["outcome"], "duplicate");
    let sentence = told["files"][0]["sentences"][1].as_str().unwrap();
    assert!(sentence.contains("2022年1月26日就到了"), "{sentence}");
    assert!(late().is_empty());
    assert!(clerk.beside(["history"]).done().contains("收到日期"));
    clerk.is_sound();
}

#[test]
fn what_is_left_out_counts_nowhere_until_it_is_assigned() {
    let clerk = Clerk::with_three_townships();
    let before = clerk.everything(FEBRUARY);
    let report = before["problems"]["problems"][0]["report"].as_str().unwrap().to_owned();
    clerk.run(["exclude", &report, "--reason", "不是这个单位的表"]).done();
    assert!(clerk.names(FEBRUARY, "missing").contains(&"小周镇".to_owned()));
    assert_eq!(clerk.figures(FEBRUARY)["9"]["units"], 2);
    clerk
        .run(["assign", &report, "--unit", "小周镇", "--month", FEBRUARY, "--reason", "问清了，是的"])
        .done();
    assert_eq!(clerk.everything(FEBRUARY), before);
    assert!(
        clerk
            .run(["exclude", "999/0", "--reason", "没有这一份"])
            .refused()
            .contains("没有“999/0”这份收到的表")
    );
    assert!(clerk.run(["assign", &report, "--reason", "什么也没说"]).refused().contains("都没有写"));
}

#[test]
fn what_nobody_could_place_is_assigned_and_its_name_is_known_from_then_on() {
    let clerk = Clerk::begun();
    let calls_itself = |slip: &mut Slip| slip.called = "小周".to_owned();
    let told = clerk.take_slip("1.xlsx", &slip("小周镇", 0, calls_itself));
    assert_eq!(told["files"][0]["outcome"], "unplaced");
    let told = clerk.json(["problems"]);
    let report = told["problems"][0]["report"].as_str().unwrap();
    clerk.run(["assign", report, "--unit", "小周镇", "--reason", "电话问过"]).done();
    assert_eq!(clerk.figures(JANUARY)["9"]["month"], did("小周镇", 0, "9").to_string());
    let told = clerk.take_slip("2.xlsx", &slip("小周镇", 1, calls_itself));
    assert_eq!(
        (&told["files"][0]["outcome"], &told["files"][0]["places"][0][0]),
        (&"adopted".into(), &"小周镇".into())
    );
    let told = clerk.take_slip("小周镇2022年2月.xlsx", &slip("小周镇", 2, |_| ()));
    assert_eq!(told["files"][0]["outcome"], "unplaced");
    let told = clerk.json(["problems"]);
    let report = told["problems"][0]["report"].as_str().unwrap();
    clerk.run(["assign", report, "--month", "2022-03", "--reason", "文件名写错了"]).done();
    assert_eq!(clerk.figures("2022-03")["9"]["month"], did("小周镇", 2, "9").to_string());
}

#[test]
fn a_telephone_call_stands_for_no_figure() {
    let clerk = Clerk::with_three_townships();
    let before = clerk.everything(FEBRUARY);
    let told = clerk.json(["phone", FEBRUARY, "白羊镇", "--reason", "说第 9 行是 12 次，明天送表"]);
    assert_eq!(
        (&told["standing"], &told["phone"]),
        (&"missing".into(), &"说第 9 行是 12 次，明天送表".into())
    );
    assert_eq!(clerk.everything(FEBRUARY), before);
}

#[test]
fn a_report_that_is_not_sound_cannot_be_accepted() {
    let clerk = Clerk::begun();
    let [whole, part] = ["2a", "2b"].map(place_of);
    let has_whole = |unit: &&crate::district::Unit| done(unit_of(&unit.name), 0, whole).is_some();
    let unit = UNITS.iter().find(has_whole).unwrap().name.as_str();
    let larger = |slip: &mut Slip| slip.figures[part][0] = Cell::Amount(99_999_999);
    let told = clerk.take_slip("1.xlsx", &slip(unit, 0, larger));
    assert_eq!(told["files"][0]["outcome"], "waiting");
    let refused = clerk.run(["accept", JANUARY, unit, "--reason", "先这样，下月再改"]).refused();
    assert!(refused.contains("还不能采用") && refused.contains("它是其中的一部分"), "{refused}");
    assert!(clerk.figures(JANUARY)["9"]["month"].is_null());
}

#[test]
fn a_closed_form_says_of_whom_it_was_though_its_numbers_stay() {
    let clerk = Clerk::begun();
    clerk.take_slip("小周镇.xlsx", &slip("小周镇", 0, |_| ()));
    clerk.run(["close", JANUARY]).done();
    let before = clerk.json(["show", JANUARY]);
    let nothing_done = |slip: &mut Slip| {
        for cell in slip.figures.iter_mut().flatten().filter(|cell| cell.amount().is_some()) {
            *cell = Cell::Amount(0);
        }
    };
    clerk.take_slip("大周镇.xlsx", &slip("大周镇", 0, nothing_done));
    let told = clerk.run(["accept", JANUARY, "大周镇", "--reason", "迟报，来电说当月没有做"]).done();
    assert!(told.contains("2022年1月关账时汇总了 1/52 个单位，现在是 2/52 个，报出的数都没有变"), "{told}");
    let after = clerk.json(["show", JANUARY]);
    assert_eq!(after["form"], before["form"]);
    let (was, is) = (&before["figures"]["9"], &after["figures"]["9"]);
    assert_eq!((&is["month"], &is["units"], &is["missing"]), (&was["month"], &was["units"], &was["missing"]));
    assert_eq!((&is["now"]["month"], &is["now"]["units"]), (&was["month"], &2.into()));
    let shown = clerk.run(["show", JANUARY]).done();
    assert_eq!(shown.matches("报出的数都没有变").count(), 1, "{shown}");
    // Nothing is otherwise once it is closed anew.
    clerk.run(["reopen", JANUARY, "--reason", "把迟报的单位写上"]).done();
    clerk.run(["close", JANUARY]).done();
    let again = clerk.json(["show", JANUARY]);
    assert_eq!((&again["form"]["units"], &again["figures"]["9"]["now"]), (&2.into(), &Value::Null));
}

#[test]
fn a_total_with_that_of_a_merged_unit_says_where_it_may_come_from() {
    let clerk = Clerk::with_three_townships();
    clerk.take_slip("白羊镇1月.xlsx", &slip("白羊镇", 0, |_| ()));
    clerk.run(["units", "succeed", "白羊镇", "大周镇", JANUARY]).done();
    let of_both = |slip: &mut Slip| {
        let total = &mut slip.figures[place_of("9")][1];
        *total = Cell::Amount(total.amount().unwrap() + did("白羊镇", 0, "9") * 100);
    };
    clerk.take_slip("大周镇更正.xlsx", &slip("大周镇", 1, of_both));
    let asked = clerk.asked(FEBRUARY);
    let sentence = |one: &Value| one["sentence"].as_str().unwrap().to_owned();
    let told: Vec<String> = asked.iter().filter(|one| one["unit"] == "大周镇").map(sentence).collect();
    let theirs = format!(
        "多出来的正好是并入的白羊镇最后一次报的累计 {}，它报过的月份汇总里照算",
        did("白羊镇", 0, "9")
    );
    assert!(told.iter().any(|one| one.ends_with(&theirs)), "{told:?}");
}

#[test]
fn a_closed_month_stays_as_it_was_whatever_comes() {
    let clerk = Clerk::with_three_townships();
    let refused = clerk.run(["close", FEBRUARY]).refused();
    assert!(refused.contains("还有 1 个单位待核实：小周镇。没有关账"), "{refused}");
    clerk.run(["accept", FEBRUARY, "小周镇", "--reason", "电话问过，累计含去年"]).done();
    assert!(clerk.run(["close", "2022-03"]).refused().contains("一份表也没有采用"));
    let before = clerk.figures(FEBRUARY);
    assert_eq!(clerk.json(["close", FEBRUARY])["closed"], true);
    for words in [["return", "退回看看"], ["exempt", "不用报了"]] {
        let refused = clerk.run([words[0], FEBRUARY, "大周镇", "--reason", words[1]]).refused();
        assert!(refused.contains("2022年2月已经关账，没有改动"), "{refused}");
    }
    let more = |slip: &mut Slip| {
        for cell in &mut slip.figures[place_of("9")] {
            *cell = Cell::Amount(cell.amount().unwrap() + 700);
        }
    };
    clerk.take_slip("大周镇更正.xlsx", &slip("大周镇", 1, more));
    clerk.take_slip("白羊镇补报.xlsx", &slip("白羊镇", 1, |_| ()));
    let status = clerk.json(["status", FEBRUARY]);
    assert_eq!(texts(&status["to_verify"]), ["大周镇", "白羊镇"]);
    assert_eq!(clerk.figures(FEBRUARY), before, "what comes late waits");
    // What is reopened is asked why, and takes what came by then.
    assert_eq!(clerk.json(["reopen", FEBRUARY, "--reason", "大周镇来了更正"])["closed"], false);
    clerk.run(["accept", FEBRUARY, "大周镇", "--reason", "更正说明了漏报的 7 次"]).done();
    clerk.run(["accept", FEBRUARY, "白羊镇", "--reason", "补报，数和电话里说的一样"]).done();
    let month = |figures: &Value| figures["9"]["month"].as_str().unwrap().parse::<i64>().unwrap();
    let after = clerk.figures(FEBRUARY);
    assert_eq!(month(&after), month(&before) + 7 + did("白羊镇", 1, "9"));
    clerk.run(["close", FEBRUARY]).done();
    assert_eq!(clerk.figures(FEBRUARY), after);
}

#[test]
fn a_late_report_that_is_accepted_leaves_the_closed_form_as_it_was_reported() {
    let clerk = Clerk::with_three_townships();
    let before = clerk.figures(JANUARY);
    clerk.run(["close", JANUARY]).done();
    clerk.take_slip("白羊镇补报.xlsx", &slip("白羊镇", 0, |_| ()));
    clerk.run(["accept", JANUARY, "白羊镇", "--reason", "关账以后补报的，数核对过"]).done();
    let frozen = clerk.figures(JANUARY);
    assert_eq!(
        (&frozen["9"]["month"], &frozen["9"]["total"]),
        (&before["9"]["month"], &before["9"]["total"])
    );
}

#[test]
fn after_a_first_start_that_was_refused_no_month_looks_complete() {
    let clerk = Clerk { office: Office::new() };
    clerk.run(["init", "--office", OFFICE, "--units", "没有.csv"]).refused();
    for said in [
        clerk.run(["status", JANUARY]),
        clerk.run(["problems"]),
        clerk.run(["show", JANUARY]),
        clerk.run(["units"]),
        clerk.run(["bulletin", JANUARY, "--to", "."]),
    ] {
        let sentence = said.refused();
        assert!(sentence.contains("yuebao collate init"), "{sentence}");
    }
    clerk.run(["init", "--office", OFFICE]).done();
    assert!(clerk.run(["status", JANUARY]).done().contains("应报 52"));
}

#[test]
fn nobody_writes_a_figure_here_nor_what_only_an_officer_has() {
    let clerk = Clerk::with_three_townships();
    let before = [clerk.everything(JANUARY), clerk.everything(FEBRUARY)];
    clerk.put_slip("3月.xlsx", &slip("小周镇", 2, |_| ()), HAND);
    for refused in [
        clerk.beside(["set", FEBRUARY, "9=5"]),
        clerk.beside(["set", "2022-03", "9=5"]),
        clerk.beside(["no-data", "2022-03"]),
        clerk.beside(["opening", "9=490"]),
        clerk.beside(["adjust", FEBRUARY, "9=490", "--reason", "以前的累计"]),
        clerk.beside(["import", "3月.xlsx", "--yes", "--totals", "months"]),
        clerk.beside(["opening"]),
        clerk.beside(["unit", "--restart-each-year", "yes"]),
        clerk.beside(["unit", "--from", "2022-02"]),
        clerk.beside(["unit", "--kind", "township"]),
        clerk.beside(["finalize", FEBRUARY]),
        clerk.beside(["projects", "list"]),
        clerk.beside(["projects", "add", "--by", "镇城管办"]),
        clerk.beside([
            "init",
            "--unit",
            "青山镇",
            "--kind",
            "township",
            "--person",
            "张三",
            "--phone",
            "58136197",
            "--from",
            "2022-01",
        ]),
    ] {
        assert_eq!(refused.code, 1, "{}", refused.output);
        let sentence = refused.remark;
        assert!(sentence.contains("汇总") && sentence.contains("什么都没有改动"), "{sentence}");
    }
    assert_eq!([clerk.everything(JANUARY), clerk.everything(FEBRUARY)], before);
    clerk.is_sound();
}

#[test]
fn a_name_that_other_files_carry_too_is_refused() {
    let clerk = Clerk::begun();
    clerk.put_slip("附件2 城管所 小周镇1月.xlsx", &slip("小周镇", 0, |_| ()), HAND);
    clerk.take("附件2 城管所 小周镇1月.xlsx");
    let before = clerk.everything(JANUARY);
    for words in [["alias", "大周镇", "城管所"], ["alias", "大周镇", "附件2"], ["alias", "大周镇", "万州区"]]
    {
        let refused = clerk.run(["units", words[0], words[1], words[2]]).refused();
        assert!(
            refused.contains(&format!("“{}”", words[2])) && refused.contains("什么都没有改动"),
            "{refused}"
        );
    }
    let refused = clerk.run(["units", "add", "城管所", "--kind", "township"]).refused();
    assert!(refused.contains("收到的 1 份表（如“附件2 城管所 小周镇1月.xlsx”）里也有“城管所”"), "{refused}");
    assert_eq!(clerk.everything(JANUARY), before);
}

#[test]
fn a_report_that_calls_its_unit_by_the_district_is_assigned_and_teaches_no_name() {
    let clerk = Clerk::begun();
    clerk.take_slip("1.xlsx", &slip("小周镇", 0, |slip| slip.called = "万州区".to_owned()));
    let told = clerk.json(["problems"]);
    let report = told["problems"][0]["report"].as_str().unwrap();
    clerk.run(["assign", report, "--unit", "小周镇", "--reason", "电话问过"]).done();
    assert_eq!(clerk.figures(JANUARY)["9"]["month"], did("小周镇", 0, "9").to_string());
    let told = clerk.take_slip("万州区大周镇1月.xlsx", &slip("大周镇", 0, |_| ()));
    assert_eq!(told["files"][0]["outcome"], "adopted", "it is not taken for 小周镇 too");
}

#[test]
fn the_figures_that_were_sent_back_do_not_come_back_behind_their_correction() {
    let clerk = Clerk::with_three_townships();
    let wrong = |slip: &mut Slip| slip.figures[place_of("9")][1] = Cell::Amount(99_900);
    clerk.run(["return", FEBRUARY, "小周镇", "--reason", "第 9 行累计不对"]).done();
    // The same in another layout: other bytes, and no correction.
    clerk.put_slip("小周镇又.xlsx", &slip("小周镇", 1, wrong), Layout::Moved);
    assert_eq!(clerk.take("小周镇又.xlsx")["files"][0]["outcome"], "waiting");
    clerk.take_slip("小周镇更正.xlsx", &slip("小周镇", 1, |_| ()));
    let status = clerk.json(["status", FEBRUARY]);
    assert_eq!((&status["accepted"], &status["waiting"]), (&3.into(), &0.into()));
    assert!(clerk.asked(FEBRUARY).is_empty());
    let right = clerk.figures(FEBRUARY);
    clerk.run(["accept", FEBRUARY, "小周镇", "--reason", "更正的一份已经核对台账"]).done();
    assert_eq!(clerk.figures(FEBRUARY), right, "it is the correction that was accepted");
}

#[test]
fn what_had_come_when_a_unit_was_exempted_is_not_asked_about() {
    let clerk = Clerk::with_three_townships();
    clerk.run(["exempt", FEBRUARY, "大周镇", "--reason", "区里同意本月免报"]).done();
    let status = clerk.json(["status", FEBRUARY]);
    assert_eq!(
        (&status["expected"], &status["received"], &status["waiting"]),
        (&51.into(), &2.into(), &1.into())
    );
    assert_eq!(texts(&status["exempt"]), ["大周镇"]);
    // What comes since is, and the unit is named for what it is.
    let more = |slip: &mut Slip| slip.figures[place_of("9")][0] = Cell::Amount(12_300);
    clerk.take_slip("大周镇又.xlsx", &slip("大周镇", 1, more));
    let status = clerk.run(["status", FEBRUARY]).done();
    for told in [
        "待核实、已计入汇总 1：小周镇",
        "待核实、未计入汇总 1：大周镇",
        "免报 1：大周镇",
        "不在应报之列而待核实 1：大周镇",
    ] {
        assert!(status.contains(told), "{told}\n{status}");
    }
}

#[test]
fn an_earlier_month_that_comes_after_closing_waits_and_leaves_the_totals_as_they_are() {
    let clerk = Clerk::begun();
    for unit in ["小周镇", "大周镇"] {
        clerk.take_slip(&format!("{unit}3月.xlsx"), &slip(unit, 2, |_| ()));
    }
    clerk.run(["close", "2022-03"]).done();
    let total = || clerk.figures("2022-03")["9"]["total"].clone();
    let before = total();
    let told = clerk.take_slip("小周镇2月.xlsx", &slip("小周镇", 1, |_| ()));
    assert_eq!(told["files"][0]["outcome"], "waiting", "{told}");
    assert!(
        told["files"][0]["sentences"][0].as_str().unwrap().contains("比汇总开始的2022年3月还早"),
        "{told}"
    );
    let told = clerk.run(["accept", FEBRUARY, "小周镇", "--reason", "二月的表晚到，已和台账核对"]).done();
    assert!(!told.contains("要改报"), "{told}");
    assert_eq!(total(), before, "its past is only told apart otherwise");
    let mut open = clerk.json(["trace", "2022-03", "9"]);
    assert!(open["now"].take().is_null(), "what counts now comes to the same");
}

#[test]
fn a_correction_does_not_go_over_a_report_that_nobody_has_chosen() {
    let clerk = Clerk::with_three_townships();
    clerk.run(["close", JANUARY]).done();
    let more = |slip: &mut Slip| slip.figures[place_of("9")][0] = Cell::Amount(12_300);
    clerk.take_slip("大周镇更正.xlsx", &slip("大周镇", 0, more));
    clerk.take_slip("白羊镇补报.xlsx", &slip("白羊镇", 0, |_| ()));
    clerk.run(["accept", JANUARY, "白羊镇", "--reason", "关账以后补报的，数核对过"]).done();
    let correct = || clerk.beside(["correct", "--reason", "白羊镇补报"]);
    let refused = correct().refused();
    assert!(refused.contains("2022年1月还有 1 个单位待核实：大周镇"), "{refused}");
    clerk.run(["accept", JANUARY, "大周镇", "--reason", "更正说明了漏报的次数"]).done();
    correct().done();
}
