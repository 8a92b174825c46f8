//! What the units of the made district send in 14 months, and when: most of it right, and of everything that goes wrong in an
//! office some.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use yuebao::digest::sha256;

use crate::district::{
    FIGURES, LAST_OF_MERGED, MONTHS, SUCCESSOR, UNITS, below, chosen, done, done_by, month_name, place_of,
};
use crate::drawn::{Cell, Drawn, Hand, Layout, Slip, can_share, draw, right};
use crate::packed::{gb18030_archive, mail};

/// What happens to a unit's month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Happens {
    Nothing,
    Missing,
    LateLoose,
    LateMail,
    /// The same file under another name.
    Twice,
    /// The same figures in another file.
    SavedAnew,
    /// A second report with a higher revision.
    Corrected,
    /// The figures of the month before, under the new month.
    LastMonthsFigures,
    /// The file of the month before once more, and nothing else.
    LastMonthsFile,
    TotalOff,
    TotalOffExplained,
    WrongMonthInName,
    UnknownName,
    OtherUnitInName,
    PartLarger,
    WordsInCell,
    FilledWhereBlank,
    ZeroWhereBlank,
    FarAbove,
    BlankAfterValue,
    RowMissing,
}

use Happens as H;

const HAPPENINGS: [Happens; 21] = [
    H::Missing,
    H::Missing,
    H::LateLoose,
    H::LateMail,
    H::Twice,
    H::SavedAnew,
    H::Corrected,
    H::LastMonthsFigures,
    H::LastMonthsFile,
    H::TotalOff,
    H::TotalOffExplained,
    H::WrongMonthInName,
    H::UnknownName,
    H::OtherUnitInName,
    H::PartLarger,
    H::WordsInCell,
    H::FilledWhereBlank,
    H::ZeroWhereBlank,
    H::FarAbove,
    H::BlankAfterValue,
    H::RowMissing,
];

/// How often something happens: to so many in a hundred.
const OF_A_HUNDRED: u64 = 38;

fn happens(unit: usize, month: usize) -> Happens {
    let number = chosen(7, unit, month, 0) % (HAPPENINGS.len() as u64 * 100 / OF_A_HUNDRED);
    let what = HAPPENINGS.get(usize::try_from(number).unwrap()).copied().unwrap_or(H::Nothing);
    let needs_more = match what {
        H::LastMonthsFigures | H::LastMonthsFile | H::BlankAfterValue | H::FarAbove => month == 0,
        H::FilledWhereBlank | H::ZeroWhereBlank => UNITS[unit].is_department(),
        H::PartLarger => done(unit, month, place_of("2a")).is_none(),
        _ => false,
    };
    if needs_more { H::Nothing } else { what }
}

/// A file that comes in.
pub(crate) struct Sent {
    pub(crate) file: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) sha256: String,
    pub(crate) sheet: String,
    pub(crate) at: Vec<[String; 2]>,
    pub(crate) slip: Slip,
    pub(crate) arrived: NaiveDate,
    /// Whether unit and month are certain.
    pub(crate) is_placed: bool,
    /// Whether the same bytes came before.
    pub(crate) came_before: bool,
    pub(crate) way: Way,
    pub(crate) what: Happens,
}

/// How it comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    Loose,
    Mail,
    Archive,
}

/// Files that are taken in together.
pub(crate) struct Drop {
    /// The day on which those arrived that no mail server dated.
    pub(crate) day: NaiveDate,
    pub(crate) sent: Vec<Sent>,
}

impl Drop {
    /// The files of its folder.
    pub(crate) fn files(&self) -> Vec<(String, Vec<u8>)> {
        let mut files = Vec::new();
        let mut packed = Vec::new();
        for sent in &self.sent {
            match sent.way {
                Way::Loose => files.push((sent.file.clone(), sent.bytes.clone())),
                Way::Archive => packed.push((format!("上报/{}", sent.file), sent.bytes.clone())),
                Way::Mail => {
                    let received = sent.arrived.format("%a, %-d %b %Y 23:50:00 +0800").to_string();
                    let mail = mail(&received, &[(&sent.file, &sent.bytes)]);
                    files.push((format!("{}.eml", sent.sha256), mail));
                }
            }
        }
        if !packed.is_empty() {
            files.push(("打包.zip".to_owned(), gb18030_archive(&packed)));
        }
        files
    }
}

fn day(month: usize, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(
        2022 + i32::try_from(month / 12).unwrap(),
        u32::try_from(month % 12).unwrap() + 1,
        day,
    )
    .unwrap()
}

/// A figure that the unit fills in, and that is no part and no whole.
fn some_figure(unit: usize, month: usize) -> usize {
    let plain =
        (4..FIGURES.len()).filter(|figure| done(unit, month, *figure).is_some_and(|amount| amount > 0));
    let figures: Vec<usize> = plain.filter(|figure| !FIGURES[*figure].of_the_year).collect();
    figures[usize::try_from(below(figures.len() as u64, 8, unit, month, 0)).unwrap()]
}

fn add(cell: &mut Cell, hundredths: i64) {
    *cell = Cell::Amount(cell.amount().unwrap() + hundredths);
}

/// What the unit writes down.
fn slip(unit: usize, month: usize, what: Happens) -> Slip {
    let mut slip = right(unit, month);
    let name = &UNITS[unit].name;
    slip.called = match chosen(10, unit, month, 0) % 4 {
        _ if name == "高峰街道" && month % 2 == 1 => "高峰镇".to_owned(),
        _ if name == "地宝土家族乡" => "地宝乡".to_owned(),
        _ if UNITS[unit].is_department() => name.clone(),
        0 => format!("{name}人民政府"),
        1 => format!("重庆市万州区{name}"),
        _ => name.clone(),
    };
    let figure = some_figure(unit, month);
    match what {
        H::LastMonthsFigures => slip.figures = right(unit, month - 1).figures,
        H::TotalOff => add(&mut slip.figures[figure][1], -300),
        H::TotalOffExplained => {
            add(&mut slip.figures[figure][1], 300);
            slip.note = Some((FIGURES[figure].row, "补上以前漏报的3个。".to_owned()));
        }
        H::UnknownName => slip.called = name.chars().take(name.chars().count() - 1).chain(['会']).collect(),
        H::PartLarger => {
            let whole = slip.figures[place_of("2a")][0].amount().unwrap();
            slip.figures[place_of("2b")][0] = Cell::Amount(whole + 1);
        }
        H::WordsInCell => slip.figures[figure][0] = Cell::Words("约十来个".to_owned()),
        H::FilledWhereBlank => slip.figures[place_of("11")] = [Cell::Amount(1250), Cell::Amount(1250)],
        H::ZeroWhereBlank => slip.figures[place_of("12")] = [Cell::Amount(0), Cell::Blank],
        H::FarAbove => {
            let more = slip.figures[figure][0].amount().unwrap() * 11;
            slip.figures[figure].iter_mut().for_each(|cell| add(cell, more));
        }
        H::BlankAfterValue => {
            slip.figures[figure] = [Cell::Blank, done_by(unit, month - 1, figure).into()];
        }
        H::RowMissing => slip.without = vec![FIGURES[figure].row],
        _ => {}
    }
    slip
}

fn layout(slip: &Slip, unit: usize, month: usize, what: Happens) -> Layout {
    let by_hand = matches!(
        what,
        H::LastMonthsFigures
            | H::TotalOffExplained
            | H::PartLarger
            | H::WordsInCell
            | H::FilledWhereBlank
            | H::ZeroWhereBlank
            | H::RowMissing
    );
    match chosen(9, unit, month, 0) % 20 {
        _ if by_hand => Layout::Official(Hand::Numbers),
        0..=7 => Layout::Own,
        8..=10 => Layout::Official(Hand::Numbers),
        11 => Layout::Official(Hand::Texts),
        12 => Layout::Official(Hand::FullWidth),
        13 => Layout::Official(Hand::WithUnit),
        16 if can_share(slip) => Layout::Shared,
        14..=16 => Layout::Moved,
        17 => Layout::Csv,
        _ => Layout::Xls,
    }
}

fn file_name(slip: &Slip, layout: Layout, what: Happens) -> String {
    let (unit, month) = (slip.unit, slip.month);
    let name = &UNITS[unit].name;
    let stem = match (what, chosen(11, unit, month, 0) % 3) {
        (H::WrongMonthInName, _) => {
            let other = if month == 0 { 1 } else { month - 1 };
            format!("{name}{}月报", month_name(other))
        }
        (H::OtherUnitInName, _) => {
            let other = &UNITS[(unit + 1) % UNITS.len()].name;
            format!("{other}{}", month_name(month))
        }
        (H::UnknownName, _) | (_, 0) => format!("附件2（{unit}）"),
        (_, 1) => format!("附件2_{name}_{}", month_name(month)),
        _ => format!("{name}{}月月报", month % 12 + 1),
    };
    format!("{stem}.{}", layout.ending())
}

fn sent(slip: Slip, layout: Layout, what: Happens, (file, way, arrived): (String, Way, NaiveDate)) -> Sent {
    let Drawn { bytes, sheet, at } = draw(&slip, layout);
    let is_placed = !matches!(what, H::WrongMonthInName | H::UnknownName | H::OtherUnitInName);
    let sha256 = sha256(&bytes);
    Sent { file, bytes, sha256, sheet, at, slip, arrived, is_placed, came_before: false, way, what }
}

/// Everything that comes, drop by drop: each month's reports, and after the day it was due what came late, once more or
/// corrected.
pub(crate) fn drops() -> Vec<Drop> {
    let mut drops = Vec::new();
    let mut known: BTreeMap<(usize, usize), (Vec<u8>, Layout)> = BTreeMap::new();
    for month in 0..MONTHS {
        let mut first = Drop { day: day(month, 25), sent: Vec::new() };
        let mut second = Drop { day: day(month + 1, 2), sent: Vec::new() };
        for (unit, of) in UNITS.iter().enumerate().filter(|(_, of)| of.reports_in(month)) {
            // Those that merge change nothing else meanwhile.
            let calm = of.name == SUCCESSOR && month > LAST_OF_MERGED;
            let what = if calm { H::Nothing } else { happens(unit, month) };
            let way = match unit % 4 {
                1 => Way::Mail,
                2 if unit % 3 == 0 => Way::Archive,
                _ => Way::Loose,
            };
            let arrived = match way {
                Way::Mail => day(month, 20 + u32::try_from(chosen(12, unit, month, 0) % 9).unwrap()),
                _ => first.day,
            };
            let drawn = slip(unit, month, what);
            let layout = layout(&drawn, unit, month, what);
            let file = file_name(&drawn, layout, what);
            let late = |way| (file.clone(), way, second.day);
            match what {
                H::Missing => {}
                H::LastMonthsFile => {
                    if let Some((bytes, layout)) = known.get(&(month - 1, unit)) {
                        let name = format!("再报（{unit}）.{}", layout.ending());
                        let again =
                            sent(right(unit, month - 1), *layout, what, (name, Way::Loose, first.day));
                        let sha256 = sha256(bytes);
                        first.sent.push(Sent { bytes: bytes.clone(), sha256, came_before: true, ..again });
                    }
                }
                H::LateLoose => second.sent.push(sent(drawn, layout, what, late(Way::Loose))),
                H::LateMail => second.sent.push(sent(drawn, layout, what, late(Way::Mail))),
                _ => {
                    let main = sent(drawn.clone(), layout, what, (file, way, arrived));
                    known.insert((month, unit), (main.bytes.clone(), layout));
                    let name = |ending: &str| format!("重发（{unit}）.{ending}");
                    match what {
                        H::Twice => {
                            let (file, bytes) = (name(layout.ending()), main.bytes.clone());
                            let again = sent(drawn, layout, what, (file, Way::Loose, second.day));
                            let sha256 = main.sha256.clone();
                            second.sent.push(Sent { bytes, sha256, came_before: true, ..again });
                        }
                        H::SavedAnew => {
                            let other = if layout == Layout::Moved { Layout::Xls } else { Layout::Moved };
                            let place = (name(other.ending()), Way::Loose, second.day);
                            second.sent.push(sent(drawn, other, what, place));
                        }
                        H::Corrected => {
                            let mut corrected = drawn;
                            corrected.revision = 1;
                            let figure = some_figure(unit, month);
                            corrected.figures[figure].iter_mut().for_each(|cell| add(cell, 500));
                            let place = (name("xlsx"), Way::Mail, second.day);
                            second.sent.push(sent(corrected, Layout::Own, what, place));
                        }
                        _ => {}
                    }
                    first.sent.push(main);
                }
            }
        }
        drops.extend([first, second]);
    }
    drops
}
