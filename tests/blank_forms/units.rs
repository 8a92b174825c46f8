//! In which unit a figure is where its row, its column and the line above the table say different things or nothing: the nearest
//! counts, a rate is in no unit of its row, and rows of a lower level are in that of the one above.

use yuebao::blank_form::{Draft, DraftFigure, Matter, Sureness};

use super::{asked, of};

/// What each figure is called with its unit, and a question mark where that is asked.
fn units(draft: &Draft) -> Vec<String> {
    let told = |figure: &DraftFigure| {
        let is_asked = figure.unit.sureness == Sureness::Asked;
        format!("{} {}{}", figure.name, figure.unit.value, if is_asked { "?" } else { "" })
    };
    draft.forms[0].figures().map(told).collect()
}

const PER_CENT: &str = "这几个比率没有写单位，填百分数吗？";

#[test]
fn a_column_of_rates_without_a_unit_is_in_none_of_its_rows() {
    for row in ["| 除治（株） | | | |", "| 除治 | | | |"] {
        let above = if row.contains('株') { "" } else { "单位：株\n" };
        let draft =
            of(&format!("{above}| 项目 | 本月完成 | 累计完成 | 完成比例 |\n{row}\n| 注药（株） | | | |\n"));
        assert_eq!(units(&draft)[1], "除治 完成比例 %", "{row}");
        assert!(asked(&draft, Matter::Unit).is_empty(), "{row}");
    }
    for (rate, told, questions) in [("办结率", "办结率 %", vec![]), ("病死率", "病死率 %?", vec![PER_CENT])]
    {
        let row = of(&format!("| 项目 | 本月 | 累计 |\n| 受理（件） | | |\n| {rate} | | |\n"));
        assert_eq!((units(&row)[1].as_str(), asked(&row, Matter::Unit)), (told, questions));
    }
}

#[test]
fn a_note_that_reckons_so_many_of_a_hundred_says_the_unit_of_a_rate() {
    let table = "| 类型 | 本月 | < | 累计 | < |\n| ^ | 感染（人） | 感染率 | 感染（人） | 感染率 |\n\
                 | 鸡 | | | | |\n| 鸭 | | | | |\n";
    let noted = of(&format!("{table}注：1.感染率=感染人数/检查人数×100%。2.按月报。\n"));
    assert_eq!(units(&noted)[1], "鸡 感染率 %");
    assert!(asked(&noted, Matter::Unit).is_empty(), "{:?}", noted.doubts);
    assert_eq!(asked(&of(table), Matter::Unit), [PER_CENT]);
}

#[test]
fn a_column_with_its_own_unit_asks_for_one_number_whatever_its_row_says() {
    let draft = of("| 指标 | 单位 | 本月完成 | 累计完成 | 本月投资（万元） | 累计投资（万元） |\n\
                    | 危桥改造 | 座/延米 | | | | |\n| 护栏 | 公里 | | | | |\n");
    assert_eq!(units(&draft), ["危桥改造 座/延米?", "危桥改造 投资 万元", "护栏 公里", "护栏 投资 万元"]);
    let asked = asked(&draft, Matter::Figures);
    assert_eq!(asked, ["“座/延米”是一个数的单位，还是要填几个数？"], "and not whether it is a rate");
}

#[test]
fn below_a_row_that_says_which_of_several_units_it_is_in_the_rows_of_a_lower_level_are_in_the_same() {
    let draft = of("单位：株、亩、万元\n| 项目 | 本月 | 累计 |\n| 一、除治（株） | | |\n| 1.清理 | | |\n\
                    | 2.焚烧 | | |\n| 二、山场（亩） | | |\n| 三、资金（万元） | | |\n| 其中：市级 | | |\n");
    assert_eq!(units(&draft), ["除治 株", "清理 株", "焚烧 株", "山场 亩", "资金 万元", "市级 万元"]);
    // A row of the same level, one that speaks against it, and one in a unit that is not printed there.
    let others = of("单位：株、万元\n| 项目 | 本月 | 累计 |\n| 一、除治（株） | | |\n| 1.投入金额 | | |\n\
                     | 二、管护 | | |\n");
    assert_eq!(units(&others), ["除治 株", "投入金额 万元", "管护 株?"]);
    let other_unit = of("单位：株、万元\n| 项目 | 本月 | 累计 |\n| 一、山场（亩） | | |\n| 1.清理 | | |\n");
    assert_eq!(units(&other_unit)[1], "清理 株?");
}

#[test]
fn a_sentence_may_go_on_in_the_cell_of_its_month() {
    let draft = of("| 序号 | 内容 | 本月 | 累计 |\n| 1 | 检查单位 | ____户次 | ____户次 |\n\
                    | 2 | 发现隐患 | ____个，其中已整改____个 | ____个，其中已整改____个 |\n\
                    | 3 | 立案 | ____件，罚没款____万元 | ____件，罚没款____万元 |\n");
    assert_eq!(units(&draft), ["检查单位 户次", "发现隐患 个", "其中已整改 个", "立案 件", "罚没款 万元"]);
    let rectified = draft.forms[0].figures().nth(2).unwrap();
    assert_eq!(rectified.part_of.value.map(|whole| whole.to_string()).as_deref(), Some("2a"));
    assert!(asked(&draft, Matter::Text).is_empty(), "{:?}", draft.doubts);
    let example = of("| 序号 | 内容 | 本月 | 累计 |\n| 1 | 立案 | 3件，罚没款2万元 | 5件，罚没款4万元 |\n\
                      | 2 | 检查（次） | | |\n");
    assert_eq!(asked(&example, Matter::Text).len(), 1, "an example is asked about: {:?}", example.doubts);
}

#[test]
fn a_unit_by_two_words_is_one() {
    let draft =
        of("| 项目 | 件（批）次 | < | 人次 | < |\n| ^ | 本月 | 累计 | 本月 | 累计 |\n| 来信 | | | | |\n");
    assert_eq!(units(&draft), ["来信 件（批）次 件（批）次", "来信 人次 人次"]);
    assert!(asked(&draft, Matter::Unit).is_empty(), "{:?}", draft.doubts);
}

#[test]
fn lessons_are_counted_and_amounts_of_value_are_sums_of_money() {
    let draft =
        of("| 项目 | 单位 | 本月 | 累计 |\n| 安全课 | 节 | | |\n| 总产值 | 万元 | | |\n| 产量 | 头 | | |\n\
                    说明：价值量指标保留一位小数，其他取整数。\n");
    let decimals: Vec<(u8, Sureness)> =
        draft.forms[0].figures().map(|figure| (figure.decimals.value, figure.decimals.sureness)).collect();
    assert_eq!(decimals.iter().map(|(value, _)| *value).collect::<Vec<_>>(), [0, 1, 0]);
    assert!(decimals.iter().all(|(_, sureness)| *sureness != Sureness::Asked), "{:?}", draft.doubts);
}

#[test]
fn sums_of_money_are_in_no_unit_of_their_rows() {
    let rows = "| 序号 | 项目 | 单位 | 完成工程量 | < | 投入资金 | < |\n| ^ | ^ | ^ | 本月 | 累计 | 本月 | 累计 |\n\
                | 1 | 路面修补 | 平方米 | | | | |\n| 2 | 树木补植 | 株 | | | | |\n| 合计 | < | — | — | — | | |\n";
    let printed = of(&format!("金额单位：万元\n{rows}"));
    let told = units(&printed);
    assert_eq!(
        told[..4],
        [
            "路面修补 完成工程量 平方米",
            "路面修补 投入资金 万元",
            "树木补植 完成工程量 株",
            "树木补植 投入资金 万元"
        ]
    );
    assert!(told[4].starts_with("合计 投入资金 万元"), "what is struck out is no unit: {}", told[4]);
    // Where nothing says it, nobody knows it.
    let open = of(rows);
    assert_eq!(units(&open)[1], "路面修补 投入资金 ?");
    assert!(
        asked(&open, Matter::Unit).iter().any(|question| question.contains("没有写单位")),
        "{:?}",
        open.doubts
    );
    let own = of("| 项目 | 单位 | 数量 | 金额 |\n| 补助 | 万元 | | |\n| 慰问 | 户 | | |\n");
    assert_eq!(units(&own)[1], "补助 金额 万元");
}

#[test]
fn a_note_names_what_it_explains_a_part_by_its_title_and_a_unit() {
    let decimals = |form: &str| -> Vec<String> {
        let of_figure = |figure: &DraftFigure| {
            let is_asked = figure.decimals.sureness == Sureness::Asked;
            format!("{}{}", figure.decimals.value, if is_asked { "?" } else { "" })
        };
        of(form).forms[0].figures().map(of_figure).collect()
    };
    let money = "| 项目 | 单位 | 本月 |\n| 补贴资金 | 万元 | |\n| 农机 | 台 | |\n";
    for note in ["补贴资金为中央财政补贴资金，保留三位小数。", "补贴资金是指各级拨付的资金，保留三位小数。"]
    {
        assert_eq!(decimals(&format!("{money}说明：{note}\n")), ["3", "0"], "{note}");
    }
    let parts = "| 项目 | 单位 | 本月 |\n| 一、农资储备 | < | < |\n| 化肥 | 吨 | |\n| 农药 | 吨 | |\n| 二、播种进度 | < | < |\n\
                 | 春播面积 | 亩 | |\n说明：农资储备数保留一位小数，其余填整数。\n";
    assert_eq!(decimals(parts), ["1", "1", "0"]);
    let by_unit = "| 项目 | 单位 | 本月 |\n| 清沟 | 公里 | |\n| 护栏 | 米 | |\n| 投入资金 | 万元 | |\n\
                   说明：以公里为计量单位的和资金保留两位小数，其余取整数。\n";
    assert_eq!(decimals(by_unit), ["2", "0", "2"]);
}
