//! When a month is due, and to whom it is sent: 每月28日前将…报送区城市管理局. The letter says it, or the form itself in its notes,
//! its title or a field (报送时间：每月25日前).
//!
//! Only a sentence that speaks of reporting the form, once a month, says it. Where several days are named, or it is reported
//! in another rhythm too, or a cell of the table says it, it is asked.

use super::doubt::{Doubt, Doubts, Found, Matter, Place, Sureness, Then};
use super::draft::Letter;
use super::due_days::{Deadline, deadlines, exceptional, is_other_rhythm, is_rhythm_of_rows, other_days};
use super::forming::Forming;
use super::may_be_due::may_be_due;
use super::month_words::{Told, month_begins, months_without};
use super::notice_field::NoticeField;
use super::notice_fields::due_text;
use super::offices::{self, office};
use super::segment::Line;
use crate::notice::{Due, Field};

/// How much of a sentence stands in a question.
const SHOWN: usize = 60;
/// Up to this day of a month its own figures are hardly there: 每月5日前 means those of the month before.
const EARLY: u32 = 10;

/// Where a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    Letter,
    /// The notes, the title and the fields of a form: what they say of reporting they say of the form.
    Form,
    /// A field of a form that is filled in already, which may be an example.
    Field,
    /// A cell of a table.
    Cell,
}

impl Source {
    /// What it says of reporting it says of the form.
    fn is_of_form(self) -> bool {
        matches!(self, Self::Form | Self::Field)
    }
}

/// A line with where it stands.
pub(super) type Said = (Source, Line);

/// The lines of forms that may say when and to whom they are sent.
pub(super) fn of_forms(forms: &[Forming]) -> Vec<Said> {
    let mut lines = Vec::new();
    for form in forms {
        let mut take = |source, raw: String, place: Option<Place>| {
            lines.extend(place.map(|place| (source, Line { raw, place })));
        };
        for (item, place) in form.note_items().1 {
            take(Source::Form, item, Some(place));
        }
        take(Source::Form, form.title.value.clone(), form.title.place.clone());
        let fields: Vec<&Found<Field>> =
            form.header.iter().chain(&form.footer).filter(|field| !field.value.text.is_empty()).collect();
        let text = |field: &Found<Field>| format!("{}{}", field.value.label, field.value.text);
        // A line with a mail address says where to send the form, and whom to ask.
        let is_of_office = |field: &Found<Field>| {
            let beside = fields.iter().filter(|other| other.place == field.place);
            beside.into_iter().any(|other| other.value.text.contains('@'))
        };
        for field in &fields {
            let source = if is_of_office(field) { Source::Form } else { Source::Field };
            take(source, text(field), field.place.clone());
        }
        for table in &form.tables {
            let spots = table.body.rows.iter().flat_map(|row| table.body.grid.beginning(*row));
            for spot in spots.filter(|spot| may_be_due(&spot.plain)) {
                take(Source::Cell, spot.raw.clone(), Some(table.body.grid.place(&spot)));
            }
        }
    }
    lines
}

/// Finds when a month is due, and to whom it is sent.
pub(super) fn due(lines: &[Said], letter: &mut Letter, doubts: &mut Doubts) {
    let mut found: Vec<Deadline> = Vec::new();
    let (mut rhythm, mut others, mut hint) = (None, Vec::new(), None);
    for (number, (source, line)) in lines.iter().enumerate() {
        for sentence in line.plain().split(['。', ';', '；']) {
            // What is said of rows is asked of them.
            let is_rhythm =
                sentence.contains('报') && is_other_rhythm(sentence) && !is_rhythm_of_rows(sentence);
            if is_rhythm && rhythm.is_none() && *source != Source::Cell {
                rhythm = Some((number, sentence.to_owned()));
            }
            let all = deadlines(sentence, number, source.is_of_form());
            if all.is_empty() && *source != Source::Cell {
                others.extend(exceptional(sentence).map(|day| (day, sentence.to_owned())));
            } else if *source != Source::Cell {
                others.extend(other_days(sentence).into_iter().map(|day| (day, sentence.to_owned())));
            }
            if hint.is_none() && may_be_due(sentence) {
                hint = Some((number, sentence.to_owned()));
            }
            let is_cell = *source == Source::Cell;
            found.extend(all.into_iter().map(|one| Deadline { is_sure: one.is_sure && !is_cell, ..one }));
        }
    }
    begins(lines, letter, doubts);
    let (exempt, unread) = exempt(lines);
    letter.exempt.clone_from(&exempt);
    let Some(first) = found.iter().find(|one| one.is_sure).or_else(|| found.first()) else {
        let because = if rhythm.is_some() { "写的不是每月一次" } else { "没有读懂是几日" };
        let asked = rhythm.or(hint).or_else(|| unread.clone());
        if let Some((at, sentence)) = asked
            && let Some((_, line)) = lines.get(at)
        {
            let mut said = vec![sentence.as_str()];
            said.extend(unread.as_ref().map(|(_, sentence)| sentence.as_str()));
            let doubt = question(&said, line).reading("待补", because);
            doubts.ask(doubt.asking([NoticeField::Due]));
            find_office(lines, &[], letter);
            if let Some(office) = office(&sentence).filter(|_| letter.office.is_none()) {
                letter.office =
                    Some(Found { sureness: Sureness::Concluded, ..self::at(office, line, &sentence) });
            }
            return;
        }
        find_office(lines, &[], letter);
        return;
    };
    let Some((_, line)) = lines.get(first.line) else { return };
    let sure: Vec<&Deadline> = found.iter().filter(|one| one.is_sure).collect();
    let is_one = sure.iter().all(|one| (one.day, one.next_month) == (first.day, first.next_month));
    let exceptions: Vec<&str> =
        others.iter().filter(|(day, _)| *day != first.day).map(|(_, sentence)| sentence.as_str()).collect();
    let is_plain = first.is_sure
        && is_one
        && rhythm.is_none()
        && exceptions.is_empty()
        && unread.is_none()
        && !first.is_working_day;
    // 每月25日 is of the month itself; 每月5日 is so only if it says so.
    let is_early = !first.next_month && first.day <= EARLY && !first.says_which;
    let value = Due { day: first.day, next_month: first.next_month || is_early, exempt };
    let is_certain = is_plain && !is_early;
    let because = match () {
        () if lines.get(first.line).is_some_and(|(source, _)| *source == Source::Cell) => "写在表的格子里",
        () if !first.is_sure => "这句话没有写明是报这张表",
        () if !is_one => "写了不止一个日期",
        () if rhythm.is_some() => "还写了每月以外的报法",
        () if first.is_working_day => "写的是最后一个工作日，这里按月底算，月底放假的要提前",
        () if unread.is_some() => "有的月份不报或合并报，没有读懂是哪几个月",
        () => "有的月份写了别的日期",
    };
    let as_it_stands = due_text(&Due { next_month: false, ..value.clone() });
    letter.due = Some(if is_certain {
        at(value, line, &first.sentence)
    } else {
        Found { sureness: Sureness::Asked, ..at(value, line, &first.sentence) }
    });
    if !is_certain {
        let mut said: Vec<&str> = sure.iter().map(|one| one.sentence.as_str()).collect();
        said.extend(rhythm.as_ref().map(|(_, sentence)| sentence.as_str()));
        said.extend(&exceptions);
        said.extend(unread.as_ref().map(|(_, sentence)| sentence.as_str()));
        said.insert(0, &first.sentence);
        said.dedup();
        let doubt = question(&said, line).asking([NoticeField::Due]);
        doubts.ask(if is_plain {
            let then = Then::Notice(NoticeField::Due, as_it_stands);
            let next = format!("次月{}日前，报上月的数", first.day);
            let doubt = doubt.reading(next, "到这一天当月才过去几天，没有写明报的是哪个月");
            doubt.reading_then(format!("每月{}日前，报当月的数", first.day), "照字面", then)
        } else {
            doubt.reading("照现在填的这一天", because)
        });
    }
    let of_sure: Vec<&Deadline> = std::iter::once(first).chain(sure).collect();
    find_office(lines, &of_sure, letter);
}

/// The months without a report, and the sentence that may name some and was not understood.
fn exempt(lines: &[Said]) -> (Vec<u32>, Option<(usize, String)>) {
    let (mut months, mut unread) = (Vec::new(), None);
    for (number, (_, line)) in lines.iter().enumerate() {
        for sentence in line.plain().split(['。', ';', '；']) {
            match months_without(sentence) {
                Told::Nothing => {}
                Told::Says(said) if months.is_empty() || months == said => months = said,
                Told::Says(_) | Told::MaySay if unread.is_some() => {}
                Told::Says(_) | Told::MaySay => unread = Some((number, sentence.to_owned())),
            }
        }
    }
    (months, unread)
}

/// The day on which a month begins, wherever it is said.
fn begins(lines: &[Said], letter: &mut Letter, doubts: &mut Doubts) {
    let mut unread: Vec<(&Line, String)> = Vec::new();
    for (_, line) in lines {
        for sentence in line.plain().split(['。', ';', '；']) {
            let known = letter.month_begins.as_ref().map(|found| found.value);
            match month_begins(sentence) {
                Told::Nothing => {}
                Told::Says(day) if known.is_none() => letter.month_begins = Some(at(day, line, sentence)),
                Told::Says(day) if known == Some(day) => {}
                Told::Says(_) | Told::MaySay => unread.push((line, sentence.to_owned())),
            }
        }
    }
    let Some((line, sentence)) = unread.first() else { return };
    let shown: String = sentence.chars().take(SHOWN).collect();
    let day = letter.month_begins.as_ref().map_or(1, |found| found.value);
    let doubt = Doubt::new(Matter::Notice, format!("“{shown}”：每个月从几日算起？"));
    let doubt = doubt.at([line.place.clone()]).reading(format!("从{day}日算起"), "没有读懂从几日算到几日");
    doubts.ask(doubt.asking([NoticeField::MonthBegins]));
    letter.month_begins = Some(Found { sureness: Sureness::Asked, ..at(day, line, sentence) });
}

/// The office that a sentence with a day names; else one that another sentence of reporting names.
fn find_office(lines: &[Said], deadlines: &[&Deadline], letter: &mut Letter) {
    let named =
        deadlines.iter().find_map(|one| Some((office(&one.behind)?, one.line, one.sentence.as_str())));
    if let Some((office, number, sentence)) = named {
        letter.office = lines.get(number).map(|(_, line)| at(office, line, sentence));
        return;
    }
    for (source, line) in lines.iter().filter(|(source, _)| *source != Source::Cell) {
        let plain = line.plain();
        let is_of_form = source.is_of_form();
        let sentences = plain.split(['。', ';', '；']);
        let found = sentences.into_iter().find_map(|one| Some((offices::of_form(one, is_of_form)?, one)));
        if let Some((office, sentence)) = found {
            letter.office = Some(Found { sureness: Sureness::Concluded, ..at(office, line, sentence) });
            return;
        }
    }
}

fn question(said: &[&str], line: &Line) -> Doubt {
    let mut shown: Vec<String> = said
        .iter()
        .map(|sentence| format!("“{}”", sentence.chars().take(SHOWN).collect::<String>()))
        .collect();
    shown.dedup();
    Doubt::new(Matter::Notice, format!("{}：每月几日前报？", shown.join("、"))).at([line.place.clone()])
}

/// What a sentence on a line says.
pub(super) fn at<T>(value: T, line: &Line, sentence: &str) -> Found<T> {
    let says = sentence.chars().take(40).collect();
    Found::stated(value, Some(Place { says, ..line.place.clone() }))
}

#[cfg(test)]
mod tests;
