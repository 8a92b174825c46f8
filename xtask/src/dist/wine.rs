//! Tries the packages for Windows in wine: all commands of the command line, compared with the results on
//! Linux; the installer with installing, upgrading and uninstalling; and the portable program.
//!
//! Wine has no `WebView2`. The window is started anyway, because it must show a message about that.

mod installing;
mod machine;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use machine::Wine;

use super::journey::{self, CommandLine};
use super::screen::Screen;
use crate::{files, shell};

/// Tries all packages for Windows.
pub(super) fn check(top: &Path, stage: &Path, installers: [&Path; 2], portable: &Path) -> Result<(), String> {
    let work = top.join("target/windows/test");
    files::make_folder(&work)?;
    let wine = Wine::new(&work)?;
    random_numbers(&wine, &work)?;
    compare_journeys(top, &work, &wine, stage)?;
    alone(&work, &wine, stage)?;
    installing::by_itself(&wine, installers)?;
    installing::beside_another_program(&wine, installers[0])?;
    portable_data(&work, &wine, portable)?;
    only_a_chinese_font(&work, &wine)?;
    installing::by_hand(&work, &wine, installers[0])?;
    installing::while_open(&work, &wine, installers[0])?;
    installing::opened_by_its_file(&work, &wine, &work.join("windows/out/交接.yuebao"))?;
    installing::with_web_view_beside(&work, &wine, installers[0])?;
    window_without_web_view(&work, &wine, stage)?;
    wine.end();
    Ok(())
}

/// Wine 8 lacks the library from which Rust gets random numbers. This one forwards to an older function of Windows.
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
    // The pages can be the same only with the same fonts.
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

/// A program that was copied without its library says so.
fn alone(work: &Path, wine: &Wine, stage: &Path) -> Result<(), String> {
    let folder = work.join("alone");
    files::fresh_folder(&folder)?;
    let program = folder.join("yuebao.exe");
    files::copy(&stage.join("yuebao.exe"), &program)?;
    let output = wine.command("wine").arg(&program).arg("--version").stdin(Stdio::null()).output();
    let output = output.map_err(|error| format!("无法运行 wine：{error}"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    if output.status.code() == Some(1) && said.contains("程序旁边没有 yuebao.dll") {
        println!("✓ 只拷了 yuebao.exe 的，说明了缺什么");
        return Ok(());
    }
    Err(format!("只拷了 yuebao.exe，它以 {:?} 结束，说：{said}", output.status.code()))
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

/// Wine has none of the fonts of a Chinese Windows, and among the fonts it finds it chooses one without
/// Chinese characters. If only one font is left, it uses that.
fn only_a_chinese_font(work: &Path, wine: &Wine) -> Result<(), String> {
    let found = shell::output(Command::new("fc-match").args(["--format", "%{file}", "Noto Sans CJK SC"]))?;
    let font = PathBuf::from(String::from_utf8_lossy(&found).trim());
    let folder = font.parent().ok_or("没有找到中文字体")?;
    let settings = format!(
        "<fontconfig><dir>{}</dir><cachedir>{}</cachedir></fontconfig>",
        folder.display(),
        work.join("fonts").display()
    );
    files::write(&work.join("fonts.conf"), settings.as_bytes())?;
    let fonts = wine.drive().join("windows/Fonts");
    files::fresh_folder(&fonts)?;
    files::copy(&font, &fonts.join(font.file_name().unwrap_or_default()))
}

/// In wine, which has no `WebView2`, the window must show a message; saves a picture of it.
fn window_without_web_view(work: &Path, wine: &Wine, stage: &Path) -> Result<(), String> {
    let screen = Screen::open(":94")?;
    let window = wine.start(&screen, work, &stage.join("山城月报.exe"))?;
    let picture = work.join("without-webview2.png");
    let seen = screen.shows("山城月报", &picture);
    drop(window);
    wine.end();
    if seen {
        println!("✓ 没有 WebView2 时，窗口程序说明了缺什么（{}）", picture.display());
        return Ok(());
    }
    Err("没有 WebView2 时，窗口程序什么也没有说".to_owned())
}
