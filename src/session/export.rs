//! Exporting the month's form and the lists as files. Where a file is written is asked and done by the caller.

use std::ops::Deref;

use super::facet::Reports;
use super::file::File;
use super::{HistoryLine, Now, Session};
use crate::error::Error;
use crate::notice::{FigureId, Form};
use crate::output::{self, OutputError};
use crate::period::Month;
use crate::report::Sheet;
use crate::store::StoreError;

impl<S: Deref<Target = Session>> Reports<S> {
    /// Draws a month as a workbook, together with the project list if the officer chose so; or one of its
    /// revisions as it was reported, without the list, which is not a part of the revision.
    pub fn workbook(&self, now: Now, month: Month, revision: Option<u32>) -> Result<File, Error> {
        let sheet = self.sheet_of(month, revision)?;
        if revision.is_none() && self.session.projects().goes_with_month()? {
            return self.workbook_with_list(now, &sheet);
        }
        self.workbook_alone(&sheet)
    }

    /// Draws a month as a workbook with the project list as its second sheet, whatever the setting is.
    pub fn workbook_with_projects(&self, now: Now, month: Month) -> Result<File, Error> {
        self.workbook_with_list(now, &self.sheet(month)?)
    }

    fn workbook_alone(&self, sheet: &Sheet) -> Result<File, Error> {
        self.document(sheet, output::file_name(sheet, &self.session.form_of(sheet), "xlsx"), output::workbook)
    }

    /// The list is drawn as it stands: where it has changed since such a file was kept, this is another file, and is kept
    /// under the next name.
    fn workbook_with_list(&self, now: Now, sheet: &Sheet) -> Result<File, Error> {
        let (list, project_form) =
            (self.session.projects().sheet_of(now, None)?, self.session.project_form()?);
        let form = self.session.form_of(sheet);
        let name = output::file_name_with_projects(sheet, &form, project_form);
        let drawn = output::workbook_with_projects(&form, sheet, project_form, &list)?;
        let mut number = 1;
        loop {
            let name = output::numbered(&name, number);
            let file = self.document(sheet, name, |_, _| Ok(drawn.clone()))?;
            if file.bytes == drawn {
                return Ok(file);
            }
            number += 1;
        }
    }

    /// The month as it stands, or a revision as it was reported.
    pub fn sheet_of(&self, month: Month, revision: Option<u32>) -> Result<Sheet, Error> {
        match revision {
            None => self.sheet(month),
            Some(number) => self.revision(month, number),
        }
    }

    /// The matrix as a workbook, on the day of `now`.
    pub fn matrix_file(&self, now: Now) -> Result<File, Error> {
        let day = now.date_naive();
        let bytes = output::matrix_workbook(self.session.form(), &self.matrix(day)?, day)?;
        Ok(self.plain_file(&format!("_{}_累计核对_{day}.xlsx", self.session.form().file_mark), bytes))
    }

    /// The change log as a workbook: for one month or all, for one figure or all.
    pub fn history_file(
        &self,
        now: Now,
        month: Option<Month>,
        figure: Option<FigureId>,
    ) -> Result<File, Error> {
        let day = now.date_naive();
        let lines: Vec<_> =
            self.session.history().lines(month, figure)?.iter().map(HistoryLine::columns).collect();
        let of_figure =
            figure.map(|figure| format!("第{}行{}", figure.row, self.session.history().figure_name(figure)));
        let of = [Some("修改记录".to_owned()), month.map(Month::name), of_figure];
        let of: Vec<String> = of.into_iter().flatten().collect();
        let title = format!("{}　{}", self.session.ledger()?.unit.name, of.join("　"));
        let bytes = output::history_workbook(&title, &lines, day)?;
        Ok(self.plain_file(&format!("_{}_{day}.xlsx", of.join("_")), bytes))
    }

    /// A file for reading only, which is not part of a report.
    pub(super) fn plain_file(&self, ending: &str, bytes: Vec<u8>) -> File {
        let unit = self.session.unit().map_or("", |unit| &unit.name);
        File::new(output::harmless_name(unit, ending), bytes)
    }

    /// A file of a month. The file of a report is drawn once and kept when it is exported: every later export
    /// is the same file, byte for byte.
    pub(super) fn document(
        &self,
        sheet: &Sheet,
        name: String,
        draw: impl FnOnce(&Form, &Sheet) -> Result<Vec<u8>, OutputError>,
    ) -> Result<File, Error> {
        let form = self.session.form_of(sheet);
        let digest = output::digest(&form, sheet);
        if !sheet.is_locked() {
            let bytes = draw(&form, sheet)?;
            return Ok(File::with_digest(name, bytes, digest));
        }
        let report = self.session.sending().drawn_of(sheet)?;
        match self.session.store.document(sheet.month, sheet.revision, &name) {
            Ok(Some(bytes)) => return Ok(File { report, ..File::with_digest(name, bytes, digest) }),
            // The report itself is whole, and is drawn once more.
            Ok(None) | Err(StoreError::FileLost { .. }) => {}
            Err(error) => return Err(error.into()),
        }
        let bytes = draw(&form, sheet)?;
        let to_archive = report.iter().map(|_| (name.clone(), bytes.clone())).collect();
        Ok(File { report, to_archive, ..File::with_digest(name, bytes, digest) })
    }
}
