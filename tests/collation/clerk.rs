//! A clerk at the command line: a folder of her own, a register of 67 units, and files put where she takes them in.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;
use yuebao::store::Side;

use crate::district::{DEPARTMENTS, MERGED, SUCCESSOR};
use crate::harness::{Office, Ran};

pub(crate) const OFFICE: &str = "万州区城市管理局";

pub(crate) struct Clerk {
    pub(crate) office: Office,
}

impl Clerk {
    /// The units of the notice, as they are.
    pub(crate) fn begun() -> Self {
        let office = Office::new();
        office.run(["collate", "init", "--office", OFFICE]).done();
        Self { office }
    }

    /// The 52 of the notice and 15 departments; two of them merge.
    pub(crate) fn of_the_district() -> Self {
        let clerk = Self::begun();
        for name in DEPARTMENTS.split_whitespace() {
            clerk.run(["units", "add", &format!("区{name}"), "--kind", "department"]).done();
        }
        clerk.run(["units", "succeed", MERGED, SUCCESSOR, "2022-06"]).done();
        clerk
    }

    pub(crate) fn run<const COUNT: usize>(&self, arguments: [&str; COUNT]) -> Ran {
        self.run_at(crate::harness::NOW, arguments)
    }

    pub(crate) fn run_at<const COUNT: usize>(&self, now: &str, arguments: [&str; COUNT]) -> Ran {
        let mut command = self.office.command(["collate"]);
        Ran::from(command.args(arguments).env("YUEBAO_NOW", now).output().unwrap())
    }

    pub(crate) fn json<const COUNT: usize>(&self, arguments: [&str; COUNT]) -> Value {
        let mut command = self.office.command(["collate", "--json"]);
        Ran::from(command.args(arguments).output().unwrap()).json()
    }

    /// Puts a file where it is taken in from.
    pub(crate) fn put(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.office.home().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        yuebao::output::write_file(&path, bytes).unwrap();
        path
    }

    /// Takes in what lies at a name below the home.
    pub(crate) fn take(&self, name: &str) -> Value {
        self.json(["take", name, "--yes"])
    }

    /// The folder with the clerk's own data.
    pub(crate) fn folder(&self) -> PathBuf {
        Side::Collation.folder_in(self.office.data())
    }

    /// A command on the clerk's own data, as the doctor and the backups take it.
    pub(crate) fn beside<const COUNT: usize>(&self, arguments: [&str; COUNT]) -> Ran {
        let mut command = self.office.command(["--data"]);
        Ran::from(command.arg(self.folder()).args(arguments).output().unwrap())
    }

    /// The doctor finds nothing bad.
    #[track_caller]
    pub(crate) fn is_sound(&self) {
        self.is_sound_at(crate::harness::NOW);
    }

    /// The same later; a clock before the last change would be told.
    #[track_caller]
    pub(crate) fn is_sound_at(&self, now: &str) {
        let mut command = self.office.command(["doctor", "--data"]);
        let told = Ran::from(command.arg(self.folder()).env("YUEBAO_NOW", now).output().unwrap());
        assert_eq!(told.code, 0, "{}{}", told.output, told.remark);
        assert!(told.output.contains("数据完好"), "{}", told.output);
    }

    /// Everything that is known of a month, as programs read it.
    pub(crate) fn everything(&self, month: &str) -> Value {
        Value::from_iter([
            ("status", self.json(["status", month])),
            ("show", self.json(["show", month])),
            ("problems", self.json(["problems", month])),
        ])
    }
}

/// The words of a list.
pub(crate) fn texts(list: &Value) -> Vec<String> {
    list.as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect()
}
