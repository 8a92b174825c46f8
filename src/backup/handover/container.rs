//! The content of a handover file: a zip with the data, the kept files, and a manifest that describes them. It is written
//! and read as a stream, so neither its size nor that of a file in it is bounded by the memory.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::HandoverError;
use crate::digest::{Sha256Of, sha256_of};
use crate::store::{Side, is_name_of_kept_file};

const MANIFEST: &str = "manifest.json";
/// Format 1 had the data alone.
const FORMAT: u32 = 2;
/// A forged manifest must not make the program ask for all memory.
const LONGEST_MANIFEST: u64 = 64 << 20;

#[derive(Serialize, Deserialize)]
struct Manifest {
    format: u32,
    program: String,
    packed_at: DateTime<FixedOffset>,
    files: Vec<Packed>,
}

#[derive(Serialize, Deserialize)]
struct Packed {
    name: String,
    bytes: u64,
    sha256: String,
}

/// Packs files under their names, with a manifest. The data are packed tight; kept files are already, as PDFs, pictures
/// and workbooks are.
pub(super) fn pack(
    out: &mut impl Write,
    now: DateTime<FixedOffset>,
    files: &[(String, PathBuf)],
) -> io::Result<()> {
    let mut packed = Vec::new();
    for (name, path) in files {
        let file = File::open(path)?;
        let bytes = file.metadata()?.len();
        packed.push(Packed { name: name.clone(), bytes, sha256: sha256_of(file)? });
    }
    let program = env!("CARGO_PKG_VERSION").to_owned();
    let manifest = Manifest { format: FORMAT, program, packed_at: now, files: packed };
    let options = SimpleFileOptions::default().large_file(true);
    let mut zip = ZipWriter::new_stream(out);
    zip.start_file(MANIFEST, options)?;
    zip.write_all(&serde_json::to_vec_pretty(&manifest)?)?;
    for (name, path) in files {
        let method =
            if side_of(name).is_some() { CompressionMethod::Deflated } else { CompressionMethod::Stored };
        zip.start_file(name, options.compression_method(method))?;
        io::copy(&mut File::open(path)?, &mut zip)?;
    }
    zip.finish().map(drop).map_err(Into::into)
}

/// The side whose data file has that name.
fn side_of(name: &str) -> Option<Side> {
    Side::BOTH.into_iter().find(|side| side.file_name() == name)
}

/// A handover file whose manifest was read.
pub(super) struct Container<R> {
    zip: ZipArchive<R>,
    side: Side,
    manifest: Manifest,
}

impl<R: Read + Seek> Container<R> {
    /// Reads the manifest.
    pub(super) fn open(reader: R) -> Result<Self, HandoverError> {
        let mut zip = ZipArchive::new(reader).map_err(|_| HandoverError::Changed)?;
        let manifest = zip.by_name(MANIFEST).map_err(|_| HandoverError::Changed)?;
        let mut bytes = Vec::new();
        manifest.take(LONGEST_MANIFEST).read_to_end(&mut bytes).map_err(|_| HandoverError::Changed)?;
        let manifest: Manifest = serde_json::from_slice(&bytes).map_err(|_| HandoverError::Changed)?;
        if manifest.format > FORMAT {
            return Err(HandoverError::Newer);
        }
        let known =
            |file: &Packed| side_of(&file.name).is_some() || is_name_of_kept_file(&file.name, &file.sha256);
        let mut names = HashSet::new();
        if !manifest.files.iter().all(|file| names.insert(&file.name)) {
            return Err(HandoverError::Changed);
        }
        let mut sides = manifest.files.iter().filter_map(|file| side_of(&file.name));
        let (Some(side), None) = (sides.next(), sides.next()) else { return Err(HandoverError::Changed) };
        if !manifest.files.iter().all(known) {
            return Err(HandoverError::Changed);
        }
        Ok(Self { zip, side, manifest })
    }

    /// Whose data is in it.
    pub(super) fn side(&self) -> Side {
        self.side
    }

    pub(super) fn packed_at(&self) -> DateTime<FixedOffset> {
        self.manifest.packed_at
    }

    /// How many bytes its files hold, as the manifest says.
    pub(super) fn size(&self) -> u64 {
        self.manifest.files.iter().fold(0, |sum, file| sum.saturating_add(file.bytes))
    }

    /// Unpacks every file into a folder under its name, and checks it.
    pub(super) fn unpack_into(mut self, folder: &Path) -> Result<(), HandoverError> {
        self.each(|name| {
            let path = folder.join(name);
            path.parent().map_or(Ok(()), std::fs::create_dir_all)?;
            Ok(Box::new(File::create(path)?))
        })
    }

    /// Unpacks the data alone into a folder, and checks the other files without writing them.
    pub(super) fn check(mut self, folder: &Path) -> Result<(), HandoverError> {
        self.each(|name| {
            Ok(if side_of(name).is_some() {
                Box::new(File::create(folder.join(name))?)
            } else {
                Box::new(io::sink())
            })
        })
    }

    fn each(&mut self, to: impl Fn(&str) -> io::Result<Box<dyn Write>>) -> Result<(), HandoverError> {
        for Packed { name, bytes, sha256 } in &self.manifest.files {
            let file = self.zip.by_name(name).map_err(|_| HandoverError::Changed)?;
            let mut copy = Both {
                file: to(name).map_err(HandoverError::no_room)?,
                digest: Sha256Of::default(),
                failed: None,
            };
            let copied = io::copy(&mut file.take(*bytes), &mut copy);
            if let Some(error) = copy.failed {
                return Err(HandoverError::no_room(error));
            }
            if copied.is_err() || copy.digest.finish() != *sha256 {
                return Err(HandoverError::Changed);
            }
        }
        Ok(())
    }
}

/// Writes a file and reckons its digest. It remembers why it could not be written: the other end may fail too.
struct Both {
    file: Box<dyn Write>,
    digest: Sha256Of,
    failed: Option<io::Error>,
}

impl Write for Both {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.digest.write_all(bytes)?;
        match self.file.write_all(bytes) {
            Ok(()) => Ok(bytes.len()),
            Err(error) => {
                let kind = error.kind();
                self.failed = Some(error);
                Err(kind.into())
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Cursor;

    use super::*;
    use crate::digest::sha256;
    use crate::store::FILES_FOLDER;

    fn now() -> DateTime<FixedOffset> {
        "2022-03-20T09:00:00+08:00".parse().unwrap()
    }

    fn unpacked(packed: &[u8]) -> Result<tempfile::TempDir, HandoverError> {
        let folder = tempfile::tempdir().unwrap();
        let container = Container::open(Cursor::new(packed))?;
        container.unpack_into(folder.path()).map(|()| folder)
    }

    #[test]
    fn what_is_packed_is_unpacked() {
        let folder = tempfile::tempdir().unwrap();
        let (data, scan) = (b"SQLite format 3\0 and so on".repeat(1000), b"a scan".to_vec());
        let name = format!("{FILES_FOLDER}/{}", sha256(&scan));
        let files =
            [(Side::Reporting.file_name().to_owned(), &data), (name.clone(), &scan)].map(|(name, bytes)| {
                let path = folder.path().join(sha256(bytes));
                crate::output::write_file(&path, bytes).unwrap();
                (name, path)
            });
        let mut packed = Vec::new();
        pack(&mut packed, now(), &files).unwrap();
        assert!(packed.len() < data.len());
        let container = Container::open(Cursor::new(&packed)).unwrap();
        assert_eq!((container.packed_at(), container.size()), (now(), (data.len() + scan.len()) as u64));
        let out = unpacked(&packed).unwrap();
        assert_eq!(fs::read(Side::Reporting.file_in(out.path())).unwrap(), data);
        assert_eq!(fs::read(out.path().join(name)).unwrap(), scan);
        let out = tempfile::tempdir().unwrap();
        container.check(out.path()).unwrap();
        assert_eq!(fs::read_dir(out.path()).unwrap().count(), 1, "the data alone");
    }

    #[test]
    fn a_manifest_that_says_otherwise_is_not_believed() {
        let other = |change: &dyn Fn(&mut Manifest)| {
            let mut manifest = Manifest {
                format: 1,
                program: String::new(),
                packed_at: now(),
                files: vec![Packed {
                    name: Side::Reporting.file_name().into(),
                    bytes: 4,
                    sha256: sha256(b"data"),
                }],
            };
            change(&mut manifest);
            let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
            let names = [Side::Reporting.file_name(), "../data", "月报存档/data"];
            for (name, bytes) in [(MANIFEST, serde_json::to_vec(&manifest).unwrap())]
                .into_iter()
                .chain(names.map(|name| (name, b"data".to_vec())))
            {
                zip.start_file(name, SimpleFileOptions::default()).unwrap();
                zip.write_all(&bytes).unwrap();
            }
            let out = unpacked(&zip.finish().unwrap().into_inner())?;
            Ok(fs::read(Side::Reporting.file_in(out.path())).unwrap())
        };
        assert_eq!(other(&|_| ()), Ok(b"data".to_vec()));
        assert_eq!(other(&|manifest| manifest.format = 3), Err(HandoverError::Newer));
        assert_eq!(other(&|manifest| manifest.files.clear()), Err(HandoverError::Changed));
        assert_eq!(other(&|manifest| manifest.files[0].bytes = 3), Err(HandoverError::Changed));
        assert_eq!(other(&|manifest| manifest.files[0].sha256.clear()), Err(HandoverError::Changed));
        let elsewhere = |name: &str| Packed { name: name.into(), bytes: 4, sha256: sha256(b"data") };
        for name in ["../data", "月报存档/data"] {
            assert_eq!(
                other(&|manifest| manifest.files.push(elsewhere(name))),
                Err(HandoverError::Changed),
                "{name}"
            );
        }
        let twice = |manifest: &mut Manifest| manifest.files.push(elsewhere(Side::Reporting.file_name()));
        assert_eq!(other(&twice), Err(HandoverError::Changed), "a name of its own for each");
        assert_eq!(unpacked(b"no zip").unwrap_err(), HandoverError::Changed);
    }
}
