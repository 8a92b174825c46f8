//! What may be wrong with what comes in, with the disk, and with the moment: each ends with a sentence, nothing is half taken,
//! and the doctor finds the data sound.

use std::collections::BTreeMap;
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::clerk::Clerk;
use crate::district::{UNITS, unit_of};
use crate::drawn::{Hand, Layout, draw, right};
use crate::files::{zip_bomb, zipped};
use crate::harness::{Ran, mount::mounting};
use crate::packed::{gb18030_archive, mail};

const JANUARY: &str = "2022-01";
const MONDAY: &str = "Mon, 24 Jan 2022 09:00:00 +0800";

fn january_of(unit: &str) -> Vec<u8> {
    draw(&right(unit_of(unit), 0), Layout::Official(Hand::Numbers)).bytes
}

/// What became of each file: its outcome, and the sentences that go with it.
fn told(intake: &Value) -> Vec<(String, String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let files = intake["files"].as_array().unwrap().iter();
    let sentences = |file: &Value| file["sentences"].as_array().unwrap().iter().map(text).collect::<String>();
    files.map(|file| (text(&file["name"]), text(&file["outcome"]), sentences(file))).collect()
}

#[test]
fn a_path_that_is_not_there_takes_nothing_in() {
    let clerk = Clerk::begun();
    clerk.put("收/小周镇.xlsx", &january_of("小周镇"));
    let refused = clerk.run(["take", "收", "没有.xlsx", "--yes"]);
    assert_eq!((refused.code, refused.output.as_str()), (1, ""));
    assert!(
        refused.remark.contains("没有.xlsx") && refused.remark.contains("什么都没有收"),
        "{}",
        refused.remark
    );
    assert_eq!(clerk.json(["status", JANUARY])["received"], 0);
}

#[test]
fn ten_thousand_files_and_one_more_are_told_and_the_first_are_taken() {
    let clerk = Clerk::begun();
    clerk.put("多/0小周镇.xlsx", &january_of("小周镇"));
    for number in 1..=10_000 {
        std::fs::File::create(clerk.office.home().join(format!("多/{number:05}.txt"))).unwrap();
    }
    let told = told(&clerk.take("多"));
    assert_eq!(told.len(), 10_001);
    assert_eq!((told[0].0.as_str(), told[0].1.as_str()), ("0小周镇.xlsx", "adopted"));
    let last = &told[10_000].2;
    assert!(last.starts_with("一次最多收 10000 个文件，到这里为止"), "{last}");
    assert_eq!(clerk.json(["status", JANUARY])["received"], 1);
    clerk.is_sound();
}

#[test]
fn what_does_harm_is_told_beside_what_is_taken() {
    let clerk = Clerk::begun();
    let bomb = zipped(&[("小周镇.xlsx", &zip_bomb()), ("大周镇.xlsx", &january_of("大周镇"))]);
    clerk.put("收/1.eml", &mail(MONDAY, &[("报表.zip", &bomb), ("新乡镇.xlsx", &january_of("新乡镇"))]));
    clerk.put("收/2.zip", &zipped(&[("../../../孙家镇.xlsx", &january_of("孙家镇"))]));
    let names = [(r"..\..\上报\龙沙镇.xlsx".to_owned(), january_of("龙沙镇"))];
    clerk.put("收/3.zip", &gb18030_archive(&names));
    let nested =
        zipped(&[("二.zip", &zipped(&[("三.zip", &zipped(&[("四.xlsx", &january_of("响水镇"))]))]))]);
    clerk.put("收/4.zip", &nested);
    std::os::unix::fs::symlink("/etc/passwd", clerk.office.home().join("收/5.xlsx")).unwrap();
    clerk.put("收/~$6.xlsx", b"left behind");
    clerk.put("收/7.rar", b"Rar!\x1a\x07\x01\x00 and more of it");
    clerk.put("收/8.eml", &mail(MONDAY, &[]));
    let told = told(&clerk.take("收"));
    let outcomes: Vec<(&str, &str)> =
        told.iter().map(|(name, outcome, _)| (name.as_str(), outcome.as_str())).collect();
    for (name, outcome) in [
        ("大周镇.xlsx", "adopted"),
        ("新乡镇.xlsx", "adopted"),
        ("孙家镇.xlsx", "adopted"),
        ("龙沙镇.xlsx", "adopted"),
        ("小周镇.xlsx", "unplaced"),
        ("三.zip", "unplaced"),
        ("5.xlsx", "unplaced"),
        ("7.rar", "unplaced"),
        ("8.eml", "unplaced"),
    ] {
        assert!(outcomes.contains(&(name, outcome)), "{name}: {told:#?}");
    }
    assert_eq!(told.len(), 9, "{told:#?}");
    for (name, outcome, sentence) in &told {
        let is_chinese = sentence.chars().filter(|sign| ('\u{4e00}'..='\u{9fff}').contains(sign)).count() > 8;
        assert!(outcome == "adopted" || is_chinese, "{name}: {sentence}");
        assert!(!sentence.contains("/tmp"), "{sentence}");
    }
    assert!(!clerk.office.home().parent().unwrap().join("孙家镇.xlsx").exists());
    assert_eq!(clerk.json(["status", JANUARY])["accepted"], 4);
    clerk.is_sound();
}

/// Puts the January of so many units into a folder.
fn january(clerk: &Clerk, folder: &str, units: std::ops::Range<usize>) {
    for unit in &UNITS[units] {
        clerk.put(&format!("{folder}/{}.xlsx", unit.name), &january_of(&unit.name));
    }
}

fn start(clerk: &Clerk, folder: &str) -> Child {
    let mut command = clerk.office.command(["collate", "take", folder, "--yes", "--json"]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Killed at any moment: all of the drop or nothing of it, and what was said is so.
#[test]
fn a_killed_taking_is_whole_or_nothing() {
    const TRIALS: u32 = 24;
    let clerk = Clerk::begun();
    january(&clerk, "1月", 0..12);
    let begun = Instant::now();
    assert!(start(&clerk, "1月").wait().unwrap().success());
    let longest = begun.elapsed();
    let (mut nothing, mut all) = (0, 0);
    for trial in 1..=TRIALS {
        let clerk = Clerk::begun();
        january(&clerk, "1月", 0..12);
        let mut child = start(&clerk, "1月");
        // Most of the time goes into reading; the end is where it is decided. The first has no time, the last has all it needs.
        let share = match trial {
            1 => 0.0,
            TRIALS => 10.0,
            trial => 0.4 + 0.8 * f64::from(trial) / f64::from(TRIALS),
        };
        thread::sleep(longest.mul_f64(share));
        child.kill().unwrap();
        let acknowledged = child.wait().unwrap().success();
        match clerk.json(["status", JANUARY])["received"].as_u64().unwrap() {
            0 => {
                assert!(!acknowledged, "it said that they were taken");
                nothing += 1;
            }
            12 => all += 1,
            part => panic!("{part} of 12 were taken"),
        }
        if trial % 6 == 0 {
            clerk.is_sound();
            clerk.take("1月");
            assert_eq!(clerk.json(["status", JANUARY])["accepted"], 12, "once more, and all are there");
        }
    }
    println!("kill -9: {TRIALS} trials, nothing of the drop in {nothing}, all of it in {all}");
    assert!(nothing > 0 && all > 0);
}

#[test]
fn two_programs_at_once_take_everything_once() {
    let clerk = Clerk::begun();
    january(&clerk, "甲", 0..6);
    january(&clerk, "乙", 6..12);
    january(&clerk, "都有", 12..18);
    let children = ["甲", "乙", "都有", "都有"].map(|folder| start(&clerk, folder));
    let mut outcomes = BTreeMap::new();
    for child in children {
        let taken = Ran::from(child.wait_with_output().unwrap()).json();
        assert_eq!(taken["taken"], true);
        for (_, outcome, _) in told(&taken) {
            *outcomes.entry(outcome).or_insert(0) += 1;
        }
    }
    let said: Vec<(&str, i32)> = outcomes.iter().map(|(outcome, count)| (outcome.as_str(), *count)).collect();
    assert_eq!(said, [("adopted", 18), ("duplicate", 6)], "each says what became of its files");
    let status = clerk.json(["status", JANUARY]);
    assert_eq!((&status["received"], &status["accepted"]), (&18.into(), &18.into()));
    for line in clerk.json(["trace", JANUARY, "1a"])["units"].as_array().unwrap() {
        let file = line["file"].as_str();
        assert!(file.is_none_or(|file| file == format!("{}.xlsx", line["unit"].as_str().unwrap())), "{line}");
    }
    let again = clerk.take("都有");
    assert!(told(&again).iter().all(|(_, outcome, _)| outcome == "duplicate"));
    clerk.is_sound();
}

/// With less and less room a drop is taken wholly or not at all.
#[test]
fn a_disk_that_fills_takes_all_or_nothing() {
    let clerk = Clerk::begun();
    january(&clerk, "1月", 0..20);
    let script = r#"
        disk="$HOME/disk" && mkdir "$disk"
        for kilobytes in 192 256 320 384 448 512 640 768 1024 2048; do
            mount -t tmpfs -o size=${kilobytes}k disk "$disk"
            if cp -r "$YUEBAO_DATA"/. "$disk" 2>/dev/null; then
                code=0
                "$YUEBAO" --data "$disk" collate take "$HOME/1月" --yes >/dev/null 2>"$HOME/told" || code=$?
                mount -o remount,size=8m "$disk"
                received=$("$YUEBAO" --data "$disk" collate status 2022-01 --json | grep -o '"received":[0-9]*')
                health=sound; "$YUEBAO" --data "$disk/汇总" doctor | grep -q 数据完好 || health=damaged
                echo $code $received $health
                test $code = 0 || grep -q '^磁盘已满，刚才的内容没有保存' "$HOME/told" || cat "$HOME/told" >&2
            fi
            umount "$disk"
        done"#;
    let Some(ran) = mounting(&clerk.office, script) else { return };
    let output = ran.done();
    let taken = output.lines().filter(|line| *line == r#"0 "received":20 sound"#).count();
    let refused = output.lines().filter(|line| *line == r#"1 "received":0 sound"#).count();
    println!("full disk: {taken} taken wholly, {refused} refused");
    assert_eq!(taken + refused, output.lines().count(), "{output}");
    assert!(taken > 0 && refused > 0, "{output}");
}

/// Somebody else writes for a moment, or for longer than the program waits.
#[test]
fn a_file_that_another_program_holds_is_told() {
    let clerk = Clerk::begun();
    january(&clerk, "1月", 0..2);
    let file = yuebao::store::Side::Collation.file_in(&clerk.folder());
    let mut other = rusqlite::Connection::open(file).unwrap();
    let writing = other.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).unwrap();
    let child = start(&clerk, "1月");
    thread::sleep(Duration::from_millis(6500));
    writing.commit().unwrap();
    let ran = Ran::from(child.wait_with_output().unwrap());
    assert!(ran.refused().starts_with("另一个程序正在保存数据，刚才的内容没有保存"));
    assert_eq!(clerk.json(["status", JANUARY])["received"], 0);
    clerk.take("1月");
    assert_eq!(clerk.json(["status", JANUARY])["received"], 2);
    clerk.is_sound();
}
