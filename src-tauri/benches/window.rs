//! What an officer waits for at the window, as `name<TAB>value<TAB>unit<TAB>budget` lines for `cargo xtask bench`.
//!
//! The release build on a screen of its own, driven as the tests drive it. Medians; nothing is asserted.

#![cfg_attr(
    target_os = "linux",
    allow(
        clippy::unwrap_used,
        clippy::panic,
        clippy::indexing_slicing,
        reason = "a measurement stops where it cannot go on"
    )
)]

#[cfg(target_os = "linux")]
#[path = "../tests/window/screen.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod screen;
#[cfg(target_os = "linux")]
#[path = "../tests/window/window.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod window;

#[cfg(target_os = "linux")]
fn main() {
    linux::measure();
}

#[cfg(not(target_os = "linux"))]
fn main() {
    eprintln!("the window is measured on Linux only");
}

#[cfg(target_os = "linux")]
mod linux {
    use std::fs;
    use std::time::SystemTime;

    use crate::screen::{Screen, now, texts};
    use crate::window::Window;

    /// How often the program is started.
    const STARTS: usize = 7;

    /// Types into one cell again and again, and waits each time for the total on the screen. Hands do not strike in
    /// step with the frames of a screen, so between the keys there is a pause of another length each time.
    const KEYS: &str = "
        const [input, total] = [document.getElementById('figure-1a'), document.getElementById('total-1a')];
        input.focus();
        const times = [];
        for (let number = 1; number <= 60; number += 1) {
            const shown = new Promise((resolve) => {
                const watch = new MutationObserver(() => {
                    watch.disconnect();
                    requestAnimationFrame(() => resolve(performance.now()));
                });
                watch.observe(total, { childList: true, characterData: true, subtree: true });
            });
            const struck = performance.now();
            input.value = String(number);
            input.dispatchEvent(new InputEvent('input', { bubbles: true }));
            times.push(await shown - struck);
            await new Promise((rest) => setTimeout(rest, 30 + number * 7 % 17));
        }
        return times;";

    /// Types with the preview open, and waits each time for the picture that shows it.
    const PREVIEWS: &str = "
        const picture = () => document.querySelector('#preview-page img');
        const frame = () => new Promise(requestAnimationFrame);
        document.querySelector('#preview-switch').click();
        while (!picture()?.complete) await frame();
        const input = document.getElementById('figure-1a');
        input.focus();
        const times = [];
        for (let number = 1; number <= 20; number += 1) {
            const old = picture().src;
            const struck = performance.now();
            input.value = String(number * 7);
            input.dispatchEvent(new InputEvent('input', { bubbles: true }));
            while (picture().src === old || !picture().complete) await frame();
            times.push(performance.now() - struck);
            await new Promise((rest) => setTimeout(rest, 200));
        }
        return times;";

    pub(crate) fn measure() {
        let screen = Screen::begun();
        for month in ["2022-01", "2022-02"] {
            screen.session().set_amounts(now(), month.parse().unwrap(), texts("1a=100 2a=3.5 9=7")).unwrap();
        }
        let starts = (0..STARTS).map(|_| {
            let window = Window::open(&screen);
            let ready = window.script(
                "return performance.timeOrigin + performance.getEntriesByName('ready')[0].startTime",
                vec![],
            );
            ready.as_f64().unwrap() - started(window.program())
        });
        print_line("启动到可以填数", median(starts.collect()), "毫秒", 1000.0);

        let window = Window::open(&screen);
        let medians = |script| {
            let times = window.script_async(script);
            median(times.as_array().unwrap().iter().filter_map(serde_json::Value::as_f64).collect())
        };
        // Up to the frame that shows it: half a frame of it is waiting for the screen.
        print_line("按键到累计数显示", medians(KEYS), "毫秒", 16.0);
        print_line("窗口程序本身占用内存", memory(window.program()), "MB", 120.0);
        print_line("按键到预览更新", medians(PREVIEWS), "毫秒", 120.0);
        print_line("看过预览以后的内存", memory(window.program()), "MB", 120.0);
    }

    fn print_line(name: &str, value: f64, unit: &str, budget: f64) {
        println!("{name}\t{value:.1}\t{unit}\t{budget}");
    }

    fn median(mut values: Vec<f64>) -> f64 {
        values.sort_by(f64::total_cmp);
        values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
    }

    /// When a process started, in milliseconds since 1970; the kernel counts in hundredths of a second.
    fn started(process: u32) -> f64 {
        let text = |path: &str| fs::read_to_string(path).unwrap();
        let line = text(&format!("/proc/{process}/stat"));
        let (_, fields) = line.rsplit_once(')').unwrap();
        let ticks: f64 = fields.split_whitespace().nth(19).unwrap().parse().unwrap();
        let up: f64 = text("/proc/uptime").split_whitespace().next().unwrap().parse().unwrap();
        let now = SystemTime::UNIX_EPOCH.elapsed().unwrap().as_secs_f64();
        (now - up) * 1000.0 + ticks * 10.0
    }

    /// The proportional set size: most of what is resident are the system's libraries, shared with every other program
    /// that shows a page.
    fn memory(process: u32) -> f64 {
        let rollup = fs::read_to_string(format!("/proc/{process}/smaps_rollup")).unwrap();
        let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:")).unwrap();
        line.trim().trim_end_matches(" kB").parse::<f64>().unwrap() / 1024.0
    }
}
