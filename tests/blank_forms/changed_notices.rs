//! A notice that was made of a blank form is looked over again, where a mistake is seen later.

use tempfile::TempDir;
use yuebao::blank_form::{Correction, NoticeField};
use yuebao::notice::Notice;
use yuebao::session::{BlankFormFiles, NewMember, NoticeReview, Now, Session};
use yuebao::store::Side;
use yuebao::unit::Unit;

use super::drawn::as_document;

const NOTICE: &str = include_str!("forms/wanzhou.txt");
const ID: &str = "notice-2022-2";

fn now() -> Now {
    "2022-01-20T09:00:00+08:00".parse().unwrap()
}

fn read(form: &str) -> BlankFormFiles {
    BlankFormFiles::read(vec![("通知.docx".to_owned(), as_document(form))]).unwrap()
}

/// A data folder with a notice that was made of the blank form, in hand.
fn confirmed() -> (TempDir, Session) {
    let folder = tempfile::tempdir().unwrap();
    let mut session = Session::open(folder.path()).unwrap();
    let review = session.drafting_mut().begin(read(NOTICE), now().date_naive()).unwrap();
    answer(&mut session, &review);
    assert_eq!(session.drafting_mut().confirm(now()).unwrap().notice.id, ID);
    session.choose(ID).unwrap();
    (folder, session)
}

fn answer(session: &mut Session, review: &NoticeReview) {
    let answer = Correction::Answer { doubt: 0, question: review.doubts[0].question.clone(), reading: 0 };
    session.drafting_mut().correct(answer, now().date_naive()).unwrap();
}

/// The first start of the notice in hand.
fn begin(session: &mut Session) {
    let unit = Unit {
        name: "龙沙镇".into(),
        kind: session.notice().kinds[0].id.clone(),
        person: "张三".into(),
        phone: "58136197".into(),
        first_month: "2022-01".parse().unwrap(),
        restart_each_year: false,
    };
    session.begin(now(), unit, std::iter::empty().collect()).unwrap();
}

fn take_up(session: &mut Session) -> NoticeReview {
    let files = session.drafting().files_of(ID).unwrap();
    let files = BlankFormFiles::read(files).unwrap();
    session.drafting_mut().take_up(ID, files, now().date_naive()).unwrap()
}

fn unit_of_4(text: &str) -> Correction {
    Correction::Unit { form: 0, figures: vec!["4".parse().unwrap()], text: text.into() }
}

fn unit_in(notice: &Notice) -> &str {
    &notice.forms[0].find("4".parse().unwrap()).unwrap().1.unit
}

#[test]
fn a_mistake_is_set_right_while_nothing_is_filled_in() {
    let (folder, mut session) = confirmed();
    begin(&mut session);
    let review = take_up(&mut session);
    let changes = review.changes.unwrap();
    assert_eq!((changes.edition, changes.has_records, review.open), (1, false, 0));
    session.drafting_mut().correct(unit_of_4("处"), now().date_naive()).unwrap();
    let notice = session.drafting_mut().confirm(now()).unwrap().notice;
    assert_eq!((notice.id.as_str(), notice.edition, unit_in(&notice)), (ID, 1, "处"));
    drop(session);

    // What is kept agrees with its log, and what was entered of the unit is still there.
    let mut session = Session::open(folder.path()).unwrap();
    assert_eq!((session.notice().id.as_str(), unit_in(session.notice())), (ID, "处"));
    assert_eq!(session.unit().unwrap().name, "龙沙镇");
    assert!(session.drafting().left().unwrap().is_none());
    // It was added by mistake altogether.
    session.remove_notice(now(), ID).unwrap();
    assert!(session.notice_with(ID).is_err());
    assert!(!folder.path().join("通知的原文件").exists());
}

#[test]
fn a_first_start_that_does_not_fit_any_more_is_made_again() {
    let (folder, mut session) = confirmed();
    begin(&mut session);
    take_up(&mut session);
    let later = Correction::Notice { field: NoticeField::FirstMonth, text: "2022年3月".into() };
    session.drafting_mut().correct(later, now().date_naive()).unwrap();
    session.drafting_mut().confirm(now()).unwrap();
    drop(session);
    let session = Session::open(folder.path()).unwrap();
    assert_eq!(session.notice().id, ID);
    assert!(session.unit().is_none());
}

#[test]
fn after_figures_are_filled_in_it_is_the_next_edition_and_they_stay() {
    let (folder, mut session) = confirmed();
    begin(&mut session);
    let texts = [("4".parse().unwrap(), "5".to_owned())].into_iter().collect();
    session.reports_mut().set_amounts(now(), "2022-01".parse().unwrap(), texts).unwrap();
    let today = now().date_naive();
    assert!(take_up(&mut session).changes.unwrap().has_records);
    // Of what has a value, something else cannot be said.
    let review = session.drafting_mut().correct(unit_of_4("处"), today).unwrap();
    let problem = review.problem.unwrap();
    assert_eq!(problem.filled.unwrap().name, "2022年1月");
    let problem = problem.sentence;
    assert!(
        problem.contains("第 4 行") && problem.contains("的单位或小数位数变了（2022年1月填了数）"),
        "{problem}"
    );
    assert!(problem.contains("请先到2022年1月把填的数清空") && !problem.contains("发文件的人"), "{problem}");
    let refused = session.drafting_mut().confirm(now()).unwrap_err().to_string();
    assert!(refused.contains("变了"), "{refused}");
    // Once it is emptied there, it can be.
    let four = |text: &str| [("4".parse().unwrap(), text.to_owned())].into_iter().collect();
    session.reports_mut().set_amounts(now(), "2022-01".parse().unwrap(), four("")).unwrap();
    assert!(session.drafting_mut().review(today).unwrap().unwrap().problem.is_none());
    session.reports_mut().set_amounts(now(), "2022-01".parse().unwrap(), four("5")).unwrap();
    session.drafting_mut().undo(today).unwrap();
    let fourteen = Correction::Unit { form: 0, figures: vec!["14".parse().unwrap()], text: "处".into() };
    assert!(session.drafting_mut().correct(fourteen, today).unwrap().problem.is_none());
    assert_eq!(session.drafting_mut().confirm(now()).unwrap().notice.edition, 2);
    drop(session);

    let mut session = Session::open(folder.path()).unwrap();
    assert_eq!((session.notice().edition, unit_in(session.notice())), (2, "个"));
    assert!(session.remove_notice(now(), ID).is_err(), "it has figures");
    // Taken up and confirmed without a change, it stays what it is.
    take_up(&mut session);
    assert_eq!(session.drafting_mut().confirm(now()).unwrap().notice.edition, 2);
}

#[test]
fn a_kind_of_which_there_are_units_in_the_register_stays() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = Session::open_side(Side::Collation, folder.path()).unwrap();
    let today = now().date_naive();
    let review = session.drafting_mut().begin(read(NOTICE), today).unwrap();
    answer(&mut session, &review);
    let notice = session.drafting_mut().confirm(now()).unwrap().notice;
    session.choose(&notice.id).unwrap();
    let [first, last] = [notice.kinds.first().unwrap(), notice.kinds.last().unwrap()];
    let members = vec![NewMember::named("高峰镇", first.id.clone())];
    session.collation_mut().begin(now(), "区城管局", members).unwrap();
    assert!(take_up(&mut session).changes.unwrap().has_records, "a register is a record");
    let only = Correction::Notice { field: NoticeField::Kinds, text: last.name.clone() };
    let problem = session.drafting_mut().correct(only, today).unwrap().problem.unwrap();
    assert!(problem.sentence.contains("名册里有"), "{}", problem.sentence);
    assert!(session.remove_notice(now(), &notice.id).is_err());
}

#[test]
fn an_edition_from_a_file_of_its_own_is_not_changed_with_the_form() {
    let (_folder, mut session) = confirmed();
    assert!(session.drafting().can_change(ID).unwrap());
    let later = session.definition(ID).unwrap().replacen("\"edition\": 1", "\"edition\": 2", 1);
    assert_eq!(session.add_notice(now(), later.as_bytes()).unwrap().edition, 2);
    assert!(!session.drafting().can_change(ID).unwrap());
    let refused = session.drafting().files_of(ID).unwrap_err().to_string();
    assert!(refused.contains("从通知文件添加"), "{refused}");
}

#[test]
fn another_file_of_the_same_notice_leads_to_the_one_that_is_there() {
    let (_folder, mut session) = confirmed();
    let today = now().date_naive();
    let other = NOTICE.replace("X个", "X处");
    let review = session.drafting_mut().begin(read(&other), today).unwrap();
    assert!(review.changes.is_none());
    answer(&mut session, &review);
    let review = session.drafting_mut().review(today).unwrap().unwrap();
    let same = review.same.unwrap();
    assert_eq!((same.id.as_str(), same.can_be_changed), (ID, true));
    let problem = review.problem.unwrap().sentence;
    assert!(problem.contains("请打开已有的，改好再确认") && !problem.contains("edition"), "{problem}");
}
