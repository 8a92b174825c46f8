//! A run through the whole command line with any build of it: its output and every file it writes go into a
//! folder that can be compared with another build's.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::{files, shell};

/// How to start one build of the command line.
pub(super) struct CommandLine {
    /// The program, or a program that runs it, with the words before its own arguments.
    pub(super) words: Vec<OsString>,
    /// The environment variables that it needs.
    pub(super) variables: Vec<(&'static str, OsString)>,
}

impl CommandLine {
    pub(super) fn plain(program: &Path) -> Self {
        Self { words: vec![program.into()], variables: Vec::new() }
    }

    pub(super) fn start(&self, folder: &Path, arguments: &[&str]) -> Result<Command, String> {
        let (program, before) = self.words.split_first().ok_or("没有写程序")?;
        let mut command = Command::new(program);
        command.args(before).args(arguments).current_dir(folder).stdin(Stdio::null());
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        Ok(command)
    }
}

/// A year of work in a few commands, which writes every file format.
const JOURNEY: [&[&str]; 25] = [
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
    &["opening", "1a=100", "2a=3.50"],
    &["set", "2022-01", "1a=120", "2a=3.5", "2b=1.25"],
    &["date", "2022-01", "2022-01-28"],
    &["set", "2022-02", "1a=7"],
    &["date", "2022-02", "2022-02-28"],
    &["check", "2022-02"],
    &["finalize", "2022-01", "--fill-zero"],
    &["export", "2022-01", "--to", "out"],
    &["pdf", "2022-01", "--to", "out"],
    &["verify", "out/龙沙镇_2022年01月_附件2.xlsx"],
    &["letter", "2022-01", "--to", "out"],
    &["projects", "add", "--by", "龙沙镇", "--scale", "公厕 2 座", "--funds", "区级财政", "--due", "长期"],
    &["projects", "export", "--to", "out"],
    &["summary", "2022", "--to", "out"],
    &["matrix", "--to", "out"],
    &["history", "--to", "out"],
    &["backup", "--to", "out/backup"],
    &["pack", "out/交接.yuebao"],
    &["set", "2022-02", "1a=8"],
    &["unpack", "out/交接.yuebao", "--replace"],
    &["show", "2022-02", "--json"],
    &["restore"],
    &["set", "2022-03", "1a=万"],
    &["doctor"],
];

/// Runs all commands in an empty folder; returns the folder with the results.
pub(super) fn run(command_line: &CommandLine, folder: &Path) -> Result<PathBuf, String> {
    files::fresh_folder(folder)?;
    let out = folder.join("out");
    files::make_folder(&out.join("backup"))?;
    for (number, step) in JOURNEY.iter().enumerate() {
        let mut arguments = vec!["--data", "data"];
        arguments.extend(*step);
        say(command_line, folder, &out, number, &arguments)?;
    }
    restore(command_line, folder, &out)?;
    Ok(out)
}

/// Restores the backup by its name. Beside it lies the folder of kept files.
fn restore(command_line: &CommandLine, folder: &Path, out: &Path) -> Result<(), String> {
    let names = files::names(&out.join("backup"))?;
    let names: Vec<_> = names
        .into_iter()
        .filter(|name| Path::new(name).extension().is_some_and(|ending| ending == "sqlite"))
        .collect();
    let [backup] = names.as_slice() else { return Err(format!("备份应该只有一份：{names:?}")) };
    let path = format!("out/backup/{backup}");
    say(command_line, folder, out, JOURNEY.len(), &["--data", "data", "restore", &path])?;
    let shown =
        say(command_line, folder, out, JOURNEY.len() + 1, &["--data", "data", "show", "2022-01", "--json"])?;
    // The figure from before the backup must be there again.
    if shown.contains("\"120\"") { Ok(()) } else { Err(format!("恢复以后数不对：{shown}")) }
}

/// Runs one command; its output is written next to the files, with slashes and line ends of one system.
fn say(
    command_line: &CommandLine,
    folder: &Path,
    out: &Path,
    number: usize,
    arguments: &[&str],
) -> Result<String, String> {
    let output = command_line
        .start(folder, arguments)?
        .output()
        .map_err(|error| format!("无法运行 {:?}：{error}", command_line.words))?;
    let text = |bytes: &[u8]| {
        let said = String::from_utf8_lossy(bytes).replace('\r', "").replace('\\', "/");
        // Messages of wine when one of its processes ends are not from the program.
        let ours = said.split_inclusive('\n').filter(|line| !line.starts_with("wine client error"));
        ours.collect::<String>()
    };
    let code = output.status.code().unwrap_or(-1);
    let said = format!("{}\n{}退出码 {code}\n", text(&output.stdout), text(&output.stderr));
    // One number is refused on purpose, and the doctor may not find fonts.
    let may_refuse = ["check", "doctor", "1a=万"].iter().any(|word| arguments.contains(word));
    if code != 0 && !may_refuse {
        return Err(format!("{arguments:?}：{said}"));
    }
    files::write(&out.join(format!("said-{number:02}.txt")), said.as_bytes())?;
    Ok(said)
}

/// Compares the results of two builds.
pub(super) fn compare(top: &Path, one: &Path, other: &Path) -> Result<(), String> {
    let mut python = Command::new("/usr/bin/python3");
    shell::run(python.arg(top.join("packaging/compare.py")).args([one, other]))
}

/// The development build of this system, to compare with.
pub(super) fn of_this_system(top: &Path) -> Result<CommandLine, String> {
    let mut cargo = shell::cargo(top);
    shell::run(cargo.args(["build", "--bins"]).env_remove("CARGO_TARGET_DIR"))?;
    Ok(CommandLine::plain(&top.join("target/debug/yuebao")))
}

/// Only runs all commands, for systems where there is nothing to compare with.
pub(super) fn alone(top: &Path, programs: &Path) -> Result<(), String> {
    let program = programs.join("yuebao").with_extension(std::env::consts::EXE_EXTENSION);
    run(&CommandLine::plain(&program), &top.join("target/journey/here"))?;
    println!("✓ 命令行从头到尾走了一遍，{} 步", JOURNEY.len() + 2);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A workbook of one cell, with the parts that the comparison reads, written at some time of day.
    const COMPARED: &str = "
import io, sys, zipfile
sys.path.insert(0, sys.argv[1])
import compare
def workbook(text):
    data = io.BytesIO()
    with zipfile.ZipFile(data, 'w') as container:
        container.writestr('xl/sharedStrings.xml', f'<sst><si><t>{text}</t></si></sst>')
        container.writestr('xl/worksheets/sheet1.xml', '<c t=\"s\"><v>0</v></c>')
    return compare.content(data.getvalue())
assert workbook('龙沙镇') == workbook('龙沙镇')
assert workbook('龙沙镇') != workbook('甘宁镇'), 'another text is another workbook'
";

    #[test]
    #[cfg(target_os = "linux")]
    fn the_comparison_sees_a_text_of_a_workbook() {
        let mut python = Command::new("/usr/bin/python3");
        shell::run(python.args(["-B", "-c", COMPARED, "../packaging"])).unwrap();
    }
}
