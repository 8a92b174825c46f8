//! Since when totals add up, where the notes or the letter say it: 累计数从年初算起, 累计指本学期累计. What headings say of it is
//! for `roles`, what rows are called for `times`.

use super::doubt::{Doubt, Doubts, Matter, Place, Then};
use super::forming::Forming;
use super::roles::OTHER_SPAN;
use super::table::Made;
use super::text::{close_up, plain};
use super::words;
use crate::notice::{Column, FigureId, Role, Scope};

/// The word that notes speak of totals with.
const TOTAL: &str = "累计";
/// Words with which they say what it means.
const MEANS: [&str; 8] = ["从", "自", "指", "是", "为", "按", "系", "起"];
/// Words with which they say what it is without.
const WITHOUT: [&str; 4] = ["不含", "不包括", "不包含", "除"];
/// Words with which they say that it begins in January.
const OF_THE_YEAR: [&str; 9] =
    ["年初", "本年度累计", "本年累计", "当年累计", "今年以来", "1-本月", "1至本月", "1~本月", "1到本月"];
/// What stands behind the first of January or the month itself, where something is counted since then.
const BEHIND_JANUARY: [&str; 8] = ["1日", "起", "份起", "至", "到", "-", "开始", "以来"];

/// Since when a note says that totals add up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Since {
    January,
    /// The beginning of a term, a quarter, or the like.
    Other,
}

/// Totals that the notes or the letter say begin in January do; those that begin otherwise are asked about.
pub(super) fn settle<'a>(
    made: &mut [Made],
    forming: &Forming,
    mut said: impl Iterator<Item = (&'a str, Option<Place>)> + Clone,
    form: usize,
    doubts: &mut Doubts,
) {
    let open: Vec<(usize, &Column)> =
        forming.tables.iter().enumerate().filter_map(|(at, table)| Some((at, open_total(table)?))).collect();
    let found = said.clone().find_map(|(text, place)| Some((since(&plain(text))?, text, place)));
    let is_open = |row: &Made| open.iter().any(|(table, _)| *table == row.table);
    let Some((since, text, place)) = found.filter(|_| !open.is_empty()) else {
        let figures = made.iter().filter(|row| is_open(row)).flat_map(|row| &row.row.figures);
        let figures: Vec<FigureId> =
            figures.filter(|figure| figure.scope != Scope::None).map(|figure| figure.id).collect();
        let Some(plan) = plan(forming).filter(|_| !figures.is_empty()) else { return };
        // Beside the plan of the year 2025年1月1日以来 is since the beginning of that year.
        if said.any(|(text, _)| is_of_title_year(&plain(text), &plain(&forming.title.value))) {
            begin_in_january(made.iter_mut().filter(|row| is_open(row)));
        } else {
            ask_beside_plan(&plan, figures, form, doubts);
        }
        return;
    };
    match since {
        Since::January => {
            begin_in_january(made.iter_mut().filter(|row| is_open(row)));
        }
        Since::Other => {
            let figures: Vec<FigureId> = made
                .iter()
                .filter(|row| is_open(row))
                .flat_map(|row| &row.row.figures)
                .map(|one| one.id)
                .collect();
            let shown: String = text.chars().take(40).collect();
            let question = format!("写着“{shown}”，这是{OTHER_SPAN}，“累计”一栏怎么办？");
            let doubt = Doubt::new(Matter::Columns, question).of_form(form).about(figures).at(place);
            let doubt = doubt.reading("先从第一次报的那个月算起", "表上有“累计”一栏");
            let then = open.first().map_or(Then::ByHand, |(table, column)| Then::IsWords {
                table: *table,
                heading: close_up(&column.heading),
            });
            doubts.ask(doubt.reading_then("当作备注栏自己填", "各月相加的和它不一样", then));
        }
    }
}

fn begin_in_january<'a>(rows: impl Iterator<Item = &'a mut Made>) {
    let figures = rows.flat_map(|row| &mut row.row.figures);
    figures.filter(|figure| figure.scope != Scope::None).for_each(|figure| figure.scope = Scope::Year);
}

/// Whether a note counts totals from the first of January of the year that is in the title.
fn is_of_title_year(plain: &str, title: &str) -> bool {
    let mut sentences = plain.split(['。', ';', '；', ',']);
    sentences.any(|sentence| {
        let says = MEANS.iter().any(|word| sentence.contains(word)) && sentence.contains(TOTAL);
        let before = sentence.split_once("年1月1日").map(|(before, _)| before).filter(|_| says);
        let year = before.and_then(|before| before.get(before.len().checked_sub(4)?..));
        year.is_some_and(|year| {
            year.bytes().all(|digit| digit.is_ascii_digit()) && title.contains(&format!("{year}年"))
        })
    })
}

/// The heading of a column for the plan of a year, and where it stands.
fn plan(forming: &Forming) -> Option<(String, Place)> {
    let is_of_year = |plain: &str| {
        let says = |words: &[&str]| words.iter().any(|word| plain.contains(word));
        says(&["年度", "全年", "本年", "当年"]) && says(&["计划", "目标", "任务"])
    };
    let mut leaves = forming
        .tables
        .iter()
        .flat_map(|table| table.body.heading.leaves.iter().map(move |leaf| (table, leaf)));
    leaves.find_map(|(table, leaf)| {
        let spot = leaf.headings.iter().find(|spot| is_of_year(&spot.plain))?;
        Some((spot.text.clone(), table.body.grid.place(spot)))
    })
}

/// Totals that say nothing of their beginning may be those of the year, where what is planned for the year stands beside them.
fn ask_beside_plan(
    (plan, place): &(String, Place),
    figures: Vec<FigureId>,
    form: usize,
    doubts: &mut Doubts,
) {
    let question = "“累计”一栏没有写从什么时候算起，是从第一次报的那个月，还是从每年1月？".to_owned();
    let doubt = Doubt::new(Matter::Columns, question).of_form(form).about(figures).at([place.clone()]);
    let doubt = doubt.reading("从第一次报的那个月算起", "表上没有写年初");
    doubts.ask(doubt.reading_then(
        "从每年1月算起",
        format!("旁边有“{}”一栏", close_up(plan)),
        Then::Scope(Scope::Year),
    ));
}

/// The column of totals of a table whose heading does not say since when they add up.
fn open_total(table: &super::forming::Gathered) -> Option<&Column> {
    let says = |heading: &str| {
        let heading = plain(heading);
        let starts = words::SINCE_THE_START.iter().chain(&[words::SINCE]);
        starts.chain(&words::OF_THE_YEAR).any(|word| heading.contains(word))
    };
    let mut totals = table
        .columns
        .tree
        .iter()
        .flat_map(Column::leaves)
        .filter(|leaf| leaf.role == Some(Role::Total) && !says(&leaf.heading));
    totals.next().filter(|_| table.columns.scope == Scope::Campaign)
}

/// Since when a text says that totals add up, if it does.
fn since(plain: &str) -> Option<Since> {
    let sentences = plain.split(['。', ';', '；', ',']);
    sentences.filter(|sentence| sentence.contains(TOTAL)).find_map(|sentence| {
        let has = |words: &[&str]| words.iter().any(|word| sentence.contains(word));
        let is_said = has(&MEANS) && !has(&WITHOUT) && !has(&words::SINCE_THE_START);
        if !is_said || sentence.contains(['=', '≥', '≤', '<', '>']) {
            None
        } else if has(&words::OTHER_SPANS) {
            Some(Since::Other)
        } else if has(&OF_THE_YEAR) || names_january(sentence) {
            Some(Since::January)
        } else {
            None
        }
    })
}

/// Whether a sentence begins something in January without saying of which year: from 1月 of a certain year on, it never begins
/// anew.
fn names_january(sentence: &str) -> bool {
    const MONTH: &str = "1月";
    sentence.match_indices(MONTH).any(|(at, _)| {
        let before = sentence.get(..at).unwrap_or_default();
        let behind = sentence.get(at + MONTH.len()..).unwrap_or_default();
        let is_of_a_year = before.ends_with('年') && !before.ends_with("每年") && !before.ends_with("当年");
        !before.ends_with(|one: char| one.is_ascii_digit())
            && !is_of_a_year
            && BEHIND_JANUARY.iter().any(|word| behind.starts_with(word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_say_since_when_totals_add_up() {
        for (text, expected) in [
            ("本表一式两份，累计数从年初算起。", Some(Since::January)),
            ("4.累计指本年度累计。", Some(Since::January)),
            ("累计数是指每年1月1日至本月末的数", Some(Since::January)),
            ("累计按1月至本月填。", Some(Since::January)),
            ("累计指本学期累计。", Some(Since::Other)),
            ("累计数从本季度第一个月算起", Some(Since::Other)),
            ("累计数量从2026年3月起累计。", None),
            ("累计从11月起算", None),
            ("自1月起，各单位每月报送当月和累计数", None),
            ("累计数为1-本月的合计", Some(Since::January)),
            ("累计是指专项行动开展以来的数，不含年初的", None),
            ("本年累计≥本月", None),
            ("资金保留两位小数", None),
        ] {
            assert_eq!(since(&plain(text)), expected, "{text}");
        }
    }
}
