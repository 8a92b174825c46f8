//! The content of a handover file: a zip with the data and a manifest that describes it.

use std::io::{self, Cursor, Read, Write as _};

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::HandoverError;
use crate::digest::sha256;
use crate::store::FILE_NAME;

const MANIFEST: &str = "manifest.json";
const FORMAT: u32 = 1;
/// More than any office fills in. A forged manifest must not make the program ask for all memory.
const MOST_BYTES: u64 = 1 << 30;

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

/// Packs the data with its manifest.
pub(super) fn pack(now: DateTime<FixedOffset>, data: &[u8]) -> Result<Vec<u8>, HandoverError> {
    let file = Packed { name: FILE_NAME.to_owned(), bytes: data.len() as u64, sha256: sha256(data) };
    let manifest = Manifest {
        format: FORMAT,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        packed_at: now,
        files: vec![file],
    };
    let write = || -> io::Result<Vec<u8>> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in [(MANIFEST, serde_json::to_vec_pretty(&manifest)?.as_slice()), (FILE_NAME, data)]
        {
            zip.start_file(name, SimpleFileOptions::default())?;
            zip.write_all(bytes)?;
        }
        Ok(zip.finish()?.into_inner())
    };
    write().map_err(HandoverError::no_room)
}

/// Unpacks the moment of packing and the data.
pub(super) fn unpack(packed: &[u8]) -> Result<(DateTime<FixedOffset>, Vec<u8>), HandoverError> {
    let mut zip = ZipArchive::new(Cursor::new(packed)).map_err(|_| HandoverError::Changed)?;
    let manifest = entry(&mut zip, MANIFEST, MOST_BYTES)?;
    let manifest: Manifest = serde_json::from_slice(&manifest).map_err(|_| HandoverError::Changed)?;
    if manifest.format > FORMAT {
        return Err(HandoverError::Newer);
    }
    let file = manifest.files.iter().find(|file| file.name == FILE_NAME).ok_or(HandoverError::Changed)?;
    let data = entry(&mut zip, FILE_NAME, file.bytes.min(MOST_BYTES))?;
    if sha256(&data) != file.sha256 {
        return Err(HandoverError::Changed);
    }
    Ok((manifest.packed_at, data))
}

fn entry(zip: &mut ZipArchive<Cursor<&[u8]>>, name: &str, most: u64) -> Result<Vec<u8>, HandoverError> {
    let file = zip.by_name(name).map_err(|_| HandoverError::Changed)?;
    let mut bytes = Vec::new();
    file.take(most).read_to_end(&mut bytes).map_err(|_| HandoverError::Changed)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<FixedOffset> {
        "2022-03-20T09:00:00+08:00".parse().unwrap()
    }

    #[test]
    fn what_is_packed_is_unpacked() {
        let data = b"SQLite format 3\0 and so on".repeat(1000);
        let packed = pack(now(), &data).unwrap();
        assert_eq!(unpack(&packed).unwrap(), (now(), data));
    }

    #[test]
    fn a_manifest_that_says_otherwise_is_not_believed() {
        let other = |change: fn(&mut Manifest)| {
            let mut manifest = Manifest {
                format: 1,
                program: String::new(),
                packed_at: now(),
                files: vec![Packed { name: FILE_NAME.into(), bytes: 4, sha256: sha256(b"data") }],
            };
            change(&mut manifest);
            let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
            for (name, bytes) in
                [(MANIFEST, serde_json::to_vec(&manifest).unwrap()), (FILE_NAME, b"data".to_vec())]
            {
                zip.start_file(name, SimpleFileOptions::default()).unwrap();
                zip.write_all(&bytes).unwrap();
            }
            unpack(&zip.finish().unwrap().into_inner()).map(|(_, data)| data)
        };
        assert_eq!(other(|_| ()), Ok(b"data".to_vec()));
        assert_eq!(other(|manifest| manifest.format = 2), Err(HandoverError::Newer));
        assert_eq!(other(|manifest| manifest.files.clear()), Err(HandoverError::Changed));
        assert_eq!(other(|manifest| manifest.files[0].bytes = 3), Err(HandoverError::Changed));
        assert_eq!(other(|manifest| manifest.files[0].sha256.clear()), Err(HandoverError::Changed));
        assert_eq!(unpack(b"no zip"), Err(HandoverError::Changed));
    }
}
