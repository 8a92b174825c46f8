//! How many decimals figures have: what the notes say of weights, areas, money and rates, and what is counted has none.

use std::collections::{BTreeMap, BTreeSet};

use super::decimal_groups::of_groups;
use super::decimal_rules::{FormRule, Of, Rule};
use super::decimal_words::{ALIKE, called, degree, degree_of, names_kind, parts};
use super::doubt::{Doubt, Doubts, Found, Matter, Place, Sureness, Then};
use super::rows_named::span_rows;
use super::table::Made;
use super::text::{brackets, plain};
use super::{units, words};
use crate::notice::{Column, FigureId, Role};

/// Figures that are asked about, each with the place of its row.
type Figures = Vec<(FigureId, Place)>;
/// What several rules say, each with its decimals.
type Said = Vec<(String, u8)>;

/// Gives every figure its decimals, and asks once for each unit of which nothing is known.
pub(super) fn decimals(rows: &mut [Made], rules: &[FormRule], form: usize, doubts: &mut Doubts) {
    let mut asked: BTreeMap<String, Figures> = BTreeMap::new();
    let mut unclear: BTreeMap<Said, Figures> = BTreeMap::new();
    for row in rows.iter_mut() {
        let place = row.raw.place.clone();
        let (table, number) = (row.table, row.row.number);
        let names: Vec<String> = row.row.figures.iter().map(|figure| called(row, figure)).collect();
        for (figure, name) in row.row.figures.iter_mut().zip(names) {
            let rules = rules.iter().filter(|(_, _, of)| of.is_none_or(|of| of == table));
            let rules = rules.map(|(rule, place, _)| (rule, place));
            let known = of_figure(&figure.unit.value, &name, number, &rules);
            // A figure whose unit is not certain has no certain decimals either; the one question is for both.
            let is_open = figure.unit.sureness == Sureness::Asked;
            match &known {
                Known::Several(said) if !is_open => {
                    unclear.entry(said.clone()).or_default().push((figure.id, place.clone()));
                }
                Known::Nothing if !is_open => {
                    asked.entry(figure.unit.value.clone()).or_default().push((figure.id, place.clone()));
                }
                _ => {}
            }
            figure.decimals = known.found(&place);
            if is_open {
                figure.decimals.sureness = Sureness::Asked;
            }
        }
    }
    for (unit, figures) in asked {
        doubts.ask(ask(&unit, &figures, &not_tied(rules), form));
    }
    for (said, figures) in unclear {
        doubts.ask(ask_which(&said, &figures, form));
    }
}

/// The question about figures of which notes say several things, or none for certain.
fn ask_which(said: &[(String, u8)], figures: &[(FigureId, Place)], form: usize) -> Doubt {
    const MOST: usize = 3;
    let quoted: Vec<String> = said.iter().map(|(says, _)| format!("“{says}”")).collect();
    let quoted: Vec<String> = quoted.into_iter().collect::<BTreeSet<_>>().into_iter().take(MOST).collect();
    let question = format!("{}：这几个数要几位小数？", quoted.join("、"));
    let doubt = Doubt::new(Matter::Decimals, question).of_form(form);
    let doubt = doubt.reading("没有小数", "说明里写得不一样，或没有写定");
    let counts: BTreeSet<u8> = said.iter().map(|(_, count)| *count).filter(|count| *count > 0).collect();
    let with = |doubt: Doubt, count: u8| {
        doubt.reading_then(format!("{count} 位小数"), "说明里写着", Then::Decimals(count))
    };
    let doubt = counts.into_iter().fold(doubt, with);
    doubt.about(figures.iter().map(|(id, _)| *id)).at(figures.iter().map(|(_, place)| place.clone()))
}

/// Why nothing is known of some decimals: what the notes say of others, or in words that are not understood.
pub(super) fn not_tied(rules: &[FormRule]) -> String {
    let first = rules.iter().map(|(rule, ..)| rule).find(|rule| !rule.is_tied);
    first.map_or_else(
        || "没有看到哪里写明它要几位小数".to_owned(),
        |rule| {
            let says = &rule.says;
            if rule.of == Of::Unread {
                format!("写着“{says}”，没有读懂")
            } else {
                format!("写着“{says}”，没有对上这些数")
            }
        },
    )
}

/// The rules where one for the rest is not certain while another one of the form names what is not found in it, or is not
/// understood: the rest would be too much.
pub(super) fn with_doubt(mut rules: Vec<FormRule>, rows: &[Made]) -> Vec<FormRule> {
    for (rule, ..) in &mut rules {
        tie(rule, rows);
    }
    let figures: Vec<(String, String)> = rows
        .iter()
        .flat_map(|row| row.row.figures.iter().map(|figure| (figure.unit.value.clone(), called(row, figure))))
        .collect();
    let (more, of_groups) = of_groups(&rules, rows);
    rules.extend(more);
    // What is measured is known by its word, though nothing of the form is measured so.
    let is_found = |part: &str| {
        names_kind(part)
            || of_groups.iter().any(|group| group == part)
            || units::is_unit(part)
            || words::COMPARED.iter().any(|word| part.contains(word))
            || figures.iter().any(|(unit, name)| degree_of(part, unit, name) > 0)
    };
    let mut lost: Vec<(Option<u8>, Option<usize>)> = Vec::new();
    for (rule, _, table) in &mut rules {
        let (is_lost, of_others) = match &rule.of {
            Of::Named(text) => (!parts(text).all(|part| is_found(&part)), Some(rule.decimals)),
            Of::Except(but) => (!parts(but).all(|part| is_found(&part)), None),
            Of::Unread => (true, None),
            _ => (false, None),
        };
        if is_lost {
            rule.is_tied = false;
            lost.push((of_others, *table));
        }
    }
    for (rule, _, table) in &mut rules {
        let is_rest = matches!(rule.of, Of::Others | Of::All | Of::Except(_) | Of::Rows { but: true, .. });
        let is_too_much = |(decimals, of): &(Option<u8>, Option<usize>)| {
            *decimals != Some(rule.decimals) && (of.is_none() || table.is_none() || of == table)
        };
        if is_rest && lost.iter().any(is_too_much) {
            rule.is_certain = false;
        }
    }
    rules
}

/// Ties a rule to the rows that it names; where they are not there, nobody knows what it is about.
fn tie(rule: &mut Rule, made: &[Made]) {
    let Of::Spans { spans, but } = &rule.of else { return };
    let rows: Option<Vec<Vec<usize>>> = spans.iter().map(|span| span_rows(span, made)).collect();
    match rows {
        Some(rows) => {
            let rows = rows.concat().into_iter().filter_map(|at| made.get(at)).map(|row| row.row.number);
            rule.of = Of::Rows { rows: rows.collect(), but: *but };
        }
        None => *rule = Rule { of: Of::Unread, is_certain: false, is_tied: false, ..rule.clone() },
    }
}

/// What notes say of the decimals of percentages that the program reckons.
pub(super) fn of_per_cent(columns: &mut [Column], table: usize, rules: &[FormRule]) {
    for column in columns {
        of_per_cent(&mut column.columns, table, rules);
        if column.role != Some(Role::PerCent) {
            continue;
        }
        let of_table = rules.iter().filter(|(_, _, of)| of.is_none_or(|of| of == table));
        let of_table = of_table.map(|(rule, place, _)| (rule, place));
        let name = brackets(&plain(&column.heading)).0;
        if let Known::Said(decimals, _) = of_figure("%", &name, 0, &of_table) {
            column.decimals = Some(decimals);
        }
    }
}

/// The question how many decimals figures of a unit have, and why nothing is known of them.
pub(super) fn ask(unit: &str, figures: &[(FigureId, Place)], because: &str, form: usize) -> Doubt {
    let question = format!("以“{unit}”计的数要几位小数？");
    let doubt = Doubt::new(Matter::Decimals, question).of_form(form);
    let doubt =
        doubt.reading("没有小数", because).reading_then("两位小数", "这样的数常有小数", Then::Decimals(2));
    let places = figures.iter().take(5).map(|(_, place)| place.clone());
    doubt.about(figures.iter().map(|(id, _)| *id)).at(places)
}

/// The decimals of a figure by its unit, what it is called, and the rules for it.
pub(super) fn known_of<'a>(
    unit: &str,
    called: &str,
    row: u16,
    rules: &(impl Iterator<Item = (&'a Rule, &'a Option<Place>)> + Clone),
    place: &Place,
) -> Found<u8> {
    of_figure(unit, called, row, rules).found(place)
}

/// What is known of a figure's decimals.
enum Known {
    Said(u8, Option<Place>),
    Counted,
    /// Several things are said, or one that is not certain.
    Several(Said),
    Nothing,
}

impl Known {
    fn found(self, row: &Place) -> Found<u8> {
        match self {
            Self::Said(decimals, place) => Found::stated(decimals, place),
            Self::Counted => Found::concluded(0, None),
            Self::Several(_) | Self::Nothing => Found::asked(0, Some(row.clone())),
        }
    }
}

fn of_figure<'a>(
    unit: &str,
    name: &str,
    row: u16,
    rules: &(impl Iterator<Item = (&'a Rule, &'a Option<Place>)> + Clone),
) -> Known {
    let is_counted = units::is_counted(unit);
    let degree = |rule: &Rule| degree(rule, unit, name, row);
    let best = rules.clone().map(|(rule, _)| degree(rule)).max().unwrap_or_default();
    let several = |wanted: &dyn Fn(&Rule) -> bool| {
        let wanted = rules.clone().map(|(rule, _)| rule).filter(|rule| wanted(rule));
        Known::Several(wanted.map(|rule| (rule.says.clone(), rule.decimals)).collect())
    };
    let of = |wanted: &dyn Fn(&Rule) -> bool| {
        let mut found = rules.clone().filter(|(rule, _)| wanted(rule));
        let Some((first, place)) = found.next() else { return Known::Nothing };
        if first.is_certain && found.all(|(other, _)| other.decimals == first.decimals && other.is_certain) {
            Known::Said(first.decimals, place.clone())
        } else {
            several(wanted)
        }
    };
    match best {
        0 => {}
        ALIKE => return several(&|rule| degree(rule) == ALIKE),
        _ => return of(&|rule| degree(rule) == best),
    }
    // Nobody counts people in hundredths, whatever a note says of all figures.
    if is_counted {
        return Known::Counted;
    }
    let others = |rule: &Rule| match &rule.of {
        Of::Others => true,
        Of::Except(but) => parts(but).all(|part| degree_of(&part, unit, name) == 0),
        Of::Rows { rows, but: true } => !rows.contains(&row),
        Of::All | Of::Named(_) | Of::Unread | Of::Spans { .. } | Of::Rows { but: false, .. } => false,
    };
    if rules.clone().any(|(rule, _)| others(rule)) {
        return of(&others);
    }
    // What is left out of a rule for all is not named by another one for all either.
    let is_left_out =
        rules.clone().any(|(rule, _)| matches!(rule.of, Of::Except(_) | Of::Rows { but: true, .. }));
    if is_left_out { Known::Nothing } else { of(&|rule| rule.of == Of::All) }
}

#[cfg(test)]
mod tests {
    use super::super::decimal_rules::rules;
    use super::*;

    fn known(unit: &str, name: &str, text: &str) -> String {
        let rules = rules(text);
        match of_figure(unit, name, 0, &rules.iter().map(|rule| (rule, &None))) {
            Known::Said(decimals, _) => decimals.to_string(),
            Known::Counted => "counted".to_owned(),
            Known::Several(_) => "several".to_owned(),
            Known::Nothing => "?".to_owned(),
        }
    }

    #[test]
    fn the_nearest_rule_counts() {
        let notes = "万吨保留2位小数，民航保留1位小数，集装箱取整。";
        assert_eq!(known("万吨", "公路", notes), "2");
        assert_eq!(known("吨", "民航", notes), "1");
        assert_eq!(known("标箱", "集装箱", notes), "0");
        assert_eq!(known("公里", "里程", notes), "?");
        assert_eq!(known("人", "从业人员", "数据保留两位小数"), "counted");
        assert_eq!(known("万元", "税费", "数据保留两位小数"), "2");
        assert_eq!(known("平方米", "绿地", "重量及面积保留两位小数"), "2");
        assert_eq!(known("吨", "垃圾", "重量保留一位小数，重量保留两位小数"), "several");
        assert_eq!(known("万元", "税费", "金额保留一位小数，万元保留两位小数"), "several");
        assert_eq!(known("万元", "税费", "金额可保留两位小数"), "several");
        assert_eq!(known("万元", "税费", "保留一至两位小数"), "several");
        assert_eq!(known("万人次", "接待游客", "数据保留两位小数"), "2");
        assert_eq!(known("万人次", "接待游客", "金额保留两位小数"), "?");
        let amounts = "垃圾量、沟渠长度保留1位小数。";
        assert_eq!(
            (known("吨", "清运垃圾", amounts), known("公里", "清掏沟渠", amounts)),
            ("1".into(), "1".into())
        );
        assert_eq!(
            (known("米", "垃圾沟", amounts), known("车次", "清运垃圾", amounts)),
            ("?".into(), "counted".into())
        );
        let in_units = "资金以万元为单位，保留两位小数，其他数据保留整数。";
        assert_eq!(known("万元", "投入资金", in_units), "2");
        assert_eq!(
            (known("元", "投入资金", in_units), known("吨", "垃圾", in_units)),
            ("several".into(), "0".into())
        );
        let by_units = "计量单位为亩、吨的指标保留两位小数，其余取整数。②罚款精确到0.01万元。";
        assert_eq!((known("亩", "播种", by_units), known("吨", "产量", by_units)), ("2".into(), "2".into()));
        assert_eq!(known("万元", "罚款", by_units), "2");
        let of_each = "面积单位为平方米，取整数；其余指标保留1位小数。";
        assert_eq!(
            (known("平方米", "绿地", of_each), known("公里", "河道", of_each)),
            ("0".into(), "1".into())
        );
        let in_two = "金额以元为单位的不保留小数，以万元为单位的保留四位小数；面积单位为平方米的保留整数。";
        assert_eq!((known("元", "补助", in_two), known("万元", "投入", in_two)), ("0".into(), "4".into()));
        assert_eq!(
            (known("平方米", "建筑", in_two), known("亩", "播种", in_two)),
            ("0".into(), "several".into())
        );
        let before = "以元为单位的资金保留整数，以亩计的面积保留1位小数，计量单位为吨的保留2位小数。";
        assert_eq!(
            (known("元", "补助资金", before), known("万元", "资金", before)),
            ("0".into(), "several".into())
        );
        assert_eq!((known("亩", "播种", before), known("吨", "垃圾", before)), ("1".into(), "2".into()));
        let exact = "满意率取平均数，保留两位小数。金额精确到元。";
        assert_eq!((known("%", "满意率", exact), known("元", "拨款", exact)), ("2".into(), "0".into()));
        assert_eq!(known("万元", "拨款", exact), "several");
        assert_eq!(known("%", "累计同比增长", "增长率保留2位小数。"), "2");
        let of_which = "资金保留1位小数，其中财政资金保留2位小数。";
        assert_eq!(
            (known("万元", "投入资金", of_which), known("万元", "财政资金", of_which)),
            ("1".into(), "2".into())
        );
    }

    #[test]
    fn a_rule_for_rows_is_of_those_that_can_have_decimals() {
        let of = |unit: &str, row: u16| {
            let mut rules = rules("数据保留两位小数");
            rules[0].of = Of::Rows { rows: vec![3, 4], but: false };
            match of_figure(unit, "垃圾", row, &rules.iter().map(|rule| (rule, &None))) {
                Known::Said(decimals, _) => decimals.to_string(),
                Known::Counted => "counted".to_owned(),
                Known::Several(_) | Known::Nothing => "?".to_owned(),
            }
        };
        assert_eq!([of("吨", 3), of("家", 4), of("吨", 5)], ["2", "counted", "?"]);
    }

    #[test]
    fn a_word_within_a_noun_is_no_rule() {
        let rates = "质量合格率保留一位小数，面积达标率保留两位小数，资金使用率保留1位小数。";
        assert_eq!(known("吨", "抽检产量", rates), "?");
        assert_eq!(known("平方米", "抽检面积", rates), "?");
        assert_eq!(known("万元", "资金投入", rates), "?");
        assert_eq!(known("%", "面积达标率", rates), "2");
        assert_eq!(known("%", "抽检合格率", rates), "?");
        let fine = "罚款金额保留两位小数";
        assert_eq!(
            (known("万元", "罚款", fine), known("户", "罚款户", fine)),
            ("2".into(), "counted".into())
        );
        assert_eq!(
            (known("%", "罚款率", "罚款保留两位小数"), known("万元", "收费", fine)),
            ("?".into(), "?".into())
        );
        let but = "除增长率外，数据均取整数。";
        assert_eq!(known("%", "道路交通整改率", "1.整改率=已整改数/排查数×100%，保留一位小数。"), "1");
        assert_eq!((known("万元", "收入", but), known("%", "增长率", but)), ("0".into(), "?".into()));
    }
}
