//! What a clerk takes back in the same sitting: each decision, and what came of it.

use yuebao::collation::{Inbox, MemberId, Standing, Verdict};
use yuebao::period::Month;
use yuebao::session::{AssignedTo, Session};
use yuebao::store::Side;

use crate::clerk::Clerk;
use crate::district::unit_of;
use crate::drawn::{Hand, Layout, Slip, draw, right};
use crate::harness::{month, now};
use crate::packed::mail;

const UNIT: &str = "小周镇";

fn workbook() -> Vec<u8> {
    draw(&right(unit_of(UNIT), 0), Layout::Official(Hand::Numbers)).bytes
}

fn february() -> Vec<u8> {
    draw(&right(unit_of(UNIT), 1), Layout::Official(Hand::Numbers)).bytes
}

fn sitting(clerk: &Clerk) -> (Session, (Month, MemberId)) {
    let session = Session::open_side(Side::Collation, &clerk.folder()).unwrap();
    let unit = session.collation().member(UNIT).unwrap().id;
    (session, (month("2022-01"), unit))
}

/// Takes in a file or a folder below the home.
fn take(session: &mut Session, clerk: &Clerk, name: &str, received_on: Option<&str>) {
    let reader = session.collation().intake_reader().unwrap();
    let drop = reader.read(&[clerk.office.home().join(name)], &|_| false);
    let day = received_on.map(|day| day.parse().unwrap());
    session.collation_mut().take_in(now(), &drop, day).unwrap();
}

/// Undoes one step and does it again; the inbox in between.
fn back_and_forth(session: &mut Session) -> Inbox {
    let after = Inbox::clone(session.collation().inbox());
    assert!(session.history_mut().undo(now()).unwrap().is_some());
    let before = Inbox::clone(session.collation().inbox());
    assert_ne!(before, after);
    assert!(session.history_mut().redo(now()).unwrap().is_some());
    assert_eq!(*session.collation().inbox(), after, "done again");
    assert!(session.history_mut().undo(now()).unwrap().is_some());
    assert_eq!(*session.collation().inbox(), before);
    before
}

#[test]
fn that_a_unit_is_expected_again_can_be_taken_back() {
    let clerk = Clerk::begun();
    let (mut session, place) = sitting(&clerk);
    session.collation_mut().exempt(now(), place, "区里同意本月免报").unwrap();
    session.collation_mut().expect(now(), place, "看错了行，它要报").unwrap();
    assert!(!session.collation().inbox().judgement(place.0, place.1).is_exempt());
    let before = back_and_forth(&mut session).judgement(place.0, place.1);
    assert_eq!(
        (before.verdict, before.reason.as_deref()),
        (Some(Verdict::Exempt(None)), Some("区里同意本月免报"))
    );
    clerk.is_sound();
}

#[test]
fn what_counted_of_a_unit_that_was_expected_again_counts_no_more() {
    let clerk = Clerk::begun();
    clerk.put("1月.xlsx", &workbook());
    let (mut session, place) = sitting(&clerk);
    session.collation_mut().exempt(now(), place, "区里同意本月免报").unwrap();
    take(&mut session, &clerk, "1月.xlsx", None);
    let standing = |session: &Session| {
        let status = session.collation().status(place.0).unwrap();
        status.units.iter().find(|unit| unit.unit == place.1).unwrap().standing
    };
    assert_eq!(standing(&session), Standing::Waiting, "an exempt unit's report waits");
    session.collation_mut().expect(now(), place, "看错了行，它要报").unwrap();
    assert_eq!(standing(&session), Standing::Accepted);
    assert!(back_and_forth(&mut session).judgement(place.0, place.1).version.is_none());
    assert_eq!(standing(&session), Standing::Waiting);
    clerk.is_sound();
}

#[test]
fn an_earlier_mail_can_be_taken_back() {
    let clerk = Clerk::begun();
    clerk.put("1月.xlsx", &workbook());
    clerk.put("来信.eml", &mail("Wed, 26 Jan 2022 10:00:00 +0800", &[("1月.xlsx", &workbook())]));
    let (mut session, place) = sitting(&clerk);
    take(&mut session, &clerk, "1月.xlsx", Some("2022-01-30"));
    let is_late = |session: &Session| !session.collation().status(place.0).unwrap().late().is_empty();
    assert!(is_late(&session));
    let drop = session
        .collation()
        .intake_reader()
        .unwrap()
        .read(&[clerk.office.home().join("来信.eml")], &|_| false);
    let told = session.collation().intake(now(), &drop).files.remove(0);
    assert!(told.is_new, "taking it in changes the day: {told:?}");
    take(&mut session, &clerk, "来信.eml", None);
    assert!(!is_late(&session));
    back_and_forth(&mut session);
    assert!(is_late(&session), "the day that the clerk said holds again");
    take(&mut session, &clerk, "来信.eml", None);
    let again = session.collation().intake(now(), &drop).files.remove(0);
    assert!(!again.is_new, "the same mail says nothing new");
    clerk.is_sound();
}

fn undone(session: &mut Session) -> String {
    session.history_mut().undo(now()).unwrap().unwrap().sentence
}

#[test]
fn what_was_decided_elsewhere_is_named_before_it_is_taken_back() {
    let clerk = Clerk::begun();
    let (mut window, place) = sitting(&clerk);
    let (mut elsewhere, _) = sitting(&clerk);
    window.collation_mut().note_phone(now(), place, "说月底报").unwrap();
    let other = (place.0, window.collation().member("大周镇").unwrap().id);
    elsewhere.collation_mut().exempt(now(), other, "区里同意本月免报").unwrap();
    let is_exempt = |session: &Session| session.collation().inbox().judgement(other.0, other.1).is_exempt();
    let told = undone(&mut window);
    assert!(
        told.starts_with("没有撤销：最新的改动不是在这个窗口做的，是“免报”（“大周镇”2022年1月）"),
        "{told}"
    );
    assert!(is_exempt(&window), "it is shown now, and stands");
    assert_eq!(undone(&mut window), "已撤销免报：“大周镇”2022年1月");
    assert!(!is_exempt(&window));
    assert_eq!(undone(&mut window), "已撤销电话记录：“小周镇”2022年1月");
    assert!(window.history_mut().undo(now()).unwrap().is_none());
}

#[test]
fn what_lies_behind_a_step_of_ones_own_is_named_in_its_turn() {
    let clerk = Clerk::begun();
    let (mut window, place) = sitting(&clerk);
    let (mut elsewhere, _) = sitting(&clerk);
    elsewhere.collation_mut().exempt(now(), place, "区里同意本月免报").unwrap();
    window.changed_elsewhere().unwrap();
    window.collation_mut().expect(now(), place, "看错了行，它要报").unwrap();
    assert_eq!(undone(&mut window), "已撤销取消免报：“小周镇”2022年1月");
    assert!(undone(&mut window).starts_with("没有撤销："), "though it was read since");
    assert_eq!(undone(&mut window), "已撤销免报：“小周镇”2022年1月");
}

#[test]
fn that_a_step_was_taken_back_elsewhere_is_named_too() {
    let clerk = Clerk::begun();
    let (mut window, place) = sitting(&clerk);
    let (mut elsewhere, _) = sitting(&clerk);
    let other = (place.0, window.collation().member("大周镇").unwrap().id);
    window.collation_mut().note_phone(now(), place, "说月底报").unwrap();
    window.collation_mut().exempt(now(), other, "区里同意本月免报").unwrap();
    assert!(undone(&mut elsewhere).starts_with("没有撤销："));
    assert_eq!(undone(&mut elsewhere), "已撤销免报：“大周镇”2022年1月");
    let told = undone(&mut window);
    assert!(told.contains("是撤销“免报”（“大周镇”2022年1月）"), "{told}");
    assert_eq!(undone(&mut window), "已撤销电话记录：“小周镇”2022年1月");
}

#[test]
fn an_assignment_with_its_alias_is_named_by_its_file() {
    let clerk = Clerk::begun();
    let other = Slip { called: "小周镇城建办".to_owned(), ..right(unit_of(UNIT), 0) };
    clerk.put("1月.xlsx", &draw(&other, Layout::Official(Hand::Numbers)).bytes);
    let (mut session, place) = sitting(&clerk);
    take(&mut session, &clerk, "1月.xlsx", None);
    let report = session.collation().sorted().placed.keys().next().copied().unwrap();
    let to = AssignedTo { unit: Some(place.1), ..AssignedTo::default() };
    session.collation_mut().assign(now(), report, to, "就是小周镇").unwrap();
    assert!(session.collation().inbox().register.members[&place.1].aliases.contains(&"小周镇城建办".into()));
    let told = undone(&mut session);
    assert!(told.starts_with("已撤销指定：“1月.xlsx”"), "{told}");
    assert!(undone(&mut session).starts_with("已撤销收文件：收到的"));
}

#[test]
fn the_day_on_which_a_file_came_can_be_set_right_and_that_of_a_mail_stands() {
    let clerk = Clerk::begun();
    clerk.put("小周镇.xlsx", &workbook());
    let (mut session, place) = sitting(&clerk);
    take(&mut session, &clerk, "小周镇.xlsx", Some("2022-02-27"));
    let stands = |session: &Session| {
        let status = session.collation().status(place.0).unwrap();
        (status.late(), status.on_time)
    };
    assert_eq!(stands(&session), (vec![UNIT.to_owned()], 0));
    let report = "1/0".parse().unwrap();
    let on = |day: &str| AssignedTo { received_on: Some(day.parse().unwrap()), ..AssignedTo::default() };
    let before = session.collation().so_far().unwrap();
    session.collation_mut().assign(now(), report, on("2022-01-27"), "收的时候日期写错了").unwrap();
    assert_eq!(stands(&session), (vec![], 1));
    let changed = session.collation().changed_since(&before).unwrap();
    let told: Vec<String> = changed.counting.iter().map(yuebao::collation::Counting::sentence).collect();
    assert_eq!(
        told,
        ["小周镇2022年1月采用的是“小周镇.xlsx”；首次收到的日期由2022年2月27日改为2022年1月27日，不算迟报"]
    );
    back_and_forth(&mut session);
    let refused = |session: &mut Session, report: &str, day: &str| {
        let refused =
            session.collation_mut().assign(now(), report.parse().unwrap(), on(day), "收的时候日期写错了");
        refused.unwrap_err().to_string()
    };
    assert!(refused(&mut session, "1/0", "2052-01-27").contains("还没有到，不能是收到的日期"));
    assert!(refused(&mut session, "1/0", "2012-01-27").contains("这项工作还没有开始"));
    clerk.put("来信.eml", &mail("Wed, 26 Jan 2022 10:00:00 +0800", &[("1月.xlsx", &february())]));
    take(&mut session, &clerk, "来信.eml", None);
    assert!(refused(&mut session, "2/0", "2022-02-27").contains("邮件里的，收到日期按邮件服务器记的算"));
    session.collation_mut().close(now(), place.0).unwrap();
    assert!(refused(&mut session, "1/0", "2022-01-27").contains("已经关账"));
}
