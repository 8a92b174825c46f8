//! The program's window, through `WebKitWebDriver`, or its page in Chromium. Whatever is waited for has a name, so that
//! a test that fails says what did not come; nothing waits for a time.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use fantoccini::Locator;
use fantoccini::actions::{
    InputSource as _, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction,
};
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use serde_json::{Value, json};

use crate::chromium::Chromium;
use crate::driver::{Develop, Driver};
use crate::engine::{Engine, Shown};
use crate::page_server::CHOSEN;
use crate::process::Process;
use crate::screen::{Screen, pictures_are_wanted};

/// Nothing takes so long, even on a machine that builds something else meanwhile.
pub(crate) const LATEST: Duration = Duration::from_mins(1);
/// How long is rested between two looks.
pub(crate) const LOOK: Duration = Duration::from_millis(40);

/// Keys as WebDriver writes them.
pub(crate) mod key {
    pub(crate) const ENTER: char = '\u{e007}';
    pub(crate) const ESCAPE: char = '\u{e00c}';
    pub(crate) const TAB: char = '\u{e004}';
    pub(crate) const UP: char = '\u{e013}';
    pub(crate) const DOWN: char = '\u{e015}';
    pub(crate) const END: char = '\u{e010}';
    pub(crate) const HOME: char = '\u{e011}';
    pub(crate) const LEFT: char = '\u{e012}';
    pub(crate) const RIGHT: char = '\u{e014}';
    pub(crate) const CONTROL: char = '\u{e009}';
    pub(crate) const ALT: char = '\u{e00a}';
    pub(crate) const DELETE: char = '\u{e017}';
    pub(crate) const DELETE_BACK: char = '\u{e003}';
    pub(crate) const SHIFT: char = '\u{e008}';
    pub(crate) const F1: char = '\u{e031}';
    pub(crate) const F8: char = '\u{e038}';
}

pub(crate) struct Window<'screen> {
    pub(crate) screen: &'screen Screen,
    pub(crate) engine: Engine,
    pub(crate) driver: Arc<Driver>,
    /// What shows the page, where that is not the program's own business.
    pub(crate) chromium: Option<Chromium>,
    /// Serves the page to it.
    pub(crate) server: Option<Process>,
}

impl Drop for Window<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        self.has_no_faults();
        if let Some(chromium) = self.chromium.take().filter(|chromium| chromium.forget().is_ok()) {
            self.screen.display().keep(chromium);
        }
    }
}

impl<'screen> Window<'screen> {
    /// Starts the program and waits until it shows a page.
    pub(crate) fn open(screen: &'screen Screen) -> Self {
        Engine::WEBKIT.open(screen)
    }

    /// The same with more in its environment.
    pub(crate) fn open_with(screen: &'screen Screen, environment: &[(&str, &str)]) -> Self {
        Engine::WEBKIT.open_with(screen, environment)
    }

    /// Has Chromium do what only its tools for developers can.
    pub(crate) fn develop(&self, command: &str, values: &Value) -> Value {
        self.drive("the developers' tools", self.driver.client.issue_cmd(Develop::new(command, values)))
    }

    /// Names a file in the system's dialog of that title.
    pub(crate) fn choose_file(&self, title: &str, file: &Path) {
        match self.engine.shown {
            Shown::WebKit => self.screen.choose(title, file),
            Shown::Chromium => {
                let chosen = self.screen.home().join(CHOSEN);
                yuebao::output::write_file(&chosen, file.to_str().unwrap().as_bytes()).unwrap();
            }
        }
    }

    /// Saves in the home what the system's dialog offers to save.
    pub(crate) fn save_at_home(&self) {
        match self.engine.shown {
            Shown::WebKit => {
                assert!(self.screen.has_window("导出到"), "the system's dialog comes up");
                self.screen.press(&["Return"]);
            }
            Shown::Chromium => self.choose_file("导出到", self.screen.home()),
        }
    }

    /// Ends the program as a power cut would: at once, without a word.
    pub(crate) fn kill(mut self) {
        self.has_no_faults();
        match self.engine.shown {
            Shown::WebKit => {
                let program = self.program().to_string();
                // One that is started before the other is gone would take itself for the second.
                self.ends_after(|| {
                    assert!(Command::new("kill").args(["-KILL", &program]).status().unwrap().success());
                });
            }
            // The commands are gone, and nothing more reaches the disk.
            Shown::Chromium => drop(self.server.take()),
        }
    }

    /// Closes the window as a hand on its × does. A key that is struck for the window manager is sometimes lost.
    pub(crate) fn close(self) {
        self.ends_after(|| self.screen.close_window("山城月报"));
    }

    /// Presses the button that ends the program, which may be gone before the driver has told of the press.
    pub(crate) fn click_to_end(self, selector: &str) {
        let button = self.find(selector);
        self.ends_after(|| drop(self.driver.runtime.block_on(button.click())));
    }

    #[track_caller]
    fn ends_after(&self, end: impl FnOnce()) {
        let program = format!("/proc/{}", self.program());
        end();
        self.wait_until("the program to end", || !Path::new(&program).exists());
    }

    /// Has the driver do something; it has to be done in time.
    #[track_caller]
    pub(crate) fn drive<T>(&self, what: &str, work: impl Future<Output = Result<T, CmdError>>) -> T {
        let done = self.driver.runtime.block_on(async { tokio::time::timeout(LATEST, work).await });
        done.unwrap_or_else(|_| panic!("{what}: the driver does not answer"))
            .unwrap_or_else(|error| panic!("{what}: {error}"))
    }

    /// Runs JavaScript in the page.
    #[track_caller]
    pub(crate) fn script(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.drive(script, self.driver.client.execute(script, arguments))
    }

    /// Runs JavaScript that waits for something, and waits for its answer.
    pub(crate) fn script_async(&self, script: &str) -> Value {
        let script = format!("const done = arguments[0]; (async () => {{ {script} }})().then(done)");
        self.drive(&script, self.driver.client.execute_async(&script, vec![]))
    }

    /// The program's process.
    pub(crate) fn program(&self) -> u32 {
        let driver = self.driver.process.id();
        let children = fs::read_to_string(format!("/proc/{driver}/task/{driver}/children")).unwrap();
        children.split_whitespace().next().unwrap().parse().unwrap()
    }

    /// Waits until a script gives true.
    #[track_caller]
    pub(crate) fn wait_for(&self, what: &str, script: &str) {
        self.wait_until(what, || self.script(script, vec![]) == Value::Bool(true));
    }

    /// Waits until something holds.
    #[track_caller]
    pub(crate) fn wait_until(&self, what: &str, mut holds: impl FnMut() -> bool) {
        let start = Instant::now();
        while !holds() {
            self.not_too_late(start, || format!("waited in vain for {what}"));
        }
    }

    /// Waits until the text of an element holds another.
    #[track_caller]
    pub(crate) fn wait_for_text(&self, selector: &str, part: &str) {
        let start = Instant::now();
        while !self.text(selector).contains(part) {
            let told = || format!("waited for “{part}” in {selector}, found “{}”", self.text(selector));
            self.not_too_late(start, told);
        }
    }

    /// Rests a little before one looks again; when it is too late, it leaves a picture and says what did not come.
    #[track_caller]
    fn not_too_late(&self, start: Instant, told: impl FnOnce() -> String) {
        if start.elapsed() > LATEST {
            self.screen.shot("failed");
            panic!("{}; target/screenshots/failed.png shows the screen", told());
        }
        std::thread::sleep(LOOK);
    }

    /// The text of an element; empty if there is none.
    pub(crate) fn text(&self, selector: &str) -> String {
        let script = "return document.querySelector(arguments[0])?.textContent ?? ''";
        self.script(script, vec![json!(selector)]).as_str().unwrap().to_owned()
    }

    #[track_caller]
    fn find(&self, selector: &str) -> Element {
        self.drive(selector, self.driver.client.find(Locator::Css(selector)))
    }

    /// Presses a button; one that is drawn anew between the look and the press is looked for again.
    #[track_caller]
    pub(crate) fn click(&self, selector: &str) {
        self.wait_until(&format!("a press on {selector}"), || {
            self.driver.runtime.block_on(async {
                let pressed = async { self.driver.client.find(Locator::Css(selector)).await?.click().await };
                matches!(tokio::time::timeout(LATEST, pressed).await, Ok(Ok(())))
            })
        });
    }

    /// Presses something in the list under 更多.
    #[track_caller]
    pub(crate) fn click_more(&self, selector: &str) {
        self.click("#more");
        self.wait_for("the list", "return !document.querySelector('#more-list').hidden");
        self.click(selector);
    }

    /// Drags one element onto the upper edge of another.
    pub(crate) fn drag(&self, from: &str, to: &str) {
        let place = |selector: &str, height: f64| {
            let script = "const box = document.querySelector(arguments[0]).getBoundingClientRect();
                return [box.x + box.width / 2, box.y + box.height * arguments[1]]";
            let place = self.script(script, vec![json!(selector), json!(height)]);
            (place[0].as_f64().unwrap(), place[1].as_f64().unwrap())
        };
        let go = |(x, y): (f64, f64)| PointerAction::MoveTo { duration: None, x, y };
        let actions = MouseActions::new("mouse".into())
            .then(go(place(from, 0.5)))
            .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
            .then(go(place(to, 0.9)))
            .then(go(place(to, 0.1)))
            .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        self.drive("drag", self.driver.client.perform_actions(actions));
    }

    /// Fills a field of a form.
    pub(crate) fn fill(&self, selector: &str, text: &str) {
        let element = self.find(selector);
        self.drive(selector, element.clear());
        self.drive(selector, element.send_keys(text));
    }

    /// Chooses from a list.
    pub(crate) fn choose(&self, selector: &str, value: &str) {
        let script = "const list = document.querySelector(arguments[0]); list.value = arguments[1];
            list.dispatchEvent(new Event('change', { bubbles: true }))";
        self.script(script, vec![json!(selector), json!(value)]);
    }

    /// Strikes keys one after the other, wherever the focus is.
    pub(crate) fn keys(&self, keys: &str) {
        let mut actions = KeyActions::new("keyboard".into());
        for value in keys.chars() {
            actions = actions.then(KeyAction::Down { value }).then(KeyAction::Up { value });
        }
        self.drive("keys", self.driver.client.perform_actions(actions));
    }

    /// Holds one key and strikes another.
    pub(crate) fn chord(&self, held: char, value: char) {
        let actions = KeyActions::new("keyboard".into())
            .then(KeyAction::Down { value: held })
            .then(KeyAction::Down { value })
            .then(KeyAction::Up { value })
            .then(KeyAction::Up { value: held });
        self.drive("keys", self.driver.client.perform_actions(actions));
    }

    /// Puts the cursor into the 当月 cell of a figure.
    pub(crate) fn go_to(&self, figure: &str) {
        self.script("document.getElementById(`figure-${arguments[0]}`).focus()", vec![json!(figure)]);
    }

    /// The figure whose cell has the cursor.
    pub(crate) fn at(&self) -> String {
        let script = "return document.activeElement?.closest('td')?.dataset.figure ?? ''";
        self.script(script, vec![]).as_str().unwrap().to_owned()
    }

    /// What stands in the 当月 cell of a figure.
    pub(crate) fn entry(&self, figure: &str) -> String {
        let script = "return document.getElementById(`figure-${arguments[0]}`).value";
        self.script(script, vec![json!(figure)]).as_str().unwrap().to_owned()
    }

    /// Waits for the total of a figure to be shown.
    #[track_caller]
    pub(crate) fn wait_for_total(&self, figure: &str, total: &str) {
        let output = format!("#total-{figure}");
        self.wait_until(&format!("the total {total} of {figure}"), || self.text(&output) == total);
    }

    /// Opens a month from the rail.
    pub(crate) fn open_month(&self, month: &str) {
        self.click(&format!("[data-month='{month}']"));
        let current = format!("return document.querySelector('[aria-current]')?.dataset.month === '{month}'");
        self.wait_for(month, &current);
    }

    /// Waits until what was typed last is on the disk.
    #[track_caller]
    pub(crate) fn wait_until_saved(&self, month: &str, figure: &str, text: &str) {
        self.wait_until(&format!("{figure}={text} on the disk"), || self.screen.saved(month, figure) == text);
    }

    /// Makes the window another size, and waits for the page to have it.
    pub(crate) fn resize(&self, width: u32, height: u32) {
        match self.engine.shown {
            Shown::WebKit => {
                let resized = self.driver.client.set_window_rect(0, 0, width, height);
                self.drive("another size", resized);
            }
            Shown::Chromium => {
                let size =
                    json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
                self.develop("Emulation.setDeviceMetricsOverride", &size);
            }
        }
        // A press while things are still moving hits what is not there any more.
        self.wait_for("the other size", &format!("return Math.abs(innerWidth - {width}) < 20"));
    }

    /// Keeps a picture of the screen under `target/screenshots`, once the page is painted, where pictures are wanted. The
    /// driver's own pictures sometimes never come.
    pub(crate) fn shot(&self, name: &str) {
        if !pictures_are_wanted() {
            return;
        }
        let painted = "await new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(seen, 100))))";
        self.script_async(painted);
        let name = if self.engine.is_a_laptop() { format!("{name}-laptop") } else { name.to_owned() };
        match self.engine.shown {
            Shown::WebKit => self.screen.shot(&name),
            Shown::Chromium => self.screen.shot(&format!("chromium-{name}")),
        }
    }
}
