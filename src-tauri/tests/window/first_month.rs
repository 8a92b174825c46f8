//! The first month from the first start to 已报送, and an ordinary one after it: with the keyboard alone, on an office
//! screen and on a small laptop, with as few keys as was promised.

use std::cell::Cell;
use std::fs;

use serde_json::json;
use yuebao::report::State;

use crate::cells::is_in_sight;
use crate::engine::Engine;
use crate::screen::{Screen, now, texts};
use crate::window::{Window, key};

in_both_engines_at_both_sizes! {
    the_first_month,
    an_ordinary_month,
}

/// Hands that count what they strike. Digits of figures are none of it, and neither is what a dialog of the system takes.
struct Hands<'window> {
    window: &'window Window<'window>,
    struck: Cell<usize>,
}

impl Hands<'_> {
    fn strike(&self, keys: &str) {
        self.struck.set(self.struck.get() + keys.chars().count());
        self.window.keys(keys);
    }

    fn go_on(&self) {
        self.strike(&key::ENTER.to_string());
    }

    /// Fills a cell and goes to the next.
    fn fill(&self, digits: &str) {
        self.window.keys(digits);
        self.go_on();
    }

    /// Does what the strong button says.
    fn next(&self, step: &str) {
        self.window.wait_for_text("#next-step", step);
        let is_seen = "const button = document.getElementById('next-step');
            const { x, y, width, height } = button.getBoundingClientRect();
            return button.contains(document.elementFromPoint(x + width / 2, y + height / 2))";
        self.window.wait_for(&format!("{step} to be seen"), is_seen);
        let is_wide = "return document.documentElement.scrollWidth > document.documentElement.clientWidth";
        assert_eq!(self.window.script(is_wide, vec![]), json!(false), "{step}: wider than the window");
        self.struck.set(self.struck.get() + 2);
        self.window.chord(key::CONTROL, key::ENTER);
    }
}

/// A picture that stands for the scanned page.
fn scan(screen: &Screen) -> std::path::PathBuf {
    let scan = screen.home().join("scan.png");
    fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/icons/icon.png"), &scan).unwrap();
    scan
}

/// Fills every cell of the month on the desk, and sees each before it is filled.
fn fill_the_month(hands: &Hands<'_>) {
    for number in 1..=20 {
        is_in_sight(hands.window, &format!("{number} cells"));
        // A part is less than its whole.
        hands.fill(if number == 4 { "1" } else { "9" });
    }
    hands.window.wait_for_text("#progress", "已填 20/20");
}

/// From a month that is filled in to 已报送: printed, with its scan, exported, and with a letter that was written.
fn report_the_month(hands: &Hands<'_>, screen: &Screen, month: &str) {
    let Hands { window, .. } = hands;
    hands.next("定稿");
    window.wait_for("the question", "return document.querySelector('dialog[open]') !== null");
    hands.go_on();
    hands.next("打印盖章");
    hands.next("附扫描件");
    window.choose_file("选择盖章页的扫描件", &scan(screen));
    hands.next("导出报送表");
    window.save_at_home();
    hands.next("发送邮件");
    window.wait_for("the letter", "return document.querySelector('#letter')?.open === true");
    window.wait_for_text("#letter-files", "个附件，共 ");
    hands.go_on();
    window.save_at_home();
    window.wait_for_text("#sending-steps [data-step='send']", "发送邮件");
    hands.next("记为已报送");
    window.wait_for("the fields", "return document.querySelector('#fields').open");
    hands.go_on();
    window.wait_for_text(&format!("[data-month='{month}'] .label"), "已报送");
    assert_eq!(screen.session().reports().sheet(month.parse().unwrap()).unwrap().state, State::Sent);
    let scan = screen.session().sending().scan(month.parse().unwrap(), None).unwrap().unwrap();
    assert_eq!(scan.file.bytes, fs::read(screen.home().join("scan.png")).unwrap());
}

fn the_first_month(engine: Engine) {
    let screen = Screen::new();
    screen.stand_in("xdg-open");
    let window = engine.open(&screen);
    let hands = Hands { window: &window, struck: Cell::new(0) };
    window.wait_for("the first field", "return document.activeElement?.name === 'name'");
    hands.strike(&["龙沙镇人民政府", " ", "张三", "58136197", ""].join(&key::TAB.to_string()));
    window.choose("#begin [name=first_month]", "2022-03");
    window.wait_for(
        "the opening balance",
        "return document.querySelector('#begin-grid input')?.checkVisibility() ?? false",
    );
    hands.go_on();
    for _ in 0..20 {
        hands.fill("100");
    }
    window.wait_for("the button", "return document.activeElement.type === 'submit'");
    hands.go_on();
    window.wait_for("the form", "return !document.querySelector('#page-form').hidden");
    window.wait_for_total("1a", "100");
    fill_the_month(&hands);
    report_the_month(&hands, &screen, "2022-03");
    window.shot("first-month");
    assert!(hands.struck.get() <= 85, "{} keys", hands.struck.get());
}

fn an_ordinary_month(engine: Engine) {
    let screen = Screen::begun();
    screen.stand_in("xdg-open");
    for month in ["2022-01", "2022-02"] {
        screen.session().reports_mut().fill_zero(now(), month.parse().unwrap()).unwrap();
        screen
            .session()
            .reports_mut()
            .set_amounts(now(), month.parse().unwrap(), texts("1a=9 2a=9"))
            .unwrap();
    }
    let window = engine.open(&screen);
    let hands = Hands { window: &window, struck: Cell::new(0) };
    fill_the_month(&hands);
    report_the_month(&hands, &screen, "2022-03");
    assert!(hands.struck.get() <= 60, "{} keys", hands.struck.get());
}
