//! The PDF for those who have it read out, or who look for a part of it: headings, pictures with words, an outline.

use std::path::Path;

use serde_json::Value;
use yuebao::output::document::Fonts;
use yuebao::session::Now;
use yuebao::summary::{Heading, Span};

use crate::harness::{Office, now};
use crate::paper::{kept, run};
use crate::year::{with_gaps, with_projects};

const YEAR: Span = Span::Year(2022);

fn drawn(name: &str) -> std::path::PathBuf {
    let at: Now = "2022-11-02T09:00:00+08:00".parse().unwrap();
    let office = Office::begun();
    let mut session = with_gaps(&office);
    with_projects(&mut session);
    let words = "（一）加强领导。成立领导小组。";
    session.summaries_mut().write_summary(now(), YEAR, Heading::Measures, words, None).unwrap();
    kept(name, &session.summaries().pdf(at, YEAR, Fonts::system()).unwrap().bytes)
}

/// The titles of an outline, each after two spaces for each level.
fn titles(outline: &Value, level: usize) -> Vec<String> {
    let entries = outline.as_array().unwrap().iter();
    entries
        .flat_map(|entry| {
            let own = format!("{}{}", "  ".repeat(level), entry["title"].as_str().unwrap());
            std::iter::once(own).chain(titles(&entry["kids"], level + 1)).collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn the_outline_has_every_part_on_its_page() {
    let pdf = drawn("outline.pdf");
    let json: Value = serde_json::from_str(&run("qpdf", &[&"--json", &"--json-key=outlines", &pdf])).unwrap();
    let outlines = &json["outlines"];
    assert_eq!(
        titles(outlines, 0),
        [
            "一、基本情况",
            "二、主要做法",
            "  （一）加强领导。",
            "三、工作成效",
            "  （一）提升“平面”环境品质。",
            "  （二）提升“立面”环境品质。",
            "  （三）全民参与，共同缔造。",
            "四、存在问题",
            "五、下步打算",
            "2022年1月至10月各项数据汇总",
            "2022年1月至6月各月数据",
            "2022年7月至10月各月数据",
            "各项数据逐月情况",
            "附件3",
            "  “全民动手共同缔造山城美丽家园”亮点项目清单",
        ]
    );
    for entry in outlines.as_array().unwrap() {
        let page = entry["destpageposfrom1"].to_string();
        let text = run("pdftotext", &[&"-f", &page, &"-l", &page, &pdf, &"-"]);
        assert!(text.contains(entry["title"].as_str().unwrap()), "{entry}");
    }
}

/// The elements of a kind in the tree that is read out: the text under each.
fn elements(tree: &str, kind: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut depth = None;
    for line in tree.lines() {
        let own = line.len() - line.trim_start().len();
        let is_element = line.trim_start().split([' ', ':']).next() == Some(kind);
        if is_element {
            found.push(String::new());
            depth = Some(own);
        } else if depth.is_some_and(|depth| own > depth) {
            let text = line.trim_start().trim_matches('"');
            found.last_mut().unwrap().push_str(text);
        } else if !line.trim().is_empty() {
            depth = None;
        }
    }
    found
}

#[test]
fn headings_are_headings_and_charts_are_figures_when_they_are_read_out() {
    let pdf = drawn("read-out.pdf");
    let tree = run("pdfinfo", &[&"-struct-text", &pdf]);
    assert_eq!(elements(&tree, "H1"), ["龙沙镇“全民动手共同缔造山城美丽家园”市容环境整治主题活动总结"]);
    let parts = ["一、基本情况", "二、主要做法", "三、工作成效", "四、存在问题", "五、下步打算"];
    let tables = ["2022年1月至10月各项数据汇总", "2022年1月至6月各月数据", "2022年7月至10月各月数据"];
    let wanted: Vec<&str> = parts.into_iter().chain(tables).chain(["各项数据逐月情况", "附件3"]).collect();
    assert_eq!(elements(&tree, "H2"), wanted);
    // Of a township's 20 figures each has a small chart and one of its own.
    assert_eq!(elements(&tree, "Figure").len(), 40);
    assert_eq!(described(&pdf).len(), 40);
    let words = described(&pdf);
    let count = |wanted: &str| words.iter().filter(|words| *words == wanted).count();
    assert_eq!(count("1．出动环卫工人（人次），合计 1122，各月的柱"), 1);
    assert_eq!(count("1．出动环卫工人（人次），合计 1122，各月的柱和累计的线"), 1);
}

/// The alternative texts of the figures of a file.
fn described(pdf: &Path) -> Vec<String> {
    let json: Value = serde_json::from_str(&run("qpdf", &[&"--json", &"--json-key=qpdf", &pdf])).unwrap();
    let objects = json["qpdf"][1].as_object().unwrap().values();
    let values = objects.filter_map(|object| object.get("value"));
    values
        .filter(|value| value.get("/S").and_then(Value::as_str) == Some("/Figure"))
        .filter_map(|value| Some(value.get("/Alt")?.as_str()?.trim_start_matches("u:").to_owned()))
        .collect()
}
