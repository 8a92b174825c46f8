//! How many decimals figures have: what the notes say of weights, areas, money and rates, and what is counted has none.

use std::collections::BTreeMap;

use super::doubt::{Doubt, Doubts, Found, Matter, Place, Sureness, Then};
use super::table::Made;
use super::text::plain;
use super::{units, words};
use crate::notice::FigureId;

/// What a note says of decimals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rule {
    pub(super) decimals: u8,
    pub(super) of: Of,
}

/// What a rule is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Of {
    /// Units and kinds of units, by the words of the note.
    Named(String),
    /// All others.
    Others,
    /// Everything: it names nothing.
    All,
}

/// Reads the rules in a text: 重量及面积保留至小数点后两位，其他取整。
pub(super) fn rules(text: &str) -> Vec<Rule> {
    let plain = plain(text);
    plain.split([';', '；', '。']).flat_map(in_sentence).collect()
}

fn in_sentence(sentence: &str) -> Vec<Rule> {
    let mut rules = Vec::new();
    // What is named and not yet said anything of: 金额，均保留一位小数.
    let mut waiting = String::new();
    for clause in sentence.split([',', ':', '(', ')']) {
        let Some((at, decimals)) = said(clause) else {
            if !clause.is_empty() {
                clause.clone_into(&mut waiting);
            }
            continue;
        };
        let before: &str = clause.get(..at).unwrap_or_default();
        let named = if names_anything(before) { before.to_owned() } else { format!("{waiting}{before}") };
        let is_rest = ["其他", "其余", "其它"].iter().any(|word| before.contains(word));
        let of = if is_rest {
            Of::Others
        } else if names_anything(&named) {
            Of::Named(named)
        } else if !trimmed(before).is_empty() {
            Of::Named(before.to_owned())
        } else {
            Of::All
        };
        rules.push(Rule { decimals, of });
        waiting.clear();
    }
    rules
}

/// The words before the number of decimals that name nothing.
fn trimmed(text: &str) -> String {
    const EMPTY: [&str; 18] = [
        "数据", "统计", "所有", "表内", "本表", "均", "请", "数字", "全部", "一律", "应", "以上", "数值",
        "各项", "都", "填报", "表中", "指标",
    ];
    let text = text.trim_start_matches(|one: char| one.is_ascii_digit() || ".、".contains(one));
    EMPTY.iter().fold(text.to_owned(), |text, word| text.replace(word, ""))
}

fn names_anything(text: &str) -> bool {
    let kinds = words::MEASURED.iter();
    kinds.flat_map(|kind| kind.called.iter().chain(kind.units)).any(|word| text.contains(word))
}

/// Where a clause begins to say how many decimals, and how many.
fn said(clause: &str) -> Option<(usize, u8)> {
    const NUMERALS: [(&str, u8); 10] = [
        ("一", 1),
        ("两", 2),
        ("二", 2),
        ("三", 3),
        ("四", 4),
        ("1", 1),
        ("2", 2),
        ("3", 3),
        ("4", 4),
        ("0", 0),
    ];
    let whole = [
        "取整",
        "保留整数",
        "填整数",
        "整数填",
        "为整数",
        "不保留",
        "不要小数",
        "精确到个位",
        "不留小数",
        "取整数",
        "用整数",
    ];
    if let Some(at) = whole.iter().filter_map(|word| clause.find(word)).min() {
        return Some((at, 0));
    }
    if let Some(at) = clause.find("0.0").or_else(|| clause.find("0.1")) {
        let digits = clause.get(at + 2..)?;
        let end = digits.find(|one: char| !one.is_ascii_digit()).unwrap_or(digits.len());
        let begins = ["精确到", "精确至", "保留到"].iter().find_map(|word| clause.find(word))?;
        return u8::try_from(end).ok().filter(|count| *count <= 4).map(|count| (begins, count));
    }
    let begins = ["保留", "精确", "小数点后", "小数"].iter().filter_map(|word| clause.find(word)).min();
    let number = NUMERALS.iter().find_map(|(word, count)| {
        let at = clause.find(&format!("{word}位"))?;
        Some((at, *count))
    });
    let (at, count) = number?;
    let is_decimals = clause.contains("小数") || begins.is_some() || clause.ends_with('位');
    is_decimals.then_some((begins.map_or(at, |begins| begins.min(at)), count))
}

/// Gives every figure its decimals, and asks once for each unit of which nothing is known.
pub(super) fn decimals(
    rows: &mut [Made],
    rules: &[(Rule, Option<Place>, Option<usize>)],
    form: usize,
    doubts: &mut Doubts,
) {
    let mut asked: BTreeMap<String, Vec<(FigureId, Place)>> = BTreeMap::new();
    let mut unclear: Vec<(FigureId, Place)> = Vec::new();
    for row in rows.iter_mut() {
        let name = row.raw.name();
        let place = row.raw.place.clone();
        let table = row.table;
        let says_several = row.raw.sentence.figures.len() > 1;
        for figure in &mut row.row.figures {
            // A sentence names several figures; each is called by its own words.
            let called = if says_several { figure.name.clone() } else { format!("{name}{}", figure.name) };
            let rules = || rules.iter().filter(|(_, _, of)| of.is_none_or(|of| of == table));
            figure.decimals = match of_figure(
                &figure.unit.value,
                &called,
                &rules().map(|(rule, place, _)| (rule, place)),
            ) {
                Known::Said(decimals, place) => Found::stated(decimals, place),
                Known::Counted => Found::concluded(0, None),
                Known::Several => {
                    unclear.push((figure.id, place.clone()));
                    Found::asked(0, Some(place.clone()))
                }
                Known::Nothing => {
                    if figure.unit.sureness != Sureness::Asked {
                        let of_unit = asked.entry(figure.unit.value.clone()).or_default();
                        of_unit.push((figure.id, place.clone()));
                    }
                    Found::asked(0, Some(place.clone()))
                }
            };
            // A figure whose unit is not certain has no certain decimals either; the one question is for both.
            if figure.unit.sureness == Sureness::Asked {
                figure.decimals.sureness = Sureness::Asked;
            }
        }
    }
    for (unit, figures) in asked {
        let question = format!("以“{unit}”计的数要几位小数？");
        let doubt = Doubt::new(Matter::Decimals, question).of_form(form);
        let doubt = doubt.reading("没有小数", "没有看到哪里写明它要几位小数").reading_then(
            "两位小数",
            "这样的数常有小数",
            Then::Decimals(2),
        );
        doubts.ask(
            doubt
                .about(figures.iter().map(|(id, _)| *id))
                .at(figures.iter().take(5).map(|(_, place)| place.clone())),
        );
    }
    if !unclear.is_empty() {
        let doubt = Doubt::new(Matter::Decimals, "这几个数的小数位数，说明里写得不一样，要几位？".to_owned());
        let doubt = doubt.of_form(form).reading("没有小数", "说明里有两种写法");
        doubts.ask(
            doubt.about(unclear.iter().map(|(id, _)| *id)).at(unclear.iter().map(|(_, place)| place.clone())),
        );
    }
}

/// What is known of a figure's decimals.
enum Known {
    Said(u8, Option<Place>),
    Counted,
    Several,
    Nothing,
}

fn of_figure<'a>(
    unit: &str,
    name: &str,
    rules: &(impl Iterator<Item = (&'a Rule, &'a Option<Place>)> + Clone),
) -> Known {
    let kind = units::measured(unit);
    let is_counted = units::is_counted(unit);
    // The nearest that names it counts: its own name, its unit, its kind.
    let degree = |rule: &Rule| match &rule.of {
        Of::Named(text) => {
            let bare = trimmed(text);
            let by_name = bare.split(['、', '和', '及', '与']).map(|part| {
                ["单位", "按", "以", "计", "为", "的", "数据", "类"]
                    .iter()
                    .fold(part.to_owned(), |part, word| part.replace(word, ""))
            });
            let is_named = by_name
                .clone()
                .any(|part| part.chars().count() > 1 && !names_kind(&part) && name.contains(&part));
            let is_unit = !unit.is_empty() && by_name.clone().any(|part| part == unit);
            let is_kind = kind.is_some_and(|kind| kind.called.iter().any(|word| text.contains(word)));
            let says_unit = !unit.is_empty() && unit.chars().count() > 1 && text.contains(unit);
            let by_ending = is_counted && by_name.clone().any(|part| part.strip_suffix('数') == Some(unit));
            match () {
                () if is_named => 4,
                () if is_unit || by_ending => 3,
                () if says_unit && !is_counted => 2,
                () if is_kind => 2,
                () => 0,
            }
        }
        Of::Others | Of::All => 0,
    };
    let best = rules.clone().map(|(rule, _)| degree(rule)).max().unwrap_or_default();
    if best > 0 {
        let mut found = rules.clone().filter(|(rule, _)| degree(rule) == best);
        let Some((first, place)) = found.next() else { return Known::Nothing };
        return if found.all(|(other, _)| other.decimals == first.decimals) {
            Known::Said(first.decimals, place.clone())
        } else {
            Known::Several
        };
    }
    let of = |wanted: &Of| rules.clone().find(|(rule, _)| rule.of == *wanted);
    // Nobody counts people in hundredths, whatever a note says of all figures.
    if is_counted {
        return Known::Counted;
    }
    match of(&Of::Others).or_else(|| of(&Of::All)) {
        Some((rule, place)) => Known::Said(rule.decimals, place.clone()),
        None => Known::Nothing,
    }
}

fn names_kind(part: &str) -> bool {
    words::MEASURED.iter().flat_map(|kind| kind.called).any(|word| part == *word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        let of = |of: &Of| match of {
            Of::Named(text) => text.clone(),
            Of::Others => "others".to_owned(),
            Of::All => "all".to_owned(),
        };
        rules(text).iter().map(|rule| format!("{}: {}", of(&rule.of), rule.decimals)).collect()
    }

    #[test]
    fn notes_say_decimals_in_words() {
        for (text, expected) in [
            ("1.重量及面积统计数据保留至小数点后两位。", vec!["1.重量及面积统计数据: 2"]),
            ("金额一律保留一位小数，率保留2位小数，其他取整。", vec!["金额一律: 1", "率: 2", "others: 0"]),
            ("千元不保留", vec!["千元: 0"]),
            ("数据精确到小数点后2位", vec!["all: 2"]),
            ("面积精确到0.01", vec!["面积: 2"]),
            ("单位：万元（保留一位小数）", vec!["万元: 1"]),
            ("说明：1.罚没款保留两位小数", vec!["1.罚没款: 2"]),
            ("没有的填0。", vec![]),
            ("请于每月5日前报送，不能空着", vec![]),
        ] {
            let expected: Vec<String> = expected.into_iter().map(str::to_owned).collect();
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn the_nearest_rule_counts() {
        let known = |unit: &str, name: &str, text: &str| {
            let rules = rules(text);
            let none = None;
            match of_figure(unit, name, &rules.iter().map(|rule| (rule, &none))) {
                Known::Said(decimals, _) => decimals.to_string(),
                Known::Counted => "counted".to_owned(),
                Known::Several => "several".to_owned(),
                Known::Nothing => "?".to_owned(),
            }
        };
        let notes = "万吨保留2位小数，民航保留1位小数，集装箱取整。";
        assert_eq!(known("万吨", "公路", notes), "2");
        assert_eq!(known("吨", "民航", notes), "1");
        assert_eq!(known("标箱", "集装箱", notes), "0");
        assert_eq!(known("公里", "里程", notes), "?");
        assert_eq!(known("人", "从业人员", "数据保留两位小数"), "counted");
        assert_eq!(known("万元", "税费", "数据保留两位小数"), "2");
        assert_eq!(known("平方米", "绿地", "重量及面积保留两位小数"), "2");
        assert_eq!(known("吨", "垃圾", "重量保留一位小数，重量保留两位小数"), "several");
    }
}
