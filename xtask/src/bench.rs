//! Measurements: runs the programs that measure, and prints their results as one table with the budgets.
//!
//! A measuring program prints lines `name<TAB>value<TAB>unit<TAB>budget<TAB>others`: `-` if there is no
//! budget, and in words what other programs need for the same task. A value over its budget is reported but
//! is not an error: a busy machine should stop nobody, but a trend should be noticed.

use std::path::Path;

use crate::packages::Need;
use crate::{install, shell};

/// The measuring programs: a title, and the arguments for cargo that run the program in the release profile.
const SOURCES: [(&str, &[&str]); 5] = [
    ("核心", &["bench", "--workspace", "--bench", "core"]),
    ("文件", &["bench", "--workspace", "--bench", "document"]),
    ("年月", &["bench", "--workspace", "--bench", "growth"]),
    ("汇总", &["bench", "--workspace", "--bench", "collation"]),
    ("窗口", &["bench", "--workspace", "--bench", "window"]),
];

/// One measurement.
#[derive(Debug, PartialEq)]
struct Figure {
    name: String,
    value: f64,
    unit: String,
    /// `None` if there is no budget.
    budget: Option<f64>,
    /// What other programs need for the same task, in words.
    others: String,
}

/// Runs every measurement and prints one table.
pub(crate) fn run(top: &Path) -> Result<(), String> {
    install::ensure(Need::Bench)?;
    let mut figures = Vec::new();
    for (title, arguments) in SOURCES {
        let printed = shell::output(shell::cargo(top).args(arguments))?;
        let read: Vec<Figure> = String::from_utf8_lossy(&printed).lines().filter_map(read).collect();
        if read.is_empty() {
            return Err(format!("“{title}”没有量出任何数，请运行 cargo {} 查看。", arguments.join(" ")));
        }
        figures.extend(read);
    }
    println!("\n{}", table(&figures));
    Ok(())
}

fn read(line: &str) -> Option<Figure> {
    let mut parts = line.split('\t');
    let figure = Figure {
        name: parts.next()?.to_owned(),
        value: parts.next()?.parse().ok()?,
        unit: parts.next()?.to_owned(),
        budget: match parts.next()? {
            "-" => None,
            budget => Some(budget.parse().ok()?),
        },
        others: parts.next()?.to_owned(),
    };
    parts.next().is_none().then_some(figure)
}

fn table(figures: &[Figure]) -> String {
    let head = ["项目", "实测", "预算", "单位", "", "别的程序"].map(str::to_owned);
    let rows = figures.iter().map(|figure| {
        let verdict = match figure.budget {
            None => "",
            Some(budget) if figure.value <= budget => "合格",
            Some(_) => "超出预算",
        };
        [
            figure.name.clone(),
            format!("{:.3}", figure.value),
            figure.budget.map(|budget| budget.to_string()).unwrap_or_default(),
            figure.unit.clone(),
            verdict.to_owned(),
            figure.others.clone(),
        ]
    });
    let rows: Vec<[String; 6]> = std::iter::once(head).chain(rows).collect();
    let widths = rows.iter().fold([0; 6], |widths, row| {
        let mut wider = widths;
        wider.iter_mut().zip(row).for_each(|(wide, text)| *wide = width(text).max(*wide));
        wider
    });
    let lines = rows.iter().map(|row| {
        let cells = row.iter().zip(widths).enumerate().map(|(column, (text, wide))| {
            let space = " ".repeat(wide - width(text));
            // Numbers are aligned to the right, words to the left.
            if column == 1 || column == 2 { format!("{space}{text}") } else { format!("{text}{space}") }
        });
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// How many columns a text needs in a terminal: a Chinese character needs two.
fn width(text: &str) -> usize {
    text.chars().map(|character| if character < '\u{2e80}' { 1 } else { 2 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(name: &str, value: f64, budget: Option<f64>, others: &str) -> Figure {
        Figure { name: name.into(), value, unit: "毫秒".into(), budget, others: others.into() }
    }

    #[test]
    fn only_lines_of_five_fields_are_figures() {
        assert_eq!(read("载入\t0.25\t毫秒\t5\t"), Some(figure("载入", 0.25, Some(5.0), "")));
        let told = "载入\t900\t毫秒\t-\tLibreOffice 36";
        assert_eq!(read(told), Some(figure("载入", 900.0, None, "LibreOffice 36")));
        for line in ["running 3 tests", "载入\t0.25\t毫秒\t5", "载入\t快\t毫秒\t5\t", "a\t1\tb\t2\tc\td"]
        {
            assert_eq!(read(line), None, "{line}");
        }
    }

    #[test]
    fn the_table_stands_in_columns() {
        assert_eq!(
            table(&[figure("载入 form", 0.25, Some(5.0), "openpyxl 9"), figure("累计", 12.0, Some(5.0), "")]),
            "项目         实测  预算  单位            别的程序\n\
             载入 form   0.250     5  毫秒  合格      openpyxl 9\n\
             累计       12.000     5  毫秒  超出预算"
        );
    }
}
