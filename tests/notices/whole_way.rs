//! Each example notice from its file to what is sent and kept, all of it on the command line. What a number should be is
//! reckoned here, from what was entered.

use calamine::{Data, DataType as _};

use crate::by_hand::by_hand;
use crate::desk::{Desk, Mail, Summary};
use crate::examples::form;
use crate::harness::overwrite;

/// The numbers of the first line that begins with these words, in a table on paper.
fn numbers(page: &str, words: &str) -> Vec<String> {
    let line = page.lines().map(str::trim).find(|line| line.starts_with(words));
    let line = line.unwrap_or_else(|| panic!("no line with {words}:\n{page}"));
    let is_number =
        |word: &&str| word.trim_start_matches('-').starts_with(|first: char| first.is_ascii_digit());
    line.split_whitespace().filter(is_number).map(str::to_owned).collect()
}

/// Spaces depend on where the words stand on paper.
fn without_spaces(text: &str) -> String {
    text.split_whitespace().collect()
}

/// The letter is about the unit, the month and the form by its title, and goes to the office of the notice with two files.
fn assert_letter(mail: &Mail, subject: &str, office: &str, to: &[&str], stem: &str) {
    assert_eq!(mail.subject, subject);
    let expected = format!("{office}：\n\n现报送{subject}，请查收附件。");
    assert!(mail.text.starts_with(&expected), "{}", mail.text);
    assert!(mail.text.contains("填报人：李晓\n联系电话：50006688"), "{}", mail.text);
    assert!(!mail.text.contains(['{', '}']), "{}", mail.text);
    assert_eq!(mail.to, serde_json::json!(to));
    assert_eq!(mail.attachments, serde_json::json!([format!("{stem}.xlsx"), format!("{stem}.pdf")]));
}

/// The summary begins with the sentence of the notice and says these results, on the screen, on paper and in Word; in the
/// workbook each figure has its total.
fn assert_summary(summary: &Summary, opening: &str, results: &[&str], (name, total): (&str, f64)) {
    for text in &summary.texts {
        assert!(!text.contains(['{', '}']), "{text}");
        assert!(!text.contains("\n。"), "no section without a title begins with a full stop: {text}");
        let text = without_spaces(text);
        assert!(text.contains(&format!("一、基本情况{opening}")), "{text}");
        for result in results {
            assert!(text.contains(&without_spaces(result)), "{result}: {text}");
        }
    }
    let stands_in = |row: &&Vec<Data>| row.iter().any(|cell| cell.get_string() == Some(name));
    let row = summary.rows.iter().find(stands_in).unwrap();
    assert!(row.iter().any(|cell| cell.get_float() == Some(total)), "{row:?}");
}

/// A workbook that was filled in by hand is looked at and imported: so many cells.
fn import(desk: &Desk, name: &str, bytes: &[u8], cells: usize) {
    overwrite(&desk.office.home().join(name), bytes);
    let told = desk.run(["import", name, "--yes"]).done();
    assert!(told.contains(&format!("会导入 1 个月，填上 {cells} 格\n已经导入")), "{told}");
}

/// A notice without a list has no command of the list that does anything.
fn assert_no_list(desk: &Desk, title: &str) {
    overwrite(&desk.office.home().join("清单.csv"), "实施主体,建设规模\n甲,公厕\n".as_bytes());
    for arguments in [
        "list",
        "add --by 甲",
        "set 1 --by 乙",
        "remove 1",
        "move 2 1",
        "sort",
        "done 1",
        "import 清单.csv",
        "export --to .",
        "mark-sent",
        "diff",
        "sent",
    ] {
        let refused = desk.run(["projects"].into_iter().chain(arguments.split(' '))).refused();
        assert_eq!(refused, format!("通知“{title}”没有要求报项目清单，什么都没有改动"), "{arguments}");
    }
}

#[test]
fn openness_has_totals_that_begin_anew_each_january() {
    let desk = Desk::begun("openness", "2026-04-02T09:00:00+08:00", "江临镇", "town", "2025-12");
    desk.run(["opening", "1=500", "5=70"]).done();
    desk.set("2025-12", "1=90 2=10 5=12");
    desk.set("2026-01", "1=30 2=4 5=7");
    desk.set("2026-02", "1=25 2=3 5=11 10=40 11=40");
    for month in ["2025-12", "2026-01", "2026-02"] {
        desk.run(["finalize", month, "--fill-zero"]).done();
    }
    desk.assert_figure("2025-12", "1", "90", &(500 + 90).to_string());
    desk.assert_figure("2026-01", "1", "30", "30");
    desk.assert_figure("2026-02", "1", "25", &(30 + 25).to_string());
    desk.assert_figure("2026-02", "35", "0", "0");

    let stem = "江临镇_2026年02月_公开统1表";
    let (pages, mail) = desk.sent("2026-02", stem);
    assert_eq!(pages.len(), 1);
    assert_eq!(numbers(&pages[0], "主动公开信息数"), ["01", "25", "55"]);
    assert_eq!(numbers(&pages[0], "政务服务大厅接待"), ["05", "11", "18"]);
    let subject = "江临镇2026年2月政务公开工作情况月报表";
    assert_letter(&mail, subject, "县政务公开办公室", &["zwgk@example.cn"], stem);

    let summary = desk.summary("2026", "江临镇_政务公开年度小结_2026年");
    let opening = "按照《关于做好政务公开工作月报的通知》（江公开办〔2025〕11号）安排，江临镇扎实推进政务公开提质年工作。";
    assert_summary(
        &summary,
        opening,
        &["主动公开信息数55条", "规范性文件7条", "政务服务大厅接待18人次"],
        ("主动公开信息数", 55.0),
    );

    // March, typed into a spreadsheet: 20 in each row that is no part, 2 in each that is.
    let march = |id: &str| if desk_part(id) { 2.0 } else { 20.0 };
    let before = |id: &str| match id {
        "1" => 55.0,
        "2" => 7.0,
        "5" => 18.0,
        "10" | "11" => 40.0,
        _ => 0.0,
    };
    let bytes =
        by_hand(&form("openness"), "江临镇2026年3月政务公开工作情况月报表", march, |id| {
            march(id) + before(id)
        });
    import(&desk, "3月.xlsx", &bytes, 35);
    desk.assert_figure("2026-03", "1", "20", &(55 + 20).to_string());
    desk.assert_figure("2026-03", "31", "2", "2");
    assert_no_list(&desk, "关于做好政务公开工作月报的通知");
    desk.assert_kept(&["2025-12", "2026-01", "2026-02", "2026-03"], ("2026-03", "1=999"));
}

#[test]
fn what_does_not_add_up_has_no_total_on_paper_in_a_file_or_in_a_summary() {
    let yearly = r#""id": "5", "name": "政务服务大厅接待", "scope": "year""#;
    let definition = crate::examples::definition("openness");
    assert_eq!(definition.matches(yearly).count(), 1);
    let definition = definition.replace(yearly, &yearly.replace("year\"", "none\""));
    let now = "2026-04-02T09:00:00+08:00";
    let desk = Desk::begun_with(&definition, "openness", now, ("江临镇", "town"), "2025-12");
    desk.run(["opening", "1=500"]).done();
    for (month, figures) in [("2025-12", "1=90 5=12"), ("2026-01", "1=30 5=7"), ("2026-02", "1=25 5=11")] {
        desk.set(month, figures);
        desk.run(["finalize", month, "--fill-zero"]).done();
    }
    desk.assert_figure("2026-02", "1", "25", &(30 + 25).to_string());
    assert_eq!(desk.figures("2026-02")["5"], ("11".into(), serde_json::Value::Null));
    let refused = desk.run(["adjust", "2026-02", "5=3", "--reason", "台账"]).refused();
    assert!(refused.contains("不累计，没有可以调整的累计数"), "{refused}");

    // The workbook is read back and verified on the way.
    let (pages, _) = desk.sent("2026-02", "江临镇_2026年02月_公开统1表");
    let line = pages[0].lines().find(|line| line.contains("政务服务大厅接待")).unwrap();
    let words: Vec<&str> = line.split_whitespace().collect();
    assert_eq!(words[words.len() - 3..], ["05", "11", "—"], "{line}");

    let summary = desk.summary("2026", "江临镇_政务公开年度小结_2026年");
    let texts = summary.texts.concat();
    assert!(
        texts.contains("主动公开信息数") && !without_spaces(&texts).contains("政务服务大厅接待18人次"),
        "{texts}"
    );
    let is_its = |row: &&Vec<Data>| row.iter().any(|cell| cell.get_string() == Some("政务服务大厅接待"));
    let row = summary.rows.iter().find(is_its).unwrap();
    assert!(
        row.iter().any(|cell| cell.get_string().is_some_and(|text| text.starts_with("不累计"))),
        "{row:?}"
    );
    assert!(!row.iter().any(|cell| cell.get_float() == Some(18.0)), "{row:?}");
}

/// The rows of openness that are a part of another.
fn desk_part(id: &str) -> bool {
    let row: u16 = id.parse().unwrap();
    row == 2 || (11..=16).contains(&row) || (18..=31).contains(&row)
}

/// What is entered of housing: of rows 1, 2, 4 and 5 the five groups of each of the two ways, b to f and h to l.
type Housing = [[i64; 10]; 4];

const OPENING: Housing = [
    [100, 50, 20, 10, 5, 40, 30, 20, 10, 0],
    [10, 5, 2, 1, 0, 4, 3, 2, 1, 0],
    [8, 4, 2, 1, 0, 3, 2, 1, 0, 0],
    [3, 1, 0, 0, 0, 1, 0, 0, 0, 0],
];
const MAY: Housing = [
    [15, 4, 3, 2, 1, 9, 7, 5, 3, 1],
    [5, 4, 3, 2, 1, 9, 7, 5, 3, 1],
    [12, 7, 5, 0, 0, 12, 10, 6, 3, 0],
    [2, 1, 1, 0, 0, 2, 2, 1, 1, 0],
];
const JUNE: Housing = [
    [11, 6, 4, 0, 0, 8, 5, 2, 1, 0],
    [1, 1, 1, 0, 0, 2, 2, 2, 1, 0],
    [1, 0, 0, 2, 0, 0, 1, 0, 0, 4],
    [6, 5, 4, 3, 2, 0, 0, 0, 0, 0],
];
const JULY: Housing = [[2; 10], [1; 10], [3; 10], [1; 10]];

fn typed() -> impl Iterator<Item = (usize, usize, String)> {
    let groups = ('b'..='f').chain('h'..='l').enumerate();
    let rows = [1, 2, 4, 5].into_iter().enumerate();
    rows.flat_map(move |(row, number)| {
        groups.clone().map(move |(group, part)| (row, group, format!("{number}{part}")))
    })
}

fn entered(numbers: &Housing) -> String {
    let items = typed().map(|(row, group, id)| format!("{id}={}", numbers[row][group]));
    items.collect::<Vec<_>>().join(" ")
}

/// A number of the matrix by its id: typed, the sum over the groups (a and g), or what came in less what left (row 3).
fn in_matrix(numbers: &Housing, id: &str) -> i64 {
    let (row, part) = id.split_at(1);
    let of_row = |row: usize| match part {
        "a" => numbers[row][..5].iter().sum(),
        "g" => numbers[row][5..].iter().sum::<i64>(),
        _ => numbers[row]["bcdefhijkl".find(part).unwrap()],
    };
    match row {
        "1" => of_row(0),
        "2" => of_row(1),
        "3" => of_row(2) - of_row(3),
        "4" => of_row(2),
        _ => of_row(3),
    }
}

/// Every number of a month of the matrix, and every total, which is the sum of these.
fn assert_matrix(desk: &Desk, month: &str, own: &Housing, all: &[&Housing]) {
    let figures = desk.figures(month);
    assert_eq!(figures.len(), 5 * 12);
    for (id, found) in figures {
        let total: i64 = all.iter().map(|numbers| in_matrix(numbers, &id)).sum();
        assert_eq!(
            found,
            (in_matrix(own, &id).to_string().into(), total.to_string().into()),
            "{id} in {month}"
        );
    }
}

#[test]
fn housing_is_a_matrix_whose_sums_are_reckoned_from_an_opening_balance_on() {
    let desk = Desk::begun("housing", "2026-07-20T09:00:00+08:00", "滨江街道", "street", "2026-05");
    desk.run(["opening"].into_iter().chain(entered(&OPENING).split_whitespace())).done();
    assert!(desk.run(["opening", "1a=185"]).refused().contains("是按“1a=1b+1c+1d+1e+1f”算出来的，不用填"));
    desk.set("2026-05", &entered(&MAY));
    desk.set("2026-06", &entered(&JUNE));
    for month in ["2026-05", "2026-06"] {
        desk.run(["finalize", month]).done();
    }
    assert_matrix(&desk, "2026-05", &MAY, &[&OPENING, &MAY]);
    assert_matrix(&desk, "2026-06", &JUNE, &[&OPENING, &MAY, &JUNE]);
    desk.assert_figure("2026-06", "1a", "21", "231");
    desk.assert_figure("2026-06", "3a", "-17", "14");

    let stem = "滨江街道_2026年06月_附表1";
    let (pages, mail) = desk.sent("2026-06", stem);
    assert_eq!(pages.len(), 1);
    let row_1 = ["21", "11", "6", "4", "0", "0", "16", "8", "5", "2", "1", "0"];
    assert_eq!(numbers(&pages[0], "累计实施"), row_1);
    let row_3 = ["-17", "-5", "-5", "-4", "-1", "-2", "5", "0", "1", "0", "0", "4"];
    assert_eq!(numbers(&pages[0], "年度净增"), row_3);
    assert_letter(&mail, "滨江街道2026年6月城镇住房保障家庭情况月报表", "县住房保障中心", &[], stem);

    let summary = desk.summary("campaign", "滨江街道_住房保障总结_2026年1月至12月");
    let opening =
        "根据《关于报送住房保障家庭情况的通知》（江房保〔2026〕3号），滨江街道开展了城镇住房保障扩面行动。";
    let results = [
        "累计实施 实物保障（户） 合计231户",
        "累计实施 租赁补贴（户） 合计141户",
        "年度净增 实物保障（户） 合计14户",
    ];
    assert_summary(&summary, opening, &results, ("累计实施 实物保障（户） 合计", 231.0));

    let number = |id: &str| f64::from(i32::try_from(in_matrix(&JULY, id)).unwrap());
    let bytes = by_hand(&form("housing"), "滨江街道2026年7月城镇住房保障家庭情况月报表", number, |_| 0.0);
    import(&desk, "7月.xlsx", &bytes, 40);
    assert_matrix(&desk, "2026-07", &JULY, &[&OPENING, &MAY, &JUNE, &JULY]);
    assert_no_list(&desk, "关于报送住房保障家庭情况的通知");
    desk.assert_kept(&["2026-05", "2026-06", "2026-07"], ("2026-07", "1b=999"));
}

#[test]
fn markets_has_two_tables_that_compare_with_the_month_before() {
    let desk = Desk::begun("markets", "2026-04-21T09:00:00+08:00", "石桥乡", "town", "2026-02");
    desk.set("2026-02", "2=8 3=5 4=3 5=640 6=0 9=200 10=120 11=80.5 13=6.5 14=3.5 15=4");
    desk.set("2026-03", "2=9 3=5 4=4 5=600 6=12 9=210.5 10=135 11=92 13=7.5 14=5 15=4");
    for month in ["2026-02", "2026-03"] {
        desk.run(["finalize", month]).done();
    }
    desk.assert_figure("2026-02", "8", "320.0", "320.0");
    // 210.5 + 135 in March, 200 + 120 in February.
    desk.assert_figure("2026-03", "8", "345.5", "665.5");
    desk.assert_figure("2026-03", "12", "12.5", "22.5");

    let stem = "石桥乡_2026年03月_商监2表";
    let (pages, mail) = desk.sent("2026-03", stem);
    assert_eq!(pages.len(), 1);
    // 345.5 ÷ 320 = 1.0797, 600 ÷ 640 = 0.9375, 5 ÷ 3.5 = 1.4286; after a month of 0 there is no percentage.
    assert_eq!(numbers(&pages[0], "（一）交易量"), ["8", "345.5", "320.0", "8.0"]);
    assert_eq!(numbers(&pages[0], "（二）摊位"), ["5", "600", "640", "-6.3"]);
    assert_eq!(numbers(&pages[0], "自筹资金"), ["5.0", "3.5", "42.9"]);
    assert_eq!(numbers(&pages[0], "其中：自产自销摊位"), ["6", "12", "0"]);
    let subject = "石桥乡2026年3月农贸市场运行情况月报表";
    assert_letter(&mail, subject, "县商务局", &["sc@example.cn"], stem);

    let summary = desk.summary("2026-02..2026-03", "石桥乡_市场监测总结_2026年2月至3月");
    let opening =
        "依照《关于建立农贸市场运行监测制度的通知》（江商发〔2026〕7号），石桥乡做好农贸市场运行监测。";
    assert_summary(
        &summary,
        opening,
        &["交易量665.5吨", "改造投入22.5万元", "开展检查8次"],
        ("交易量", 665.5),
    );

    // The month that runs from 21 March to 20 April.
    let april = |id: &str| match id {
        "8" => 30.5,
        "9" => 20.5,
        "12" => 3.0,
        "3" | "4" | "6" | "11" | "13" => 1.0,
        "14" => 2.0,
        _ => 10.0,
    };
    let bytes = by_hand(&form("markets"), "石桥乡2026年4月农贸市场运行情况月报表", april, |_| 0.0);
    import(&desk, "4月.xlsx", &bytes, 11);
    desk.assert_figure("2026-04", "8", "30.5", "696.0");
    desk.assert_figure("2026-04", "15", "10", "18");
    assert!(desk.run(["due"]).done().contains("2026年4月商监2表：4月22日前报送，还有 1 天"));
    assert_no_list(&desk, "关于建立农贸市场运行监测制度的通知");
    desk.assert_kept(&["2026-02", "2026-03", "2026-04"], ("2026-04", "5=999"));
}

#[test]
fn safety_has_sixty_rows_on_two_pages_beside_the_year_before() {
    let desk = Desk::begun("safety", "2026-11-03T09:00:00+08:00", "龙门镇", "town", "2025-09");
    let rows = |by: u32| (1..=60).map(|row| format!("{row}={}", row * by)).collect::<Vec<_>>().join(" ");
    for (month, by) in [("2025-09", 1), ("2026-08", 10), ("2026-09", 3)] {
        desk.set(month, &rows(by));
        desk.run(["finalize", month]).done();
    }
    for row in 1..=60_u32 {
        let decimals = if row == 44 { ".00" } else { "" };
        let (own, total) = (format!("{}{decimals}", 3 * row), format!("{}{decimals}", (10 + 3) * row));
        desk.assert_figure("2026-09", &row.to_string(), &own, &total);
    }

    let stem = "龙门镇_2026年09月_附件1";
    let (pages, mail) = desk.sent("2026-09", stem);
    assert_eq!(pages.len(), 2);
    for (number, page) in (1..).zip(&pages) {
        for heading in
            ["工作类别", "序号", "工作内容", "单位", "本月", "本年累计", "上年同月", "增减", "备注"]
        {
            assert!(page.contains(heading), "{heading} on page {number}: {page}");
        }
    }
    // The month, the year so far, the same month a year before, and the difference to it.
    assert_eq!(numbers(&pages[0], "20"), ["20", "60", "260", "20", "40"]);
    assert_eq!(numbers(&pages[1], "60"), ["60", "180", "780", "60", "120"]);
    assert!(!pages[0].contains("群众活动安保") && pages[1].contains("群众活动安保"));
    assert!(pages[0].contains("安全生产工作情况月报表") && pages[1].contains("分管负责人："));
    let subject = "龙门镇2026年9月安全生产工作情况月报表";
    assert_letter(&mail, subject, "县安全生产委员会办公室", &["awb@example.cn"], stem);

    let summary = desk.summary("2025-09..2026-09", "龙门镇_安全生产行动总结_2025年9月至2026年9月");
    let opening = "根据《关于实行安全生产工作月报制度的通知》（江安办〔2025〕20号）部署，龙门镇深入开展安全生产治本攻坚行动。";
    let results =
        ["2025年9月至12月隐患路段排查1处", "隐患路段排查13处", "群众活动安保780场", "河道清障572.00公里"];
    assert_summary(&summary, opening, &results, ("群众活动安保", 780.0));

    let number = |id: &str| f64::from(id.parse::<u16>().unwrap());
    let bytes =
        by_hand(&form("safety"), "龙门镇2026年10月安全生产工作情况月报表", number, |id| {
            number(id) * 14.0
        });
    import(&desk, "10月.xlsx", &bytes, 60);
    desk.assert_figure("2026-10", "60", "60", &(60 * (10 + 3 + 1)).to_string());
    let due = desk.run(["due"]).done();
    assert!(
        due.contains("2026年2月附件1") && !due.contains("2026年1月附件1"),
        "no January is reported: {due}"
    );
    assert_no_list(&desk, "关于实行安全生产工作月报制度的通知");
    desk.assert_kept(&["2025-09", "2026-08", "2026-09", "2026-10"], ("2026-10", "60=999"));
}
