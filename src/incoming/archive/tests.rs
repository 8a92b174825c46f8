//! Archives as Chinese programs write them, and as somebody would who means harm.

use std::fs;

use encoding_rs::GB18030;

use super::super::made::{Stored, archive, checksum, packed, workbook};
use super::super::tests::{Dropped, of};

#[test]
fn names_in_an_archive_are_read_as_chinese_programs_write_them() {
    let gbk = GB18030.encode("上报/龙驹镇3月.csv").0.into_owned();
    let plain = b"plain.csv";
    let real = "瀼渡镇.csv".as_bytes();
    let unicode_path = |sum: u32| {
        let size = u16::try_from(5 + real.len()).unwrap();
        [&0x7075_u16.to_le_bytes()[..], &size.to_le_bytes(), &[1], &sum.to_le_bytes(), real].concat()
    };
    let files = [
        Stored::new(&gbk, b"1"),
        Stored::new("长滩镇.csv", b"2"),
        Stored { flags: 1 << 11, ..Stored::new("白羊镇.csv", b"3") },
        Stored { extra: unicode_path(checksum(plain)), ..Stored::new(plain, b"4") },
        // The name was changed later and the field was not.
        Stored { extra: unicode_path(1), ..Stored::new("other.csv", b"5") },
    ];
    assert_eq!(
        of("a.zip", &archive(&files)),
        [
            "a.zip > 上报 > 龙驹镇3月.csv: Table",
            "a.zip > 长滩镇.csv: Table",
            "a.zip > 白羊镇.csv: Table",
            "a.zip > 瀼渡镇.csv: Table",
            "a.zip > other.csv: Table",
        ]
    );
}

#[test]
fn names_that_lead_elsewhere_are_only_names() {
    let names = ["../../3月.csv", "/etc/4月.csv", r"C:\Windows\5月.csv", r"..\6月.csv", "7月.csv\u{0}.exe"];
    let files = names.map(|name| Stored::new(name, b"1"));
    let drop = Dropped::new().with("a/b/c.zip", &archive(&files));
    assert_eq!(
        drop.told("a").0,
        [
            "a > b > c.zip > 3月.csv: Table",
            "a > b > c.zip > etc > 4月.csv: Table",
            "a > b > c.zip > Windows > 5月.csv: Table",
            "a > b > c.zip > 6月.csv: Table",
            "a > b > c.zip > 7月.csv.exe: Unknown(\"exe\")",
        ]
    );
    let after: Vec<_> =
        fs::read_dir(drop.path("a/b")).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert_eq!(after, ["c.zip"]);
}

#[test]
fn what_macos_and_office_leave_in_an_archive_is_passed_over() {
    let files = [("上报/3月.csv", &b"1"[..]), ("__MACOSX/上报/._3月.csv", b"x"), ("上报/.DS_Store", b"x")];
    let (told, tally) = Dropped::new().with("a.zip", &packed(&files)).told("a.zip");
    assert_eq!(told, ["a.zip > 上报 > 3月.csv: Table"]);
    assert_eq!(tally.skipped, 2);
    let link = Stored { attributes: 0o120_777 << 16, ..Stored::new("4月.csv", b"3.csv") };
    assert_eq!(of("a.zip", &archive(&[link])), ["a.zip > 4月.csv: Link"]);
}

#[test]
fn an_archive_in_an_archive_is_read_and_no_further() {
    let inmost = packed(&[("3月.csv", b"1")]);
    let inner = packed(&[("最里.zip", &inmost), ("4月.xlsx", &workbook())]);
    let outer = packed(&[("里.zip", &inner)]);
    assert_eq!(
        of("外.zip", &outer),
        ["外.zip > 里.zip > 最里.zip: ArchiveTooDeep", "外.zip > 里.zip > 4月.xlsx: Table"]
    );
}

#[test]
fn archives_made_to_do_harm_are_refused_before_they_are_unpacked() {
    let zeros = vec![0; 17 << 20];
    assert_eq!(of("a.zip", &packed(&[("a.csv", &zeros)])), ["a.zip: Bomb"]);
    let file = Stored::new("a.csv", b"1,2");
    let over = Stored { at: Some(0), ..Stored::new("b.csv", b"1,2") };
    assert_eq!(of("a.zip", &archive(&[file.clone(), over])), ["a.zip: Bomb"]);
    // One of the two would be lost.
    assert_eq!(of("a.zip", &archive(&[file.clone(), file.clone()])), ["a.zip: SameNames"]);
    let mut large = archive(&[file]);
    let end = large.len() - 22;
    large.splice(end..end, [&b"PK\x06\x07"[..], &[0; 16]].concat());
    assert_eq!(of("a.zip", &large), ["a.zip: ArchiveTooLong"]);
}

#[test]
fn sizes_that_an_archive_states_are_not_believed() {
    let stated = |size: u32| {
        let mut bytes = packed(&[("a.csv", &b"1,2,3\r\n".repeat(1000))]);
        let list = bytes.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
        for at in [22, list + 24] {
            bytes[at..at + 4].copy_from_slice(&size.to_le_bytes());
        }
        bytes
    };
    assert_eq!(of("a.zip", &stated(7000)), ["a.zip > a.csv: Table"]);
    assert_eq!(of("a.zip", &stated(6999)), ["a.zip > a.csv: ArchiveDamaged"]);
    assert_eq!(of("a.zip", &stated(7001)), ["a.zip > a.csv: ArchiveDamaged"]);
    assert_eq!(of("a.zip", &stated(u32::MAX - 1)), ["a.zip: Bomb"]);
    let large = 21 << 20;
    let many = vec![b'x'; 1 << 20];
    let large = [Stored { size: Some(large), ..Stored::new("a.csv", &many) }];
    assert_eq!(
        of("a.zip", &archive(&large)),
        [format!("a.zip > a.csv: TooLarge {{ size: {}, most: {} }}", 21 << 20, crate::reading::LARGEST_FILE)]
    );
}

#[test]
fn an_archive_with_a_password_or_a_strange_method_is_told() {
    let secret = Stored { flags: 1, ..Stored::new("a.csv", b"1,2,3") };
    assert_eq!(
        of("a.zip", &archive(&[secret, Stored::new("b.csv", b"1")])),
        ["a.zip > a.csv: ArchiveEncrypted", "a.zip > b.csv: Table"]
    );
    let mut strange = archive(&[Stored::new("a.csv", b"1,2,3")]);
    let list = strange.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    strange[8] = 14;
    strange[list + 10] = 14;
    assert_eq!(of("a.zip", &strange), ["a.zip > a.csv: ArchiveMethod"]);
    let mut damaged = archive(&[Stored::new("a.csv", b"1,2,3")]);
    damaged[30 + 5] ^= 1;
    assert_eq!(of("a.zip", &damaged), ["a.zip > a.csv: ArchiveDamaged"]);
}
