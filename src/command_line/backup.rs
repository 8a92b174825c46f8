//! The commands for backups, restoring, handing over and the doctor.
//!
//! A passphrase is read from standard input, so that it appears in no list of processes and no shell history.

use std::io::{self, BufRead as _};
use std::path::{Path, PathBuf};

use clap::Subcommand;
use serde::Serialize;

use super::outcome::Outcome;
use super::values::{OPTIONS, VALUES};
use super::{json, tables};
use crate::backup::{BackUp, Backup, Finding, HandoverError, Health, Unpacked, doctor, unpack};
use crate::clock;
use crate::error::Error;
use crate::session::{BackupPreview, Now, Restored, Session, backups_of, restore_folder};

const PASSPHRASE: &str = "加密码；密码从标准输入读一行";

#[derive(Subcommand)]
pub(crate) enum Command {
    #[command(about = "立即备份；没有变化就不重复写", override_usage = "yuebao backup [--to <文件夹>]")]
    #[command(after_help = "例：
  yuebao backup               备份到数据文件夹，和设置里选的第二备份位置
  yuebao backup --to U盘      只备份到这个文件夹")]
    Backup {
        #[arg(long, value_name = "文件夹", help_heading = OPTIONS, help = "只备份到这个文件夹")]
        to: Option<PathBuf>,
    },
    #[command(about = "列出备份，或用一份备份恢复", override_usage = "yuebao restore [<备份>] [--preview]")]
    #[command(after_help = "例：
  yuebao restore                                              列出全部备份
  yuebao restore 月报备份_2022-03-20_0900_青山镇.sqlite --preview  只看会改动什么
  yuebao restore 月报备份_2022-03-20_0900_青山镇.sqlite           恢复

恢复以前，现在的数据会另存为“恢复前”的备份；再恢复那一份，就回到恢复以前。损坏的数据文件会原样留着。")]
    Restore {
        #[arg(value_name = "备份", help_heading = VALUES, help = "备份文件，或列表里的文件名；不写就列出全部备份")]
        file: Option<PathBuf>,
        #[arg(long, help_heading = OPTIONS, help = "只看会改动什么，不恢复")]
        preview: bool,
    },
    #[command(about = "打包成一个交接文件", override_usage = "yuebao pack <文件> [--passphrase]")]
    #[command(after_help = "例：
  yuebao pack U盘/青山镇.yuebao
  yuebao pack U盘                        文件名由本软件取
  yuebao pack U盘 --passphrase < 密码.txt

文件里有全部数据和设置。忘了密码就打不开，请记好。")]
    Pack {
        #[arg(value_name = "文件", help_heading = VALUES, help = "存成哪个文件，或放在哪个文件夹里")]
        file: PathBuf,
        #[arg(long, help_heading = OPTIONS, help = PASSPHRASE)]
        passphrase: bool,
    },
    #[command(
        about = "打开交接文件：查看、替换或另存",
        override_usage = "yuebao unpack <文件> [--replace | --to <文件夹>] [--passphrase]"
    )]
    #[command(after_help = "例：
  yuebao unpack 青山镇.yuebao              只看里面有什么
  yuebao unpack 青山镇.yuebao --replace    替换现在的数据（现在的先另存为“恢复前”的备份）
  yuebao unpack 青山镇.yuebao --to 交接    放进一个空文件夹，用 --data 交接 打开")]
    Unpack {
        #[arg(value_name = "文件", help_heading = VALUES, help = "交接文件")]
        file: PathBuf,
        #[arg(long, help_heading = OPTIONS, conflicts_with = "to", help = "替换现在的数据")]
        replace: bool,
        #[arg(long, value_name = "文件夹", help_heading = OPTIONS, help = "放进这个空文件夹，不动现在的数据")]
        to: Option<PathBuf>,
        #[arg(long, help_heading = OPTIONS, help = PASSPHRASE)]
        passphrase: bool,
    },
    #[command(about = "检查数据、备份、磁盘和时间；有问题时退出码为 1", override_usage = "yuebao doctor")]
    #[command(after_help = "例：
  yuebao doctor
  yuebao doctor --json")]
    Doctor,
}

pub(crate) fn run(command: Command, folder: &Path, now: Now, json: bool) -> Result<Outcome, Error> {
    match command {
        Command::Backup { to } => back_up(&mut Session::open(folder)?, now, to.as_deref(), json),
        Command::Restore { file: None, .. } => list(folder, json),
        Command::Restore { file: Some(file), preview: true } => {
            let session = Session::open(folder)?;
            let preview = session.backups().preview(&named(&file, folder))?;
            Ok(Outcome::done(if json { json::line(&preview) } else { print_preview(&preview) }))
        }
        Command::Restore { file: Some(file), preview: false } => {
            let restored = restore_folder(folder, now, &named(&file, folder))?;
            Ok(Outcome::done(if json { json::line(&restored) } else { print_restored(&restored) }))
        }
        Command::Pack { file, passphrase } => pack(&mut Session::open(folder)?, now, file, passphrase, json),
        Command::Unpack { file, replace, to, passphrase } => {
            let unpacked = unpack(&file, read_passphrase(passphrase).as_deref())?;
            if to.is_none() {
                unpacked.refuse_other_side(folder)?;
            }
            if replace {
                let restored = restore_folder(folder, now, &unpacked.data())?;
                let restored = Restored { backup: unpacked.backup, ..restored };
                return Ok(Outcome::done(if json {
                    json::line(&restored)
                } else {
                    print_restored(&restored)
                }));
            }
            if let Some(to) = &to {
                unpacked.save_in(to)?;
            }
            Ok(shown_unpacked(&unpacked, to.as_deref(), json))
        }
        Command::Doctor => {
            let findings = doctor(folder, now, clock::released());
            let code = u8::from(findings.iter().any(|finding| finding.health == Health::Bad));
            let output =
                if json { json::line(&Findings { findings: &findings }) } else { print_findings(&findings) };
            Ok(Outcome { output, remark: None, code })
        }
    }
}

#[derive(Serialize)]
struct Findings<'doctor> {
    findings: &'doctor [Finding],
}

#[derive(Serialize)]
struct Backups<'list> {
    backups: &'list [Backup],
}

#[derive(Serialize)]
struct BackedUp {
    places: Vec<PlaceRecord>,
}

#[derive(Serialize)]
struct PlaceRecord {
    state: &'static str,
    path: Option<String>,
    problem: Option<String>,
}

#[derive(Serialize)]
struct FileRecord<'file> {
    path: &'file str,
    digest: &'file str,
    encrypted: bool,
}

#[derive(Serialize)]
struct UnpackedRecord<'file> {
    backup: &'file Backup,
    folder: Option<String>,
}

fn back_up(session: &mut Session, now: Now, to: Option<&Path>, json: bool) -> Result<Outcome, Error> {
    let done = match to {
        Some(folder) => vec![session.backups().apart()?.back_up_to(now, folder)?],
        None => session.backups().apart()?.back_up(now)?,
    };
    let places = done.iter().map(|one| match one {
        BackUp::Written(path) => ("written", Some(path), None),
        BackUp::Unchanged(path) => ("unchanged", Some(path), None),
        BackUp::Incomplete(path, error) => ("incomplete", Some(path), Some(error.to_string())),
        BackUp::Failed(error) => ("failed", None, Some(error.to_string())),
    });
    let places: Vec<PlaceRecord> = places
        .map(|(state, path, problem)| PlaceRecord {
            state,
            path: path.map(|path| path.display().to_string()),
            problem,
        })
        .collect();
    let remarks: Vec<&str> = places.iter().filter_map(|place| place.problem.as_deref()).collect();
    let nowhere = places.iter().all(|place| place.path.is_none());
    let remark = (!remarks.is_empty()).then(|| remarks.join("\n"));
    if nowhere {
        return Ok(Outcome::failed(Outcome::REFUSED, remark.unwrap_or_default()));
    }
    let told = |place: &PlaceRecord| {
        let path = place.path.as_deref()?;
        Some(if place.state == "unchanged" {
            format!("没有变化，已有备份：{path}")
        } else {
            format!("已备份：{path}")
        })
    };
    let output = if json {
        json::line(&BackedUp { places })
    } else {
        tables::lines(&places.iter().filter_map(told).collect::<Vec<_>>())
    };
    Ok(Outcome { output, remark, code: 0 })
}

/// Lists the backups even if the data cannot be opened, because that is when they are needed.
fn list(folder: &Path, json: bool) -> Result<Outcome, Error> {
    let (backups, remark) = match Session::open(folder) {
        Ok(session) => (session.backups().list()?, None),
        Err(error) if matches!(error.code(), "unusable" | "lost") => {
            (backups_of(folder), Some(error.to_string()))
        }
        Err(error) => return Err(error),
    };
    let output = if json { json::line(&Backups { backups: &backups }) } else { print_backups(&backups) };
    Ok(Outcome { output, remark, code: 0 })
}

/// The path of a backup; a name from the list means the file in the list.
fn named(file: &Path, folder: &Path) -> PathBuf {
    if file.exists() {
        return file.to_owned();
    }
    let backups = Session::open(folder)
        .and_then(|session| session.backups().list())
        .unwrap_or_else(|_| backups_of(folder));
    let found = backups.into_iter().find(|backup| Path::new(&backup.name) == file);
    found.map_or_else(|| file.to_owned(), |backup| backup.file)
}

fn pack(
    session: &mut Session,
    now: Now,
    file: PathBuf,
    passphrase: bool,
    json: bool,
) -> Result<Outcome, Error> {
    let path = if file.is_dir() { file.join(session.backups().handover_name(now)?) } else { file };
    let apart = session.backups().apart()?;
    let secret = read_passphrase(passphrase);
    if passphrase && secret.as_deref().is_none_or(str::is_empty) {
        return Err(HandoverError::NoPassphrase.into());
    }
    let packed = apart.pack(now, secret.as_deref(), &path)?;
    let path = packed.path.display().to_string();
    let output = if json {
        json::line(&FileRecord { path: &path, digest: &packed.digest, encrypted: passphrase })
    } else {
        tables::lines(&[format!("已打包：{path}")])
    };
    Ok(Outcome { output, remark: packed.problem(), code: 0 })
}

fn read_passphrase(wanted: bool) -> Option<String> {
    let mut line = String::new();
    let read = wanted.then(|| io::stdin().lock().read_line(&mut line));
    read.and_then(Result::ok).map(|_| line.trim_end_matches(['\r', '\n']).to_owned())
}

fn shown_unpacked(unpacked: &Unpacked, to: Option<&Path>, json: bool) -> Outcome {
    let backup = &unpacked.backup;
    let remark = to.is_none().then(|| {
        "只看了内容，什么都没有改动；要替换现在的数据请加 --replace，要放进一个空文件夹请加 --to <文件夹>"
            .to_owned()
    });
    let output = if json {
        json::line(&UnpackedRecord { backup, folder: to.map(|to| to.display().to_string()) })
    } else {
        let packed = format!("{} 打包：{}", backup.made, backup.content);
        let placed = to.map(|to| format!("已放进：{}", to.display()));
        let lost = unpacked.lost.iter().map(missing);
        tables::lines(&[Some(packed), placed].into_iter().flatten().chain(lost).collect::<Vec<_>>())
    };
    Outcome { output, remark, code: 0 }
}

fn print_backups(backups: &[Backup]) -> String {
    if backups.is_empty() {
        return tables::lines(&["还没有备份".to_owned()]);
    }
    let mut table = tables::table(&["时间", "备注", "内容", "文件"]);
    for backup in backups {
        let place = if backup.second { "第二位置" } else { "" };
        let remark: Vec<&str> =
            [backup.label.as_str(), place].into_iter().filter(|text| !text.is_empty()).collect();
        table.add_row([backup.made.clone(), remark.join("，"), backup.content.clone(), backup.name.clone()]);
    }
    tables::lines(&[table.to_string()])
}

fn print_preview(BackupPreview { backup, difference }: &BackupPreview) -> String {
    let mut lines = vec![format!("{}：{}", backup.made, backup.content)];
    lines.extend(difference.months.iter().map(|month| month.sentence.clone()));
    lines.extend(difference.others.iter().cloned());
    if difference.is_empty() {
        lines.push("和现在的数据相同".to_owned());
    }
    tables::lines(&lines)
}

fn print_restored(Restored { backup, set_aside, damaged, lost }: &Restored) -> String {
    let lines = [
        Some(format!("已恢复到 {} 的备份：{}", backup.made, backup.content)),
        set_aside.as_ref().map(|path| format!("恢复前的数据另存为：{path}")),
        damaged.as_ref().map(|path| format!("损坏的数据文件留在：{path}")),
    ];
    let lost = lost.iter().map(missing);
    tables::lines(&lines.into_iter().flatten().chain(lost).collect::<Vec<_>>())
}

/// What is told of a kept file that did not come along.
fn missing(file: impl std::fmt::Display) -> String {
    format!(
        "没有找到存档的文件：{file}。把它原来所在的“月报存档”文件夹也带来，再做一次，就能找回；扫描件可以重新附上，收到的可以请单位再发一份"
    )
}

fn print_findings(findings: &[Finding]) -> String {
    let line = |finding: &Finding| {
        let sign = match finding.health {
            Health::Good => "✓",
            Health::Notice => "！",
            Health::Bad => "✗",
        };
        format!("{sign} {}", finding.sentence)
    };
    tables::lines(&findings.iter().map(line).collect::<Vec<_>>())
}
