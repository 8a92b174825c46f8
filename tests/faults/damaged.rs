//! A damaged data file: opened with every number right, or refused and restored. Never a panic, never silently
//! wrong; the damaged file is kept.

use std::fs;
use std::path::{Path, PathBuf};

use yuebao::report::Sheet;
use yuebao::session::{Session, restore_folder};

use crate::harness::{Office, month, now, overwrite};
use crate::writer::Chance;

/// An office with three months and a backup of them.
struct Filled {
    office: Office,
    backup: PathBuf,
    right: Vec<Sheet>,
    whole: Vec<u8>,
}

fn sheets(session: &Session) -> Vec<Sheet> {
    ["2022-01", "2022-02", "2022-03"].map(|text| session.reports().sheet(month(text)).unwrap()).into()
}

fn filled() -> Filled {
    let office = Office::begun();
    office.run(["opening", "1a=100", "2a=1.5"]).done();
    office.run(["set", "2022-01", "1a=120", "2a=3.5", "2b=1", "4=17", "9=8"]).done();
    office.run(["no-data", "2022-02"]).done();
    office.run(["set", "2022-03", "1a=7", "9=8", "18=9", "6=12.34"]).done();
    let told = office.run(["backup", "--json"]).json();
    let backup = PathBuf::from(told["places"][0]["path"].as_str().unwrap());
    let right = sheets(&office.session());
    let whole = fs::read(office.file()).unwrap();
    Filled { office, backup, right, whole }
}

#[derive(Debug, Default)]
struct Tally {
    opened: usize,
    restored: usize,
}

impl Filled {
    /// Opens the damaged file, or restores it.
    #[track_caller]
    fn survives(&self, damaged: &[u8], tally: &mut Tally) {
        overwrite(&self.office.file(), damaged);
        let refused = match Session::open(self.office.data()) {
            Ok(session) => {
                assert_eq!(sheets(&session), self.right, "opened, and wrong");
                tally.opened += 1;
                None
            }
            Err(error) => Some(error),
        };
        if let Some(error) = refused {
            tally.restored += 1;
            assert!(error.to_string().contains("没有改动它"), "{error}");
            if error.code() != "unusable" {
                // A changed version number looks like a newer program's file: only the officer knows better.
                assert!(error.to_string().contains("新版本"), "{error}");
                fs::remove_file(self.office.file()).unwrap();
                overwrite(&self.office.file(), b"");
            }
            let restored = restore_folder(self.office.data(), now(), &self.backup).unwrap();
            assert_eq!(restored.backup.made, "2022年3月20日 09:00");
            if let Some(kept) = restored.damaged {
                assert!(
                    fs::read(Path::new(&kept).join("yuebao.sqlite")).unwrap() == damaged,
                    "kept as it was"
                );
                fs::remove_dir_all(kept).unwrap();
            }
            assert_eq!(sheets(&self.office.session()), self.right);
        }
    }
}

/// Every other time a byte that means something: most of a small file is empty.
fn place_in(bytes: &[u8], chance: &mut Chance) -> usize {
    let place = chance.below(bytes.len());
    let filled = bytes[place..].iter().position(|byte| *byte != 0).map_or(place, |after| place + after);
    if chance.below(2) == 0 { place } else { filled }
}

#[test]
fn a_flipped_byte_at_500_places() {
    const TRIALS: usize = 500;
    let (filled, mut tally) = (filled(), Tally::default());
    let mut chance = Chance::new("flipped byte");
    for _ in 0..TRIALS {
        let mut damaged = filled.whole.clone();
        damaged[place_in(&filled.whole, &mut chance)] ^= 1 << chance.below(8);
        filled.survives(&damaged, &mut tally);
    }
    println!("flipped byte: {TRIALS} trials, {tally:?}");
    assert!(tally.opened > 0 && tally.restored > 0);
}

#[test]
fn cut_at_50_lengths() {
    const TRIALS: usize = 50;
    let (filled, mut tally) = (filled(), Tally::default());
    for trial in 0..TRIALS {
        let length = 1 + filled.whole.len() * trial / TRIALS;
        filled.survives(&filled.whole[..length], &mut tally);
    }
    println!("cut: {TRIALS} trials, {tally:?}");
    assert!(tally.restored >= TRIALS - 5);
}

#[test]
fn replaced_by_other_files() {
    let (filled, mut tally) = (filled(), Tally::default());
    let texts: [&[u8]; 5] =
        ["一月 120 人次".as_bytes(), b"SQLite format 3", b"PK\x03\x04", &[0; 9000], &[0xff; 9000]];
    for text in texts {
        filled.survives(text, &mut tally);
    }
    println!("other files: {} trials, {tally:?}", texts.len());
    assert_eq!(tally.restored, texts.len());
}

/// A restore believes no backup more than the data: what is damaged is refused, or every number is right.
#[test]
fn a_backup_with_a_flipped_byte() {
    const TRIALS: usize = 500;
    let filled = filled();
    let whole = fs::read(&filled.backup).unwrap();
    let damaged_backup = filled.office.home().join("damaged.sqlite");
    let mut chance = Chance::new("damaged backup");
    let session = filled.office.session();
    let (mut right, mut refused) = (0, 0);
    for _ in 0..TRIALS {
        let mut damaged = whole.clone();
        damaged[place_in(&whole, &mut chance)] ^= 1 << chance.below(8);
        overwrite(&damaged_backup, &damaged);
        match session.backups().look(&damaged_backup) {
            Ok(session) => {
                right += 1;
                assert_eq!(sheets(&session), filled.right);
            }
            Err(error) => {
                refused += 1;
                assert!(error.to_string().contains("数据没有改动"), "{error}");
            }
        }
    }
    println!("damaged backup: {TRIALS} trials, {right} right, {refused} refused");
    assert!(right > 0 && refused > 0);
}
