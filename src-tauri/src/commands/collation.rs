//! The commands of the other end: which side is in hand, the register, taking in, the board, and what is decided. Those that
//! wait for a dialog or read files do not run on the main thread.

use std::path::{Path, PathBuf};

use tauri::State;
use tauri::ipc::{InvokeBody, Request};
use yuebao::clock;
use yuebao::collation::{Counting, Intake, MemberId, ReportRef, Trend};
use yuebao::error::Error;
use yuebao::notice::FigureId;
use yuebao::period::{Month, parse_date};
use yuebao::session::{
    AssignedTo, Board, CollationError, Contributions, Drop, FormCoverage, IntakeReader, NewMember, Session,
    Sides, SourceSheet, SumLine, ToldChange, UnitInHand, UnknownName, read_pasted_units,
};
use yuebao::store::{EXPORT_FOLDER, Side};
use yuebao::unit::UnitKind;

use super::Answer;
use super::answer::lasting_time;
use crate::state::App;

/// The usual endings of what comes in. A file is recognised by its content, not by its name.
const REPORTS: (&str, &[&str]) = (
    "报表、扫描件、邮件和压缩包",
    &["xlsx", "xls", "et", "csv", "docx", "pdf", "jpg", "jpeg", "png", "eml", "zip"],
);

/// The request header with the path of a file that was dropped on the page, as the page says it, in percent signs.
const PATH: &str = "path";
/// The request header that is there with the first file of a drop.
const FIRST: &str = "first";

#[tauri::command(async)]
pub(super) fn sides(app: State<'_, App>) -> Answer<Sides> {
    app.sides()
}

/// Goes over to the other side. The page is loaded anew after it.
#[tauri::command(async)]
pub(super) fn choose_side(app: State<'_, App>, side: Side) -> Answer<()> {
    app.choose_side(clock::now().map_err(Error::from)?, side)
}

/// The units that the notice names.
#[tauri::command(async)]
pub(super) fn known_members(app: State<'_, App>) -> Answer<Vec<NewMember>> {
    app.with_own(|session| Ok(session.collation().known_units()))
}

/// Reads a pasted table of units. Nothing is entered yet.
#[tauri::command(async)]
pub(super) fn read_members(app: State<'_, App>, text: String, usual: UnitKind) -> Answer<Vec<NewMember>> {
    app.with_own(|session| read_pasted_units(session.notice(), &text, &usual))
}

/// Begins 汇总 and takes it in hand. The page is loaded anew after it.
#[tauri::command(async)]
pub(super) fn begin_collation(
    app: State<'_, App>,
    office: String,
    members: Vec<NewMember>,
    folder: Option<String>,
) -> Answer<()> {
    app.begin_collation(clock::now().map_err(Error::from)?, &office, members)?;
    app.remember_intake_folder(folder.as_deref());
    Ok(())
}

#[tauri::command]
pub(super) fn board(app: State<'_, App>, month: Option<Month>) -> Answer<Board> {
    app.with_shown(|session| session.collation().board(month, clock::now()?.date_naive()))
}

#[tauri::command]
pub(super) fn unit_in_hand(app: State<'_, App>, month: Month, unit: MemberId) -> Answer<UnitInHand> {
    app.with_shown(|session| session.collation().unit_in_hand(month, unit))
}

/// Asks for files and says what would become of them; `None` if the person cancelled. Changes nothing.
#[tauri::command(async)]
pub(super) fn choose_intake(app: State<'_, App>) -> Answer<Option<Intake>> {
    let folder = app.with_shown(|session| session.setting(EXPORT_FOLDER))?;
    let folder = folder.as_deref().map(Path::new);
    let paths = app.desktop.choose_open_many("收哪些文件，可以选几个", REPORTS, folder);
    read_paths(&app, &paths)
}

/// The same for a whole folder.
#[tauri::command(async)]
pub(super) fn choose_intake_folder(app: State<'_, App>) -> Answer<Option<Intake>> {
    let folder = app.desktop.choose_folder("收哪个文件夹里的文件");
    read_paths(&app, &folder.into_iter().collect::<Vec<_>>())
}

pub(super) fn read_paths(app: &App, paths: &[PathBuf]) -> Answer<Option<Intake>> {
    if paths.is_empty() {
        return Ok(None);
    }
    read(app, |reader, stop| reader.read(paths, stop))
}

fn read(
    app: &App,
    read: impl FnOnce(&IntakeReader, &dyn Fn(usize) -> bool) -> Drop,
) -> Answer<Option<Intake>> {
    let reader = app.with_shown(|session| session.collation().intake_reader())?;
    let Some(drop) = app.intake.read(|stop| read(&reader, stop)) else { return Ok(None) };
    let intake = app.with_shown(|session| Ok(session.collation().intake(clock::now()?, &drop)))?;
    app.intake.keep(drop);
    Ok(Some(intake))
}

/// Keeps one file of those that were dropped on the page.
#[tauri::command(async)]
pub(super) fn hand_over(app: State<'_, App>, request: Request<'_>) -> Answer<()> {
    let path = request.headers().get(PATH).and_then(|path| path.to_str().ok()).unwrap_or_default();
    let bytes = match request.body() {
        InvokeBody::Raw(bytes) => bytes.clone(),
        InvokeBody::Json(_) => Vec::new(),
    };
    let is_first = request.headers().contains_key(FIRST);
    Ok(app.intake.hand_over(is_first, without_percent_signs(path), bytes).map_err(Error::from)?)
}

/// What would become of the files that were dropped on the page.
#[tauri::command(async)]
pub(super) fn plan_handed_over(app: State<'_, App>) -> Answer<Option<Intake>> {
    let files = app.intake.handed_over();
    read(&app, |reader, stop| reader.read_bytes(files, stop))
}

/// How many files were read so far; `None` while nothing is read.
#[tauri::command(async)]
pub(super) fn intake_progress(app: State<'_, App>) -> Option<usize> {
    app.intake.progress()
}

#[tauri::command(async)]
pub(super) fn cancel_intake(app: State<'_, App>) {
    app.intake.stop();
}

/// Takes in what was shown last. `received_on` is the day on which the files came that no mail server dated. Answers which closed
/// months are otherwise by it.
#[tauri::command(async)]
pub(super) fn take_in(app: State<'_, App>, received_on: Option<String>) -> Answer<Vec<String>> {
    let day = received_on.map(|day| parse_date(&day)).transpose().map_err(Error::from)?;
    let Some(drop) = app.intake.take() else { return Err(Error::NothingChosen.into()) };
    let taken = app.with_shown(|session| {
        if drop.stopped {
            return Err(CollationError::NotReadThrough.into());
        }
        let before = session.collation().so_far()?;
        session.collation_mut().take_in(clock::now()?, &drop, day)?;
        Ok(ToldChange::from(session.collation().changed_since(&before)?).closed)
    });
    if taken.is_err() {
        app.intake.keep(drop);
    }
    taken
}

/// Makes a decision; answers what is otherwise by it.
fn decide(app: &State<'_, App>, work: impl FnOnce(&mut Session) -> Result<(), Error>) -> Answer<ToldChange> {
    app.with_shown(|session| {
        let before = session.collation().so_far()?;
        work(session)?;
        Ok(session.collation().changed_since(&before)?.into())
    })
}

/// What would count where a report is left out.
#[tauri::command]
pub(super) fn preview_exclusion(app: State<'_, App>, report: String) -> Answer<Vec<Counting>> {
    let report = named(&report)?;
    app.with_shown(|session| session.collation().preview_exclusion(report))
}

#[tauri::command]
pub(super) fn accept_report(
    app: State<'_, App>,
    month: Month,
    unit: MemberId,
    report: Option<String>,
    reason: String,
) -> Answer<ToldChange> {
    let report = report.map(|report| named(&report)).transpose()?;
    decide(&app, |session| session.collation_mut().accept(clock::now()?, (month, unit), report, &reason))
}

#[tauri::command]
pub(super) fn return_report(
    app: State<'_, App>,
    month: Month,
    unit: MemberId,
    reason: String,
) -> Answer<ToldChange> {
    decide(&app, |session| session.collation_mut().return_report(clock::now()?, (month, unit), &reason))
}

#[tauri::command]
pub(super) fn exempt_unit(
    app: State<'_, App>,
    month: Month,
    unit: MemberId,
    reason: String,
) -> Answer<ToldChange> {
    decide(&app, |session| session.collation_mut().exempt(clock::now()?, (month, unit), &reason))
}

#[tauri::command]
pub(super) fn expect_unit(
    app: State<'_, App>,
    month: Month,
    unit: MemberId,
    reason: String,
) -> Answer<ToldChange> {
    decide(&app, |session| session.collation_mut().expect(clock::now()?, (month, unit), &reason))
}

#[tauri::command]
pub(super) fn note_phone(app: State<'_, App>, month: Month, unit: MemberId, told: String) -> Answer<()> {
    app.with_shown(|session| session.collation_mut().note_phone(clock::now()?, (month, unit), &told))
}

#[tauri::command]
pub(super) fn exclude_report(app: State<'_, App>, report: String, reason: String) -> Answer<ToldChange> {
    let report = named(&report)?;
    decide(&app, |session| session.collation_mut().exclude(clock::now()?, report, &reason))
}

/// Says of which unit, by its name, or of which month, as the person wrote it, a report is.
#[tauri::command]
pub(super) fn assign_report(
    app: State<'_, App>,
    report: String,
    unit: Option<String>,
    month: Option<String>,
    received_on: Option<String>,
    alone: bool,
    reason: String,
) -> Answer<ToldChange> {
    let report = named(&report)?;
    decide(&app, |session| {
        let today = clock::now()?.date_naive();
        let month = month.map(|text| session.collation().typed_month(&text, today)).transpose()?;
        let unit = unit.map(|name| session.collation().member(&name).map(|member| member.id)).transpose()?;
        let received_on = received_on.map(|day| parse_date(&day)).transpose()?;
        let to = AssignedTo { unit, month, received_on, only_this: alone };
        session.collation_mut().assign(clock::now()?, report, to, &reason)
    })
}

/// What becomes of the alias that the assignment of a report made where the report is left out.
#[tauri::command]
pub(super) fn name_left_out(app: State<'_, App>, report: String) -> Answer<Option<UnknownName>> {
    let report = named(&report)?;
    app.with_shown(|session| Ok(session.collation().name_left_out(report)))
}

/// What becomes of a name on a report that the register does not know, whichever unit it is assigned to.
#[tauri::command]
pub(super) fn preview_assignment(app: State<'_, App>, report: String) -> Answer<Option<UnknownName>> {
    let report = named(&report)?;
    app.with_shown(|session| session.collation().unknown_name(report, AssignedTo::default()))
}

#[tauri::command]
pub(super) fn close_month(app: State<'_, App>, month: Month, sure: bool) -> Answer<()> {
    app.with_shown(|session| {
        let now = lasting_time(session, sure)?;
        session.collation_mut().close(now, month)
    })?;
    app.back_up_quietly();
    Ok(())
}

#[tauri::command]
pub(super) fn reopen_month(app: State<'_, App>, month: Month, reason: String) -> Answer<()> {
    app.with_shown(|session| session.collation_mut().reopen(clock::now()?, month, &reason))
}

#[tauri::command]
pub(super) fn sums(app: State<'_, App>, month: Month) -> Answer<Vec<SumLine>> {
    app.with_shown(|session| session.collation().sums(month))
}

#[tauri::command]
pub(super) fn contributions(app: State<'_, App>, month: Month, figure: FigureId) -> Answer<Contributions> {
    app.with_shown(|session| session.collation().contributions(month, figure))
}

/// Of how many units the form of a month is.
#[tauri::command]
pub(super) fn form_coverage(app: State<'_, App>, month: Month) -> Answer<FormCoverage> {
    app.with_shown(|session| session.collation().form_coverage(month))
}

/// A figure up to a month, as the sums of all units or of one of them.
#[tauri::command]
pub(super) fn trend(
    app: State<'_, App>,
    month: Month,
    figure: FigureId,
    unit: Option<MemberId>,
) -> Answer<Trend> {
    app.with_shown(|session| session.collation().trend(figure, unit, Some(month)))
}

#[tauri::command(async)]
pub(super) fn source_sheet(app: State<'_, App>, report: String, cell: String) -> Answer<SourceSheet> {
    let report = named(&report)?;
    app.with_shown(|session| session.collation().source(report, &cell))
}

/// Opens a scan that a unit sent in its usual program; false if there is no such program.
#[tauri::command(async)]
pub(super) fn open_received_scan(app: State<'_, App>, report: String) -> Answer<bool> {
    let receipt = named(&report)?.receipt;
    let file = app.with_shown(|session| session.collation().scan_file(receipt))?;
    Ok(app.desktop.open(&file))
}

fn named(report: &str) -> Result<ReportRef, Error> {
    Ok(report.parse().map_err(|_| CollationError::UnknownReport(report.to_owned()))?)
}

/// A text that the page wrote as an address is written: a header takes no Chinese.
fn without_percent_signs(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, behind @ ..] = rest {
        let pair = behind.get(..2).filter(|_| *first == b'%').and_then(|pair| std::str::from_utf8(pair).ok());
        let coded = pair.and_then(|pair| u8::from_str_radix(pair, 16).ok());
        bytes.push(coded.unwrap_or(*first));
        rest = if coded.is_some() { behind.get(2..).unwrap_or_default() } else { behind };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_a_header_is_read_as_the_page_wrote_it() {
        assert_eq!(without_percent_signs("3%E6%9C%88%2F%E8%A1%A8.xlsx"), "3月/表.xlsx");
        assert_eq!(without_percent_signs("100%"), "100%");
        assert_eq!(without_percent_signs("%zz%4"), "%zz%4");
        assert_eq!(without_percent_signs("%FF"), "\u{fffd}");
    }
}
