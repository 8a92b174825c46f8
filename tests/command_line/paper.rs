//! A month leaves as PDF, and goes to a printer.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use yuebao::output::write_file;
use yuebao::store::OperationKind;

use crate::harness::{Office, Ran, month, now, texts};

const NAME: &str = "龙沙镇_2022年03月_附件2.pdf";

fn finished() -> Office {
    let office = Office::begun();
    office.session().reports_mut().fill_zero(now(), month("2022-03")).unwrap();
    office
}

#[test]
fn the_path_is_printed_and_the_pdf_is_there() {
    let office = finished();
    assert_eq!(office.run(["pdf", "2022-03", "--to", "."]).done(), format!("./{NAME}\n"));
    let first = fs::read(office.home().join(NAME)).unwrap();
    assert!(first.starts_with(b"%PDF-1.7"));

    let record = office.run(["pdf", "2022-03", "--to", ".", "--json"]).json();
    assert_eq!(record["path"], format!("./{NAME}"));
    let exported = office.run(["export", "2022-03", "--to", ".", "--json"]).json();
    assert_eq!(record["digest"], exported["digest"], "the same figures, whatever the file");
    assert!(fs::read(office.home().join(NAME)).unwrap() == first, "the same month is the same file");
}

#[test]
fn what_cannot_leave_is_refused() {
    let office = Office::begun();
    assert!(office.run(["pdf", "2022-03", "--to", "没有"]).refused().contains("文件夹“没有”不存在"));
    office
        .session()
        .reports_mut()
        .set_texts(now(), OperationKind::Fill, month("2022-03"), texts("2a=12吨"))
        .unwrap();
    for command in [&["pdf", "2022-03", "--to", "."][..], &["print", "2022-03"]] {
        let ran = office.command([]).args(command).output().unwrap();
        let sentence = Ran::from(ran).refused();
        assert!(sentence.contains("填的是“12吨”，不能当作数字"), "{sentence}");
    }
    assert!(!office.home().join(NAME).exists());
}

/// A computer with these programs and no others: each writes down what it was given.
fn programs(office: &Office, programs: &[(&str, &str)]) -> PathBuf {
    let folder = office.home().join("programs");
    fs::create_dir(&folder).unwrap();
    for (name, script) in programs {
        let path = folder.join(name);
        write_file(&path, format!("#!/bin/sh\n{script}\n").as_bytes()).unwrap();
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    folder
}

fn print(office: &Office, path: &Path, json: bool) -> Ran {
    let mut command = office.command(["print", "2022-03"]);
    command.args(json.then_some("--json")).env("PATH", path);
    Ran::from(command.output().unwrap())
}

#[test]
fn with_a_default_printer_it_is_queued_there() {
    let office = finished();
    let path = programs(
        &office,
        &[
            ("lpstat", "echo 'system default destination: 三楼'"),
            ("lp", "while [ $# -gt 1 ]; do shift; done; /bin/cp \"$1\" \"$HOME/queued.pdf\""),
        ],
    );
    assert_eq!(print(&office, &path, false).done(), "已送到打印机“三楼”，请到打印机取纸\n");
    assert!(fs::read(office.home().join("queued.pdf")).unwrap().starts_with(b"%PDF"));
    let record = print(&office, &path, true).json();
    assert_eq!((&record["how"], &record["printer"]), (&"queued".into(), &"三楼".into()));
}

#[test]
fn without_one_it_is_opened_and_not_called_printed() {
    let office = finished();
    let path = programs(&office, &[("xdg-open", "echo \"$1\" > \"$HOME/opened\"")]);
    assert!(print(&office, &path, false).done().contains("还没有打印"));
    let opened = fs::read_to_string(office.home().join("opened")).unwrap();
    assert!(opened.ends_with(&format!("{NAME}\n")), "{opened}");
}

#[test]
fn where_nothing_prints_it_is_refused() {
    let office = finished();
    let path = programs(&office, &[]);
    assert!(print(&office, &path, false).refused().contains("请先导出 PDF"));
}
