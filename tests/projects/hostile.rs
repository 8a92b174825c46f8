//! Files that are broken, locked, far too large or made to do harm: each has its own sentence, none changes the
//! list, and the program stays small.

use std::process::Command;

use crate::files::{
    LEGACY, WEB_PAGE, encrypted, false_promise, far_corner, formula_without_result, table, workbook,
    write_formula, write_line, zip_bomb,
};
use crate::harness::{Office, Ran};

/// The most memory an import may take, in kilobytes, and not in use alone but asked for.
const MOST_MEMORY: &str = "300000";

/// Imports a file in a program that the system gives no more memory than that, and says what it was told. Nothing
/// is changed.
#[track_caller]
fn refused(office: &Office, name: &str, bytes: &[u8]) -> String {
    yuebao::output::write_file(&office.home().join(name), bytes).unwrap();
    let before = office.run(["projects", "list", "--json"]).done();
    let ran = confined(office, name);
    assert_eq!(ran.code, 1, "{name}: {}{}", ran.output, ran.remark);
    assert_eq!(office.run(["projects", "list", "--json"]).done(), before, "{name} changed something");
    let sentence = ran.remark.lines().last().unwrap_or_default().to_owned();
    assert!(sentence.contains("什么都没有"), "{name}: {sentence}");
    sentence
}

fn confined(office: &Office, name: &str) -> Ran {
    let command = office.command(["projects", "import", name, "--yes"]);
    if !cfg!(target_os = "linux") {
        return Ran::from({ command }.output().unwrap());
    }
    let mut shell = Command::new("/bin/sh");
    shell.arg("-c").arg(format!("ulimit -v {MOST_MEMORY} && exec \"$0\" \"$@\"")).arg(command.get_program());
    shell.args(command.get_args()).current_dir(office.home()).env_clear();
    shell.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
    Ran::from(shell.output().unwrap())
}

#[test]
fn every_bad_file_is_refused_with_its_own_sentence() {
    let office = Office::begun();
    office.run(["projects", "add", "--by", "甲"]).done();
    let heading: &[&str] = &["实施主体", "建设规模", "资金来源", "完成时限"];
    let long = "长".repeat(40_000);
    let many: Vec<String> = (1..=10_000).map(|number| format!("甲{number},公厕,自筹,长期\n")).collect();
    let many = format!("{}\n{}", heading.join(","), many.concat());
    let ten_thousand = workbook(|sheet| {
        write_line(sheet, 0, 0, heading);
        (1..=10_000)
            .for_each(|row| write_line(sheet, row, 0, &[&format!("甲{row}"), "公厕", "自筹", "长期"]));
    });
    let fault = workbook(|sheet| {
        write_line(sheet, 0, 0, heading);
        write_line(sheet, 1, 0, &["甲"]);
        write_formula(sheet, 1, 1, "=1/0", "#DIV/0!");
    });
    for (name, bytes, told) in [
        ("空.xlsx", table(&[]), "一个字也没有"),
        ("零.xlsx", Vec::new(), "这个文件是空的"),
        ("一万行.xlsx", ten_thousand, "一份清单最多 2000 个"),
        ("一万行.csv", many.into_bytes(), "一份清单最多 2000 个"),
        ("大.xlsx", vec![b'P'; 50 << 20], "这个文件有 50 MB，太大了"),
        ("炸弹.xlsx", zip_bomb(), "展开后太大"),
        ("空头.xlsx", false_promise(), "已损坏"),
        ("远角.xlsx", far_corner(), "没有找到“实施主体、建设规模、资金来源、完成时限”"),
        ("加密.xlsx", encrypted(), "设了密码"),
        ("断.xlsx", LEGACY[..3000].to_vec(), "已损坏"),
        ("网页.xls", WEB_PAGE.as_bytes().to_vec(), "其实是网页"),
        ("照片.xlsx", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), "这不是表格文件"),
        ("错误值.xlsx", fault, "“建设规模”是错误值 #DIV/0!"),
        ("公式.xlsx", formula_without_result(), "“建设规模”是公式，没有算出结果"),
        ("长格.csv", format!("实施主体,建设规模\n甲,{long}\n").into_bytes(), "“建设规模”太长"),
        ("无关.csv", b"name,phone\nx,1\n".to_vec(), "没有找到“实施主体"),
        ("只有标题.xlsx", table(&[heading]), "标题下面没有项目"),
    ] {
        let sentence = refused(&office, name, &bytes);
        assert!(sentence.contains(told), "{name}: {sentence}");
    }
}

#[test]
fn what_is_only_odd_comes_in_as_it_should() {
    let office = Office::begun();
    let columns = workbook(|sheet| {
        write_line(sheet, 3, 0, &["", "", "实施主体", "", "", "建设规模"]);
        write_line(sheet, 7, 0, &["", "", "甲\u{7}\u{202e}乙", "", "", "<b onclick=alert(1)>公厕</b>"]);
    });
    for (name, bytes) in [("改名.xlsx", LEGACY.to_vec()), ("空列.xlsx", columns)] {
        yuebao::output::write_file(&office.home().join(name), &bytes).unwrap();
        assert_eq!(confined(&office, name).code, 0, "{name}");
    }
    let list = office.run(["projects", "list", "--json"]).json();
    assert_eq!(list[0]["by"], "龙沙镇");
    assert_eq!(
        (list[3]["by"].as_str(), list[3]["scale"].as_str()),
        (Some("甲乙"), Some("<b onclick=alert(1)>公厕</b>"))
    );
}

#[test]
fn a_file_that_is_not_there_is_told() {
    let office = Office::begun();
    assert!(office.run(["projects", "import", "没有.xlsx"]).refused().starts_with("读不了这个文件"));
    assert!(office.run(["projects", "import", "."]).refused().starts_with("这是一个文件夹"));
}
