//! The command line of 山城月报, for scripts and for people who prefer it to the window.
//!
//! It parses arguments, calls one method of the core's [`Session`] and prints the result. It knows no rule of
//! the form and no table of the store. Exit codes: 0 done, 1 refused with a sentence, 2 wrong usage.

mod arguments;
mod backup;
mod blank_form;
mod collate;
mod collate_outgoing;
mod collate_scans;
mod collated;
mod hand_filled;
mod json;
mod mail;
mod notices;
mod outcome;
mod paper;
mod particulars;
mod projects;
mod received;
mod records;
mod sending;
mod summary;
mod tables;
mod trace;
mod trend;
mod usage;
mod values;

use std::ffi::OsString;

use crate::clock;
use crate::error::Error;
use crate::notice::Notice;
use crate::period::Month;
use crate::session::{Handled, Now, Session, Texts};
use crate::store::{Side, StoreError, default_folder};
use crate::unit::Unit;
use arguments::{Arguments, Command};
use notices::NoticeCommand;
use outcome::{Outcome, open_points, show_month, show_sheet, write_month};
use values::{texts, typed_texts};

/// Does what the arguments ask for, of which the first is the program's name, prints it, and returns the exit code.
pub fn run(arguments: &[OsString]) -> u8 {
    let outcome = match arguments::parse(arguments) {
        Ok(arguments) => perform(arguments)
            .unwrap_or_else(|error| Outcome::failed(Outcome::REFUSED, values::with_flag(&error))),
        Err(outcome) => outcome,
    };
    outcome.tell()
}

fn perform(arguments: Arguments) -> Result<Outcome, Error> {
    let Arguments { data, notice, json, command, .. } = arguments;
    let folder = || data.clone().or_else(default_folder).ok_or(StoreError::NoFolder);
    let now = clock::now()?;
    let open = || {
        let mut session = Session::open(&folder()?)?;
        session.follow_program(now)?;
        notice.as_ref().map_or(Ok(()), |notice| session.choose(notice))?;
        Ok::<_, Error>(session)
    };
    match command {
        Command::Help { command } => Ok(arguments::help(&command)),
        Command::Forms => {
            let folder = folder()?;
            // Opening would create an empty file where there is nothing.
            let session = Side::found_in(&folder).map(|_| open()).transpose()?;
            let built_in = Notice::built_in()?;
            let notice = session.as_ref().map_or(built_in, Session::notice);
            let form = session.as_ref().map(Session::form).or(notice.forms.first());
            let form = form.ok_or(StoreError::NotBegun)?;
            Ok(Outcome::done(if json { json::forms(form) } else { tables::form(notice, form) }))
        }
        Command::Init { name, kind, person, phone, from } => {
            let first_month = from.parse()?;
            let mut session = open()?;
            let kind = particulars::kind(&session, &kind);
            let unit = Unit { name, kind, person, phone, first_month, restart_each_year: false };
            session.begin(now, unit, Vec::new())?;
            Ok(particulars::show(&session, json)?.with_risks(&session))
        }
        Command::Unit(changed) => {
            let mut session = open()?;
            particulars::change(&mut session, now, changed)?;
            particulars::show(&session, json)
        }
        Command::Opening { items } => opening(&mut open()?, now, texts(items)?, json),
        Command::Set { month, items } => changed(open()?, &month, json, |session, month| {
            session.reports_mut().set_amounts(now, month, texts(items)?).map(drop)
        }),
        Command::Text { month, items } => changed(open()?, &month, json, |session, month| {
            session.reports_mut().set_typed_texts(now, month, typed_texts(items)?)
        }),
        Command::NoData { month, undo } => changed(open()?, &month, json, |session, month| {
            session.reports_mut().set_no_data(now, month, !undo)
        }),
        Command::Date { month, day } => changed(open()?, &month, json, |session, month| {
            session.reports_mut().set_filled_on(now, month, &day)
        }),
        Command::Show { month, revision } => {
            let (session, month) = (open()?, month.parse()?);
            match revision {
                None => show_month(&session, month, json),
                Some(number) => Ok(show_sheet(&session, &session.reports().revision(month, number)?, json)),
            }
        }
        Command::Check { month } => {
            let sheet = open()?.reports().sheet(month.parse()?)?;
            let open_points = open_points(&sheet);
            Ok(Outcome {
                output: if json { json::checks(&sheet) } else { tables::checks(&sheet) },
                code: if open_points.is_some() { Outcome::REFUSED } else { 0 },
                remark: open_points
                    .map(|open| format!("{open}，不能作为定稿报送；已填的数都在，请改好、填齐后再核对一次")),
            })
        }
        Command::Export { month, to, revision } => {
            let (mut session, month) = (open()?, month.parse()?);
            let file = session.reports().workbook(now, month, revision)?;
            let handled = if revision.is_none() { Handled::Exported } else { Handled::Written };
            write_month(&mut session, now, (month, revision), &file, &to, &handled, json)
        }
        Command::Import(arguments) => hand_filled::run(&arguments, &mut open()?, now, json),
        Command::Records(command) => records::run(command, &mut open()?, now, json),
        Command::Sending(command) => sending::run(command, &mut open()?, now, json),
        Command::Projects { command } => projects::run(&mut open()?, now, command, json),
        Command::Paper(command) => paper::run(command, &mut open()?, now, json),
        Command::Mail(command) => mail::run(command, &mut open()?, now, json),
        Command::Notices(notices::Command::Notice { command: NoticeCommand::Check { file } }) => {
            notices::check(&file, json)
        }
        Command::Notices(notices::Command::Notice {
            command: NoticeCommand::Read { files, corrections, to },
        }) => blank_form::read(&files, corrections.as_deref(), to.as_deref(), now, json),
        Command::Notices(command) => notices::run(command, &mut open()?, now, json),
        Command::Summary(command) => summary::run(command, &mut open()?, now, json),
        Command::Backup(command) => backup::run(command, &folder()?, now, json),
        Command::Collate { command } => {
            collate::open_and_run(command, &folder()?, notice.as_deref(), now, json)
        }
    }
}

/// Changes the opening balance, or only shows it.
fn opening(session: &mut Session, now: Now, texts: Texts, json: bool) -> Result<Outcome, Error> {
    session.refuse_to_clerk("期初累计")?;
    // To look changes nothing, not even where nothing can be changed.
    if !texts.is_empty() {
        session.reports_mut().set_opening(now, texts)?;
    }
    let opening = session.reports().opening()?;
    Ok(Outcome::done(if json { json::opening(&opening) } else { tables::opening(session.form(), &opening) }))
}

/// Changes a month and shows what it is then.
fn changed(
    mut session: Session,
    month: &str,
    json: bool,
    change: impl FnOnce(&mut Session, Month) -> Result<(), Error>,
) -> Result<Outcome, Error> {
    let month = month.parse()?;
    change(&mut session, month)?;
    show_month(&session, month, json)
}
