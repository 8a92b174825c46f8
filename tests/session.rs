//! A sitting at the form, as the window goes through it.
#![cfg(test)]

mod harness;

use harness::{Office, id, month, now, texts, unit};
use rusqlite::Connection;
use yuebao::report::{CheckCode, Entry, State};
use yuebao::session::Session;
use yuebao::store::OperationKind;
use yuebao::unit::{Unit, UnitKind};

const JANUARY: &str = "2022-01";

struct Sitting {
    office: Office,
    session: Session,
}

impl Sitting {
    fn new(kind: UnitKind, first_month: &str) -> Self {
        let office = Office::new();
        let mut session = office.session();
        session.begin(now(), unit(kind, first_month), texts("1a=100")).unwrap();
        Self { office, session }
    }

    fn township() -> Self {
        Self::new(UnitKind::from("township"), JANUARY)
    }

    /// The office closes the window and opens it again.
    fn reopened(self) -> Self {
        let Self { office, session } = self;
        drop(session);
        let session = office.session();
        Self { office, session }
    }

    fn set(&mut self, at: &str, items: &str) {
        self.session.reports_mut().set_texts(now(), OperationKind::Fill, month(at), texts(items)).unwrap();
    }

    /// Saves a text that was typed in a cell, in the place of what a pause has saved of it, and says by what operation.
    fn save(&mut self, at: &str, items: &str, instead: Option<i64>) -> Option<i64> {
        self.session
            .reports_mut()
            .set_figures(now(), month(at), texts(items), None, instead)
            .unwrap()
            .operation
    }

    fn text(&self, at: &str, figure: &str) -> String {
        self.session.reports().sheet(month(at)).unwrap().cell(id(figure)).unwrap().month.text()
    }

    fn total(&self, at: &str, figure: &str) -> Option<String> {
        self.session
            .reports()
            .sheet(month(at))
            .unwrap()
            .cell(id(figure))
            .unwrap()
            .total
            .amount
            .map(|amount| amount.to_string())
    }

    fn undo(&mut self) -> Option<String> {
        self.session.history_mut().undo(now()).unwrap().map(|undone| undone.sentence)
    }

    fn redo(&mut self) -> Option<String> {
        self.session.history_mut().redo(now()).unwrap().map(|undone| undone.sentence)
    }

    /// The log from its start: what kind, who, and each change.
    fn log(&self) -> Vec<String> {
        let connection = Connection::open(self.office.file()).unwrap();
        let mut query = connection
            .prepare(
                "SELECT kind, at, person, place, month, item, before, after FROM operation
                 JOIN change ON change.operation = operation.id ORDER BY change.id",
            )
            .unwrap();
        let rows = query.query_map([], |row| {
            let column = |index| row.get::<_, Option<String>>(index).map(|text| text.unwrap_or("-".into()));
            (0..8).map(column).collect::<Result<Vec<_>, _>>()
        });
        rows.unwrap().map(|row| row.unwrap().join(" ")).collect()
    }
}

#[test]
fn a_typed_text_counts_at_once_and_nothing_of_it_is_kept_before_it_is_saved() {
    let mut sitting = Sitting::township();
    let typed = vec![(id("1a"), "２０".to_owned())];
    let view =
        sitting.session.reports().preview_figures(month(JANUARY), typed.clone(), Some(id("1a"))).unwrap();
    let cell = view.sheet.cell(id("1a")).unwrap();
    assert_eq!((cell.month.text(), cell.total.amount.unwrap().to_string()), ("20".into(), "120".into()));
    let trace = view.trace.unwrap();
    assert_eq!((trace.figure, trace.months.last().unwrap().entry.text()), (id("1a"), "20".into()));
    assert_eq!(sitting.text(JANUARY, "1a"), "", "nobody but the page knows it");
    assert_eq!(sitting.office.figure(JANUARY, "1a", "state"), "blank", "not on the disk yet");

    let saved = sitting
        .session
        .reports_mut()
        .set_figures(now(), month(JANUARY), typed, Some(id("1b")), None)
        .unwrap();
    assert_eq!(saved.sheet.cells, view.sheet.cells, "what was shown is what is saved");
    assert_eq!(saved.trace.unwrap().figure, id("1b"), "the next cell is in hand by then");
    assert_eq!(saved.overview.months[0].label, "草稿 1/20 · 逾期");
    assert_eq!(sitting.office.figure(JANUARY, "1a", "month"), "20");
    assert_eq!(sitting.total("2022-02", "1a").as_deref(), Some("120"), "later months follow");
    assert_eq!(sitting.reopened().text(JANUARY, "1a"), "20");
}

#[test]
fn a_month_without_data_is_previewed_as_it_will_be_saved() {
    let mut sitting = Sitting::township();
    sitting.session.reports_mut().set_no_data(now(), month(JANUARY), true).unwrap();
    let view = sitting.session.reports().preview_figures(month(JANUARY), texts("1a=5"), None).unwrap();
    assert!(!view.sheet.no_data);
    sitting.save(JANUARY, "1a=5", None);
    let saved = sitting.session.reports().sheet(month(JANUARY)).unwrap();
    assert_eq!((saved.no_data, saved.cells), (false, view.sheet.cells));
}

#[test]
fn cells_that_are_saved_together_are_taken_back_one_by_one() {
    let mut sitting = Sitting::township();
    sitting.save(JANUARY, "1a=5 1b=6", None);
    assert_eq!(sitting.undo().as_deref(), Some("已撤销：2022年1月“整治卫生死角” 6 → 空白"));
    assert_eq!((sitting.text(JANUARY, "1a"), sitting.text(JANUARY, "1b")), ("5".into(), String::new()));
}

#[test]
fn a_text_that_a_pause_has_saved_half_way_is_one_step_and_one_line() {
    let mut sitting = Sitting::township();
    sitting.set(JANUARY, "1b=9");
    let half = sitting.save(JANUARY, "1a=1", None);
    let more = sitting.save(JANUARY, "1a=12", half);
    sitting.save(JANUARY, "1a=123", more);
    let lines = || sitting.session.history().lines(None, Some(id("1a"))).unwrap();
    let told: Vec<_> = lines().into_iter().map(|line| (line.action, line.before, line.after)).collect();
    assert_eq!(told[0], ("填数".into(), String::new(), "123".into()));
    assert_eq!(told.len(), 2, "and the opening balance: {told:?}");
    assert_eq!(sitting.log().len(), 8 + 1 + 5, "the log tells all of it");
    assert_eq!(sitting.undo().as_deref(), Some("已撤销：2022年1月“出动环卫工人” 123 → 空白"));
    assert_eq!(sitting.redo().as_deref(), Some("已重做：2022年1月“出动环卫工人” 空白 → 123"));
    assert_eq!(sitting.undo().as_deref(), Some("已撤销：2022年1月“出动环卫工人” 123 → 空白"));
    assert_eq!(sitting.undo().as_deref(), Some("已撤销：2022年1月“整治卫生死角” 9 → 空白"));
}

#[test]
fn a_text_that_a_pause_has_saved_is_taken_back_whole() {
    let mut sitting = Sitting::township();
    sitting.set(JANUARY, "1a=5");
    let half = sitting.save(JANUARY, "1a=12", None);
    assert_eq!(sitting.save(JANUARY, "1a=5", half), None);
    assert_eq!(sitting.text(JANUARY, "1a"), "5");
    assert_eq!(sitting.undo().as_deref(), Some("已撤销：2022年1月“出动环卫工人” 5 → 空白"));
}

#[test]
fn a_text_does_not_come_in_the_place_of_another_programs_change() {
    let mut sitting = Sitting::township();
    let half = sitting.save(JANUARY, "1a=1", None);
    sitting.office.session().reports_mut().set_amounts(now(), month(JANUARY), texts("9=3")).unwrap();
    assert!(sitting.save(JANUARY, "1a=12", half).is_some());
    assert_eq!((sitting.text(JANUARY, "1a"), sitting.text(JANUARY, "9")), ("12".into(), "3".into()));
    assert_eq!(sitting.undo().as_deref(), Some("已撤销：2022年1月“出动环卫工人” 12 → 1"));
}

#[test]
fn a_sum_is_one_entry_with_its_terms_and_one_step_of_undo() {
    let mut sitting = Sitting::township();
    let typed = vec![(id("1a"), "＝１２０ ＋ ３５".to_owned())];
    let view = sitting.session.reports().preview_figures(month(JANUARY), typed, Some(id("1a"))).unwrap();
    let cell = view.sheet.cell(id("1a")).unwrap();
    assert_eq!((cell.month.text(), cell.month.terms()), ("155".into(), Some("120+35")));
    assert_eq!(cell.total.amount.unwrap().to_string(), "255", "and the opening balance of 100");
    assert_eq!(view.trace.unwrap().months[0].entry.terms(), Some("120+35"));

    let half = sitting.save(JANUARY, "1a=120+", None);
    sitting.save(JANUARY, "1a=120+35", half);
    assert_eq!(sitting.undo().as_deref(), Some("已撤销：2022年1月“出动环卫工人” 120+35 → 空白"));
    assert_eq!(sitting.redo().as_deref(), Some("已重做：2022年1月“出动环卫工人” 空白 → 120+35"));
    let lines = sitting.session.history().lines(Some(month(JANUARY)), Some(id("1a"))).unwrap();
    assert_eq!((lines[0].before.as_str(), lines[0].after.as_str()), ("", "120+35"));

    let count = sitting.session.reports_mut().paste(now(), month(JANUARY), id("9"), "3+4\n=5*6\n").unwrap();
    assert_eq!(count, 2);
    assert_eq!((sitting.text(JANUARY, "9"), sitting.text(JANUARY, "13")), ("7".into(), "=5*6".into()));
    assert_eq!(sitting.session.reports_mut().fill_zero(now(), month(JANUARY)).unwrap(), 17);
    let sitting = sitting.reopened();
    let sheet = sitting.session.reports().sheet(month(JANUARY)).unwrap();
    assert_eq!(sheet.cell(id("9")).unwrap().month.terms(), Some("3+4"), "kept in the file");
}

#[test]
fn a_report_keeps_the_terms_of_its_sums_and_is_still_the_same_report() {
    let mut sitting = Sitting::township();
    sitting.set(JANUARY, "1a=120+35");
    sitting.session.reports_mut().fill_zero(now(), month(JANUARY)).unwrap();
    sitting.session.reports_mut().finalize(now(), month(JANUARY)).unwrap();
    let sitting = sitting.reopened();
    let sheet = sitting.session.reports().sheet(month(JANUARY)).unwrap();
    assert_eq!(sheet.state, State::Final);
    assert_eq!(sheet.cell(id("1a")).unwrap().month.terms(), Some("120+35"));
    assert_eq!(sheet.differences, []);
    let frozen = sheet.frozen().unwrap();
    assert_eq!(frozen.matches("\"terms\"").count(), 1, "no other entry has a word of it");
}

#[test]
fn an_emptied_cell_is_cleared_and_unreadable_text_is_kept() {
    let mut sitting = Sitting::township();
    sitting.set(JANUARY, "1a=5");
    let typed = vec![(id("1a"), " ".to_owned()), (id("2a"), "12 吨".to_owned())];
    let view = sitting.session.reports().preview_figures(month(JANUARY), typed.clone(), None).unwrap();
    assert_eq!(view.sheet.cell(id("1a")).unwrap().month, Entry::Blank);
    assert_eq!(view.sheet.errors().count(), 1);
    sitting.session.reports_mut().set_figures(now(), month(JANUARY), typed, None, None).unwrap();
    let sitting = sitting.reopened();
    assert_eq!(sitting.text(JANUARY, "1a"), "");
    let sheet = sitting.session.reports().sheet(month(JANUARY)).unwrap();
    assert!(
        matches!(&sheet.cell(id("2a")).unwrap().month, Entry::Unreadable { text, .. } if text == "12 吨")
    );
    assert_eq!(sheet.errors().count(), 1);
}

#[test]
fn typing_where_nothing_is_to_be_filled_is_refused() {
    let mut sitting = Sitting::township();
    for (at, figure, code) in
        [(JANUARY, "10a", "left_blank"), (JANUARY, "19", "unknown_figure"), ("2024-01", "1a", "period")]
    {
        let typed = || vec![(id(figure), "1".to_owned())];
        assert_eq!(
            sitting.session.reports().preview_figures(month(at), typed(), None).unwrap_err().code(),
            code
        );
        let saved = sitting.session.reports_mut().set_figures(now(), month(at), typed(), None, None);
        assert_eq!(saved.unwrap_err().code(), code);
    }
    assert_eq!(sitting.log().len(), 8, "nothing but the first start is in the log");
}

#[test]
fn undo_and_redo_go_step_by_step_and_say_what_they_did() {
    let mut sitting = Sitting::township();
    sitting.set(JANUARY, "1a=5");
    sitting.set(JANUARY, "1a=6");
    sitting.save(JANUARY, "2a=3.5", None);
    assert_eq!(sitting.undo().as_deref(), Some("已撤销：2022年1月“清除暴露垃圾” 3.50 → 空白"));
    assert_eq!(sitting.undo().as_deref(), Some("已撤销：2022年1月“出动环卫工人” 6 → 5"));
    assert_eq!(sitting.redo().as_deref(), Some("已重做：2022年1月“出动环卫工人” 5 → 6"));
    assert_eq!(sitting.redo().as_deref(), Some("已重做：2022年1月“清除暴露垃圾” 空白 → 3.50"));
    assert_eq!(sitting.redo(), None);
    for _ in 0..3 {
        assert!(sitting.undo().is_some());
    }
    assert_eq!((sitting.undo(), sitting.text(JANUARY, "1a")), (None, String::new()));

    assert!(sitting.redo().is_some());
    sitting.set(JANUARY, "9=1");
    assert_eq!(sitting.redo(), None, "another change ends what can be redone");
}

#[test]
fn quotation_marks_within_quotation_marks_are_inner_ones() {
    let mut sitting = Sitting::township();
    sitting.set(JANUARY, "7b=5");
    let log = sitting.session.history().lines(None, Some(id("7b"))).unwrap();
    assert_eq!(log[0].subject, "第 7 行“设立‘五长’”当月数量");
    assert_eq!(sitting.undo().as_deref(), Some("已撤销：2022年1月“设立‘五长’” 5 → 空白"));
    let unreadable =
        sitting.session.reports_mut().set_amounts(now(), month(JANUARY), vec![(id("7b"), "“五”".into())]);
    assert!(unreadable.unwrap_err().to_string().starts_with("第 7 行“设立‘五长’”填的“‘五’”不行："));
}

#[test]
fn a_paste_and_filling_with_zero_are_one_step_each() {
    let mut sitting = Sitting::township();
    sitting.set(JANUARY, "1b=9");
    let pasted =
        sitting.session.reports_mut().paste(now(), month(JANUARY), id("1a"), "5\r\n6\r\n7.5\r\n").unwrap();
    assert_eq!(pasted, 3);
    assert_eq!(sitting.session.reports_mut().fill_zero(now(), month(JANUARY)).unwrap(), 17);
    assert_eq!(sitting.session.reports().sheet(month(JANUARY)).unwrap().filled, 20);

    assert_eq!(sitting.undo().as_deref(), Some("已撤销：2022年1月 17 格"));
    assert_eq!(sitting.undo().as_deref(), Some("已撤销：2022年1月 3 格"));
    assert_eq!((sitting.text(JANUARY, "1a"), sitting.text(JANUARY, "1b")), (String::new(), "9".into()));
    assert_eq!(sitting.redo().as_deref(), Some("已重做：2022年1月 3 格"));
    assert_eq!(sitting.text(JANUARY, "2a"), "7.50");
}

#[test]
fn undo_does_not_reach_before_the_sitting() {
    let mut sitting = Sitting::township();
    assert_eq!(sitting.undo(), None, "the first start cannot be undone");
    sitting.set(JANUARY, "1a=5");
    let mut sitting = sitting.reopened();
    assert_eq!((sitting.undo(), sitting.redo()), (None, None));
    sitting.set(JANUARY, "1a=6");
    assert!(sitting.undo().is_some());
    assert_eq!((sitting.undo(), sitting.text(JANUARY, "1a")), (None, "5".into()));
}

#[test]
fn an_entry_takes_the_no_data_mark_away_and_undo_brings_it_back() {
    let mut sitting = Sitting::township();
    sitting.session.reports_mut().set_no_data(now(), month(JANUARY), true).unwrap();
    let state = |sitting: &Sitting| sitting.session.reports().sheet(month(JANUARY)).unwrap().state;
    assert_eq!(state(&sitting), State::NoData);
    sitting.set(JANUARY, "1a=");
    assert_eq!(state(&sitting), State::NoData, "an empty text is no entry");
    sitting.set(JANUARY, "1a=5");
    assert_eq!(state(&sitting), State::Draft);
    assert_eq!(
        sitting.session.reports_mut().set_no_data(now(), month(JANUARY), true).unwrap_err().code(),
        "no_data_with_entries"
    );
    sitting.undo();
    assert_eq!((state(&sitting), sitting.text(JANUARY, "1a")), (State::NoData, String::new()));
    assert_eq!(sitting.undo().as_deref(), Some("已撤销：2022年1月当月无数据的标记"));
    assert_eq!(state(&sitting), State::Empty);
}

#[test]
fn the_opening_balance_is_all_or_nothing_and_counts_at_once() {
    let mut sitting = Sitting::new(UnitKind::from("township"), "2022-04");
    assert_eq!(sitting.total("2022-04", "1a").as_deref(), Some("100"), "given at the first start");
    sitting.session.reports_mut().set_opening(now(), texts("1b=5 2a=x")).unwrap_err();
    assert_eq!(sitting.total("2022-04", "1b"), None);
    sitting.session.reports_mut().set_opening(now(), texts("1a=50 1b=5")).unwrap();
    let opening = sitting.session.reports().opening().unwrap();
    assert_eq!(opening.through_name, "2022年3月");
    assert_eq!(opening.entries[&id("10a")], Entry::NotApplicable);
    assert_eq!(sitting.total("2022-06", "1a").as_deref(), Some("50"));
    assert_eq!(sitting.undo().as_deref(), Some("已撤销：期初累计 2 格"));
    assert_eq!(sitting.total("2022-06", "1a").as_deref(), Some("100"));
}

#[test]
fn the_opening_balance_is_filled_cell_by_cell_and_keeps_what_cannot_be_read() {
    let mut sitting = Sitting::new(UnitKind::from("township"), "2022-04");
    let opening_warning = |sitting: &Sitting| {
        let sheet = sitting.session.reports().sheet(month("2022-04")).unwrap();
        let mut found = sheet.checks.into_iter().filter(|check| check.code == CheckCode::OpeningMissing);
        found.next().map(|check| check.sentence)
    };
    sitting.session.reports_mut().fill_opening(now(), texts("1b=两个")).unwrap();
    let entries = sitting.session.reports().opening().unwrap().entries;
    assert!(matches!(&entries[&id("1b")], Entry::Unreadable { text, .. } if text == "两个"));
    assert_eq!(sitting.total("2022-04", "1b"), None, "what is no number is in no total");
    assert!(opening_warning(&sitting).unwrap().starts_with("有 18 项没有期初累计，"));
    assert_eq!(sitting.undo().as_deref(), Some("已撤销：期初累计“整治卫生死角” 两个 → 空白"));

    let mut early = Sitting::new(UnitKind::from("township"), "2022-01");
    assert_eq!(opening_warning(&early), None, "who begins with the campaign may have none");
    early.session.reports_mut().fill_opening(now(), texts("1b=两个")).unwrap();
    early.session.reports_mut().fill_zero(now(), month(JANUARY)).unwrap();
    let refused = early.session.reports_mut().finalize(now(), month(JANUARY)).unwrap_err();
    assert_eq!(refused.code(), "not_ready", "nor is an unreadable one silently nothing");
    early.session.reports_mut().fill_opening(now(), texts("1b=2")).unwrap();
    early.session.reports_mut().finalize(now(), month(JANUARY)).unwrap();
}

#[test]
fn the_opening_balance_knows_whether_the_newest_change_is_its_own() {
    let mut sitting = Sitting::new(UnitKind::from("township"), "2022-04");
    let can = |sitting: &Sitting| {
        let opening = sitting.session.reports().opening().unwrap();
        (opening.can_undo, opening.can_redo)
    };
    assert_eq!(can(&sitting), (false, false));
    sitting.session.reports_mut().fill_opening(now(), texts("1b=5")).unwrap();
    assert_eq!(can(&sitting), (true, false));
    let named = Unit { phone: "58136198".into(), ..unit(UnitKind::from("township"), "2022-04") };
    sitting.session.set_unit(now(), named).unwrap();
    assert_eq!(can(&sitting), (false, false), "the unit's particulars come first");
    assert_eq!(sitting.undo().as_deref(), Some("已撤销：单位资料"));
    assert_eq!(sitting.session.unit().unwrap().phone, "58136197");
    assert_eq!(can(&sitting), (true, false));
    sitting.undo();
    assert_eq!(can(&sitting), (false, true));
}

#[test]
fn a_column_is_pasted_over_the_opening_balance() {
    let mut sitting = Sitting::new(UnitKind::from("township"), "2022-04");
    let count =
        sitting.session.reports_mut().paste_opening(now(), id("1a"), "累计数量\n5\n6\n7.5\n").unwrap();
    assert_eq!(count, 3);
    let entries = sitting.session.reports().opening().unwrap().entries;
    assert_eq!(["1a", "1b", "2a"].map(|figure| entries[&id(figure)].text()), ["5", "6", "7.50"]);
    assert_eq!(sitting.undo().as_deref(), Some("已撤销：期初累计 3 格"));
    assert_eq!(sitting.total("2022-04", "1a").as_deref(), Some("100"), "as it was given at the first start");
}

#[test]
fn a_first_start_that_is_refused_leaves_nothing_behind() {
    let office = Office::new();
    let mut session = office.session();
    let township = || unit(UnitKind::from("township"), "2022-02");
    assert_eq!(session.begin(now(), township(), texts("10a=5")).unwrap_err().code(), "left_blank");
    assert_eq!(session.begin(now(), township(), texts("1a=1.5")).unwrap_err().code(), "amount");
    assert_eq!(session.begin(now(), township(), texts("1a=1 1a=2")).unwrap_err().code(), "given_twice");
    let early = unit(UnitKind::from("township"), "2021-11");
    assert_eq!(session.begin(now(), early, vec![]).unwrap_err().code(), "period");
    assert!(session.unit().is_none());
    assert_eq!(session.reports().sheet(month(JANUARY)).unwrap_err().code(), "not_begun");
    session.begin(now(), township(), vec![]).unwrap();
    assert_eq!(session.begin(now(), township(), vec![]).unwrap_err().code(), "store");
}

#[test]
fn the_first_month_does_not_move_past_what_is_filled_in() {
    let mut sitting = Sitting::township();
    let move_to = |sitting: &mut Sitting, first: &str| {
        let moved = unit(UnitKind::from("township"), first);
        sitting.session.set_unit(now(), moved).map_err(|error| error.to_string())
    };
    sitting.set("2022-03", "1a=5");
    move_to(&mut sitting, "2022-03").unwrap();
    assert!(move_to(&mut sitting, "2022-04").unwrap_err().contains("2022年3月已经填了数"));
    sitting.set("2022-03", "1a=");
    sitting.session.reports_mut().set_no_data(now(), month("2022-03"), true).unwrap();
    assert!(move_to(&mut sitting, "2022-04").unwrap_err().contains("2022年3月已经填了数"), "a mark counts");
    sitting.session.reports_mut().set_no_data(now(), month("2022-03"), false).unwrap();
    move_to(&mut sitting, "2022-04").unwrap();
    assert!(move_to(&mut sitting, "2024-01").is_err());
    sitting.undo();
    assert_eq!(sitting.session.unit().unwrap().first_month, month("2022-03"));
}

#[test]
fn another_kind_of_unit_hides_rows_10_to_12_and_loses_nothing() {
    let mut sitting = Sitting::new(UnitKind::from("department"), JANUARY);
    sitting.set(JANUARY, "10a=5");
    sitting.session.set_unit(now(), unit(UnitKind::from("street"), JANUARY)).unwrap();
    assert_eq!(sitting.total(JANUARY, "10a"), None);
    sitting.session.set_unit(now(), unit(UnitKind::from("department"), JANUARY)).unwrap();
    assert_eq!(sitting.total(JANUARY, "10a").as_deref(), Some("5"));
}

#[test]
fn what_is_remembered_is_no_record() {
    let sitting = Sitting::township();
    assert_eq!(sitting.session.setting("folder").unwrap(), None);
    sitting.session.remember("folder", "D:\\报表").unwrap();
    sitting.session.remember("folder", "D:\\月报").unwrap();
    let mut sitting = sitting.reopened();
    assert_eq!(sitting.session.setting("folder").unwrap().as_deref(), Some("D:\\月报"));
    assert_eq!((sitting.undo(), sitting.log().len()), (None, 8));
}

#[test]
fn the_log_says_who_changed_what_from_what_to_what() {
    let mut sitting = Sitting::township();
    sitting.set(JANUARY, "1a=5 2a=3.5");
    sitting.set(JANUARY, "1a=5 2a=");
    sitting.session.reports_mut().set_filled_on(now(), month(JANUARY), "2022年1月28日").unwrap();
    let successor =
        yuebao::unit::Unit { person: "李四".into(), ..unit(UnitKind::from("township"), JANUARY) };
    sitting.session.set_unit(now(), successor).unwrap();
    sitting.undo();
    sitting.redo();
    insta::assert_snapshot!(sitting.log().join("\n"));
}

#[test]
fn nothing_is_logged_where_nothing_changes() {
    let mut sitting = Sitting::township();
    sitting.set(JANUARY, "1a=5");
    let before = sitting.log();
    sitting.set(JANUARY, "1a=５.0");
    sitting.session.reports_mut().set_no_data(now(), month(JANUARY), false).unwrap();
    sitting.session.reports_mut().set_filled_on(now(), month(JANUARY), "").unwrap();
    sitting.session.set_unit(now(), unit(UnitKind::from("township"), JANUARY)).unwrap();
    sitting.session.reports_mut().fill_zero(now(), month("2022-02")).unwrap();
    assert_eq!(sitting.session.reports_mut().fill_zero(now(), month("2022-02")).unwrap(), 0);
    assert_eq!(sitting.log().len(), before.len() + 20);
}
