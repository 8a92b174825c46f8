//! Where things stand on the page, at ordinary and at extreme contents.

use yuebao::notice::{BUILT_IN, Form, Notice};
use yuebao::output::OutputError;
use yuebao::output::document::{DocumentError, document};
use yuebao::report::{Sheet, sheet};
use yuebao::unit::UnitKind;

use super::ledgers::{
    DECIMALS, empty, finished, form, largest, ledger, long_name, march, march_with_decimals, township,
    with_decimals,
};
use super::paper::{Paper, Word, fonts, laid_out};

const MILLIMETRE: f64 = 72.0 / 25.4;
const SEAL: f64 = 42.0 * MILLIMETRE;

/// What a line of the copied text says from those words on, its spaces made single.
fn line(text: &str, start: &str) -> String {
    let mut lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    let found = lines.find_map(|line| line.find(start).map(|at| line[at..].to_owned()));
    found.unwrap_or_else(|| panic!("no line {start}:\n{text}"))
}

/// Without the spaces and breaks that wrapping puts in.
fn joined(text: &str) -> String {
    text.split_whitespace().collect()
}

fn named(name: &str) -> Sheet {
    let mut sheet = township();
    sheet.unit.name = name.into();
    sheet
}

#[test]
fn every_month_is_one_page_without_a_warning() {
    let forty = "万".repeat(40);
    let sixty = long_name();
    for (what, sheet) in [
        ("a township", township()),
        ("nothing entered", empty()),
        ("the largest numbers and every name as long as it may be", largest(&sixty)),
        ("40 characters", named(&forty)),
        ("rare characters", named("𬭊㙟乡人民政府")),
        ("60 letters that cannot be broken", named(&"W".repeat(60))),
    ] {
        let document = laid_out(&sheet);
        assert_eq!((document.page_count(), document.warnings()), (1, &[][..]), "{what}");
        let info = Paper::of(&sheet).info();
        assert!(info.contains("(A4)"), "{what}: {info}");
    }
}

#[test]
fn no_word_leaves_the_printed_area() {
    let mut unbroken = named(&"W".repeat(60));
    unbroken.unit.phone = "1".repeat(40);
    for (what, sheet) in [("the largest", largest(&long_name())), ("nothing to break at", unbroken)] {
        for word in Paper::of(&sheet).words() {
            let inside = word.left >= 14.5 * MILLIMETRE && word.right <= 195.5 * MILLIMETRE;
            assert!(inside, "{what}: {word:?}");
        }
    }
}

#[test]
fn every_number_has_the_decimals_of_its_figure() {
    let form = with_decimals();
    let document = document(&form, &march_with_decimals(&form), fonts()).unwrap();
    assert_eq!((document.page_count(), document.warnings()), (1, &[][..]));
    let words = Paper::new(&document.pdf().unwrap()).words();
    // The numbers of the rows stand further to the left.
    let quantities: Vec<&Word> = words.iter().filter(|word| word.left > 300.0).collect();
    for (id, _, _, [month, total]) in DECIMALS {
        let places = [month, total].map(|text| quantities.iter().find(|word| word.text == text));
        let [Some(month), Some(total)] = places else { panic!("{id}: {quantities:?}") };
        assert!((month.top - total.top).abs() < 2.0 && month.right < total.left, "{id}: {month:?} {total:?}");
    }
}

#[test]
fn every_word_of_the_notice_is_there_in_its_order() {
    let text = joined(&Paper::of(&empty()).text());
    let mut rest = text.as_str();
    let head = ["附件2", "“全民动手共同缔造山城美丽家园”", "主题活动月度情况统计表", "填报单位（盖章）："];
    let fields =
        ["填报时间：", "填报人：", "联系电话：", "整治项目", "序号", "整治内容", "当月数量", "累计数量"];
    let last = [
        "市级及以上媒体相关报道X次。",
        "说明：1.重量及面积统计数据保留至小数点后两位。2.各镇乡街道不填10-12项。",
    ];
    for word in head.iter().chain(&fields).chain(&last) {
        rest =
            rest.split_once(word).unwrap_or_else(|| panic!("“{word}” is missing or out of order:\n{text}")).1;
    }
}

#[test]
fn every_row_stands_with_its_number_its_words_and_its_figures() {
    let paper = Paper::of(&township());
    let text = paper.text();
    assert_eq!(line(&text, "1 出动"), "1 出动环卫工人X人次，整治卫生死角X个。 1286 45 2846 103");
    assert_eq!(line(&text, "5 排查"), "5 排查整治公厕X个、化粪池X个。 16 0 16 0");
    assert_eq!(line(&text, "6 清理"), "6 清理城市水域垃圾X吨（含消落区垃圾）。 8.60 14.00");
    for (start, blank) in
        [("11 城市", "11 城市园林绿化补缺提质X平方米。"), ("12 街头", "12 街头绿地提质面积X平方米。")]
    {
        assert_eq!(line(&text, start), blank, "a township leaves the row empty");
    }
    assert_eq!(line(&text, "18 市级"), "18 市级及以上媒体相关报道X次。", "a blank is blank");
    let words = paper.words();
    for row in form().rows() {
        let found =
            words.iter().filter(|word| word.text == row.number.to_string() && column(word) == 1).count();
        assert_eq!(found, 1, "row {}", row.number);
    }
}

/// Section, number, content, then four quantities; by the middle of the word, so that wide words count too.
fn column(word: &Word) -> usize {
    let middle = f64::midpoint(word.left, word.right) / MILLIMETRE - 15.0;
    let ends = [21.0, 32.0, 104.0, 123.0, 142.0, 161.0, 180.0];
    ends.iter().position(|end| middle < *end).unwrap()
}

#[test]
fn figures_stand_to_the_right_of_their_cells() {
    let edges = |sheet: &Sheet| {
        let words = Paper::of(sheet).words();
        let first = words.iter().find(|word| word.text == "累计数量").unwrap().bottom;
        let is_figure = |word: &&Word| {
            let is_number = word.text.chars().all(|letter| letter.is_ascii_digit() || letter == '.');
            is_number && word.top > first && word.left > 60.0 * MILLIMETRE
        };
        let mut edges: Vec<f64> =
            words.iter().filter(is_figure).map(|word| word.right / MILLIMETRE).collect();
        assert!(edges.len() > 20, "{edges:?}");
        edges.sort_unstable_by(f64::total_cmp);
        edges.dedup_by(|one, other| (*one - *other).abs() < 0.4);
        edges
    };
    let ends = |found: &[f64], wanted: [f64; 4]| {
        found.len() == 4 && found.iter().zip(wanted).all(|(found, wanted)| (found - wanted).abs() < 0.4)
    };
    let ordinary = edges(&township());
    assert!(ends(&ordinary, [123.0, 142.0, 161.0, 180.0].map(|end| 15.0 + end - 1.1)), "{ordinary:?}");
    let largest = edges(&largest("区城市管理局"));
    assert!(largest.len() == 4 && (largest[3] - 193.9).abs() < 0.4, "{largest:?}");
}

#[test]
fn no_figure_is_too_small_to_read_nor_split() {
    let words = Paper::of(&largest(&long_name())).words();
    let height = |word: &Word| word.bottom - word.top;
    // The line under the title is in 10.5 points whatever else there is.
    let known = words.iter().find(|word| word.text.starts_with("填报时间")).map(height).unwrap();
    for (text, times) in
        [("999999999999.99", 6), ("2999999999999.97", 6), ("999999999999", 18), ("2999999999997", 18)]
    {
        let found: Vec<&Word> = words.iter().filter(|word| word.text == text).collect();
        assert_eq!(found.len(), times, "{text}");
        for word in found {
            let size = 10.5 * height(word) / known;
            assert!(size >= 7.0, "{text} in {size} points");
        }
    }
}

#[test]
fn a_long_name_wraps_in_the_size_of_every_other_text() {
    let height = |words: &[Word], start: &str| {
        let found = words.iter().find(|word| word.text.starts_with(start));
        found.map_or_else(|| panic!("{start}: {words:?}"), |word| word.bottom - word.top)
    };
    let short = Paper::of(&named("龙沙镇")).words();
    for name in ["万".repeat(42), "W".repeat(60), long_name()] {
        let words = Paper::of(&named(&name)).words();
        for start in ["填报单位", "填报时间", "联系电话"] {
            let (this, usual) = (height(&words, start), height(&short, start));
            assert!((this - usual).abs() < 0.1, "{name}: {start} is {this} high and not {usual}");
        }
    }
}

#[test]
fn the_four_fields_stand_on_one_line_where_they_fit() {
    let is_one_line = |name: &str| {
        let words = Paper::of(&named(name)).words();
        let middle = |start: &str| {
            let word = words.iter().find(|word| word.text.starts_with(start)).unwrap();
            f64::midpoint(word.top, word.bottom)
        };
        let all = ["填报单位", "填报时间", "填报人", "联系电话"].map(middle);
        all.iter().all(|other| (other - all[0]).abs() < 1.0)
    };
    assert!(is_one_line("龙沙镇") && is_one_line("龙沙镇人民政府") && is_one_line("高笋塘街道办事处"));
    assert!(!is_one_line("重庆市万州区恒合土家族乡人民政府"));
}

#[test]
fn nothing_stands_under_the_seal_but_the_units_name() {
    for (what, sheet) in [
        ("one line", township()),
        ("beside", named("重庆市万州区恒合土家族乡人民政府社会事务办公室")),
        ("the longest", largest(&long_name())),
        ("the shortest", named("龙沙镇")),
    ] {
        let words = Paper::of(&sheet).words();
        let first = words.iter().find(|word| word.text.starts_with("填报单位")).unwrap();
        let unit = format!("填报单位（盖章）：{}", sheet.unit.name);
        let belongs =
            |word: &&Word| unit.contains(word.text.as_str()) && word.left < first.left + 90.0 * MILLIMETRE;
        let own: Vec<&Word> = words.iter().filter(belongs).collect();
        let middle = |from: fn(&Word) -> f64, to: fn(&Word) -> f64| {
            let least = own.iter().map(|word| from(word)).fold(f64::INFINITY, f64::min);
            let most = own.iter().map(|word| to(word)).fold(0.0, f64::max);
            f64::midpoint(least, most)
        };
        let across = middle(|word| word.left, |word| word.right).max(first.left + SEAL / 2.0);
        let down = middle(|word| word.top, |word| word.bottom);
        // The seal is round, and a line of text is a little higher than its letters.
        let reach = SEAL / 2.0 - 2.0 * MILLIMETRE;
        for word in words.iter().filter(|word| !unit.contains(word.text.as_str())) {
            let beside = (word.left - across).max(across - word.right).max(0.0);
            let above = (word.top - down).max(down - word.bottom).max(0.0);
            assert!(beside.hypot(above) > reach, "{what}: “{}” is under the seal", word.text);
        }
    }
}

#[test]
fn a_draft_says_so_across_the_page() {
    assert!(township().is_draft());
    let is_marked = |sheet: &Sheet| Paper::of(sheet).words().iter().any(|word| "草稿".contains(&word.text));
    assert!(is_marked(&township()) && !is_marked(&finished(township())));
}

/// The form with so many more rows.
fn grown(rows: u16) -> Form {
    let mut notice: serde_json::Value = serde_json::from_str(BUILT_IN).unwrap();
    let more = (19..19 + rows).map(|number| {
        serde_json::json!({
            "number": number, "content": "另行统计的事项X个。",
            "figures": [{ "id": number.to_string(), "name": "另行统计", "unit": "个", "decimals": 0 }],
        })
    });
    last_section(&mut notice)["rows"].as_array_mut().unwrap().extend(more);
    form_of(&notice)
}

fn last_section(notice: &mut serde_json::Value) -> &mut serde_json::Value {
    &mut notice["forms"][0]["tables"][0]["sections"][2]
}

fn form_of(notice: &serde_json::Value) -> Form {
    Form::clone(&Notice::read(&notice.to_string()).unwrap().forms[0])
}

#[test]
fn a_longer_form_is_set_smaller_and_never_cut() {
    let ledger = ledger(UnitKind::from("department"), "区城市管理局", &[("2022-03", "1a=5")]);
    let drawn = |form: &Form| {
        let sheet = sheet(form, &ledger, "2022-03".parse().unwrap()).unwrap();
        document(form, &sheet, fonts())
    };
    let document = drawn(&grown(8)).unwrap();
    assert_eq!(document.page_count(), 1);
    assert!(joined(&Paper::new(&document.pdf().unwrap()).text()).contains("26另行统计的事项X个。"));
    assert!(matches!(drawn(&grown(120)).err(), Some(OutputError::Document(DocumentError::TooLong(1)))));
}

#[test]
fn a_row_of_three_figures_shares_the_width() {
    let mut notice: serde_json::Value = serde_json::from_str(BUILT_IN).unwrap();
    let figures = ["a", "b", "c"].map(|letter| {
        serde_json::json!({ "id": format!("18{letter}"), "name": letter, "unit": "次", "decimals": 0 })
    });
    last_section(&mut notice)["rows"][3] = serde_json::json!({
        "number": 18, "content": "报道X次、转载X次、来访X次。", "figures": figures,
    });
    let form = form_of(&notice);
    let ledger =
        ledger(UnitKind::from("street"), "高笋塘街道办事处", &[("2022-03", "18a=7 18b=8 18c=9 5a=1 5b=2")]);
    let sheet = sheet(&form, &ledger, "2022-03".parse().unwrap()).unwrap();
    let text = Paper::new(&document(&form, &sheet, fonts()).unwrap().pdf().unwrap()).text();
    assert_eq!(line(&text, "18 报道"), "18 报道X次、转载X次、来访X次。 7 8 9 7 8 9");
    assert_eq!(line(&text, "5 排查"), "5 排查整治公厕X个、化粪池X个。 1 2 1 2");
}

#[test]
fn an_ordinary_sheet_comes_from_an_ordinary_ledger() {
    let sheet = march(&ledger(UnitKind::from("street"), "高笋塘街道办事处", &[("2022-03", "18=3")]));
    assert_eq!(line(&Paper::of(&sheet).text(), "18 市级"), "18 市级及以上媒体相关报道X次。 3 3");
}
