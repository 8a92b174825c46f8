//! A blank form and its notice, as another office sent them, read into the draft of a notice.
//!
//! Pure: grids with their texts in, a draft out, with where each finding comes from, how sure it is, and questions about what
//! is not certain. Nothing is guessed without a question. The words by which forms are known stand in `words`; no word of any
//! one notice is in here, and neither is the disk. What a person answers and sets right is data too (`correction`), and makes
//! another draft of the one that was read (`correct`).

mod addressees;
mod again;
mod alike_units;
mod asked;
mod blank_rows;
mod cell_sentences;
mod columns;
mod contacts;
mod correct;
mod correct_columns;
mod correct_rows;
mod correction;
mod dates;
mod decimal_groups;
mod decimal_rules;
mod decimal_words;
mod decimals;
mod definition;
mod divisions;
mod doubt;
mod draft;
mod due;
mod due_days;
mod exempt;
mod fields;
mod figure_units;
mod filled_by;
mod form_notes;
mod forming;
mod grid;
mod heading;
mod journal;
mod kind_words;
mod kinds;
mod left_blank;
mod letter;
mod letter_decimals;
mod letter_remarks;
mod letter_rows;
mod list;
mod marks;
mod may_be_blank;
mod may_be_due;
mod measures;
mod missing;
mod month_words;
mod monthly;
mod months;
mod note_numbers;
mod notes;
mod notice_field;
mod notice_fields;
mod numbers;
mod offices;
mod open_rows;
mod openings;
mod original;
mod part_spans;
mod part_units;
mod parts;
mod person;
mod phases;
mod plain_table;
mod printed_sums;
mod printed_units;
mod reckoned;
mod relations;
mod relations_in_words;
mod relations_text;
mod reporters;
mod roles;
mod row_decimals;
mod row_names;
mod row_questions;
mod row_spans;
mod rows;
mod rows_named;
mod sections_named;
mod segment;
mod sentence;
mod sentence_parts;
mod settled_parts;
mod several_units;
mod shared_unit;
mod side_by_side;
mod statistical_head;
mod stocks;
mod sum_terms;
mod sums;
mod table;
mod text;
mod time_rows;
mod times;
mod titles;
mod total_span;
mod unchecked;
mod understand;
mod units;
mod whole_forms;
mod words;

use std::rc::Rc;

pub use correct::{Corrected, corrected};
pub use correction::{Correction, CorrectionError};
pub use doubt::{Doubt, Found, Matter, Place, Reading, RowsLeftBlank, Sureness, Then};
pub use draft::{
    Draft, DraftFigure, DraftForm, DraftKind, DraftList, DraftPaper, DraftRow, DraftSection, DraftTable,
    Letter,
};

pub use journal::Journal;
pub use notice_field::NoticeField;
pub use original::{OriginalCell, OriginalRow, OriginalSheet, original};

use crate::reading::{Book, Kind, Sheet};
use doubt::Doubts;
use grid::Grid;
use segment::Block;

/// The most files that are read together.
pub const MOST_FILES: usize = 10;

/// Reads the files of one notice: its text, its forms, or both.
pub fn read(books: &[Book]) -> Draft {
    let mut remarks = Vec::new();
    let mut doubts = Doubts::default();
    let mut blocks = Vec::new();
    for (file, book) in books.iter().take(MOST_FILES).enumerate() {
        for (number, sheet) in in_order(book) {
            if sheet.hidden {
                remarks.push(format!("工作表“{}”是隐藏的，没有读", sheet.name));
                continue;
            }
            remarks.extend(crate::reading::hidden_remarks(sheet));
            let grid = Rc::new(Grid::new(file, number, book.kind, sheet));
            if grid.is_cut {
                let question = format!(
                    "“{}”太大，只读了前面的 {} 行、{} 栏，后面的没有读。要填的都在前面吗？",
                    grid.name(),
                    grid.rows,
                    grid.columns
                );
                let doubt = Doubt::new(Matter::Columns, question).at([grid.place_at(0, 0, grid.name())]);
                doubts.ask(
                    doubt.hindering().reading("都在前面", "后面多半是空的").reading("不是", "后面还有字"),
                );
            }
            blocks.extend(segment::blocks(&grid));
            // The tables of a Word file stand one after the other in one text.
            if book.kind != Kind::Document {
                blocks.push(Block::Break);
            }
        }
        blocks.push(Block::Break);
    }
    understand::understand(blocks, remarks, doubts)
}

/// The sheets in the order in which they are read: the text of a Word file stands before its tables.
fn in_order(book: &Book) -> impl Iterator<Item = (usize, &Sheet)> {
    let is_text = |sheet: &Sheet| sheet.table.as_ref().is_some_and(std::ops::Range::is_empty);
    let sheets = || book.sheets.iter().enumerate();
    let texts = sheets().filter(move |(_, sheet)| is_text(sheet));
    texts.chain(sheets().filter(move |(_, sheet)| !is_text(sheet)))
}
