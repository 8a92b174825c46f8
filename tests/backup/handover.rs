//! Handing everything over in one file: to another computer, under a passphrase, and when the file went wrong.

use std::fs;
use std::io::Write as _;
use std::process::Stdio;

use yuebao::backup::unpack;
use yuebao::session::{Session, restore_folder};
use yuebao::store::FILES_FOLDER;

use crate::filled;
use crate::harness::{Office, Ran, contents, month, now, overwrite};

/// Runs a command with a passphrase on standard input.
fn with_passphrase<const COUNT: usize>(office: &Office, passphrase: &str, arguments: [&str; COUNT]) -> Ran {
    let mut command = office.command(arguments);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(format!("{passphrase}\n").as_bytes()).unwrap();
    Ran::from(child.wait_with_output().unwrap())
}

/// An office and what it packed, at home in another.
fn packed() -> (Office, Office) {
    let (from, to) = (filled(), Office::begun());
    let file = to.home().join("a.yuebao");
    from.run(["pack", file.to_str().unwrap()]).done();
    (from, to)
}

#[test]
fn the_file_is_named_after_the_unit_and_the_day() {
    let office = filled();
    let told = office.run(["pack", ".", "--json"]).json();
    assert_eq!(told["path"], "./龙沙镇_2022-03-20_交接.yuebao");
    assert!(office.home().join("龙沙镇_2022-03-20_交接.yuebao").is_file());
}

#[test]
fn unpacking_asks_first() {
    let (_, to) = packed();
    let before = contents(to.data());
    let ran = to.run(["unpack", "a.yuebao"]);
    assert_eq!(ran.code, 0);
    assert_eq!(
        ran.output,
        "2022年3月20日 09:00 打包：龙沙镇，2022年1月至2月，共 3 格，最后修改 2022年3月20日 09:00\n"
    );
    assert!(ran.remark.contains("什么都没有改动；要替换现在的数据请加 --replace"), "{}", ran.remark);
    assert!(contents(to.data()) == before);
}

#[test]
fn replacing_sets_the_present_aside() {
    let (from, to) = packed();
    to.run(["set", "2022-01", "1a=1"]).done();
    let told = to.run(["unpack", "a.yuebao", "--replace", "--json"]).json();
    assert_eq!(to.shown("2022-02"), from.shown("2022-02"));
    to.run(["restore", told["set_aside"].as_str().unwrap()]).done();
    assert_eq!(to.figure("2022-01", "1a", "month"), "1");
}

#[test]
fn a_new_computer_takes_it_in() {
    let (from, to) = packed();
    let file = to.home().join("a.yuebao");
    let new = Office::new();
    new.run(["unpack", file.to_str().unwrap(), "--replace"]).done();
    assert_eq!(new.shown("2022-02"), from.shown("2022-02"));
    assert_eq!(new.run(["unit", "--json"]).json(), from.run(["unit", "--json"]).json());
}

#[test]
fn a_folder_of_its_own_is_never_mixed_with_another() {
    let (from, to) = packed();
    let told = to.run(["unpack", "a.yuebao", "--to", "交接"]).done();
    assert!(told.ends_with("已放进：交接\n"), "{told}");
    let looked = to.run(["--data", "交接", "show", "2022-02", "--json"]).json();
    assert_eq!(looked, from.shown("2022-02"));
    assert!(to.run(["unpack", "a.yuebao", "--to", "交接"]).refused().contains("里已经有东西，没有解开"));
}

#[test]
fn a_wrong_passphrase_a_cut_file_and_a_changed_byte_are_told_apart() {
    let (office, to) = (filled(), Office::begun());
    let file = to.home().join("a.yuebao");
    with_passphrase(&office, "山城 2022", ["pack", file.to_str().unwrap(), "--passphrase"]).done();
    let whole = fs::read(&file).unwrap();
    let before = contents(to.data());
    let unpack = |passphrase: &str| {
        with_passphrase(&to, passphrase, ["unpack", "a.yuebao", "--replace", "--passphrase"])
    };

    assert!(to.run(["unpack", "a.yuebao"]).refused().contains("设了密码"));
    assert!(unpack("").refused().contains("设了密码"));
    for wrong in ["山城2022", "山城 2022 ", "x"] {
        assert!(unpack(wrong).refused().contains("密码不对，文件本身是完好的"), "{wrong}");
    }
    for length in [0, 10, 150, 300, whole.len() / 2, whole.len() - 1] {
        overwrite(&file, &whole[..length]);
        assert!(unpack("山城 2022").refused().contains("交接文件不完整"), "{length}");
    }
    for place in [0, 30, 60, 100, 200, 400, whole.len() - 1] {
        let mut changed = whole.clone();
        changed[place] ^= 0x10;
        overwrite(&file, &changed);
        assert!(unpack("山城 2022").refused().contains("被改动过或已经损坏"), "{place}");
    }
    overwrite(&file, b"PK something else");
    assert!(unpack("山城 2022").refused().contains("不是山城月报的交接文件"));
    assert!(to.run(["unpack", "没有.yuebao"]).refused().contains("找不到文件"));
    assert!(contents(to.data()) == before);

    overwrite(&file, &whole);
    unpack("山城 2022").done();
    assert_eq!(to.shown("2022-02"), office.shown("2022-02"));
}

/// An office whose report of January has a scan.
fn with_a_scan() -> Office {
    let office = filled();
    let mut session = office.session();
    session.reports_mut().fill_zero(now(), month("2022-01")).unwrap();
    session.reports_mut().finalize(now(), month("2022-01")).unwrap();
    session.sending_mut().attach_scan(now(), month("2022-01"), SCAN.to_vec()).unwrap();
    office
}

const SCAN: &[u8] = b"%PDF-1.4 %%EOF";

fn scan(office: &Office) -> Vec<u8> {
    scan_in(&office.session())
}

#[test]
fn kept_files_come_along_to_whatever_place() {
    let from = with_a_scan();
    for passphrase in [None, Some("山城")] {
        let to = Office::begun();
        let file = to.home().join("a.yuebao");
        from.session().backups().apart().unwrap().pack(now(), passphrase, &file).unwrap();
        let unpacked = unpack(&file, passphrase).unwrap();
        assert_eq!(scan_in(&to.session().backups().look(&unpacked.data()).unwrap()), SCAN, "to be looked at");
        let of_its_own = Office::new();
        unpacked.save_in(of_its_own.data()).unwrap();
        assert_eq!(scan(&of_its_own), SCAN, "in a folder of its own");
        restore_folder(to.data(), now(), &unpacked.data()).unwrap();
        drop(unpacked);
        assert_eq!(scan(&to), SCAN, "in place of the present");
    }
}

fn scan_in(session: &Session) -> Vec<u8> {
    session.sending().scan(month("2022-01"), None).unwrap().unwrap().file.bytes
}

#[test]
fn a_lost_file_is_told_and_everything_else_is_packed() {
    let from = with_a_scan();
    fs::remove_dir_all(from.data().join(FILES_FOLDER)).unwrap();
    let ran = from.run(["pack", "a.yuebao"]);
    assert!(ran.remark.contains("已打包，但存档的文件有 1 个不能用，没有放进去"), "{}", ran.remark);
    assert!(
        ran.remark.contains("2022年1月的“龙沙镇_2022年01月_附件2_盖章扫描件.pdf”不见了"),
        "{}",
        ran.remark
    );
    let to = Office::new();
    to.run(["unpack", from.home().join("a.yuebao").to_str().unwrap(), "--replace"]).done();
    assert_eq!(to.shown("2022-02"), from.shown("2022-02"));
}

#[test]
fn a_passphrase_that_was_not_given_protects_nothing_and_nothing_is_packed() {
    let office = filled();
    for passphrase in ["", "\r"] {
        let told = with_passphrase(&office, passphrase, ["pack", "a.yuebao", "--passphrase"]).refused();
        assert!(told.contains("没有读到密码，没有打包"), "{told}");
    }
    assert!(!office.home().join("a.yuebao").exists());
}

#[test]
fn a_handover_file_never_takes_the_place_of_data() {
    let office = filled();
    let before = contents(office.data());
    for target in [office.file(), office.data().join("other.sqlite"), office.data().join("backups/x")] {
        fs::create_dir_all(office.data().join("backups")).unwrap();
        let told = office.run(["pack", target.to_str().unwrap()]).refused();
        assert!(told.contains("会盖掉数据，没有打包"), "{told}");
    }
    assert!(contents(office.data()) == before);
}

#[test]
fn what_is_missing_in_a_handover_file_is_told_wherever_it_goes() {
    let from = with_a_scan();
    fs::remove_dir_all(from.data().join(FILES_FOLDER)).unwrap();
    from.run(["pack", "a.yuebao"]);
    let file = from.home().join("a.yuebao");
    for arguments in [vec![], vec!["--to", "交接"], vec!["--replace"]] {
        let to = Office::begun();
        let mut command = to.command(["unpack", file.to_str().unwrap()]);
        let told = Ran::from(command.args(&arguments).output().unwrap()).output;
        assert!(told.contains("没有找到存档的文件：2022年1月的") && told.contains("就能找回"), "{told}");
    }
}

/// A stick that is locked against writing gives read-only files.
#[cfg(unix)]
#[test]
fn a_backup_that_is_read_only_is_opened_by_making_a_copy_that_is_not() {
    use std::os::unix::fs::PermissionsExt as _;
    let office = filled();
    office.run(["backup"]).done();
    let backup = office.session().backups().list().unwrap().remove(0).path;
    fs::set_permissions(&backup, fs::Permissions::from_mode(0o444)).unwrap();
    let (_store, folder) = yuebao::store::Store::open_copy_of(backup.as_ref()).unwrap();
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode();
    assert_ne!(mode(&folder.path().join("yuebao.sqlite")) & 0o200, 0);
    assert_eq!(mode(folder.path()) & 0o077, 0, "and nobody else looks into it");
}

/// A view in the place of a table could give no end of rows to whoever asks before looking.
#[test]
fn a_view_of_somebody_else_is_not_asked() {
    let office = filled();
    office.run(["backup"]).done();
    let backup = office.session().backups().list().unwrap().remove(0).path;
    let endless = "DROP TABLE IF EXISTS scan; CREATE VIEW scan AS
        WITH RECURSIVE more (revision) AS (SELECT 1 UNION ALL SELECT revision + 1 FROM more)
        SELECT revision, 'x' AS name, 'x' AS digest FROM more";
    rusqlite::Connection::open(&backup).unwrap().execute_batch(endless).unwrap();
    let listed = office.session().backups().list().unwrap().remove(0);
    assert!(!listed.readable && listed.content.contains("内部结构被别的程序改动过"), "{listed:?}");
    office.run(["set", "2022-01", "1b=1"]).done();
    office.run(["backup"]).done();
}

/// A path of one computer may lead anywhere on another.
#[test]
fn the_folders_of_the_other_computer_stay_there() {
    let from = filled();
    for setting in ["export_folder", "backup_folder"] {
        from.session().remember(setting, "/home/other/place").unwrap();
    }
    from.session().remember("letter_subject", "月报").unwrap();
    from.run(["pack", "a.yuebao"]).done();
    let file = from.home().join("a.yuebao");
    let (new, own) = (Office::new(), Office::new());
    new.run(["unpack", file.to_str().unwrap(), "--replace"]).done();
    own.run(["unpack", file.to_str().unwrap(), "--to", own.data().to_str().unwrap()]).done();
    for to in [new, own] {
        let session = to.session();
        assert_eq!(session.setting("export_folder").unwrap(), None);
        assert_eq!(session.setting("backup_folder").unwrap(), None);
        assert_eq!(session.setting("letter_subject").unwrap().as_deref(), Some("月报"));
    }
}

#[test]
fn nothing_can_be_read_without_the_passphrase() {
    let office = filled();
    with_passphrase(&office, "密", ["pack", "a.yuebao", "--passphrase"]).done();
    office.run(["pack", "b.yuebao"]).done();
    let holds = |name: &str, text: &str| {
        let bytes = fs::read(office.home().join(name)).unwrap();
        bytes.windows(text.len()).any(|window| window == text.as_bytes())
    };
    assert!(holds("b.yuebao", "manifest.json"));
    assert!(!holds("a.yuebao", "manifest.json"));
}

/// The data was damaged before it was packed: every byte of the file is as it was written, and nothing opens.
#[test]
fn data_that_does_not_open_is_not_unpacked() {
    let from = filled();
    let packed = from.home().join("a.yuebao");
    from.run(["pack", packed.to_str().unwrap()]).done();
    let bytes = fs::read(&packed).unwrap();
    let to = Office::begun();
    let file = to.home().join("a.yuebao");
    let before = contents(to.data());
    for damage in [
        "UPDATE entry SET text = '8' WHERE figure = '1a'",
        "DELETE FROM unit",
        "DROP TABLE entry",
        "PRAGMA application_id = 7",
    ] {
        overwrite(&file, &damaged(&bytes, damage));
        for arguments in [vec!["--to", "交接"], vec!["--replace"], vec![]] {
            let mut command = to.command(["unpack", "a.yuebao"]);
            let sentence = Ran::from(command.args(&arguments).output().unwrap()).refused();
            assert!(sentence.contains("交接文件里的数据不能用"), "{damage}: {sentence}");
            assert!(!sentence.contains("/tmp"), "{sentence}");
        }
        assert!(!to.home().join("交接").exists());
        assert!(contents(to.data()) == before);
    }
}

/// The same file with its data changed by a statement, and every digest made to fit.
fn damaged(file: &[u8], statement: &str) -> Vec<u8> {
    let packed = &file[file.windows(4).position(|bytes| bytes == b"PK\x03\x04").unwrap()..];
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(packed)).unwrap();
    let mut part = |name: &str| {
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut zip.by_name(name).unwrap(), &mut bytes).unwrap();
        bytes
    };
    let mut manifest: serde_json::Value = serde_json::from_slice(&part("manifest.json")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("data");
    overwrite(&path, &part("yuebao.sqlite"));
    let connection = rusqlite::Connection::open(&path).unwrap();
    connection.execute_batch(&format!("PRAGMA foreign_keys = OFF; {statement}")).unwrap();
    drop(connection);
    let data = fs::read(&path).unwrap();
    manifest["files"][0]["bytes"] = data.len().into();
    manifest["files"][0]["sha256"] = yuebao::digest::sha256(&data).into();
    let manifest = serde_json::to_vec(&manifest).unwrap();
    let zip = crate::files::zipped(&[("manifest.json", &manifest), ("yuebao.sqlite", &data)]);
    let digest = yuebao::digest::sha256(&zip);
    let head = format!("山城月报交接文件 1\nzip {:020}\n{digest}\n", zip.len());
    [head.as_bytes(), yuebao::digest::sha256(head.as_bytes()).as_bytes(), b"\n", &zip].concat()
}

#[test]
fn a_file_where_the_new_folder_should_be() {
    let (_, to) = packed();
    overwrite(&to.home().join("交接"), b"text");
    for folder in ["交接", "交接/下面"] {
        let sentence = to.run(["unpack", "a.yuebao", "--to", folder]).refused();
        assert!(sentence.contains("是一个文件，不是文件夹，没有解开"), "{sentence}");
    }
}

#[test]
fn an_office_without_data_packs_nothing() {
    let office = Office::new();
    assert!(office.run(["pack", "a.yuebao"]).refused().contains("还没有登记填报单位"));
    assert!(!office.home().join("a.yuebao").exists());
}
