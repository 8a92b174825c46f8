//! Figures: runs what measures, and prints what it measured as one table beside the budgets.
//!
//! A measurement is a program that prints `name<TAB>value<TAB>unit<TAB>budget` lines. Being over budget is told
//! and fails nothing: a busy machine is no reason to stop anybody, a trend is.

use std::path::Path;

use crate::shell;

/// What measures: a title, and the words for cargo that run it in the release profile.
const SOURCES: [(&str, &[&str]); 2] = [
    ("核心", &["bench", "--package", "yuebao", "--bench", "core"]),
    ("窗口", &["bench", "--package", "yuebao-desktop", "--bench", "window"]),
];

/// One measured thing.
#[derive(Debug, PartialEq)]
struct Figure {
    name: String,
    value: f64,
    unit: String,
    budget: f64,
}

/// Runs every measurement and prints its table.
pub(crate) fn run(top: &Path) -> Result<(), String> {
    for (title, arguments) in SOURCES {
        let printed = shell::output(shell::cargo(top).args(arguments))?;
        let figures: Vec<Figure> = String::from_utf8_lossy(&printed).lines().filter_map(read).collect();
        if figures.is_empty() {
            return Err(format!("“{title}”没有量出任何数，请运行 cargo {} 查看。", arguments.join(" ")));
        }
        println!("\n{title}\n{}", table(&figures));
    }
    Ok(())
}

fn read(line: &str) -> Option<Figure> {
    let mut parts = line.split('\t');
    let figure = Figure {
        name: parts.next()?.to_owned(),
        value: parts.next()?.parse().ok()?,
        unit: parts.next()?.to_owned(),
        budget: parts.next()?.parse().ok()?,
    };
    parts.next().is_none().then_some(figure)
}

fn table(figures: &[Figure]) -> String {
    let head = ["项目", "实测", "预算", "单位", ""].map(str::to_owned);
    let rows = figures.iter().map(|figure| {
        let verdict = if figure.value <= figure.budget { "合格" } else { "超出预算" };
        [
            figure.name.clone(),
            format!("{:.3}", figure.value),
            figure.budget.to_string(),
            figure.unit.clone(),
            verdict.to_owned(),
        ]
    });
    let rows: Vec<[String; 5]> = std::iter::once(head).chain(rows).collect();
    let widths = rows.iter().fold([0; 5], |widths, row| {
        let mut wider = widths;
        wider.iter_mut().zip(row).for_each(|(wide, text)| *wide = width(text).max(*wide));
        wider
    });
    let lines = rows.iter().map(|row| {
        let cells = row.iter().zip(widths).enumerate().map(|(column, (text, wide))| {
            let space = " ".repeat(wide - width(text));
            // Numbers stand to the right, words to the left.
            if column == 1 || column == 2 { format!("{space}{text}") } else { format!("{text}{space}") }
        });
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Columns a text takes in a terminal: a Chinese character takes two.
fn width(text: &str) -> usize {
    text.chars().map(|character| if character < '\u{2e80}' { 1 } else { 2 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lines_of_four_fields_are_figures() {
        assert_eq!(
            read("载入\t0.25\t毫秒\t5"),
            Some(Figure { name: "载入".into(), value: 0.25, unit: "毫秒".into(), budget: 5.0 })
        );
        for line in ["running 3 tests", "载入\t0.25\t毫秒", "载入\t快\t毫秒\t5", "a\t1\tb\t2\tc"] {
            assert_eq!(read(line), None, "{line}");
        }
    }

    #[test]
    fn the_table_stands_in_columns() {
        let figure =
            |name: &str, value| Figure { name: name.into(), value, unit: "毫秒".into(), budget: 5.0 };
        assert_eq!(
            table(&[figure("载入 form", 0.25), figure("累计", 12.0)]),
            "项目         实测  预算  单位\n\
             载入 form   0.250     5  毫秒  合格\n\
             累计       12.000     5  毫秒  超出预算"
        );
    }
}
