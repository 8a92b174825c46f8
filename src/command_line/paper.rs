//! The commands that put a month on paper: `pdf` and `print`.

use std::path::PathBuf;
use std::time::SystemTime;

use clap::Subcommand;
use serde::Serialize;

use super::json;
use super::outcome::{Outcome, write_month};
use super::values::{FIRST, MONTH, MONTH_HELP, OPTIONS, REVISION, REVISION_HELP, VALUES};
use crate::error::Error;
use crate::output::document::Fonts;
use crate::output::print::{self, Platform, Printed, System};
use crate::session::{Handled, Now, Session};

#[derive(Subcommand)]
pub(crate) enum PaperCommand {
    #[command(
        about = "把一个月导出为可以打印的 PDF，显示文件的位置",
        override_usage = "yuebao pdf <月份> --to <文件夹>"
    )]
    #[command(after_help = "例：
  yuebao pdf 2022-03 --to 桌面

文件夹要先建好；同名的旧文件会被换成新的。有空白也会导出，并在标准错误上提醒；有不是数的内容则不导出。")]
    Pdf {
        #[arg(value_name = MONTH, help_heading = VALUES, display_order = FIRST, help = MONTH_HELP)]
        month: String,
        #[arg(long, value_name = "文件夹", help_heading = OPTIONS, help = "放在哪个文件夹里")]
        to: PathBuf,
        #[arg(long, value_name = REVISION, help_heading = OPTIONS, help = REVISION_HELP)]
        revision: Option<u32>,
    },
    #[command(about = "打印一个月的表，说明送到了哪里", override_usage = "yuebao print <月份>")]
    #[command(after_help = "例：
  yuebao print 2022-03
  yuebao print 2022-03 --json

有默认打印机就直接打印；没有就打开 PDF，由您在打开的窗口里打印。")]
    Print {
        #[arg(value_name = MONTH, help_heading = VALUES, display_order = FIRST, help = MONTH_HELP)]
        month: String,
        #[arg(long, value_name = REVISION, help_heading = OPTIONS, help = REVISION_HELP)]
        revision: Option<u32>,
    },
}

#[derive(Serialize)]
struct PrintRecord<'printed> {
    #[serde(flatten)]
    printed: &'printed Printed,
    sentence: &'printed str,
}

pub(crate) fn run(
    command: PaperCommand,
    session: &mut Session,
    now: Now,
    json: bool,
) -> Result<Outcome, Error> {
    match command {
        PaperCommand::Pdf { month, to, revision } => {
            let month = month.parse()?;
            let file = session.reports().pdf(month, revision, Fonts::system())?;
            write_month(session, now, (month, revision), &file, &to, &Handled::Written, json)
        }
        PaperCommand::Print { month, revision } => {
            let month = month.parse()?;
            let file = session.reports().pdf(month, revision, Fonts::system())?;
            let folder = print::folder();
            print::clean(&folder, SystemTime::now());
            let printed = print::print(&folder, (&file.name, &file.bytes), Platform::HERE, &System)?;
            session.sending_mut().record_handled(now, &file, &Handled::Printed(printed.clone()))?;
            let sentence = printed.sentence();
            let record = PrintRecord { printed: &printed, sentence: &sentence };
            Ok(Outcome::done(if json { json::line(&record) } else { sentence + "\n" }))
        }
    }
}
