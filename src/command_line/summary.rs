//! The commands of the summary: printing it, and writing its three files.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::Subcommand;
use serde::Serialize;

use super::json;
use super::outcome::Outcome;
use super::values::{FIRST, OPTIONS, Sure, VALUES};
use crate::error::Error;
use crate::output::document::Fonts;
use crate::output::{comparison, write_file};
use crate::session::{File, Now, Session, SummaryPage};
use crate::summary::Span;

#[derive(Subcommand)]
pub(crate) enum SummaryCommand {
    #[command(
        about = "总结：看一段时间的汇总，或导出 Word、PDF 和表格",
        override_usage = "yuebao summary <时段> [--to <文件夹>]"
    )]
    #[command(after_help = "例：
  yuebao summary 2022                    显示全年的汇总
  yuebao summary 2022 --to 桌面          导出三个文件，显示文件的位置
  yuebao summary 2022-01..2022-06 --to 桌面
  yuebao summary campaign --json

文件夹要先建好；同名的旧文件会被换成新的。没有填的月份写明，不当作 0。")]
    Summary {
        #[arg(value_name = "时段", help_heading = VALUES, display_order = FIRST)]
        #[arg(help = "2022（一年）、2022-03（一个月）、2022-01..2022-06（几个月）或 campaign（整个活动）")]
        span: String,
        #[arg(long, value_name = "文件夹", help_heading = OPTIONS, help = "把三个文件放在哪个文件夹里")]
        to: Option<PathBuf>,
        #[command(flatten)]
        sure: Sure,
    },
}

#[derive(Serialize)]
struct Written<'page> {
    span: Span,
    /// The headings without a text.
    unwritten: Vec<&'page str>,
    files: Vec<WrittenFile>,
}

#[derive(Serialize)]
struct WrittenFile {
    path: String,
    digest: String,
}

pub(crate) fn run(
    command: SummaryCommand,
    session: &mut Session,
    now: Now,
    json: bool,
) -> Result<Outcome, Error> {
    let SummaryCommand::Summary { span, to, sure } = command;
    let span: Span = span.parse()?;
    let page = session.summaries().page(now.date_naive(), span)?;
    let Some(folder) = to else {
        return Ok(Outcome::done(if json { json::line(&page) } else { printed(&page) }));
    };
    let fonts = Fonts::system();
    sure.of_time(session, now)?;
    // All three files are drawn before the first is written.
    let files = [
        session.summaries().word(now, span, fonts)?,
        session.summaries().pdf(now, span, fonts)?,
        session.summaries().workbook(now, span)?,
    ];
    let files = files.iter().map(|file| write(file, &folder)).collect::<Result<Vec<_>, _>>()?;
    let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let unwritten: Vec<&str> =
        page.headings.iter().filter(|part| part.empty).map(|part| part.title.as_str()).collect();
    if json {
        return Ok(Outcome::done(json::line(&Written { span, unwritten, files })));
    }
    let remark = (!page.unwritten.is_empty())
        .then(|| format!("{}，文件里留了位置；请在窗口的“总结”页或 Word 里补写", page.unwritten));
    Ok(Outcome { remark, ..Outcome::done(paths.join("\n") + "\n") })
}

fn write(file: &File, folder: &Path) -> Result<WrittenFile, Error> {
    let path = folder.join(&file.name);
    write_file(&path, &file.bytes)?;
    Ok(WrittenFile { path: path.display().to_string(), digest: file.digest.clone() })
}

/// The headings with their texts, then the results of the figures.
fn printed(page: &SummaryPage) -> String {
    let mut text = format!("{}　{}\n", page.summary.unit.name, page.summary.counted);
    for part in &page.headings {
        let body = if part.empty { "（还没有写）" } else { &part.text };
        let _ = write!(text, "\n{}\n{body}\n", part.title);
        for sentence in &part.changed {
            let _ = writeln!(text, "注意：数据改过，现在是“{}”", sentence.text);
        }
    }
    for section in &page.summary.sections {
        let _ = write!(text, "\n{}\n", section.title);
        for line in &section.lines {
            let total = line.total.map_or_else(|| "—".to_owned(), |total| total.to_string());
            let best = line.best.as_ref().map(|best| format!("最多 {} {}", best.name, best.amount));
            let compared = line.compared.as_ref().map(comparison);
            let parts = [Some(total), best, compared, Some(line.remark.clone())];
            let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
            let _ = writeln!(text, "{}．{}（{}）　{}", line.row, line.name, line.unit, parts.join("　"));
        }
    }
    text
}
