//! Titles that stand in a row with something else, units that are printed with more around them or not at all, and decimals
//! that are said in a cell of their own.

use yuebao::blank_form::{Draft, DraftFigure, Matter, Sureness};

use super::drawn::{as_document, as_workbook};
use super::{asked, draft, of};

/// What each figure is called with its unit, its decimals and its whole; a question mark behind what is asked.
fn figures(draft: &Draft) -> Vec<String> {
    let mark = |sureness| if sureness == Sureness::Asked { "?" } else { "" };
    let told = |figure: &DraftFigure| {
        let whole = figure.part_of.value.map(|whole| format!("<{whole}")).unwrap_or_default();
        let unit = format!("{}{}", figure.unit.value, mark(figure.unit.sureness));
        let decimals = format!("{}{}", figure.decimals.value, mark(figure.decimals.sureness));
        format!("{} {unit} {decimals}{whole}{}", figure.name, mark(figure.part_of.sureness))
    };
    draft.forms.iter().flat_map(yuebao::blank_form::DraftForm::figures).map(told).collect()
}

#[test]
fn the_title_of_a_statistical_form_stands_beside_its_number() {
    let table = "| 指标名称 | 计量单位 | 代码 | 本月 | 累计 |\n| 防治面积 | 亩 | 01 | | |\n| 用药 | 公斤 | 02 | | |\n";
    let below = "| 填报单位： | < | 2026年　月 | < | 有效期至：2027年12月 |\n";
    for (head, title) in [
        (
            "| 森林防治情况月报表 | < | < | < | 表　　号：林统3表 |\n| | | | | 制定机关：国家林草局 |\n\
             | | | | | 批准文号：国统制〔2025〕12号 |\n",
            "森林防治情况月报表",
        ),
        (
            "| 森林防治情况月报表 | < | < | 表　　号： | 林统3表 |\n| ^ | ^ | ^ | 制定机关： | 国家林草局 |\n",
            "森林防治情况月报表",
        ),
        (
            "| | | | | 表　　号：林统3表 |\n| 林业有害生物防治情况 | < | < | < | 制定机关：国家林草局 |\n",
            "林业有害生物防治情况",
        ),
    ] {
        let draft = draft(&as_workbook(&format!("{head}{below}{table}")));
        let form = &draft.forms[0];
        assert_eq!((form.mark.value.as_str(), form.title.value.as_str()), ("林统3表", title));
        let labels: Vec<&str> = form.header.iter().map(|field| field.value.label.as_str()).collect();
        assert!(
            ["表号：", "制定机关：", "有效期至："].iter().all(|label| labels.contains(label)),
            "{labels:?}"
        );
        assert!(
            asked(&draft, Matter::Notice).iter().all(|question| !question.starts_with("没有找到表的标题"))
        );
    }
    let two = format!(
        "| 甲情况月报表 | < | < | < | 表　　号：林统3表 |\n{below}{table}填表人：　　　　联系电话：\n\
         | 乙情况月报表 | < | < | < | 表　　号：林统4表 |\n{below}{table}"
    );
    let two = draft(&as_workbook(&two));
    let titles: Vec<&str> = two.forms.iter().map(|form| form.title.value.as_str()).collect();
    assert_eq!(titles, ["甲情况月报表", "乙情况月报表"]);
    let lines = "森林防治情况月报表　　　　　表　　号：林统3表\n　　　　　　制定机关：国家林草局\n\
                 填报单位：　　　　　2026年　月　　　有效期至：2027年12月\n";
    assert_eq!(draft(&as_document(&format!("{lines}{table}"))).forms[0].title.value, "森林防治情况月报表");
}

#[test]
fn a_part_of_the_form_that_is_announced_is_the_title_of_its_table() {
    let table = "| 内容 | 单位 | 本月 | 累计 |\n| 排查 | 次 | | |\n";
    for part in ["第（一）部分　基本情况", "（一）基本情况", "表一　基本情况"] {
        let draft = draft(&as_document(&format!("整治月报表\n填报单位：\n{part}\n{table}")));
        let form = &draft.forms[0];
        assert_eq!(form.title.value, "整治月报表", "{part}");
        assert!(form.tables[0].title.ends_with("基本情况"), "{}", form.tables[0].title);
        assert_eq!(form.header.len(), 1, "{part}");
    }
}

#[test]
fn a_column_of_shares_is_not_counted_as_its_rows_are() {
    let shares = |heading: &str| {
        let draft = of(&format!("| 项目 | 单位 | 完成数（次） | {heading} |\n| 造林 | 次 | | |\n"));
        figures(&draft)[1].clone()
    };
    for heading in ["完成率", "占比", "所占比重", "完成比例", "合格率"] {
        assert!(shares(heading).ends_with(" % 0?"), "{}", shares(heading));
    }
    for heading in ["出生率", "师生比例", "病死率"] {
        assert!(shares(heading).contains(" %? "), "{}", shares(heading));
    }
    let timed = of(
        "| 项目 | 单位 | 本月 | < | 累计 | < |\n| ^ | ^ | 完成数 | 完成率 | 完成数 | 完成率 |\n| 公厕 | 座 | | | | |\n",
    );
    assert_eq!(figures(&timed), ["公厕 完成数 座 0", "公厕 完成率 % 0?"]);
}

#[test]
fn parts_of_a_matrix_are_parts_in_each_column_that_adds_up() {
    let rows = "| 1 | 低保 | | | |\n| 2 | 特困 | | | |\n| 3 | 临时救助 | | | |\n";
    let head = "| 序号 | 类别 | 人数（人） | 金额（万元） | 占比（%） |\n";
    let note = "说明：金额保留两位小数，占比保留一位小数。\n";
    for last in ["| | 其中：外来人员 | | | |\n", "| 4 | 其中：外来人员 | | | |\n"] {
        let draft = of(&format!("{head}{rows}{last}{note}"));
        let told = ["外来人员 人数 人 0<3a", "外来人员 金额 万元 2<3b", "外来人员 占比 % 1"];
        assert_eq!(figures(&draft)[9..], told, "{last}");
        assert!(asked(&draft, Matter::Unit).is_empty(), "{:?}", asked(&draft, Matter::Unit));
    }
    let total = of(&format!(
        "| 类别 | 人数（人） | 金额（万元） |\n| 合计 | | |\n| 低保 | | |\n| 特困 | | |\n| 其中：外来人员 | | |\n{note}"
    ));
    assert_eq!(figures(&total)[6..], ["外来人员 人数 人 0?", "外来人员 金额 万元 2?"]);
}

#[test]
fn decimals_stand_in_a_cell_of_their_own_or_in_a_heading() {
    for form in [
        "| 内容 | 单位 | 本月 | 累计 |\n| 收入 | 元 | | |\n| 金额精确到角分 | < | < | < |\n",
        "| 内容 | 单位 | 本月（保留两位小数） | 累计（保留两位小数） |\n| 收入 | 元 | | |\n",
        "单位：元\n（金额保留两位小数）\n| 内容 | 本月 | 累计 |\n| 收入 | | |\n",
    ] {
        assert_eq!(figures(&of(form)), ["收入 元 2"], "{form}");
    }
    let matrix = of("| 片区 | 检查（次） | 罚款（元，精确到角分） |\n| 东区 | | |\n");
    assert_eq!(figures(&matrix)[1], "东区 罚款 元 2");
    let cells = of("| 内容 | 单位 | 本月 |\n| 主伐 | 材积（立方米） | |\n| 间伐 | 材积 | |\n");
    assert_eq!(figures(&cells), ["主伐 立方米 0?", "间伐 材积? 0?"]);
}
