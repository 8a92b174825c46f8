//! Forms while their lines and tables are gathered: which lines are the head of a table, which are notes and fields below it,
//! and which are the text of the notice.

use super::columns::{Columns, columns};
use super::doubt::{Doubt, Doubts, Found, Matter, Place, Then};
use super::fields;
use super::heading::is_row;
use super::notes::{begin_notes, is_note};
use super::open_rows::add_open_rows;
use super::rows::{Raw, Rows, rows};
use super::segment::{Block, Body, Line, Loose};
use super::text::{half_width, plain, tidy};
use super::titles::{is_table_title, is_title, mark};
use super::words;
use crate::notice::Field;

/// In how many lines above a table its title stands.
const HEAD: usize = 12;
/// What stands in for the mark of a form that prints none.
pub(super) const NO_MARK: &str = "月报表";

/// A form while it is gathered.
pub(super) struct Forming {
    pub(super) id: String,
    pub(super) mark: Found<String>,
    pub(super) title: Found<String>,
    pub(super) header: Vec<Found<Field>>,
    pub(super) footer: Vec<Found<Field>>,
    pub(super) tables: Vec<Gathered>,
    pub(super) note_lines: Vec<Line>,
    typed: u8,
}

/// A table of a form.
pub(super) struct Gathered {
    pub(super) title: String,
    pub(super) unit: Option<Found<String>>,
    /// What its unit line says besides.
    pub(super) unit_line: Option<String>,
    pub(super) body: Body,
    pub(super) columns: Columns,
    pub(super) raws: Vec<Raw>,
    pub(super) spare: usize,
    pub(super) blank: Vec<Place>,
}

/// The forms of the files, and the lines that are the text of the notice.
#[derive(Default)]
pub(super) struct GatheredForms {
    pub(super) forms: Vec<Forming>,
    pub(super) letter: Vec<Line>,
}

/// Gathers the forms.
pub(super) fn gather(blocks: Vec<Block>, doubts: &mut Doubts) -> GatheredForms {
    let mut gathered = GatheredForms::default();
    let mut pending: Vec<Line> = Vec::new();
    let mut is_new_sheet = true;
    for block in blocks {
        match block {
            Block::Line(line) => pending.push(line),
            Block::Break => {
                gathered.end(&mut pending, is_new_sheet);
                is_new_sheet = true;
            }
            Block::Loose(loose) => gathered.loose(&mut pending, loose, is_new_sheet, doubts),
            Block::Table(body) => {
                let lines = std::mem::take(&mut pending);
                gathered.table(lines, body, is_new_sheet, doubts);
                is_new_sheet = false;
            }
        }
    }
    gathered.end(&mut pending, is_new_sheet);
    gathered
}

/// What stands above a table.
#[derive(Default)]
struct Head {
    mark: Option<Found<String>>,
    title: Vec<(String, Place)>,
    table_title: String,
    unit: Option<Found<String>>,
    unit_line: Option<String>,
    fields: Vec<Line>,
    /// The month on a line of its own.
    period: Option<Line>,
    /// What is said of the figures: （金额保留两位小数）.
    notes: Vec<Line>,
}

impl GatheredForms {
    /// The lines after the last table of a sheet.
    fn end(&mut self, pending: &mut Vec<Line>, is_new_sheet: bool) {
        let lines = std::mem::take(pending);
        match self.forms.last_mut().filter(|_| !is_new_sheet) {
            Some(form) => self.letter.extend(form.take_below(lines)),
            None => self.letter.extend(lines),
        }
    }

    /// Rows for which no heading was found: the next page of the table above, where nothing but its title stands between them
    /// and there are as many columns; else nobody knows what they are. Either way it is asked.
    fn loose(&mut self, pending: &mut Vec<Line>, loose: Loose, is_new_sheet: bool, doubts: &mut Doubts) {
        let places: Vec<Place> = loose.lines.iter().map(|line| line.place.clone()).collect();
        let goes_on = |line: &Line| {
            let plain = line.plain();
            words::CONTINUED.iter().any(|word| plain.contains(word)) && plain.chars().count() <= 40
        };
        let form_number = self.forms.len().saturating_sub(1);
        let table = self.forms.last_mut().filter(|_| !is_new_sheet).and_then(|form| form.tables.last_mut());
        let table = table.filter(|table| {
            let heading = &table.body.heading;
            let are_rows = || loose.rows.iter().all(|row| is_row(&loose.grid, heading, *row));
            let fits = table.body.grid.columns >= loose.grid.columns && pending.iter().all(goes_on);
            fits && !std::rc::Rc::ptr_eq(&table.body.grid, &loose.grid) && are_rows()
        });
        if let Some(table) = table {
            let heading = table.body.heading.clone();
            let body = Body { grid: loose.grid, heading, rows: loose.rows };
            let Rows { raws, .. } = rows(&body, &table.columns);
            if !raws.is_empty() {
                let question = "这几行没有表头，是接着上一张表的行吗？".to_owned();
                let doubt = Doubt::new(Matter::Figures, question).of_form(form_number);
                let doubt = doubt.at(raws.iter().map(|raw| raw.place.clone()));
                let doubt = doubt.reading("是，接在上一张表后面", "栏数一样，紧跟在后面");
                doubts.ask(doubt.reading_then("不是，不要这几行", "没有表头", Then::LeaveOut));
                table.raws.extend(raws);
                pending.clear();
                return;
            }
        }
        let title = pending.iter().rev().find(|line| is_title(&tidy(&line.raw)));
        let called = title.map_or_else(String::new, |line| format!("“{}”：", tidy(&line.raw)));
        let question = format!("{called}这几行没有认出表头，没有读。是每月要填的吗？");
        let doubt = Doubt::new(Matter::List, question).at(places);
        let doubt = doubt.reading("不是，不要这几行", "没有“项目”“当月”“数量”一类的表头");
        doubts.ask(doubt.reading("是，要填", "一行有几格"));
        // Before any form they may be a piece of the letter: whom to call, where to send it.
        if self.forms.is_empty() || is_new_sheet {
            pending.extend(loose.lines);
        }
    }

    fn table(&mut self, lines: Vec<Line>, body: Body, is_new_sheet: bool, doubts: &mut Doubts) {
        let (mut lines, title) = super::statistical_head::with_title_apart(lines);
        let begins = head_begins(&lines, self.forms.is_empty() || is_new_sheet);
        let begins = title.map_or(begins, |title| begins.min(title));
        let head = lines.split_off(begins);
        match self.forms.last_mut().filter(|_| !is_new_sheet) {
            Some(form) => {
                let rest = form.take_below(lines);
                self.letter.extend(rest);
            }
            None => self.letter.extend(lines),
        }
        let head = read_head(head);
        let has_own_form = head.mark.is_some()
            || (!head.title.is_empty() && (is_new_sheet || !head.fields.is_empty()))
            || self.forms.is_empty();
        if has_own_form {
            self.begin(&head);
        }
        let form_number = self.forms.len().saturating_sub(1);
        let Some(form) = self.forms.last_mut() else { return };
        let columns = columns(&body.grid, &body.heading, (form_number, form.tables.len()), doubts);
        let Rows { mut raws, spare, blank, unclear } = rows(&body, &columns);
        add_open_rows(&body, &columns, &mut raws, form_number, doubts);
        if !unclear.is_empty() {
            let question = "这几行写了单位或者填了字，没有写内容，是上一行的另一个数吗？".to_owned();
            let doubt = Doubt::new(Matter::Figures, question).of_form(form_number).at(unclear);
            doubts.ask(doubt.reading("先不要这几行", "没有内容").reading("是", "有自己的单位或者字"));
        }
        form.note_lines.extend(head.notes);
        let title = match (has_own_form, head.title.first()) {
            (false, Some((title, _))) if head.table_title.is_empty() => title.clone(),
            _ => head.table_title,
        };
        for line in head.fields.iter().chain(&head.period) {
            let place = line.place.clone();
            form.header.extend(fields::fields(&line.raw, &place, &mut form.typed));
        }
        let has_rows = form.tables.iter().any(|table| !table.raws.is_empty());
        if raws.is_empty() && has_rows {
            let spot = body.heading.leaves.iter().find_map(|leaf| leaf.headings.first());
            let question = "这张表只有表头，没有印好的行，没有读。是每月要填的吗？".to_owned();
            let doubt = Doubt::new(Matter::List, question).at(spot.map(|spot| body.grid.place(spot)));
            doubts.ask(doubt.reading("不是，不要这张表", "没有行").reading("是，要填", "有表头"));
            return;
        }
        form.tables.push(Gathered {
            title,
            unit: head.unit,
            unit_line: head.unit_line,
            body,
            columns,
            raws,
            spare,
            blank,
        });
    }

    fn begin(&mut self, head: &Head) {
        let title: String = head.title.iter().map(|(title, _)| title.as_str()).collect();
        let place = head.title.first().map(|(_, place)| place.clone());
        let title = if title.is_empty() {
            Found::asked(NO_MARK.to_owned(), place)
        } else {
            Found::stated(title, place)
        };
        let fixed = head.fields.iter().find_map(|line| {
            let fields = fields::fields(&line.raw, &line.place, &mut 0);
            let number = fields.into_iter().find(|field| field.value.label.starts_with("表号"))?;
            (!number.value.text.is_empty()).then(|| Found::concluded(number.value.text, number.place))
        });
        let mark = head.mark.clone().or(fixed).unwrap_or_else(|| Found::concluded(NO_MARK.to_owned(), None));
        let number: String = mark.value.chars().map(half_width).filter(char::is_ascii_digit).collect();
        let is_annex = mark.value.starts_with('附') && !number.is_empty();
        let base = if is_annex { format!("annex{number}") } else { format!("form{}", self.forms.len() + 1) };
        let is_taken = self.forms.iter().any(|form| form.id == base);
        let id = if is_taken { format!("{base}-{}", self.forms.len() + 1) } else { base };
        self.forms.push(Forming {
            id,
            mark,
            title,
            header: Vec::new(),
            footer: Vec::new(),
            tables: Vec::new(),
            note_lines: Vec::new(),
            typed: 0,
        });
    }
}

impl Forming {
    /// Takes the notes and the fields below a table, and gives back what is neither.
    fn take_below(&mut self, lines: Vec<Line>) -> Vec<Line> {
        let mut rest = Vec::new();
        let mut in_notes = false;
        let all: Vec<String> = lines.iter().map(Line::plain).collect();
        for (at, line) in lines.into_iter().enumerate() {
            let below = all.get(at..).unwrap_or_default();
            let counts = below.first().is_some_and(|line| super::rows::mark(line).is_some());
            if begin_notes(below)
                || (in_notes && (counts || !fields::are_fields(&line.raw)) && rest.is_empty())
            {
                in_notes = true;
                self.note_lines.push(line);
            } else if fields::are_fields(&line.raw) {
                in_notes = false;
                let place = line.place.clone();
                let known: Vec<String> = self.footer.iter().map(|field| field.value.label.clone()).collect();
                // The same fields below each of several tables are one.
                let found = fields::fields(&line.raw, &place, &mut self.typed);
                self.footer.extend(found.into_iter().filter(|field| !known.contains(&field.value.label)));
            } else {
                rest.push(line);
            }
        }
        rest
    }
}

/// Where the head of a table begins among the lines before it.
fn head_begins(lines: &[Line], is_first: bool) -> usize {
    let last = lines.len();
    let near = last.saturating_sub(HEAD);
    let marked = lines.iter().rposition(|line| mark(&line.raw).is_some()).filter(|at| *at >= near);
    // The number of a table may stand right beneath its title: 东卫统2表.
    let is_marked = |at: &usize| lines.get(*at).is_some_and(|line| mark(&line.raw).is_some());
    let numbered = marked.filter(|at| lines.get(*at).is_some_and(|line| is_number_of_table(&line.raw)));
    let title = numbered
        .and_then(|at| at.checked_sub(1))
        .filter(|at| lines.get(*at).is_some_and(|line| is_title(&tidy(&line.raw))) && !is_marked(at));
    if let Some(title) = title {
        return title.checked_sub(1).filter(is_marked).unwrap_or(title);
    }
    if let Some(at) = marked {
        return at;
    }
    let is_own = |line: &Line| is_title(&tidy(&line.raw)) || is_table_title(&line.raw);
    let titled =
        lines.iter().rposition(|line| is_own(line) && !is_note(&line.plain())).filter(|at| *at >= near);
    // （一）基本情况 stands beneath the title of the form itself.
    let of_form = |at: usize| {
        let above = lines.get(near..at)?;
        let is_own = |line: &Line| is_title(&tidy(&line.raw)) && !is_note(&line.plain());
        let is_of_table = lines.get(at).is_some_and(|line| !is_title(&tidy(&line.raw)));
        above.iter().rposition(is_own).filter(|_| is_of_table).map(|found| near + found)
    };
    if let Some(mut at) = titled.map(|at| of_form(at).unwrap_or(at)) {
        // The title may take two lines.
        while let Some(before) = at.checked_sub(1).and_then(|before| lines.get(before)) {
            let text = tidy(&before.raw);
            let goes_on = text.chars().count() <= 40
                && !text.contains(['：', ':', '。', '；'])
                && !is_note(&before.plain())
                && super::dates::only_day(&before.raw).is_none()
                && !text.ends_with('）');
            let quoted = text.starts_with('“') && text.ends_with('”');
            if !goes_on || !(quoted || (is_first && is_title(&text))) {
                break;
            }
            at -= 1;
        }
        return at;
    }
    // Without a title the fields right above the table are its own; below another table they may be that one's.
    let is_field = |line: &&Line| {
        fields::are_fields(&line.raw)
            || fields::unit(&line.raw).is_some()
            || fields::is_period(&super::text::close_up(&tidy(&line.raw)))
    };
    let count = lines.iter().rev().take_while(is_field).count();
    if is_first {
        last - count
    } else {
        let units = lines.iter().rev().take_while(|line| fields::unit(&line.raw).is_some()).count();
        last - units
    }
}

/// Whether a line is the number of a table and no 附件2: 东卫统2表.
fn is_number_of_table(raw: &str) -> bool {
    mark(raw).is_some_and(|(mark, _)| !words::MARKS.iter().any(|word| mark.starts_with(word)))
}

fn read_head(lines: Vec<Line>) -> Head {
    let mut head = Head::default();
    let mut after_fields = false;
    for line in lines {
        let text = super::text::close_up(&tidy(&line.raw));
        let place = line.place.clone();
        if let Some(unit) = fields::unit(&line.raw) {
            head.unit = Some(if fields::is_unit_of_money(&line.raw) {
                Found::concluded(unit, Some(place.clone()))
            } else {
                Found::stated(unit, Some(place.clone()))
            });
            head.unit_line = Some(line.raw.clone());
            if fields::are_fields(&line.raw) {
                head.fields.push(line);
                after_fields = true;
            }
        } else if !head.title.is_empty() && is_number_of_table(&line.raw) {
            match &head.mark {
                Some(_) => head.table_title = text,
                None => head.mark = Some(Found::stated(text, Some(place))),
            }
        } else if let Some((mark, rest)) = mark(&line.raw).filter(|_| head.title.is_empty()) {
            head.mark = Some(Found::stated(mark, Some(place.clone())));
            if !rest.is_empty() {
                head.title.push((tidy(&rest), place));
            }
        } else if fields::are_fields(&line.raw) {
            after_fields = true;
            head.fields.push(line);
        } else if fields::is_period(&text) {
            head.period = Some(line);
        } else if fields::is_issue(&line.raw) {
            head.fields.push(Line { raw: fields::ISSUE.to_owned(), place });
        } else if !head.title.is_empty() && is_note(&line.plain()) {
            head.notes.push(line);
        } else if after_fields || (is_table_title(&line.raw) && !head.title.is_empty()) {
            head.table_title = text;
        } else {
            head.title.push((text, place));
        }
    }
    // The list of what is attached may stand right above the title itself.
    head.title.dedup_by(|later, earlier| plain(&later.0) == plain(&earlier.0));
    head
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_alone_is_no_title() {
        assert!(fields::is_period("（2025年   月）") && !fields::is_period("月报表"));
    }
}
