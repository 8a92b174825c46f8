//! An office for tests: a data folder of its own, a fixed day, and the real program run in it.
//!
//! Nothing of the computer's user gets in: the environment is empty but for what is set here.

#![allow(dead_code, reason = "each test file uses its own part")]

#[cfg(target_os = "linux")]
pub(crate) mod mount;
pub(crate) mod validator;

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use chrono::{DateTime, FixedOffset};
use rusqlite::Connection;
use serde_json::Value;
use tempfile::TempDir;
use yuebao::notice::FigureId;
use yuebao::period::Month;
use yuebao::session::{Session, Texts};
use yuebao::unit::{Unit, UnitKind};

/// The day on which everything in these tests happens.
pub(crate) const NOW: &str = "2022-03-20T09:00:00+08:00";

pub(crate) struct Office {
    home: TempDir,
    data: PathBuf,
}

impl Office {
    /// Nothing has been entered, and the data folder does not exist.
    pub(crate) fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let data = home.path().join("data");
        Self { home, data }
    }

    /// The first start is finished: 龙沙镇, from January 2022.
    pub(crate) fn begun() -> Self {
        Self::begun_as("township", "2022-01")
    }

    pub(crate) fn begun_as(kind: &str, first_month: &str) -> Self {
        let office = Self::new();
        office.run(init(kind, first_month)).done();
        office
    }

    /// The same office with another data folder.
    pub(crate) fn with_data(mut self, data: PathBuf) -> Self {
        self.data = data;
        self
    }

    pub(crate) fn home(&self) -> &Path {
        self.home.path()
    }

    pub(crate) fn data(&self) -> &Path {
        &self.data
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.data.join(yuebao::store::Side::Reporting.file_name())
    }

    pub(crate) fn command<const COUNT: usize>(&self, arguments: [&str; COUNT]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_yuebao"));
        command.env_clear().env("HOME", self.home()).env("YUEBAO_DATA", &self.data).env("YUEBAO_NOW", NOW);
        command.args(arguments).current_dir(self.home());
        command
    }

    pub(crate) fn run<const COUNT: usize>(&self, arguments: [&str; COUNT]) -> Ran {
        Ran::from(self.command(arguments).output().unwrap())
    }

    /// `show --json` of a month.
    pub(crate) fn shown(&self, month: &str) -> Value {
        self.run(["show", month, "--json"]).json()
    }

    /// One field of a figure in `show --json`, such as `("2022-03", "1a", "total")`.
    pub(crate) fn figure(&self, month: &str, id: &str, field: &str) -> Value {
        self.shown(month)["figures"][id][field].clone()
    }

    pub(crate) fn session(&self) -> Session {
        Session::open(&self.data).unwrap()
    }
}

pub(crate) fn init<'text>(kind: &'text str, first_month: &'text str) -> [&'text str; 11] {
    let person = ["--person", "张三", "--phone", "58136197"];
    let [person_flag, name, phone_flag, phone] = person;
    ["init", "--unit", "龙沙镇", "--kind", kind, person_flag, name, phone_flag, phone, "--from", first_month]
}

/// What a run of the program gave.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) output: String,
    pub(crate) remark: String,
    pub(crate) code: i32,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        let code = output.status.code().unwrap_or_else(|| panic!("it was ended by {}", output.status));
        Self { output: text(output.stdout), remark: text(output.stderr), code }
    }
}

impl Ran {
    /// It did what it was asked, without a remark.
    #[track_caller]
    pub(crate) fn done(self) -> String {
        assert_eq!((self.code, self.remark.as_str()), (0, ""), "{}", self.output);
        self.output
    }

    #[track_caller]
    pub(crate) fn json(self) -> Value {
        serde_json::from_str(&self.done()).unwrap()
    }

    /// It refused, with nothing but one Chinese sentence.
    #[track_caller]
    pub(crate) fn refused(self) -> String {
        assert_eq!((self.code, self.output.as_str()), (1, ""), "{}", self.remark);
        let sentence = self.remark.strip_suffix('\n').unwrap();
        assert!(is_one_chinese_sentence(sentence), "{sentence:?}");
        sentence.to_owned()
    }

    /// It was called in a wrong way, and says how it is called.
    #[track_caller]
    pub(crate) fn wrong_usage(self) -> String {
        assert_eq!((self.code, self.output.as_str()), (2, ""), "{}", self.remark);
        let (sentence, usage) = self.remark.split_once('\n').unwrap();
        assert!(usage.starts_with("用法：yuebao "), "{usage}");
        assert!(usage.ends_with("\n运行 yuebao --help 看用法\n"), "{usage}");
        sentence.to_owned()
    }
}

fn is_one_chinese_sentence(text: &str) -> bool {
    let is_chinese = |character: char| ('\u{4e00}'..='\u{9fff}').contains(&character);
    !text.contains('\n') && text.chars().filter(|character| is_chinese(*character)).count() >= 6
}

pub(crate) fn now() -> DateTime<FixedOffset> {
    NOW.parse().unwrap()
}

pub(crate) fn month(text: &str) -> Month {
    text.parse().unwrap()
}

pub(crate) fn id(text: &str) -> FigureId {
    text.parse().unwrap()
}

/// `"1a=120 2a=3.5"` as texts for figures.
pub(crate) fn texts(items: &str) -> Texts {
    let items = items.split(' ').filter_map(|item| item.split_once('='));
    items.map(|(figure, text)| (id(figure), text.to_owned())).collect()
}

pub(crate) fn unit(kind: UnitKind, first_month: &str) -> Unit {
    Unit {
        name: "龙沙镇".into(),
        kind,
        person: "张三".into(),
        phone: "58136197".into(),
        first_month: month(first_month),
        restart_each_year: false,
    }
}

/// The name and the bytes of every file in a folder, sorted; the two lock files, which are always empty, left out.
pub(crate) fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let mut contents: Vec<_> = files
        .filter(|file| file.is_file() && !file.ends_with("yuebao.lock") && !file.ends_with("yuebao.open"))
        .map(|file| (file.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&file).unwrap()))
        .collect();
    contents.sort();
    contents
}

/// A copy of a data folder as a crash would leave it.
pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for file in fs::read_dir(from).unwrap().map(|file| file.unwrap().path()).filter(|file| file.is_file()) {
        fs::copy(&file, to.join(file.file_name().unwrap())).unwrap();
    }
}

/// Changes the data file as only damage does: with the triggers and the checks of references out of the way.
pub(crate) fn past_the_triggers(file: &Path, change: impl FnOnce(&Connection)) {
    let connection = Connection::open(file).unwrap();
    let triggers: Vec<(String, String)> = connection
        .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    for (trigger, _) in &triggers {
        connection.execute(&format!("DROP TRIGGER {trigger}"), []).unwrap();
    }
    connection.pragma_update(None, "foreign_keys", "OFF").unwrap();
    change(&connection);
    for (_, statement) in &triggers {
        connection.execute(statement, []).unwrap();
    }
}

/// Puts other bytes in place of a file, as a bad disk or a slip of the hand would.
pub(crate) fn overwrite(file: &Path, bytes: &[u8]) {
    File::create(file).unwrap().write_all(bytes).unwrap();
}
