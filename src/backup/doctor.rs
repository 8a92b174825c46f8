//! The doctor: examines the folder and where it lies, the data, the backups and the clock, and reports for each whether it is
//! in order and, if not, what to do. It only examines and reports; it repairs nothing.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::Serialize;

use super::error::listed;
use super::{Backup, Places, backups, evidence};
use crate::clock::{Evidence, Judgement, judge};
use crate::disk::{self, Kind};
use crate::location::risks;
use crate::output::document::{FontChoice, Fonts};
use crate::period::moment_name;
use crate::store::{
    BACKUP_FOLDER, CopyMark, FoundFiles, LostFile, SettingOf, Side, Store, StoreError, copy_is_sound,
    lost_beside,
};
use crate::wording::quoted;

/// With less free space than this, the data may not fit in the coming weeks.
const LEAST_SPACE: u64 = 100 * MEGABYTE;
const MEGABYTE: u64 = 1 << 20;

/// What the doctor looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// The data folder.
    Folder,
    /// Where the folder lies: what may harm the data there.
    Location,
    /// The free space on its disk.
    Space,
    /// The data itself.
    Data,
    /// The files kept with the records.
    Files,
    /// How changes are written to the disk (SQLite's journal).
    Journal,
    /// The computer's clock.
    Clock,
    /// The backups in the data folder.
    Backups,
    /// The second place for backups.
    SecondPlace,
    /// The fonts that pages are set in.
    Fonts,
}

/// The result for one topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Health {
    /// As it should be.
    Good,
    /// Worth knowing; nothing is in danger.
    Notice,
    /// Something has to be done.
    Bad,
}

/// What the doctor found about one topic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Finding {
    pub topic: Topic,
    pub health: Health,
    /// What was found and, unless it is good, what to do.
    pub sentence: String,
}

impl Finding {
    fn new(topic: Topic, health: Health, sentence: impl Into<String>) -> Self {
        Self { topic, health, sentence: sentence.into() }
    }
}

/// Looks at everything in a data folder that this program does not have open.
pub fn doctor(folder: &Path, now: DateTime<FixedOffset>, released: Option<NaiveDate>) -> Vec<Finding> {
    match disk::kind(folder) {
        Ok(Some(Kind::Folder)) => {}
        Ok(None) => {
            let sentence = format!("数据文件夹{}还没有，第一次填报时会自动建立", quoted(folder.display()));
            let folder_finding = Finding::new(Topic::Folder, Health::Notice, sentence);
            return [folder_finding].into_iter().chain(location(folder)).collect();
        }
        // Opening refuses too, and says why.
        Ok(Some(_)) | Err(_) => {
            let refused = Store::open_or_look(Side::Reporting, folder).err().map(|error| error.to_string());
            return vec![Finding::new(Topic::Folder, Health::Bad, refused.unwrap_or_default())];
        }
    }
    // Opening a store would create an empty file where there is nothing.
    let opened = Side::found_in(folder).map(|side| Store::open_or_look(side, folder));
    examine(folder, opened.as_ref().map(Result::as_ref), now, released)
}

/// Examines everything in a data folder. `opened` is the result of opening its store, if there is one.
pub(crate) fn examine(
    folder: &Path,
    opened: Option<Result<&Store, &StoreError>>,
    now: DateTime<FixedOffset>,
    released: Option<NaiveDate>,
) -> Vec<Finding> {
    let unwritable = match opened {
        Some(Ok(store)) => store.unwritable(),
        Some(Err(_)) | None => None,
    };
    let can_write = unwritable.is_none();
    let folder_finding = unwritable.map(|sentence| Finding::new(Topic::Folder, Health::Bad, sentence));
    let mut findings = vec![folder_finding.unwrap_or_else(|| writable(folder))];
    findings.extend(location(folder));
    findings.push(space(folder));
    let second = match opened {
        Some(Ok(store)) => store
            .setting(SettingOf::Computer, BACKUP_FOLDER)
            .ok()
            .flatten()
            .filter(|place| !place.is_empty())
            .map(Into::into),
        Some(Err(_)) | None => None,
    };
    let places = Places::of(folder, second);
    let (own, others): (Vec<_>, Vec<_>) = backups(&places).into_iter().partition(|backup| !backup.second);
    let own = tried(&own);
    match opened {
        Some(Ok(store)) => {
            findings.push(data(store));
            findings.extend(files(store));
            findings.extend(receipts(store));
            findings.extend(can_write.then(|| journal(store)));
            findings.push(clock(now, evidence(store, &places, released)));
        }
        Some(Err(error)) => findings.push(unopened(error, &own)),
        None => findings.push(none_yet()),
    }
    let unreadable = unreadable(&places.own, Topic::Backups, "备份文件夹");
    findings
        .push(unreadable.unwrap_or_else(|| own_backups(&own, &places.own, matches!(opened, Some(Ok(_))))));
    findings.extend(places.second.as_deref().map(|place| second_place(place, &tried(&others))));
    findings.push(fonts(Fonts::system().choices()));
    findings
}

fn fonts(choices: Option<[FontChoice; 3]>) -> Finding {
    let Some(choices) = choices else {
        let sentence = "本机没有找到可用的中文字体，不能预览、打印和导出 PDF。请安装仿宋、宋体、黑体，或思源宋体、思源黑体";
        return Finding::new(Topic::Fonts, Health::Bad, sentence);
    };
    let told = |choice: &FontChoice| format!("{}用{}", choice.part, quoted(&choice.family));
    let all = choices.iter().map(told).collect::<Vec<_>>().join("，");
    let replaced: Vec<&str> =
        choices.iter().filter(|choice| choice.substitute).map(|choice| choice.part).collect();
    if replaced.is_empty() {
        return Finding::new(Topic::Fonts, Health::Good, format!("打印的字体：{all}"));
    }
    let sentence = format!(
        "打印的字体：{all}。其中{}没有公文常用的字体，用相近的代替，不影响报送；要和公文一致，请安装小标宋、仿宋、黑体",
        replaced.join("、")
    );
    Finding::new(Topic::Fonts, Health::Notice, sentence)
}

/// A backup, with the reason why it cannot be used, if there is one.
type Tried<'backup> = (&'backup Backup, Option<StoreError>);

/// Opens each backup as a restore would, on a temporary copy.
fn tried(backups: &[Backup]) -> Vec<Tried<'_>> {
    let try_one = |backup: &Backup| {
        let path = backup.file.as_path();
        match Store::open_copy_of(path) {
            Ok((store, _folder)) => match store.is_sound() {
                Ok(true) => None,
                Ok(false) => Some(StoreError::Damaged(path.to_owned())),
                Err(error) => Some(error),
            },
            // Nothing is known of the backup then; what is wrong is told where it is needed.
            Err(StoreError::NoTemporaryPlace(_)) => copy_is_sound(path)
                .map_or_else(Some, |sound| (!sound).then(|| StoreError::Damaged(path.to_owned()))),
            Err(error) => Some(error),
        }
    };
    backups.iter().map(|backup| (backup, try_one(backup))).collect()
}

fn writable(folder: &Path) -> Finding {
    match disk::temporary_in(folder).and_then(|mut file| file.write_all(b"1")) {
        Ok(()) => Finding::new(
            Topic::Folder,
            Health::Good,
            format!("数据文件夹{}可以写入", quoted(folder.display())),
        ),
        Err(error) => {
            let sentence = format!(
                "数据文件夹{}不能写入（{}），填的数会保存不了，只能查看。请取消只读、腾出空间，或换一个能写入的文件夹",
                quoted(folder.display()),
                disk::in_words(&error)
            );
            Finding::new(Topic::Folder, Health::Bad, sentence)
        }
    }
}

/// What may harm the data where it lies, that of a clerk in its own folder too; nothing where nothing does.
fn location(folder: &Path) -> impl Iterator<Item = Finding> {
    let below = Side::Collation.folder_in(folder);
    let files = [folder, &below].into_iter().flat_map(|folder| Side::BOTH.map(|side| side.file_in(folder)));
    let risks = risks(folder, &files.collect::<Vec<_>>());
    risks.into_iter().map(|risk| Finding::new(Topic::Location, Health::Notice, risk.to_string()))
}

fn space(folder: &Path) -> Finding {
    match fs4::available_space(folder) {
        Ok(bytes) if bytes >= LEAST_SPACE => {
            Finding::new(Topic::Space, Health::Good, format!("磁盘还有 {} MB 空间", bytes / MEGABYTE))
        }
        Ok(bytes) => {
            let sentence = format!("磁盘只剩 {} MB 空间，快要存不下了。请删去不用的文件", bytes / MEGABYTE);
            Finding::new(Topic::Space, Health::Bad, sentence)
        }
        Err(error) => Finding::new(
            Topic::Space,
            Health::Notice,
            format!("看不出磁盘还有多少空间（{}），请自己留意", disk::in_words(&error)),
        ),
    }
}

fn data(store: &Store) -> Finding {
    match store.is_sound() {
        Ok(true) => Finding::new(Topic::Data, Health::Good, "数据完好，每个数都和修改记录一致"),
        Ok(false) => Finding::new(
            Topic::Data,
            Health::Bad,
            "数据有损坏的地方。请先把数据文件夹整个复制一份保存好，再用备份恢复",
        ),
        Err(error) => Finding::new(Topic::Data, Health::Bad, error.to_string()),
    }
}

/// What is known of the kept files; nothing if there are none.
fn files(store: &Store) -> Option<Finding> {
    let (count, lost) = match store.find_files() {
        Ok(FoundFiles { paths, lost }) => (paths.len(), lost),
        Err(error) => return Some(Finding::new(Topic::Files, Health::Bad, error.to_string())),
    };
    if lost.is_empty() {
        let whole = || Finding::new(Topic::Files, Health::Good, format!("存档的 {count} 个文件都完好"));
        return (count > 0).then(whole);
    }
    let sentence = format!(
        "存档的文件有 {} 个不能用：{}。报表里的数不受影响。请点“立即备份”（有第二备份位置的先接好），程序会从备份里找回来；{}",
        lost.len(),
        listed(&lost),
        LostFile::else_do(&lost)
    );
    Some(Finding::new(Topic::Files, Health::Bad, sentence))
}

/// What is known of the files that came in; nothing if there are none.
fn receipts(store: &Store) -> Option<Finding> {
    let (count, damaged) = match store.damaged_receipts() {
        Ok(found) => found,
        Err(error) => return Some(Finding::new(Topic::Files, Health::Bad, error.to_string())),
    };
    let whole = || Finding::new(Topic::Files, Health::Good, format!("收到的 {count} 个文件都完好"));
    if damaged.is_empty() {
        return (count > 0).then(whole);
    }
    let names = damaged.iter().map(quoted).collect::<Vec<_>>().join("、");
    let sentence = format!(
        "收到的文件有 {} 个损坏了：{names}。已经读出来的数不受影响。请用一份备份恢复，或向单位再要一份",
        damaged.len()
    );
    Some(Finding::new(Topic::Files, Health::Bad, sentence))
}

fn unopened(error: &StoreError, own: &[Tried<'_>]) -> Finding {
    let way_out = newest_good(own).map_or_else(
        || "；没有找到能用的备份".to_owned(),
        |backup| format!("；最近一份能用的备份是 {} 的{}", backup.made, quoted(&backup.name)),
    );
    Finding::new(Topic::Data, Health::Bad, format!("{error}{way_out}"))
}

/// The newest backup that can be used. One that was set aside at a restore counts only if there is no other.
fn newest_good<'backup>(tried: &[Tried<'backup>]) -> Option<&'backup Backup> {
    let good = || tried.iter().filter(|(_, problem)| problem.is_none()).map(|(backup, _)| *backup);
    good().find(|backup| backup.mark == CopyMark::Plain).or_else(|| good().next())
}

fn none_yet() -> Finding {
    Finding::new(Topic::Data, Health::Notice, "还没有数据，第一次填报时会自动建立")
}

/// Why a place for backups cannot be looked into; `None` if it can, or if it is not there.
fn unreadable(place: &Path, topic: Topic, called: &str) -> Option<Finding> {
    let error = fs::read_dir(place).err().filter(|error| error.kind() != ErrorKind::NotFound)?;
    let place_name = quoted(place.display());
    let sentence = if error.kind() == ErrorKind::NotADirectory {
        format!("{called}{place_name}是一个文件，不是文件夹，备份不进去。请把这个文件改名或移走，再备份一次")
    } else {
        let reason = disk::in_words(&error);
        format!("{called}{place_name}打不开（{reason}），不知道里面有没有备份。请检查这个位置，再检查一次")
    };
    Some(Finding::new(topic, Health::Bad, sentence))
}

fn journal(store: &Store) -> Finding {
    match store.has_write_ahead_log() {
        Ok(true) => Finding::new(Topic::Journal, Health::Good, "每填一格都立即写到磁盘"),
        Ok(false) => Finding::new(
            Topic::Journal,
            Health::Notice,
            "这个位置（网络文件夹或 U 盘）不支持 WAL，保存会慢一点，一样安全；放在本机磁盘上更好",
        ),
        Err(error) => Finding::new(Topic::Journal, Health::Bad, error.to_string()),
    }
}

fn clock(now: DateTime<FixedOffset>, evidence: Result<Evidence, StoreError>) -> Finding {
    let now = now.naive_local();
    let Judgement { doubt, odd } = match evidence {
        Ok(evidence) => judge(now, &evidence),
        Err(error) => return Finding::new(Topic::Clock, Health::Bad, error.to_string()),
    };
    let told = moment_name(now);
    if let Some(doubt) = doubt {
        let sentence = format!("{doubt}。填的数不受影响，但填报时间和报表上的日期会错，请校准电脑的时间");
        return Finding::new(Topic::Clock, Health::Bad, sentence);
    }
    match odd.as_slice() {
        [] => Finding::new(Topic::Clock, Health::Good, format!("电脑的时间是 {told}")),
        [first, ..] => {
            let sentence = format!(
                "电脑的时间是 {told}；修改记录里有 {} 条的时间前后对不上（例如 {}），那时电脑的时间多半是错的，数不受影响，请核对那些报表的填报时间",
                odd.len(),
                moment_name(*first)
            );
            Finding::new(Topic::Clock, Health::Notice, sentence)
        }
    }
}

/// The sentence about kept files that backups name and that are not in their place; empty if there are none.
fn lost_files(place: &Path, tried: &[Tried<'_>]) -> Option<String> {
    let copies: Vec<PathBuf> = tried.iter().map(|(backup, _)| backup.file.clone()).collect();
    let lost = lost_beside(place, &copies);
    let told = || {
        format!("其中存档的文件有 {} 个不能用：{}。再备份一次，程序会把完好的补上", lost.len(), listed(&lost))
    };
    (!lost.is_empty()).then(told)
}

fn own_backups(own: &[Tried<'_>], place: &Path, has_data: bool) -> Finding {
    let bad: Vec<&str> =
        own.iter().filter(|(_, problem)| problem.is_some()).map(|(backup, _)| backup.name.as_str()).collect();
    let good = newest_good(own);
    match (good, bad.as_slice()) {
        (None, []) if !has_data => Finding::new(Topic::Backups, Health::Notice, "还没有备份"),
        (None, []) => {
            Finding::new(Topic::Backups, Health::Notice, "还没有备份。请点“立即备份”，或运行 yuebao backup")
        }
        (Some(newest), []) => {
            let sentence = format!("{} 份备份都能打开，最近一份是 {} 的", own.len(), newest.made);
            with_lost_files(Topic::Backups, sentence, lost_files(place, own))
        }
        (good, bad) => {
            let rest = good.map_or_else(
                || "没有一份能用".to_owned(),
                |newest| format!("其余的能用，最近一份是 {} 的", newest.made),
            );
            let sentence = format!("有备份打不开：{}；{rest}。请再备份一次，并检查磁盘", bad.join("、"));
            Finding::new(Topic::Backups, Health::Bad, sentence)
        }
    }
}

fn with_lost_files(topic: Topic, sentence: String, lost: Option<String>) -> Finding {
    match lost {
        None => Finding::new(topic, Health::Good, sentence),
        Some(lost) => Finding::new(topic, Health::Bad, format!("{sentence}；{lost}")),
    }
}

fn second_place(place: &Path, others: &[Tried<'_>]) -> Finding {
    let place_name = quoted(place.display());
    let bad = others.iter().filter(|(_, problem)| problem.is_some()).count();
    if let Some(finding) = unreadable(place, Topic::SecondPlace, "第二备份位置") {
        return finding;
    }
    if !place.is_dir() {
        let sentence =
            format!("第二备份位置{place_name}现在不在（U 盘没插，或磁盘没接上），接好以后会自动补上");
        Finding::new(Topic::SecondPlace, Health::Notice, sentence)
    } else if bad > 0 {
        let sentence =
            format!("第二备份位置{place_name}里有 {bad} 份备份打不开，这个磁盘可能有毛病，请换一个");
        Finding::new(Topic::SecondPlace, Health::Bad, sentence)
    } else {
        let sentence = format!("第二备份位置{place_name}里的 {} 份备份都能打开", others.len());
        with_lost_files(Topic::SecondPlace, sentence, lost_files(place, others))
    }
}
