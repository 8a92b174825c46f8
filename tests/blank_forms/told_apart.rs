//! What a form says in few words: rates under a total, 其中 behind the parts of a total, an empty corner, names under a heading.
//! It is read as it is meant, or asked, and nothing is settled in silence.

use yuebao::blank_form::{Draft, DraftFigure, Matter, Sureness};

use super::drawn::as_document;
use super::{asked, draft, of};

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

#[test]
fn the_time_may_stand_in_brackets_behind_what_is_counted() {
    for (month, total) in [("数量（本月）", "数量（累计）"), ("完成数（当月）", "完成数（本年累计）")]
    {
        let draft = of(&format!("| 项目 | 单位 | {month} | {total} |\n| 检查 | 家 | | |\n"));
        assert_eq!(figures(&draft), ["检查 家"]);
        assert!(draft.doubts.iter().all(|doubt| doubt.matter != Matter::Columns), "{:?}", draft.doubts);
    }
    // A unit or a word in brackets is no time.
    let draft = of("| 项目 | 本月（家） | 累计（含历年） |\n| 检查 | | |\n");
    assert_eq!(figures(&draft), ["检查 家"]);
}

#[test]
fn a_numeral_among_numbers_is_a_section_also_where_the_units_stand_in_brackets() {
    for mark in ["一", "一、"] {
        let draft = of(&format!(
            "| 序号 | 内容 | 本月 | 累计 |\n| {mark} | 巡河履职 | | |\n| 1 | 镇级巡河（次） | | |\n\
                                 | 2 | 发现问题（个） | | |\n| 二 | 资金投入 | | |\n| 1 | 县级（万元） | | |\n"
        ));
        assert_eq!(figures(&draft), ["镇级巡河 次", "发现问题 个", "县级 万元"], "{mark}");
    }
}

#[test]
fn the_number_of_an_issue_below_the_title_is_no_part_of_it() {
    for line in ["（第      期）", "第__期", "2026年第  期"] {
        let draft =
            of(&format!("附件1\n整治情况统计表\n{line}\n| 项目 | 单位 | 本月 | 累计 |\n| 检查 | 家 | | |\n"));
        assert_eq!(draft.forms[0].title.value, "整治情况统计表", "{line}");
        let labels: Vec<&str> =
            draft.forms[0].header.iter().map(|field| field.value.label.as_str()).collect();
        assert_eq!(labels, ["期数："], "{line}");
    }
}

#[test]
fn the_same_month_a_year_ago_is_no_month_of_this_one() {
    let table = of("| 指标 | 代码 | 本年 | < | 上年同期 | < | 增速（%） | < |\n\
                    | ^ | ^ | 本月 | 1—本月 | 本月 | 1—本月 | 本月 | 1—本月 |\n\
                    | 批发业销售额（万元） | 01 | | | | | | |\n");
    assert_eq!(figures(&table), ["批发业销售额 万元"]);
    let asked = asked(&table, Matter::Columns);
    assert_eq!(asked.len(), 2, "the totals of the year before, and how they compare: {asked:?}");
    let totals = of("| 指标 | 单位 | 本月 | 累计 | 去年同期累计 | 同比±% |\n| 收入 | 亿元 | | | | |\n");
    let question = "“同比±%”这一栏没有写比的是当月的数还是累计的数，填什么？";
    assert!(self::asked(&totals, Matter::Columns).contains(&question));
    let month = of("| 指标 | 单位 | 本月 | 累计 | 去年同期 | 同比±% |\n| 收入 | 亿元 | | | | |\n");
    assert!(self::asked(&month, Matter::Columns).is_empty());
}

#[test]
fn a_column_of_rates_is_in_no_unit_of_money() {
    let table =
        of("单位：万元\n| 项目 | 本月投资 | 累计投资 | 投资完成率 |\n| 水利 | | | |\n| 交通 | | | |\n");
    assert!(asked(&table, Matter::Unit).is_empty(), "it is in per cent for everybody");
    assert_eq!(figures(&table)[1], "水利 投资完成率 %");
    // Nobody adds up rates, whether their unit is known or not.
    let total = of("| 项目 | 受理（件） | 办结率 |\n| 信访 | | |\n| 热线 | | |\n| 合计 | | |\n");
    assert_eq!(relations(&total), ["3a=1a+2a"]);
    let goods = of("单位：万元\n| 项目 | 本月数量 | 本月金额 |\n| 甲 | | |\n");
    assert_eq!(asked(&goods, Matter::Unit).len(), 1);
    let several = of("| 项目 | 本月 |\n| 受理件（批）数 | |\n| 惠及户数/人数 | |\n");
    assert_eq!(asked(&several, Matter::Unit), ["“件（批）”是不是单位？"]);
    assert_eq!(asked(&several, Matter::Figures), ["“户、人”是一个数的单位，还是要填几个数？"]);
}

#[test]
fn a_part_below_a_numbered_item_is_of_the_item() {
    let rows = |last: &str| {
        of(&format!(
            "| 序号 | 指标 | 单位 | 本月 |\n| 1 | 办理案件总数 | 件 | |\n| 2 | 1.刑事案件 | 件 | |\n\
             | 3 | 2.治安案件 | 件 | |\n| 4 | 其中：涉黄 | 件 | |\n| 5 | 　　涉赌 | 件 | |\n{last}"
        ))
    };
    let figures_of = |draft: &Draft| figures(draft).get(3..5).unwrap().to_vec();
    assert_eq!(figures_of(&rows("| 6 | 3.其他案件 | 件 | |\n")), ["涉黄 件<3", "涉赌 件<3"]);
    assert_eq!(figures_of(&rows("")), ["涉黄 件?", "涉赌 件?"]);
}

#[test]
fn a_second_relation_of_the_same_column_is_a_check() {
    let table =
        of("| 项目 | 检查（家次） | 隐患（条） | < | < | 整改（条） |\n| ^ | ^ | 小计 | 一般 | 重大 | ^ |\n\
                    | 甲 | 1 | 2 | 3 | 4 | 5 |\n| 工贸 | | | | | |\n说明：2=3+4，2≥5，5≤1。\n");
    assert_eq!(relations(&table), ["1b=1c+1d", "1b≥1e"]);
    assert_eq!(asked(&table, Matter::Relation), ["“5≤1”里几栏的单位不一样，或者是比率，怎么检查？"]);
    let two =
        of("| 项目（人） | 合计 | 男 | 女 | 青年 | 老年 |\n| 甲 | 1 | 2 | 3 | 4 | 5 |\n| 康复 | | | | | |\n\
                  | 救助 | | | | | |\n说明：①1=2+3；②1=4+5。\n");
    assert_eq!(relations(&two), ["1a=1b+1c", "2a=2b+2c", "1a=1d+1e", "2a=2d+2e"]);
    let derived = two.forms[0].relations.iter().map(|found| found.value.derived).collect::<Vec<_>>();
    assert_eq!(derived, [true, true, false, false]);
    let round =
        of("| 项目（人） | 合计 | 男 | 女 |\n| 甲 | 1 | 2 | 3 |\n| 康复 | | | |\n说明：1=2+3；2=1-3。\n");
    let derived = round.forms[0].relations.iter().map(|found| found.value.derived).collect::<Vec<_>>();
    assert_eq!(derived, [true, false], "nothing is reckoned from itself");
}

#[test]
fn notes_without_a_label_are_notes() {
    let table = "| 序号 | 内容 | 单位 | 本月 |\n| 01 | 复垦面积 | 亩 | |\n| 02 | 发现隐患 | 处 | |\n| 03 | 整改隐患 | 处 | |\n";
    for notes in [
        "1.本表按月填报；\n2.面积保留一位小数；\n3.03项不得大于02项。\n",
        "（面积保留一位小数；03≤02。）\n",
        "★注意事项：①面积保留一位小数。②03≤02。\n",
        "备注：1.面积保留一位小数。2.03≤02。\n",
    ] {
        let draft = of(&format!("{table}{notes}"));
        let area = draft.forms[0].figures().next().unwrap();
        assert_eq!((area.decimals.value, area.decimals.sureness), (1, Sureness::Stated), "{notes}");
        assert_eq!(relations(&draft), ["3≤2"], "{notes}");
        assert!(asked(&draft, Matter::Relation).is_empty(), "{notes}");
    }
}

#[test]
fn a_letter_may_name_the_form_that_it_speaks_of() {
    let form = |number: u8| {
        format!(
            "附件{number}\n整治情况{number}月报表\n填报单位：　　　填报时间：\n| 序号 | 内容 | 单位 | 本月 |\n\
             | 1 | 检查 | 家次 | |\n| 2 | 执法 | 件 | |\n"
        )
    };
    let letter = "各镇乡人民政府，各街道办事处，区级有关部门：\n附件1中第2项由区级有关部门填报，镇乡（街道）不填。\n2026年1月20日\n";
    let draft = draft(&as_document(&format!("{letter}{}{}", form(1), form(2))));
    assert!(asked(&draft, Matter::LeftBlank).is_empty());
    let blank = |form: usize| {
        let rows = draft.forms[form].rows().filter(|row| row.left_blank_by.is_some());
        rows.map(|row| row.number).collect::<Vec<_>>()
    };
    assert_eq!((blank(0), blank(1)), (vec![2], vec![]));
}

#[test]
fn the_same_part_once_more_is_of_the_row_above_it() {
    let rows = |second: &str| {
        let draft = of(&format!(
            "| 序号 | 项目 | 单位 | 本月 | 累计 |\n| 1 | 一般隐患 | 处 | | |\n| 2 | 其中：已整改 | 处 | | |\n\
                                 | 3 | 重大隐患 | 处 | | |\n| 4 | 其中：{second} | 处 | | |\n"
        ));
        let wholes: Vec<String> = draft.forms[0]
            .figures()
            .map(|figure| figure.part_of.value.map(|whole| whole.to_string()).unwrap_or_default())
            .collect();
        (wholes, asked(&draft, Matter::PartOf).len())
    };
    assert_eq!(rows("已整改"), (vec![String::new(), "1".into(), String::new(), "3".into()], 0));
    assert!(rows("挂牌督办").1 > 0, "another part may be of either");
}
