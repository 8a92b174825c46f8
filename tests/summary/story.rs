//! The summary on the command line.

use std::fs;

use crate::harness::{Office, month, now, texts};
use crate::year::with_gaps;

#[test]
fn one_command_writes_three_files_and_says_where() {
    let office = Office::begun();
    with_gaps(&office);
    let ran = office.run(["summary", "2022", "--to", "."]);
    let names = ["docx", "pdf", "xlsx"].map(|ending| format!("龙沙镇_主题活动总结_2022年.{ending}"));
    assert_eq!(
        ran.output,
        format!(
            "./{}
",
            names.join(
                "
./"
            )
        )
    );
    assert_eq!(ran.code, 0);
    assert_eq!(
        ran.remark.trim(),
        "“主要做法”“存在问题”“下步打算”还没有写，文件里留了位置；请在窗口的“总结”页或 Word 里补写"
    );
    let read = |name: &String| fs::read(office.home().join(name)).unwrap();
    let first: Vec<Vec<u8>> = names.iter().map(read).collect();
    let starts: [&[u8]; 3] = [b"PK", b"%PDF", b"PK"];
    assert!(first.iter().zip(starts).all(|(bytes, start)| bytes.starts_with(start)));
    let record = office.run(["summary", "2022", "--to", ".", "--json"]).json();
    assert_eq!(record["span"], "2022");
    assert_eq!(record["files"][1]["path"], format!("./{}", names[1]));
    assert!(names.iter().map(read).collect::<Vec<_>>() == first, "the same summary is the same files");
}

#[test]
fn it_is_read_as_text_and_as_json() {
    let office = Office::begun();
    with_gaps(&office);
    insta::assert_snapshot!(office.run(["summary", "2022"]).done());
    let record = office.run(["summary", "2022-01..2022-03", "--json"]).json();
    assert_eq!(record["summary"]["name"], "2022年1月至3月");
    assert_eq!(record["summary"]["sections"][0]["lines"][0]["total"], "228");
    assert_eq!(record["headings"][2]["title"], "三、工作成效");
}

#[test]
fn what_cannot_be_summed_up_is_refused_with_a_reason() {
    let office = Office::begun();
    assert!(office.run(["summary", "去年"]).refused().contains("不是总结的时段"));
    assert!(office.run(["summary", "2025"]).refused().contains("不在主题活动期内"));
    assert!(office.run(["summary", "2022", "--to", "没有"]).refused().contains("文件夹“没有”不存在"));
    let mut session = office.session();
    let kind = yuebao::store::OperationKind::Fill;
    session.reports_mut().set_texts(now(), kind, month("2022-03"), texts("2a=12吨")).unwrap();
    let sentence = office.run(["summary", "2022", "--to", "."]).refused();
    assert!(sentence.contains("2022年3月清除暴露垃圾”填的是“12吨”"), "{sentence}");
}
