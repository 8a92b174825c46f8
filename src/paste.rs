//! What Excel and WPS put on the clipboard: lines of cells. The text is untrusted input.
//!
//! This module turns the text into a grid, and a grid into texts for figures. It does not decide whether a
//! text is an amount: a text that cannot be read goes into its cell and is reported there.

mod error;
mod laid;
mod matrix;

pub use error::PasteError;

use crate::amount::{Amount, trim};
use crate::notice::{FigureId, Form, Row};
use crate::report::{applies, read_entry};
use crate::unit::UnitKind;
use laid::{Laid, is_blank_or_zero};

/// The longest text taken from the clipboard, in bytes.
pub const LONGEST_PASTE: usize = 1 << 20;

/// Splits a clipboard text into lines of cells. A cell in quotation marks may contain tabs and line breaks,
/// as Excel writes it. The line break at the end of the text does not make an empty line.
pub fn grid(text: &str) -> Result<Vec<Vec<String>>, PasteError> {
    if text.len() > LONGEST_PASTE {
        return Err(PasteError::TooLarge);
    }
    let mut lines = vec![vec![String::new()]];
    let mut characters = text.chars().peekable();
    let mut quoted = false;
    while let Some(character) = characters.next() {
        let Some(cell) = lines.last_mut().and_then(|line| line.last_mut()) else { break };
        match character {
            '"' if quoted => match characters.next_if_eq(&'"') {
                Some(quote) => cell.push(quote),
                None => quoted = false,
            },
            other if quoted => cell.push(other),
            '"' if cell.is_empty() => quoted = true,
            '\t' => lines.last_mut().into_iter().for_each(|line| line.push(String::new())),
            '\r' if characters.peek() == Some(&'\n') => {}
            '\n' | '\r' => lines.push(vec![String::new()]),
            other => cell.push(other),
        }
    }
    if lines.last().is_some_and(|line| line.iter().all(String::is_empty)) {
        lines.pop();
    }
    Ok(lines)
}

/// Lays a grid over the form from `start` downwards, and in a table with a column for each figure also to the right. A cell with the column's own `heading` is
/// skipped; a blank cell leaves the figure unchanged.
///
/// One column goes from figure to figure, as the cursor does. Rows that the unit leaves empty are skipped,
/// unless the pasted column has a line for them. Two columns go from row to row, left and right.
pub fn lay_over_figures(
    form: &Form,
    kind: &UnitKind,
    heading: &str,
    start: FigureId,
    mut grid: Vec<Vec<String>>,
) -> Result<Vec<(FigureId, String)>, PasteError> {
    let is_blank = |line: &Vec<String>| line.iter().all(|cell| trim(cell).is_empty());
    while grid.last().is_some_and(is_blank) {
        grid.pop();
    }
    if grid.first().and_then(|line| line.first()).is_some_and(|cell| trim(cell) == heading) {
        grid.remove(0);
    }
    if grid.iter().all(is_blank) {
        return Err(PasteError::Empty);
    }
    let columns = grid.iter().map(Vec::len).max().unwrap_or_default();
    let room = form.across;
    let laid = match columns {
        _ if let Some(table) = matrix::table_of(form, start) => {
            matrix::block(form, table, kind, start, grid)?
        }
        1 => column(form, kind, start, grid.into_iter().flatten().collect())?,
        columns if columns <= room => block(form, kind, start, grid)?,
        _ => return Err(PasteError::TooWide { columns, room }),
    };
    let laid: Laid = laid.into_iter().filter(|(_, text)| !trim(text).is_empty()).collect();
    without_derived(form, kind, laid)
}

/// Takes out the cells that are reckoned, whose lines are copied along with the others. One that does not say what the
/// pasted figures come to shows that the lines do not fit, or that a figure is wrong.
fn without_derived(form: &Form, kind: &UnitKind, laid: Laid) -> Result<Laid, PasteError> {
    let text_of = |id: FigureId| laid.iter().find(|(known, _)| *known == id).map(|(_, text)| text.as_str());
    for (id, pasted) in &laid {
        let Ok((row, figure)) = form.find(*id) else { continue };
        if !figure.is_derived() {
            continue;
        }
        let (called, text) = (row.figure_called(figure), pasted.clone());
        let Some(sum) = read_entry(form, kind, row, figure, &text_of).amount() else {
            let by = form.reckoned_by(figure).to_owned();
            return Err(PasteError::Derived { called, by, text });
        };
        if Amount::parse_signed(pasted, figure.decimals()).ok() != Some(sum) {
            return Err(PasteError::OtherSum { called, text, sum });
        }
    }
    let is_typed = |id: FigureId| form.find(id).is_ok_and(|(_, figure)| !figure.is_derived());
    Ok(laid.into_iter().filter(|(id, _)| is_typed(*id)).collect())
}

fn column(form: &Form, kind: &UnitKind, start: FigureId, lines: Vec<String>) -> Result<Laid, PasteError> {
    let all: Vec<(&Row, FigureId)> = form
        .rows()
        .flat_map(|row| row.figures.iter().map(move |figure| (row, figure.id)))
        .skip_while(|(_, id)| *id != start)
        .collect();
    let applicable: Vec<(&Row, FigureId)> =
        all.iter().filter(|(row, _)| applies(row, kind)).copied().collect();
    if lines.len() > all.len() {
        return Err(PasteError::TooLong { lines: lines.len(), room: applicable.len() });
    }

    let left_blank = || all.iter().zip(&lines).filter(|((row, _), _)| !applies(row, kind));
    let has_lines_for_every_row = lines.len() > applicable.len();
    let leaves_them_blank = left_blank().all(|(_, text)| trim(text).is_empty());
    if has_lines_for_every_row {
        // Old workbooks often carry a 0 in the rows that the unit should have left empty.
        let stray = left_blank().find(|((row, _), text)| !is_blank_or_zero(row, text));
        if let Some(((row, _), text)) = stray {
            return Err(PasteError::LeftBlank { row: row.called(), text: text.clone() });
        }
    }
    let places = if has_lines_for_every_row || leaves_them_blank { all } else { applicable };
    let laid = places.into_iter().zip(lines).filter(|((row, _), _)| applies(row, kind));
    Ok(laid.map(|((_, id), text)| (id, text)).collect())
}

fn block(form: &Form, kind: &UnitKind, start: FigureId, lines: Vec<Vec<String>>) -> Result<Laid, PasteError> {
    let rows: Vec<&Row> = form.rows().skip_while(|row| row.number != start.row).collect();
    if lines.len() > rows.len() {
        return Err(PasteError::TooLong { lines: lines.len(), room: rows.len() });
    }
    let mut laid = Vec::new();
    for (row, line) in rows.into_iter().zip(lines) {
        for (index, text) in line.into_iter().enumerate().filter(|(_, text)| !trim(text).is_empty()) {
            match row.figures.get(index) {
                None => return Err(PasteError::OneFigureOnly { row: row.called() }),
                Some(figure) if applies(row, kind) => laid.push((figure.id, text)),
                Some(_) if is_blank_or_zero(row, &text) => {}
                Some(_) => return Err(PasteError::LeftBlank { row: row.called(), text }),
            }
        }
    }
    Ok(laid)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::notice::Notice;
    use crate::report::examples::form_with;

    fn paste(kind: &UnitKind, start: &str, text: &str) -> Result<String, PasteError> {
        let form = Notice::built_in().unwrap().form("annex2").unwrap();
        let heading = &form.columns.month;
        let laid = lay_over_figures(form, kind, heading, start.parse().unwrap(), grid(text)?)?;
        Ok(laid.into_iter().map(|(id, text)| format!("{id}={text}")).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn a_grid_is_read_as_excel_and_wps_write_it() {
        assert_eq!(grid("1\t2\r\n3\t\r\n").unwrap(), [["1", "2"], ["3", ""]]);
        assert_eq!(grid("1\n\n3").unwrap(), [["1"], [""], ["3"]], "a blank cell keeps its line");
        assert_eq!(grid("\"两\n行\"\t\"\"\"x\"\"\"\n").unwrap(), [["两\n行", "\"x\""]]);
        assert_eq!(grid("5\"\n").unwrap(), [["5\""]]);
        assert_eq!(grid("\"open").unwrap(), [["open"]]);
        assert_eq!(grid(&"1".repeat(LONGEST_PASTE + 1)), Err(PasteError::TooLarge));
    }

    #[test]
    fn a_column_fills_downwards_and_blanks_leave_alone() {
        assert_eq!(paste(&UnitKind::from("street"), "3b", "5\n\n7\n").unwrap(), "3b=5 5a=7");
        assert_eq!(paste(&UnitKind::from("street"), "1a", "当月数量\n5\n6\n").unwrap(), "1a=5 1b=6");
        assert_eq!(paste(&UnitKind::from("street"), "18", "三次").unwrap(), "18=三次", "told in its cell");
    }

    #[test]
    fn a_column_passes_over_what_the_unit_leaves_empty() {
        let twenty: Vec<String> = (1..=20).map(|number| number.to_string()).collect();
        assert!(
            paste(&UnitKind::from("township"), "1a", &twenty.join("\n"))
                .unwrap()
                .ends_with("9=14 13=15 14=16 15=17 16=18 17=19 18=20")
        );
        let mut all: Vec<String> = (1..=24).map(|number| number.to_string()).collect();
        assert!(paste(&UnitKind::from("department"), "1a", &all.join("\n")).unwrap().contains("10a=15"));
        assert_eq!(
            paste(&UnitKind::from("township"), "1a", &all.join("\n")),
            Err(PasteError::LeftBlank { row: "第 10 行".into(), text: "15".into() })
        );
        all.splice(14..18, ["0", "", "0.00", " "].map(String::from));
        assert!(
            paste(&UnitKind::from("township"), "1a", &all.join("\n"))
                .unwrap()
                .ends_with("9=14 13=19 14=20 15=21 16=22 17=23 18=24")
        );
        assert_eq!(
            paste(&UnitKind::from("township"), "9", "1\n\n\n\n\n2").unwrap(),
            "9=1 13=2",
            "its blank lines stand for rows 10 to 12"
        );
        assert_eq!(paste(&UnitKind::from("township"), "9", "1\n2").unwrap(), "9=1 13=2");
    }

    #[test]
    fn the_line_of_a_sum_is_copied_along_and_must_be_right() {
        let form = form_with(&[("4=5a+5b", true)]);
        let paste = |text: &str| {
            let street = UnitKind::from("street");
            let laid = lay_over_figures(&form, &street, "", "3b".parse().unwrap(), grid(text).unwrap())?;
            Ok::<_, PasteError>(
                laid.into_iter().map(|(id, text)| format!("{id}={text}")).collect::<Vec<_>>().join(" "),
            )
        };
        assert_eq!(paste("1\n5\n2\n3").as_deref(), Ok("3b=1 5a=2 5b=3"));
        assert_eq!(paste("1\n\n2\n3").as_deref(), Ok("3b=1 5a=2 5b=3"));
        assert_eq!(paste("1\n\n2").as_deref(), Ok("3b=1 5a=2"));
        let sentence = paste("1\n2\n3\n4").unwrap_err().to_string();
        let told = "第 4 行“环卫设施问题”复制来的是“2”，加起来却是 7，";
        assert!(sentence.starts_with(told), "a list without the line of the sum: {sentence}");
        let sentence = paste("1\n5").unwrap_err().to_string();
        assert!(sentence.starts_with("第 4 行“环卫设施问题”是按“4=5a+5b”算出来的，"), "{sentence}");
    }

    #[test]
    fn a_block_goes_row_by_row() {
        assert_eq!(
            paste(&UnitKind::from("street"), "3a", "1\t2\r\n3\t\r\n\t5\r\n").unwrap(),
            "3a=1 3b=2 4=3 5b=5"
        );
        assert_eq!(
            paste(&UnitKind::from("street"), "4", "1\t2"),
            Err(PasteError::OneFigureOnly { row: "第 4 行".into() })
        );
        assert_eq!(
            paste(&UnitKind::from("street"), "10a", "1\t2"),
            Err(PasteError::LeftBlank { row: "第 10 行".into(), text: "1".into() })
        );
    }

    #[test]
    fn what_does_not_fit_is_refused_whole() {
        assert_eq!(
            paste(&UnitKind::from("street"), "1a", "1\t2\t3"),
            Err(PasteError::TooWide { columns: 3, room: 2 })
        );
        assert_eq!(
            paste(&UnitKind::from("street"), "17", "1\n2\n3"),
            Err(PasteError::TooLong { lines: 3, room: 2 })
        );
        assert_eq!(
            paste(&UnitKind::from("street"), "17", "1\t\n2\t\n3\t"),
            Err(PasteError::TooLong { lines: 3, room: 2 })
        );
        for nothing in ["", "\r\n", " \t \n", "当月数量\n"] {
            assert_eq!(paste(&UnitKind::from("street"), "1a", nothing), Err(PasteError::Empty));
        }
    }

    proptest! {
        #[test]
        fn no_clipboard_makes_it_panic(text in "[\"\t\r\n0-9a，吨 ]{0,60}", start in 0_usize..24) {
            let form = Notice::built_in().unwrap().form("annex2").unwrap();
            let start = form.figures().nth(start).unwrap().id;
            let laid = lay_over_figures(form, &UnitKind::from("township"), &form.columns.month, start, grid(&text).unwrap());
            if let Ok(laid) = laid {
                let ids: std::collections::BTreeSet<_> = laid.iter().map(|(id, _)| *id).collect();
                prop_assert_eq!(ids.len(), laid.len(), "no figure is filled twice");
            }
        }
    }
}
