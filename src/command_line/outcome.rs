//! The output of a command, and the outputs that several commands share: a month, a written file.

use std::io::{self, ErrorKind, Write};
use std::path::Path;

use super::{json, tables};
use crate::disk::in_words;
use crate::error::Error;
use crate::output::write_file;
use crate::period::Month;
use crate::report::Sheet;
use crate::session::{File, Handled, Now, Session};

/// The texts that a command prints, and its exit code.
pub(crate) struct Outcome {
    /// For standard output.
    pub(crate) output: String,
    /// For standard error.
    pub(crate) remark: Option<String>,
    pub(crate) code: u8,
}

impl Outcome {
    pub(crate) const REFUSED: u8 = 1;
    pub(crate) const WRONG_USAGE: u8 = 2;

    pub(crate) fn done(output: String) -> Self {
        Self { output, remark: None, code: 0 }
    }

    pub(crate) fn failed(code: u8, remark: String) -> Self {
        Self { output: String::new(), remark: Some(remark), code }
    }

    /// Adds what may harm the data where it lies, as far as that was not told yet.
    pub(crate) fn with_risks(self, session: &Session) -> Self {
        // The command was done, whatever becomes of the sentence; the doctor tells it too.
        let risks = session.new_risks().unwrap_or_default();
        let told: Vec<String> = self.remark.into_iter().chain(risks).collect();
        Self { remark: (!told.is_empty()).then(|| told.join("\n")), ..self }
    }

    /// Prints both texts and returns the exit code. If the reader closes the pipe early (`| head -1`), the rest is not needed.
    pub(crate) fn tell(self) -> u8 {
        let written = io::stdout().write_all(self.output.as_bytes()).and_then(|()| io::stdout().flush());
        let unwritten = written.err().filter(|error| error.kind() != ErrorKind::BrokenPipe);
        let complaint = unwritten.as_ref().map(|error| {
            let reason = in_words(error);
            format!("命令已经执行，但结果没有能够输出（{reason}）。请检查输出的位置，再运行 yuebao show 查看")
        });
        for sentence in [self.remark, complaint].into_iter().flatten() {
            // If standard error is closed too, the message cannot be shown at all.
            let _gone = writeln!(io::stderr(), "{sentence}");
        }
        if unwritten.is_some() { Self::REFUSED } else { self.code }
    }
}

pub(crate) fn show_month(session: &Session, month: Month, json: bool) -> Result<Outcome, Error> {
    Ok(show_sheet(session, &session.reports().sheet(month)?, json))
}

/// Which notice is in hand, where there is a choice: a number must not be typed into another one unseen.
fn of_which(session: &Session) -> Option<String> {
    let others = session.notices().iter().any(|notice| notice.id != session.notice().id);
    others.then(|| session.called(session.notice()))
}

pub(crate) fn show_sheet(session: &Session, sheet: &Sheet, json: bool) -> Outcome {
    let (notice, form) = (session.notice_of(sheet), session.form_of(sheet));
    Outcome::done(if json {
        json::month(&form, sheet)
    } else {
        tables::month(&notice, &form, sheet, (of_which(session).as_deref(), session.state_label(sheet.state)))
    })
}

/// Writes a file of a month into a folder and records that, and says where it is and what the month still lacks.
pub(crate) fn write_month(
    session: &mut Session,
    now: Now,
    (month, revision): (Month, Option<u32>),
    file: &File,
    folder: &Path,
    handled: &Handled,
    json: bool,
) -> Result<Outcome, Error> {
    let open = open_points(&session.reports().sheet_of(month, revision)?);
    let remark = open.map(|open| format!("{open}，已按现有的数导出；报送前请改好、填齐，再导出一次"));
    let written = write(file, folder, json)?;
    session.sending_mut().record_handled(now, file, handled)?;
    Ok(Outcome { remark, ..written })
}

/// Writes a file into a folder and says where it is.
pub(crate) fn write(file: &File, folder: &Path, json: bool) -> Result<Outcome, Error> {
    let path = folder.join(&file.name);
    write_file(&path, &file.bytes)?;
    let path = path.display().to_string();
    Ok(Outcome::done(if json { json::export(&path, &file.digest) } else { path + "\n" }))
}

/// What keeps a month from being final; `None` if nothing does.
pub(crate) fn open_points(sheet: &Sheet) -> Option<String> {
    sheet.open_points().map(|open| format!("{}{open}", sheet.month_name))
}
