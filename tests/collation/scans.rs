//! Scans that units send in, from the drop to the disk: where they belong, what is told of them, and that none is lost.

use std::fs;
use std::path::PathBuf;
use std::process::Stdio;
use std::thread;
use std::time::Instant;

use serde_json::{Value, json};
use yuebao::session::{AssignedTo, Session};
use yuebao::store::Side;

use crate::clerk::{Clerk, texts};
use crate::district::unit_of;
use crate::drawn::{Hand, Layout, draw, right};
use crate::files::zipped;
use crate::harness::{Office, month, now, overwrite};
use crate::packed::mail;

const JANUARY: &str = "2022-01";
const MONDAY: &str = "Mon, 24 Jan 2022 09:00:00 +0800";
const PNG: &[u8] = b"\x89PNG\r\n\x1A\n IHDR a photograph IEND\xAE\x42\x60\x82";

fn january_of(unit: &str) -> Vec<u8> {
    draw(&right(unit_of(unit), 0), Layout::Official(Hand::Numbers)).bytes
}

/// A sealed page; each unit's is another one.
fn page_of(unit: &str) -> Vec<u8> {
    format!("%PDF-1.4 the sealed page of {unit} %%EOF\n").into_bytes()
}

impl Clerk {
    fn scans(&self) -> Vec<Value> {
        self.json(["scans"])["scans"].as_array().unwrap().clone()
    }

    /// The file on the disk that has the bytes of the only scan.
    fn kept_scan(&self) -> PathBuf {
        self.folder().join("月报存档").join(self.scans()[0]["sha256"].as_str().unwrap())
    }

    fn written_out(&self, number: &str) -> Vec<u8> {
        let told = self.json(["scan", number, "--to", "."]);
        fs::read(self.office.home().join(told["path"].as_str().unwrap())).unwrap()
    }
}

fn place(scan: &Value) -> (Option<&str>, Option<&str>) {
    (scan["unit"].as_str(), scan["month"].as_str())
}

#[test]
fn scans_come_beside_workbooks_in_mails_archives_and_folders_and_loose() {
    let clerk = Clerk::begun();
    let (workbook, page) = (january_of("小周镇"), page_of("小周镇"));
    clerk.put("收/1.eml", &mail(MONDAY, &[("附件2.xlsx", &workbook), ("扫描0001.pdf", &page)]));
    let (workbook, page) = (january_of("大周镇"), page_of("大周镇"));
    clerk.put("收/2.zip", &zipped(&[("附件2.xlsx", &workbook), ("CamScanner.pdf", &page)]));
    clerk.put("收/新乡镇2022年1月/表.xlsx", &january_of("新乡镇"));
    clerk.put("收/新乡镇2022年1月/微信图片.png", PNG);
    clerk.put("收/孙家镇.xlsx", &january_of("孙家镇"));
    clerk.put("收/孙家镇1月盖章.pdf", &page_of("孙家镇"));
    clerk.put("收/龙沙镇.xlsx", &january_of("龙沙镇"));
    clerk.put("收/扫描0002.pdf", &page_of("谁"));
    let told = clerk.json(["take", "收", "--yes", "--received", "2022-01-24"]);
    assert_eq!(told["sentence"], "10 个文件：采用 5，扫描件 4，认不出 1");
    let scans = clerk.scans();
    let mut places: Vec<_> = scans.iter().map(place).collect();
    places.sort_unstable();
    let of = |unit| (Some(unit), Some(JANUARY));
    assert_eq!(places, [(None, None), of("大周镇"), of("孙家镇"), of("小周镇"), of("新乡镇")]);
    let status = clerk.json(["status", JANUARY]);
    assert_eq!((&status["accepted"], &status["scanned"]), (&5.into(), &4.into()));
    assert_eq!(texts(&status["no_scan"]), ["龙沙镇"]);
    let told = clerk.run(["status", JANUARY]).done();
    assert!(told.contains("无章 1：龙沙镇"), "{told}");
    let problems = clerk.json(["problems", JANUARY]);
    let hints = problems["problems"].as_array().unwrap().iter().filter(|one| one["grade"] == "hint");
    let hints = hints.filter(|one| !one["sentence"].as_str().unwrap().contains("空着"));
    let hints: Vec<_> = hints.map(|one| (one["unit"].as_str(), one["sentence"].as_str())).collect();
    assert_eq!(hints, [(Some("龙沙镇"), Some("盖章扫描件没有收到"))]);
    // By its content, whatever it was called; the database does not grow with it.
    let of_mail = scans.iter().find(|scan| scan["unit"] == "小周镇").unwrap();
    let number = of_mail["report"].as_str().unwrap().strip_suffix("/0").unwrap();
    assert_eq!(clerk.written_out(number), page_of("小周镇"));
    clerk.is_sound();
}

#[test]
fn what_nobody_can_place_is_assigned_or_left_out() {
    let clerk = Clerk::begun();
    clerk.put("龙沙镇.xlsx", &january_of("龙沙镇"));
    clerk.put("小周镇.xlsx", &january_of("小周镇"));
    clerk.take("龙沙镇.xlsx");
    clerk.take("小周镇.xlsx");
    clerk.put("扫描.pdf", &page_of("谁"));
    assert_eq!(clerk.take("扫描.pdf")["files"][0]["outcome"], "unplaced");
    let asked = |clerk: &Clerk| {
        let problems = clerk.json(["problems"])["problems"].as_array().unwrap().clone();
        problems.into_iter().filter(|one| one["file"] == "扫描.pdf").collect::<Vec<_>>()
    };
    let questions = asked(&clerk);
    assert_eq!((questions.len(), &questions[0]["grade"]), (2, &"verify".into()));
    let scan = questions[0]["report"].as_str().unwrap();
    let refused = clerk.run(["accept", JANUARY, "龙沙镇", "--report", scan, "--reason", "盖了章的"]);
    assert!(refused.refused().contains("这份收到的表"), "a scan is no report");
    let named = ["assign", scan, "--unit", "龙沙镇", "--month", JANUARY, "--reason", "看过章了"];
    let told = clerk.run(named).done();
    assert_eq!(told, format!("{scan} 是龙沙镇2022年1月\n"));
    assert!(asked(&clerk).is_empty());
    assert_eq!(texts(&clerk.json(["status", JANUARY])["no_scan"]), ["小周镇"]);
    clerk.run(["exclude", scan, "--reason", "是别的文件"]).done();
    assert!(asked(&clerk).is_empty());
    assert_eq!(clerk.json(["status", JANUARY])["scanned"], 0);
    assert_eq!(clerk.scans()[0]["excluded"], "是别的文件");
    let history = clerk.beside(["history"]).done();
    assert!(history.contains("“扫描.pdf”的排除的原因"), "{history}");
    clerk.is_sound();
}

/// Each step takes back exactly one: leaving out, assigning, taking in.
#[test]
fn each_step_with_a_scan_is_undone_by_one() {
    let clerk = Clerk::begun();
    let path = clerk.put("扫描.pdf", &page_of("谁"));
    let mut session = Session::open_side(Side::Collation, &clerk.folder()).unwrap();
    let read = session.collation().intake_reader().unwrap().read(&[path], &|_| false);
    session.collation_mut().take_in(now(), &read, None).unwrap();
    let scan = session.collation().scans(None).unwrap()[0].report;
    let unit = session.collation().member("龙沙镇").unwrap().id;
    let january = month(JANUARY);
    let to = AssignedTo { unit: Some(unit), month: Some(january), ..AssignedTo::default() };
    session.collation_mut().assign(now(), scan, to, "看过章了").unwrap();
    session.collation_mut().exclude(now(), scan, "是别的文件").unwrap();
    let stands = |session: &Session| {
        let scans = session.collation().scans(None).unwrap();
        scans.first().map(|scan| (scan.unit.clone(), scan.excluded.clone()))
    };
    let assigned = Some("龙沙镇".to_owned());
    let mut back = vec![stands(&session)];
    for _ in 0..3 {
        session.history_mut().undo(now()).unwrap().unwrap();
        back.push(stands(&session));
    }
    let left_out = Some("是别的文件".to_owned());
    assert_eq!(
        back,
        [Some((assigned.clone(), left_out)), Some((assigned.clone(), None)), Some((None, None)), None]
    );
    for _ in 0..2 {
        session.history_mut().redo(now()).unwrap().unwrap();
    }
    assert_eq!(stands(&session), Some((assigned, None)));
    drop(session);
    assert_eq!(clerk.written_out("1"), page_of("谁"));
    clerk.is_sound();
}

#[test]
fn the_same_scan_again_changes_nothing_and_mends_what_the_disk_lost() {
    let clerk = Clerk::begun();
    clerk.put("龙沙镇2022年1月.pdf", &page_of("龙沙镇"));
    assert_eq!(clerk.take("龙沙镇2022年1月.pdf")["files"][0]["outcome"], "scan");
    clerk.put("又发来一次.pdf", &page_of("龙沙镇"));
    assert_eq!(clerk.take("又发来一次.pdf")["files"][0]["outcome"], "duplicate");
    assert_eq!(clerk.scans().len(), 1);
    for (damage, told) in [(Some(b"%PDF-1.4 another %%EOF"), "已损坏"), (None, "不见了")] {
        match damage {
            Some(bytes) => overwrite(&clerk.kept_scan(), bytes),
            None => fs::remove_file(clerk.kept_scan()).unwrap(),
        }
        let refused = clerk.run(["scan", "1", "--to", "."]).refused();
        assert!(
            refused.starts_with(&format!("收到的扫描件“龙沙镇2022年1月.pdf”{told}，没有用它")),
            "{refused}"
        );
        let doctor = clerk.beside(["doctor"]);
        let sentence = format!("收到的“龙沙镇2022年1月.pdf”{told}");
        assert!(doctor.output.contains(&sentence), "{}", doctor.output);
        assert!(doctor.output.contains("请向单位再要一份同样的文件，收进来就补上了"), "{}", doctor.output);
        assert_eq!(clerk.json(["status", JANUARY])["scanned"], 1, "no figure and no place hangs on it");
        let planned = &clerk.json(["take", "又发来一次.pdf"])["files"][0];
        assert_eq!(
            (&planned["outcome"], &planned["sentences"][0]),
            (&"scan".into(), &"收过，但存着的那一份坏了或不见了；收下就补上".into())
        );
        clerk.take("又发来一次.pdf");
        assert_eq!(clerk.written_out("1"), page_of("龙沙镇"));
    }
    clerk.is_sound();
}

#[test]
fn a_backup_brings_a_scan_back_and_the_next_clerk_has_it() {
    let clerk = Clerk::begun();
    clerk.put("收/龙沙镇.xlsx", &january_of("龙沙镇"));
    clerk.put("收/龙沙镇2022年1月.pdf", &page_of("龙沙镇"));
    clerk.take("收");
    let before = clerk.everything(JANUARY);
    let told = clerk.beside(["backup"]).done();
    let backup = told.lines().find_map(|line| line.split_once('：')).unwrap().1.to_owned();
    fs::remove_file(clerk.kept_scan()).unwrap();
    clerk.beside(["backup"]).done();
    assert_eq!(clerk.written_out("2"), page_of("龙沙镇"), "from the copies beside the backups");
    let handover = clerk.office.home().join("交接.yuebao");
    clerk.beside(["pack", handover.to_str().unwrap()]).done();
    let next = Office::new();
    let folder = next.data().join("汇总");
    fs::create_dir_all(&folder).unwrap();
    next.run(["unpack", handover.to_str().unwrap(), "--to", folder.to_str().unwrap()]).done();
    let next = Clerk { office: next };
    assert_eq!((next.everything(JANUARY), next.written_out("2")), (before.clone(), page_of("龙沙镇")));
    next.is_sound();
    // The database is damaged, and the backup takes its place.
    fs::remove_file(clerk.kept_scan()).unwrap();
    overwrite(&Side::Collation.file_in(&clerk.folder()), &[0; 8192]);
    clerk.beside(["restore", &backup]).done();
    assert_eq!((clerk.everything(JANUARY), clerk.written_out("2")), (before, page_of("龙沙镇")));
    clerk.is_sound();
}

#[test]
fn a_scan_that_is_cut_empty_or_something_else_is_told() {
    let clerk = Clerk::begun();
    clerk.put("收/切断.pdf", b"%PDF-1.4 half of ");
    clerk.put("收/空的.jpg", b"");
    clerk.put("收/别的.png", b"this is no picture");
    let told = clerk.take("收");
    for file in told["files"].as_array().unwrap() {
        let sentence = file["sentences"][0].as_str().unwrap();
        assert!(file["outcome"] == "unplaced" && sentence.contains("没有收"), "{file}");
    }
    assert_eq!((told["files"].as_array().unwrap().len(), clerk.scans().len()), (3, 0));
    // A name that the system would run has the ending of its content.
    clerk.put("龙沙镇2022年1月.pdf.exe", &page_of("龙沙镇"));
    clerk.take("龙沙镇2022年1月.pdf.exe");
    let path = clerk.json(["scan", "1/0", "--to", "."])["path"].as_str().unwrap().to_owned();
    assert!(path.ends_with("龙沙镇2022年1月.pdf.pdf"), "{path}");
    assert!(clerk.run(["scan", "9", "--to", "."]).refused().contains("没有“9”这份收到的扫描件"));
}

/// A unit exports its workbook and its PDF with this program, and sends a workbook that was changed since.
#[test]
fn a_pdf_that_this_program_exported_is_compared_with_the_workbook() {
    let unit = Office::begun();
    unit.run(["set", JANUARY, "1a=5"]).done();
    let export = |folder: &str| {
        let folder = unit.home().join(folder);
        fs::create_dir_all(&folder).unwrap();
        for kind in ["export", "pdf"] {
            assert_eq!(unit.run([kind, JANUARY, "--to", folder.to_str().unwrap()]).code, 0);
        }
        let mut files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect::<Vec<_>>();
        files.sort();
        [fs::read(&files[0]).unwrap(), fs::read(&files[1]).unwrap()]
    };
    let [pdf, _] = export("先");
    unit.run(["set", JANUARY, "1a=6"]).done();
    let [later_pdf, workbook] = export("后");
    let clerk = Clerk::begun();
    let attached = [("表.xlsx", workbook.as_slice()), ("表.pdf", &pdf), ("表2.pdf", &later_pdf)];
    let differs = |clerk: &Clerk| {
        let problems = clerk.json(["problems", JANUARY])["problems"].as_array().unwrap().clone();
        problems.into_iter().find(|one| one["sentence"].as_str().unwrap().starts_with("PDF 文件"))
    };
    clerk.put("1.eml", &mail(MONDAY, &attached[..2]));
    clerk.take("1.eml");
    assert_eq!(clerk.scans()[0]["unit"], "龙沙镇");
    let told = differs(&clerk).unwrap();
    assert_eq!((&told["grade"], &told["unit"]), (&json!("hint"), &json!("龙沙镇")), "{told}");
    clerk.put("2.eml", &mail(MONDAY, &attached[2..]));
    clerk.take("2.eml");
    assert_eq!(differs(&clerk), None);
    assert_eq!(clerk.json(["status", JANUARY])["scanned"], 0, "neither carries a seal");
}

/// Killed at any moment: every scan that the records name lies whole beside them.
#[test]
fn a_killed_taking_leaves_no_scan_without_its_file() {
    const TRIALS: u32 = 12;
    let page = |number: usize| {
        let mut page = page_of(&number.to_string());
        page.splice(9..9, vec![b' '; 400_000]);
        page
    };
    let begun = || {
        let clerk = Clerk::begun();
        for number in 0..8 {
            clerk.put(&format!("收/{number}.pdf"), &page(number));
        }
        let mut command = clerk.office.command(["collate", "take", "收", "--yes", "--json"]);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        (clerk, command)
    };
    let (_first, mut command) = begun();
    let started = Instant::now();
    assert!(command.status().unwrap().success());
    let longest = started.elapsed();
    let mut whole = 0;
    for trial in 1..=TRIALS {
        let (clerk, mut command) = begun();
        let mut child = command.spawn().unwrap();
        let share = if trial == TRIALS { 10.0 } else { 0.2 + 0.9 * f64::from(trial) / f64::from(TRIALS) };
        thread::sleep(longest.mul_f64(share));
        child.kill().unwrap();
        let acknowledged = child.wait().unwrap().success();
        let known = clerk.scans().len();
        assert!(known == 8 || (known == 0 && !acknowledged), "{known} of 8");
        whole += usize::from(known == 8);
        clerk.is_sound();
        clerk.take("收");
        assert_eq!(clerk.written_out("8").len(), page(7).len(), "once more, and all are there");
    }
    println!("kill -9: {TRIALS} trials, all of the scans in {whole}");
    assert!(whole > 0);
}
