//! The way through a drop: folders, archives and mails down to single files, within the limits for all of it.

use std::fs;
use std::io::{Cursor, Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::archive::Archive;
use super::limits::{MOST_BYTES, MOST_FILES, MOST_FOLDERS, MOST_NESTED};
use super::loose::{self, Loose, Standing};
use super::mail::Letter;
use super::sort::{Sort, by_name, sort};
use super::{IncomingError, Item, Kind, Mail, Refused, Taken, Tally, container, mail, name};
use crate::digest::sha256;
use crate::reading::guarded;

/// Takes apart what was dropped, one file at a time. `stop` is asked before each file, with the number of files before it;
/// `each` gets what became of a file.
pub fn take(paths: &[PathBuf], stop: &dyn Fn(usize) -> bool, each: &mut dyn FnMut(Taken)) -> Tally {
    let mut walk = Walk { files: 0, bytes_left: MOST_BYTES, tally: Tally::default(), stop, each };
    let _ended = paths.iter().try_for_each(|path| walk.path(path, &Place::default()));
    walk.tally
}

/// The same for bytes that somebody else has read, each with its path as it was said: a web view hands over what is dropped
/// on it, and not where that lies.
pub fn take_bytes(
    files: Vec<(String, Vec<u8>)>,
    stop: &dyn Fn(usize) -> bool,
    each: &mut dyn FnMut(Taken),
) -> Tally {
    let mut walk = Walk { files: 0, bytes_left: MOST_BYTES, tally: Tally::default(), stop, each };
    let _ended = files.into_iter().try_for_each(|(path, bytes)| walk.handed_over(&path, bytes));
    walk.tally
}

struct Walk<'a> {
    /// The files so far.
    files: usize,
    bytes_left: u64,
    tally: Tally,
    stop: &'a dyn Fn(usize) -> bool,
    each: &'a mut dyn FnMut(Taken),
}

/// The drop is not looked at any further.
struct Ended;

/// Where a file lies.
#[derive(Clone, Default)]
struct Place {
    within: Vec<String>,
    folders: usize,
    archives: usize,
    mails: usize,
    mail: Option<Arc<Mail>>,
}

impl Place {
    fn inside(&self, name: &str) -> Self {
        let mut place = self.clone();
        place.within.push(name.to_owned());
        place
    }
}

impl Walk<'_> {
    fn path(&mut self, path: &Path, place: &Place) -> Result<(), Ended> {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        let name = name::last(&name);
        if name::is_left_behind(&name) {
            return self.skip(&name, place);
        }
        match loose::standing(path) {
            Ok(Standing::Folder) => self.folder(path, &name, place),
            Ok(Standing::File) => {
                self.next(&name, place)?;
                match guarded(|| loose::read(path, &name, &mut || ())) {
                    Some(Ok(Loose::Bytes(bytes))) => self.content(&name, place, bytes),
                    Some(Ok(Loose::Archive(archive, before))) => {
                        self.archive(&name, place, archive)?;
                        if loose::stamp(path).is_ok_and(|after| after == before) {
                            Ok(())
                        } else {
                            self.refuse(&name, place, IncomingError::ArchiveChanged)
                        }
                    }
                    Some(Err(error)) => self.refuse(&name, place, error),
                    None => self.refuse(&name, place, IncomingError::ArchiveDamaged),
                }
            }
            Err(error) => {
                self.next(&name, place)?;
                self.refuse(&name, place, error)
            }
        }
    }

    fn handed_over(&mut self, path: &str, bytes: Vec<u8>) -> Result<(), Ended> {
        let mut folders = name::parts(path);
        let name = folders.pop().unwrap_or_else(|| name::last(""));
        let place = Place { folders: folders.len(), within: folders, ..Place::default() };
        if name::is_left_behind(&name) || place.within.iter().any(|folder| name::is_left_behind(folder)) {
            return self.skip(&name, &place);
        }
        self.next(&name, &place)?;
        if place.folders > MOST_FOLDERS {
            return self.refuse(&name, &place, IncomingError::TooDeep);
        }
        self.content(&name, &place, bytes)
    }

    fn folder(&mut self, path: &Path, name: &str, place: &Place) -> Result<(), Ended> {
        let is_dropped = place.within.is_empty();
        if place.folders == MOST_FOLDERS {
            return self.refuse(name, place, IncomingError::TooDeep);
        }
        // Folders are no files, but there can be any number of them.
        self.go_on()?;
        let mut inside = place.inside(name);
        inside.folders += 1;
        let before = self.told();
        // A folder of a million files must not fill the memory before it is refused.
        let listed = fs::read_dir(path).and_then(|entries| {
            entries.take(MOST_FILES + 1).map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>, _>>()
        });
        match listed {
            Ok(mut paths) => {
                paths.sort();
                paths.iter().try_for_each(|path| self.path(path, &inside))?;
            }
            Err(error) => self.refuse(name, place, loose::unavailable(&error))?,
        }
        if is_dropped && self.told() == before {
            self.refuse(name, place, IncomingError::Nothing)
        } else {
            Ok(())
        }
    }

    /// Hands on a file whose bytes are known, or takes it apart.
    fn content(&mut self, name: &str, place: &Place, bytes: Vec<u8>) -> Result<(), Ended> {
        let size = bytes.len() as u64;
        if size > self.bytes_left {
            return self.refuse(name, place, IncomingError::TooManyBytes);
        }
        self.bytes_left -= size;
        let sort = match sort(name, &bytes) {
            Ok(sort) if size > sort.most() => return self.refuse(name, place, sort.too_large(size)),
            Ok(sort) => sort,
            Err(error) => return self.refuse(name, place, error),
        };
        match sort {
            Sort::Is(kind) => self.item(name, place, kind, bytes),
            Sort::Container => match container::kind(name, &bytes) {
                Ok(kind) => self.item(name, place, kind, bytes),
                Err(error) => self.refuse(name, place, error),
            },
            Sort::Mail => self.mail(name, place, &bytes),
            Sort::Package => {
                let archive = guarded(|| Archive::open(Cursor::new(&*bytes)));
                let archive = archive.unwrap_or(Err(IncomingError::ArchiveDamaged));
                match (archive, by_name(&name::ending(name))) {
                    // A damaged workbook is told by its reader.
                    (Err(_), Some(Ok(Sort::Is(kind @ (Kind::Table | Kind::Document))))) => {
                        self.item(name, place, kind, bytes)
                    }
                    (Err(error), _) => self.refuse(name, place, error),
                    (Ok(archive), _) => match archive.kind(name) {
                        None => self.archive(name, place, archive),
                        Some(Ok(kind)) => self.item(name, place, kind, bytes),
                        Some(Err(error)) => self.refuse(name, place, error),
                    },
                }
            }
        }
    }

    fn archive<R: Read + Seek>(
        &mut self,
        name: &str,
        place: &Place,
        mut archive: Archive<R>,
    ) -> Result<(), Ended> {
        if place.archives == MOST_NESTED {
            return self.refuse(name, place, IncomingError::ArchiveTooDeep);
        }
        let examined = guarded(|| archive.examine()).unwrap_or(Err(IncomingError::ArchiveDamaged));
        if let Err(error) = examined {
            return self.refuse(name, place, error);
        }
        let mut inside = place.inside(name);
        inside.archives += 1;
        let before = self.told();
        for index in 0..archive.len() {
            self.entry(&mut archive, index, &inside)?;
        }
        if self.told() == before { self.refuse(name, place, IncomingError::Nothing) } else { Ok(()) }
    }

    fn entry<R: Read + Seek>(
        &mut self,
        archive: &mut Archive<R>,
        index: usize,
        place: &Place,
    ) -> Result<(), Ended> {
        let entry = match archive.entry(index) {
            Ok(entry) if entry.is_folder => return Ok(()),
            Ok(entry) => entry,
            Err(error) => return self.refuse(&name::last(""), place, error),
        };
        let mut folders = name::parts(&entry.path);
        let name = folders.pop().unwrap_or_else(|| name::last(""));
        if name::is_left_behind(&name) || folders.iter().any(|folder| name::is_left_behind(folder)) {
            return self.skip(&name, place);
        }
        self.next(&name, place)?;
        if folders.len() > MOST_FOLDERS {
            return self.refuse(&name, place, IncomingError::TooDeep);
        }
        let mut inside = place.clone();
        inside.within.extend(folders);
        if entry.is_link {
            return self.refuse(&name, &inside, IncomingError::Link);
        }
        let left = self.bytes_left;
        let read = guarded(|| {
            archive.read(index, |head, size| {
                let sort = sort(&name, head)?;
                if size > sort.most() {
                    Err(sort.too_large(size))
                } else if size > left {
                    Err(IncomingError::TooManyBytes)
                } else {
                    Ok(())
                }
            })
        });
        match read.unwrap_or(Err(IncomingError::ArchiveDamaged)) {
            Ok(bytes) => self.content(&name, &inside, bytes),
            Err(error) => self.refuse(&name, &inside, error),
        }
    }

    fn mail(&mut self, name: &str, place: &Place, bytes: &[u8]) -> Result<(), Ended> {
        if place.mails == MOST_NESTED {
            return self.refuse(name, place, IncomingError::MailTooDeep);
        }
        let read = guarded(|| mail::read(bytes, place.mail.clone()));
        let Letter { mail, attachments, skipped, says_elsewhere } =
            match read.unwrap_or(Err(IncomingError::MailDamaged)) {
                Ok(letter) => letter,
                Err(error) => return self.refuse(name, place, error),
            };
        let mail = Arc::new(mail);
        let mut inside = place.inside(name);
        inside.mails += 1;
        inside.mail = Some(Arc::clone(&mail));
        self.tally.skipped += skipped;
        for attachment in &attachments {
            if name::is_left_behind(&attachment.name) {
                self.skip(&attachment.name, &inside)?;
                continue;
            }
            self.next(&attachment.name, &inside)?;
            match guarded(|| attachment.bytes()).unwrap_or(Err(IncomingError::AttachmentDamaged)) {
                Ok(bytes) => self.content(&attachment.name, &inside, bytes)?,
                Err(error) => self.refuse(&attachment.name, &inside, error)?,
            }
        }
        if attachments.iter().any(|attachment| !attachment.is_picture_of_text) {
            return Ok(());
        }
        let asked = Place { mail: Some(mail), ..place.clone() };
        if says_elsewhere {
            self.refuse(name, &asked, IncomingError::OnlyALink)
        } else if attachments.is_empty() {
            self.refuse(name, &asked, IncomingError::NoAttachment)
        } else {
            Ok(())
        }
    }

    /// Ends the drop if the caller wishes it.
    fn go_on(&mut self) -> Result<(), Ended> {
        self.tally.stopped = (self.stop)(self.files);
        if self.tally.stopped { Err(Ended) } else { Ok(()) }
    }

    /// Counts a file that is looked at, unless the caller or the limit ends it here.
    fn next(&mut self, name: &str, place: &Place) -> Result<(), Ended> {
        self.go_on()?;
        if self.files == MOST_FILES {
            return self.refuse(name, place, IncomingError::TooManyFiles);
        }
        self.files += 1;
        Ok(())
    }

    fn skip(&mut self, name: &str, place: &Place) -> Result<(), Ended> {
        self.next(name, place)?;
        self.tally.skipped += 1;
        Ok(())
    }

    fn item(&mut self, name: &str, place: &Place, kind: Kind, bytes: Vec<u8>) -> Result<(), Ended> {
        let size = bytes.len() as u64;
        let sort = Sort::Is(kind);
        if size > sort.most() {
            return self.refuse(name, place, sort.too_large(size));
        }
        self.tally.items += 1;
        (self.each)(Taken::Item(Item {
            kind,
            name: name.to_owned(),
            within: place.within.clone(),
            sha256: sha256(&bytes),
            bytes,
            mail: place.mail.clone(),
        }));
        Ok(())
    }

    /// Tells why a file is not taken. After a limit for the whole drop nothing further is looked at.
    fn refuse(&mut self, name: &str, place: &Place, why: IncomingError) -> Result<(), Ended> {
        let is_last = matches!(why, IncomingError::TooManyFiles | IncomingError::TooManyBytes);
        self.tally.refused += 1;
        (self.each)(Taken::Refused(Refused {
            name: name.to_owned(),
            within: place.within.clone(),
            why,
            mail: place.mail.clone(),
        }));
        if is_last { Err(Ended) } else { Ok(()) }
    }

    fn told(&self) -> usize {
        self.tally.items + self.tally.refused
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incoming::made::packed;

    #[test]
    fn what_was_read_elsewhere_is_taken_apart_alike() {
        let files = vec![
            ("三月/../龙沙镇.csv".to_owned(), b"1,2\n".to_vec()),
            ("三月/~$龙沙镇.csv".to_owned(), b"1\n".to_vec()),
            ("C:\\表.zip".to_owned(), packed(&[("a.csv", b"12345")])),
        ];
        let mut told = Vec::new();
        let tally = take_bytes(files, &|_| false, &mut |taken| told.push(taken));
        assert_eq!((tally.items, tally.skipped, tally.stopped), (2, 1, false));
        let places: Vec<(String, Vec<String>)> = told
            .into_iter()
            .filter_map(|taken| match taken {
                Taken::Item(item) => Some((item.name, item.within)),
                Taken::Refused(_) => None,
            })
            .collect();
        let place = |name: &str, within: &str| (name.to_owned(), vec![within.to_owned()]);
        assert_eq!(places, [place("龙沙镇.csv", "三月"), place("a.csv", "表.zip")]);
    }

    #[test]
    fn a_drop_of_more_bytes_than_the_limit_ends_there() {
        let archive = packed(&[("a.csv", b"12345"), ("b.csv", b"12345"), ("c.csv", b"1")]);
        let mut told = Vec::new();
        let mut each = |taken| told.push(taken);
        let mut walk = Walk {
            files: 0,
            bytes_left: archive.len() as u64 + 7,
            tally: Tally::default(),
            stop: &|_| false,
            each: &mut each,
        };
        assert!(walk.content("a.zip", &Place::default(), archive).is_err());
        let [Taken::Item(item), Taken::Refused(refused)] = &told[..] else { panic!("{told:?}") };
        assert_eq!((item.name.as_str(), refused.name.as_str()), ("a.csv", "b.csv"));
        assert_eq!(refused.why, IncomingError::TooManyBytes);
    }
}
