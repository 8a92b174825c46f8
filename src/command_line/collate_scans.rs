//! The scans that units sent in: listed, and one of them written out.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use serde::Serialize;

use super::json::line;
use super::outcome::Outcome;
use super::tables::{lines, table, text};
use super::values::{MONTH, OPTIONS, VALUES};
use crate::collation::{ReceiptId, ReportRef};
use crate::error::Error;
use crate::output::write_without_replacing;
use crate::session::{CollationError, ReceivedScanLine, Session};

#[derive(Subcommand)]
pub(crate) enum Scans {
    #[command(
        about = "列出收到的扫描件：编号、哪个单位、哪个月",
        override_usage = "yuebao collate scans [<月份>]"
    )]
    Scans {
        #[arg(value_name = MONTH, help_heading = VALUES, help = "只看这个月的")]
        month: Option<String>,
    },
    #[command(
        about = "取出一份收到的扫描件，显示文件的位置",
        override_usage = "yuebao collate scan <编号> --to <文件>"
    )]
    #[command(after_help = "例：
  yuebao collate scan 12 --to 桌面
  yuebao collate scan 12 --to 桌面/青山镇盖章.pdf

--to 写文件夹，就用它原来的名字；已有的文件不会被换掉。取出以前核对校验码：坏了、不见了的会说出来。")]
    Scan {
        #[arg(value_name = "编号", help_heading = VALUES, help = "yuebao collate scans 列出的编号")]
        scan: String,
        #[arg(long, value_name = "文件", help_heading = OPTIONS, help = "存成哪个文件，或放在哪个文件夹里")]
        to: PathBuf,
    },
}

pub(crate) fn run(command: Scans, session: &Session, json: bool) -> Result<Outcome, Error> {
    match command {
        Scans::Scans { month } => {
            let month = month.map(|month| month.parse()).transpose()?;
            Ok(list(&session.collation().scans(month)?, json))
        }
        Scans::Scan { scan, to } => write(session, &scan, &to, json),
    }
}

fn list(scans: &[ReceivedScanLine], json: bool) -> Outcome {
    if json {
        #[derive(Serialize)]
        struct Record<'scans> {
            scans: &'scans [ReceivedScanLine],
        }
        return Outcome::done(line(&Record { scans }));
    }
    if scans.is_empty() {
        return Outcome::done(lines(&["没有收到扫描件".to_owned()]));
    }
    let mut shown = table(&["编号", "单位", "月份", "文件", "在哪里", "收到", "校验码", "说明"]);
    for scan in scans {
        let remark = match &scan.excluded {
            Some(reason) => format!("已排除：{reason}"),
            None if !scan.may_be_sealed => "导出的 PDF，没有盖章".to_owned(),
            None => String::new(),
        };
        shown.add_row([
            scan.report.receipt.0.to_string(),
            scan.unit.clone().unwrap_or_default(),
            text(scan.month),
            scan.file.clone(),
            scan.within.join(" › "),
            scan.received_on.clone(),
            scan.sha256.get(..12).unwrap_or_default().to_owned(),
            remark,
        ]);
    }
    Outcome::done(lines(&[shown.to_string()]))
}

/// `scan` is its number, as `12`, or as the problems write it, `12/0`.
fn write(session: &Session, scan: &str, to: &Path, json: bool) -> Result<Outcome, Error> {
    let of_report = scan.parse::<ReportRef>().map(|report| report.receipt);
    let receipt = scan.parse().map(ReceiptId).or(of_report);
    let receipt = receipt.map_err(|_| CollationError::UnknownScan(scan.to_owned()))?;
    let file = session.collation().scan_file(receipt)?;
    let named = to.parent().zip(to.file_name().and_then(|name| name.to_str())).filter(|_| !to.is_dir());
    let (folder, name) = named.unwrap_or((to, &file.name));
    let path = write_without_replacing(folder, name, &file.bytes)?.display().to_string();
    if json {
        #[derive(Serialize)]
        struct Record {
            path: String,
            sha256: String,
        }
        return Ok(Outcome::done(line(&Record { path, sha256: file.digest })));
    }
    Ok(Outcome::done(lines(&[path])))
}
