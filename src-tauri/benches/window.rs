//! What an officer waits for at the window, as lines for `cargo xtask bench`, beside LibreOffice with the same form.
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
#[path = "../tests/window/chromium.rs"]
#[allow(dead_code, reason = "only the tests open the page in Chromium")]
mod chromium;
#[cfg(target_os = "linux")]
#[path = "../tests/window/display.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod display;
#[cfg(target_os = "linux")]
#[path = "../tests/window/driver.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod driver;
#[cfg(target_os = "linux")]
#[path = "../tests/window/engine.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod engine;
#[cfg(target_os = "linux")]
#[path = "../tests/window/page_server.rs"]
#[allow(dead_code, unused_imports, reason = "only the tests open the page in Chromium")]
mod page_server;
#[cfg(target_os = "linux")]
#[path = "../tests/window/process.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod process;
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
    use std::path::Path;
    use std::process::Stdio;
    use std::thread;
    use std::time::{Duration, Instant, SystemTime};

    use crate::process::{Process, with_children};
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
            screen
                .session()
                .reports_mut()
                .set_amounts(now(), month.parse().unwrap(), texts("1a=100 2a=3.5 9=7"))
                .unwrap();
        }
        let starts = (0..STARTS).map(|_| {
            let window = Window::open(&screen);
            let ready = window.script(
                "return performance.timeOrigin + performance.getEntriesByName('ready')[0].startTime",
                vec![],
            );
            ready.as_f64().unwrap() - started(window.program())
        });
        let starts = median(starts.collect());
        let office = Office::measured(&screen);
        print_line("启动到可以填数", starts, "毫秒", 1000.0, &office.told(|office| office.start));

        let window = Window::open(&screen);
        let medians = |script| {
            let times = window.script_async(script);
            median(times.as_array().unwrap().iter().filter_map(serde_json::Value::as_f64).collect())
        };
        // Up to the frame that shows it: half a frame of it is waiting for the screen.
        print_line("按键到累计数显示", medians(KEYS), "毫秒", 16.0, "");
        let own = memory(window.program());
        print_line("窗口程序本身占用内存", own, "MB", 120.0, "");
        print_all("窗口所有进程占用内存", window.program(), &office);
        print_line("按键到预览更新", medians(PREVIEWS), "毫秒", 120.0, "");
        print_all("开着预览时所有进程的内存", window.program(), &office);
        window.script("document.querySelector('#preview-close').click()", vec![]);
        // What drawing holds is given back after a while.
        thread::sleep(Duration::from_secs(15));
        // Of files such as fonts that are mapped, the system takes memory back whenever it wants some.
        let files = format!("其中映射的文件 {:.0}", part_of_memory(window.program(), "Pss_File:"));
        print_line("看过预览以后的内存", memory(window.program()), "MB", 120.0, &files);
        print_all("看过预览以后所有进程的内存", window.program(), &office);
        let size = fs::metadata(env!("CARGO_BIN_EXE_yuebao-desktop")).unwrap().len();
        let data = fs::read_dir(screen.data()).unwrap().map(|entry| entry.unwrap().metadata().unwrap().len());
        let bytes = size + data.sum::<u64>();
        #[expect(clippy::cast_precision_loss, reason = "megabytes are few")]
        print_line(
            "程序与第一次启动后的数据",
            bytes as f64 / 1e6,
            "MB",
            60.0,
            &office.told(|office| office.size),
        );
    }

    /// LibreOffice with the same form, where it is installed.
    struct Office(Option<Measured>);

    /// Milliseconds until its window shows the form, and megabytes: in memory, and on the disk where it is installed.
    struct Measured {
        start: f64,
        memory: f64,
        size: f64,
    }

    impl Office {
        fn measured(screen: &Screen) -> Self {
            let folder = screen.home();
            let month = "2022-02".parse().unwrap();
            let workbook = screen.session().reports().workbook(now(), month, None).unwrap();
            yuebao::output::write_file(&folder.join("form.xlsx"), &workbook.bytes).unwrap();
            let installed = Path::new("/usr/lib/libreoffice");
            if !installed.exists() {
                eprintln!("LibreOffice is not installed, not measured");
                return Self(None);
            }
            // The first start sets up a profile. Each start has a copy, because it is killed in the middle of its work.
            let profile = folder.join("profile");
            let setting_up = [profile_at(&profile), "--headless".into(), "--terminate_after_init".into()];
            assert!(screen.command("soffice").args(setting_up).status().unwrap().success());
            let starts: Vec<(f64, f64)> =
                (0..4).map(|number| Self::start(screen, &profile, number)).collect();
            let of = |part: fn(&(f64, f64)) -> f64| median(starts.iter().map(part).collect());
            let size = screen.command("du").args(["-sm", "/usr/lib/libreoffice"]).output().unwrap();
            let size =
                String::from_utf8_lossy(&size.stdout).split_whitespace().next().unwrap().parse().unwrap();
            Self(Some(Measured { start: of(|one| one.0), memory: of(|one| one.1), size }))
        }

        fn start(screen: &Screen, profile: &Path, number: usize) -> (f64, f64) {
            let own = profile.with_extension(number.to_string());
            assert!(screen.command("cp").arg("-r").args([profile, &own]).status().unwrap().success());
            let began = Instant::now();
            let mut command = screen.command("soffice");
            command.arg(profile_at(&own)).args([
                "--norestore",
                "--nologo",
                "--nolockcheck",
                "--view",
                "form.xlsx",
            ]);
            let office = Process::start(command.stdout(Stdio::null()).stderr(Stdio::null()));
            if !screen.has_window("form.xlsx") {
                screen.shot("office");
                panic!("LibreOffice does not show the form; target/screenshots/office.png shows the screen");
            }
            let start = began.elapsed().as_secs_f64() * 1000.0;
            let children = screen.command("pgrep").args(["-g", &office.id().to_string()]).output().unwrap();
            let children = String::from_utf8_lossy(&children.stdout).into_owned();
            let memory = children.split_whitespace().filter_map(|one| one.parse().ok()).map(memory).sum();
            (start, memory)
        }

        fn told(&self, part: fn(&Measured) -> f64) -> String {
            self.0.as_ref().map(|measured| format!("LibreOffice {:.0}", part(measured))).unwrap_or_default()
        }
    }

    fn profile_at(folder: &Path) -> String {
        format!("-env:UserInstallation=file://{}", folder.display())
    }

    /// The memory of a window with all its processes: the page and the network have their own.
    fn print_all(name: &str, program: u32, office: &Office) {
        let processes = with_children(program);
        let parts: Vec<String> = processes
            .iter()
            .map(|process| {
                let called = fs::read_to_string(format!("/proc/{process}/comm")).unwrap_or_default();
                format!("{} {:.0}", called.trim(), memory(*process))
            })
            .collect();
        let all = processes.iter().copied().map(memory).sum();
        let beside = office.told(|office| office.memory);
        print_line(name, all, "MB", 140.0, &format!("{beside}；{}", parts.join("，")));
    }

    fn print_line(name: &str, value: f64, unit: &str, budget: f64, others: &str) {
        println!("{name}\t{value:.1}\t{unit}\t{budget}\t{others}");
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
        part_of_memory(process, "Pss:")
    }

    /// One line of what the system says of a process's memory, in megabytes.
    fn part_of_memory(process: u32, name: &str) -> f64 {
        // A helper process may end while it is being looked at.
        let Ok(rollup) = fs::read_to_string(format!("/proc/{process}/smaps_rollup")) else { return 0.0 };
        let line = rollup.lines().find_map(|line| line.strip_prefix(name)).unwrap();
        line.trim().trim_end_matches(" kB").parse::<f64>().unwrap() / 1024.0
    }
}
