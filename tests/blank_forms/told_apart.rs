//! What a form says in few words: rates under a total, 其中 behind the parts of a total, an empty corner, names under a heading.
//! It is read as it is meant, or asked, and nothing is settled in silence.

use yuebao::blank_form::{Draft, DraftFigure, Matter, Sureness};

use super::draft;
use super::drawn::as_document;

fn of(table: &str) -> Draft {
    draft(&as_document(&format!("整治情况月报表\n填报单位：　　　填报时间：\n{table}")))
}

/// What each figure is called with its unit, and its whole behind it; a question mark where that is asked.
fn figures(draft: &Draft) -> Vec<String> {
    let told = |figure: &DraftFigure| {
        let whole = figure.part_of.value.map(|whole| format!("<{whole}")).unwrap_or_default();
        let asked = if figure.part_of.sureness == Sureness::Asked { "?" } else { "" };
        format!("{} {}{whole}{asked}", figure.name, figure.unit.value)
    };
    draft.forms[0].figures().map(told).collect()
}

fn relations(draft: &Draft) -> Vec<&str> {
    draft.forms[0].relations.iter().map(|relation| relation.value.says.as_str()).collect()
}

fn asked(draft: &Draft, matter: Matter) -> Vec<&str> {
    let doubts = draft.doubts.iter().filter(|doubt| doubt.matter == matter);
    doubts.map(|doubt| doubt.question.as_str()).collect()
}

#[test]
fn rates_under_a_total_are_asked_about() {
    let rows = "| 平均出租率 | % | | |\n| 收入 | 万元 | | |\n| 满意度 | 分 | | |\n";
    let draft = of(&format!("| 项目 | 单位 | 本月 | 累计 |\n{rows}"));
    let question = "“平均出租率”、“满意度”：像是比率、平均数或得分，“累计”一栏也把各月的数相加吗？";
    assert_eq!(asked(&draft, Matter::Columns), [question]);
    let month = of("| 项目 | 单位 | 本月 |\n| 平均出租率 | % | |\n| 收入 | 万元 | |\n");
    assert!(asked(&month, Matter::Columns).is_empty());
}

#[test]
fn a_part_behind_the_parts_of_a_total_may_be_one_of_either() {
    let columns = of(
        "| 学校 | 学生数（人） | < | < | < |\n| ^ | 合计 | 小学 | 初中 | 其中：寄宿生 |\n| 一校 | | | | |\n",
    );
    assert_eq!(figures(&columns)[3], "一校 学生数 其中:寄宿生 人?");
    assert_eq!(asked(&columns, Matter::PartOf), ["“学生数 其中:寄宿生”是不是“学生数 合计”的其中项？"]);
    for (numbers, total) in [(["1", "2", "3", "4"], "学生总数"), (["1", "1.1", "1.2", "2"], "学生")] {
        let [one, two, three, four] = numbers;
        let rows = of(&format!(
            "| 序号 | 项目 | 单位 | 本月 |\n| {one} | {total} | 人 | |\n| {two} | 小学 | 人 | |\n\
             | {three} | 初中 | 人 | |\n| {four} | 其中：寄宿生 | 人 | |\n"
        ));
        assert_eq!(figures(&rows)[3], "寄宿生 人?");
        assert_eq!(asked(&rows, Matter::PartOf), [format!("“寄宿生”是不是“{total}”的其中项？")]);
    }
    let plain = of("| 项目 | 单位 | 本月 |\n| 检查总数 | 次 | |\n| 培训 | 人 | |\n| 其中：女 | 人 | |\n");
    assert_eq!(figures(&plain)[2], "女 人<2");
}

#[test]
fn a_row_that_says_of_which_is_none_only_where_somebody_says_so() {
    let draft =
        of("| 项目 | < | 单位 | 本月 |\n| 排查 | 排查隐患 | 条 | |\n| 重大 | 其中：重大隐患 | 条 | |\n\
                    | 整改 | 已整改隐患 | 条 | |\n说明：已整改隐患数应小于或等于排查隐患数。\n");
    let part = draft.forms[0].figures().nth(1).unwrap();
    assert_ne!((part.part_of.value, part.part_of.sureness), (None, Sureness::Concluded));
}

#[test]
fn sections_stand_under_an_empty_corner() {
    let draft =
        of("| | 内容 | 单位 | 数量 | 累计 |\n| 环境整治 | 清理死角 | 处 | | |\n| ^ | 清运垃圾 | 吨 | | |\n\
                    | 宣传发动 | 发放资料 | 份 | | |\n| ^ | 张贴标语 | 条 | | |\n");
    let sections = &draft.forms[0].tables[0].sections;
    let titles: Vec<&str> = sections.iter().map(|section| section.title.as_str()).collect();
    assert_eq!(titles, ["环境整治", "宣传发动"]);
    assert_eq!(figures(&draft), ["清理死角 处", "清运垃圾 吨", "发放资料 份", "张贴标语 条"]);
    draft.definition(super::TODAY.parse().unwrap()).unwrap();
}

#[test]
fn what_is_multiplied_is_told() {
    let draft = of(
        "| 序号 | 项目 | 单位 | 本月 |\n| 1 | 合格数 | 个 | |\n| 2 | 检查数 | 个 | |\n| 3 | 合格率 | % | |\n\
                    说明：3=1÷2×100%。\n",
    );
    assert!(draft.remarks[0].contains("“3=1÷2×100%”要乘除"), "{:?}", draft.remarks);
}

#[test]
fn relations_name_columns_under_a_heading_and_rows_beside_numbers() {
    let columns = of(
        "| 村 | 改造（户） | 补助资金（万元） | < |\n| ^ | ^ | 到位 | 拨付 |\n| 一村 | | | |\n| 二村 | | | |\n\
                      说明：拨付≤到位。\n",
    );
    assert_eq!(relations(&columns), ["1c≤1b", "2c≤2b"]);
    let rows = of(
        "| 项目 | < | < | 单位 | 本月 |\n| 排查 | 1 | 排查隐患 | 条 | |\n| ^ | 2 | 其中：重大隐患 | 条 | |\n\
                   | 整改 | 3 | 已整改隐患 | 条 | |\n| ^ | 4 | 其中：重大隐患 | 条 | |\n说明：4项≤2项。\n",
    );
    assert_eq!(relations(&rows), ["4≤2"]);
    assert_eq!(figures(&rows)[3], "整改 重大隐患 条<3");
    assert!(asked(&rows, Matter::Relation).is_empty());
    let first = rows.forms[0].rows().next().unwrap().content.value.clone();
    assert_eq!(first, "排查 1 排查隐患", "the number is printed where it stood");
}

#[test]
fn a_sum_beside_two_halves_and_others_is_asked_with_all_of_them() {
    let draft = of("| 项目 | 本月（户） |\n| 城市低保 | |\n| 农村低保 | |\n| 临时救助 | |\n| 合计 | |\n");
    let doubt = draft.doubts.iter().find(|doubt| doubt.matter == Matter::Relation).unwrap();
    let readings: Vec<&str> = doubt.readings.iter().map(|reading| reading.value.as_str()).collect();
    let all = "由“城市低保”、“农村低保”、“临时救助”相加";
    assert_eq!(readings, ["自己填，不相加", all, "由“城市低保”、“农村低保”相加"]);
}

#[test]
fn a_column_of_money_takes_the_unit_of_money() {
    let draft = of(
        "单位：户、人、万元\n| 类别 | 本月救助 | < | < |\n| ^ | 户数 | 人数 | 金额 |\n| 低保 | | | |\n| 特困 | | | |\n",
    );
    assert_eq!(figures(&draft)[2], "低保 金额 万元");
    assert!(asked(&draft, Matter::Unit).is_empty(), "{:?}", asked(&draft, Matter::Unit));
}

#[test]
fn what_stands_beside_the_time_tells_columns_apart() {
    let draft = of(
        "| 项目 | 本月排查（处） | 本月整改（处） | 累计排查（处） | 累计整改（处） |\n| 道路 | | | | |\n| 河道 | | | | |\n",
    );
    assert_eq!(figures(&draft), ["道路 排查 处", "道路 整改 处", "河道 排查 处", "河道 整改 处"]);
    assert!(asked(&draft, Matter::Columns).is_empty(), "{:?}", asked(&draft, Matter::Columns));
    draft.definition(super::TODAY.parse().unwrap()).unwrap();
    let same = of("| 项目 | 本月（处） | 本月（处） |\n| 道路 | | |\n");
    assert!(same.is_hindered());
}
