//! Rows, columns, sums and parts that may be read in more than one way: nothing of them is lost, and none is settled unasked.

use yuebao::blank_form::{Correction, Draft, Matter, Then, corrected};

use super::drawn::{as_document, as_workbook};
use super::{TODAY, answered, asked, draft, of};

/// What each figure is called, with its whole behind it; a question mark where that is asked.
fn figures(draft: &Draft) -> Vec<String> {
    let told = |figure: &yuebao::blank_form::DraftFigure| {
        let asked = figure.part_of.sureness == yuebao::blank_form::Sureness::Asked;
        let whole = figure.part_of.value.map(|whole| format!("<{whole}")).unwrap_or_default();
        format!("{}{whole}{}", figure.name, if asked { "?" } else { "" })
    };
    draft.forms.iter().flat_map(yuebao::blank_form::DraftForm::figures).map(told).collect()
}

fn relations(draft: &Draft) -> Vec<String> {
    let all = draft.forms.iter().flat_map(|form| &form.relations);
    all.map(|relation| relation.value.says.clone()).collect()
}

/// What the columns of the first table are.
fn roles(draft: &Draft) -> String {
    let table = &draft.forms[0].tables[0];
    let leaves = table.columns.iter().flat_map(yuebao::notice::Column::leaves);
    leaves.map(|leaf| format!("{:?}", leaf.role.unwrap())).collect::<Vec<_>>().join(" ")
}

/// The draft once a question is answered by its last reading.
fn answered_by_last(draft: &Draft, matter: Matter) -> Draft {
    let doubt = draft.doubts.iter().find(|doubt| doubt.matter == matter).unwrap();
    let reading = doubt.readings.len() - 1;
    assert!(doubt.readings[reading].then != Then::ByHand);
    answered(draft, matter, reading)
}

#[test]
fn words_before_a_colon_are_a_row_and_a_signature_is_none() {
    let draft = of("| 序号 | 内容 | 当月数量 | 累计数量 |\n| 1 | 行政审批：受理X件，办结X件 | | |\n\
                    | 2 | 法制审核：X件 | | |\n| 3 | 投诉热线电话：接听X次 | | |\n| 审核人： | < | 填表人： | |\n");
    assert_eq!(figures(&draft), ["行政审批：受理", "办结", "法制审核", "投诉热线电话：接听"]);
    let footer: Vec<&str> = draft.forms[0].footer.iter().map(|field| field.value.label.as_str()).collect();
    assert_eq!(footer, ["审核人：", "填表人："]);
    let draft = of("| 内容 | 计量单位 | 当月数量 |\n| 行政审批： | 件 | |\n| 服务热线电话： | 次 | |\n");
    assert_eq!(figures(&draft), ["行政审批", "服务热线电话"]);
    let draft = of("| 内容 | 当月数量（件） |\n| 窗口受理 | |\n| 行政审批： | |\n| 上门服务 | |\n");
    assert_eq!(asked(&draft, Matter::Figures).len(), 1, "a heading, a row, or a place to sign");
}

#[test]
fn a_table_that_is_none_of_those_known_is_asked_about() {
    let table = "| 序号 | 内容 | 单位 | 当月数量 |\n| 1 | 清理垃圾点 | 处 | |\n| 2 | 整治公厕 | 座 | |\n";
    for below in [
        "附件2\n河长巡河情况统计表\n| 河流 | 河长 | 巡河 | 发现 |\n| 苎溪河 | | | |\n| 瀼渡河 | | | |\n",
        "附件2\n联系表\n| 序号 | 单位 | 备注 |\n| 1 | 甲镇 | |\n",
        "附件2\n经费\n| 序号 | 内容 | 单位 | 当月数量 |\n",
    ] {
        let draft = of(&format!("{table}{below}"));
        assert_eq!(asked(&draft, Matter::List).len(), 1, "{below}");
    }
    // The next page of the table, without its heading.
    let draft = of(&format!("{table}（续表）\n| 3 | 补植绿化 | 株 | |\n| 4 | 清漂 | 吨 | |\n"));
    assert_eq!(figures(&draft), ["清理垃圾点", "整治公厕", "补植绿化", "清漂"]);
    assert_eq!(asked(&draft, Matter::Figures), ["这几行没有表头，是接着上一张表的行吗？"]);
    assert_eq!(figures(&answered_by_last(&draft, Matter::Figures)), ["清理垃圾点", "整治公厕"]);
    let long = "数量（自活动启动之日起至填报当月最后一天止的数量，不含上年结转的数量和其他部门报送的数量）";
    assert_eq!(figures(&of(&format!("| 序号 | 内容 | {long} |\n| 1 | 示范街（条） | |\n"))), ["示范街"]);
}

#[test]
fn a_sum_needs_no_number_and_no_unit() {
    let rows = "| 序号 | 内容 | 单位 | 当月数量 |\n| 1 | 清理 | 处 | |\n| 2 | 整治 | 处 | |\n";
    for bytes in [as_document, as_workbook] {
        for sum in ["| | 合计 | | |\n", "| 合计 | | | |\n", "| 合计 | < | | |\n"] {
            let draft = draft(&bytes(&format!("整治情况月报表\n{rows}{sum}")));
            assert_eq!(relations(&draft), ["3=1+2"], "{sum}");
            assert_eq!(draft.forms[0].figures().last().unwrap().unit.value, "处");
        }
    }
    let mixed =
        of(&rows.replace("| 整治 | 处", "| 整治 | 座").replace("月数量 |\n", "月数量 |\n| | 合计 | | |\n"));
    assert!(relations(&mixed).is_empty());
    assert_eq!((asked(&mixed, Matter::Unit).len(), asked(&mixed, Matter::Relation).len()), (1, 1));
    // A row with a sum and a unit is no heading of another table.
    let draft = of(
        "| 编号 | 项目 | 单位 | 当月数量 |\n| | 合计 | 人 | |\n| 1 | 城区 | 人 | |\n| 2 | 园区 | 人 | |\n",
    );
    assert_eq!(relations(&draft), ["1=2+3"]);
}

#[test]
fn numerals_in_the_column_of_numbers_begin_sections() {
    let draft =
        of("| 序号 | 内容 | 单位 | 当月数量 |\n| 一 | 市容 | | |\n| 1 | 清理 | 处 | |\n| 二 | 环卫 | | |\n\
                    | 2 | 清扫 | 次 | |\n| | 备用 | | |\n");
    assert_eq!(figures(&draft), ["清理", "清扫"]);
    assert_eq!(asked(&draft, Matter::Figures), ["“备用”：是小标题，还是要填数的行？"]);
}

#[test]
fn two_divisions_and_a_whole_with_its_parts_are_not_added_up_unasked() {
    let columns = of("| 班次 | 参训人数（人） | < | < | < | < |\n| ^ | 合计 | 男 | 女 | 城镇 | 农村 |\n\
                      | 技能班 | | | | | |\n| 创业班 | | | | | |\n");
    assert!(relations(&columns).is_empty());
    assert_eq!(asked(&columns, Matter::Relation).len(), 1);
    assert_eq!(relations(&answered_by_last(&columns, Matter::Relation)), ["1a=1b+1c", "2a=2b+2c"]);
    for sum_is_first in [true, false] {
        let sum = "| | 合计 | 人 | |\n";
        let rows = "| 1 | 城区 | 人 | |\n| 1.1 | 东街 | 人 | |\n| 1.2 | 西街 | 人 | |\n| 2 | 园区 | 人 | |\n";
        let (above, below) = if sum_is_first { (sum, "") } else { ("", sum) };
        let rows = of(&format!("| 编号 | 项目 | 单位 | 当月数量 |\n{above}{rows}{below}"));
        assert!(relations(&rows).is_empty());
        let expected = if sum_is_first { "1=2+5" } else { "5=1+4" };
        assert_eq!(relations(&answered_by_last(&rows, Matter::Relation)), [expected]);
    }
    let plain = of("| 项目 | 本月（人） | < | < |\n| ^ | 合计 | 男 | 女 |\n| 参训 | | | |\n");
    assert_eq!(relations(&plain), ["1a=1b+1c"], "one division is one");
}

#[test]
fn a_relation_that_names_rows_and_columns_is_asked_about() {
    let form = "| 行次 | 指标 | 单位 | 上月止 | 本月 | 累计 |\n| 甲 | 乙 | 丙 | 1 | 2 | 3 |\n| 1 | 来信 | 件 | | | |\n\
                | 2 | 来访 | 件 | | | |\n| 3 | 网上信访 | 件 | | | |\n说明：表内关系：3=1+2。\n";
    let draft = of(form);
    assert!(relations(&draft).is_empty());
    assert_eq!(asked(&draft, Matter::Relation), ["“3=1+2”说的是行还是栏？"]);
    assert!(
        relations(&answered_by_last(&draft, Matter::Relation)).is_empty(),
        "what columns of time come to is reckoned"
    );
}

#[test]
fn relations_are_written_with_the_numbers_that_are_printed() {
    let rows = "| 序号 | 内容 | 单位 | 当月数量 |\n| 1 | 检查商户 | 家 | |\n| | 　其中：餐饮 | 家 | |\n\
                | 2 | 检查企业 | 家 | |\n| 3 | 检查总数 | 家 | |\n";
    let wanted = Correction::Relations { form: 0, text: "3=1+2".into() };
    let made = corrected(&of(rows), std::slice::from_ref(&wanted)).draft;
    assert_eq!(relations(&made), relations(&of(&format!("{rows}说明：3=1+2。\n"))), "as the notes say it");
    assert_eq!((relations(&made), made.forms[0].relations_text().as_str()), (vec!["4=1+3".into()], "3=1+2"));
    let again = corrected(&made, &[wanted]).draft;
    assert_eq!(relations(&again), ["4=1+3"]);
    let words = Correction::Relations { form: 0, text: "餐饮≤1".into() };
    assert_eq!(relations(&corrected(&made, &[words]).draft), ["2≤1"]);
}

#[test]
fn years_over_columns_say_which_month_is_meant() {
    let rows = "| 出生 | | | | |\n| 死亡 | | | | |\n说明：都以人计。\n";
    for (before, this) in [("上年", "本年"), ("去年", "今年"), ("2024年", "2025年"), ("2024年度", "2025年度")]
    {
        let draft =
            of(&format!("| 指标 | {this} | < | {before} | < |\n| ^ | 当月 | 累计 | 当月 | 累计 |\n{rows}"));
        assert_eq!(roles(&draft), "Content Month Total LastYear", "{before}");
        assert_eq!(asked(&draft, Matter::Columns).len(), 1, "the total of the year before");
        assert_eq!(figures(&draft), ["出生", "死亡"]);
        assert!(draft.forms[0].figures().all(|figure| figure.scope == yuebao::notice::Scope::Year));
    }
    let signs = of("| 指标 | 本月 | < | < |\n| ^ | 今年 | 去年 | ±% |\n| 用电 | | | |\n");
    assert_eq!(roles(&signs), "Content Month LastYear PerCent");
    let only = of("| 指标 | 本月 | 上年 |\n| 用电 | | |\n");
    assert_eq!(asked(&only, Matter::Columns).len(), 1, "of the month or of the whole year");
}

#[test]
fn what_is_no_total_is_not_taken_for_one() {
    for (column, role) in [
        ("1-本月累计", "Content Month Total"),
        ("累计", "Content Month Total"),
        ("截至本月底累计", "Content Month Total"),
    ] {
        let draft = of(&format!("| 指标 | 本月 | {column} |\n| 造林（亩） | | |\n"));
        assert_eq!(roles(&draft), role, "{column}");
        assert!(asked(&draft, Matter::Columns).is_empty(), "{column}");
    }
    for column in
        ["截至本月底在册", "累计余额", "截至本月底", "比年初增减", "累计增长（%）", "增长率", "上年"]
    {
        let draft = of(&format!("| 指标 | 本月 | {column} |\n| 造林（亩） | | |\n"));
        assert_eq!(asked(&draft, Matter::Columns).len(), 1, "{column}");
    }
    let january = of("| 指标 | 本月 | 1-本月 |\n| 造林（亩） | | |\n");
    assert!(january.forms[0].figures().all(|figure| figure.scope == yuebao::notice::Scope::Year));
}

#[test]
fn a_table_of_the_whole_year_is_asked_about_before_anything_else() {
    let columns =
        of("| 品种 | 单位 | 1月 | 2月 | 3月 | 合计 |\n| 生猪 | 头 | | | | |\n| 牛 | 头 | | | | |\n");
    let rows =
        of("| 月份 | 清运量（吨） | 车辆（台次） |\n| 1月 | | |\n| 2月 | | |\n| 3月 | | |\n| 合计 | | |\n");
    for draft in [columns, rows] {
        assert!(draft.doubts[0].hinders && draft.doubts[0].question.contains("全年"), "{:?}", draft.doubts);
        assert!(relations(&draft).is_empty());
    }
}

#[test]
fn a_column_of_words_is_no_figure() {
    let draft = of("| 任务 | 单位 | 牵头科室 | 数量 | 备注 |\n| 新建公厕 | 座 | | | |\n");
    assert_eq!((figures(&draft), asked(&draft, Matter::Columns).len()), (vec!["新建公厕".into()], 1));
    let unclear = of("| 任务 | 单位 | 牵头 | 数量 | 备注 |\n| 新建公厕 | 座 | | | |\n");
    assert_eq!(asked(&unclear, Matter::Columns), ["“牵头”这一栏填数还是填文字？"]);
    let money = of("| 任务 | 数量（座） | 金额（万元） |\n| 新建公厕 | | |\n");
    assert!(asked(&money, Matter::Columns).is_empty());
}

#[test]
fn parts_are_known_however_their_word_is_written() {
    let draft = of(
        "| 内容 | 单位 | 当月数量 |\n| 牛存栏 | 头 | |\n| （其中）奶牛 | 头 | |\n| 羊存栏 | 只 | |\n| 1.1其中：山羊 | 只 | |\n",
    );
    assert_eq!(figures(&draft), ["牛存栏", "奶牛<1", "羊存栏", "山羊<3"]);
    // A part of the part above it is one of the whole too.
    let twice = of(
        "| 内容 | 单位 | 当月数量 |\n| 生猪 | 头 | |\n| 其中：母猪 | 头 | |\n| 其中：二元 | 头 | |\n| 仔猪 | 头 | |\n",
    );
    assert_eq!(figures(&twice), ["生猪", "母猪<1", "二元<1", "仔猪"]);
    let again = of(
        "| 内容 | 单位 | 当月数量 |\n| 生猪 | 头 | |\n| 其中：母猪 | 头 | |\n| 牛 | 头 | |\n| 其中：奶牛 | 头 | |\n",
    );
    assert_eq!(asked(&again, Matter::PartOf), ["“牛”是不是“生猪”的其中项？", "“奶牛”是不是“牛”的其中项？"]);
    let label = of(
        "| 序号 | 内容 | 单位 | 当月数量 |\n| 1 | 生猪 | 头 | |\n| | 其中： | | |\n| 2 | 母猪 | 头 | |\n| 3 | 　仔猪 | 头 | |\n| 4 | 牛 | 头 | |\n",
    );
    assert_eq!(figures(&label), ["生猪", "母猪?", "仔猪<1", "牛"]);
    let section = of(
        "| 类别 | 项目 | 单位 | 当月数量 |\n| 贷款 | 各项贷款 | 万元 | |\n| 其中 | 农户 | 万元 | |\n| ^ | 企业 | 万元 | |\n| 存款 | 各项存款 | 万元 | |\n",
    );
    assert_eq!(figures(&section), ["各项贷款", "农户<1", "企业<1", "各项存款"]);
    // A row in another unit between them says nothing.
    let between = of(
        "| 内容 | 单位 | 当月数量 |\n| 贷款 | 万元 | |\n| 其中：农户 | 万元 | |\n| 农户户数 | 户 | |\n| 企业 | 万元 | |\n",
    );
    assert_eq!(figures(&between), ["贷款", "农户<1", "农户户数", "企业?"]);
}

#[test]
fn places_in_a_sentence_that_has_several_columns_are_asked_about() {
    let draft = of("| 内容 | 城区（次） | 农村（次） |\n| 检查X户，发现问题X个 | | |\n| 宣传X次 | | |\n");
    let doubt = draft.doubts.iter().find(|doubt| doubt.matter == Matter::Figures).unwrap();
    let about: Vec<String> = doubt.figures.iter().map(ToString::to_string).collect();
    assert_eq!(about, ["1a", "1b"]);
}

#[test]
fn of_several_lists_one_is_asked_for_and_of_many_notes_none_is_lost() {
    let list = "| 序号 | 实施主体 | 建设规模 | 资金来源 | 完成时限 |\n| 1 | | | | |\n";
    let table = "| 内容 | 单位 | 当月数量 |\n| 公厕 | 座 | |\n";
    let notes: Vec<String> = (1..=30).map(|number| format!("{number}.第{number}条说明文字。\n")).collect();
    let notes = notes.concat();
    let draft = of(&format!("{table}说明：\n{notes}附件2\n建设项目清单\n{list}附件3\n储备项目清单\n{list}"));
    let notice = draft.definition(TODAY.parse().unwrap()).unwrap().1;
    assert_eq!((draft.lists.len(), notice.lists.len()), (1, 1));
    assert!(asked(&draft, Matter::List)[0].contains("储备项目清单"));
    let items = &notice.forms[0].notes.items;
    assert!(items.len() == 26 && items[25].contains("第26条") && items[25].contains("第30条"), "{items:?}");
}

#[test]
fn what_raises_more_questions_than_anybody_answers_is_refused() {
    let rows: Vec<String> =
        (0..230).map(|row| format!("| 整治X{}挂 | |\n", char::from_u32(0x4e00 + row * 7).unwrap())).collect();
    let rows = rows.concat();
    let draft = of(&format!("| 内容 | 当月数量 |\n{rows}"));
    assert!(draft.forms.is_empty() && draft.is_hindered());
    assert!(draft.doubts[0].question.contains("没有读"), "{:?}", draft.doubts);
    assert!(
        draft.doubts.iter().any(|doubt| doubt.question.contains("文号")),
        "what is missing is asked as well"
    );
}

#[test]
fn what_is_too_large_to_be_read_whole_is_asked_about_first() {
    let rows: String = (0..2100).map(|_| "|  |  |  |\n").collect();
    let form = format!("月报表\n| 内容 | 单位 | 当月数量 |\n| 公厕 | 座 | |\n{rows}| 路灯 | 盏 | |\n");
    let draft = draft(&as_workbook(&form));
    assert!(
        draft.doubts[0].hinders && draft.doubts[0].question.contains("后面的没有读"),
        "{:?}",
        draft.doubts
    );
}

#[test]
fn the_rest_is_not_certain_where_what_stands_before_it_is_not_understood() {
    let rows = "| 序号 | 内容 | 单位 | 当月数量 |\n| 1 | 投入资金 | 万元 | |\n| 2 | 清运垃圾 | 吨 | |\n\
                | 3 | 发放补贴 | 元 | |\n";
    let decimals = |note: &str| {
        let draft = of(&format!("{rows}说明：{note}\n"));
        let figures = draft.forms[0].figures();
        let told = figures.map(|figure| {
            let is_asked = figure.decimals.sureness == yuebao::blank_form::Sureness::Asked;
            format!("{}{}", figure.decimals.value, if is_asked { "?" } else { "" })
        });
        told.collect::<Vec<_>>().join(" ")
    };
    for (note, told) in [
        ("金额保留两位小数，其他取整。", "2 0 2"),
        ("第1、3项保留两位小数，其余为整数。", "2 0 2"),
        ("第1、9项保留两位小数，其余为整数。", "0? 0? 0?"),
        ("资金（1、3项）保留两位小数，其余一位小数。", "2 1 2"),
        ("数据均保留整数，资金除外。", "0? 0 0?"),
        ("补贴精确到百元，其他取整数。", "0? 0? 0?"),
        ("补贴精确到分，其他取整数。", "0 0 2"),
        ("资金以万元为单位，保留两位小数，其他数据保留整数。", "2 0 0?"),
        ("金额、面积保留两位小数，其他取整。", "2 0 2"),
    ] {
        assert_eq!(decimals(note), told, "{note}");
    }
}

#[test]
fn every_label_and_the_month_above_a_table_are_fields() {
    let fields = |head: &str| {
        let draft = of(&format!("{head}\n| 内容 | 单位 | 当月数量 |\n| 公厕 | 座 | |\n| 路灯 | 盏 | |\n"));
        let fields = draft.forms[0].header.iter().map(|field| field.value.label.clone());
        (fields.collect::<Vec<_>>().join(" "), draft.forms[0].title.value.clone())
    };
    for (head, labels) in [
        ("填报单位：　　　　　20　年　月", "填报单位： 报告期："),
        ("企业名称：　　　　　计量单位：千元", "企业名称："),
        ("园区：　　　　　组别：", "园区： 组别："),
        ("（2026年　　月）\n填报单位（盖章）：　　　　填报人：", "填报单位（盖章）： 填报人： 报告期："),
    ] {
        let (told, title) = fields(&format!("路灯月报表\n{head}"));
        assert_eq!((told.as_str(), title.as_str()), (labels, "路灯月报表"), "{head}");
    }
}

#[test]
fn a_relation_in_words_is_checked_or_asked() {
    let form = |note: &str| {
        of(&format!(
            "隐患整治月报表\n| 序号 | 类别 | 排查隐患（处） | 整改完成（处） |\n| 1 | 弯道 | | |\n| 2 | 路口 | | |\n备注：{note}\n"
        ))
    };
    let told = |note: &str| {
        let draft = form(note);
        let relations = draft.forms[0].relations.iter().map(|found| found.value.says.clone());
        relations.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(told("每月20日前报送，整改完成数不得大于排查隐患数。"), "1b≤1a 2b≤2a");
    let draft = form("销号数不得大于排查隐患数。");
    assert!(draft.doubts.iter().any(|doubt| doubt.question.contains("销号数")), "{:?}", draft.doubts);
}
