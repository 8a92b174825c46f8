//! Keeping what a clerk takes in, and what is decided of it. Which report counts is judged in [`crate::collation`].

use std::io;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};
use rusqlite::{OptionalExtension as _, Transaction, params};

use super::change::{logged, write};
use super::error::{Failure, StoreError};
use super::inbox::{follow, inbox, taken_text};
use super::kept_files::KeptFiles;
use super::known::Logged;
use super::operation::Stopped;
use super::part::JudgementPart;
use super::text::stamp;
use super::{Change, Edit, Operation, OperationKind, Place, Store};
use crate::collation::{Arrival, Inbox, Reading, ReceiptId, SortedInbox};
use crate::digest::sha256;
use crate::notice::Form;

/// The version of the reader, which stands beside everything that it has read. A higher one reads that anew: 2 knew project
/// lists, 3 tells a line 合计 in them from a project.
pub(super) const READER: u32 = 3;

/// A file that comes in.
#[derive(Clone, Debug)]
pub struct Incoming {
    pub name: String,
    pub sha256: String,
    pub arrival: Arrival,
    pub bytes: Vec<u8>,
    pub reading: Reading,
}

impl Incoming {
    /// The bytes that the database holds; none of a scan.
    fn bytes_within(&self) -> Option<&[u8]> {
        self.reading.scan.is_none().then_some(&self.bytes)
    }

    fn keep_beside(&self, files: &KeptFiles) -> io::Result<()> {
        match self.bytes_within() {
            Some(_) => Ok(()),
            None => files.keep(&self.sha256, &self.bytes),
        }
    }
}

impl Store {
    /// Takes in files, all or none, together with the edits that `decide` makes of it. Files whose bytes are there already
    /// are not kept twice. What was said of them was said of what had been `seen`: where another program has taken in files or decided
    /// something since, nothing is taken.
    ///
    /// The files of scans are on the disk before anything names them. Where it then is refused they are left over, and no
    /// harm; where one is there already and was damaged, it is mended.
    pub fn take_in<E: From<StoreError>>(
        &mut self,
        now: DateTime<FixedOffset>,
        incoming: &[Incoming],
        seen: &Inbox,
        decide: impl FnOnce(&Form, &SortedInbox) -> Result<Vec<Edit>, E>,
    ) -> Result<Option<Operation>, E> {
        self.refuse_if_looking()?;
        let files = self.files.clone();
        // Writing takes longer than others wait for the transaction.
        let kept = incoming.iter().try_for_each(|one| one.keep_beside(&files));
        kept.map_err(|error| self.explain(error.into()))?;
        self.decided(now, OperationKind::Take, decide, |transaction, form, there| {
            let is_as_seen = there.receipts.keys().eq(seen.receipts.keys())
                && there.judgements == seen.judgements
                && there.assignments == seen.assignments
                && there.register == seen.register;
            if !is_as_seen {
                return Err(Stopped::Refused(StoreError::TakenMeanwhile.into()));
            }
            let mut edits = Vec::new();
            for one in incoming {
                // Once more: what none named so far another program may have cleared away.
                one.keep_beside(&files)?;
                let (id, name) = keep(transaction, form, now, one)?;
                edits.push((Place::Taken(id), Some(taken_text(&one.sha256, &name))));
            }
            Ok(write(transaction, form, now, edits)?)
        })
    }

    /// Makes the edits that `decide` returns, decided from what is there in the same transaction.
    pub fn decide<E: From<StoreError>>(
        &mut self,
        now: DateTime<FixedOffset>,
        kind: OperationKind,
        decide: impl FnOnce(&Form, &SortedInbox) -> Result<Vec<Edit>, E>,
    ) -> Result<Option<Operation>, E> {
        self.decided(now, kind, decide, |_, _, _| Ok(Vec::new()))
    }

    fn decided<E: From<StoreError>>(
        &mut self,
        now: DateTime<FixedOffset>,
        kind: OperationKind,
        decide: impl FnOnce(&Form, &SortedInbox) -> Result<Vec<Edit>, E>,
        first: impl FnOnce(&Transaction<'_>, &Form, &Inbox) -> Result<Vec<Change>, Stopped<E>>,
    ) -> Result<Option<Operation>, E> {
        let known = self.inbox.clone();
        self.in_transaction(|transaction, form| {
            let mut inbox = inbox(transaction, &known, form)?;
            let mut all = Vec::new();
            let mut make = |inbox: &mut Arc<SortedInbox>, changes: Vec<Change>| {
                follow(Arc::make_mut(inbox), &changes, transaction, &known, form)?;
                all.extend(changes);
                Ok::<_, Failure>(())
            };
            let first = first(transaction, form, &inbox)?;
            make(&mut inbox, first)?;
            let edits = decide(form, &inbox).map_err(Stopped::Refused)?;
            make(&mut inbox, write(transaction, form, now, edits)?)?;
            // What follows by itself.
            let settled = Arc::make_mut(&mut inbox).settle(form).into_iter().map(|((month, unit), at)| {
                (Place::Judgement(month, unit, JudgementPart::Version), Some(at.to_string()))
            });
            all.extend(write(transaction, form, now, settled.collect())?);
            let operation = logged(transaction, form, now, kind, None, all)?;
            known.keep(Logged::now(transaction, form)?, &inbox);
            Ok(operation)
        })
    }
}

/// Keeps a file, and returns its number and its name; a file with these bytes keeps those it has, whatever it is called now.
fn keep(
    transaction: &Transaction<'_>,
    form: &Form,
    now: DateTime<FixedOffset>,
    one: &Incoming,
) -> Result<(ReceiptId, String), Failure> {
    let there: Option<(u32, String)> = transaction
        .prepare_cached("SELECT id, name FROM receipt WHERE form = ?1 AND sha256 = ?2")?
        .query_row([&form.key, &one.sha256], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    if let Some((id, name)) = there {
        return Ok((ReceiptId(id), name));
    }
    let json =
        |text: serde_json::Result<String>| text.map_err(|error| Failure::Unreadable(error.to_string()));
    let arrival = json(serde_json::to_string(&one.arrival))?;
    let reading = json(serde_json::to_string(&one.reading))?;
    transaction
        .prepare_cached(
            "INSERT INTO receipt (form, sha256, name, arrival, at, bytes) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![form.key, one.sha256, one.name, arrival, stamp(now), one.bytes_within()])?;
    let id = u32::try_from(transaction.last_insert_rowid())
        .map_err(|_| Failure::Unreadable("receipt".to_owned()))?;
    transaction
        .prepare_cached("INSERT INTO reading (receipt, reader, content, digest) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![id, READER, reading, sha256(reading.as_bytes())])?;
    Ok((ReceiptId(id), one.name.clone()))
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;
    use crate::collation::examples::report;
    use crate::collation::{MemberId, ReceivedScan, ReportRef};
    use crate::report::examples::{form, id, month};
    use crate::scan::ScanKind;
    use crate::store::{AssignmentPart, MemberPart, Side};
    use crate::unit::{Unit, UnitKind};

    fn now() -> DateTime<FixedOffset> {
        "2022-03-20T09:00:00+08:00".parse().unwrap()
    }

    /// A clerk's store with one unit in its register.
    fn begun(folder: &std::path::Path) -> Store {
        let mut store = Store::open(Side::Collation, folder).unwrap();
        let office = Unit {
            name: "万州区城市管理局".into(),
            kind: UnitKind::office(),
            person: String::new(),
            phone: String::new(),
            first_month: month("2022-01"),
            restart_each_year: false,
        };
        store.begin(now(), &office, Vec::new()).unwrap();
        let member = |part, text: &str| (Place::Member(MemberId(1), part), Some(text.to_owned()));
        let edits = vec![member(MemberPart::Name, "龙沙镇"), member(MemberPart::Kind, "township")];
        store.apply(now(), OperationKind::Register, edits).unwrap();
        store
    }

    fn file(bytes: &[u8], figures: &str) -> Incoming {
        Incoming {
            name: "1月.xlsx".into(),
            sha256: sha256(bytes),
            arrival: Arrival::default(),
            bytes: bytes.to_vec(),
            reading: Reading {
                reports: vec![report(form(), "龙沙镇", "2022-01", figures)],
                ..Reading::default()
            },
        }
    }

    fn at(receipt: u32) -> ReportRef {
        ReportRef { receipt: ReceiptId(receipt), number: 0 }
    }

    fn seen(store: &Store) -> Arc<SortedInbox> {
        store.ledger_and_inbox().unwrap().1
    }

    fn take(store: &mut Store, files: &[Incoming]) -> Result<Option<Operation>, StoreError> {
        let seen = seen(store);
        store.take_in(now(), files, &seen, |_, _| Ok(Vec::new()))
    }

    /// The month's figure 1a, as the office's own form says it.
    fn sum(store: &Store) -> Option<String> {
        let ledger = store.ledger_and_inbox().unwrap().0.unwrap();
        ledger.months.get(&month("2022-01"))?.entries.get(&id("1a")).cloned()
    }

    #[test]
    fn what_is_taken_in_adds_up_and_taking_it_in_can_be_undone() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = begun(folder.path());
        let since = store.newest_operation().unwrap();
        assert!(take(&mut store, &[file(b"1", "1a=5")]).unwrap().is_some());
        assert_eq!(sum(&store).as_deref(), Some("5"));
        assert_eq!(take(&mut store, &[file(b"1", "1a=5")]).unwrap(), None, "the same bytes change nothing");
        let renamed = Incoming { name: "再报.xlsx".into(), ..file(b"1", "1a=5") };
        assert_eq!(take(&mut store, &[renamed]).unwrap(), None, "nor do they under another name");
        store.undo(now(), since).unwrap();
        assert_eq!(sum(&store), None);
        store.redo(now(), since).unwrap();
        assert_eq!(sum(&store).as_deref(), Some("5"));
        drop(store);
        assert_eq!(sum(&Store::open(Side::Collation, folder.path()).unwrap()).as_deref(), Some("5"));
    }

    #[test]
    fn what_was_seen_before_another_program_took_files_in_is_not_taken() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = begun(folder.path());
        let before = seen(&store);
        let mut other = Store::open(Side::Collation, folder.path()).unwrap();
        take(&mut other, &[file(b"1", "1a=5")]).unwrap();
        let mut take = |files: &[Incoming], seen: &Inbox| {
            store.take_in(now(), files, seen, |_, _| Ok::<_, StoreError>(Vec::new()))
        };
        let refused = take(&[file(b"2", "1a=7")], &before);
        assert!(matches!(refused, Err(StoreError::TakenMeanwhile)), "{refused:?}");
        assert!(take(&[file(b"2", "1a=7")], &seen(&other)).unwrap().is_some());
    }

    #[test]
    fn what_was_seen_before_another_program_decided_something_is_not_taken() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = begun(folder.path());
        take(&mut store, &[file(b"1", "1a=5")]).unwrap();
        let before = seen(&store);
        let mut other = Store::open(Side::Collation, folder.path()).unwrap();
        let report = "1/0".parse().unwrap();
        let excluded = (Place::Assignment(report, AssignmentPart::Excluded), Some("报错了".to_owned()));
        other.decide(now(), OperationKind::Exclude, |_, _| Ok::<_, StoreError>(vec![excluded])).unwrap();
        let mut take = |seen: &Inbox| {
            store.take_in(now(), &[file(b"2", "1a=7")], seen, |_, _| Ok::<_, StoreError>(Vec::new()))
        };
        assert!(matches!(take(&before), Err(StoreError::TakenMeanwhile)));
        assert!(take(&seen(&other)).unwrap().is_some());
    }

    #[test]
    fn a_number_of_an_abandoned_taking_means_another_file_later() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = begun(folder.path());
        let seen = seen(&store);
        let refused = store.take_in(now(), &[file(b"1", "1a=5")], &seen, |_, inbox| {
            assert_eq!(inbox.receipts.len(), 1);
            Err(StoreError::OnlyLooking)
        });
        assert!(refused.is_err());
        take(&mut store, &[file(b"2", "1a=7")]).unwrap();
        assert_eq!(sum(&store).as_deref(), Some("7"));
    }

    #[test]
    fn a_figure_of_the_office_cannot_be_typed() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = begun(folder.path());
        let january = month("2022-01");
        for (place, text) in [
            (Place::Entry(january, id("1a")), "9"),
            (Place::NoData(january), "1"),
            (Place::Opening(id("1a")), "490"),
            (Place::Adjustment(january, id("1a")), "490 以前的"),
        ] {
            let refused = store.apply(now(), OperationKind::Fill, vec![(place, Some(text.to_owned()))]);
            assert!(matches!(refused.unwrap_err(), StoreError::AddedUp), "{place:?}");
        }
    }

    #[test]
    fn a_number_that_the_disk_has_changed_is_not_added_up() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = begun(folder.path());
        take(&mut store, &[file(b"1", "1a=5")]).unwrap();
        assert_eq!(store.damaged_receipts().unwrap(), (1, vec![]));
        store
            .connection
            .execute("UPDATE reading SET content = replace(content, '\"5\"', '\"6\"')", [])
            .unwrap();
        drop(store);
        let refused = Store::open(Side::Collation, folder.path()).unwrap().ledger_and_inbox().unwrap_err();
        assert!(refused.calls_for_a_backup(), "{refused}");
    }

    fn scan(name: &str) -> Incoming {
        let bytes = b"%PDF-1.4 %%EOF";
        let scan = ReceivedScan { kind: ScanKind::Pdf, subject: String::new(), beside: None, stated: None };
        Incoming {
            name: name.into(),
            sha256: sha256(bytes),
            arrival: Arrival::default(),
            bytes: bytes.to_vec(),
            reading: Reading { scan: Some(scan), ..Reading::default() },
        }
    }

    #[test]
    fn a_scan_lies_beside_the_database_and_is_checked_when_it_is_used() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = begun(folder.path());
        take(&mut store, &[file(b"1", "1a=5"), scan("龙沙镇.pdf")]).unwrap();
        assert_eq!(store.receipt_bytes(ReceiptId(2)).unwrap().unwrap(), b"%PDF-1.4 %%EOF");
        assert_eq!(store.damaged_receipts().unwrap(), (1, vec![]), "the database holds the workbook");
        let path = store.find_files().unwrap().paths.remove(0).1;
        std::fs::File::create(&path).unwrap().write_all(b"%PDF-1.4 %%EOX").unwrap();
        let refused = store.receipt_bytes(ReceiptId(2)).unwrap_err().to_string();
        assert!(refused.starts_with("收到的扫描件“龙沙镇.pdf”已损坏，没有用它"), "{refused}");
        assert!(!store.has_scan(&scan("").sha256));
        assert_eq!(take(&mut store, &[scan("又发来.pdf")]).unwrap(), None, "the same bytes change nothing");
        assert!(store.has_scan(&scan("").sha256), "and mend what was damaged");
        std::fs::remove_file(&path).unwrap();
        let lost: Vec<String> = store.find_files().unwrap().lost.iter().map(ToString::to_string).collect();
        assert_eq!(lost, ["收到的“龙沙镇.pdf”不见了"]);
    }

    #[test]
    fn a_taking_that_is_refused_names_no_scan() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = begun(folder.path());
        let seen = seen(&store);
        let refused =
            store.take_in(now(), &[scan("龙沙镇.pdf")], &seen, |_, _| Err(StoreError::OnlyLooking));
        assert!(refused.is_err());
        assert!(store.find_files().unwrap().paths.is_empty());
        take(&mut store, &[scan("龙沙镇.pdf")]).unwrap();
        assert_eq!(store.find_files().unwrap().paths.len(), 1);
    }

    #[test]
    fn what_is_remembered_is_what_reading_it_anew_gives() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = begun(folder.path());
        let since = store.newest_operation().unwrap();
        let same = |store: &Store, after: &str| {
            let remembered = store.ledger_and_inbox().unwrap();
            let anew = Store::open(Side::Collation, folder.path()).unwrap().ledger_and_inbox().unwrap();
            assert_eq!(remembered.0, anew.0, "{after}");
            assert_eq!(**remembered.1, **anew.1, "{after}");
            assert_eq!(remembered.1.sorted(form()), anew.1.sorted(form()), "{after}");
            assert_eq!(remembered.1.waiting(form()), anew.1.waiting(form()), "{after}");
        };
        let (first, second) = (at(1), at(2));
        let judged = |part, text: Option<&str>| {
            (Place::Judgement(month("2022-01"), MemberId(1), part), text.map(str::to_owned))
        };
        let assigned = |part, text: Option<&str>| (Place::Assignment(second, part), text.map(str::to_owned));
        take(&mut store, &[file(b"1", "1a=5"), file(b"2", "1a=7")]).unwrap();
        same(&store, "taking in");
        for (what, edits) in [
            (
                "accepting",
                vec![
                    judged(JudgementPart::Version, Some("2/0")),
                    judged(JudgementPart::Reason, Some("核对过")),
                ],
            ),
            (
                "excluding what counts",
                vec![
                    assigned(AssignmentPart::Excluded, Some("重复")),
                    judged(JudgementPart::Version, None),
                    judged(JudgementPart::Reason, None),
                ],
            ),
            (
                "assigning it again",
                vec![
                    assigned(AssignmentPart::Excluded, None),
                    assigned(AssignmentPart::Month, Some("2022-02")),
                ],
            ),
            ("a name", vec![(Place::Member(MemberId(1), MemberPart::Aliases), Some("龙沙".to_owned()))]),
            ("a telephone", vec![judged(JudgementPart::Phone, Some("说是 9"))]),
            ("nothing left of a decision", vec![judged(JudgementPart::Phone, None)]),
        ] {
            let decided = store.decide(now(), OperationKind::Accept, |_, inbox| {
                assert!(inbox.report(first).is_some());
                Ok::<_, StoreError>(edits)
            });
            assert!(decided.unwrap().is_some(), "{what}");
            same(&store, what);
        }
        while store.undo(now(), since).unwrap().is_some() {
            same(&store, "undoing");
        }
        assert_eq!(sum(&store), None);
    }

    #[test]
    fn what_came_in_is_never_changed() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = begun(folder.path());
        take(&mut store, &[file(b"1", "1a=5")]).unwrap();
        for change in ["UPDATE receipt SET bytes = x'00'", "DELETE FROM receipt"] {
            store.connection.execute(change, []).unwrap_err();
        }
        assert_eq!(store.receipt_bytes(ReceiptId(1)).unwrap().unwrap(), b"1");
    }
}
