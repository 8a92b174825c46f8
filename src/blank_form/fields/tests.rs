//! Fields around tables, and lines that are none.

use super::*;

fn told(raw: &str) -> Vec<String> {
    let place = Place { file: 0, sheet: 0, row: 0, column: 0, address: String::new(), says: String::new() };
    let fields = fields(raw, &place, &mut 0);
    fields.iter().map(|one| format!("{}{:?}{}", one.value.label, one.value.is, one.value.text)).collect()
}

#[test]
fn fields_after_the_last_letter_are_printed_and_asked_about() {
    let place = Place { file: 0, sheet: 0, row: 0, column: 0, address: String::new(), says: String::new() };
    let labels: Vec<String> = (0..300).map(|number| format!("标签{number}：")).collect();
    let line = labels.join("　　");
    let mut typed = 0;
    let all = fields(&line, &place, &mut typed);
    assert_eq!((all.len(), all.iter().filter(|field| field.value.id.is_some()).count()), (300, 26));
    let mut doubts = Doubts::default();
    assert_eq!(taken(all, 0, &mut doubts).len(), 26);
    assert!(doubts.0[0].question.contains("274 个"), "{}", doubts.0[0].question);
}

#[test]
fn a_month_and_a_school_may_be_called_so() {
    assert_eq!(told("报表期别：2026年  月"), ["报表期别：Month"]);
    assert_eq!(told("填报学校：           填报月份：  年  月"), ["填报学校：Unit", "填报月份：Month"]);
}

#[test]
fn a_month_without_a_label_is_a_field() {
    for line in [
        "填报单位：                       20  年   月",
        "20  年   月   填报单位：",
        "填报单位：　　2025年    月",
    ] {
        let mut told = told(line);
        told.sort();
        assert_eq!(told, ["填报单位：Unit", "报告期：Month"], "{line}");
    }
    let line = "填报单位：                          年    月                               金额单位：万元";
    assert_eq!(told(line), ["填报单位：Unit", "报告期：Month"]);
    assert_eq!(unit(line), Some("万元".to_owned()));
    assert_eq!(told("（2025年   月）"), ["报告期：Month"]);
    assert_eq!(told("填报日期：  年  月"), ["填报日期：Date"]);
    assert_eq!(told("有效期至：2026年12月"), ["有效期至：Fixed2026年12月"]);
    assert_eq!(told("填报单位：　　单位：万元　2025年　月"), ["填报单位：Unit", "报告期：Month"]);
    assert_eq!(told("报送时间：每月25日前"), ["报送时间：Fixed每月25日前"]);
}

#[test]
fn a_label_that_no_word_tells_is_a_field_where_there_is_room() {
    assert_eq!(told("企业名称：　　计量单位：千元"), ["企业名称：Unit"]);
    assert_eq!(told("园区：　　　　组别："), ["园区：Text", "组别：Text"]);
    assert_eq!(told("街道（盖章）：　　填报人："), ["街道（盖章）：Unit", "填报人：Person"]);
    assert_eq!(told("填报单位（盖章）            年   月"), ["填报单位（盖章）Unit", "报告期：Month"]);
    assert_eq!(told("填报单位____填报人____联系电话____"), ["填报单位Unit", "填报人Person", "联系电话Phone"]);
    for line in ["园区：　　　　组别：", "统计员：____", "企业名称：　　计量单位：千元", "填报单位________"]
    {
        assert!(are_fields(line), "{line}");
    }
    for line in
        ["各镇乡：", "各镇乡、街道：　　", "附件：", "注：　　", "具体如下：", "联系电话", "说明：　　备注："]
    {
        assert!(!are_fields(line), "{line}");
    }
}

#[test]
fn the_head_of_a_statistical_form_is_read_whole() {
    assert_eq!(told("表    号：E 2 0 4 - 1 表"), ["表号：FixedE204-1表"]);
    assert_eq!(told("制定机关：国  家  统  计  局"), ["制定机关：Fixed国家统计局"]);
    assert_eq!(
        told("制定机关：国  家  统  计  局  文  号：国统字〔2024〕101号"),
        ["制定机关：Fixed国家统计局", "文号：Fixed国统字〔2024〕101号"]
    );
    assert_eq!(
        told("统一社会信用代码□□□□□□□□□□□□□□□□□□　　文    号：国统字〔2024〕101号"),
        ["统一社会信用代码Text", "文号：Fixed国统字〔2024〕101号"]
    );
    assert_eq!(
        told("单位详细名称：　　有效期至：2 0 2 6 年 1 月"),
        ["单位详细名称：Unit", "有效期至：Fixed2026年1月"]
    );
    assert_eq!(unit("填报单位：　单位：万元　户　%"), Some("万元、户、%".to_owned()));
    assert_eq!(told("填报人：张 三   截止时间：  年  月  日"), ["填报人：Person", "截止时间：Date"]);
}

#[test]
fn the_day_up_to_which_figures_count_is_a_field() {
    assert_eq!(
        told("填报单位（盖章）：        截至      年      月25日        填报人：     联系电话："),
        ["填报单位（盖章）：Unit", "截至Date", "填报人：Person", "联系电话：Phone"]
    );
    assert_eq!(told("截至    年    月    日"), ["截至Date"]);
    assert_eq!(told("统计期：上月26日至本月25日"), ["统计期：Fixed上月26日至本月25日"]);
    assert_eq!(told("填报单位：      数据所属期：   年   月"), ["填报单位：Unit", "数据所属期：Month"]);
}

#[test]
fn labels_say_what_is_behind_them() {
    assert_eq!(
        told("填报单位（盖章）：       填报时间：  年 月 日   填报人：        联系电话："),
        ["填报单位（盖章）：Unit", "填报时间：Date", "填报人：Person", "联系电话：Phone"]
    );
    assert_eq!(told("表　　号：江房保1表"), ["表号：Fixed江房保1表"]);
    assert_eq!(
        told("单位负责人：　　统计负责人：　　填表人："),
        ["单位负责人：Signed", "统计负责人：Signed", "填表人：Person"]
    );
    assert_eq!(told("填报单位：　　　　单位：万元"), ["填报单位：Unit"]);
    assert_eq!(
        told("填报单位（公章）      填报人     联系电话"),
        ["填报单位（公章）Unit", "填报人Person", "联系电话Phone"]
    );
    assert!(told("联系电话").is_empty());
    assert_eq!(unit("填报单位：　　　　单位：万元"), Some("万元".to_owned()));
    assert_eq!(unit("（单位：吨）"), Some("吨".to_owned()));
    for line in ["单位：万元，户，%", "填报单位：　单位：万元　户　%", "单位:万元、户、%（保留两位小数）"]
    {
        assert_eq!(unit(line), Some("万元、户、%".to_owned()), "{line}");
    }
    assert_eq!((unit("单位：某某局"), unit("填报单位：个")), (None, None));
    assert!(
        !are_fields("说明：1.没有的填0。") && !are_fields("单位：万元") && are_fields("制表：　　复核：")
    );
}
