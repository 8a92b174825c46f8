//! What is read of a scan that comes in, and which filled form it came with. Its picture is not read.

use std::collections::{BTreeMap, BTreeSet};

use crate::collation::{ReceivedScan, StatedPdf};
use crate::incoming::{IncomingError, Item};
use crate::scan::{LARGEST_SCAN, ScanError, ScanKind};
use crate::verification::PdfStated;

/// What is known of a scan by itself; or why it is not taken.
pub(super) fn scan(item: &Item) -> Result<ReceivedScan, String> {
    let kind = ScanKind::of(&item.bytes).map_err(|problem| match problem {
        ScanError::Empty => "这个文件是空的，没有收；请单位重新发一份".to_owned(),
        ScanError::TooLarge(size) => IncomingError::TooLarge { size, most: LARGEST_SCAN }.to_string(),
        ScanError::Cut => "这个文件不完整（后面缺了一截），没有收；请重新复制，或请单位重新发一份".to_owned(),
        ScanError::OtherKind(_) | ScanError::Unavailable(_) => {
            "名字是扫描件，内容却不是 PDF、JPG 或 PNG，没有收；请单位重新发一份".to_owned()
        }
    })?;
    let stated = PdfStated::read(&item.bytes).map(|stated| StatedPdf {
        form: stated.form,
        unit: stated.unit,
        month: stated.month,
        digest: stated.digest,
        was_added_to: stated.was_added_to,
    });
    let subject = item.mail.as_ref().map(|mail| mail.subject.clone()).unwrap_or_default();
    Ok(ReceivedScan { kind, subject, beside: None, stated })
}

/// Which files of a drop lay together: a scan belongs to the one filled form that came with it.
#[derive(Default)]
pub(super) struct Together {
    /// Where each file of the drop lay.
    files: Vec<Place>,
    /// The files that are or may be the form, by where they lay and by their mail.
    of_places: BTreeMap<Place, BTreeSet<String>>,
    of_mails: BTreeMap<String, BTreeSet<String>>,
}

/// Where a file lay: in which folders, mails and archives, and the digest of the innermost mail.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    within: Vec<String>,
    mail: Option<String>,
}

impl Place {
    fn of(item: &Item) -> Self {
        let mail = item.mail.as_ref().map(|mail| mail.sha256.clone());
        Self { within: item.within.clone(), mail }
    }
}

impl Together {
    /// Takes note of a file that is or may be the form, whether it is taken or not.
    pub(super) fn add(&mut self, form: &Item) {
        let place = Place::of(form);
        if let Some(mail) = &place.mail {
            self.of_mails.entry(mail.clone()).or_default().insert(form.sha256.clone());
        }
        self.of_places.entry(place).or_default().insert(form.sha256.clone());
    }

    /// Takes note of a file of the drop, in their order.
    pub(super) fn pass(&mut self, file: &Item) {
        self.files.push(Place::of(file));
    }

    /// The one form that lay with each file of the drop.
    pub(super) fn forms(&self) -> impl Iterator<Item = Option<String>> {
        self.files.iter().map(|place| self.only_form(place))
    }

    /// The one form that lay at a place, else in its mail. Loose files lie together by chance.
    fn only_form(&self, place: &Place) -> Option<String> {
        let here = self.of_places.get(place).filter(|_| !place.within.is_empty());
        let forms = here.or_else(|| self.of_mails.get(place.mail.as_ref()?))?;
        forms.first().filter(|_| forms.len() == 1).cloned()
    }
}
