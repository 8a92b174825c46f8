//! Data that is gone while its backups are still there, and things that stand in the place of a file.

use std::fs;
use std::path::Path;

use yuebao::store::Side;

use crate::harness::{Office, Ran, contents, copy, month, now, overwrite, texts};

const BACKUP: &str = "月报备份_2022-03-20_0900_龙沙镇.sqlite";

/// An office with one month and a backup of it, its store closed.
fn backed_up() -> Office {
    let office = Office::begun();
    office.run(["set", "2022-01", "1a=120"]).done();
    office.run(["backup"]).done();
    office
}

/// Whatever is asked of it, it says that the data is lost and that there is a backup, and makes no new data.
#[track_caller]
fn is_told_lost(office: &Office, how: &str) {
    let before = contents(office.data());
    for ran in [
        office.run(["show", "2022-01"]),
        office.run(["set", "2022-01", "1a=1"]),
        office.run(["unit"]),
        office.run(["backup"]),
        office.run(crate::harness::init("township", "2022-01")),
    ] {
        let sentence = ran.refused();
        assert!(sentence.contains(how) && sentence.contains(BACKUP), "{sentence}");
        assert!(sentence.contains("yuebao restore"), "{sentence}");
    }
    let doctor = office.run(["doctor"]);
    assert_eq!(doctor.code, 1, "{}", doctor.output);
    assert!(doctor.output.contains(how) && doctor.output.contains(BACKUP), "{}", doctor.output);
    assert!(!doctor.output.contains("数据完好"), "{}", doctor.output);
    let list = office.run(["restore"]);
    assert_eq!(list.code, 0);
    assert!(list.output.contains(BACKUP) && list.remark.contains(how), "{list:?}");
    assert!(contents(office.data()) == before, "the folder was changed");
}

#[track_caller]
fn is_restored(office: &Office) {
    office.run(["restore", BACKUP]).done();
    assert_eq!(office.figure("2022-01", "1a", "month"), "120");
    assert_eq!(office.run(["doctor"]).code, 0);
}

#[test]
fn data_that_is_empty_with_a_backup_beside_it() {
    let office = backed_up();
    overwrite(&office.file(), b"");
    is_told_lost(&office, "是空的（0 字节）");
    is_restored(&office);
    let kept = fs::read_dir(office.data()).unwrap().flatten();
    let kept: Vec<_> =
        kept.filter(|entry| entry.file_name().to_string_lossy().starts_with("损坏_")).collect();
    assert!(kept.is_empty(), "there was nothing to keep");
}

#[test]
fn data_that_is_gone_with_a_backup_beside_it() {
    let office = backed_up();
    fs::remove_file(office.file()).unwrap();
    is_told_lost(&office, "不见了");
    is_restored(&office);
}

/// An earlier version made a new file in the place of the lost one, and said that nothing was entered.
#[test]
fn a_new_file_in_the_place_of_lost_data() {
    let office = backed_up();
    let new = Office::new();
    assert!(new.run(["show", "2022-01"]).refused().contains("还没有登记填报单位"));
    fs::copy(new.file(), office.file()).unwrap();
    is_told_lost(&office, "里什么都没有登记");
    is_restored(&office);
}

/// SQLite would delete the log of an empty file, and the changes in it.
#[test]
fn an_empty_file_whose_log_is_left() {
    let office = Office::begun();
    let mut session = office.session();
    session.reports_mut().set_amounts(now(), month("2022-01"), texts("1a=5")).unwrap();
    let crashed = office.home().join("crashed");
    copy(office.data(), &crashed);
    drop(session);
    let office = office.with_data(crashed);
    for empty in [true, false] {
        if empty {
            overwrite(&office.file(), b"");
        } else {
            fs::remove_file(office.file()).unwrap();
        }
        let before = contents(office.data());
        for ran in [office.run(["show", "2022-01"]), office.run(["set", "2022-01", "1a=1"])] {
            assert!(ran.refused().contains("以前的修改日志还在，旁边没有备份"));
        }
        assert_eq!(office.run(["doctor"]).code, 1);
        assert!(contents(office.data()) == before, "the log is left as it was");
    }
}

/// A pipe would be read for ever: each command is given ten seconds.
#[cfg(unix)]
#[track_caller]
fn in_time<const COUNT: usize>(office: &Office, arguments: [&str; COUNT]) -> Ran {
    let mut command = std::process::Command::new("timeout");
    let program = office.command(arguments);
    command.env_clear().arg("10").arg(program.get_program()).args(program.get_args());
    command.current_dir(office.home()).env("PATH", "/usr/bin:/bin");
    for (name, value) in program.get_envs() {
        command.env(name, value.unwrap_or_default());
    }
    let output = command.output().unwrap();
    assert_ne!(output.status.code(), Some(124), "{arguments:?} did not end");
    Ran::from(output)
}

#[cfg(unix)]
fn pipe(path: &Path) {
    assert!(std::process::Command::new("mkfifo").arg(path).status().unwrap().success());
}

#[test]
#[cfg(unix)]
fn a_pipe_in_the_place_of_any_file_of_the_folder() {
    let companions =
        [Side::Reporting.file_name(), "yuebao.sqlite-wal", "yuebao.sqlite-shm", "yuebao.sqlite-journal"];
    for name in companions.into_iter().chain(["yuebao.lock", "yuebao.open"]) {
        let office = backed_up();
        let path = office.data().join(name);
        let _there = fs::remove_file(&path);
        pipe(&path);
        for arguments in [["show", "2022-01"], ["restore", BACKUP], ["export", "2022-01"]] {
            let ran = if arguments[0] == "export" {
                in_time(&office, ["export", "2022-01", "--to", "."])
            } else {
                in_time(&office, arguments)
            };
            let sentence = ran.refused();
            assert!(sentence.contains(&format!("{name}”不是普通的文件")), "{sentence}");
        }
        let doctor = in_time(&office, ["doctor"]);
        assert_eq!(doctor.code, 1, "{}", doctor.output);
    }
}

#[test]
#[cfg(unix)]
fn a_device_and_a_socket_in_the_place_of_the_data() {
    let office = backed_up();
    fs::remove_file(office.file()).unwrap();
    std::os::unix::fs::symlink("/dev/zero", office.file()).unwrap();
    assert!(in_time(&office, ["show", "2022-01"]).refused().contains("不是普通的文件"));
    fs::remove_file(office.file()).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(office.file()).unwrap();
    assert!(in_time(&office, ["show", "2022-01"]).refused().contains("不是普通的文件"));
}

/// Whatever file a person names may be a pipe.
#[test]
#[cfg(unix)]
fn a_pipe_in_the_place_of_a_file_that_is_named() {
    let office = backed_up();
    let path = office.home().join("管道");
    pipe(&path);
    pipe(&office.data().join("backups").join("月报备份_2022-03-19_0900_龙沙镇.sqlite"));
    for ran in [
        in_time(&office, ["restore", "管道"]),
        in_time(&office, ["restore", "管道", "--preview"]),
        in_time(&office, ["unpack", "管道"]),
        in_time(&office, ["unpack", "管道", "--replace"]),
        in_time(&office, ["import", "管道"]),
        in_time(&office, ["projects", "import", "管道"]),
        in_time(&office, ["verify", "管道"]),
        in_time(&office, ["pack", "管道"]),
    ] {
        let sentence = ran.refused();
        assert!(
            ["管道或设备", "不是山城月报的备份"].iter().any(|told| sentence.contains(told)),
            "{sentence}"
        );
    }
    assert!(
        in_time(&office, ["restore"]).output.contains("月报备份_2022-03-19_0900"),
        "listed, and not opened"
    );
    let doctor = in_time(&office, ["doctor"]);
    assert_eq!(doctor.code, 1);
    assert!(doctor.output.contains("✗ 有备份打不开：月报备份_2022-03-19_0900"), "{}", doctor.output);
    assert!(in_time(&office, ["backup"]).done().contains("没有变化"));
    assert_eq!(office.figure("2022-01", "1a", "month"), "120");
}
