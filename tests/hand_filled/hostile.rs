//! Files that are broken, locked, far too large or no form at all: each has its own sentence, and nothing is changed.

use std::path::Path;

use proptest::prelude::*;
use yuebao::hand_filled::{Choices, plan};
use yuebao::notice::Notice;
use yuebao::reading::read;

use crate::files::{
    LEGACY, WEB_PAGE, encrypted, false_promise, far_corner, table, workbook, write_line, zip_bomb,
};
use crate::harness::Office;
use crate::old::{Old, book, old};

#[test]
fn every_bad_file_is_refused_with_its_own_sentence() {
    let office = Office::begun();
    office.put_old("好.xlsx", old("2022年1月", "4=1", "4=1"));
    let before = office.everything();
    let many: Vec<String> = (1..=101).map(|number| format!("表{number}")).collect();
    let many: Vec<Old<'_>> = many.iter().map(|tab| Old { tab, ..old("", "4=1", "") }).collect();
    for (name, bytes, told) in [
        ("空.xlsx", table(&[]), "一个字也没有"),
        ("零.xls", Vec::new(), "这个文件是空的"),
        ("大.xlsx", vec![b'P'; 50 << 20], "这个文件有 50 MB，太大了"),
        ("炸弹.xlsx", zip_bomb(), "展开后太大"),
        ("空头.xlsx", false_promise(), "已损坏"),
        ("远角.xlsx", far_corner(), "没有找到附件2的表（要有“当月数量”等标题，“整治内容”要和表样一样）"),
        ("加密.xlsx", encrypted(), "设了密码"),
        ("断.xls", LEGACY[..3000].to_vec(), "已损坏"),
        ("清单.xls", LEGACY.to_vec(), "没有找到附件2的表"),
        ("网页.xls", WEB_PAGE.as_bytes().to_vec(), "其实是网页"),
        ("照片.xlsx", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), "这不是表格文件"),
        ("只有标题.xlsx", table(&[&["序号", "整治内容", "当月数量"]]), "没有找到附件2的表"),
        ("许多.xlsx", book(&many), "一次最多导入 100 张"),
    ] {
        office.put(name, &bytes);
        let refused = office.run(["import", "好.xlsx", name, "--yes"]).refused();
        assert!(refused.contains(told) && refused.contains("什么都没有"), "{name}: {refused}");
        assert!(refused.contains(name) || name == "许多.xlsx", "{refused}");
    }
    assert!(office.run(["import", "没有.xlsx"]).refused().starts_with("“没有.xlsx”没有导入：读不了这个文件"));
    assert_eq!(office.everything(), before);
}

#[test]
fn texts_that_would_do_harm_elsewhere_are_only_texts() {
    let office = Office::begun();
    office.put(
        "3月.xlsx",
        &workbook(|sheet| {
            write_line(sheet, 0, 0, &["填报单位：\u{202e}<b onclick=alert(1)>镇", "2022年3月"]);
            write_line(sheet, 1, 0, &["序号", "整治内容", "当月数量"]);
            let rows = Notice::built_in()
                .unwrap()
                .form("annex2")
                .unwrap()
                .rows()
                .filter(|row| row.figures.len() == 1);
            for (line, (row, text)) in (2..).zip(rows.zip(["=cmd|' /C calc'!A0", "1e3", ""])) {
                write_line(sheet, line, 0, &[&row.number.to_string(), &row.content, text]);
            }
        }),
    );
    let shown = office.run(["import", "3月.xlsx"]);
    assert_eq!(shown.code, 1);
    assert!(shown.remark.contains("有 2 格读不懂"), "{}", shown.remark);
    assert!(!shown.output.contains('\u{202e}'), "{}", shown.output);
}

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        "[0-9０-９.,，。、/吨个处()（） -]{0,8}",
        "(序号|整治内容|当月数量|累计数量|说明：|填报时间：|填报单位（盖章）：|2022年3月|[1-9]|1[0-9]|清理城市水域垃圾X吨（含消落区垃圾）。)",
        "\\PC{0,6}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_grid_makes_it_panic(rows in prop::collection::vec(prop::collection::vec(cell(), 0..7), 0..12)) {
        let quoted = |text: &String| format!("\"{}\"", text.replace('"', "\"\""));
        let lines: Vec<String> = rows.iter().map(|row| row.iter().map(quoted).collect::<Vec<_>>().join(",")).collect();
        let csv = format!("序号,整治内容,当月数量,,累计数量\n{}\n", lines.join("\n"));
        let form = Notice::built_in().unwrap().form("annex2").unwrap();
        let sheets = read(csv.as_bytes()).map(|book| yuebao::hand_filled::read(form, Path::new("2022年3月.csv"), &book));
        if let Ok(Ok(sheets)) = sheets {
            let office = tempfile::tempdir().unwrap();
            let mut session = yuebao::session::Session::open(office.path()).unwrap();
            let unit = crate::harness::unit(yuebao::unit::UnitKind::from("department"), "2022-01");
            session.begin(crate::harness::now(), unit, vec![]).unwrap();
            let (plan, _) = plan(form, session.ledger().unwrap(), &sheets, &Choices::default());
            prop_assert!(plan.sheets.len() == sheets.len());
        }
    }
}
