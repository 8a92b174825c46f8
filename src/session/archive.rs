//! What is recorded of a file once it has left: on the disk, at the printer, or with the mail server. A file of a report
//! is kept, byte for byte, and the step to the bureau is noted. Drawing a file records nothing.

use std::ops::DerefMut;

use super::facet::Dispatch;
use super::file::{DrawnOf, File};
use super::{Handled, Now, Session};
use crate::digest::sha256;
use crate::error::Error;
use crate::output;
use crate::output::print::Printed;
use crate::report::Revision;
use crate::session::RecordsError;
use crate::store::{OperationKind, Step};

impl<S: DerefMut<Target = Session>> Dispatch<S> {
    /// Records what was done with a file: it is kept with its report, and the step to the bureau is noted if that report
    /// still stands. A page that was only opened to be looked at has not left, and is not kept. Nothing is recorded of
    /// what is no report.
    ///
    /// # Errors
    /// The file has left all the same, and the sentence says so: where it cannot be recorded, and where the records no
    /// longer hold its report.
    pub fn record_handled(&mut self, now: Now, file: &File, handled: &Handled) -> Result<(), Error> {
        let Some(report) = &file.report else { return Ok(()) };
        let recorded = match handled {
            Handled::Printed(Printed::Opened) => Ok(()),
            _ => self.archive(now, report, &file.to_archive),
        };
        recorded.and_then(|()| self.note_handled(report, handled)).map_err(|problem| {
            RecordsError::NotRecorded { name: file.name.clone(), problem: problem.to_string() }.into()
        })
    }

    /// Keeps files with the report they were drawn of. What is kept already under a name is not kept twice, and takes the
    /// next name where it is another file: another program may have kept one since this was drawn.
    pub(super) fn archive(
        &mut self,
        now: Now,
        report: &DrawnOf,
        files: &[(String, Vec<u8>)],
    ) -> Result<(), Error> {
        if files.is_empty() {
            return Ok(());
        }
        let DrawnOf { month, number, digest, .. } = report;
        let (month, number) = (*month, *number);
        self.session.transact(now, OperationKind::Archive, |_, ledger| {
            let revision = ledger.revision(month, number).filter(|revision| revision.digest == *digest);
            let revision =
                revision.ok_or_else(|| RecordsError::NoRevision { month: month.name(), number })?;
            let step = |(name, bytes): &(String, Vec<u8>)| {
                let name = free_name(revision, name, &sha256(bytes))?;
                Some(Step::Archive { month, number, name, bytes: bytes.clone() })
            };
            Ok(files.iter().filter_map(step).collect())
        })?;
        // One that was kept already may be the one that is damaged.
        files.iter().try_for_each(|(_, bytes)| Ok(self.session.store.keep_again(bytes)?))
    }
}

/// The name under which a file can be kept; none if it is kept already.
fn free_name(revision: &Revision, name: &str, digest: &str) -> Option<String> {
    let mut number = 1;
    loop {
        let name = output::numbered(name, number);
        match revision.documents.iter().find(|document| document.name == name) {
            None => return Some(name),
            Some(known) if known.digest == digest => return None,
            Some(_) => number += 1,
        }
    }
}
