//! Writing backups into the backup folders, and listing the backups that are there.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use chrono::{DateTime, FixedOffset, NaiveDateTime};
use serde::Serialize;

use super::{BackupError, to_delete};
use crate::disk;
use crate::period::{Month, moment_name};
use crate::store::{
    COPIES_FOLDER, Contents, CopyMark, CopyName, FILES_FOLDER, LostFile, Side, Store, copy_is_sound,
    look_into, names_in, unnamed_beside,
};

/// Where backups are kept: in the data folder, and in a second place if the officer has chosen one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places {
    /// Inside the data folder; created when it is first needed.
    pub own: PathBuf,
    /// On another disk, or a stick that may not be there.
    pub second: Option<PathBuf>,
}

/// One backup in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Backup {
    /// Where it is, as it is shown; a name with unknown characters is not shown whole.
    pub path: String,
    /// Where it is.
    #[serde(skip)]
    pub file: PathBuf,
    /// The name of the file.
    pub name: String,
    /// Whether the backup is in the second place.
    pub second: bool,
    /// When it was made, as the officer reads it.
    pub made: String,
    /// Why it was made.
    pub mark: CopyMark,
    /// Why it was made, in words; nothing for an ordinary one.
    pub label: String,
    /// What is in it, as a sentence.
    pub content: String,
    /// Whether the backup can be read.
    pub readable: bool,
}

/// What became of a backup in one place.
#[derive(Debug)]
pub enum BackUp {
    Written(PathBuf),
    /// The place already holds a backup of exactly this state.
    Unchanged(PathBuf),
    /// There is a backup of this state, but kept files that it names are lost.
    Incomplete(PathBuf, BackupError),
    /// The backup could not be written.
    Failed(BackupError),
}

/// A file left behind by a power cut is deleted once it is older than any backup takes to write.
const ABANDONED_AFTER: Duration = Duration::from_hours(24);

impl Places {
    /// The places of a data folder.
    pub fn of(folder: &Path, second: Option<PathBuf>) -> Self {
        Self { own: folder.join(COPIES_FOLDER), second }
    }

    /// The backup folder inside the data folder; creates it if it does not exist.
    pub(crate) fn make_own(&self) -> Result<&Path, BackupError> {
        let own = self.own.as_path();
        match fs::create_dir_all(own) {
            Ok(()) => Ok(own),
            Err(error) => Err(BackupError::at(own, &error)),
        }
    }

    /// Writes a backup into each place that does not hold this state yet.
    pub fn back_up(&self, store: &Store, now: DateTime<FixedOffset>) -> Vec<BackUp> {
        for place in [Some(&self.own), self.second.as_ref()].into_iter().flatten() {
            // What is lost all the same is told with the backup.
            let _mended = store.mend_files(place);
        }
        if let Some(data) = self.own.parent() {
            clear_away(data, now);
        }
        let own = self.make_own().and_then(|own| write(store, own, now));
        let second = self.second.as_deref().map(|second| write(store, second, now));
        let done = |result: Result<BackUp, BackupError>| result.unwrap_or_else(BackUp::Failed);
        [Some(own), second].into_iter().flatten().map(done).collect()
    }
}

/// Writes a backup into a folder. Kept files that are damaged or missing come back from it if it has them.
pub(crate) fn back_up(
    store: &Store,
    place: &Path,
    now: DateTime<FixedOffset>,
) -> Result<BackUp, BackupError> {
    let _mended = store.mend_files(place);
    write(store, place, now)
}

/// Writes a backup into a folder, unless it already holds a sound backup of the same state; then deletes old
/// backups that are no longer needed.
fn write(store: &Store, place: &Path, now: DateTime<FixedOffset>) -> Result<BackUp, BackupError> {
    let explain = |error| BackupError::while_writing(store, place, error);
    let contents = store.contents().map_err(explain)?;
    let unit = contents.unit.ok_or(BackupError::NothingYet)?;
    if let Some(refusal) = BackupError::refused(place) {
        return Err(refusal);
    }
    if Side::has_data(place) {
        return Err(BackupError::PlaceHasData(place.to_owned()));
    }
    clear_away(&store.folder().join(FILES_FOLDER), now);
    let same = |path: &PathBuf| {
        look_into(path).is_ok_and(|found| found.fingerprint == contents.fingerprint)
            && copy_is_sound(path).unwrap_or(false)
    };
    let ordinary = names(place).into_iter().filter(|name| name.mark == CopyMark::Plain);
    if let Some(path) = ordinary.map(|name| place.join(name.to_string())).find(same) {
        return Ok(match incomplete(store.copy_files_to(place).map_err(explain)?) {
            None => BackUp::Unchanged(path),
            Some(error) => BackUp::Incomplete(path, error),
        });
    }
    let name = CopyName::new(store.side(), now.naive_local(), &unit, CopyMark::Plain);
    let (path, lost) = store.copy_to(place, name).map_err(explain)?;
    thin_out(place, &path, now);
    Ok(match incomplete(lost) {
        None => BackUp::Written(path),
        Some(error) => BackUp::Incomplete(path, error),
    })
}

fn incomplete(lost: Vec<LostFile>) -> Option<BackupError> {
    (!lost.is_empty()).then_some(BackupError::FilesLost(lost))
}

/// Saves the present state as a backup before another state replaces it; does nothing if nothing was entered yet.
pub(crate) fn set_aside(
    store: &Store,
    places: &Places,
    now: DateTime<FixedOffset>,
) -> Result<Option<PathBuf>, BackupError> {
    let failed = |error| BackupError::NotSetAside(Box::new(error));
    let own = places.own.as_path();
    let explain = |error| failed(BackupError::while_writing(store, own, error));
    let Some(unit) = store.contents().map_err(explain)?.unit else { return Ok(None) };
    let own = places.make_own().map_err(failed)?;
    let name = CopyName::new(store.side(), now.naive_local(), &unit, CopyMark::BeforeRestore);
    // What was lost before is lost after: the restore tells of what it brings.
    let (path, _lost) = store.copy_to(own, name).map_err(explain)?;
    thin_out(own, &path, now);
    Ok(Some(path))
}

/// Deletes old backups, and the kept files that none of the others names. What cannot be deleted simply stays; it does no
/// harm.
fn thin_out(place: &Path, written: &Path, now: DateTime<FixedOffset>) {
    for name in to_delete(&names(place)) {
        let path = place.join(name.to_string());
        if path != written {
            let _stays = fs::remove_file(path);
        }
    }
    for path in unnamed_beside(place).unwrap_or_default() {
        // A young one may belong to a backup that another program is writing.
        if is_abandoned(&path, now) {
            let _stays = fs::remove_file(path);
        }
    }
    clear_away(place, now);
    clear_away(&place.join(FILES_FOLDER), now);
}

/// Deletes what a power cut left half-written in a folder.
fn clear_away(folder: &Path, now: DateTime<FixedOffset>) {
    for path in disk::unfinished(folder).filter(|path| is_abandoned(path, now)) {
        let _stays = fs::remove_file(path);
    }
}

fn is_abandoned(path: &Path, now: DateTime<FixedOffset>) -> bool {
    let modified = fs::metadata(path).and_then(|metadata| metadata.modified()).ok();
    let age = modified.and_then(|modified| SystemTime::from(now).duration_since(modified).ok());
    age.is_some_and(|age| age > ABANDONED_AFTER)
}

/// The names of all backups in a folder, newest first.
fn names(place: &Path) -> Vec<CopyName> {
    let mut names = names_in(place);
    names.sort_by(|a, b| b.cmp(a));
    names
}

/// Every backup in both places, newest first. A place that is not there has none.
pub fn backups(places: &Places) -> Vec<Backup> {
    let both = [(Some(&places.own), false), (places.second.as_ref(), true)];
    let mut found: Vec<(CopyName, bool, &PathBuf)> = both
        .into_iter()
        .filter_map(|(place, second)| Some((place?, second)))
        .flat_map(|(place, second)| names(place).into_iter().map(move |name| (name, second, place)))
        .collect();
    found.sort_by(|(a, a_second, _), (b, b_second, _)| (b, a_second).cmp(&(a, b_second)));
    found
        .into_iter()
        .map(|(name, second, place)| listed(&place.join(name.to_string()), &name, second))
        .collect()
}

/// One file as it is shown in the list of backups, whatever its name is.
pub fn describe(path: &Path) -> Result<Backup, BackupError> {
    let contents = look_into(path).map_err(|error| BackupError::while_reading(path, error))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let named = CopyName::parse(&name);
    let at = named.as_ref().map(|name| name.at).or_else(|| Some(contents.changed?.naive_local()));
    let number = named.as_ref().map_or(1, |name| name.number);
    let mark = named.map_or(CopyMark::Plain, |name| name.mark);
    Ok(Backup {
        path: path.display().to_string(),
        file: path.to_owned(),
        name: name.into_owned(),
        second: false,
        made: at.map(|at| made(at, number)).unwrap_or_default(),
        mark,
        label: label(mark).to_owned(),
        content: content(&contents),
        readable: true,
    })
}

fn listed(path: &Path, name: &CopyName, second: bool) -> Backup {
    match describe(path) {
        Ok(backup) => Backup { second, ..backup },
        Err(error) => Backup {
            path: path.display().to_string(),
            file: path.to_owned(),
            name: name.to_string(),
            second,
            made: made(name.at, name.number),
            mark: name.mark,
            label: label(name.mark).to_owned(),
            content: error.to_string(),
            readable: false,
        },
    }
}

/// When a copy was made, in words. Several copies of one minute are numbered, except for the first.
fn made(at: NaiveDateTime, number: u32) -> String {
    let which = if number > 1 { format!("（第 {number} 份）") } else { String::new() };
    moment_name(at) + &which
}

fn label(mark: CopyMark) -> &'static str {
    match mark {
        CopyMark::Plain => "",
        CopyMark::BeforeRestore => "恢复前",
        CopyMark::BeforeUpgrade => "升级前",
    }
}

/// What a copy holds, as a sentence: 龙沙镇，2022年1月至3月，共 67 格，最后修改 2022年3月20日 09:00.
pub(super) fn content(contents: &Contents) -> String {
    let Some(unit) = &contents.unit else { return "还没有登记填报单位".to_owned() };
    let name = |month: &String| month.parse().map_or_else(|_| month.clone(), Month::name);
    let span = |first: &String, last: &String| {
        let (first, last) = (name(first), name(last));
        let same_year = first.split_once('年').zip(last.split_once('年')).filter(|(a, b)| a.0 == b.0);
        let last = same_year.map_or(last.as_str(), |(_, (_, month))| month);
        format!("{first}至{last}")
    };
    let cells: u32 = contents.months.iter().map(|(_, cells)| cells).sum();
    let (none, counted) = match contents.side {
        Side::Reporting => ("还没有填数", format!("共 {cells} 格")),
        Side::Collation => ("还没有采用的表", format!("采用的表 {cells} 份")),
    };
    let months = match contents.months.as_slice() {
        [] => none.to_owned(),
        [(only, _)] => format!("{}，{counted}", name(only)),
        [(first, _), .., (last, _)] => format!("{}，{counted}", span(first, last)),
    };
    let changed = contents.changed.map(|at| format!("，最后修改 {}", moment_name(at.naive_local())));
    format!("{unit}，{months}{}", changed.unwrap_or_default())
}
