//! Forms that were made to break the reader: whatever stands in the cells, there is a draft and no panic, in time.

use proptest::prelude::*;
use std::time::{Duration, Instant};

use super::drawn::{as_document, as_workbook};
use super::{TODAY, draft};

/// The words of forms in any order, with what else may stand in a cell.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => Just(String::new()),
        6 => proptest::sample::select(vec![
            "序号", "项目", "单位", "本月", "累计", "备注", "甲", "1", "2", "<", "^", "其中：甲", "　其中：乙", "合计", "小计",
            "X", "出动X人次，其中XX户", "____", "1=2+3", "（1）=（2）+…+（9）", "一、", "（一）丙", "—", "万元", "（吨）", "%",
            "附件1", "说明：1.2.3.", "填报单位：", "10-99999项", "其中", "…", "上年同期累计", "计划数", "月报表", "环比（%）",
        ]).prop_map(str::to_owned),
        1 => "[^|\\n\\r]{0,12}",
    ]
}

fn form() -> impl Strategy<Value = String> {
    let row = proptest::collection::vec(cell(), 5).prop_map(|cells| format!("|{}|", cells.join("|")));
    let line = prop_oneof![
        4 => row,
        1 => cell().prop_map(|text| text.trim_start_matches(['|', '<', '^']).to_owned()),
        1 => Just("---".to_owned()),
    ];
    proptest::collection::vec(line, 1..25).prop_map(|lines| lines.join("\n") + "\n末行")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn whatever_stands_in_the_cells_there_is_a_draft(form in form()) {
        // A merged cell needs a cell to be merged with; the drawing takes only what fits.
        let form = form.replace("|<", "|甲").replace("|^", "|乙");
        let draft = draft(&as_document(&form));
        // What is made of it is a notice that is taken, or something hinders it, or it says what is wrong.
        if let Ok((json, _)) = draft.definition(TODAY.parse().unwrap()) {
            prop_assert!(yuebao::notice::Notice::read(&json).is_ok());
        }
    }
}

#[test]
fn a_sheet_as_large_as_it_may_be_takes_no_time() {
    let mut form = String::from("月报表\n| 序号 | 项目 | 单位 | 本月 | 累计 |\n");
    for row in 1..4000 {
        let parts = "X吨，其中".repeat(100);
        form.extend(["| ", &row.to_string(), " | 　其中：", &parts, " | 吨 | | |\n"]);
    }
    let bytes = as_workbook(&form);
    let begun = Instant::now();
    let draft = draft(&bytes);
    assert!(begun.elapsed() < Duration::from_mins(1), "{:?}", begun.elapsed());
    assert!(!draft.doubts.is_empty());
}
