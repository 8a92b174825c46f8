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
    let page = session.summaries().page(day(), YEAR).unwrap();
    page.headings.into_iter().find(|part| part.heading == heading).unwrap()
}

fn write(session: &mut Session, heading: Heading, text: &str) {
    session.summaries_mut().write_summary(now(), YEAR, heading, text, None).unwrap();
}

#[test]
fn a_generated_sentence_follows_a_correction_until_the_officer_writes() {
    let office = Office::begun();
    let mut session = with_gaps(&office);
    let before = part(&session, Heading::Results);
    assert!(!before.own && before.text.contains("出动环卫工人1122人次"), "{}", before.text);
    session.reports_mut().set_amounts(now(), month("2022-03"), texts("1a=200")).unwrap();
    let followed = part(&session, Heading::Results);
    assert!(followed.text.contains("出动环卫工人1201人次"), "{}", followed.text);

    // Words of the officer's own around the sentences, and one sentence said otherwise.
    let own = followed.text.replace("（一）", "一是").replace("新、改建路灯40盏", "路灯亮了40盏");
    write(&mut session, Heading::Results, &own);
    session.reports_mut().set_amounts(now(), month("2022-03"), texts("1a=300 14=9")).unwrap();
    let kept = part(&session, Heading::Results);
    let expected = own.replace("1201人次", "1301人次");
    assert_eq!((kept.own, kept.text.as_str()), (true, expected.as_str()), "what was not touched follows");
    assert_eq!(kept.changed.len(), 1, "what was touched is told: {:?}", kept.changed);
    assert_eq!(kept.changed[0].text, "新、改建路灯44盏。");
    assert_eq!(kept.changed[0].figures, ["14".parse().unwrap()]);
    let leaving = session.summaries().page(day(), YEAR).unwrap().headings[2].text.clone();
    assert_eq!(leaving, expected, "so it leaves");

    write(&mut session, Heading::Results, &format!("{expected}又写一句。"));
    assert_eq!(part(&session, Heading::Results).changed.len(), 1, "told until it was seen");
    write(&mut session, Heading::Results, &expected);

    session.summaries_mut().keep_words(now(), YEAR, Heading::Results).unwrap();
    let seen = part(&session, Heading::Results);
    assert!(seen.own && seen.changed.is_empty() && seen.text == expected, "told once");
    session.reports_mut().set_amounts(now(), month("2022-03"), texts("1a=400")).unwrap();
    let expected = expected.replace("1301人次", "1401人次");
    assert_eq!(part(&session, Heading::Results).text, expected, "and on it goes");
    session.summaries_mut().take_facts(now(), YEAR, Heading::Results).unwrap();
    let taken = part(&session, Heading::Results);
    assert!(!taken.own && taken.text.contains("1401人次") && taken.text.contains("新、改建路灯44盏"));
    let undone = session.history_mut().undo(now()).unwrap().unwrap();
    assert_eq!(undone.sentence, "已撤销：2022年总结的“工作成效”");
    assert_eq!(part(&session, Heading::Results).text, expected);
}

#[test]
fn what_is_written_is_on_the_disk_in_the_log_and_agrees_with_it() {
    let office = Office::begun();
    let mut session = with_gaps(&office);
    write(&mut session, Heading::Measures, "一是加强领导。\r\n二是压实责任。");
    write(&mut session, Heading::Plans, "继续努力。");
    write(&mut session, Heading::Problems, "人手不足。");
    drop(session);

    let session = office.session();
    assert_eq!(part(&session, Heading::Measures).text, "一是加强领导。\n二是压实责任。");
    assert_eq!(part(&session, Heading::Plans).text, "继续努力。");
    assert_eq!(part(&session, Heading::Problems).text, "人手不足。");
    assert!(!part(&session, Heading::Measures).empty && part(&session, Heading::Situation).has_facts);
    let log = session.history().lines(None, None).unwrap();
    assert_eq!(log[0].action, "写总结");
    assert_eq!(log[0].subject, "2022年总结的“存在问题”");
    assert_eq!(log[0].after, "人手不足。");
    let of_another_span = session.summaries().page(day(), Span::Campaign).unwrap();
    assert!(of_another_span.headings.iter().all(|part| !part.own), "each span has its own words");
    assert!(office.run(["doctor"]).code == 0, "the words agree with the log");
    let store = Store::open(yuebao::store::Side::Reporting, office.data()).unwrap();
    assert_eq!(store.own_texts().unwrap().len(), 3);
}

#[test]
fn words_that_a_pause_has_saved_half_way_are_one_step() {
    let office = Office::begun();
    let mut session = with_gaps(&office);
    write(&mut session, Heading::Plans, "继续努力。");
    let half = session.summaries_mut().write_summary(now(), YEAR, Heading::Problems, "人手", None).unwrap();
    session
        .summaries_mut()
        .write_summary(now(), YEAR, Heading::Problems, "人手不足。", half.operation)
        .unwrap();
    assert_eq!(part(&session, Heading::Problems).text, "人手不足。");
    assert_eq!(
        session.history().lines(None, None).unwrap().iter().filter(|line| line.action == "写总结").count(),
        2
    );
    assert_eq!(
        session.history_mut().undo(now()).unwrap().unwrap().sentence,
        "已撤销：2022年总结的“存在问题”"
    );
    assert!(part(&session, Heading::Problems).empty);
    assert_eq!(part(&session, Heading::Plans).text, "继续努力。");
    assert!(office.run(["doctor"]).code == 0, "the words agree with the log");
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
    assert!(
        session.summaries_mut().write_summary(now(), Span::Year(2030), Heading::Plans, "x", None).is_err()
    );
}

#[test]
fn a_sentence_that_was_taken_out_is_not_told_of_at_each_change() {
    let office = Office::begun();
    let mut session = with_gaps(&office);
    let facts = part(&session, Heading::Results).text;
    let out = "新、改建路灯40盏";
    let from = facts.find(out).unwrap();
    let end = from + out.len() + facts[from + out.len()..].chars().next().unwrap().len_utf8();
    let own = format!("{}{}", &facts[..from], &facts[end..]);
    write(&mut session, Heading::Results, &own);
    for lights in ["9", "10", "11"] {
        session.reports_mut().set_amounts(now(), month("2022-03"), texts(&format!("14={lights}"))).unwrap();
        let part = part(&session, Heading::Results);
        assert!(part.own && part.changed.is_empty() && !part.text.contains("路灯"), "{:?}", part.changed);
    }
    // More is written where it stood, and the program is started anew.
    let more = format!("{}群众满意；{}", &own[..from], &own[from..]);
    write(&mut session, Heading::Results, &more);
    drop(session);
    let mut session = office.session();
    session.reports_mut().set_amounts(now(), month("2022-03"), texts("14=12 1a=500")).unwrap();
    let kept = part(&session, Heading::Results);
    assert!(kept.changed.is_empty() && kept.text.contains("群众满意"), "{:?}", kept.changed);
    assert!(kept.text.contains("出动环卫工人1501人次"), "the others follow: {}", kept.text);
}

#[test]
fn words_of_another_span_are_offered_and_taken_where_nothing_stands() {
    let office = Office::begun();
    let mut session = with_gaps(&office);
    write(&mut session, Heading::Measures, "一是加强领导。");
    write(&mut session, Heading::Problems, "人手不足。");
    write(&mut session, Heading::Situation, "我写的。");
    let half: Span = "2022-01..2022-06".parse().unwrap();
    let page = |session: &Session, span| session.summaries().page(day(), span).unwrap();
    assert!(page(&session, YEAR).others.is_empty(), "not of itself");
    let offered = page(&session, half).others;
    assert_eq!(offered.len(), 1);
    assert_eq!(
        (offered[0].span, offered[0].sentence.as_str()),
        (YEAR, "另有2022年总结的文字：“主要做法”“存在问题”")
    );

    session.summaries_mut().write_summary(now(), half, Heading::Problems, "这半年的问题。", None).unwrap();
    session.summaries_mut().take_words(now(), half, YEAR).unwrap();
    let taken = page(&session, half);
    let told: Vec<&str> = taken.headings[1..].iter().map(|part| part.text.as_str()).collect();
    assert_eq!((told[0], told[2], told[3]), ("一是加强领导。", "这半年的问题。", ""));
    assert!(!taken.headings[0].own && taken.others.is_empty(), "what has facts keeps them");
    assert_eq!(taken.unwritten, "“下步打算”还没有写");
    assert_eq!(
        session.history_mut().undo(now()).unwrap().unwrap().sentence,
        "已撤销：2022年1月至6月总结的“主要做法”"
    );
    assert_eq!(page(&session, half).others.len(), 1);
    session.history_mut().redo(now()).unwrap();
    assert!(page(&session, half).others.is_empty());

    // Several at once are one step.
    session.summaries_mut().take_words(now(), Span::Campaign, YEAR).unwrap();
    let undone = session.history_mut().undo(now()).unwrap().unwrap().sentence;
    assert_eq!(undone, "已撤销：2022年1月至2023年12月总结的“主要做法”“存在问题”");
    assert!(page(&session, Span::Campaign).headings.iter().all(|part| !part.own));
    assert!(session.summaries_mut().take_words(now(), Span::Year(2030), YEAR).is_err());
    assert!(office.run(["doctor"]).code == 0, "the words agree with the log");
}

#[test]
fn a_text_that_is_too_long_is_refused_and_nothing_of_it_is_kept() {
    let office = Office::begun();
    let mut session = office.session();
    write(&mut session, Heading::Plans, "继续努力。");
    let long = "长".repeat(20_001);
    let refused =
        session.summaries_mut().write_summary(now(), YEAR, Heading::Plans, &long, None).unwrap_err();
    assert_eq!(refused.code(), "summary_too_long");
    assert!(refused.to_string().contains("“下步打算”有 20001 字，最多 20000 字"), "{refused}");
    assert_eq!(part(&session, Heading::Plans).text, "继续努力。");
}

#[test]
fn the_table_says_what_the_paper_says() {
    let office = Office::begun_as("township", "2022-02");
    let mut session = office.session();
    session.reports_mut().set_amounts(now(), month("2022-03"), texts("1a=7")).unwrap();
    session.reports_mut().set_no_data(now(), month("2022-02"), true).unwrap();
    let table = session.summaries().page("2022-05-02".parse().unwrap(), YEAR).unwrap().table;
    assert_eq!(
        table.headings[..5],
        ["整治内容", "合计", "最多的月份", "备注", "2022年1月"],
        "nothing to compare with"
    );
    let workers = &table.sections[0].lines[0];
    assert_eq!((workers.name.as_str(), workers.total.as_str()), ("1．出动环卫工人（人次）", "7"));
    assert_eq!(workers.words[0], "3月 7");
    let cells: Vec<(&str, bool)> =
        workers.months.iter().map(|cell| (cell.text.as_str(), cell.missing)).collect();
    assert_eq!(cells, [("期初", false), ("无数据", false), ("7", false), ("缺", true)]);

    let (_office, department) = crate::year::two_years();
    let page = department.summaries().page("2023-12-28".parse().unwrap(), Span::Year(2023)).unwrap();
    assert_eq!(page.table.headings[3], "比上年同期");
    let line = page.summary.lines().next().unwrap();
    assert_eq!(page.table.sections[0].lines[0].words[1], line.compared.as_ref().unwrap().words);
}
