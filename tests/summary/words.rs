//! The officer's own words: kept, undone, and told of what changed under them.

use chrono::NaiveDate;
use yuebao::session::{HeadingText, Session};
use yuebao::store::Store;
use yuebao::summary::{Heading, Span};

use crate::harness::{Office, month, now, texts};
use crate::year::with_gaps;

const YEAR: Span = Span::Year(2022);

fn day() -> NaiveDate {
    "2022-11-02".parse().unwrap()
}

fn part(session: &Session, heading: Heading) -> HeadingText {
    let page = session.summary_page(day(), YEAR).unwrap();
    page.headings.into_iter().find(|part| part.heading == heading).unwrap()
}

fn write(session: &mut Session, heading: Heading, text: &str) {
    session.type_summary(now(), YEAR, heading, text).unwrap();
    session.save_typed(now()).unwrap();
}

#[test]
fn a_generated_sentence_follows_a_correction_until_the_officer_writes() {
    let office = Office::begun();
    let mut session = with_gaps(&office);
    let before = part(&session, Heading::Results);
    assert!(!before.own && before.text.contains("出动环卫工人1122人次"), "{}", before.text);
    session.set_amounts(now(), month("2022-03"), texts("1a=200")).unwrap();
    let followed = part(&session, Heading::Results);
    assert!(followed.text.contains("出动环卫工人1201人次"), "{}", followed.text);

    // Words of the officer's own around the sentences, and one sentence said otherwise.
    let own = followed.text.replace("（一）", "一是").replace("新、改建路灯40盏", "路灯亮了40盏");
    write(&mut session, Heading::Results, &own);
    session.set_amounts(now(), month("2022-03"), texts("1a=300 14=9")).unwrap();
    let kept = part(&session, Heading::Results);
    let expected = own.replace("1201人次", "1301人次");
    assert_eq!((kept.own, kept.text.as_str()), (true, expected.as_str()), "what was not touched follows");
    assert_eq!(kept.changed.len(), 1, "what was touched is told: {:?}", kept.changed);
    assert_eq!(kept.changed[0].text, "新、改建路灯44盏。");
    assert_eq!(kept.changed[0].figures, ["14".parse().unwrap()]);
    let leaving = session.summary_page(day(), YEAR).unwrap().headings[2].text.clone();
    assert_eq!(leaving, expected, "so it leaves");

    write(&mut session, Heading::Results, &format!("{expected}又写一句。"));
    assert_eq!(part(&session, Heading::Results).changed.len(), 1, "told until it was seen");
    write(&mut session, Heading::Results, &expected);

    session.keep_words(now(), YEAR, Heading::Results).unwrap();
    let seen = part(&session, Heading::Results);
    assert!(seen.own && seen.changed.is_empty() && seen.text == expected, "told once");
    session.set_amounts(now(), month("2022-03"), texts("1a=400")).unwrap();
    let expected = expected.replace("1301人次", "1401人次");
    assert_eq!(part(&session, Heading::Results).text, expected, "and on it goes");
    session.take_facts(now(), YEAR, Heading::Results).unwrap();
    let taken = part(&session, Heading::Results);
    assert!(!taken.own && taken.text.contains("1401人次") && taken.text.contains("新、改建路灯44盏"));
    let undone = session.undo(now()).unwrap().unwrap();
    assert_eq!(undone.sentence, "已撤销：2022年总结的“工作成效”");
    assert_eq!(part(&session, Heading::Results).text, expected);
}

#[test]
fn what_is_written_is_on_the_disk_in_the_log_and_agrees_with_it() {
    let office = Office::begun();
    let mut session = with_gaps(&office);
    write(&mut session, Heading::Measures, "一是加强领导。\r\n二是压实责任。");
    // The next heading is begun before the pause has saved it.
    session.type_summary(now(), YEAR, Heading::Plans, "继续努力。").unwrap();
    session.type_summary(now(), YEAR, Heading::Problems, "人手不足。").unwrap();
    session.save_typed(now()).unwrap();
    drop(session);

    let session = office.session();
    assert_eq!(part(&session, Heading::Measures).text, "一是加强领导。\n二是压实责任。");
    assert_eq!(part(&session, Heading::Plans).text, "继续努力。");
    assert_eq!(part(&session, Heading::Problems).text, "人手不足。");
    assert!(!part(&session, Heading::Measures).empty && part(&session, Heading::Situation).has_facts);
    let log = session.history(None, None).unwrap();
    assert_eq!(log[0].action, "写总结");
    assert_eq!(log[0].subject, "2022年总结的“存在问题”");
    assert_eq!(log[0].after, "人手不足。");
    let of_another_span = session.summary_page(day(), Span::Campaign).unwrap();
    assert!(of_another_span.headings.iter().all(|part| !part.own), "each span has its own words");
    assert!(office.run(["doctor"]).code == 0, "the words agree with the log");
    let store = Store::open(office.data(), session.form()).unwrap();
    assert_eq!(store.own_texts().unwrap().len(), 3);
}

#[test]
fn an_emptied_heading_and_one_that_says_just_the_facts_are_not_the_officers() {
    let office = Office::begun();
    let mut session = with_gaps(&office);
    let facts = part(&session, Heading::Situation).text;
    write(&mut session, Heading::Situation, "我写的。");
    assert!(part(&session, Heading::Situation).own);
    for text in ["  \n ", facts.as_str()] {
        write(&mut session, Heading::Situation, "我写的。");
        write(&mut session, Heading::Situation, text);
        let part = part(&session, Heading::Situation);
        assert_eq!((part.own, part.text.as_str()), (false, facts.as_str()));
    }
    assert!(session.type_summary(now(), Span::Year(2030), Heading::Plans, "x").is_err());
}
