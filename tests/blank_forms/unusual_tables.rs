//! Tables of kinds that are rarer: totals that begin with a term, cells that are struck out one by one, units in a row of their
//! own, blocks beside each other. What a notice cannot say is asked with its true reason, and nothing is settled in silence.

use yuebao::blank_form::{Correction, Draft, DraftFigure, Matter, Sureness, corrected};
use yuebao::notice::Scope;

use super::{asked, of};

/// What each figure is called with its unit, and its whole behind it; a question mark where something of that is asked.
fn figures(draft: &Draft) -> Vec<String> {
    let told = |figure: &DraftFigure| {
        let whole = figure.part_of.value.map(|whole| format!("<{whole}")).unwrap_or_default();
        let is_asked = figure.part_of.sureness == Sureness::Asked || figure.unit.sureness == Sureness::Asked;
        format!("{} {}{whole}{}", figure.name, figure.unit.value, if is_asked { "?" } else { "" })
    };
    draft.forms[0].figures().map(told).collect()
}

fn scopes(draft: &Draft) -> Vec<Scope> {
    draft.forms[0].figures().map(|figure| figure.scope).collect()
}

#[test]
fn totals_since_the_beginning_of_a_term_are_no_totals_of_a_notice() {
    for heading in ["本学期累计", "本季度累计", "本学期", "本旬累计"] {
        let draft = of(&format!("| 项目 | 单位 | 本月 | {heading} |\n| 检查 | 次 | | |\n"));
        let question = format!(
            "“{heading}”这一栏是不从年初、也不从第一次报的那个月算起的数，通知里的累计只有这两种，怎么办？"
        );
        assert_eq!(asked(&draft, Matter::Columns), [question.as_str()]);
        assert_eq!(draft.forms[0].tables[0].columns.len(), 3, "{heading}");
    }
    let since = of("| 项目 | 单位 | 本月 | 自2024年5月以来累计 |\n| 检查 | 次 | | |\n");
    let question = "“自2024年5月以来累计”这一栏没有写是不是从第一次报的那个月算起，填什么？";
    assert_eq!(asked(&since, Matter::Columns), [question]);
    for heading in ["累计", "专项行动以来累计", "今年以来累计"] {
        let draft = of(&format!("| 项目 | 单位 | 本月 | {heading} |\n| 检查 | 次 | | |\n"));
        assert!(asked(&draft, Matter::Columns).is_empty(), "{heading}");
    }
}

#[test]
fn notes_say_since_when_totals_add_up() {
    let noted = |note: &str| {
        of(&format!("| 项目 | 单位 | 本月 | 累计 |\n| 检查 | 次 | | |\n注：1.没有的填0。2.{note}\n"))
    };
    assert_eq!(scopes(&noted("累计数从年初算起。")), [Scope::Year]);
    assert_eq!(scopes(&noted("累计指本年度累计。")), [Scope::Year]);
    assert_eq!(scopes(&noted("累计从2026年3月起算。")), [Scope::Campaign]);
    let term = noted("累计指本学期累计。");
    assert_eq!(asked(&term, Matter::Columns).len(), 1);
    assert!(asked(&term, Matter::Columns)[0].contains("累计指本学期累计"));
}

#[test]
fn beside_the_plan_of_a_year_its_first_day_begins_the_totals() {
    let table =
        "填报单位：\n| 任务 | 单位 | 年度任务 | 本月 | 累计 |\n| 检查 | 次 | | | |\n| 宣传 | 场 | | | |\n";
    let noted =
        |title: &str, note: &str| of(&format!("{title}工作进度月报表\n{table}注：1.每月报。2.{note}\n"));
    let of_year = noted("2025年", "累计为2025年1月1日以来完成数。");
    assert_eq!(scopes(&of_year), [Scope::Year, Scope::Year]);
    assert!(!asked(&of_year, Matter::Columns).iter().any(|question| question.contains("从什么时候算起")));
    for (title, note) in [
        ("2025年", "累计为2024年1月1日以来完成数。"),
        ("", "累计为2025年1月1日以来完成数。"),
        ("2025年", "按时报。"),
    ] {
        let draft = noted(title, note);
        assert_eq!(scopes(&draft), [Scope::Campaign, Scope::Campaign], "{title}{note}");
        assert!(
            asked(&draft, Matter::Columns).iter().any(|question| question.contains("从什么时候算起")),
            "{title}{note}"
        );
    }
}

#[test]
fn rows_say_since_when_they_add_up() {
    let draft = of("| 项目 | 单位 | 数量 |\n| 本月救助 | 人 | |\n| 1月至本月累计救助 | 人 | |\n\
                    | 本学期累计救助 | 人 | |\n");
    assert_eq!(scopes(&draft), [Scope::Campaign, Scope::Year, Scope::Campaign]);
    let [term, year] = asked(&draft, Matter::Figures)[..] else { panic!("{:?}", draft.doubts) };
    assert!(term.starts_with("“本学期累计救助”：不从年初"), "{term}");
    assert!(year.starts_with("“1月至本月累计救助”：像是累计数"), "{year}");
}

#[test]
fn a_row_whose_total_is_struck_out_has_none_and_one_without_its_month_is_asked_about() {
    let draft = of("| 项目 | 单位 | 本月 | 累计 |\n| 检查 | 次 | | |\n| 现有企业 | 家 | | — |\n\
                    | 建档率 | % | — | |\n| 停用 | 个 | — | — |\n");
    assert_eq!(figures(&draft), ["检查 次", "现有企业 家", "建档率 %"]);
    let of_row = |number: usize| draft.forms[0].figures().nth(number).unwrap().id;
    let doubts: Vec<_> = draft.doubts.iter().filter(|doubt| doubt.matter == Matter::Figures).collect();
    let [only_total] = doubts[..] else { panic!("{:?}", draft.doubts) };
    assert_eq!(scopes(&draft), [Scope::Campaign, Scope::None, Scope::Campaign]);
    assert!(only_total.question.starts_with("这几行填当月数的一格划掉了"), "{}", only_total.question);
    assert_eq!(only_total.figures, [of_row(2)]);
    assert!(asked(&draft, Matter::Columns).is_empty(), "what is struck out is not asked as if it were not");
    // What begins anew with January does so in the other rows.
    let yearly = of("| 项目 | 单位 | 本月 | 本年累计 |\n| 检查 | 次 | | |\n| 现有企业 | 家 | | — |\n");
    assert_eq!(scopes(&yearly), [Scope::Year, Scope::None]);
    let noted = of(
        "| 项目 | 单位 | 本月 | 累计 |\n| 检查 | 次 | | |\n| 现有企业 | 家 | | — |\n注：累计数从年初算起。\n",
    );
    assert_eq!(scopes(&noted), [Scope::Year, Scope::None]);
}

#[test]
fn a_column_of_words_is_no_whole_and_a_part_is_counted_as_its_whole() {
    let draft = of("| 序号 | 车间 | 主要产品 | 吸纳就业人数 | 其中：脱贫人口 | 本月发放工资（万元） |\n\
                    | 1 | 一车间 | | | | |\n");
    assert_eq!(
        figures(&draft),
        ["一车间 吸纳就业人数 人", "一车间 其中:脱贫人口 人<1a", "一车间 发放工资 万元"]
    );
    assert_eq!(asked(&draft, Matter::Columns), ["“主要产品”这一栏是填文字的，看不出要不要每月填，怎么办？"]);
    let money = of("| 名称 | 培训人数 | 其中：补贴金额 | 本月发放工资（万元） |\n| 一车间 | | | |\n");
    assert_eq!(figures(&money)[1], "一车间 其中:补贴金额 ?");
}

#[test]
fn units_stand_in_a_row_of_their_own() {
    let draft = of(
        "| 乡镇名称 | 检查数量 | 罚款金额 |\n| 单位 | 次 | 万元 |\n| 栏号 | 1 | 2 |\n| 城关镇 | | |\n| 石桥镇 | | |\n",
    );
    assert_eq!(
        figures(&draft),
        ["城关镇 检查数量 次", "城关镇 罚款金额 万元", "石桥镇 检查数量 次", "石桥镇 罚款金额 万元"]
    );
    let turned =
        of("| 项目 | 调解总数 | 调解成功 | 涉及金额 |\n| 单位 | 件 | 件 | 万元 |\n| 栏号 | 1 | 2 | 3 |\n\
                     | 本月 | | | |\n| 累计 | | | |\n注：2≤1。\n");
    assert_eq!(figures(&turned), ["调解总数 件", "调解成功 件", "涉及金额 万元"]);
    let says: Vec<&str> = turned.forms[0].relations.iter().map(|one| one.value.says.as_str()).collect();
    assert_eq!(says, ["2≤1"]);
}

#[test]
fn blocks_beside_each_other_are_laid_below_each_other() {
    let draft = of("| 项目 | 本月 | 累计 | 项目 | 本月 | 累计 |\n| 来信（件） | | | 受理（件） | | |\n\
                    | 来访（批次） | | | 领导包案（件） | | |\n| （人次） | | | 其中：已化解（件） | | |\n");
    assert_eq!(
        figures(&draft),
        ["来信 件", "来访 批次", "来访（人次） 人次", "受理 件", "领导包案 件", "已化解 件<5"]
    );
    assert!(asked(&draft, Matter::Columns).is_empty());
    assert!(draft.remarks.iter().any(|remark| remark.contains("左右几块并排")), "{:?}", draft.remarks);
    let matrix =
        of("| 项目 | 城区 | < | 乡镇 | < |\n| ^ | 本月 | 累计 | 本月 | 累计 |\n| 检查（次） | | | | |\n");
    assert_eq!(figures(&matrix), ["检查 城区 次", "检查 乡镇 次"], "one block with groups of columns");
}

#[test]
fn blank_rows_above_a_sum_or_named_in_a_note_are_asked_about() {
    let rows = "| 汽车 | 辆 | |\n| | | |\n| 合计 | 辆 | |\n";
    let draft = of(&format!("| 品类 | 单位 | 本月 |\n{rows}"));
    assert_eq!(asked(&draft, Matter::Figures), ["表里有 1 行空白行，没有印内容，怎么办？"]);
    let noted = of("| 品类 | 单位 | 本月 |\n| 汽车 | 辆 | |\n| | | |\n| | | |\n注：空白行可填其他品类。\n");
    assert_eq!(asked(&noted, Matter::Figures), ["表里有 2 行空白行，没有印内容，怎么办？"]);
    let beside = of("| 类别 | 项目 | 本月 |\n| 粮食 | 小麦（吨） | |\n| ^ | | |\n| 合计 | < | |\n");
    assert_eq!(asked(&beside, Matter::Figures), ["表里有 1 行空白行，没有印内容，怎么办？"]);
    let plain = of("| 品类 | 单位 | 本月 |\n| 汽车 | 辆 | |\n| | | |\n| 家电 | 台 | |\n");
    assert!(asked(&plain, Matter::Figures).is_empty());
}

#[test]
fn what_is_planned_for_a_year_is_no_figure_of_a_month_in_silence() {
    let draft = of("| 项目 | 单位 | 数量 |\n| 年度计划 | 亩 | |\n| 完成造林 | 亩 | |\n");
    let question = "“年度计划”：像是计划、目标一类的数，通知里每个数都是当月的，怎么办？";
    assert_eq!(asked(&draft, Matter::Figures), [question]);
    let column =
        of("| 项目 | 全年任务 | 本月完成 | 累计完成 |\n| 造林（亩） | | | |\n| 抚育（亩） | | | |\n");
    assert_eq!(figures(&column), ["造林 亩", "抚育 亩"]);
    assert_eq!(asked(&column, Matter::Columns).len(), 2, "the plan, and since when totals add up");
    let words = of("| 类别 | 目标任务 | 本月 |\n| 绿化 | 造林（亩） | |\n| ^ | 抚育（亩） | |\n");
    assert_eq!(figures(&words), ["造林 亩", "抚育 亩"]);
}

#[test]
fn a_unit_over_a_column_beats_that_of_the_row_where_another_column_says_none() {
    let draft = of("| 品类 | 数量 | 销售额（万元） |\n| 汽车（辆） | | |\n| 家电（台） | | |\n");
    assert_eq!(figures(&draft), ["汽车 数量 辆", "汽车 销售额 万元", "家电 数量 台", "家电 销售额 万元"]);
    let both = of("| 品类 | 销售额（万元） | 补贴（万元） |\n| 汽车（辆） | | |\n");
    assert_eq!(
        figures(&both),
        ["汽车 销售额 辆?", "汽车 补贴 辆?"],
        "no column is left for the unit of the row"
    );
}

#[test]
fn a_number_with_its_unit_beside_those_of_the_month_is_one_of_the_month() {
    let draft = of("| 村 | 处数（处） | 本月供水量（万立方米） |\n| 一村 | | |\n");
    assert!(asked(&draft, Matter::Columns).is_empty());
    assert_eq!(figures(&draft), ["一村 处数 处", "一村 供水量 万立方米"]);
    let with_total = of("| 项目 | 总投资（万元） | 本月完成（万元） | 累计完成（万元） |\n| 桥 | | | |\n");
    assert_eq!(asked(&with_total, Matter::Columns).len(), 1, "it may be a total as well");
}

#[test]
fn several_units_in_a_cell_are_as_many_figures() {
    let draft = of("| 项目 | 数量 |\n| 举办培训班 | 　　期　　人次 |\n| 走访 | 　　户 |\n");
    assert_eq!(figures(&draft), ["举办培训班（期） 期", "举办培训班（人次） 人次", "走访 户"]);
    assert!(asked(&draft, Matter::Text).is_empty());
}

#[test]
fn a_row_that_plans_the_next_month_asks_for_words() {
    let draft = of("| 项目 | 单位 | 本月 |\n| 检查 | 次 | |\n| 宣传 | 场 | |\n| 下月工作安排 | | |\n");
    assert_eq!(figures(&draft), ["检查 次", "宣传 场"]);
    assert_eq!(asked(&draft, Matter::Figures).len(), 1);
}

#[test]
fn totals_beside_the_plan_of_a_year_may_be_those_of_the_year() {
    let question = "“累计”一栏没有写从什么时候算起，是从第一次报的那个月，还是从每年1月？";
    let table = |plan: &str, total: &str| {
        of(&format!("| 任务 | 单位 | {plan} | 本月完成 | {total} |\n| 清理河道 | 公里 | | | |\n"))
    };
    for plan in ["年度目标", "全年任务数", "本年计划"] {
        let draft = table(plan, "累计完成");
        assert!(asked(&draft, Matter::Columns).contains(&question), "{plan}: {:?}", draft.doubts);
        let doubt = draft.doubts.iter().position(|doubt| doubt.question == question).unwrap();
        let answer = Correction::Answer { doubt, question: question.to_owned(), reading: 1 };
        let mut made = corrected(&draft, &[]);
        made.correct(&answer).unwrap();
        assert_eq!(
            (scopes(&draft), scopes(&made.draft)),
            (vec![Scope::Campaign], vec![Scope::Year]),
            "{plan}"
        );
    }
    for (plan, total) in [("年度目标", "本年累计"), ("任务数", "累计完成"), ("年度目标", "专项行动以来累计")]
    {
        assert!(!asked(&table(plan, total), Matter::Columns).contains(&question), "{plan} {total}");
    }
}
