//! A drop as clerks make it, and as somebody would who means harm.

use std::cell::Cell;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use tempfile::TempDir;

use super::made::{archive, attachment, mail, packed, workbook};
use super::*;

const FIELDS: &str = "From: =?utf-8?B?5byg5LiJ?= <zhang@example.com>\r\nSubject: report\r\n";

pub(super) struct Dropped {
    folder: TempDir,
}

impl Dropped {
    pub(super) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(super) fn with(self, name: &str, bytes: &[u8]) -> Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        File::create(path).unwrap().write_all(bytes).unwrap();
        self
    }

    pub(super) fn told(&self, name: &str) -> (Vec<String>, Tally) {
        told(&[self.path(name)])
    }
}

/// What became of each file, in words: where it lay, its name and what it is.
fn told(paths: &[PathBuf]) -> (Vec<String>, Tally) {
    let mut told = Vec::new();
    let tally = take(paths, &|_| false, &mut |taken| {
        told.push(match taken {
            Taken::Item(item) => format!("{}: {:?}", place(&item.within, &item.name), item.kind),
            Taken::Refused(refused) => {
                let why = format!("{:?}", refused.why);
                format!("{}: {why}", place(&refused.within, &refused.name))
            }
        });
    });
    (told, tally)
}

fn place(within: &[String], name: &str) -> String {
    within.iter().chain([&name.to_owned()]).map(String::as_str).collect::<Vec<_>>().join(" > ")
}

/// What becomes of one file's bytes.
pub(super) fn of(name: &str, bytes: &[u8]) -> Vec<String> {
    Dropped::new().with(name, bytes).told(name).0
}

#[test]
fn a_folder_is_walked_in_order() {
    let drop = Dropped::new()
        .with("上报/乙镇/3月.xlsx", &workbook())
        .with("上报/乙镇/~$3月.xlsx", b"x")
        .with("上报/乙镇/盖章.pdf", b"%PDF-1.7")
        .with("上报/甲镇.csv", b"1,2")
        .with("上报/说明.docx", &packed(&[("[Content_Types].xml", b""), ("word/document.xml", b"")]))
        .with("上报/视频.mp4", b"....ftypmp42")
        .with("上报/Thumbs.db", b"x")
        .with("上报/老表.doc", b"x");
    let (told, tally) = drop.told("上报");
    assert_eq!(
        told,
        [
            "上报 > 乙镇 > 3月.xlsx: Table",
            "上报 > 乙镇 > 盖章.pdf: Scan",
            "上报 > 甲镇.csv: Table",
            "上报 > 老表.doc: OtherDocument(\"doc\")",
            "上报 > 视频.mp4: Unknown(\"mp4\")",
            "上报 > 说明.docx: Document",
        ]
    );
    assert_eq!(tally, Tally { items: 4, refused: 2, skipped: 2, stopped: false });
}

#[test]
fn an_item_has_its_bytes_and_their_digest() {
    let drop = Dropped::new().with("3月.csv", b"1,2");
    let mut items = Vec::new();
    take(&[drop.path("3月.csv")], &|_| false, &mut |taken| items.push(taken));
    let [Taken::Item(item)] = &items[..] else { panic!("{items:?}") };
    assert_eq!(
        (&item.bytes[..], item.sha256.as_str()),
        (&b"1,2"[..], crate::digest::sha256(b"1,2").as_str())
    );
    assert_eq!((item.within.len(), item.mail.as_ref()), (0, None));
}

#[test]
fn what_is_not_there_or_empty_is_told() {
    let drop = Dropped::new();
    fs::create_dir(drop.path("空")).unwrap();
    assert_eq!(drop.told("空").0, ["空: Nothing"]);
    assert!(drop.told("没有.xlsx").0[0].starts_with("没有.xlsx: Unavailable"));
    assert_eq!(of("空.zip", &archive(&[])), ["空.zip: Nothing"]);
    assert_eq!(of("空.zip", b""), ["空.zip: ArchiveDamaged"]);
}

#[test]
#[cfg(unix)]
fn links_and_pipes_are_told_and_not_followed() {
    let drop = Dropped::new().with("上报/3月.csv", b"1").with("别处/4月.csv", b"2");
    std::os::unix::fs::symlink(drop.path("别处"), drop.path("上报/链接")).unwrap();
    std::os::unix::fs::symlink(drop.path("别处/4月.csv"), drop.path("上报/4月.csv")).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(drop.path("上报/管道.csv")).status().unwrap().success());
    assert_eq!(
        drop.told("上报").0,
        ["上报 > 3月.csv: Table", "上报 > 4月.csv: Link", "上报 > 管道.csv: NoFile", "上报 > 链接: Link"]
    );
    assert_eq!(drop.told("上报/链接").0, ["链接: Link"]);
}

#[test]
fn folders_nested_too_deep_are_told() {
    let drop = Dropped::new().with(&format!("{}3月.csv", "夹/".repeat(17)), b"1");
    let (told, _) = drop.told("夹");
    assert_eq!(told.len(), 1);
    assert!(told[0].ends_with(": TooDeep"), "{told:?}");
    let drop = Dropped::new().with(&format!("{}3月.csv", "夹/".repeat(16)), b"1");
    assert!(drop.told("夹").0[0].ends_with("3月.csv: Table"));
}

#[test]
fn the_content_decides_what_a_file_is() {
    let legacy = include_bytes!("../../tests/reading/list.xls");
    let inner = packed(&[("3月.csv", b"1")]);
    assert_eq!(of("3月.xls", &workbook()), ["3月.xls: Table"]);
    assert_eq!(of("3月.zip", &workbook()), ["3月.zip: Table"]);
    assert_eq!(of("3月.et", legacy), ["3月.et: Table"]);
    assert_eq!(of("3月.xls", &inner), ["3月.xls > 3月.csv: Table"]);
    assert_eq!(of("3月.txt", &mail(FIELDS, "x", &[attachment("a.csv", b"1")])), ["3月.txt > a.csv: Table"]);
    assert_eq!(of("3月.dat", b"\xFF\xD8\xFF\xE0"), ["3月.dat: Scan"]);
    let sheet =
        packed(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", b"")]);
    assert_eq!(of("3月.ods", &sheet), ["3月.ods: OtherTable(\"ods\")"]);
    assert_eq!(of("盖章.zip", &packed(&[("OFD.xml", b"")])), ["盖章.zip: OtherPicture(\"OFD\")"]);
    let slides = packed(&[("[Content_Types].xml", b""), ("ppt/presentation.xml", b"")]);
    assert_eq!(of("汇报.pptx", &slides), ["汇报.pptx: Unknown(\"pptx\")"]);
    // Its reader tells what is wrong with it.
    let half = workbook().split_at(60).0.to_vec();
    assert_eq!(of("3月.xlsx", &half), ["3月.xlsx: Table"]);
    assert_eq!(of("3月.zip", &half), ["3月.zip: ArchiveDamaged"]);
}

#[test]
fn a_mail_in_a_mail_is_read_and_no_further() {
    let carried = |mail: &[u8]| {
        let text = String::from_utf8(mail.to_vec()).unwrap();
        format!("Content-Type: message/rfc822; name=\"转发\"\r\n\r\n{text}")
    };
    // The boundaries must differ, as those of every program do.
    let with = |boundary: &str, mail: Vec<u8>| {
        String::from_utf8(mail).unwrap().replace("=_b", boundary).into_bytes()
    };
    let inmost = with("=_3", mail(FIELDS, "x", &[attachment("a.csv", b"1")]));
    let inner = with("=_2", mail(FIELDS, "x", &[carried(&inmost), attachment("b.csv", b"1")]));
    let outer = mail(FIELDS, "x", &[carried(&inner)]);
    assert_eq!(
        of("外.eml", &outer),
        ["外.eml > 转发.eml > 转发.eml: MailTooDeep", "外.eml > 转发.eml > b.csv: Table"]
    );
    let drop = Dropped::new().with("外.eml", &outer);
    take(&[drop.path("外.eml")], &|_| false, &mut |taken| {
        if let Taken::Item(item) = taken {
            let mail = item.mail.unwrap();
            assert_eq!(mail.from_name, "张三");
            assert_eq!(mail.carried_by.as_ref().unwrap().sha256, crate::digest::sha256(&outer));
        }
    });
}

#[test]
fn a_mail_without_a_file_is_told() {
    let link = "从QQ邮箱发来的超大附件\r\n3月.zip (52.00M, 2022年12月28日 18:00 到期)";
    assert_eq!(of("a.eml", &mail(FIELDS, link, &[])), ["a.eml: OnlyALink"]);
    assert_eq!(of("a.eml", &mail(FIELDS, "见正文", &[])), ["a.eml: NoAttachment"]);
    assert_eq!(of("a.eml", b"no mail at all"), ["a.eml: MailDamaged"]);
    // Words about such files do harm to nobody who sent one.
    assert_eq!(of("a.eml", &mail(FIELDS, link, &[attachment("a.csv", b"1")])), ["a.eml > a.csv: Table"]);
}

#[test]
fn a_drop_of_more_files_than_the_limit_ends_there() {
    let names: Vec<String> = (0..=MOST_FILES).map(|number| format!("{number}.csv")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b"1"[..])).collect();
    let half = files.split_at(6000);
    let drop = Dropped::new().with("a/1.zip", &packed(half.0)).with("a/2.zip", &packed(half.0));
    let (told, tally) = drop.told("a");
    // Each of the two archives is a file too.
    assert_eq!(tally, Tally { items: MOST_FILES - 2, refused: 1, skipped: 0, stopped: false });
    assert_eq!(told.last().unwrap(), "a > 2.zip > 3998.csv: TooManyFiles");
    assert_eq!(of("a.zip", &packed(&files)), ["a.zip: ArchiveTooLong"]);
    let drop = Dropped::new();
    for name in &names {
        File::create(drop.path(name)).unwrap();
    }
    let (_, tally) = told_of(drop.folder.path());
    assert_eq!(tally, Tally { items: MOST_FILES, refused: 1, skipped: 0, stopped: false });
}

fn told_of(path: &Path) -> (Vec<String>, Tally) {
    told(&[path.to_owned()])
}

#[test]
fn a_drop_is_stopped_between_files() {
    let drop = Dropped::new().with("a/1.csv", b"1").with("a/2.csv", b"1").with("a/3.csv", b"1");
    let (asked, told) = (Cell::new(0), Cell::new(0));
    let stop = |files| {
        asked.set(files);
        files == 2
    };
    let tally = take(&[drop.path("a")], &stop, &mut |_| told.set(told.get() + 1));
    assert_eq!((asked.get(), told.get()), (2, 2));
    assert_eq!(tally, Tally { items: 2, refused: 0, skipped: 0, stopped: true });
}

#[test]
fn a_sentence_says_what_to_do_next() {
    let sentences = [
        IncomingError::Unknown("mp4".into()),
        IncomingError::Unknown(String::new()),
        IncomingError::TooLarge { size: 21 << 20, most: 20 << 20 },
        IncomingError::MailTooLarge(101 << 20),
        IncomingError::TooManyBytes,
    ];
    let [unknown, nameless, large, mail, bytes] = sentences.map(|error| error.to_string());
    assert!(unknown.starts_with("不收“mp4”文件，"), "{unknown}");
    assert!(nameless.starts_with("认不出这是什么文件，"), "{nameless}");
    assert!(large.contains("21 MB") && large.contains("最多 20 MB"), "{large}");
    assert!(mail.contains("101 MB") && mail.contains("最多 100 MB"), "{mail}");
    assert!(bytes.contains("2 GB"), "{bytes}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn any_bytes_are_taken_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for name in ["a.eml", "a.zip", "a.xls", "a"] {
            prop_assert!(!of(name, &bytes).is_empty());
        }
    }

    #[test]
    fn any_damage_is_taken_or_refused(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        end in any::<prop::sample::Index>(),
    ) {
        let letter = mail(FIELDS, "text", &[attachment("=?gbk?B?wfrX?=.csv", b"1,2"), attachment("b.csv", b"1")]);
        let inner = packed(&[("3月.csv", &b"1,2,3".repeat(50)), ("a.eml", &letter)]);
        for (name, mut bytes) in [("a.zip", packed(&[("里.zip", &inner), ("a.xlsx", &workbook())])), ("a.eml", letter)] {
            for (at, byte) in &changes {
                *at.get_mut(&mut bytes) = *byte;
            }
            let drop = Dropped::new().with(name, &bytes).with("b.zip", bytes.split_at(end.index(bytes.len())).0);
            for name in [name, "b.zip"] {
                let (told, tally) = drop.told(name);
                prop_assert!(!told.is_empty() && !tally.stopped);
            }
        }
    }

    #[test]
    fn any_text_is_a_mail_or_refused(mail in "(From|Subject|Date|Content-Type|Content-Disposition|Received): [ -~]{0,40}(multipart/mixed; boundary=b|filename\\*[0-9*=']{0,6}%D5|=\\?gbk\\?[BQ]\\?[A-Za-z0-9=?]{0,9})[\r\n ]{0,3}(--b[\r\n-]{0,4}[ -~]{0,30}){0,6}") {
        prop_assert!(!of("a.eml", mail.as_bytes()).is_empty());
    }
}
