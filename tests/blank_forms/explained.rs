//! What a page of explanations, a letter and the head of a form say beside the table: who reports, who leaves out which form,
//! decimals, months that a total counts. It is taken as it is printed, and nothing of it vanishes.

use yuebao::blank_form::{Draft, Matter, Sureness};

use super::drawn::{as_document, as_workbook};
use super::{asked, draft, of};

/// The kinds of units that report, with a question mark where that is asked.
fn kinds(draft: &Draft) -> Vec<String> {
    let told = |kind: &yuebao::blank_form::Found<yuebao::blank_form::DraftKind>| {
        format!("{}{}", kind.value.name, if kind.sureness == Sureness::Asked { "?" } else { "" })
    };
    draft.kinds.iter().map(told).collect()
}

/// Who leaves which rows of a form blank.
fn left_blank(draft: &Draft, form: usize) -> Vec<String> {
    let name = |id| draft.kinds.iter().find(|kind| kind.value.id == id).map(|kind| kind.value.name.clone());
    let rows = draft.forms[form].rows().filter_map(|row| {
        let by = row.left_blank_by.as_ref()?.value.iter().filter_map(|id| name(id.clone()));
        Some(format!("{} {}", row.number, by.collect::<Vec<_>>().join("、")))
    });
    rows.collect()
}

const ROWS: &str = "| 序号 | 指标 | 单位 | 本月 |\n| 1 | 走访 | 户 | |\n| 2 | 拨付资金 | 万元 | |\n";

#[test]
fn a_page_of_explanations_speaks_of_every_form() {
    let form = format!(
        "填 报 说 明\n一、本套表共2张，由各乡镇按月填报，县直行业部门不填表2。\n\
         二、每月20日前报县委农办，首次报送时间为2026年3月20日。\n\
         三、资金类数据以万元为单位，保留两位小数。\n四、“累计”自2026年1月1日起计算。\n---\n\
         表1\n帮扶情况月报表\n填报单位：　　　填报时间：\n{ROWS}---\n表2\n资金情况月报表\n填报单位：　　　填报时间：\n{ROWS}"
    );
    let read = draft(&as_workbook(&form));
    assert_eq!(kinds(&read), ["镇乡", "县直行业部门"]);
    assert!(left_blank(&read, 0).is_empty());
    assert_eq!(left_blank(&read, 1), ["1 县直行业部门", "2 县直行业部门"]);
    for form in &read.forms {
        let decimals: Vec<(u8, bool)> = form
            .figures()
            .map(|one| (one.decimals.value, one.decimals.sureness == Sureness::Asked))
            .collect();
        assert_eq!(decimals, [(0, false), (2, false)]);
    }
    let question =
        "““累计”自2026年1月1日起计算”，而从2026年3月起才报：2026年1月到2026年2月的数要算进累计吗？";
    assert_eq!(asked(&read, Matter::Months), [question]);
    assert!(asked(&read, Matter::LeftBlank).is_empty(), "{:?}", asked(&read, Matter::LeftBlank));
}

#[test]
fn those_who_are_plainly_named_are_not_asked_about() {
    let letter = |salutation: &str, note: &str| {
        draft(&as_document(&format!(
            "关于报送整治情况的通知\n{salutation}\n请于每月25日前将月报表报县局。\n县局\n2026年3月1日\n附件\n\
             整治情况月报表\n填报单位：　　　填报时间：\n{ROWS}说明：{note}\n"
        )))
    };
    let read = letter("各乡镇（街道）文化站，各A级旅游景区：", "1.A级旅游景区只填第1项，文化站不填第1项。");
    assert_eq!(kinds(&read), ["镇乡文化站", "街道文化站", "A级旅游景区"]);
    assert_eq!(left_blank(&read, 0), ["1 镇乡文化站、街道文化站", "2 A级旅游景区"]);
    let schools = letter("各乡镇中心学校，县直各学校、幼儿园：", "幼儿园不填第2项。");
    assert_eq!(left_blank(&schools, 0), ["2 幼儿园"]);
    assert_eq!(kinds(&letter("各司法所、县调解中心：", "没有的填0。")), ["司法所", "县调解中心"]);
    assert_eq!(
        kinds(&letter("各镇人民政府、街道办事处，县安委会有关成员单位：", "没有的填0。")),
        ["镇乡", "街道", "县安委会成员单位"]
    );
    let members = letter("各镇人民政府，县安委会成员单位：", "成员单位不填2。");
    assert_eq!(left_blank(&members, 0), ["2 县安委会成员单位"]);
    let two = letter("各镇人民政府，各园区：", "各镇不填1、园区不填2。");
    assert!(left_blank(&two, 0).is_empty());
    let doubt = two.doubts.iter().find(|doubt| doubt.matter == Matter::LeftBlank).unwrap();
    assert_eq!(doubt.readings.len(), 1, "nobody knows whose the codes are");
    assert_eq!(kinds(&letter("各镇人民政府、有关单位：", "没有的填0。")), ["镇乡?"]);
}

#[test]
fn a_note_or_a_title_tells_who_reports() {
    let note = |note: &str| of(&format!("{ROWS}说明：{note}\n"));
    let by = note("1.本表由各乡镇林业站、国有林场填报，每月28日前报县林业局。2.国有林场不填02。");
    assert_eq!(
        (kinds(&by), left_blank(&by, 0)),
        (vec!["乡镇林业站".into(), "国有林场".into()], vec!["2 国有林场".into()])
    );
    let asks = note("本表一式两份，各乡镇、县直各部门于每月25日前报县信访局。");
    assert_eq!(kinds(&asks), ["镇乡", "县直部门"]);
    let passed_on = note("各村于每月20日前报镇政府，镇汇总后报县局。");
    assert!(passed_on.kinds.iter().all(|kind| kind.sureness == Sureness::Asked));
    let titled = draft(&as_document(&format!(
        "镇（街道）工作情况统计表\n填报单位：　　　填报时间：\n{ROWS}说明：街道不填第2项。\n"
    )));
    assert_eq!(
        (kinds(&titled), left_blank(&titled, 0)),
        (vec!["镇乡".into(), "街道".into()], vec!["2 街道".into()])
    );
}

#[test]
fn the_head_of_a_statistical_form_stays_whole() {
    let read = draft(&as_workbook(&format!(
        "商品销售情况月报表\n表    号：E 2 0 4 - 1 表\n制定机关：国  家  统  计  局\n文    号：国统字〔2024〕101号\n\
         有效期至：2 0 2 6 年 1 月\n20   年   月\n{ROWS}说明：本表金额取整数，不保留小数。\n"
    )));
    let header: Vec<String> = read.forms[0]
        .header
        .iter()
        .map(|field| format!("{}{}", field.value.label, field.value.text))
        .collect();
    assert_eq!(
        header,
        [
            "表号：E204-1表",
            "制定机关：国家统计局",
            "文号：国统字〔2024〕101号",
            "有效期至：2026年1月",
            "报告期："
        ]
    );
    assert_eq!(read.letter.number.unwrap().value, "国统字〔2024〕101号");
    assert_eq!(read.forms[0].mark.value, "E204-1表");
}
