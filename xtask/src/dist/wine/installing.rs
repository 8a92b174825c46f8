//! Tries the installer and the uninstaller in wine: silently, with the pages, while the program is open, and
//! with the installer of `WebView2` next to them.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use super::machine::Wine;
use crate::dist::journey::CommandLine;
use crate::dist::package::ID;
use crate::dist::screen::Screen;
use crate::{files, shell};

const PATIENCE: Duration = Duration::from_mins(1);

/// The ending of a handover file, and the kind that it has for Windows.
const ENDING: &str = ".yuebao";
const KIND: &str = "yuebao.handover";

/// Where the installer puts the programs.
fn programs(wine: &Wine) -> Result<PathBuf, String> {
    Ok(wine.local()?.join("Programs/yuebao"))
}

fn start_menu(wine: &Wine) -> Result<PathBuf, String> {
    Ok(wine.local()?.join("../Roaming/Microsoft/Windows/Start Menu/Programs/山城月报.lnk"))
}

fn expect(is_so: bool, what: &str) -> Result<(), String> {
    if is_so { Ok(()) } else { Err(format!("安装程序：{what}")) }
}

/// Silently: installs, upgrades, refuses a downgrade, and uninstalls with and without the data.
pub(super) fn by_itself(wine: &Wine, [installer, newer]: [&Path; 2]) -> Result<(), String> {
    let local = wine.local()?;
    let (programs, data, cache) = (programs(wine)?, local.join("yuebao/data"), local.join(ID));

    expect(wine.code(installer, &["/S"])? == 0, "第一次安装没有成功")?;
    expect(start_menu(wine)?.exists() && wine.listed().as_deref() == Some("山城月报"), "没有开始菜单或登记")?;
    let notifier = wine.notifier();
    expect(
        notifier
            .as_ref()
            .is_some_and(|(name, icon)| name == "山城月报" && icon.ends_with(r"\Programs\yuebao\icon.png"))
            && programs.join("icon.png").exists(),
        &format!("通知的名字和图没有登记好：{notifier:?}"),
    )?;
    let opens = wine.opens_handovers();
    let ours = |kind: &(String, String)| kind.0 == KIND && kind.1.ends_with("\\山城月报.exe\" \"%1\"");
    expect(opens.as_ref().is_some_and(ours), &format!("交接文件的类型没有登记好：{opens:?}"))?;
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
    uninstall(wine, &["/S"])?;
    expect(wine.opens_handovers().is_none(), "卸载以后还登记着交接文件的类型")?;
    expect(data.join("yuebao.sqlite").exists(), "卸载把数据也删了")?;
    expect(!cache.exists(), "卸载留下了浏览器的缓存")?;
    expect(wine.code(installer, &["/S"])? == 0, "再安装没有成功")?;
    expect(said(&["show", "2022-01"])?.contains("4321"), "再安装以后数不见了")?;
    uninstall(wine, &["/S", "/DELETEDATA"])?;
    expect(!local.join("yuebao").exists(), "要求删除的数据还在")?;
    println!("✓ 安装、升级、不肯降级、卸载留数、再装、卸载删数，都对");
    Ok(())
}

/// Uninstalls silently, and sees that nothing of the program is left.
fn uninstall(wine: &Wine, arguments: &[&str]) -> Result<(), String> {
    let programs = programs(wine)?;
    let code = wine.code(&programs.join("uninstall.exe"), arguments)?;
    expect(code == 0, &format!("卸载以 {code} 结束"))?;
    let is_registered = || wine.listed().or(wine.notifier().map(|it| it.0)).is_some();
    // The uninstaller works from a copy of itself, which ends a little later.
    expect(
        wait(|| !programs.exists()) && !start_menu(wine)?.exists() && !is_registered(),
        "卸载以后还留着程序、开始菜单或登记",
    )
}

/// Where another program opens handover files already, it goes on to, and our uninstaller leaves it.
pub(super) fn beside_another_program(wine: &Wine, installer: &Path) -> Result<(), String> {
    let key = format!(r"HKCU\Software\Classes\{ENDING}");
    let registry = |arguments: &[&str]| shell::run(wine.command("wine").args(["reg"]).args(arguments));
    registry(&["add", &key, "/ve", "/d", "another.program", "/f"])?;
    let is_anothers =
        || wine.registered(&format!(r"Classes\{ENDING}"), "").as_deref() == Some("another.program");
    expect(is_anothers(), "没有登记成别的程序的")?;
    expect(wine.code(installer, &["/S"])? == 0 && is_anothers(), "安装抢了别的程序打开的文件类型")?;
    uninstall(wine, &["/S"])?;
    expect(is_anothers(), "卸载去掉了别的程序的文件类型")?;
    registry(&["delete", &key, "/f"])?;
    println!("✓ 别的程序打开的文件类型，安装和卸载都不动");
    Ok(())
}

/// A handover file that is double-clicked starts the installed program.
pub(super) fn opened_by_its_file(work: &Path, wine: &Wine, file: &Path) -> Result<(), String> {
    let screen = Screen::open(":93")?;
    let opened = wine.open(&screen, work, file)?;
    let seen = screen.shows("山城月报", &work.join("handover-opened.png"));
    drop(opened);
    wine.end();
    expect(seen, "双击交接文件，程序没有打开")?;
    println!("✓ 双击交接文件，打开的是山城月报");
    Ok(())
}

/// Goes through the pages of the installer and of the uninstaller, and saves pictures of them.
pub(super) fn by_hand(work: &Path, wine: &Wine, installer: &Path) -> Result<(), String> {
    let screen = Screen::open(":95")?;
    let picture = |page: &str| {
        let there = screen.shows("山城月报", &work.join(format!("installer-{page}.png")));
        if there { Ok(()) } else { Err(format!("安装程序的窗口没有打开：{page}")) }
    };
    let setup = wine.start(&screen, work, installer)?;
    for page in ["welcome", "webview2", "folder"] {
        picture(page)?;
        // After the last page it installs.
        screen.press("Return");
    }
    let uninstaller = programs(wine)?.join("uninstall.exe");
    expect(wait(|| wine.listed().is_some() && uninstaller.exists()), "一页一页点过去，没有装上")?;
    picture("finish")?;
    // Its last page would start the program.
    drop(setup);
    wine.end();
    let removal = wine.start(&screen, work, &uninstaller)?;
    picture("uninstall")?;
    drop(removal);
    wine.end();
    println!("✓ 安装和卸载的五页有图（{}）", work.display());
    Ok(())
}

/// While the program is open, nothing of it may be replaced or removed.
pub(super) fn while_open(work: &Path, wine: &Wine, installer: &Path) -> Result<(), String> {
    let programs = programs(wine)?;
    let program = programs.join("山城月报.exe");
    expect(wine.code(installer, &["/S"])? == 0, "没有装好，不能试程序开着的时候")?;
    let place = format!("_?={}", wine.installed().ok_or("安装程序：没有登记装在哪里")?);
    let screen = Screen::open(":93")?;
    let window = wine.start(&screen, work, &program)?;
    expect(screen.shows("山城月报", &work.join("program-open.png")), "程序没有打开")?;
    expect(wine.code_beside(installer, &["/S"])? == 5, "程序开着，却没有以 5 结束")?;
    // With this argument the uninstaller does not work from a copy, whose exit code would be lost.
    let code = wine.code_beside(&programs.join("uninstall.exe"), &["/S", &place])?;
    expect(code == 5 && program.exists(), &format!("程序开着，卸载却以 {code} 结束"))?;
    drop(window);
    wine.end();
    println!("✓ 程序开着时，不安装也不卸载");
    Ok(())
}

/// Replaces Microsoft's installer, which may not be redistributed: it only says that `WebView2` is there.
const WEB_VIEW: &str = r#"Target amd64-unicode
Unicode true
RequestExecutionLevel user
SilentInstall silent
OutFile "${OUT}"
Section
  WriteRegStr HKCU "Software\${KEY}" "pv" "1.0.0.0"
SectionEnd
"#;

/// If the installer of `WebView2` is next to ours, ours runs it: at the press of a button, or by itself when silent.
pub(super) fn with_web_view_beside(work: &Path, wine: &Wine, installer: &Path) -> Result<(), String> {
    const KEY: &str = r"Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}";
    let folder = work.join("beside");
    files::fresh_folder(&folder)?;
    let (script, ours) = (folder.join("web-view.nsi"), folder.join("installer.exe"));
    files::write(&script, WEB_VIEW.as_bytes())?;
    let out = folder.join("MicrosoftEdgeWebView2RuntimeInstallerX64.exe");
    let mut nsis = Command::new("makensis");
    nsis.args(["-V2", "-WX", "-INPUTCHARSET", "UTF8"]).arg(format!("-DOUT={}", out.display()));
    nsis.arg(format!("-DKEY={KEY}"));
    shell::run(nsis.env("LC_ALL", "C.UTF-8").arg(&script))?;
    files::copy(installer, &ours)?;
    let is_there = || wine.registered(KEY, "pv").is_some();
    expect(!is_there(), "还没有装 WebView2，却登记了")?;

    let screen = Screen::open(":92")?;
    let setup = wine.start(&screen, work, &ours)?;
    expect(screen.shows("山城月报", &work.join("installer-beside-welcome.png")), "窗口没有打开")?;
    screen.press("Return");
    expect(screen.shows("山城月报", &work.join("installer-beside-webview2.png")), "没有 WebView2 的一页")?;
    screen.press("alt+w");
    expect(wait(is_there), "点了按钮，没有装 WebView2")?;
    expect(screen.shows("山城月报", &work.join("installer-beside-done.png")), "窗口没有了")?;
    drop(setup);
    wine.end();

    let mut forget = wine.command("wine");
    shell::run(forget.args(["reg", "delete", &format!(r"HKCU\Software\{KEY}"), "/f"]))?;
    expect(!is_there(), "WebView2 的登记没有去掉")?;
    expect(wine.code(&ours, &["/S"])? == 0 && is_there(), "静默安装没有先装旁边的 WebView2")?;
    println!("✓ 旁边有 WebView2 的安装程序时：按钮会装它，静默安装也会");
    Ok(())
}

/// Waits until a program has done something, but not without end. Returns whether it was done.
fn wait(is_done: impl Fn() -> bool) -> bool {
    let start = Instant::now();
    while !is_done() {
        if start.elapsed() > PATIENCE {
            return false;
        }
        thread::sleep(Duration::from_millis(200));
    }
    true
}
