//! Media that are full, read-only or taken away while the program is at work.
//!
//! The file systems are mounted in a name space of the child's own, so nothing of it outlives the test.

use std::fs;

use yuebao::session::Session;

use crate::harness::mount::mounting;
use crate::harness::{Office, contents, month, now, texts};

fn filled() -> Office {
    let office = Office::begun();
    office.run(["set", "2022-01", "1a=120", "2a=3.5"]).done();
    office
}

/// With every amount of room from none to enough, a backup is whole or not there.
#[test]
fn a_stick_that_is_too_small() {
    let office = filled();
    let script = r#"
        stick="$HOME/stick" && mkdir "$stick"
        for kilobytes in 4 8 16 24 32 40 44 48 52 56 60 64 96 128 256; do
            mount -t tmpfs -o size=${kilobytes}k stick "$stick"
            if "$YUEBAO" backup --to "$stick" >/dev/null 2>"$HOME/told"; then
                echo written $(ls -A "$stick" | wc -l) $(ls -A "$stick"/*.sqlite | wc -l)
            else
                grep -q "所在的磁盘满了，这次没有备份到那里，数据都在" "$HOME/told" || cat "$HOME/told" >&2
                echo full $(ls -A "$stick" | wc -l) 0
            fi
            umount "$stick"
        done"#;
    let Some(ran) = mounting(&office, script) else { return };
    let output = ran.done();
    let written = output.lines().filter(|line| *line == "written 1 1").count();
    let full = output.lines().filter(|line| *line == "full 0 0").count();
    println!(
        "small stick: {} trials, {written} written whole, {full} told and left nothing",
        output.lines().count()
    );
    assert_eq!(written + full, 15, "{output}");
    assert!(written > 0 && full > 0, "{output}");
}

/// The disk with the data has less and less room: a restore, with the copy set aside, is done wholly or not at all.
#[test]
fn a_restore_on_a_full_disk() {
    let office = filled();
    office.run(["backup"]).done();
    office.run(["set", "2022-01", "1a=121"]).done();
    let script = r#"
        disk="$HOME/disk" && mkdir "$disk"
        for kilobytes in 128 160 192 224 256 288 320 352 384 448 512 1024; do
            mount -t tmpfs -o size=${kilobytes}k disk "$disk"
            cp -r "$YUEBAO_DATA"/. "$disk" 2>/dev/null || true
            if test -s "$disk"/backups/*.sqlite && cmp -s "$YUEBAO_DATA/yuebao.sqlite" "$disk/yuebao.sqlite"; then
                code=0
                "$YUEBAO" --data "$disk" restore "$disk"/backups/*.sqlite >/dev/null 2>"$HOME/told" || code=$?
                # Looking needs a little room of its own.
                mount -o remount,size=8m "$disk"
                "$YUEBAO" --data "$disk" show 2022-01 --json > "$HOME/shown" 2>/dev/null || echo cannot show
                echo $code $(grep -o '"1a":{[^}]*' "$HOME/shown" | grep -o '"month":"[0-9]*"')
                test $code = 0 || grep -q '没有' "$HOME/told"
            fi
            umount "$disk"
        done"#;
    let Some(ran) = mounting(&office, script) else { return };
    let output = ran.done();
    let (mut done, mut refused) = (0, 0);
    for line in output.lines() {
        match line {
            r#"0 "month":"120""# => done += 1,
            r#"1 "month":"121""# => refused += 1,
            other => panic!("{other:?} in {output}"),
        }
    }
    println!("restore on a full disk: {} trials, {done} done, {refused} refused", done + refused);
    assert!(done > 0 && refused > 0, "{output}");
}

#[test]
fn a_read_only_place_for_backups() {
    let office = filled();
    let script = r#"
        stick="$HOME/stick" && mkdir "$stick" && mount -t tmpfs -o ro stick "$stick"
        "$YUEBAO" backup --to "$stick""#;
    let Some(ran) = mounting(&office, script) else { return };
    assert!(ran.refused().contains("是只读的，这次没有备份到那里，数据都在"));
}

#[test]
fn a_backup_on_a_read_only_stick_is_restored_from() {
    let office = filled();
    let script = r#"
        stick="$HOME/stick" && mkdir "$stick" && mount -t tmpfs stick "$stick"
        "$YUEBAO" backup --to "$stick" >/dev/null
        "$YUEBAO" set 2022-01 1a=121 >/dev/null
        mount -o remount,ro "$stick"
        "$YUEBAO" restore "$stick"/*.sqlite >/dev/null
        "$YUEBAO" show 2022-01 --json"#;
    let Some(ran) = mounting(&office, script) else { return };
    assert_eq!(ran.json()["figures"]["1a"]["month"], "120");
}

/// On Linux a deleted file takes every change and keeps none: none of them may be acknowledged.
#[test]
fn a_folder_that_vanishes_while_it_is_open() {
    const TRIALS: usize = 20;
    for trial in 0..TRIALS {
        let office = filled();
        let mut session = office.session();
        session.reports_mut().set_amounts(now(), month("2022-02"), texts("1a=1")).unwrap();
        let moved = office.home().join("moved");
        if trial % 2 == 0 {
            fs::rename(office.data(), &moved).unwrap();
        } else {
            crate::harness::copy(office.data(), &moved);
            fs::remove_dir_all(office.data()).unwrap();
        }
        let told = session.reports_mut().set_amounts(now(), month("2022-02"), texts("1a=2")).unwrap_err();
        assert_eq!(told.code(), "gone");
        assert!(
            told.to_string().contains("不见了") && told.to_string().contains("刚才的内容没有保存"),
            "{told}"
        );
        drop(session);

        fs::rename(&moved, office.data()).unwrap();
        let found = Session::open(office.data()).unwrap().reports().sheet(month("2022-02")).unwrap();
        let text = found.cell(crate::harness::id("1a")).unwrap().month.text();
        assert!(text == "1" || text == "2", "what was acknowledged, or what was tried: {text}");
    }
    println!("vanished folder: {TRIALS} trials, nothing acknowledged that was not kept");
}

/// A stick is pulled and put back in: what is typed can be saved then.
#[test]
fn a_folder_that_comes_back() {
    let office = filled();
    let mut session = office.session();
    let away = office.home().join("away");
    crate::harness::copy(office.data(), &away);
    fs::remove_dir_all(office.data()).unwrap();
    let save = |session: &mut Session| {
        session.reports_mut().set_figures(now(), month("2022-02"), texts("1a=7"), None, None)
    };
    assert!(
        session.reports().preview_figures(month("2022-02"), texts("1a=7"), None).is_ok(),
        "to look asks for no disk"
    );
    assert_eq!(save(&mut session).unwrap_err().code(), "gone");
    assert_eq!(session.reconnect().unwrap_err().code(), "gone");
    assert!(!office.data().exists(), "no empty one is made in its place");

    fs::rename(&away, office.data()).unwrap();
    session.reconnect().unwrap();
    save(&mut session).unwrap();
    drop(session);
    assert_eq!(office.figure("2022-02", "1a", "month"), "7");
    assert_eq!(office.figure("2022-01", "1a", "month"), "120");
}

#[test]
fn another_file_in_the_place_of_the_open_one() {
    let office = filled();
    let mut session = office.session();
    let other = filled();
    fs::remove_file(office.file()).unwrap();
    fs::copy(other.file(), office.file()).unwrap();
    let before = contents(office.data());
    let told = session.reports_mut().set_amounts(now(), month("2022-02"), texts("1a=2")).unwrap_err();
    assert_eq!(told.code(), "gone");
    assert_eq!(
        fs::read(office.file()).unwrap(),
        before.iter().find(|(name, _)| name == "yuebao.sqlite").unwrap().1
    );
}
