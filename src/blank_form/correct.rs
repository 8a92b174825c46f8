//! A draft and what a person changes in it make another draft. Pure, so that the window and the command line agree.
//!
//! What is set right is certain from then on. A change that fits nowhere any more, because the files are read otherwise than
//! when it was made, is counted and does nothing.

use super::again;
use super::correct_columns;
use super::correct_rows::{
    content, each_figure, figures_in, heading, leave_out, named, part_of, row_of, short, unit,
};
use super::correction::{Correction, CorrectionError};
use super::doubt::{Doubt, Found, Matter, Sureness, Then};
use super::draft::{ByHand, Draft, DraftForm, DraftRow, DraftTable};
use super::exempt;
use super::notice_field::NoticeField;
use super::relations_text::{add_relations, drop_gone, set_relations};
use crate::amount::Decimals;
use crate::notice::limits::{LONGEST_NAME, LONGEST_TEXT, LONGEST_TITLE};

/// A draft after corrections.
#[derive(Clone, Debug)]
pub struct Corrected {
    pub draft: Draft,
    /// The reading by which each question was answered; `None` while it is open.
    pub answers: Vec<Option<usize>>,
    /// How many corrections fit nowhere.
    pub unused: usize,
}

/// Makes corrections, one after the other. Of several answers to a question the last one counts.
pub fn corrected(read: &Draft, corrections: &[Correction]) -> Corrected {
    let mut made = Corrected { draft: read.clone(), answers: vec![None; read.doubts.len()], unused: 0 };
    for (at, correction) in corrections.iter().enumerate() {
        let is_answered_again = match correction {
            Correction::Answer { doubt, question, .. } => corrections.iter().skip(at + 1).any(|later| {
                matches!(later, Correction::Answer { doubt: other, question: again, .. }
                    if other == doubt && again == question)
            }),
            _ => false,
        };
        if !is_answered_again && made.correct(correction).is_err() {
            made.unused += 1;
        }
    }
    made
}

impl Corrected {
    /// How many questions are open.
    pub fn open(&self) -> usize {
        self.answers.iter().filter(|answer| answer.is_none()).count()
    }

    /// Whether something that nobody has answered leaves no notice to be made.
    pub fn is_hindered(&self) -> bool {
        let doubts = self.draft.doubts.iter().zip(&self.answers);
        doubts.into_iter().any(|(doubt, answer)| doubt.hinders && answer.is_none())
    }

    /// The tables of which somebody said that they are filled in, and which the notice has no room for.
    pub fn filled_elsewhere(&self) -> Vec<String> {
        let answered = self.draft.doubts.iter().zip(&self.answers).filter(|(doubt, answer)| {
            let reading = answer.and_then(|answer| doubt.readings.get(answer));
            doubt.matter == Matter::List && reading.is_some_and(|reading| reading.then == Then::ByHand)
        });
        answered.map(|(doubt, _)| unread_table(&doubt.question)).collect()
    }

    /// Makes one more correction. Where it is refused nothing has changed.
    pub fn correct(&mut self, correction: &Correction) -> Result<(), CorrectionError> {
        let mut draft = self.draft.clone();
        if let Correction::Answer { doubt, question, reading } = correction {
            let asked = draft.doubts.get(*doubt).filter(|asked| asked.question == *question);
            let asked = asked.cloned().ok_or(CorrectionError::Gone)?;
            answer(&mut draft, &asked, *reading)?;
            *self.answers.get_mut(*doubt).ok_or(CorrectionError::Gone)? = Some(*reading);
        } else {
            set_right(&mut draft, correction)?;
        }
        again::follow(&self.draft, &mut draft, &mut self.answers);
        self.draft = draft;
        Ok(())
    }
}

fn answer(draft: &mut Draft, doubt: &Doubt, reading: usize) -> Result<(), CorrectionError> {
    if draft.forms.is_empty() && doubt.hinders {
        return Err(CorrectionError::NoForm);
    }
    if reading == 0 {
        let is_open = |form: &DraftForm| form.tables.iter().any(correct_columns::is_unclear);
        let form = doubt.form.and_then(|form| draft.forms.get(form));
        if doubt.hinders && form.is_some_and(is_open) {
            return Err(CorrectionError::ColumnsUnclear);
        }
        settle(draft, doubt);
        let lacks = doubt.fields.iter().find(|field| field.is_needed() && draft.field(**field).is_empty());
        return lacks.map_or(Ok(()), |field| Err(CorrectionError::Blank(field.label().to_owned())));
    }
    let then =
        doubt.readings.get(reading).map(|reading| reading.then.clone()).ok_or(CorrectionError::Gone)?;
    if let Then::Remark(text) = then {
        draft.remarks.push(text);
        return Ok(());
    }
    if let Then::Notice(field, text) = &then {
        return draft.set_field(*field, text);
    }
    if doubt.matter == Matter::List && then == Then::ByHand {
        // No answer makes it one of the notice.
        let table = unread_table(&doubt.question);
        draft.remarks.push(format!("{table}要另外填：用原来的文件填好，和月报一起报，这里没有它。要在这里填，先在原来的文件里给它加上“本月”一栏、印好行，存好再拖进来"));
        return Ok(());
    }
    let number = doubt.form.ok_or(CorrectionError::Gone)?;
    let form = draft.forms.get(number).ok_or(CorrectionError::Gone)?;
    // The rows by their places: when they were asked about, they had no numbers yet.
    let is_asked = |row: &&DraftRow| {
        row.content.place.as_ref().is_some_and(|place| {
            doubt.places.iter().any(|other| {
                (other.file, other.sheet, other.row, other.column)
                    == (place.file, place.sheet, place.row, place.column)
            })
        })
    };
    let rows: Vec<u16> = form.rows().filter(is_asked).map(|row| row.number).collect();
    let (form, figures) = (number, doubt.figures.clone());
    if let Then::LeftBlank(blanks) = then {
        let form = draft.forms.get_mut(form).ok_or(CorrectionError::Gone)?;
        form.again.blanks.extend(blanks);
        exempt::fill_form(form, &draft.kinds);
        return Ok(());
    }
    let each = |correction: &dyn Fn(u16) -> Correction| rows.iter().map(|row| correction(*row)).collect();
    let corrections: Vec<Correction> = match then {
        Then::Stays | Then::LeftBlank(_) | Then::Notice(..) | Then::Remark(_) => Vec::new(),
        Then::ByHand => return Err(CorrectionError::ByHand),
        Then::Decimals(decimals) => vec![Correction::Decimals { form, figures, decimals }],
        Then::Scope(scope) => vec![Correction::Scope { form, figures, scope }],
        Then::Unit(text) => vec![Correction::Unit { form, figures, text }],
        Then::PartOf(pairs) => pairs
            .into_iter()
            .map(|(figure, whole)| Correction::PartOf { form, figure, whole: Some(whole) })
            .collect(),
        Then::Relations(relations) => {
            add_relations(draft.forms.get_mut(form).ok_or(CorrectionError::Gone)?, &relations);
            Vec::new()
        }
        Then::Row => each(&|row| Correction::Heading { form, row, is_heading: false }),
        Then::Heading => each(&|row| Correction::Heading { form, row, is_heading: true }),
        Then::LeaveOut => each(&|row| Correction::LeaveOut { form, row }),
        Then::Figures(units) => each(&|row| Correction::Figures { form, row, units: units.clone() }),
        Then::Sentence(text) => each(&|row| Correction::Content { form, row, text: text.clone() }),
        Then::Words { table, before, heading } => {
            vec![Correction::WordsColumn { form, table, before, text: heading }]
        }
        Then::IsWords { table, heading } => {
            let table_of = draft.forms.get(form).and_then(|form| form.tables.get(table));
            let column = table_of.and_then(|table| correct_columns::leaf_called(table, &heading));
            let column = column.ok_or(CorrectionError::Gone)?;
            vec![Correction::ColumnRole { form, table, column, role: crate::notice::Role::Text }]
        }
    };
    corrections.iter().try_for_each(|correction| set_right(draft, correction))
}

/// The table that a question is about of which nothing was read.
fn unread_table(question: &str) -> String {
    let named = question.split_once('“').and_then(|(_, rest)| rest.split_once('”')).map(|(name, _)| name);
    named.map_or_else(|| "没有读的那张表".to_owned(), |name| format!("“{name}”"))
}

/// What is taken as it stands is certain from then on.
fn settle(draft: &mut Draft, doubt: &Doubt) {
    doubt.fields.iter().for_each(|field| settle_field(draft, *field));
    let Some(form) = doubt.form.and_then(|form| draft.forms.get_mut(form)) else { return };
    if doubt.matter == Matter::PartOf {
        form.again.set_by_hand(&doubt.figures, ByHand::PartOf);
    }
    for figure in again::figures_mut(form).filter(|figure| doubt.figures.contains(&figure.id)) {
        match doubt.matter {
            Matter::Unit => figure.unit.sureness = Sureness::Stated,
            Matter::Decimals => figure.decimals.sureness = Sureness::Stated,
            Matter::PartOf => figure.part_of.sureness = Sureness::Stated,
            _ => {}
        }
    }
}

fn settle_field(draft: &mut Draft, field: NoticeField) {
    fn found<T>(found: &mut Option<Found<T>>) {
        if let Some(found) = found {
            found.sureness = Sureness::Stated;
        }
    }
    let letter = &mut draft.letter;
    match field {
        NoticeField::Title => found(&mut letter.title),
        NoticeField::Number => found(&mut letter.number),
        NoticeField::Issuer => found(&mut letter.issuer),
        NoticeField::Campaign => found(&mut letter.campaign),
        NoticeField::ShortName => found(&mut letter.short_name),
        NoticeField::Kinds => draft.kinds.iter_mut().for_each(|kind| kind.sureness = Sureness::Stated),
        NoticeField::FirstMonth => found(&mut letter.first_month),
        NoticeField::LastMonth => found(&mut letter.last_month),
        NoticeField::Due => found(&mut letter.due),
        NoticeField::MonthBegins => found(&mut letter.month_begins),
        NoticeField::Office => found(&mut letter.office),
        NoticeField::Address => found(&mut letter.address),
        NoticeField::Contact => found(&mut letter.contact),
        NoticeField::Phones => letter.phones.iter_mut().for_each(|phone| phone.sureness = Sureness::Stated),
    }
}

fn set_right(draft: &mut Draft, correction: &Correction) -> Result<(), CorrectionError> {
    match correction {
        Correction::Answer { .. } => Err(CorrectionError::Gone),
        Correction::Notice { field, text } => draft.set_field(*field, text),
        Correction::Mark { form, text } => {
            let text = named("表的标记", text, LONGEST_NAME)?;
            form_of(draft, *form)?.mark = Found::stated(text, None);
            Ok(())
        }
        Correction::Title { form, text } => {
            let text = named("表的标题", text, LONGEST_TITLE)?;
            let form = form_of(draft, *form)?;
            form.title = Found::stated(text, form.title.place.take());
            Ok(())
        }
        Correction::Content { form, row, text } => content(form_of(draft, *form)?, *row, text),
        Correction::Heading { form, row, is_heading } => heading(form_of(draft, *form)?, *row, *is_heading),
        Correction::LeaveOut { form, row } => leave_out(form_of(draft, *form)?, *row),
        Correction::Figures { form, row, units } => figures_in(form_of(draft, *form)?, *row, units),
        Correction::LeftBlank { form, row, by } => {
            let is_known = by.iter().all(|id| draft.kinds.iter().any(|kind| kind.value.id == *id));
            let form = form_of(draft, *form)?;
            form.again.set_blank_by_hand(*row);
            let row = row_of(form, *row)?;
            if !is_known || row.figures.is_empty() {
                return Err(CorrectionError::Gone);
            }
            row.left_blank_by = (!by.is_empty()).then(|| Found::stated(by.clone(), None));
            Ok(())
        }
        Correction::Name { form, figure, text } => {
            let text = named("数的名称", text, LONGEST_TEXT)?;
            each_figure(form_of(draft, *form)?, &[*figure], |figure| figure.name.clone_from(&text))
        }
        Correction::Unit { form, figures, text } => {
            let text = short("单位", text, LONGEST_NAME)?;
            unit(form_of(draft, *form)?, figures, &text)
        }
        Correction::Decimals { form, figures, decimals } => {
            if Decimals::new(*decimals).is_none() {
                return Err(CorrectionError::Gone);
            }
            let form = form_of(draft, *form)?;
            form.again.set_by_hand(figures, ByHand::Decimals);
            each_figure(form, figures, |figure| {
                figure.decimals = Found::stated(*decimals, figure.decimals.place.take());
            })
        }
        Correction::PartOf { form, figure, whole } => {
            let form = form_of(draft, *form)?;
            form.again.set_by_hand(&[*figure], ByHand::PartOf);
            part_of(form, *figure, *whole)
        }
        Correction::Scope { form, figures, scope } => {
            each_figure(form_of(draft, *form)?, figures, |figure| figure.scope = *scope)
        }
        Correction::ColumnHeading { form, table, column, text } => {
            let text = short("栏名", text, LONGEST_NAME)?;
            correct_columns::set_heading(table_of(draft, *form, *table)?, *column, text)
        }
        Correction::ColumnRole { form, table, column, role } => {
            let gone = correct_columns::set_role(table_of(draft, *form, *table)?, *column, *role)?;
            drop_gone(form_of(draft, *form)?, &gone);
            Ok(())
        }
        Correction::WordsColumn { form, table, before, text } => {
            let text = named("栏名", text, LONGEST_NAME)?;
            correct_columns::add_words(table_of(draft, *form, *table)?, *before, text);
            Ok(())
        }
        Correction::Relations { form, text } => set_relations(form_of(draft, *form)?, text),
    }
}

fn form_of(draft: &mut Draft, form: usize) -> Result<&mut DraftForm, CorrectionError> {
    draft.forms.get_mut(form).ok_or(CorrectionError::Gone)
}

fn table_of(draft: &mut Draft, form: usize, table: usize) -> Result<&mut DraftTable, CorrectionError> {
    form_of(draft, form)?.tables.get_mut(table).ok_or(CorrectionError::Gone)
}
