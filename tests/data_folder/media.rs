//! Media that take nothing: read-only ones, full ones, folders of somebody else.
//!
//! The file systems are mounted in a name space of the child's own, so nothing of it outlives the test.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;

#[cfg(target_os = "linux")]
use crate::harness::mount::mounting;
use crate::harness::{Office, Ran, contents};

fn filled() -> Office {
    let office = Office::begun();
    office.run(["set", "2022-01", "1a=120", "2a=3.5"]).done();
    office
}

#[test]
#[cfg(target_os = "linux")]
fn a_read_only_disk() {
    let office = filled();
    let before = contents(office.data());
    let script = r#"
        mount --bind "$YUEBAO_DATA" "$YUEBAO_DATA"
        mount -o remount,ro,bind "$YUEBAO_DATA"
        "$YUEBAO" set 2022-01 1a=5"#;
    let Some(ran) = mounting(&office, script) else { return };
    let sentence = ran.refused();
    assert!(sentence.contains("是只读的，刚才的内容没有保存，以前保存的都在"), "{sentence}");
    assert!(contents(office.data()) == before);
    assert_eq!(office.figure("2022-01", "1a", "month"), "120");
}

#[test]
#[cfg(target_os = "linux")]
fn a_read_only_disk_without_the_folder() {
    let office = Office::new();
    let script = r#"
        mount --bind "$HOME" "$HOME"
        mount -o remount,ro,bind "$HOME"
        "$YUEBAO" show 2022-01"#;
    let Some(ran) = mounting(&office, script) else { return };
    assert!(ran.refused().contains("是只读的"));
    assert!(!office.data().exists());
}

/// Every command that only looks, as a script: each must be done without a word on standard error.
#[cfg(target_os = "linux")]
const LOOKS: &str = r#"
    for looks in "show 2022-01" "unit" "opening" "history" "matrix" "revisions" "diff" "sent" "due" \
        "projects list" "summary 2022" "letter-template" "mail-server show" "restore" "check 2022-02"; do
        code=0
        "$YUEBAO" $looks > "$HOME/output" 2> "$HOME/told" || code=$?
        test "$looks" = "check 2022-02" || test "$code $(wc -c < "$HOME/told")" = "0 0" || {
            echo "$looks: $code"
            cat "$HOME/told"
        } >&2
        test -s "$HOME/output"
    done
    "$YUEBAO" show 2022-01 --json"#;

#[test]
#[cfg(target_os = "linux")]
fn a_read_only_disk_is_looked_at() {
    let office = filled();
    let before = contents(office.data());
    let script = format!(
        r#"
        mount --bind "$YUEBAO_DATA" "$YUEBAO_DATA"
        mount -o remount,ro,bind "$YUEBAO_DATA"
        "$YUEBAO" export 2022-01 --to "$HOME" >/dev/null 2>&1
        test -s "$HOME"/*.xlsx
        mkdir "$HOME/stick" && "$YUEBAO" backup --to "$HOME/stick" >/dev/null
        test -s "$HOME"/stick/*.sqlite
        "$YUEBAO" pack "$HOME/a.yuebao" >/dev/null
        "$YUEBAO" unpack "$HOME/a.yuebao" >/dev/null 2>&1
        "$YUEBAO" doctor > "$HOME/doctor" && exit 9
        {LOOKS}"#
    );
    let Some(ran) = mounting(&office, &script) else { return };
    assert_eq!(ran.json()["figures"]["1a"]["month"], "120");
    assert!(contents(office.data()) == before);
    let told = fs::read_to_string(office.home().join("doctor")).unwrap();
    assert!(told.contains("✗ 数据文件夹") && told.contains("现在不能写入（是只读的"), "{told}");
    assert!(told.contains("✓ 数据完好") && !told.contains("不支持 WAL"), "{told}");
}

/// What the crashed program had acknowledged stands in the log alone, which nobody may complete there.
#[test]
#[cfg(target_os = "linux")]
fn a_read_only_disk_with_the_log_of_a_crash_is_looked_at() {
    let office = filled();
    let mut session = office.session();
    let (now, month) = (crate::harness::now(), crate::harness::month("2022-01"));
    session.reports_mut().set_amounts(now, month, crate::harness::texts("1a=121")).unwrap();
    let crashed = office.home().join("crashed");
    crate::harness::copy(office.data(), &crashed);
    drop(session);
    fs::remove_file(crashed.join("yuebao.sqlite-shm")).unwrap();
    let office = office.with_data(crashed);
    let before = contents(office.data());
    let script = r#"
        mount --bind "$YUEBAO_DATA" "$YUEBAO_DATA"
        mount -o remount,ro,bind "$YUEBAO_DATA"
        "$YUEBAO" show 2022-01 --json"#;
    let Some(ran) = mounting(&office, script) else { return };
    assert_eq!(ran.json()["figures"]["1a"]["month"], "121");
    assert!(contents(office.data()) == before);
    // Without room for a copy it is refused, and never shown without its last change.
    let script = r#"
        mount --bind "$YUEBAO_DATA" "$YUEBAO_DATA"
        mount -o remount,ro,bind "$YUEBAO_DATA"
        mkdir -p "$HOME/small" && mount -t tmpfs -o size=8k small "$HOME/small"
        mount -t tmpfs -o size=8k small /dev/shm
        export TMPDIR="$HOME/small"
        "$YUEBAO" show 2022-01 --json"#;
    let Some(ran) = mounting(&office, script) else { return };
    assert!(ran.refused().contains("系统放临时文件的地方不能用（磁盘满了）"));
}

/// An older version's data is converted in a copy: on the disk it stays as it is.
#[test]
#[cfg(target_os = "linux")]
fn older_data_on_a_read_only_disk_is_looked_at() {
    let office = Office::new();
    fs::create_dir(office.data()).unwrap();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/faults/fixtures/schema_1.sql");
    let old = rusqlite::Connection::open(office.file()).unwrap();
    old.execute_batch(&fs::read_to_string(path).unwrap()).unwrap();
    drop(old);
    let before = contents(office.data());
    let script = r#"
        mount --bind "$YUEBAO_DATA" "$YUEBAO_DATA"
        mount -o remount,ro,bind "$YUEBAO_DATA"
        "$YUEBAO" show 2022-02 --json
        "$YUEBAO" set 2022-02 1a=5 || true"#;
    let Some(ran) = mounting(&office, script) else { return };
    let shown: serde_json::Value = serde_json::from_str(&ran.output).unwrap();
    assert_eq!(shown["figures"]["1a"]["total"], "228");
    assert!(ran.remark.contains("是只读的，刚才的内容没有保存"), "{}", ran.remark);
    assert!(contents(office.data()) == before && !office.data().join("backups").exists());
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_looked_at() {
    let office = filled();
    let script = format!(
        r#"
        disk="$HOME/disk" && mkdir "$disk" && mount -t tmpfs -o size=400k disk "$disk"
        cp "$YUEBAO_DATA"/* "$disk" && export YUEBAO_DATA="$disk"
        head -c 500000 /dev/zero > "$disk/filling" 2>/dev/null || true
        "$YUEBAO" doctor > "$HOME/doctor" && exit 9
        {LOOKS}
        "$YUEBAO" set 2022-01 1a=5 2>&1 && exit 9
        rm "$disk/filling"
        "$YUEBAO" set 2022-01 1a=6 >/dev/null
        "$YUEBAO" show 2022-01 --json"#
    );
    let Some(ran) = mounting(&office, &script) else { return };
    let lines: Vec<&str> = ran.output.trim().lines().collect();
    assert_eq!((ran.code, ran.remark.as_str(), lines.len()), (0, "", 3), "{}", ran.output);
    let figure = |line: &str| -> serde_json::Value {
        serde_json::from_str::<serde_json::Value>(line).unwrap()["figures"]["1a"]["month"].clone()
    };
    assert_eq!((figure(lines[0]), figure(lines[2])), ("120".into(), "6".into()));
    assert!(lines[1].contains("磁盘已满，刚才的内容没有保存，以前保存的都在"), "{}", lines[1]);
    let told = fs::read_to_string(office.home().join("doctor")).unwrap();
    assert!(told.contains("现在不能写入（磁盘已满），只能查看"), "{told}");
}

/// On a disk of 256 kB every command is repeated with growing texts until one is refused.
#[test]
#[cfg(target_os = "linux")]
fn a_disk_that_fills_up() {
    let office = filled();
    let script = r#"
        disk="$HOME/disk" && mkdir "$disk" && mount -t tmpfs -o size=256k disk "$disk"
        cp "$YUEBAO_DATA"/* "$disk" && export YUEBAO_DATA="$disk"
        saved=120 number=1000
        while "$YUEBAO" set 2022-01 1a=$number --json >/dev/null 2>"$HOME/told"; do
            saved=$number number=$((number + 1))
            head -c 3000 /dev/zero >> "$disk/filling" 2>/dev/null || true
            test $number -lt 1500
        done
        test $(wc -l < "$HOME/told") = 1
        cat "$HOME/told" >&2
        rm "$disk/filling"
        "$YUEBAO" show 2022-01 --json
        echo "$saved""#;
    let Some(ran) = mounting(&office, script) else { return };
    assert!(ran.remark.contains("磁盘已满，刚才的内容没有保存，以前保存的都在"), "{}", ran.remark);
    assert_eq!(ran.code, 0, "{}", ran.remark);
    let (shown, saved) = ran.output.trim().rsplit_once('\n').unwrap();
    let shown: serde_json::Value = serde_json::from_str(shown).unwrap();
    assert_eq!(shown["figures"]["1a"]["month"], saved, "the last number that was acknowledged");
    assert_eq!(shown["figures"]["2a"]["month"], "3.50");
}

#[test]
#[cfg(target_os = "linux")]
fn a_disk_that_was_full_from_the_start() {
    let script = r#"
        disk="$HOME/disk" && mkdir "$disk" && mount -t tmpfs -o size=64k disk "$disk"
        export YUEBAO_DATA="$disk"
        head -c 65536 /dev/zero > "$disk/filling" || true
        for left in 65536 61440 57344 49152 40960 32768 16384; do
            truncate -s $left "$disk/filling"
            "$YUEBAO" init --unit 龙沙镇 --kind township --person 张三 --phone 58136197 --from 2022-01 && exit 9
        done
        rm "$disk/filling"; mount -o remount,size=1m "$disk"
        "$YUEBAO" init --unit 龙沙镇 --kind township --person 张三 --phone 58136197 --from 2022-01"#;
    let Some(ran) = mounting(&Office::new(), script) else { return };
    for sentence in ran.remark.lines() {
        assert!(sentence.contains("磁盘已满"), "{sentence}");
    }
    assert_eq!((ran.code, ran.remark.lines().count()), (0, 7), "{}", ran.remark);
}

/// Permissions do not hold the superuser back: for it, the program runs as nobody.
#[test]
fn a_folder_of_somebody_else() {
    const NOBODY: u32 = 65534;
    let office = filled();
    let is_root = fs::metadata("/proc/self").is_ok_and(|me| {
        use std::os::unix::fs::MetadataExt;
        me.uid() == 0
    });
    let set = |mode| fs::set_permissions(office.data(), fs::Permissions::from_mode(mode)).unwrap();
    fs::set_permissions(office.home(), fs::Permissions::from_mode(0o755)).unwrap();
    let before = contents(office.data());
    for mode in [0o555, 0o000] {
        set(mode);
        let mut command = office.command(["set", "2022-01", "1a=5"]);
        if is_root {
            command.uid(NOBODY).gid(NOBODY);
        }
        let ran = Ran::from(command.output().unwrap());
        let mut command = office.command(["show", "2022-01", "--json"]);
        if is_root {
            command.uid(NOBODY).gid(NOBODY);
        }
        let shown = Ran::from(command.output().unwrap());
        set(0o755);
        let sentence = ran.refused();
        if mode == 0o555 {
            assert!(sentence.contains("是只读的，刚才的内容没有保存"), "{sentence}");
            assert_eq!(shown.json()["figures"]["1a"]["month"], "120", "looking works");
        } else {
            assert!(sentence.contains("没有权限"), "{sentence}");
            assert!(shown.refused().contains("没有权限"));
        }
        assert!(contents(office.data()) == before);
    }
}
