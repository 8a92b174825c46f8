//! A program that writes cells without end, for others to kill: this test file itself, started anew.
//!
//! It says `saved 7` on standard output when the seventh cell is acknowledged, and not before.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rusqlite::Connection;
use yuebao::session::{Session, restore_folder};
use yuebao::store::Side;
use yuebao::unit::UnitKind;

use crate::harness::{id, month, now, unit};

const MONTH: &str = "2022-01";

/// The cell of a number: they take turns.
pub(crate) fn figure_of(number: u64, figures: &str) -> String {
    let figures: Vec<&str> = figures.split(',').collect();
    figures[usize::try_from(number).unwrap() % figures.len()].to_owned()
}

#[test]
#[ignore = "the other tests start it as a program of its own"]
fn write_cells() {
    let (Some(folder), Ok(figures)) = (std::env::var_os("FAULTS_FOLDER"), std::env::var("FAULTS_FIGURES"))
    else {
        return;
    };
    let restoring = std::env::var_os("FAULTS_RESTORING").is_some();
    let first: u64 = std::env::var("FAULTS_FIRST").unwrap().parse().unwrap();
    let mut session = Session::open(Path::new(&folder)).unwrap();
    for number in first.. {
        let figure = id(&figure_of(number, &figures));
        session
            .reports_mut()
            .set_figures(now(), month(MONTH), vec![(figure, number.to_string())], None, None)
            .unwrap();
        let mut output = std::io::stdout().lock();
        writeln!(output, "saved {number}").and_then(|()| output.flush()).unwrap();
        drop(output);
        if restoring {
            session.backups().apart().unwrap().back_up(now()).unwrap();
            let newest = session.backups().list().unwrap().remove(0);
            restore_folder(Path::new(&folder), now(), newest.path.as_ref()).unwrap();
        }
    }
}

/// A writer that is running.
pub(crate) struct Writer {
    child: Child,
    first: u64,
    figures: &'static str,
}

/// What it had acknowledged when it was killed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Acknowledged {
    pub(crate) first: u64,
    /// The last that was acknowledged; the one after it may have been saved too.
    pub(crate) last: u64,
    pub(crate) figures: &'static str,
}

impl Writer {
    /// Starts one that writes the numbers from `first` on into the figures by turns.
    pub(crate) fn start<Value: AsRef<OsStr>>(
        folder: &Path,
        figures: &'static str,
        first: u64,
        more: &[(&str, Value)],
    ) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["writer::write_cells", "--exact", "--ignored", "--nocapture"]);
        command
            .env("FAULTS_FOLDER", folder)
            .env("FAULTS_FIGURES", figures)
            .env("FAULTS_FIRST", first.to_string());
        for (name, value) in more {
            command.env(name, value);
        }
        let child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        Self { child, first, figures }
    }

    /// How long one takes here from its start to its first cell, with whatever else the machine is doing.
    pub(crate) fn pace() -> Duration {
        let (folder, started) = (begun(), Instant::now());
        let mut writer = Self::start(folder.path(), "1a", 1, &[] as &[(&str, &str)]);
        let lines = BufReader::new(writer.child.stdout.as_mut().unwrap()).lines();
        lines.map(Result::unwrap).find(|line| line.contains("saved 1")).unwrap();
        let pace = started.elapsed();
        writer.kill();
        pace
    }

    /// `kill -9`, now. It never ends by itself.
    pub(crate) fn kill(mut self) -> Acknowledged {
        assert_eq!(self.child.try_wait().unwrap(), None, "it had stopped before it was killed");
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        let mut said = Vec::new();
        self.child.stdout.take().unwrap().read_to_end(&mut said).unwrap();
        let said = String::from_utf8_lossy(&said);
        // Without its line feed the last line may be half a number.
        let whole = said.rsplit_once('\n').map_or("", |(whole, _)| whole);
        let mut saved = whole.lines().filter_map(|line| line.rsplit_once("saved ")?.1.parse().ok());
        Acknowledged {
            first: self.first,
            last: saved.next_back().unwrap_or(self.first - 1),
            figures: self.figures,
        }
    }
}

impl Acknowledged {
    /// How many cells were acknowledged.
    pub(crate) fn count(self) -> u64 {
        self.last + 1 - self.first
    }

    /// Each figure holds the last number that was acknowledged for it, or the one that was just being saved.
    #[track_caller]
    pub(crate) fn is_all_there(self, folder: &Path, before: &mut BTreeMap<String, u64>) {
        for number in self.first..=self.last {
            before.insert(figure_of(number, self.figures), number);
        }
        let session = Session::open(folder).unwrap();
        let sheet = session.reports().sheet(month(MONTH)).unwrap();
        let under_way = self.last + 1;
        for figure in self.figures.split(',') {
            let text = sheet.cell(id(figure)).unwrap().month.text();
            let found: u64 = if text.is_empty() { 0 } else { text.parse().unwrap() };
            let acknowledged = before.get(figure).copied().unwrap_or(0);
            let half_said = found == under_way && figure_of(under_way, self.figures) == figure;
            assert!(
                found == acknowledged || half_said,
                "{figure}: {acknowledged} acknowledged, {found} found"
            );
            before.insert(figure.to_owned(), found);
        }
    }
}

/// What SQLite itself says of the file.
#[track_caller]
pub(crate) fn is_sound(folder: &Path) {
    let connection = Connection::open(folder.join(Side::Reporting.file_name())).unwrap();
    let told: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(told, "ok");
    assert!(!connection.prepare("PRAGMA foreign_key_check").unwrap().exists([]).unwrap());
}

/// A data folder whose first start is finished.
pub(crate) fn begun() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut session = Session::open(folder.path()).unwrap();
    session.begin(now(), unit(UnitKind::from("township"), MONTH), vec![]).unwrap();
    folder
}

/// Numbers that nobody foresees (xorshift); where they began is printed, so that a failure can be looked into.
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(test: &str) -> Self {
        let seed = RandomState::new().build_hasher().finish() | 1;
        println!("{test}: seed {seed}");
        Self(seed)
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 16).unwrap() % limit
    }

    pub(crate) fn wait_up_to(&mut self, longest: Duration) {
        let micros = self.below(usize::try_from(longest.as_micros()).unwrap());
        std::thread::sleep(Duration::from_micros(micros.try_into().unwrap()));
    }
}
