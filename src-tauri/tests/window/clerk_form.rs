//! The form of all units in the clerk's window: who sends it, of how many units it is, and why the units' own totals are not its
//! total.

use serde_json::json;
use yuebao::session::Session;

use crate::accessibility::is_open_to_everybody;
use crate::board::{BOARD, busy, clerk, folder, take};
use crate::engine::Engine;
use crate::looks::fits;
use crate::screen::{Screen, now};
use crate::window::{Window, key};

in_both_engines! {
    the_office_is_named_where_the_form_is_set_up,
    from_a_total_to_its_cell_it_is_two_steps,
}

mod chromium_more {
    use crate::engine::Engine;

    #[test]
    fn a_closed_month_stands_beside_what_counts_now() {
        super::a_closed_month_stands_beside_what_counts_now(Engine::CHROMIUM);
    }
}

fn name_of(session: &Session) -> [String; 3] {
    let unit = session.unit().unwrap();
    [unit.name.clone(), unit.person.clone(), unit.phone.clone()]
}

fn january(screen: &Screen) -> String {
    let letter = clerk(screen).sending().letter("2022-01".parse().unwrap()).unwrap();
    letter.text
}

fn the_office_is_named_where_the_form_is_set_up(engine: Engine) {
    let screen = busy();
    let window = engine.open(&screen);
    window.wait_for("the board", BOARD);
    window.click("[data-month='2022-01']");
    window.wait_for_text("#month-name", "2022年1月");
    window.click("#tab-form");
    window.wait_for_text("#of-whom", "本表汇总了 52 个单位中 3 个报的数，缺 49 个");
    window.wait_for_text("#of-whom", "表上的填报人、联系电话是空的");
    window.shot("form-without-contact");
    window.click("#of-whom button");
    window.wait_for("the settings", "return !document.querySelector('#page-settings').hidden");
    assert_eq!(
        window.script(
            "return [...document.querySelectorAll('#settings input')].map((one) => one.name)",
            vec![]
        ),
        json!(["name", "person", "phone"])
    );
    window.fill("#settings [name=person]", "赵六");
    window.keys(&key::ENTER.to_string());
    window.wait_for_text("#settings", "✓ 已保存");
    window.fill("#settings [name=phone]", "无");
    window.keys(&key::ENTER.to_string());
    window.wait_for_text("#settings", "联系电话看不出号码");
    window.shot("office-phone-refused");
    window.fill("#settings [name=phone]", "023-50001234");
    window.keys(&key::ENTER.to_string());
    window.wait_until("the number", || clerk(&screen).unit().unwrap().phone == "023-50001234");
    window.fill("#settings [name=name]", "万州区城市管理委员会");
    window.keys(&key::ENTER.to_string());
    window.wait_for_text("#unit-name", "万州区城市管理委员会");
    assert_eq!(name_of(&clerk(&screen)), ["万州区城市管理委员会", "赵六", "023-50001234"]);
    window.shot("office-settings");

    window.click("#tab-form");
    window.wait_for_text("#paper", "赵六");
    assert!(!window.text("#of-whom").contains("空的"), "{}", window.text("#of-whom"));
    let mut session = clerk(&screen);
    session.collation_mut().close(now(), "2022-01".parse().unwrap()).unwrap();
    let text = january(&screen);
    assert!(
        text.contains("填报人：赵六") && text.contains("说明：本表汇总了 52 个单位中 3 个报的数"),
        "{text}"
    );
}

fn row(name: &str) -> String {
    format!(
        "return [...document.querySelectorAll('#sums-units tr')].find((row) => row.textContent.startsWith('{name}')).textContent"
    )
}

fn total_of(window: &Window<'_>) {
    window.click("#sums-table tr[data-figure='4'] [data-quantity=total]");
    window.wait_for("the totals", "return document.querySelector('#sums-units .explained[open]') !== null");
}

fn from_a_total_to_its_cell_it_is_two_steps(engine: Engine) {
    let screen = busy();
    let mut session = clerk(&screen);
    let unit = session.collation().member("龙驹镇").unwrap().id;
    session
        .collation_mut()
        .accept(now(), ("2022-02".parse().unwrap(), unit), None, "电话问过，上月多报 1 处")
        .unwrap();
    drop(session);
    let window = engine.open(&screen);
    window.wait_for("the board", BOARD);
    window.click("#tab-sums");
    window.choose("#sums-month", "2022-02");
    window.wait_for_text("#sums-title", "2022年2月");
    window
        .wait_for("the sums", "return document.querySelector('#sums-table [data-quantity=total]') !== null");
    total_of(&window);
    window.wait_for_text("#sums-units h3", "累计");
    let told = window.text("#sums-units .explained");
    for part in [
        "各单位累计相加是 20，本表累计是 22，少 2",
        "龙驹镇 −1：表上累计 9，计入本表累计的是 10",
        "高峰街道 −1：这个月没有采用它的表，以前报的 1 在本表累计里",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    let sums = window.script("return [...document.querySelectorAll('#sums-units tr.sum td:first-child')].map((one) => one.textContent)", vec![]);
    assert_eq!(sums, json!(["合计 2/52", "镇乡 2/38", "街道 0/14"]));
    let of_unit = window.script(&row("龙驹镇"), vec![]);
    assert_eq!(of_unit, json!("龙驹镇910−13D6"));
    let sum = window.script(&row("合计"), vec![]);
    assert_eq!(sum, json!("合计 2/522022−29"));
    window.shot("sums-of-totals");
    for (name, size) in [("1366", (1366, 740)), ("1093", (1093, 590))] {
        window.resize(size.0, size.1);
        fits(&window, &format!("{name}-sums-of-totals"));
        is_open_to_everybody(&window, &format!("the totals at {name}"));
    }
    let press = "[...document.querySelectorAll('#sums-units tr')].find((row) => row.textContent.startsWith('龙驹镇')).querySelector('button').focus()";
    window.script(press, vec![]);
    window.keys(&key::ENTER.to_string());
    window.wait_for_text("#source-title", "龙驹镇2022年2月.csv");
    assert_eq!(window.text("#source-grid td.framed").chars().next(), Some('9'));
}

fn a_closed_month_stands_beside_what_counts_now(engine: Engine) {
    let screen = busy();
    let month = "2022-01".parse().unwrap();
    let mut session = clerk(&screen);
    session.collation_mut().close(now(), month).unwrap();
    let files = folder(&screen, "补报", &[("五桥街道", "2022年1月", "20", "20")]);
    take(&mut session, &files);
    let unit = session.collation().member("五桥街道").unwrap().id;
    session.collation_mut().accept(now(), (month, unit), None, "关账以后来的，数核对过").unwrap();
    drop(session);
    let window = engine.open(&screen);
    window.wait_for("the board", BOARD);
    window.click("#tab-sums");
    window.choose("#sums-month", "2022-01");
    window.wait_for_text("#sums-table tr[data-told-of='4']", "关账时 13，现在采用的加起来是 33（4/52）");
    window.click("#sums-table tr[data-figure='4'] [data-quantity=month]");
    window.wait_for_text("#sums-units .now", "下面是现在采用的。关账时 13，现在采用的加起来是 33（4/52）");
    window.wait_for_text("#sums-units h3", "33");
    for (name, size) in [("1366", (1366, 740)), ("1093", (1093, 590))] {
        window.resize(size.0, size.1);
        fits(&window, &format!("{name}-sums-now"));
        is_open_to_everybody(&window, &format!("the sums now at {name}"));
    }
    window.click("#tab-form");
    window.wait_for_text("#of-whom", "52 个单位中 3 个报的数");
    fits(&window, "1093-form-now");
    is_open_to_everybody(&window, "the form of a closed month");
    window.click("#preview-switch");
    window.wait_for("a page", "return document.querySelector('#preview-page img') !== null");
    window.shot("form-preview-now");
}
