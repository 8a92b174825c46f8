//! The packages for Windows, tried in wine: the command line through its whole journey, compared with Linux's; the
//! installer through installing, upgrading and uninstalling; the portable program.
//!
//! Wine has no `WebView2`. The window is started all the same: it has to say so.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::journey::{self, CommandLine};
use super::screen::Screen;
use crate::{files, shell};

/// A Windows of its own, made anew for each run.
struct Wine {
    prefix: PathBuf,
}

impl Wine {
    fn new(work: &Path) -> Result<Self, String> {
        let wine = Self { prefix: work.join("wine") };
        files::fresh_folder(&wine.prefix)?;
        shell::run(wine.command("wineboot").arg("--init").stderr(Stdio::null()))?;
        wine.wait()?;
        Ok(wine)
    }

    fn variables(&self) -> Vec<(&'static str, OsString)> {
        vec![
            ("WINEPREFIX", self.prefix.clone().into()),
            ("WINEDEBUG", "-all".into()),
            // Neither .NET nor a browser is wanted, and wine would ask for them.
            ("WINEDLLOVERRIDES", "mscoree=;mshtml=;winemenubuilder.exe=".into()),
            ("LC_ALL", "C.UTF-8".into()),
        ]
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.envs(self.variables()).env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
        command
    }

    fn wait(&self) -> Result<(), String> {
        shell::run(self.command("wineserver").arg("--wait"))
    }

    /// Runs a program and gives its exit code.
    fn code(&self, program: &Path, arguments: &[&str]) -> Result<i32, String> {
        let mut command = self.command("wine");
        command.arg(program).args(arguments).stdin(Stdio::null()).stderr(Stdio::null());
        let status = command.status().map_err(|error| format!("无法运行 wine：{error}"))?;
        self.wait()?;
        Ok(status.code().unwrap_or(-1))
    }

    fn drive(&self) -> PathBuf {
        self.prefix.join("drive_c")
    }

    /// The folder of programs' own data of the one user there is.
    fn local(&self) -> Result<PathBuf, String> {
        let users = self.drive().join("users");
        let names = files::names(&users)?;
        let user = names.iter().find(|name| *name != "Public").ok_or("wine 里没有用户")?;
        Ok(users.join(user).join("AppData/Local"))
    }

    fn has_key(&self) -> bool {
        let key = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\yuebao";
        let mut query = self.command("wine");
        query.args(["reg", "query", key]).stdout(Stdio::null()).stderr(Stdio::null());
        query.status().is_ok_and(|status| status.success())
    }
}

/// Tries everything.
pub(super) fn check(top: &Path, stage: &Path, installers: [&Path; 2], portable: &Path) -> Result<(), String> {
    let work = top.join("target/windows/test");
    files::make_folder(&work)?;
    let wine = Wine::new(&work)?;
    random_numbers(&wine, &work)?;
    compare_journeys(top, &work, &wine, stage)?;
    installing(&wine, installers)?;
    portable_data(&work, &wine, portable)?;
    window_without_web_view(&work, &wine, stage)?;
    shell::run(wine.command("wineserver").arg("--kill")).or(Ok(()))
}

/// Wine 8 lacks the library Rust takes its random numbers from. This one hands on to an older door of Windows.
fn random_numbers(wine: &Wine, work: &Path) -> Result<(), String> {
    const SOURCE: &str = "\
        #include <windows.h>\n\
        BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);\n\
        __declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE bytes, SIZE_T length) {\n\
            return SystemFunction036(bytes, (ULONG)length);\n\
        }\n";
    let source = work.join("random.c");
    files::write(&source, SOURCE.as_bytes())?;
    let library = wine.drive().join("windows/system32/bcryptprimitives.dll");
    if library.exists() {
        return Ok(());
    }
    let mut compiler = Command::new("x86_64-w64-mingw32-gcc");
    shell::run(compiler.arg("-shared").arg(&source).arg("-o").arg(library).arg("-ladvapi32"))
}

fn compare_journeys(top: &Path, work: &Path, wine: &Wine, stage: &Path) -> Result<(), String> {
    // The same fonts, or the pages cannot be the same.
    let fonts = wine.drive().join("windows/Fonts");
    files::fresh_folder(&fonts)?;
    for path in shared_fonts()? {
        files::copy(&path, &fonts.join(path.file_name().unwrap_or_default()))?;
    }
    let theirs = CommandLine {
        words: vec!["wine".into(), stage.join("yuebao.exe").into()],
        variables: wine.variables(),
    };
    let ours = journey::run(&journey::of_this_system(top)?, &work.join("linux"))?;
    let theirs = journey::run(&theirs, &work.join("windows"))?;
    journey::compare(top, &ours, &theirs)?;
    println!("✓ Windows 的命令行从头到尾走了一遍，和 Linux 的一样");
    Ok(())
}

/// Every font of this computer.
fn shared_fonts() -> Result<Vec<PathBuf>, String> {
    let printed = shell::output(Command::new("fc-list").args(["--format", "%{file}\n"]))?;
    let mut fonts: Vec<PathBuf> = String::from_utf8_lossy(&printed).lines().map(PathBuf::from).collect();
    fonts.sort();
    fonts.dedup();
    Ok(fonts)
}

fn installing(wine: &Wine, [installer, newer]: [&Path; 2]) -> Result<(), String> {
    let expect = |is_so: bool, what: &str| if is_so { Ok(()) } else { Err(format!("安装程序：{what}")) };
    let local = wine.local()?;
    let (programs, data, cache) =
        (local.join("Programs/yuebao"), local.join("yuebao/data"), local.join("app.yuebao.desktop"));
    let start_menu = local.join("../Roaming/Microsoft/Windows/Start Menu/Programs/山城月报.lnk");
    let uninstall = |arguments: &[&str]| -> Result<(), String> {
        let code = wine.code(&programs.join("uninstall.exe"), arguments)?;
        expect(code == 0, &format!("卸载以 {code} 结束"))?;
        // The uninstaller works from a copy of itself, which ends a little later.
        let start = Instant::now();
        while programs.exists() && start.elapsed() < PATIENCE {
            thread::sleep(Duration::from_millis(200));
        }
        expect(
            !programs.exists() && !start_menu.exists() && !wine.has_key(),
            "卸载以后还留着程序、开始菜单或登记",
        )
    };

    expect(wine.code(installer, &["/S"])? == 0, "第一次安装没有成功")?;
    expect(start_menu.exists() && wine.has_key(), "没有开始菜单或登记")?;
    let command_line = CommandLine {
        words: vec!["wine".into(), programs.join("yuebao.exe").into()],
        variables: wine.variables(),
    };
    let said = |arguments: &[&str]| -> Result<String, String> {
        let output = shell::output(&mut command_line.start(&programs, arguments)?)?;
        Ok(String::from_utf8_lossy(&output).into_owned())
    };
    said(&[
        "init",
        "--unit",
        "龙沙镇",
        "--kind",
        "township",
        "--person",
        "张三",
        "--phone",
        "58136197",
        "--from",
        "2022-01",
    ])?;
    said(&["set", "2022-01", "1a=4321"])?;
    expect(data.join("yuebao.sqlite").exists(), "数据没有放在系统的数据文件夹里")?;

    expect(wine.code(newer, &["/S"])? == 0, "升级没有成功")?;
    expect(said(&["show", "2022-01"])?.contains("4321"), "升级以后数不见了")?;
    expect(wine.code(installer, &["/S"])? == 4, "旧版应当不肯静默地换下新版")?;

    files::make_folder(&cache)?;
    uninstall(&["/S"])?;
    expect(data.join("yuebao.sqlite").exists(), "卸载把数据也删了")?;
    expect(!cache.exists(), "卸载留下了浏览器的缓存")?;
    expect(wine.code(installer, &["/S"])? == 0, "再安装没有成功")?;
    expect(said(&["show", "2022-01"])?.contains("4321"), "再安装以后数不见了")?;
    uninstall(&["/S", "/DELETEDATA"])?;
    expect(!local.join("yuebao").exists(), "要求删除的数据还在")?;
    println!("✓ 安装、升级、不肯降级、卸载留数、再装、卸载删数，都对");
    Ok(())
}

fn portable_data(work: &Path, wine: &Wine, portable: &Path) -> Result<(), String> {
    let stick = work.join("stick");
    files::fresh_folder(&stick)?;
    let mut python = Command::new("/usr/bin/python3");
    shell::run(python.args(["-m", "zipfile", "--extract"]).arg(portable).arg(&stick))?;
    let program = stick.join("山城月报/yuebao.exe");
    let code = wine.code(
        &program,
        &[
            "init",
            "--unit",
            "龙沙镇",
            "--kind",
            "township",
            "--person",
            "张三",
            "--phone",
            "58136197",
            "--from",
            "2022-01",
        ],
    )?;
    let is_beside = stick.join("山城月报/data/yuebao.sqlite").exists();
    let is_elsewhere = wine.local()?.join("yuebao").exists();
    if code == 0 && is_beside && !is_elsewhere {
        println!("✓ 便携版的数据在它自己旁边");
        return Ok(());
    }
    Err(format!("便携版：退出码 {code}，旁边有数据 {is_beside}，别处有数据 {is_elsewhere}"))
}

const PATIENCE: Duration = Duration::from_mins(1);

/// The window in a wine that has no `WebView2` must say so; a picture of it is left.
fn window_without_web_view(work: &Path, wine: &Wine, stage: &Path) -> Result<(), String> {
    let screen = Screen::open(":94")?;
    let window = screen.start(wine.command("wine").arg(stage.join("山城月报.exe")))?;
    let picture = work.join("without-webview2.png");
    let seen = screen.shows("山城月报", &picture);
    drop(window);
    let _ended = wine.command("wineserver").arg("--kill").status();
    if seen {
        println!("✓ 没有 WebView2 时，窗口程序说明了缺什么（{}）", picture.display());
        return Ok(());
    }
    Err("没有 WebView2 时，窗口程序什么也没有说".to_owned())
}
