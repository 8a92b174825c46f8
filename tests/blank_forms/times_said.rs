//! What is said of time elsewhere than in a heading: in rows, in notes, in the letter, on another sheet. Totals that would add up
//! what is one already, months before the first report, and what there is on a day are asked about.

use yuebao::blank_form::{Draft, Matter};
use yuebao::notice::Scope;

use super::drawn::as_document;
use super::{answered, asked, draft, of};

/// What the columns of the first table are called.
fn columns(draft: &Draft) -> Vec<&str> {
    let leaves = draft.forms[0].tables[0].columns.iter().flat_map(yuebao::notice::Column::leaves);
    leaves.map(|leaf| leaf.heading.as_str()).collect()
}

fn scopes(draft: &Draft) -> Vec<Scope> {
    let figures = draft.forms.iter().flat_map(yuebao::blank_form::DraftForm::figures);
    figures.map(|figure| figure.scope).collect()
}

/// A letter with one form or two, and what it says.
fn letter(says: &str, forms: &[&str]) -> Draft {
    let head = format!(
        "关于报送有关情况的通知\n各镇乡人民政府：\n{says}请于每月25日前将附件表报县司法局。\n\
         万州区司法局\n2026年3月5日\n"
    );
    let table = "填报单位：\n| 序号 | 内容 | 单位 | 本月 | 累计 |\n| 1 | 排查 | 次 | | |\n";
    let forms: Vec<String> = forms.iter().map(|title| format!("{title}\n{table}")).collect();
    draft(&as_document(&format!("{head}{}", forms.concat())))
}

const ONE: [&str; 1] = ["附件\n矛盾纠纷月报表"];
const TWO: [&str; 2] = ["附件1\n矛盾纠纷月报表", "附件2\n信访月报表"];

#[test]
fn what_is_planned_stands_beside_the_times_in_rows() {
    for (form, planned) in [
        (
            "| 项目 | 指标 | 造林（亩） | 抚育（亩） |\n| 重点工程 | 计划 | | |\n| ^ | 本月 | | |\n| ^ | 累计 | | |\n\
             | 一般工程 | 计划 | | |\n| ^ | 本月 | | |\n| ^ | 累计 | | |\n",
            2,
        ),
        (
            "| 项目 | 单位 | 指标 | 东区 | 西区 |\n| 造林 | 亩 | 任务 | | |\n| ^ | ^ | 本月 | | |\n| ^ | ^ | 累计 | | |\n\
             | 公厕 | 座 | 任务 | | |\n| ^ | ^ | 本月 | | |\n| ^ | ^ | 累计 | | |\n",
            2,
        ),
        // Beside the plan of a year it is asked too since when totals add up.
        ("| 指标 | 造林（亩） | 抚育（亩） |\n| 年度任务 | | |\n| 本月完成 | | |\n| 累计完成 | | |\n", 2),
    ] {
        let draft = of(form);
        assert_eq!(asked(&draft, Matter::Columns).len(), planned, "{form}");
        assert!(asked(&draft, Matter::Figures).is_empty() && !columns(&draft).contains(&"计划"), "{form}");
        assert_eq!(draft.forms[0].rows().count(), 2, "{form}");
    }
    let words = of("| 任务 | 时段 | 检查（次） |\n| 打击偷排 | 本月 | |\n| ^ | 累计 | |\n");
    assert_eq!(columns(&words), ["任务", "本月", "累计"]);
    assert!(asked(&words, Matter::Columns).is_empty(), "the tasks are what the rows are about");
}

#[test]
fn times_beneath_a_row_are_asked_about_before_anything_else() {
    for rows in [
        "| 检查 | 家 | |\n| 累计 | 家 | |\n| 隐患 | 条 | |\n| 累计 | 条 | |\n",
        "| 检查 | 家 | |\n| 其中：本月 | 家 | |\n",
        "| 一、检查 | | |\n| 　本月 | 家 | |\n| 　累计 | 家 | |\n",
        "| 造林任务 | 亩 | |\n| 本月完成 | 亩 | |\n| 累计完成 | 亩 | |\n",
    ] {
        let draft = of(&format!("| 项目 | 单位 | 数量 |\n{rows}"));
        assert!(draft.doubts[0].hinders && draft.doubts[0].question.contains("写在行上"), "{rows}");
    }
    let with_rate =
        of("| 项目 | 指标 | 造林（亩） |\n| 重点 | 本月 | |\n| ^ | 累计 | |\n| ^ | 完成率（%） | |\n");
    assert!(with_rate.doubts[0].hinders, "a rate among the times is none of them");
}

#[test]
fn a_row_that_is_a_total_by_its_name_is_asked_where_no_column_is_one() {
    for row in ["累计检查企业", "检查企业（累计）", "1-本月检查企业"] {
        let draft = of(&format!("| 内容 | 单位 | 数量 |\n| 本月检查 | 家 | |\n| {row} | 家 | |\n"));
        let [question] = asked(&draft, Matter::Figures)[..] else { panic!("{row}: {:?}", draft.doubts) };
        assert!(question.starts_with(&format!("“{row}”：像是累计数")), "{question}");
        let without = answered(&draft, Matter::Figures, 2);
        assert_eq!(without.forms[0].rows().count(), 1, "the program reckons the total itself");
    }
    let timed = of("| 内容 | 单位 | 本月 | 累计 |\n| 累计检查企业 | 家 | | |\n");
    assert!(asked(&timed, Matter::Figures).is_empty());
}

#[test]
fn a_note_names_what_does_not_add_up() {
    let matrix = |note: &str| {
        of(&format!(
            "| 片区 | 检查（次） | < | 企业（家） | < |\n| ^ | 本月 | 累计 | 本月 | 累计 |\n| 东区 | | | | |\n\
             | 西区 | | | | |\n说明：1.没有的填0。2.{note}\n"
        ))
    };
    for note in ["企业为时点数。", "企业数为月末时点数，不累计。", "企业不累计。", "企业为存量。"]
    {
        let draft = matrix(note);
        let [question] = asked(&draft, Matter::Columns)[..] else { panic!("{note}: {:?}", draft.doubts) };
        assert!(question.contains("“东区 企业”、“西区 企业”的“累计”"), "{question}");
        assert!(!question.contains("检查"), "{question}");
    }
    for note in ["存量企业要逐户登记。", "累计为2026年3月1日至报告期末数。"] {
        assert!(asked(&matrix(note), Matter::Columns).is_empty(), "{note}");
    }
    assert!(asked(&matrix("摊点为时点数。"), Matter::Columns)[0].contains("没有认出说的是哪几个数"));
    let rows = of("| 序号 | 内容 | 单位 | 本月 | 累计 |\n| 1 | 检查 | 次 | | |\n| 2 | 企业 | 家 | | |\n\
                   说明：第2项为时点数。\n");
    assert!(asked(&rows, Matter::Columns)[0].contains("：“企业”的“累计”"));
    let named = of("| 片区 | 检查（次） | < | 在册企业（家） | < |\n| ^ | 本月 | 累计 | 本月 | 累计 |\n\
                    | 东区 | | | | |\n说明：在册企业为存量，不累计。\n");
    assert_eq!(asked(&named, Matter::Columns).len(), 1, "its column was asked about already");
    let said = letter("排查数为时点数，不累计。", &ONE);
    assert!(asked(&said, Matter::Columns)[0].contains("“排查”的“累计”"));
}

#[test]
fn one_total_of_several_that_is_struck_out_has_none() {
    let draft = of("| 片区 | 检查（次） | < | 企业（家） | < |\n| ^ | 本月 | 累计 | 本月 | 累计 |\n\
                    | 东区 | | | | |\n| 西区 | | | | — |\n");
    assert!(asked(&draft, Matter::Figures).is_empty(), "{:?}", draft.doubts);
    assert_eq!(scopes(&draft), [Scope::Campaign, Scope::Campaign, Scope::Campaign, Scope::None]);
}

#[test]
fn where_only_totals_are_asked_for_they_are_typed() {
    let draft = of("| 项目 | 单位 | 截至本月底累计数 | 备注 |\n| 开工 | 户 | | |\n| 竣工 | 户 | | |\n");
    assert_eq!(asked(&draft, Matter::Columns), ["“截至本月底累计数”：表上没有填当月数的一栏，每月填什么？"]);
    assert_eq!(scopes(&draft), [Scope::None, Scope::None], "the program adds nothing up");
    assert!(!draft.doubts.iter().any(|doubt| doubt.hinders), "{:?}", draft.doubts);
    let several = of("| 项目 | 排查累计（处） | 整改累计（处） |\n| 消防 | | |\n| 燃气 | | |\n");
    assert_eq!(scopes(&several), [Scope::None; 4]);
    assert!(!several.doubts.iter().any(|doubt| doubt.hinders), "{:?}", several.doubts);
    // Two totals that nothing tells apart.
    let alike = of("| 项目 | 累计 | 本年累计 |\n| 消防（处） | | |\n| 燃气（处） | | |\n");
    assert!(alike.doubts.iter().any(|doubt| doubt.hinders));
}

#[test]
fn the_letter_says_of_which_form_since_when_totals_add_up() {
    for (says, wanted) in [
        ("各表累计数均从当年1月1日起算。", [Scope::Year, Scope::Year]),
        ("附件1累计数从年初算起，附件2累计数自专项行动开展以来。", [Scope::Year, Scope::Campaign]),
        ("附件2中，累计数从年初算起。", [Scope::Campaign, Scope::Year]),
        ("累计数自专项行动开展以来。", [Scope::Campaign, Scope::Campaign]),
    ] {
        assert_eq!(scopes(&letter(says, &TWO)), wanted, "{says}");
    }
    let sheet = "矛盾纠纷月报表\n填报单位：\n| 序号 | 内容 | 单位 | 本月 | 累计 |\n| 1 | 排查 | 次 | | |\n---\n填报说明\n";
    let on_sheet = |says: &str| draft(&super::drawn::as_workbook(&format!("{sheet}{says}\n")));
    assert_eq!(scopes(&on_sheet("1.累计：从年初累计至本月末的数据。")), [Scope::Year]);
    let since = on_sheet("1.累计数指自2026年1月1日以来的累计数。");
    assert!(asked(&since, Matter::Months)[0].contains("第一次报哪个月还没有定"));
    assert_eq!(scopes(&since), [Scope::Campaign], "2026 never begins anew");
}

#[test]
fn an_answer_about_earlier_months_changes_the_draft() {
    let draft = letter("从2026年3月起报送。累计数自2025年9月1日以来。", &ONE);
    let first = |draft: &Draft| draft.letter.first_month.as_ref().unwrap().value.to_string();
    assert!(asked(&draft, Matter::Months)[0].contains("2025年9月到2026年2月的数要算进累计吗"));
    let without = answered(&draft, Matter::Months, 1);
    assert!(without.remarks.iter().any(|remark| remark.ends_with("不算进累计：期初累计都填 0")));
    assert_eq!(first(&answered(&draft, Matter::Months, 2)), "2025-09");
    for (says, stays, other) in [
        ("首次报送时间为2026年3月25日，一并报送1—2月数据。", "2026-03", "2026-01"),
        ("从2026年3月起报送。3月首次报送时补报1、2月数据。", "2026-03", "2026-01"),
        ("首次报送2026年1月至3月数据。", "2026-01", "2026-03"),
    ] {
        let draft = letter(says, &ONE);
        let [question] = asked(&draft, Matter::Months)[..] else { panic!("{says}: {:?}", draft.doubts) };
        assert!(question.ends_with("2026年1月到2026年2月的数怎么报？"), "{question}");
        assert_eq!(
            (first(&draft).as_str(), first(&answered(&draft, Matter::Months, 1)).as_str()),
            (stays, other)
        );
    }
    let plain = letter("首次报送时间为2026年3月25日。", &ONE);
    assert!(asked(&plain, Matter::Months).is_empty(), "{:?}", plain.doubts);
}
