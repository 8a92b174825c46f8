//! The summary in the real window: a span, its table and charts, what is written, the three files, and the manual.

use std::fs;
use std::io::{Cursor, Read as _};

use calamine::{DataType as _, Reader as _, Xlsx, open_workbook};
use serde_json::json;
use yuebao::summary::{Heading, Span};

use crate::engine::Engine;
use crate::screen::{Screen, now, texts};
use crate::window::{Window, key};

in_both_engines! {
    the_officer_writes_and_the_facts_are_there,
    words_of_ones_own_are_told_what_changed_and_facts_are_taken_anew,
    any_months_can_be_chosen,
    words_of_another_span_are_fetched_and_the_fetching_is_undone,
    words_that_are_typed_while_another_span_is_read_stay_with_their_own,
    what_is_too_long_is_told_and_stays_on_the_page_until_it_is_shorter,
    the_three_files_are_saved_where_the_dialog_says_and_read_back,
    f1_on_the_form_opens_its_own_chapter,
    f1_opens_the_manual_at_the_page_in_hand_and_a_word_is_found,
    it_fits_at_1366_by_768_and_at_200_percent_and_in_the_dark,
}

/// From January to June, May forgotten.
fn half_a_year() -> Screen {
    let screen = Screen::begun();
    let mut session = screen.session();
    let figures: Vec<_> =
        session.form().figures_for(&session.unit().unwrap().kind).map(|figure| figure.id).collect();
    for number in [1_i64, 2, 3, 4, 6] {
        let month = format!("2022-{number:02}").parse().unwrap();
        let filled = (0..).zip(&figures).map(|(at, id)| (*id, (number * 7 % 5 * 3 + at % 4 + 2).to_string()));
        session.reports_mut().set_amounts(now(), month, filled.collect()).unwrap();
        // The part is less than its whole.
        session.reports_mut().set_amounts(now(), month, texts("2b=1")).unwrap();
    }
    screen
}

fn open(engine: Engine, screen: &Screen) -> Window<'_> {
    let window = engine.open(screen);
    window.click("#tab-summary");
    window.wait_for("the texts", "return document.querySelectorAll('#summary-texts textarea').length === 5");
    window.wait_for("the charts", "return document.querySelector('#summary-chart svg') !== null");
    window
}

fn area(heading: &str) -> String {
    format!("[data-heading='{heading}']")
}

fn value(window: &Window<'_>, heading: &str) -> String {
    let script = "return document.querySelector(arguments[0]).value";
    window.script(script, vec![json!(area(heading))]).as_str().unwrap().to_owned()
}

/// What is kept under a heading for the year.
fn kept(screen: &Screen, heading: Heading) -> String {
    let page = screen.session().summaries().page(now().date_naive(), Span::Year(2022)).unwrap();
    page.headings.into_iter().find(|part| part.heading == heading).unwrap().text
}

fn the_officer_writes_and_the_facts_are_there(engine: Engine) {
    let screen = half_a_year();
    let window = open(engine, &screen);
    assert!(value(&window, "situation").contains("2022年5月未填报"), "{}", value(&window, "situation"));
    window.wait_for_text("#summary-table td.missing", "缺");
    window.wait_for_text("#summary-table thead", "整治内容");
    window.script("document.querySelector(arguments[0]).focus()", vec![json!(area("measures"))]);
    window.keys("一是加强领导。");
    window.wait_until("the words on the disk", || kept(&screen, Heading::Measures) == "一是加强领导。");
    window.wait_for_text("#summary-saving", "已自动保存");
    window.shot("summary");
    window.click("#summary-table button[data-figure='2a']");
    window.wait_for("the figure", "return document.querySelector('#summary-figure').value === '2a'");
    window.shot("summary-figure");
}

fn words_of_ones_own_are_told_what_changed_and_facts_are_taken_anew(engine: Engine) {
    let screen = half_a_year();
    let window = open(engine, &screen);
    let results = area("results");
    window.script("document.querySelector(arguments[0]).focus()", vec![json!(results)]);
    window.keys("以下为初稿。");
    window.wait_until("the words on the disk", || kept(&screen, Heading::Results).contains("以下为初稿。"));
    let correct = |text: &str| {
        screen.session().reports_mut().set_amounts(now(), "2022-02".parse().unwrap(), texts(text)).unwrap();
        window.click("#tab-form");
        window.wait_for("the form", "return !document.querySelector('#page-form').hidden");
        window.click("#tab-summary");
    };
    correct("1a=5000");
    window.wait_until("the sentence follows", || value(&window, "results").contains("出动环卫工人5032人次"));
    assert!(value(&window, "results").contains("以下为初稿。"), "beside the officer's words");
    window.script(
        "const area = document.querySelector(arguments[0]);
        area.value = area.value.replace('出动环卫工人', '共出动环卫工人');
        area.dispatchEvent(new Event('input', { bubbles: true }));",
        vec![json!(results)],
    );
    window.wait_until("the words on the disk", || kept(&screen, Heading::Results).contains("共出动"));
    correct("1a=6000");
    window.wait_for_text(".changed:not([hidden]) ul", "出动环卫工人6032人次");
    window.shot("summary-changed");
    window.click(".changed:not([hidden]) .keep");
    window.wait_for("nothing to tell", "return !document.querySelector('.changed:not([hidden])')");
    window.click(".take:not([hidden])");
    window.wait_for("the question", "return document.querySelector('#ask').open");
    window.click("#ask-yes");
    window.wait_until("the facts", || !value(&window, "results").contains("初稿"));
    window.click("#summary-undo");
    window.wait_until("the words again", || value(&window, "results").contains("初稿"));
    window.wait_for("something to redo", "return !document.querySelector('#summary-redo').disabled");
    window.click("#summary-redo");
    window.wait_until("the facts again", || !value(&window, "results").contains("初稿"));
    // Away from the texts, the keys take back what the buttons do.
    window.chord(key::CONTROL, 'z');
    window.wait_until("the words once more", || value(&window, "results").contains("初稿"));
    // What stood there before can be read again, and copied.
    window.click("#tab-history");
    window.wait_for("the log", "return document.querySelector('#log details') !== null");
    window.click("#log details summary");
    window.wait_for_text("#log details[open] p", "出动环卫工人");
    window.shot("summary-history");
}

#[test]
fn what_is_typed_is_not_lost_when_the_window_closes_at_once() {
    let screen = half_a_year();
    let window = open(Engine::WEBKIT, &screen);
    window.script("document.querySelector(arguments[0]).focus()", vec![json!(area("plans"))]);
    window.keys("继续巩固。");
    window.close();
    assert_eq!(kept(&screen, Heading::Plans), "继续巩固。");
}

fn any_months_can_be_chosen(engine: Engine) {
    let screen = half_a_year();
    let window = open(engine, &screen);
    let chart = || window.script("return document.querySelector('#summary-chart').innerHTML.length", vec![]);
    let of_the_year = chart();
    window.choose("#summary-span", "own");
    window.choose("#summary-to", "2022-03");
    window.wait_for_text("#summary-hint", "2022年1月至3月");
    let situation = || value(&window, "situation");
    assert!(
        situation().contains("统计时段为2022年1月至3月") && !situation().contains("未填报，"),
        "{}",
        situation()
    );
    let months = "return document.querySelectorAll('#summary-table thead th').length";
    assert_eq!(window.script(months, vec![]), json!(4 + 3), "its three months");
    window.wait_until("the chart of three months", || chart() != of_the_year);

    // The wrong way round: said, and what is shown stays as it was.
    window.choose("#summary-from", "2022-05");
    window.wait_for_text("#summary-saving.failed", "“从”比“到”晚，请重新选");
    assert!(window.text("#summary-hint").contains("2022年1月至3月"));
    window.shot("summary-wrong-months");
    window.choose("#summary-to", "2022-06");
    window.wait_for_text("#summary-hint", "2022年5月至6月");
    assert!(situation().contains("2022年5月未填报"), "{}", situation());
    window.wait_until("the complaint to go", || window.text("#summary-saving").is_empty());
}

fn words_of_another_span_are_fetched_and_the_fetching_is_undone(engine: Engine) {
    let screen = half_a_year();
    screen
        .session()
        .summaries_mut()
        .write_summary(now(), Span::Year(2022), Heading::Measures, "一是加强领导。", None)
        .unwrap();
    let window = open(engine, &screen);
    assert_eq!(window.text("#summary-others"), "");
    window.choose("#summary-span", "campaign");
    window.wait_for_text("#summary-others", "另有2022年总结的文字：“主要做法”");
    window.shot("summary-others");
    window.click("#summary-others button");
    window.wait_until("the words", || value(&window, "measures") == "一是加强领导。");
    assert_eq!(window.text("#summary-others"), "");
    let page = screen.session().summaries().page(now().date_naive(), Span::Campaign).unwrap();
    assert_eq!(page.headings[1].text, "一是加强领导。");
    window.click("#summary-undo");
    window.wait_until("nothing again", || value(&window, "measures").is_empty());
    window.wait_for_text("#summary-others", "另有2022年总结的文字");
}

fn words_that_are_typed_while_another_span_is_read_stay_with_their_own(engine: Engine) {
    let screen = half_a_year();
    let window = open(engine, &screen);
    let typed = "const span = document.querySelector('#summary-span');
        span.value = 'campaign';
        span.dispatchEvent(new Event('change', { bubbles: true }));
        await new Promise((later) => setTimeout(later));
        const area = document.querySelector('[data-heading=measures]');
        area.value = '一是加强领导。';
        area.dispatchEvent(new InputEvent('input', { bubbles: true }));";
    // The answer takes its time.
    let slow = "const real = window.fetch;
        window.fetch = async (...asked) => {
            if (String(asked[0].url ?? asked[0]).endsWith('/summary')) await new Promise((later) => setTimeout(later, 700));
            return real(...asked);
        };";
    window.script(slow, vec![]);
    window.script_async(typed);
    window.wait_until("the words on the disk", || kept(&screen, Heading::Measures) == "一是加强领导。");
    window.script_async("await new Promise((later) => setTimeout(later, 1500))");
    assert_eq!(value(&window, "measures"), "");
    let page = screen.session().summaries().page(now().date_naive(), Span::Campaign).unwrap();
    assert_eq!(page.headings[1].text, "");
}

fn what_is_too_long_is_told_and_stays_on_the_page_until_it_is_shorter(engine: Engine) {
    let screen = half_a_year();
    let window = open(engine, &screen);
    let write = |length: usize| {
        window.script(
            "const area = document.querySelector(arguments[0]);
            area.value = '长'.repeat(arguments[1]);
            area.dispatchEvent(new Event('input', { bubbles: true }));",
            vec![json!(area("plans")), json!(length)],
        );
    };
    write(20_001);
    window.wait_for_text("#summary-saving.failed", "总结的“下步打算”有 20001 字，最多 20000 字");
    let colours = "return ['#summary-saving', '#summary-hint'].map((one) => getComputedStyle(document.querySelector(one)).color)";
    let colours = window.script(colours, vec![]);
    assert_ne!(colours[0], colours[1], "it is seen");
    window.shot("summary-too-long");
    // What is refused stays, and nothing else is taken back in its place.
    let february = || {
        screen.session().reports().sheet("2022-02".parse().unwrap()).unwrap().cells[&"2b".parse().unwrap()]
            .clone()
    };
    let before = february();
    screen
        .session()
        .summaries_mut()
        .write_summary(now(), Span::Year(2022), Heading::Measures, "一是加强领导。", None)
        .unwrap();
    window.script("document.querySelector('#summary-undo').click()", vec![]);
    window.script_async("await new Promise((later) => setTimeout(later, 500))");
    assert_eq!((february(), kept(&screen, Heading::Measures).as_str()), (before, "一是加强领导。"));
    assert!(value(&window, "plans").chars().count() == 20_001);
    window.click("#tab-form");
    window.wait_for("the form", "return !document.querySelector('#page-form').hidden");
    window.click("#tab-summary");
    window.wait_until("it is still there", || value(&window, "plans").chars().count() == 20_001);
    assert_eq!(kept(&screen, Heading::Plans), "");
    write(20_000);
    window.wait_until("the words on the disk", || kept(&screen, Heading::Plans).chars().count() == 20_000);
}

#[test]
fn a_window_with_something_that_cannot_be_saved_asks_before_it_closes() {
    let screen = half_a_year();
    let window = open(Engine::WEBKIT, &screen);
    window.script(
        "const area = document.querySelector(arguments[0]);
        area.value = '长'.repeat(20001);
        area.dispatchEvent(new Event('input', { bubbles: true }));",
        vec![json!(area("plans"))],
    );
    window.wait_for_text("#summary-saving.failed", "最多 20000 字");
    for _ in 0..2 {
        screen.close_window("山城月报");
        window.wait_for("the question", "return document.querySelector('#ask').open");
        window.shot("leaving-unsaved");
        // A second press asks nothing more.
        screen.close_window("山城月报");
        window.click("#ask-no");
        window.wait_for("no question", "return !document.querySelector('#ask').open");
        assert_eq!(value(&window, "plans").chars().count(), 20_001, "nothing is gone");
    }
    screen.close_window("山城月报");
    window.wait_for("the question", "return document.querySelector('#ask').open");
    window.click_to_end("#ask-yes");
}

fn the_three_files_are_saved_where_the_dialog_says_and_read_back(engine: Engine) {
    let screen = half_a_year();
    screen
        .session()
        .summaries_mut()
        .write_summary(now(), Span::Year(2022), Heading::Measures, "一是加强领导。", None)
        .unwrap();
    let window = open(engine, &screen);
    for (button, ending) in
        [("#summary-word", "docx"), ("#summary-pdf", "pdf"), ("#summary-workbook", "xlsx")]
    {
        let path = screen.home().join(format!("龙沙镇_主题活动总结_2022年.{ending}"));
        window.click(button);
        window.save_at_home();
        window.wait_for_text("#messages", path.to_str().unwrap());
        window.wait_for_text("#messages", "（“存在问题”“下步打算”还没有写，留了位置）");
        window.wait_until("the dialog to go", || !screen.shows_window("导出到"));
        if ending == "docx" {
            window.shot("summary-exported");
        }
        let bytes = fs::read(&path).unwrap();
        match ending {
            "docx" => {
                let mut package = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
                let mut text = String::new();
                package.by_name("word/document.xml").unwrap().read_to_string(&mut text).unwrap();
                assert!(text.contains("一是加强领导。") && text.contains("2022年5月未填报"));
            }
            "pdf" => assert!(bytes.starts_with(b"%PDF") && bytes.trim_ascii_end().ends_with(b"%%EOF")),
            _ => {
                let mut book: Xlsx<_> = open_workbook(&path).unwrap();
                let table = book.worksheet_range("各月数据").unwrap();
                let missing = table.used_cells().filter(|(_, _, cell)| cell.get_string() == Some("缺"));
                assert!(missing.count() > 10, "May is missing");
            }
        }
    }
}

#[test]
fn it_is_printed_with_the_key_and_with_the_button() {
    let screen = half_a_year();
    screen.stand_in("xdg-open");
    screen.stand_in("lpstat");
    let window = open(Engine::WEBKIT, &screen);
    window.script("document.querySelector(arguments[0]).focus()", vec![json!(area("plans"))]);
    window.keys("继续巩固。");
    window.chord(key::CONTROL, 'p');
    window.wait_for_text(".message .sentence", "已打开 PDF，还没有打印");
    let given =
        || screen.given("xdg-open").is_some_and(|given| given.ends_with("龙沙镇_主题活动总结_2022年.pdf\n"));
    assert!(given());
    assert_eq!(kept(&screen, Heading::Plans), "继续巩固。", "what is printed is saved");
    fs::remove_file(screen.home().join("xdg-open")).unwrap();
    window.click("#summary-print");
    window.wait_until("the pages again", given);
}

fn f1_on_the_form_opens_its_own_chapter(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    window.keys(&key::F1.to_string());
    window.wait_for("the manual", "return document.querySelector('#manual')?.open ?? false");
    window.wait_for_text("#manual nav [aria-current]", "填一个月");
}

fn f1_opens_the_manual_at_the_page_in_hand_and_a_word_is_found(engine: Engine) {
    let screen = half_a_year();
    let window = open(engine, &screen);
    window.keys(&key::F1.to_string());
    window.wait_for("the manual", "return document.querySelector('#manual')?.open ?? false");
    window.wait_for_text("#manual nav [aria-current]", "总结");
    let broken = "return [...document.querySelectorAll('#manual img')].filter((one) => one.complete && !one.naturalWidth).length";
    assert_eq!(window.script(broken, vec![]), json!(0));
    let wide =
        "const page = document.querySelector('#manual article'); return page.scrollWidth > page.clientWidth";
    assert_eq!(window.script(wide, vec![]), json!(false), "nothing is wider than the page");
    window.shot("manual");
    window.script("document.querySelector('#manual input').focus()", vec![]);
    window.keys("授权码");
    let listed = "return document.querySelectorAll('#manual nav button:not([hidden])').length";
    window.wait_until("the chapters with the word", || {
        window.script(listed, vec![]).as_u64().is_some_and(|count| (1..8).contains(&count))
    });
    window.keys(&key::ENTER.to_string());
    window.wait_for_text("#manual .found", "授权码");
    window.shot("manual-found");
    window.keys(&key::ESCAPE.to_string());
    window.wait_for("the manual closed", "return !document.querySelector('#manual').open");
    window.resize(683, 384);
    window.keys(&key::F1.to_string());
    window.wait_for("the manual", "return document.querySelector('#manual').open");
    window.wait_until("every chapter again", || {
        window.script(listed, vec![]).as_u64().is_some_and(|count| count > 40)
    });
    assert_eq!(window.script(wide, vec![]), json!(false));
    window.shot("manual-200-percent");
}

fn it_fits_at_1366_by_768_and_at_200_percent_and_in_the_dark(engine: Engine) {
    let screen = half_a_year();
    let window = engine.open_in_the_dark(&screen);
    window.click("#tab-summary");
    window.wait_for("the charts", "return document.querySelector('#summary-chart svg') !== null");
    let wide = "const page = document.querySelector('#pages > :not([hidden])');
        return [document.documentElement, page].filter((one) => one.scrollWidth > one.clientWidth).length";
    assert_eq!(window.script(wide, vec![]), json!(0));
    window.shot("summary-dark");
    window.resize(683, 384);
    assert_eq!(window.script(wide, vec![]), json!(0));
    window.shot("summary-200-percent");
}
