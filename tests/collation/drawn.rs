//! A report as a unit files it: in which layout, worn how, and in which cell each figure then stands.

use rust_xlsxwriter::{Format, Workbook, Worksheet};
use yuebao::notice::{Form, Notice};
use yuebao::report::{Ledger, Record, State, live_sheet};

use crate::district::{FIGURES, UNITS, done, done_by, month_name, month_text, written};
use crate::files::write_line;
use crate::legacy_workbook::{LegacyWorkbook, label, number, wide};

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Cell {
    Blank,
    /// In hundredths.
    Amount(i64),
    /// No number.
    Words(String),
}

impl Cell {
    pub(crate) fn amount(&self) -> Option<i64> {
        if let Self::Amount(amount) = self { Some(*amount) } else { None }
    }
}

impl From<Option<i64>> for Cell {
    fn from(amount: Option<i64>) -> Self {
        amount.map_or(Self::Blank, Self::Amount)
    }
}

/// A report: what it says of itself, and the month and the total of each figure.
#[derive(Clone, Debug)]
pub(crate) struct Slip {
    pub(crate) unit: usize,
    pub(crate) month: usize,
    /// The unit as it writes itself.
    pub(crate) called: String,
    pub(crate) figures: Vec<[Cell; 2]>,
    /// What the unit writes about a row.
    pub(crate) note: Option<(u16, String)>,
    /// The rows that it left out.
    pub(crate) without: Vec<u16>,
    pub(crate) revision: u32,
}

/// What a unit's report rightly says.
pub(crate) fn right(unit: usize, month: usize) -> Slip {
    let figures = (0..FIGURES.len())
        .map(|figure| [done(unit, month, figure), done_by(unit, month, figure)].map(Cell::from));
    let called = UNITS[unit].name.clone();
    Slip { unit, month, called, figures: figures.collect(), note: None, without: Vec::new(), revision: 0 }
}

/// How a file looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    /// As this program writes it.
    Own,
    /// The form of the notice filled in by hand, with numbers.
    Official(Hand),
    /// The columns elsewhere and in another order.
    Moved,
    /// One column for both figures of a row.
    Shared,
    Csv,
    /// An old workbook.
    Xls,
}

/// How numbers are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hand {
    Numbers,
    /// Numbers kept as texts.
    Texts,
    FullWidth,
    /// With the unit behind them.
    WithUnit,
}

impl Layout {
    pub(crate) fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xls => "xls",
            _ => "xlsx",
        }
    }
}

/// A file, and where in it what stands.
pub(crate) struct Drawn {
    pub(crate) bytes: Vec<u8>,
    pub(crate) sheet: String,
    /// The addresses of the month and the total of each figure.
    pub(crate) at: Vec<[String; 2]>,
}

pub(crate) fn form() -> &'static Form {
    Notice::built_in().unwrap().form("annex2").unwrap()
}

pub(crate) fn draw(slip: &Slip, layout: Layout) -> Drawn {
    match layout {
        Layout::Own => own(slip),
        Layout::Official(hand) => official(slip, hand),
        Layout::Moved => moved(slip),
        Layout::Shared => shared(slip),
        Layout::Csv => csv(slip),
        Layout::Xls => xls(slip),
    }
}

/// Whether a figure is the second one of its row.
fn is_second(figure: usize) -> bool {
    FIGURES[figure].id.ends_with('b')
}

/// The rows that a report has, with the figures of each.
fn rows(slip: &Slip) -> Vec<(u16, &'static str, Vec<usize>)> {
    let rows = form().rows().filter(|row| !slip.without.contains(&row.number));
    let with_figures = rows.map(|row| {
        let figures = (0..FIGURES.len()).filter(|figure| FIGURES[*figure].row == row.number);
        (row.number, row.content.as_str(), figures.collect())
    });
    with_figures.collect()
}

/// The addresses where the rows stand from a line on (the first line is 1), in these columns: one for each of a row's two
/// figures, for the month and for the total. Left out rows have none.
fn addresses(slip: &Slip, first_line: usize, months: [char; 2], totals: [char; 2]) -> Vec<[String; 2]> {
    let mut at = vec![[String::new(), String::new()]; FIGURES.len()];
    for (line, (_, _, figures)) in (first_line..).zip(rows(slip)) {
        for figure in figures {
            let second = usize::from(is_second(figure));
            at[figure] = [months, totals].map(|columns| format!("{}{line}", columns[second]));
        }
    }
    at
}

fn text(cell: &Cell, figure: usize) -> String {
    match cell {
        Cell::Blank => String::new(),
        Cell::Amount(amount) => written(*amount, FIGURES[figure].decimals),
        Cell::Words(words) => words.clone(),
    }
}

const MEASURES: [&str; 24] = [
    "人次",
    "个",
    "吨",
    "吨",
    "个",
    "个",
    "个",
    "个",
    "个",
    "吨",
    "份",
    "个",
    "条",
    "次",
    "个",
    "平方米",
    "平方米",
    "平方米",
    "处",
    "盏",
    "次",
    "人",
    "个",
    "次",
];

fn put(sheet: &mut Worksheet, line: u32, column: u16, cell: &Cell, figure: usize, hand: Hand) {
    let text = text(cell, figure);
    match (cell, hand) {
        (Cell::Blank, _) => {}
        (Cell::Amount(_), Hand::Numbers) => {
            sheet.write_number(line, column, text.parse::<f64>().unwrap()).unwrap();
        }
        (Cell::Words(_), _) | (_, Hand::Texts) => {
            sheet.write_string(line, column, text).unwrap();
        }
        (_, Hand::FullWidth) => {
            let wide = |character: char| match character.to_digit(10) {
                Some(digit) => char::from_u32(u32::from('０') + digit).unwrap(),
                None => '．',
            };
            sheet.write_string(line, column, text.chars().map(wide).collect::<String>()).unwrap();
        }
        (_, Hand::WithUnit) => {
            sheet.write_string(line, column, format!("{text} {}", MEASURES[figure])).unwrap();
        }
    }
}

fn title(slip: &Slip) -> String {
    format!("主题活动月度情况统计表（{}）", month_name(slip.month))
}

fn unit_line(slip: &Slip) -> String {
    format!("填报单位（盖章）：{}  填报人：张三  联系电话：58136197", slip.called)
}

const HEADINGS: [&str; 5] = ["整治项目", "序号", "整治内容", "当月数量", "累计数量"];

fn official(slip: &Slip, hand: Hand) -> Drawn {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("统计表").unwrap();
    let plain = Format::new();
    sheet.write_string(0, 0, "附件2").unwrap();
    sheet.merge_range(1, 0, 1, 6, &title(slip), &plain).unwrap();
    sheet.merge_range(2, 0, 2, 6, &unit_line(slip), &plain).unwrap();
    write_line(sheet, 3, 0, &HEADINGS[..3]);
    sheet.merge_range(3, 3, 3, 4, HEADINGS[3], &plain).unwrap();
    sheet.merge_range(3, 5, 3, 6, HEADINGS[4], &plain).unwrap();
    for (line, (row, content, figures)) in (4..).zip(rows(slip)) {
        sheet.write_number(line, 1, row).unwrap();
        sheet.write_string(line, 2, content).unwrap();
        for (from, which) in [(3, 0), (5, 1)] {
            if figures.len() == 1 {
                sheet.merge_range(line, from, line, from + 1, "", &plain).unwrap();
            }
            for (column, figure) in (from..).zip(&figures) {
                put(sheet, line, column, &slip.figures[*figure][which], *figure, hand);
            }
        }
    }
    if let Some((row, note)) = &slip.note {
        sheet.write_string(24, 0, format!("注：第{row}项{note}")).unwrap();
    }
    let bytes = workbook.save_to_buffer().unwrap();
    Drawn { bytes, sheet: "统计表".to_owned(), at: addresses(slip, 5, ['D', 'E'], ['F', 'G']) }
}

fn moved(slip: &Slip) -> Drawn {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    write_line(sheet, 0, 2, &[&title(slip)]);
    write_line(sheet, 1, 2, &[&unit_line(slip)]);
    write_line(sheet, 5, 2, &["累 计\n数量", "", "备注", "序　号", "", "当月数量", "", "整治内容"]);
    for (line, (row, content, figures)) in (6..).zip(rows(slip)) {
        sheet.write_string(line, 5, row.to_string()).unwrap();
        sheet.write_string(line, 9, content).unwrap();
        for (from, which) in [(7, 0), (2, 1)] {
            for (column, figure) in (from..).zip(&figures) {
                put(sheet, line, column, &slip.figures[*figure][which], *figure, Hand::Numbers);
            }
        }
    }
    let bytes = workbook.save_to_buffer().unwrap();
    Drawn { bytes, sheet: "Sheet1".to_owned(), at: addresses(slip, 7, ['H', 'I'], ['C', 'D']) }
}

fn shared(slip: &Slip) -> Drawn {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("附件2").unwrap();
    write_line(sheet, 0, 0, &[&title(slip)]);
    write_line(sheet, 1, 0, &[&unit_line(slip)]);
    write_line(sheet, 2, 0, &HEADINGS);
    for (line, (row, content, figures)) in (3..).zip(rows(slip)) {
        write_line(sheet, line, 1, &[&row.to_string(), content]);
        for (column, which) in [(3, 0), (4, 1)] {
            if let [figure] = figures[..] {
                put(sheet, line, column, &slip.figures[figure][which], figure, Hand::Numbers);
                continue;
            }
            let both: Vec<String> =
                figures.iter().map(|figure| text(&slip.figures[*figure][which], *figure)).collect();
            let blank = both.iter().filter(|text| text.is_empty()).count();
            assert_ne!(blank, 1, "one number where two are wanted");
            if blank == 0 {
                sheet.write_string(line, column, both.join("、")).unwrap();
            }
        }
    }
    let bytes = workbook.save_to_buffer().unwrap();
    Drawn { bytes, sheet: "附件2".to_owned(), at: addresses(slip, 4, ['D', 'D'], ['E', 'E']) }
}

/// Whether both figures of every row are there or neither, so that they can share a cell.
pub(crate) fn can_share(slip: &Slip) -> bool {
    rows(slip).iter().all(|(_, _, figures)| {
        [0, 1].iter().all(|which| {
            let blank = figures.iter().filter(|figure| slip.figures[**figure][*which] == Cell::Blank).count();
            blank == 0 || blank == figures.len()
        })
    })
}

fn csv(slip: &Slip) -> Drawn {
    let mut lines = vec![
        format!("{},,,,,,", title(slip)),
        format!("{},,,,,,", unit_line(slip)),
        "整治项目,序号,整治内容,当月数量,,累计数量,".to_owned(),
    ];
    for (row, content, figures) in rows(slip) {
        let texts = |which: usize| {
            let texts: Vec<String> =
                figures.iter().map(|figure| text(&slip.figures[*figure][which], *figure)).collect();
            format!("{},{}", texts[0], texts.get(1).map_or("", String::as_str))
        };
        lines.push(format!(",{row},{content},{},{}", texts(0), texts(1)));
    }
    let bytes = encoding_rs::GB18030.encode(&lines.join("\r\n")).0.into_owned();
    Drawn { bytes, sheet: String::new(), at: addresses(slip, 4, ['D', 'E'], ['F', 'G']) }
}

fn xls(slip: &Slip) -> Drawn {
    let mut records = Vec::new();
    let mut write = |line: u16, column: u16, text: &str| {
        records.push(match text.parse::<f64>() {
            Ok(amount) => number(line, column, 0, amount),
            Err(_) => label(line, column, 0, &wide(text)),
        });
    };
    write(0, 0, &title(slip));
    write(1, 0, &unit_line(slip));
    for (column, heading) in [0, 1, 2, 3, 5].into_iter().zip(HEADINGS) {
        write(2, column, heading);
    }
    for (line, (row, content, figures)) in (3..).zip(rows(slip)) {
        write(line, 1, &row.to_string());
        write(line, 2, content);
        for (from, which) in [(3, 0), (5, 1)] {
            for (column, figure) in (from..).zip(&figures) {
                let text = text(&slip.figures[*figure][which], *figure);
                if !text.is_empty() {
                    write(line, column, &text);
                }
            }
        }
    }
    let bytes = LegacyWorkbook::new().sheet("附件2", &records).file();
    Drawn { bytes, sheet: "附件2".to_owned(), at: addresses(slip, 4, ['D', 'E'], ['F', 'G']) }
}

/// The file that this program writes for a unit whose opening balance makes its totals what the slip says.
fn own(slip: &Slip) -> Drawn {
    let at: yuebao::period::Month = month_text(slip.month).parse().unwrap();
    let texts = |of: &dyn Fn(usize) -> Option<String>| {
        let texts = FIGURES
            .iter()
            .enumerate()
            .filter_map(|(figure, known)| Some((known.id.parse().unwrap(), of(figure)?)));
        texts.collect()
    };
    let text_of = |figure: usize, which: usize| {
        Some(text(&slip.figures[figure][which], figure)).filter(|text| !text.is_empty())
    };
    let opening = texts(&|figure| {
        let [month, total] = &slip.figures[figure];
        let before = total.amount()? - month.amount().unwrap_or(0);
        (before != 0).then(|| written(before, FIGURES[figure].decimals))
    });
    let record = Record {
        entries: texts(&|figure| text_of(figure, 0)),
        filled_on: Some(format!("{at}-24").parse().unwrap()),
        ..Record::default()
    };
    let unit = yuebao::unit::Unit {
        name: slip.called.clone(),
        kind: UNITS[slip.unit].kind.into(),
        person: "李四".into(),
        phone: "58136197".into(),
        first_month: at,
        restart_each_year: false,
    };
    let ledger = Ledger { unit, opening, months: [(at, record)].into() };
    let mut sheet = live_sheet(form(), &ledger, at).unwrap();
    for (figure, known) in FIGURES.iter().enumerate() {
        let total = sheet.cell(known.id.parse().unwrap()).unwrap().total.amount;
        let total = total.map_or_else(String::new, |total| total.to_string());
        assert_eq!(total, text(&slip.figures[figure][1], figure), "the program writes no such total");
    }
    (sheet.state, sheet.revision) = (State::Final, slip.revision);
    let bytes = yuebao::output::workbook(form(), &sheet).unwrap();
    let name = format!("{}附件2", month_name(slip.month));
    Drawn { bytes, sheet: name, at: addresses(slip, 7, ['D', 'E'], ['F', 'G']) }
}
