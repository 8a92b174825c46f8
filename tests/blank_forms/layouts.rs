//! Tables that are laid out otherwise than a notice is: times in rows, open rows, who fills in each row, parts in brackets. What
//! is read of them is what they ask for, or it is asked.

use yuebao::blank_form::{Draft, Matter};
use yuebao::notice::{Column, Role};

use super::drawn::{as_document, as_workbook};
use super::drawn_legacy::as_old_workbook;
use super::{TODAY, draft};

fn whole(table: &str) -> String {
    format!("禁毒宣传情况统计表\n填报单位：　　　填报时间：\n{table}")
}

fn of(table: &str) -> Draft {
    draft(&as_document(&whole(table)))
}

/// Each figure with its unit, and its whole behind it.
fn figures(draft: &Draft) -> Vec<String> {
    let figures = draft.forms.iter().flat_map(yuebao::blank_form::DraftForm::figures);
    let told = figures.map(|figure| {
        let whole = figure.part_of.value.map(|whole| format!("<{whole}")).unwrap_or_default();
        format!("{} {}{whole}", figure.name, figure.unit.value)
    });
    told.collect()
}

fn roles(draft: &Draft) -> Vec<Role> {
    let leaves = draft.forms[0].tables[0].columns.iter().flat_map(Column::leaves);
    leaves.filter_map(|leaf| leaf.role).collect()
}

fn relations(draft: &Draft) -> Vec<String> {
    let all = draft.forms.iter().flat_map(|form| &form.relations);
    all.map(|relation| relation.value.says.clone()).collect()
}

/// The questions, apart from what the text of the notice would say.
fn asked(draft: &Draft) -> Vec<&str> {
    let doubts = draft.doubts.iter().filter(|doubt| doubt.matter != Matter::Notice);
    doubts.map(|doubt| doubt.question.as_str()).collect()
}

/// What is told of a column of rows left blank: the number of each row, and who leaves it blank.
fn left_blank(draft: &Draft) -> Vec<String> {
    let rows = draft.forms[0].rows();
    let told = rows.filter_map(|row| Some((row.number, row.left_blank_by.as_ref()?)));
    told.map(|(number, by)| {
        let kinds: Vec<&str> = by.value.iter().map(yuebao::unit::UnitKind::word).collect();
        format!("{number} {}", kinds.join(" "))
    })
    .collect()
}

#[test]
fn times_in_rows_are_columns_of_one_figure() {
    let counted = ["发放资料 份", "举办讲座 场", "受教育人数 人"];
    for (corner, month, total) in [
        ("项目", "当月", "累计"),
        ("时间", "本月", "本年累计"),
        ("", "本月完成数", "累计完成数"),
        ("内容", "一、当月", "二、累计"),
    ] {
        let table = format!(
            "| {corner} | 发放资料（份） | 举办讲座（场） | 受教育人数（人） |\n| {month} | | | |\n| {total} | | | |\n说明：每月5日前报。\n"
        );
        for bytes in
            [as_document(&whole(&table)), as_workbook(&whole(&table)), as_old_workbook(&whole(&table))]
        {
            let draft = draft(&bytes);
            assert_eq!(figures(&draft), counted, "{corner} {month}");
            assert_eq!(roles(&draft), [Role::Content, Role::Month, Role::Total]);
            assert!(draft.remarks[0].contains("改成了栏"), "{:?}", draft.remarks);
            assert!(asked(&draft).is_empty(), "{:?}", asked(&draft));
            assert_eq!(draft.forms[0].notes.items, ["每月5日前报。"]);
            draft.definition(TODAY.parse().unwrap()).unwrap();
        }
    }
}

#[test]
fn headings_units_and_numbers_go_along_with_what_is_counted() {
    let draft = of("| 内容 | 检查用人单位（户） | 追发工资 | < | < | < |\n\
                    | ^ | ^ | 人数（人） | 金额（万元） | 其中：农民工（人） | 其中：农民工工资（万元） |\n\
                    | 当月 | | | | | |\n| 累计 | | | | | |\n说明：金额保留两位小数。\n");
    let expected = [
        "检查用人单位 户",
        "追发工资 人数 人",
        "追发工资 金额 万元",
        "追发工资 农民工 人<2",
        "追发工资 农民工工资 万元<3",
    ];
    assert_eq!(figures(&draft), expected);
    let place = draft.forms[0].rows().nth(2).unwrap().content.place.clone().unwrap();
    assert_eq!((place.row, place.address.as_str()), (3, "表第2行第4格"), "where it stands in the file");
    let titled = of(
        "| 禁毒统计表 | < | < |\n| 项目 | 发放资料（份） | 讲座（场） |\n| 当月 | | |\n| 累计 | | |\n| 填报人： | 审核人： | |\n",
    );
    assert_eq!(figures(&titled), ["发放资料 份", "讲座 场"], "a title within the table");
    let numbered = of(
        "| 指标 | 来信 | 来访 | 总量 |\n| 甲 | 1 | 2 | 3 |\n| 单位 | 件 | 件 | 件 |\n| 当月 | | | |\n| 累计 | | | |\n\
                       说明：3=1+2。\n",
    );
    assert_eq!(figures(&numbered), ["来信 件", "来访 件", "总量 件"]);
    assert_eq!(relations(&numbered), ["3=1+2"]);
}

#[test]
fn times_beside_groups_stand_under_each_thing_that_is_counted() {
    let times_last = "| 区域 | 时间 | 清运垃圾（吨） | 出动人员（人次） |\n| 城区 | 当月 | | |\n| ^ | 累计 | | |\n\
                      | 镇乡 | 当月 | | |\n| ^ | 累计 | | |\n| 合计 | 当月 | | |\n| ^ | 累计 | | |\n";
    let times_first = "| 时间 | 区域 | 清运垃圾（吨） | 出动人员（人次） |\n| 当月 | 城区 | | |\n| ^ | 镇乡 | | |\n\
                       | ^ | 合计 | | |\n| 累计 | 城区 | | |\n| ^ | 镇乡 | | |\n| ^ | 合计 | | |\n";
    for table in [times_last, times_first] {
        let draft = of(table);
        let expected = [
            "城区 清运垃圾 吨",
            "城区 出动人员 人次",
            "镇乡 清运垃圾 吨",
            "镇乡 出动人员 人次",
            "合计 清运垃圾 吨",
            "合计 出动人员 人次",
        ];
        assert_eq!(figures(&draft), expected);
        assert_eq!(roles(&draft), [Role::Content, Role::Month, Role::Total, Role::Month, Role::Total]);
        assert_eq!(relations(&draft), ["3=1+2"]);
    }
    let one = of(
        "| 指标 | 单位 | 时间 | 数量 |\n| 植树 | 株 | 当月 | |\n| ^ | ^ | 累计 | |\n| 抚育 | 亩 | 当月 | |\n| ^ | ^ | 累计 | |\n",
    );
    assert_eq!(figures(&one), ["植树 株", "抚育 亩"]);
    assert_eq!(roles(&one), [Role::Content, Role::Unit, Role::Month, Role::Total]);
}

#[test]
fn times_in_rows_that_fit_no_columns_are_asked_about_first() {
    let uneven =
        of("| 区域 | 时间 | 清运垃圾（吨） | 出动人员（人次） |\n| 城区 | 当月 | | |\n| ^ | 累计 | | |\n\
                     | 镇乡 | 当月 | | |\n");
    assert!(
        uneven.doubts[0].hinders && uneven.doubts[0].question.contains("写在行上"),
        "{:?}",
        uneven.doubts
    );
    let headless = of(
        "| 检查 | 出动人员（人次） | | |\n| ^ | 检查经营单位（家次） | | |\n| 查处 | 收缴物品（册） | | |\n| ^ | 查处案件（起） | | |\n",
    );
    assert!(headless.forms.is_empty() && headless.is_hindered(), "{:?}", headless.doubts);
    // A row that only has such a word in it is a figure like others, but a total would be added up once more.
    let rows = of("| 项目 | 数量（株） |\n| 本月植树 | |\n| 累计植树 | |\n");
    assert_eq!(figures(&rows).len(), 2);
    assert_eq!(asked(&rows), ["“累计植树”：像是累计数，每月填进去，程序会把各月的再相加，怎么办？"]);
}

#[test]
fn a_heading_over_two_columns_of_words_has_two_levels() {
    let draft = of(
        "| 类别 | < | 指标 | 单位 | 本月 | 累计 |\n| 预防 | 隐患排查 | 排查隐患点 | 处 | | |\n| ^ | ^ | 完成治理 | 处 | | |\n\
                    | ^ | 物资 | 储备砂石 | 吨 | | |\n| 应急 | < | 转移群众 | 户 | | |\n",
    );
    let names = ["隐患排查 排查隐患点 处", "隐患排查 完成治理 处", "物资 储备砂石 吨", "转移群众 户"];
    assert_eq!(figures(&draft), names);
    // What stands over three columns has three levels, and the unit of a group is that of its rows.
    let three = of(
        "| 工作任务 | < | < | 本月 | 累计 |\n| 防治 | 大气（个） | 检查工地 | | |\n| ^ | ^ | 检查油站 | | |\n| ^ | 水 | 巡河（次） | | |\n",
    );
    assert_eq!(figures(&three), ["防治 大气 检查工地 个", "防治 大气 检查油站 个", "防治 水 巡河 次"]);
    let sections = &draft.forms[0].tables[0].sections;
    let titles: Vec<&str> = sections.iter().map(|section| section.title.as_str()).collect();
    assert_eq!(titles, ["预防", "应急"]);
}

#[test]
fn a_sum_of_rows_is_one_beside_columns_that_are_parts() {
    let draft = of(
        "| 区域 | 违停（辆） | < | 罚款（万元） |\n| ^ | 查处 | 其中：货车 | ^ |\n| 东城 | | | |\n| 西城 | | | |\n| 合计 | | | |\n",
    );
    assert_eq!(relations(&draft), ["3=1+2"]);
    assert_eq!(figures(&draft)[7], "合计 违停 其中:货车 辆<3a");
    draft.definition(TODAY.parse().unwrap()).unwrap();
}

#[test]
fn numbers_with_a_zero_before_them_are_those_of_rows() {
    let table = "| 指标 | 代码 | 保障（户） | < | < |\n| ^ | ^ | 合计 | 低保 | 其他 |\n| 甲 | 乙 | 1 | 2 | 3 |\n\
                 | 本月新增保障 | 01 | | | |\n| 本月退出保障 | 02 | | | |\n| 净增 | 03 | | | |\n";
    let draft = of(&format!("{table}审核关系：净增=新增-退出（03=01-02）。\n"));
    assert!(relations(&draft).contains(&"3=1-2".to_owned()), "{:?}", relations(&draft));
    assert!(asked(&draft).is_empty(), "{:?}", asked(&draft));
    let either = of(&format!("{table}审核关系：3=1-2。\n"));
    assert_eq!(asked(&either), ["“3=1-2”说的是行还是栏？"]);
    let words = of(&format!("{table}审核关系：净增=新增-退出。\n"));
    let readings = &words.doubts.iter().find(|doubt| doubt.matter == Matter::Relation).unwrap().readings;
    assert_eq!(readings[1].value, "编号 3=1-2");
}

#[test]
fn open_rows_are_kept_where_there_are_no_others() {
    let draft =
        of("| 序号 | 村（社区） | 清理垃圾（吨） | 备注 |\n| 1 | | | |\n| 2 | | | |\n| | 合计 | | |\n");
    assert_eq!(
        figures(&draft),
        ["村(社区)1 吨", "村(社区)2 吨", "合计 吨"].map(|name| name.replace("(社区)", ""))
    );
    assert_eq!(relations(&draft), ["3=1+2"]);
    assert!(asked(&draft)[0].contains("有 2 行没有印名称"), "{:?}", asked(&draft));
    let spare = of("| 序号 | 内容 | 单位 | 当月 |\n| 1 | 清理垃圾点 | 处 | |\n| 2 | | | |\n");
    assert_eq!((figures(&spare).len(), asked(&spare).len()), (1, 0), "rows to spare below others");
}

#[test]
fn a_column_that_says_who_fills_in_a_row_is_read_or_asked_about() {
    let letter = "关于开展整治的通知\n渝整〔2026〕1号\n各镇乡人民政府、各街道办事处，区级有关部门：\n\
                  请于每月5日前报送。\n区整治办公室\n2026年1月5日\n附件1\n";
    let of = |heading: &str, first: &str, second: &str| {
        draft(&as_document(&format!(
            "{letter}{}",
            whole(&format!(
                "| 序号 | 内容 | 单位 | {heading} | 当月 |\n| 1 | 清理 | 处 | {first} | |\n| 2 | 审批 | 件 | {second} | |\n"
            ))
        )))
    };
    let told = of("填报单位", "各镇乡、街道", "区级有关部门");
    assert_eq!(left_blank(&told), ["1 department", "2 township street"]);
    let reason = told.forms[0].rows().next().unwrap().left_blank_by.clone().unwrap().place.unwrap();
    assert_eq!(reason.says, "各镇乡、街道");
    assert!(!told.doubts.iter().any(|doubt| doubt.matter == Matter::Columns), "{:?}", told.doubts);
    let responsible = of("责任单位", "各镇乡、街道", "各单位");
    assert!(left_blank(&responsible).is_empty());
    assert!(asked(&responsible).iter().any(|question| question.contains("没有写到的单位")));
    let office = of("责任单位", "区城管局", "各单位");
    assert!(office.doubts.iter().any(|doubt| doubt.matter == Matter::Columns));
}

#[test]
fn a_column_in_which_words_are_printed_is_no_measure_and_a_heading_ends_where_it_is_merged() {
    let draft = of(
        "| 类别 | 工种 | 本月培训 | < | 累计培训 | < | |\n| ^ | ^ | 人数（人） | 其中：女性（人） | 人数（人） | 其中：女性（人） | 备注 |\n\
                    | 企业培训 | 焊工 | | | | | |\n| ^ | 电工 | | | | | |\n| 院校培训 | 护理 | | | | | |\n",
    );
    assert_eq!(
        roles(&draft),
        [Role::Section, Role::Content, Role::Month, Role::Month, Role::Total, Role::Total, Role::Text]
    );
    assert_eq!(figures(&draft).len(), 6, "{:?}", figures(&draft));
    let printed = of(
        "| 项目 | 代码 | 合计 | 视力 | 听力 | 肢体 | 智力 |\n| 甲 | 乙 | 1 | 2 | 3 | 4 | 5 |\n| 服务（人） | 01 | | | | | |\n\
                      说明：1栏=2栏+3栏+4栏+5栏。\n",
    );
    assert!(asked(&printed).is_empty(), "what is printed is not asked: {:?}", asked(&printed));
}
