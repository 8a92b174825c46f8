//! Forms of other notices on paper: every word of theirs, every number in its row, and nothing over anything else.

use std::collections::HashMap;

use yuebao::notice::{Form, GridContent, Notice};
use yuebao::output::SummaryContent;
use yuebao::output::document::{Document, document, summary_document};
use yuebao::report::{Entry, Sheet, State};
use yuebao::summary::summarize;

use super::examples::{self, ALL, drawn, empty, form, long_remarks, month};
use super::paper::{Paper, Word, fonts};

const MILLIMETRE: f64 = 72.0 / 25.4;

fn laid_out(form: &Form, sheet: &Sheet) -> Document {
    document(form, sheet, fonts()).unwrap()
}

fn paper(name: &str) -> Paper {
    let paper = Paper::new(&laid_out(&form(name), &month(name)).pdf().unwrap());
    // To look at.
    let pages = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("form-{name}"));
    super::paper::run("pdftoppm", &[&"-r", &"80", &"-png", &paper.path, &pages]);
    paper
}

fn counted(text: &str) -> HashMap<char, i64> {
    let mut counts = HashMap::new();
    for character in text.chars().filter(|character| !character.is_whitespace()) {
        *counts.entry(character).or_default() += 1;
    }
    counts
}

#[test]
fn every_word_of_every_form_is_on_paper() {
    for name in ALL {
        let text = paper(name).text();
        let mut printed = counted(&text);
        for word in examples::words_of(&form(name)) {
            for (character, times) in counted(&word) {
                let left = printed.entry(character).or_default();
                *left -= times;
                assert!(*left >= 0, "{name}: “{character}” of “{word}” is missing:\n{text}");
            }
        }
    }
}

#[test]
fn a_form_has_as_many_pages_as_it_needs_and_lies_as_it_says() {
    for (name, pages, size) in
        [("openness", 1, "595.2"), ("housing", 1, "841.8"), ("markets", 1, "595.2"), ("safety", 2, "595.2")]
    {
        let (form, sheet) = (form(name), month(name));
        let document = laid_out(&form, &sheet);
        assert_eq!((document.page_count(), document.warnings()), (pages, &[][..]), "{name}");
        let info = paper(name).info();
        let found = info.lines().find(|line| line.starts_with("Page size:")).unwrap();
        assert!(
            found.contains(&format!("Page size:       {size}")) && found.contains("A4"),
            "{name}: {found}"
        );
    }
}

#[test]
fn the_headings_of_sixty_rows_stand_on_both_pages() {
    let text = paper("safety").text();
    let pages: Vec<&str> = text.split('\u{c}').filter(|page| !page.trim().is_empty()).collect();
    assert_eq!(pages.len(), 2);
    for page in &pages {
        let joined: String = page.split_whitespace().collect();
        for heading in ["工作类别", "序号", "工作内容", "完成情况", "本年累计", "上年同月", "备注"]
        {
            assert_eq!(joined.matches(heading).count(), 1, "{heading}:\n{page}");
        }
    }
    assert!(pages[0].contains("安全生产工作情况月报表") && !pages[1].contains("安全生产工作情况月报表"));
    assert!(!pages[0].contains("单位主要负责人") && pages[1].contains("单位主要负责人"));
    let numbers = pages.iter().map(|page| page.split_whitespace().collect::<String>());
    assert!(numbers.zip(["1/2", "2/2"]).all(|(page, number)| page.ends_with(number)));
    // A section of ten rows is not torn.
    assert!(pages[0].contains("起重设备登记") && pages[1].contains("经营门店检查"));
}

#[test]
fn every_number_stands_in_its_row() {
    for (name, rows) in [
        (
            "openness",
            &["主动公开信息数 条 01 2 3", "政务服务大厅接待 人次 05 10 15", "其他纠纷 件 35 70 105"][..],
        ),
        (
            "housing",
            &["累计实施 1500 500 400 300 200 100 2500 900 700 500 300 100", "退出 2 1 1 0 0 0 6 2 2 1 1 0"],
        ),
        (
            "markets",
            &[
                "（一）营业市场 2 个 9 8 12.5",
                "其中：自产自销摊位 6 个 12 0",
                "（一）交易量 8 吨 345.5 320.0 8.0",
                "I.猪肉 11 吨 92.0 80.5 14.3",
                "一、改造投入 Z1 万元 12.5 10.0 25.0",
                "二、开展检查 Z4 次 4 4 0.0",
            ],
        ),
        ("safety", &["7 校车检查 台 21 91 7 14", "44 河道清障 公里 132.00 572.00 44.00 88.00"]),
    ] {
        let text = paper(name).text();
        let lines: Vec<String> =
            text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        for row in rows {
            assert!(lines.iter().any(|line| line.ends_with(row)), "{name}: {row}\n{}", lines.join("\n"));
        }
    }
}

/// Words that lie over each other; a number on the line of its neighbour may touch it, no more.
fn overlapping(words: &[Word]) -> Option<(&Word, &Word)> {
    let over = |one: &Word, other: &Word| {
        let wide = one.right.min(other.right) - one.left.max(other.left);
        let high = one.bottom.min(other.bottom) - one.top.max(other.top);
        wide > 0.5 && high > 2.5
    };
    words.iter().enumerate().find_map(|(place, word)| {
        words[place + 1..].iter().find(|other| over(word, other)).map(|other| (word, other))
    })
}

#[test]
fn nothing_lies_over_anything_else_or_leaves_the_page() {
    for name in ALL {
        let form = form(name);
        let across = if form.landscape { 297.0 } else { 210.0 };
        for page in paper(name).pages() {
            for word in &page {
                let inside = word.left >= 14.5 * MILLIMETRE && word.right <= (across - 14.5) * MILLIMETRE;
                assert!(inside, "{name}: {word:?}");
            }
            assert!(overlapping(&page).is_none(), "{name}: {:?}", overlapping(&page));
        }
    }
}

#[test]
fn a_long_remark_stays_in_its_cell_and_leaves_the_other_rows_where_they_are() {
    let form = form("safety");
    for (name, remark) in long_remarks() {
        let mut sheet = month("safety");
        sheet.texts.insert("1".parse().unwrap(), remark.clone());
        let paper = Paper::new(&laid_out(&form, &sheet).pdf().unwrap());
        let pages = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("form-remark-{name}"));
        super::paper::run("pdftoppm", &[&"-r", &"80", &"-png", &paper.path, &pages]);
        let pages = paper.pages();
        // Two without it; a section that is not torn may go on to a third.
        assert!(pages.len() <= 3, "{name}: {} pages", pages.len());
        for page in &pages {
            assert!(page.iter().all(|word| word.right <= (210.0 - 14.5) * MILLIMETRE), "{name}");
            assert!(overlapping(page).is_none(), "{name}: {:?}", overlapping(page));
        }
        let printed: String = pages[0].iter().map(|word| word.text.as_str()).collect();
        let (left, right) = (counted(&printed), counted(&remark));
        assert!(
            right.iter().all(|(character, times)| left.get(character) >= Some(times)),
            "{name}: {printed}"
        );
        let has_row = |number: &str| pages[0].iter().any(|word| word.text == number);
        assert!(has_row("1") && has_row("10"), "{name}: the first page has more than the remark's row");
    }
}

/// The matrix upright, with numbers as large as they come.
#[test]
fn twelve_columns_on_an_upright_page_stay_readable() {
    let upright = examples::definition("housing").replace("\"landscape\": true", "\"landscape\": false");
    let form = Form::clone(&Notice::read(&upright).unwrap().forms[0]);
    for (digits, least) in [("9999", 10.5), ("99999999", 7.0)] {
        let mut sheet = Sheet { state: State::Final, ..drawn(&form, "housing") };
        for cell in sheet.cells.values_mut() {
            cell.month = Entry::read(form.figures().next().unwrap(), Some(digits));
        }
        let paper = Paper::new(&laid_out(&form, &sheet).pdf().unwrap());
        let words = paper.words();
        let height = |word: &Word| word.bottom - word.top;
        let known = words.iter().find(|word| word.text.starts_with("填报日期")).map(height).unwrap();
        let found: Vec<&Word> = words.iter().filter(|word| word.text == digits).collect();
        assert_eq!(found.len(), 60, "{digits}: {words:?}");
        for word in found {
            let size = 10.5 * height(word) / known;
            assert!(size >= least, "{digits} in {size} points");
        }
        assert!(overlapping(&words).is_none(), "{:?}", overlapping(&words));
    }
}

#[test]
fn a_row_without_a_figure_for_a_column_is_struck_out() {
    let fewer = examples::definition("housing").replace(
        r#"{ "number": 5, "level": 1, "content": "退出" }"#,
        r#"{ "number": 5, "level": 1, "content": "退出", "figures": [{ "id": "5a", "name": "退出", "measure": "1" }] }"#,
    );
    let mut fewer: serde_json::Value = serde_json::from_str(&fewer).unwrap();
    fewer["forms"][0]["relations"] = serde_json::json!([]);
    let form = Form::clone(&Notice::read(&fewer.to_string()).unwrap().forms[0]);
    let blanks = form.tables[0].grid.rows[4].cells.iter().filter(|cell| cell.content == GridContent::Blank);
    assert_eq!(blanks.count(), 11);
    let text = Paper::new(&laid_out(&form, &empty(&form, "street")).pdf().unwrap()).text();
    assert_eq!(text.matches('—').count(), 11, "{text}");
}

/// The months of 2026 in a summary, without a word of its own.
fn summary(name: &str) -> (Form, SummaryContent) {
    let form = form(name);
    let (span, now) = ("2026".parse().unwrap(), "2026-10".parse().unwrap());
    let summary = summarize(&form, &examples::office(&form, name), span, now).unwrap();
    let content = SummaryContent::new(
        &form,
        &summary,
        Vec::new(),
        None,
        "2026-10-01".parse().unwrap(),
        examples::notice(name).summary_name(),
    )
    .unwrap();
    (form, content)
}

#[test]
fn a_summary_is_called_and_drawn_in_the_words_of_its_notice() {
    for (name, file, [bars, line]) in [
        ("openness", "江临镇人民政府_政务公开年度小结_2026年.pdf", ["本期实际", "本年累计"]),
        ("markets", "石桥乡人民政府_市场监测总结_2026年.pdf", ["数量", "累计"]),
        ("safety", "龙门镇人民政府_安全生产行动总结_2026年.pdf", ["本月", "本年累计"]),
    ] {
        let (form, content) = summary(name);
        assert_eq!(content.file_name("pdf"), file);
        let paper = Paper::new(&summary_document(&form, &content, fonts()).unwrap().pdf().unwrap());
        let legend = format!("{bars}{line}（各按自己的最大值画）");
        let text: String = paper.text().split_whitespace().collect();
        assert!(text.contains(&legend), "{name}: {text}");
        assert!(!text.contains("当月数量"), "{name}");
    }
}

#[test]
fn sixty_small_charts_are_all_to_be_seen() {
    let (form, content) = summary("safety");
    let paper = Paper::new(&summary_document(&form, &content, fonts()).unwrap().pdf().unwrap());
    let pages = paper.pages();
    for figure in form.figures() {
        let title = format!("{}．{}", figure.id, figure.name);
        let count = pages.iter().flatten().filter(|word| word.text.starts_with(&title)).count();
        assert!(count >= 2, "{title}: small and by itself, {count}");
    }
    for page in &pages {
        assert!(overlapping(page).is_none(), "{:?}", overlapping(page));
    }
    let pictures = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("summary-safety");
    super::paper::run("pdftoppm", &[&"-r", &"50", &"-png", &paper.path, &pictures]);
}
