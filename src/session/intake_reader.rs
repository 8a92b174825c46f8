//! Reading files from the units below: each with what it says, and where it came from. Nothing is kept here.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::in_parallel::in_parallel;
use super::intake_lists::received_lists;
use super::intake_scans::{Together, scan};
use super::intake_words::{not_the_form, unread};
use crate::collation::{
    Arrival, MonthsSaid, Names, NotTaken, Note, Reading, Receipt, Received, ReceivedCell, ReceivedFigure,
    ReceivedList, StatedReport,
};
use crate::hand_filled::{self, CellReading, HandFilledError, HandFilledSheet};
use crate::incoming::{self, Item, Kind, Mail, Taken, Tally};
use crate::notice::{Form, ProjectForm};
use crate::output::digest_of_texts;
use crate::reading::{self, Overlay};
use crate::store::Incoming;
use crate::verification::Stated;

/// Files that were read and are not taken in yet.
#[derive(Clone, Debug, Default)]
pub struct Drop {
    pub files: Vec<Incoming>,
    pub not_taken: Vec<NotTaken>,
    /// Whether the caller stopped it before its end: nothing of it may be taken in.
    pub stopped: bool,
}

/// The most bytes of tables that are taken in at once: they are in memory together.
const MOST_AT_ONCE: usize = 256 << 20;

/// Reads files without holding the session, so that a slow stick blocks nobody.
#[derive(Clone, Debug)]
pub struct IntakeReader {
    form: Arc<Form>,
    list: Option<Arc<ProjectForm>>,
    /// What came in already, by its bytes: where a folder is read again, most of it need not be.
    known: BTreeMap<String, Arc<Receipt>>,
    /// The office that takes in, whose own files are no unit's.
    office: Office,
}

/// The name of an office, and the names of the units below it.
#[derive(Clone, Debug, Default)]
pub(super) struct Office {
    pub(super) name: String,
    pub(super) units: Names,
}

impl IntakeReader {
    pub(super) fn of(
        form: Arc<Form>,
        list: Option<Arc<ProjectForm>>,
        known: BTreeMap<String, Arc<Receipt>>,
        office: Office,
    ) -> Self {
        Self { form, list, known, office }
    }

    /// Reads what lies at the paths. `stop` is asked between two files, with how many there were.
    pub fn read(&self, paths: &[PathBuf], stop: &dyn Fn(usize) -> bool) -> Drop {
        self.collect(|each| incoming::take(paths, stop, each))
    }

    /// The same for bytes that were dropped on the page, each with its path as the page says it.
    pub fn read_bytes(&self, files: Vec<(String, Vec<u8>)>, stop: &dyn Fn(usize) -> bool) -> Drop {
        self.collect(|each| incoming::take_bytes(files, stop, each))
    }

    fn collect(&self, take: impl FnOnce(&mut dyn FnMut(Taken)) -> Tally) -> Drop {
        let mut drop = Drop::default();
        let mut together = Together::default();
        let mut kept = 0;
        let read = in_parallel(
            |item: Item| {
                let read = self.read_item(&item);
                (item, read)
            },
            |hand_over| {
                let tally = take(&mut |taken| match taken {
                    Taken::Item(item) if kept + item.bytes.len() > MOST_AT_ONCE => {
                        if item.kind == Kind::Table {
                            together.add(&item);
                        }
                        let most = MOST_AT_ONCE >> 20;
                        let why = format!("这一次收的文件加起来超过 {most} MB，这个文件没有收；请分几次收");
                        drop.not_taken.push(NotTaken { name: item.name, within: item.within, why });
                    }
                    Taken::Item(item) => {
                        kept += item.bytes.len();
                        hand_over(item);
                    }
                    Taken::Refused(refused) => {
                        let (name, within, why) = (refused.name, refused.within, refused.why.to_string());
                        drop.not_taken.push(NotTaken { name, within, why });
                    }
                });
                drop.stopped = tally.stopped;
            },
        );
        for (item, read) in read {
            let (reading, may_be_the_form) = match read {
                Ok(read) => read,
                Err(why) => {
                    drop.not_taken.push(NotTaken { name: item.name, within: item.within, why });
                    continue;
                }
            };
            if !reading.reports.is_empty() || (may_be_the_form && item.kind == Kind::Table) {
                together.add(&item);
            }
            together.pass(&item);
            let arrival = arrival(item.within, item.mail.as_deref());
            drop.files.push(Incoming {
                name: item.name,
                sha256: item.sha256,
                arrival,
                bytes: item.bytes,
                reading,
            });
        }
        for (file, form) in drop.files.iter_mut().zip(together.forms()) {
            if let Some(scan) = &mut file.reading.scan {
                scan.beside = form;
            }
        }
        drop
    }

    /// What can be read from a file, and whether that may be the form; or why it is not taken.
    fn read_item(&self, item: &Item) -> Result<(Reading, bool), String> {
        let (reading, may_be_the_form) = if item.kind == Kind::Scan {
            (Reading { scan: Some(scan(item)?), ..Reading::default() }, false)
        } else {
            match self.known.get(&item.sha256) {
                // What could not be read then may be anything.
                Some(known) => (known.reading.clone(), known.reading.problem.is_some()),
                None => self.reading(&item.name, item.within.last(), &item.bytes),
            }
        };
        if self.is_own(&item.name, &reading) {
            return Err("这是本单位自己的文件，不是下面单位报来的表，没有收，文件没有动".to_owned());
        }
        Ok((reading, may_be_the_form))
    }

    /// Whether a file is what the office wrote itself: its own form, or a paper of its that holds no report and is named as the
    /// program names them.
    fn is_own(&self, name: &str, reading: &Reading) -> bool {
        let reports = reading.reports.iter().map(|report| report.unit.as_deref());
        let lists = reading.lists.iter().map(|list| list.unit.as_deref());
        let pdf = reading.scan.iter().filter_map(|scan| scan.stated.as_ref());
        let units: Vec<Option<&str>> =
            reports.chain(lists).chain(pdf.map(|stated| Some(stated.unit.as_str()))).collect();
        let Office { name: office, units: below } = &self.office;
        if office.is_empty() || below.find(office).is_some() {
            return false;
        }
        if units.is_empty() {
            let rest = name.strip_prefix(office).filter(|rest| rest.starts_with('_'));
            rest.is_some_and(|rest| below.named_in(rest).is_empty())
        } else {
            units.iter().all(|unit| *unit == Some(office.as_str()))
        }
    }

    /// What can be read from a file, and whether that may be the form: what cannot be read may be anything.
    pub(super) fn reading(&self, name: &str, folder: Option<&String>, bytes: &[u8]) -> (Reading, bool) {
        let failed = |problem: String| Reading { problem: Some(problem), ..Reading::default() };
        let book = match reading::read(bytes) {
            Ok(book) => book,
            Err(problem) => return (failed(unread(&problem)), true),
        };
        let path = folder.map_or_else(|| PathBuf::from(name), |folder| Path::new(folder).join(name));
        let stated = reading::properties(bytes).ok().and_then(|properties| Stated::read(&properties).ok());
        let campaign = &self.form.campaign;
        let lists = self
            .list
            .as_ref()
            .map_or_else(Vec::new, |list| received_lists(list, campaign, &path, &book, stated.as_ref()));
        let (places, mut lists): (Vec<usize>, Vec<ReceivedList>) = lists.into_iter().unzip();
        let sheets = match hand_filled::read_beside(&self.form, &path, &book, &places) {
            Ok(sheets) => sheets,
            // A list needs no form beside it; but where there is one that cannot be read, that is told.
            Err(HandFilledError::NoForm { .. }) if !lists.is_empty() => Vec::new(),
            Err(problem) => {
                let may_be_the_form = !matches!(problem, HandFilledError::NoForm { .. });
                return (Reading { lists, ..failed(not_the_form(&problem)) }, may_be_the_form);
            }
        };
        // What the properties say is of the one report that the program wrote.
        let stated = stated.filter(|_| sheets.len() == 1);
        let covered = reading::overlays(bytes).unwrap_or_default().contains(&Overlay::Condition);
        let conditional = || covered.then(|| hand_filled::CONDITIONAL.to_owned());
        for list in &mut lists {
            list.remarks.extend(conditional());
        }
        let reports = sheets.into_iter().map(|sheet| {
            let mut report = received(&self.form, sheet, stated.as_ref());
            report.remarks.extend(conditional());
            report
        });
        // A list alone is not the form that a scan beside it is of.
        let reading = Reading { reports: reports.collect(), lists, ..Reading::default() };
        let may_be_the_form = !reading.reports.is_empty();
        (reading, may_be_the_form)
    }
}

fn arrival(within: Vec<String>, mail: Option<&Mail>) -> Arrival {
    // A mail in a mail was forwarded: it arrived with the outer one.
    let outer = mail.map(|mail| {
        let mut outer = mail;
        while let Some(carrier) = &outer.carried_by {
            outer = carrier;
        }
        outer
    });
    Arrival {
        within,
        sender: mail.map(|mail| mail.from.clone()).unwrap_or_default(),
        mail_date: mail.and_then(|mail| mail.date),
        received: outer.and_then(|mail| mail.received),
        mail_sha256: outer.map(|mail| mail.sha256.clone()).unwrap_or_default(),
    }
}

fn received(form: &Form, sheet: HandFilledSheet, stated: Option<&Stated>) -> Received {
    let months = MonthsSaid::from(&sheet.month_sources);
    let figures = sheet.figures.into_iter().map(|(id, figure)| {
        let cell =
            |value: CellReading, at: Option<String>| ReceivedCell { value, at: at.unwrap_or_default() };
        let found = ReceivedFigure {
            month: cell(figure.month, figure.month_at),
            total: cell(figure.total, figure.total_at),
        };
        (id, found)
    });
    let notes = sheet.notes.into_iter().map(|note| Note { row: note.row, text: note.text });
    let mut report = Received {
        sheet: sheet.sheet,
        unit: sheet.unit,
        places: sheet.places,
        person: sheet.person,
        phone: sheet.phone,
        months,
        month_remark: sheet.month_remark.filter(|_| sheet.month.is_none()),
        problem: sheet.problem,
        filled_on: sheet.filled_on,
        figures: figures.collect(),
        missing: sheet.missing,
        is_draft: sheet.is_draft,
        notes: notes.collect(),
        remarks: sheet.remarks,
        stated: None,
    };
    report.stated =
        stated.map(|stated| (stated, digest(form, stated, &report))).map(|(stated, figures)| StatedReport {
            notice: stated.notice.as_ref().map(|(id, _)| id.clone()),
            edition: stated.notice.as_ref().map(|(_, edition)| *edition),
            form: stated.form.clone(),
            unit: stated.unit.clone(),
            month: stated.month,
            revision: stated.revision,
            // Nothing is known of a file of another form.
            is_as_exported: figures.as_ref().is_none_or(|figures| *figures == stated.digest),
            figures: figures.unwrap_or_default(),
        });
    report
}

/// The digest of the figures, as the program reckons it for the report that the file says it is.
fn digest(form: &Form, stated: &Stated, report: &Received) -> Option<String> {
    let month = stated.month.filter(|_| stated.form == form.id)?;
    let texts = report
        .figures
        .iter()
        .map(|(id, figure)| (*id, [figure.month.value.text(), figure.total.value.text()]));
    Some(digest_of_texts(form, &stated.unit, month, &texts.collect()))
}
