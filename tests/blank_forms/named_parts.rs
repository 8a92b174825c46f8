//! What notes name by the words of the notice itself: units, parts of the form, groups of rows; and what stands beside a row.

use yuebao::blank_form::{Draft, DraftRow, Matter, Sureness};
use yuebao::unit::UnitKind;

use super::draft;
use super::drawn::as_document;

fn of(text: &str) -> Draft {
    draft(&as_document(text))
}

/// What is found of each row: its number, its decimals, what it is a part of, and who leaves it blank.
fn told(text: &str) -> Vec<String> {
    let draft = of(text);
    let name = |id: &UnitKind| {
        draft.kinds.iter().find(|kind| kind.value.id == *id).map(|kind| kind.value.name.clone())
    };
    let one = |row: &DraftRow| {
        let blank = row.left_blank_by.iter().flat_map(|found| found.value.iter().filter_map(name));
        let blank: Vec<String> = blank.collect();
        let figure = &row.figures[0];
        let part = figure.part_of.value.map(|id| format!("<{id}")).unwrap_or_default();
        let is_asked = figure.decimals.sureness == Sureness::Asked;
        let asked = if is_asked { "?" } else { "" };
        format!("{} {}{asked}{part} {}", row.number, figure.decimals.value, blank.join("、"))
            .trim_end()
            .to_owned()
    };
    let sections = draft.forms[0].tables.iter().flat_map(|table| &table.sections);
    let rows = sections.flat_map(|section| &section.rows);
    rows.filter(|row| !row.figures.is_empty()).map(one).collect()
}

const ROWS: &str = "| 类别 | 序号 | 内容 | 单位 | 当月 | 累计 |\n| 一、植树 | 1 | 栽植 | 株 | | |\n\
                    | | 2 | 投入 | 万元 | | |\n| 二、护林 | 3 | 巡护 | 人次 | | |\n| | 4 | 处罚 | 元 | | |\n";

#[test]
fn units_and_parts_of_the_form_are_named_by_the_words_of_the_notice() {
    for (note, wanted) in [
        ("国有林场不填第二部分。", ["1 0", "2 2", "3 0 国有林场", "4 2 国有林场"]),
        ("国有林场不填“植树”类。", ["1 0 国有林场", "2 2 国有林场", "3 0", "4 2"]),
        ("国有林场只填第3项。", ["1 0 国有林场", "2 2 国有林场", "3 0", "4 2 国有林场"]),
        ("第4项由国有林场填报，其他单位不填。", ["1 0", "2 2", "3 0", "4 2 镇乡"]),
        ("第4项由国有林场统一填报，其他单位不填。", ["1 0", "2 2", "3 0", "4 2 镇乡"]),
        ("民营林场不填第3项。", ["1 0", "2 2", "3 0", "4 2"]),
    ] {
        let text =
            format!("各乡镇，国有林场：\n附件\n林业月报表\n{ROWS}说明：1.金额保留两位小数。2.{note}\n");
        assert_eq!(told(&text), wanted, "{note}");
    }
}

#[test]
fn what_is_not_known_is_asked_and_not_passed_over() {
    for note in ["民营林场不填第3项。", "各分场不填第九部分。", "国有林场不填第二部分第4项。"]
    {
        let text = format!("各乡镇，国有林场：\n附件\n林业月报表\n{ROWS}说明：{note}\n");
        let asked = of(&text).doubts.iter().any(|doubt| doubt.matter == Matter::LeftBlank);
        assert!(asked, "{note}");
    }
}

#[test]
fn decimals_stand_beside_their_rows_and_are_said_of_groups() {
    let beside = "| 序号 | 内容 | 单位 | 当月 | 备注 |\n| 1 | 采伐 | 立方米 | | 保留两位小数 |\n\
                  | 2 | 造林 | 亩 | | 保留一位小数 |\n| 3 | 用药 | 公斤（保留三位小数） | | |\n";
    assert_eq!(told(&format!("林业月报表\n{beside}")), ["1 2", "2 1", "3 3"]);
    let groups = "| 序号 | 内容 | 单位 | 当月 |\n| 1 | 粮食收购 | 吨 | |\n| 2 | 其中：稻谷 | 吨 | |\n\
                  | 3 | 新建仓房 | 平方米 | |\n| 4 | 募集爱心物资折合 | 万元 | |\n";
    let note = "说明：粮食数量保留三位小数，募集物资保留两位小数，其余取整。\n";
    assert_eq!(told(&format!("粮食月报表\n{groups}{note}")), ["1 3", "2 3<1", "3 0", "4 2"]);
}

#[test]
fn a_sum_settles_its_terms_wholly() {
    let rows = "| 序号 | 内容 | 单位 | 当月 |\n| 1 | 一、总额 | 件 | |\n| 2 | 1.甲类 | 件 | |\n| 3 | 其中：小件 | 件 | |\n\
                | 4 | 2.乙类 | 件 | |\n说明：1=2+4。\n";
    assert_eq!(told(&format!("分类月报表\n{rows}")), ["1 0", "2 0<1", "3 0<2", "4 0<1"]);
    let called = "| 序号 | 内容 | 单位 | 当月 |\n| 1 | 工程 | 件 | |\n| 2 | 其中：政府投资 | 件 | |\n| 3 | 加工 | 件 | |\n\
                  | 4 | 合计 | 件 | |\n说明：合计=1+3。\n";
    assert_eq!(told(&format!("案件月报表\n{called}")), ["1 0", "2 0<1", "3 0", "4 0"]);
}
