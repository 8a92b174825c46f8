//! The command line of 山城月报, for scripts and for whoever prefers it to the window.
//!
//! It reads arguments, calls one method of the core's [`Session`] and prints what comes out. No rule of the form
//! and no table of the store is known here. 0 is done, 1 is refused with a sentence, 2 is wrong usage.

mod arguments;
mod keeping;
mod mail;
mod old_workbooks;
mod paper;
mod print;
mod projects;
mod record;
mod records;
mod sending;
mod summary;
mod usage;

use std::io::{self, ErrorKind, Write};
use std::path::Path;
use std::process::ExitCode;

use arguments::{Arguments, Command, Item, Particulars};
use yuebao::clock;
use yuebao::error::Error;
use yuebao::form::Form;
use yuebao::output::write_file;
use yuebao::period::Month;
use yuebao::report::Sheet;
use yuebao::session::{File, Handled, Now, Session, Texts};
use yuebao::store::{StoreError, default_folder};
use yuebao::unit::Unit;

/// What a command has to say, and with which exit code it ends.
struct Outcome {
    /// For standard output.
    output: String,
    /// For standard error.
    remark: Option<String>,
    code: u8,
}

impl Outcome {
    const REFUSED: u8 = 1;
    const WRONG_USAGE: u8 = 2;

    fn done(output: String) -> Self {
        Self { output, remark: None, code: 0 }
    }

    fn failed(code: u8, remark: String) -> Self {
        Self { output: String::new(), remark: Some(remark), code }
    }

    /// Writes both texts. Whoever closes the pipe early (`| head -1`) has read enough.
    fn tell(self) -> ExitCode {
        let written = io::stdout().write_all(self.output.as_bytes()).and_then(|()| io::stdout().flush());
        let unwritten = written.err().filter(|error| error.kind() != ErrorKind::BrokenPipe);
        let complaint = unwritten.as_ref().map(|error| {
            format!("命令已经执行，但结果没有能够输出（{error}）。请检查输出的位置，再运行 yuebao show 查看")
        });
        for sentence in [self.remark, complaint].into_iter().flatten() {
            // Where standard error is gone too there is nobody left to tell.
            let _gone = writeln!(io::stderr(), "{sentence}");
        }
        ExitCode::from(if unwritten.is_some() { Self::REFUSED } else { self.code })
    }
}

fn main() -> ExitCode {
    let outcome = match arguments::parse(&std::env::args_os().collect::<Vec<_>>()) {
        Ok(arguments) => {
            run(arguments).unwrap_or_else(|error| Outcome::failed(Outcome::REFUSED, error.to_string()))
        }
        Err(outcome) => outcome,
    };
    outcome.tell()
}

fn run(arguments: Arguments) -> Result<Outcome, Error> {
    let Arguments { data, json, command, .. } = arguments;
    let folder = || data.clone().or_else(default_folder).ok_or(StoreError::NoFolder);
    let open = || Session::open(&folder()?);
    let now = clock::now()?;
    match command {
        Command::Help { command } => Ok(arguments::help(command)),
        Command::Forms => {
            let form = Form::annex2()?;
            Ok(Outcome::done(if json { record::forms(form) } else { print::form(form) }))
        }
        Command::Init { name, kind, person, phone, from } => {
            let first_month = from.parse()?;
            let unit = Unit { name, kind, person, phone, first_month, restart_each_year: false };
            let mut session = open()?;
            session.begin(now, unit, Vec::new())?;
            show_unit(&session, json)
        }
        Command::Unit(particulars) => {
            let mut session = open()?;
            change_unit(&mut session, now, particulars)?;
            show_unit(&session, json)
        }
        Command::Opening { items } => {
            let mut session = open()?;
            session.set_opening(now, texts(items)?)?;
            let opening = session.opening()?;
            Ok(Outcome::done(if json {
                record::opening(&opening)
            } else {
                print::opening(session.form(), &opening)
            }))
        }
        Command::Set { month, items } => {
            let (mut session, month) = (open()?, month.parse()?);
            session.set_amounts(now, month, texts(items)?)?;
            show_month(&session, month, json)
        }
        Command::NoData { month, undo } => {
            let (mut session, month) = (open()?, month.parse()?);
            session.set_no_data(now, month, !undo)?;
            show_month(&session, month, json)
        }
        Command::Date { month, day } => {
            let (mut session, month) = (open()?, month.parse()?);
            session.set_filled_on(now, month, &day)?;
            show_month(&session, month, json)
        }
        Command::Show { month, revision } => {
            let (session, month) = (open()?, month.parse()?);
            match revision {
                None => show_month(&session, month, json),
                Some(number) => Ok(show_sheet(session.form(), &session.revision(month, number)?, json)),
            }
        }
        Command::Check { month } => {
            let sheet = open()?.sheet(month.parse()?)?;
            let open_points = open_points(&sheet);
            Ok(Outcome {
                output: if json { record::checks(&sheet) } else { print::checks(&sheet) },
                code: if open_points.is_some() { Outcome::REFUSED } else { 0 },
                remark: open_points
                    .map(|open| format!("{open}，不能作为定稿报送；已填的数都在，请改好、填齐后再核对一次")),
            })
        }
        Command::Export { month, to, revision } => {
            let (mut session, month) = (open()?, month.parse()?);
            let file = session.workbook(now, month, revision)?;
            let written = write_month(&session, (month, revision), &file, &to, json)?;
            if revision.is_none() {
                session.note_handled(month, &Handled::Exported)?;
            }
            Ok(written)
        }
        Command::Import(arguments) => old_workbooks::run(&arguments, &mut open()?, now, json),
        Command::Records(command) => records::run(command, &mut open()?, now, json),
        Command::Sending(command) => sending::run(command, &mut open()?, now, json),
        Command::Projects { command } => projects::run(&mut open()?, now, command, json),
        Command::Paper(command) => paper::run(command, &mut open()?, now, json),
        Command::Mail(command) => mail::run(command, &mut open()?, now, json),
        Command::Summary(command) => summary::run(command, &mut open()?, now, json),
        Command::Keeping(command) => keeping::run(command, &folder()?, now, json),
    }
}

fn texts(items: Vec<Item>) -> Result<Texts, Error> {
    items.into_iter().map(|item| Ok((item.figure.parse()?, item.text))).collect()
}

fn change_unit(session: &mut Session, now: Now, particulars: Particulars) -> Result<(), Error> {
    let unit = session.ledger()?.unit.clone();
    let first_month = particulars.from.map(|month| month.parse()).transpose()?;
    let changed = Unit {
        name: particulars.name.unwrap_or_else(|| unit.name.clone()),
        kind: particulars.kind.unwrap_or(unit.kind),
        person: particulars.person.unwrap_or_else(|| unit.person.clone()),
        phone: particulars.phone.unwrap_or_else(|| unit.phone.clone()),
        first_month: first_month.unwrap_or(unit.first_month),
        restart_each_year: particulars.restart_each_year.unwrap_or(unit.restart_each_year),
    };
    if changed == unit { Ok(()) } else { session.set_unit(now, changed) }
}

fn show_unit(session: &Session, json: bool) -> Result<Outcome, Error> {
    let unit = &session.ledger()?.unit;
    Ok(Outcome::done(if json { record::unit(unit) } else { print::unit(session.form(), unit) }))
}

fn show_month(session: &Session, month: Month, json: bool) -> Result<Outcome, Error> {
    Ok(show_sheet(session.form(), &session.sheet(month)?, json))
}

fn show_sheet(form: &Form, sheet: &Sheet, json: bool) -> Outcome {
    Outcome::done(if json { record::month(form, sheet) } else { print::month(form, sheet) })
}

/// Writes a file of a month into a folder, and says where it is and what the month still lacks.
fn write_month(
    session: &Session,
    (month, revision): (Month, Option<u32>),
    file: &File,
    folder: &Path,
    json: bool,
) -> Result<Outcome, Error> {
    let open = open_points(&session.sheet_of(month, revision)?);
    let remark = open.map(|open| format!("{open}，已按现有的数导出；报送前请改好、填齐，再导出一次"));
    Ok(Outcome { remark, ..write(file, folder, json)? })
}

/// Writes a file into a folder and says where it is.
fn write(file: &File, folder: &Path, json: bool) -> Result<Outcome, Error> {
    let path = folder.join(&file.name);
    write_file(&path, &file.bytes)?;
    let path = path.display().to_string();
    Ok(Outcome::done(if json { record::export(&path, &file.digest) } else { path + "\n" }))
}

/// What keeps a month from being final; `None` if nothing does.
fn open_points(sheet: &Sheet) -> Option<String> {
    sheet.open_points().map(|open| format!("{}{open}", sheet.month_name))
}
