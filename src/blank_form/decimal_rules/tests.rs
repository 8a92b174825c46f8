//! What notes say of decimals in words.

use super::*;

fn told(text: &str) -> Vec<String> {
    let of = |of: &Of| match of {
        Of::Named(text) => text.clone(),
        Of::Others => "others".to_owned(),
        Of::Except(but) => format!("but {but}"),
        Of::All => "all".to_owned(),
        Of::Unread => "unread".to_owned(),
        Of::Rows { .. } => "rows".to_owned(),
        Of::Spans { spans, but } => {
            let rows: Vec<String> =
                spans.iter().map(|span| format!("{}-{:?}", span.first, span.last)).collect();
            format!(
                "{}rows {}",
                if *but { "but " } else { "" },
                rows.join(",").replace("Some(\"", "").replace("\")", "")
            )
        }
    };
    rules(text).iter().map(|rule| format!("{}: {}", of(&rule.of), rule.decimals)).collect()
}

#[test]
fn notes_say_decimals_in_words() {
    for (text, expected) in [
        ("1.重量及面积统计数据保留至小数点后两位。", vec!["1.重量及面积统计数据: 2"]),
        ("金额一律保留一位小数，率保留2位小数，其他取整。", vec!["金额一律: 1", "率: 2", "others: 0"]),
        ("千元不保留", vec!["千元: 0"]),
        ("数据精确到小数点后2位", vec!["all: 2"]),
        ("面积精确到0.01", vec!["面积: 2"]),
        ("单位：万元（保留一位小数）", vec!["万元: 1"]),
        ("说明：1.罚没款保留两位小数", vec!["1.罚没款: 2"]),
        ("除增长率外，数据均取整数。", vec!["but 增长率: 0"]),
        ("除百分比保留一位小数外，其余取整。", vec!["百分比: 1", "others: 0"]),
        ("补贴精确到分，其他取整数。", vec!["补贴以元为单位: 2", "others: 0"]),
        ("合格率=（抽检-不合格）/抽检×100%，保留一位小数", vec!["合格率: 1"]),
        ("金额保留两位小数，人均保留整数。", vec!["金额: 2", "人均: 0"]),
        ("金额保留两位小数（元取整）。", vec!["金额: 2", "金额以元为单位: 0"]),
        ("金额精确到角分。", vec!["金额以元为单位: 2"]),
        ("精确到角分；金额，精确到角", vec!["元: 2", "金额以元为单位: 1"]),
        ("3-6项保留两位小数。", vec!["rows 3-6: 2"]),
        ("序号3、6保留两位小数，其他保留整数。", vec!["rows 3-3,6-6: 2", "others: 0"]),
        ("除第3、4项保留两位小数外，其余为整数。", vec!["rows 3-3,4-4: 2", "others: 0"]),
        ("表中数据除第2行外均为整数，第2行保留2位小数。", vec!["but rows 2-2: 0", "rows 2-2: 2"]),
        ("资金（3、5项）保留两位小数，其余一位小数", vec!["rows 3-3,5-5: 2", "others: 1"]),
        ("所有数据四舍五入保留整数，资金除外（资金保留两位小数）。", vec!["but 资金: 0", "资金: 2"]),
        ("数值型指标保留两位小数（元除外）。", vec!["but 元: 2"]),
        ("第3项以上保留两位小数。", vec!["第3项以上: 2"]),
        ("涉及面积的保留两位小数，其余取整数。", vec!["涉及面积的: 2", "others: 0"]),
        ("资金保留1位小数，其中财政资金保留2位小数。", vec!["资金: 1", "财政资金: 2"]),
        ("面积保留1位小数，其中：第3项保留2位小数。", vec!["面积: 1", "rows 3-3: 2"]),
        ("满意率取平均数，保留两位小数。", vec!["满意率取平均数: 2"]),
        ("金额精确到元，面积精确到0.1亩。", vec!["金额以元为单位: 0", "面积: 1"]),
        ("金额精确到百元。", vec!["unread: 0"]),
        ("本表金额取整数，不保留小数。", vec!["本表金额: 0"]),
        ("金额填写到元，不保留小数。", vec!["金额以元为单位: 0"]),
        ("面积保留两位小数，其余取整数，均不留小数。", vec!["面积: 2", "others: 0"]),
        ("金额取整数，保留1位小数。", vec!["金额: 0", "金额: 1"]),
        ("资金按万元填报，保留小数点后1位。", vec!["资金以万元为单位: 1"]),
        ("以万元填报，保留2位小数。", vec!["以万元为单位: 2"]),
        ("金额取整数，所有数据不留小数。", vec!["金额: 0", "all: 0"]),
        ("没有的填0。", vec![]),
        ("请于每月5日前报送，不能空着", vec![]),
    ] {
        let expected: Vec<String> = expected.into_iter().map(str::to_owned).collect();
        assert_eq!(told(text), expected, "{text}");
    }
}
