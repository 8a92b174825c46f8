//! Units, decimals, numbers and relations in words that are seldom used: what can be read of them is read, and what is asked says
//! what is printed and asks it once.

use yuebao::blank_form::{Draft, DraftFigure, Matter, Sureness};

use super::{answered, asked, of};

/// What each figure is called, its unit, its decimals and its whole; a question mark where one of them is asked.
fn figures(draft: &Draft) -> Vec<String> {
    let told = |figure: &DraftFigure| {
        let whole = figure.part_of.value.map(|whole| format!(" <{whole}")).unwrap_or_default();
        let of = [figure.unit.sureness, figure.decimals.sureness, figure.part_of.sureness];
        let asked = if of.contains(&Sureness::Asked) { "?" } else { "" };
        format!("{} {} {}{whole}{asked}", figure.name, figure.unit.value, figure.decimals.value)
    };
    draft.forms[0].figures().map(told).collect()
}

#[test]
fn a_unit_by_two_words_is_one_and_others_are_asked_once() {
    let rows = "| 设备 | 台（套） | |\n| 检查 | 人（次） | |\n| 培训 | 人（次） | |\n";
    let draft = of(&format!("| 项目 | 单位 | 本月 |\n{rows}"));
    assert_eq!(figures(&draft)[0], "设备 台（套） 0");
    assert_eq!(asked(&draft, Matter::Figures), ["“人（次）”是一个数的单位，还是要填几个数？"]);
    assert_eq!(draft.doubts[0].places.len(), 2);
}

#[test]
fn a_row_with_a_unit_behind_each_of_its_words_may_have_as_many_figures() {
    let draft = of(
        "| 内容 | 本月 |\n| 检查（次） | |\n| 8.投入经费（元），其中用于防制药械（元） | |\n说明：经费保留2位小数。\n",
    );
    let question = "“8.投入经费（元），其中用于防制药械（元）”：填一个数，还是 2 个数？";
    assert_eq!(asked(&draft, Matter::Figures), [question]);
    let two = answered(&draft, Matter::Figures, 1);
    assert_eq!(figures(&two)[1..], ["投入经费 元 2", "其中用于防制药械 元 2 <2a"]);
}

#[test]
fn a_row_that_asks_for_words_has_no_figure_unless_somebody_says_so() {
    let draft = of(
        "| 序号 | 项目 | 单位 | 本月 | 累计 |\n| 1 | 检查 | 家 | | |\n| 2 | 是否召开会议 | □是 □否 | | |\n\
                    | 3 | 存在问题及建议 | | | |\n| 4 | 整改意见 | 条 | | |\n",
    );
    assert_eq!(figures(&draft), ["检查 家 0", "整改意见 条 0"]);
    let question = "“是否召开会议”、“存在问题及建议”：像是写字或勾选的行，每月要填数吗？";
    assert_eq!(asked(&draft, Matter::Figures), [question]);
    assert!(asked(&draft, Matter::Decimals).is_empty() && asked(&draft, Matter::Unit).is_empty());
    assert_eq!(figures(&answered(&draft, Matter::Figures, 1)).len(), 4);
    assert_eq!(answered(&draft, Matter::Figures, 2).forms[0].rows().count(), 2);
}

#[test]
fn decimals_are_said_of_a_unit_and_what_is_not_understood_is_quoted() {
    let rows = "| 投入 | 万元 | |\n| 补助 | 元 | |\n| 房屋面积 | 平方米 | |\n";
    let form = |note: &str| of(&format!("| 项目 | 单位 | 本月 |\n{rows}说明：{note}\n"));
    let read = form("金额以元为单位的不保留小数，以万元为单位的保留四位小数；面积单位为平方米的保留整数。");
    assert_eq!(figures(&read), ["投入 万元 4", "补助 元 0", "房屋面积 平方米 0"]);
    assert!(asked(&read, Matter::Decimals).is_empty());
    let exact = form("金额精确到元，其余取整。");
    assert_eq!(figures(&exact), ["投入 万元 0?", "补助 元 0", "房屋面积 平方米 0"]);
    assert_eq!(asked(&exact, Matter::Decimals), ["“金额精确到元,其余取整”：这几个数要几位小数？"]);
    let unread = form("金额精确到百元。");
    let doubt = unread.doubts.iter().find(|doubt| doubt.matter == Matter::Decimals).unwrap();
    assert_eq!(doubt.readings[0].because, "写着“金额精确到百元”，没有读懂");
}

#[test]
fn a_heading_of_a_unit_alone_is_counted_in_it() {
    let draft = of("单位：件、批、人次\n| 事项 | 件数 | 人次 |\n| 来信 | | |\n| 来访 | | |\n");
    assert_eq!(figures(&draft)[..2], ["来信 件数 件 0", "来信 人次 人次 0"]);
    assert!(asked(&draft, Matter::Unit).is_empty());
}

#[test]
fn a_column_of_rates_has_its_own_unit() {
    let draft = of(
        "| 项目 | 单位 | 本月 | 完成率（%） |\n| 到位资金 | 万元 | | |\n| 开工项目 | 个 | | |\n说明：资金、百分比保留1位小数。\n",
    );
    let units: Vec<&str> = draft.forms[0].figures().map(|figure| figure.unit.value.as_str()).collect();
    assert_eq!(units, ["万元", "%", "个", "%"]);
    assert!(asked(&draft, Matter::Unit).is_empty());
}

#[test]
fn a_part_may_be_of_a_higher_rate_than_its_whole() {
    let draft = of(
        "| 项目 | 单位 | 本月 | 完成率（%） |\n| 竣工 | 户 | | |\n| 其中：低保户 | 户 | | |\n| 拨付资金 | 万元 | | |\n说明：资金、百分比保留1位小数。\n",
    );
    let wholes: Vec<_> =
        draft.forms[0].figures().filter_map(|figure| Some((figure.id, figure.part_of.value?))).collect();
    assert_eq!(wholes, [("2a".parse().unwrap(), "1a".parse().unwrap())]);
    assert!(asked(&draft, Matter::PartOf).is_empty());
}

#[test]
fn a_note_is_told_without_its_number_and_rows_by_the_numbers_before_their_words() {
    let rows = "| 1.排查 | 处 | |\n| 2.整改 | 处 | |\n| 3.复查 | 处 | |\n";
    let form = |note: &str| of(&format!("| 项目 | 单位 | 本月 |\n{rows}{note}\n"));
    let relations = |draft: &Draft| -> Vec<String> {
        draft.forms[0].relations.iter().map(|relation| relation.value.says.clone()).collect()
    };
    let read = form("说明：1.数据取整。2.3≤2。");
    assert_eq!(relations(&read), ["3≤2"]);
    assert!(asked(&read, Matter::Relation).is_empty());
    let multiplied = form("说明：1.数据取整。2.3=1÷2×100%。");
    assert!(multiplied.remarks[0].starts_with("“3=1÷2×100%”要乘除"), "{:?}", multiplied.remarks);
    assert_eq!(read.forms[0].figures().next().unwrap().name, "排查");
}

#[test]
fn rows_are_called_by_the_numerals_before_their_words() {
    let rows = "| 一、接待总数 | 人次 | |\n| （一）过夜 | 人次 | |\n| 其中：入境 | 人次 | |\n| （二）一日 | 人次 | |\n";
    let form = |note: &str| of(&format!("| 项目 | 单位 | 本月 |\n{rows}说明：1.数据取整。2.{note}\n"));
    for note in ["一、接待总数=（一）+（二）。", "一=（一）+（二）。"] {
        let draft = form(note);
        assert_eq!(draft.forms[0].relations[0].value.says, "1=2+4", "{note}");
        assert!(asked(&draft, Matter::Relation).is_empty() && asked(&draft, Matter::PartOf).is_empty());
    }
    let unread = form("（三）=（一）+（二）。");
    assert_eq!(asked(&unread, Matter::Relation), ["“(三)=(一)+(二)”没有对上表里的行或栏，要检查什么？"]);
}

#[test]
fn a_rhythm_of_rows_is_asked_once_and_of_the_rows() {
    let rows = "| 1 | 检查 | 次 | |\n| 2 | 培训 | 次 | |\n";
    let draft = of(&format!(
        "| 序号 | 项目 | 单位 | 本月 |\n{rows}说明：1.每月25日前报区林业局。2.第2项由镇按季度填报。\n"
    ));
    assert_eq!(asked(&draft, Matter::LeftBlank), ["“第2项由镇按季度填报”：不是每个月都填，怎么办？"]);
    let due = draft.letter.due.as_ref().unwrap();
    assert_eq!((due.value.day, due.sureness), (25, Sureness::Stated));
}
