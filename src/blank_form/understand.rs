//! The draft of what was gathered: rows, figures, parts, sums, decimals, who reports, and what is missing.

use super::asked::Ask;
use super::decimal_rules::{FormRule, Of, Rule, rules};
use super::decimals::{decimals, of_per_cent, with_doubt};
use super::doubt::{Doubt, Doubts, Found, Matter, Place, Sureness, Then};
use super::draft::{Again, Draft, DraftForm, DraftSection, DraftTable, Letter};
use super::forming::{Forming, GatheredForms, NO_MARK, gather};
use super::kinds::{Kinds, addressed, kinds};
use super::missing::{missing, number_of_forms, one_list, refuse};
use super::monthly::{ask_months, ask_plans, ask_spans, ask_times, ask_totals};
use super::note_numbers::{without_number, without_numbers};
use super::numbers::number;
use super::parts::parts;
use super::plain_table::Plain;
use super::printed_sums::Sourced;
use super::relations::{Said, relations};
use super::relations_in_words::in_words;
use super::row_decimals::beside_rows;
use super::rows::MOST_ROWS;
use super::segment::{Block, Line};
use super::settled_parts::doubt_parts;
use super::stocks::{ask_noted, ask_stocks};
use super::sums::sums;
use super::table::{Made, make};
use super::text::{LONGEST, brackets};
use super::whole_forms::rows_left_out;
use super::{
    columns, due, exempt, fields, letter, letter_decimals, letter_remarks, letter_rows, list, openings, units,
};
use crate::notice::{FigureId, RowKind};

/// Understands the blocks of all files.
pub(super) fn understand(blocks: Vec<Block>, remarks: Vec<String>, mut doubts: Doubts) -> Draft {
    let GatheredForms { forms: gathered, letter: lines } = gather(blocks, &mut doubts);
    let mut letter = letter::letter(&lines, &due::of_forms(&gathered), &mut doubts);
    let mut draft = Draft {
        letter: Letter::default(),
        kinds: Vec::new(),
        forms: Vec::new(),
        lists: Vec::new(),
        doubts: Vec::new(),
        remarks,
    };
    // Questions about columns were asked before it was known which of the tables are forms.
    let early = std::mem::take(&mut doubts.0);
    let kinds = kinds(&lines, &gathered, &mut doubts);
    let addressed = addressed(&lines);
    let is_form = |forming: &&Forming| {
        forming.tables.iter().any(|table| !table.raws.is_empty() && table.columns.has_quantities)
    };
    // What the letter says of rows it says of the only form, or nobody knows of which.
    let is_only = gathered.iter().filter(is_form).count() == 1;
    let of_letter = letter_decimals::of_letter(&lines, is_only);
    let mut marks = Vec::new();
    for (index, forming) in gathered.into_iter().enumerate() {
        let is_list = forming.tables.iter().all(|table| table.raws.is_empty());
        let has_figures = forming.tables.iter().any(|table| table.columns.has_quantities);
        let is_convincing = forming.tables.iter().any(|table| table.columns.is_convincing);
        if !is_list && has_figures && !is_convincing {
            let question = format!("“{}”看不出有没有每月要填的数，是要填的表吗？", forming.title.value);
            let doubt = Doubt::new(Matter::List, question).at(forming.title.place.clone());
            let because = "表头里没有当月、累计、数量一类的词，也没有单位";
            doubts.ask(doubt.reading("不是，先不要这张表", because).reading("是", "有表头和行"));
        } else if !has_figures {
            let question = format!("“{}”没有填数的栏，没有读。每月要填吗？", forming.title.value);
            let doubt = Doubt::new(Matter::List, question).at(forming.title.place.clone());
            doubts.ask(
                doubt
                    .reading("不填，不要这张表", "表头里没有当月、累计、数量一类的词")
                    .reading("要填", "有表头"),
            );
        } else if is_list && letter_remarks::is_due_once(&lines, &forming.title.value) {
            let title = &forming.title.value;
            draft.remarks.push(format!("“{title}”写着只报一次，不是每月要填的，没有读"));
        } else if is_list {
            draft.lists.extend(list::list(&forming, &mut letter, &mut doubts));
        } else {
            let number = draft.forms.len();
            let are_laid_out = |is_stacked: bool| {
                let mut grids = forming.tables.iter().map(|table| &table.body.grid);
                grids.any(|grid| grid.is_laid_out() && grid.is_stacked() == is_stacked)
            };
            if are_laid_out(true) {
                let title = &forming.title.value;
                draft.remarks.push(format!("“{title}”原表左右几块并排，这里改成了上下相接，数没有变"));
            }
            if are_laid_out(false) {
                let title = &forming.title.value;
                draft.remarks.push(format!("“{title}”原表的“当月”“累计”写在行上，这里改成了栏，数没有变"));
            }
            draft.remarks.extend(super::unchecked::remarks(&forming));
            if forming.mark.place.is_none() {
                let title = &forming.title.value;
                draft.remarks.push(format!("“{title}”上没有写附件几、表几，标记先叫“{NO_MARK}”，可以改"));
            }
            let own = early.iter().filter(|doubt| doubt.form == Some(index)).cloned();
            doubts.0.extend(own.map(|doubt| Doubt { form: Some(number), ..doubt }));
            let mark = &forming.mark.value;
            let said = if is_only { lines.clone() } else { letter_rows::lines_of(&lines, mark) };
            marks.push(mark.clone());
            let all = Kinds { known: &kinds, addressed: &addressed };
            draft.forms.push(form(forming, number, (&said, &lines, &of_letter), &all, &mut doubts));
        }
    }
    if !is_only {
        letter_rows::ask_of_letter(&lines, &marks, &mut doubts);
    }
    one_list(&mut draft, &mut doubts);
    doubts.0.extend(early.into_iter().filter(|doubt| doubt.form.is_none()));
    if doubts.are_too_many() {
        refuse(&mut draft, &mut doubts);
    }
    number_of_forms(&mut letter, &draft.forms);
    openings::ask(&letter, &lines, &draft.forms, &mut doubts);
    draft.remarks.extend(letter_remarks::remarks(&lines));
    missing(&letter, &draft, &mut doubts);
    draft.letter = letter;
    draft.kinds = kinds;
    draft.doubts = doubts.in_order();
    draft
}

fn form(
    mut forming: Forming,
    number_of_form: usize,
    (letter, whole_letter, of_letter): (&[Line], &[Line], &[FormRule]),
    kinds: &Kinds<'_>,
    doubts: &mut Doubts,
) -> DraftForm {
    let mut ask = Ask::default();
    let mut made: Vec<Made> = Vec::new();
    let per_cents: Vec<String> =
        forming.note_lines.iter().flat_map(|line| super::relations::per_cents(&line.raw)).collect();
    for (number, table) in forming.tables.iter().enumerate() {
        let plain = Plain {
            number,
            form: number_of_form,
            columns: &table.columns,
            unit: table.unit.as_ref(),
            per_cents: &per_cents,
        };
        let room = MOST_ROWS.saturating_sub(made.len());
        let raws = table.raws.iter().take(room).cloned().collect();
        made.extend(make(&plain, raws, &mut ask, doubts));
    }
    super::part_units::among_several(&mut made, &mut ask);
    super::part_units::units_of_parts(&mut made, &mut ask);
    let count: usize = forming.tables.iter().map(|table| table.raws.len()).sum();
    if count > MOST_ROWS {
        let question = format!("这张表有 {count} 行，最多 {MOST_ROWS} 行，只读了前面的行");
        doubts.ask(Doubt::new(Matter::Figures, question).of_form(number_of_form));
    }
    ask_months(&made, number_of_form, doubts);
    ask_times(&forming, number_of_form, doubts);
    super::blank_rows::ask(&forming, number_of_form, doubts);
    let has_numbers: Vec<bool> = forming.tables.iter().map(|table| table.columns.number.is_some()).collect();
    let is_matrix: Vec<bool> = forming.tables.iter().map(|table| table.columns.measures.len() > 1).collect();
    number(&mut made, &has_numbers, &is_matrix);
    ask.tell(number_of_form, &made, doubts);
    ask_stocks(&made, &forming, number_of_form, doubts);
    ask_plans(&made, number_of_form, doubts);
    ask_spans(&made, number_of_form, doubts);
    ask_totals(&made, &forming, number_of_form, doubts);
    levels(&mut made);
    parts(&mut made, number_of_form, doubts);
    parts_of_columns(&mut made, &forming, number_of_form, doubts);
    let notes: Vec<(String, Option<Place>)> =
        forming.note_items().1.into_iter().map(|(item, place)| (item, Some(place))).collect();
    ask_about_long_notes(&forming, number_of_form, doubts);
    let of_notes = notes.iter().map(|(note, place)| (note.as_str(), place.clone()));
    let of_all = letter_rows::of_form_or_all(whole_letter, &forming.mark.value);
    let letter_lines = of_all.iter().map(|line| (line.raw.as_str(), Some(line.place.clone())));
    let said = of_notes.chain(letter_lines);
    ask_noted(&made, &forming, said.clone(), number_of_form, doubts);
    super::total_span::settle(&mut made, &forming, said, number_of_form, doubts);
    let said = printed_relations(&forming, &mut made, &notes, number_of_form, doubts);
    let columns: Vec<columns::Columns> = forming.tables.iter().map(|table| table.columns.clone()).collect();
    let relations = sums(&mut made, &columns, &said, number_of_form, doubts);
    let mut rules = decimal_rules(&forming, &notes);
    rules.extend(beside_rows(&forming, &made));
    rules.extend(of_letter.iter().cloned());
    let rules = with_doubt(rules, &made);
    decimals(&mut made, &rules, number_of_form, doubts);
    for (number, table) in forming.tables.iter_mut().enumerate() {
        of_per_cent(&mut table.columns.tree, number, &rules);
    }
    equal_decimals(&mut made, &relations, number_of_form, doubts);
    let mut blanks = exempt::left_blank(&forming, &made, letter, kinds, number_of_form, doubts);
    blanks.extend(super::filled_by::left_blank(
        &forming,
        &made,
        (kinds.known, kinds.addressed),
        number_of_form,
        doubts,
    ));
    blanks.extend(rows_left_out(whole_letter, &forming.mark.value, &made, kinds.known));
    exempt::fill(made.iter_mut().map(|made| &mut made.row), &blanks, kinds.known);
    let again = Again::of(&made, rules, blanks);
    if forming.title.sureness == Sureness::Asked {
        let doubt =
            Doubt::new(Matter::Notice, "没有找到表的标题，叫什么？".to_owned()).of_form(number_of_form);
        doubts.ask(doubt.reading(forming.title.value.clone(), "表上方没有像标题的一行"));
    }
    let landscape = forming.tables.first().is_some_and(|table| table.body.grid.is_landscape());
    let notes = forming.notes();
    let tables = forming.tables.into_iter().enumerate().map(|(number, table)| DraftTable {
        title: table.title,
        unit: table.unit,
        columns: table.columns.tree,
        sections: sections(made.iter().filter(|made| made.table == number)),
    });
    DraftForm {
        id: forming.id,
        mark: forming.mark,
        title: forming.title,
        header: fields::taken(forming.header, number_of_form, doubts),
        footer: fields::taken(forming.footer, number_of_form, doubts),
        landscape,
        tables: tables.collect(),
        relations,
        notes,
        again,
    }
}

/// What stands behind the longest text that is read may be a rule.
fn ask_about_long_notes(forming: &Forming, form: usize, doubts: &mut Doubts) {
    let long = forming.note_lines.iter().filter(|line| line.raw.chars().nth(LONGEST).is_some());
    let places: Vec<Place> = long.map(|line| line.place.clone()).collect();
    if !places.is_empty() {
        let question = "表下的说明太长，只读了前面 1000 字，后面还写了什么？".to_owned();
        let doubt = Doubt::new(Matter::Text, question).of_form(form).at(places);
        doubts.ask(doubt.reading("没有别的规定", "后面的没有读"));
    }
}

/// How far rows are moved in by the kinds of their marks; a part is one further in than its whole.
fn levels(made: &mut [Made]) {
    let depth = |made: &Made| super::rows::mark(&made.raw.content.plain).map(|(depth, ..)| depth);
    let mut depths: Vec<u8> = made.iter().filter_map(depth).collect();
    depths.sort_unstable();
    depths.dedup();
    let mut last = 0;
    for row in made {
        if let Some(level) = depth(row).and_then(|depth| depths.iter().position(|known| *known == depth)) {
            last = u8::try_from(level).unwrap_or_default();
            row.row.level = last;
        } else if !depths.is_empty() {
            row.row.level = last;
        }
    }
}

/// Columns under 其中 are parts of the column before them; those that follow are asked about.
fn parts_of_columns(made: &mut [Made], forming: &Forming, form: usize, doubts: &mut Doubts) {
    for (number, table) in forming.tables.iter().enumerate() {
        let measures = &table.columns.measures;
        let wholes = super::measures::parts(measures);
        let (mut asked, mut pairs) = (Vec::new(), Vec::new());
        for row in made.iter_mut().filter(|row| row.table == number) {
            let known: Vec<(usize, FigureId, String)> = row
                .measures
                .iter()
                .zip(&row.row.figures)
                .map(|(measure, figure)| (*measure, figure.id, figure.unit.value.clone()))
                .collect();
            for (measure, figure) in row.measures.iter().zip(&mut row.row.figures) {
                let Some((whole, is_certain)) = wholes.get(*measure).copied().flatten() else { continue };
                if units::is_rate(&figure.unit.value) {
                    continue;
                }
                let found =
                    known.iter().find(|(other, _, unit)| *other == whole && *unit == figure.unit.value);
                let place = measures.get(*measure).and_then(|one| one.place.clone());
                match found {
                    Some((_, id, _)) if is_certain && figure.part_of.value.is_none() => {
                        figure.part_of = Found::stated(Some(*id), place);
                    }
                    Some((_, id, _)) if !is_certain => {
                        pairs.push((figure.id, *id));
                        figure.part_of.sureness = Sureness::Asked;
                        asked.push((*measure, figure.id));
                    }
                    _ => {}
                }
            }
        }
        let says = |measure: usize| measures.get(measure).is_some_and(|measure| measure.is_part);
        let (said, asked): (Vec<_>, Vec<_>) = asked.into_iter().partition(|(measure, _)| says(*measure));
        for measure in said.iter().map(|(measure, _)| *measure).collect::<std::collections::BTreeSet<_>>() {
            let ids: Vec<FigureId> =
                said.iter().filter(|(other, _)| *other == measure).map(|(_, id)| *id).collect();
            let name = |at: usize| measures.get(at).map_or("", |measure| measure.name.as_str());
            let whole = wholes.get(measure).copied().flatten().map_or("", |(whole, _)| name(whole));
            let question = format!("“{}”是不是“{whole}”的其中项？", name(measure));
            let doubt = Doubt::new(Matter::PartOf, question).of_form(form).about(ids.iter().copied());
            let doubt = doubt.reading("不是", "也可能只是前面一栏的其中项");
            let own = pairs.iter().filter(|(part, _)| ids.contains(part)).copied().collect();
            let doubt = doubt.reading_then("是，不超过它", "前面几栏是它的分项", Then::PartOf(own));
            doubts.ask(doubt.at(measures.get(measure).and_then(|measure| measure.place.clone())));
        }
        if !asked.is_empty() {
            pairs.retain(|(part, _)| asked.iter().any(|(_, id)| id == part));
            let mut columns: Vec<usize> = asked.iter().map(|(measure, _)| *measure).collect();
            columns.sort_unstable();
            columns.dedup();
            let columns: Vec<_> = columns.iter().filter_map(|measure| measures.get(*measure)).collect();
            let names: Vec<String> = columns.iter().map(|measure| format!("“{}”", measure.name)).collect();
            let question = format!("{}：跟在“其中”后面的这几栏，也是其中项吗？", names.join("、"));
            let doubt =
                Doubt::new(Matter::PartOf, question).of_form(form).about(asked.iter().map(|(_, id)| *id));
            let doubt = doubt.reading("不是", "没有再写“其中”");
            let doubt = doubt.reading_then("是，不超过它", "紧跟在后面", Then::PartOf(pairs));
            doubts.ask(doubt.at(columns.iter().filter_map(|measure| measure.place.clone())));
        }
    }
}

/// The relations in the notes, the headings, the numbers and the rows.
fn printed_relations(
    forming: &Forming,
    made: &mut [Made],
    notes: &[(String, Option<Place>)],
    form: usize,
    doubts: &mut Doubts,
) -> Vec<Sourced> {
    let (mut all, mut unread) = (Vec::new(), Vec::new());
    let mut take = |said: Said, place: Option<Place>, table: Option<usize>, in_heading: bool| {
        all.extend(said.relations.into_iter().map(|relation| Sourced {
            relation,
            place: place.clone(),
            table,
            in_heading,
        }));
        for other in said.others {
            let question = format!("“{other}”是表里的关系吗？没有读懂");
            let doubt = Doubt::new(Matter::Relation, question).of_form(form).at(place.clone());
            doubts.ask(doubt.reading("先不检查", "认不出说的是哪几个数"));
            unread.push(other);
        }
    };
    for ((note, place), number) in notes.iter().zip(1..) {
        // The number of a note is none of a row: 2.3≥4+5.
        let note = without_numbers(note, Some(number), |code| forming.has_code(code));
        take(relations(&note), place.clone(), None, false);
        take(in_words(&note), place.clone(), None, false);
    }
    for (number, table) in forming.tables.iter().enumerate() {
        for leaf in &table.body.heading.leaves {
            for spot in leaf.headings.iter().chain(&leaf.letter) {
                take(relations(&spot.plain), Some(table.body.grid.place(spot)), Some(number), true);
            }
        }
    }
    for row in made.iter() {
        take(relations(&row.raw.code), Some(row.place()), Some(row.table), false);
        take(relations(&row.raw.content.plain), Some(row.place()), Some(row.table), false);
    }
    for says in &unread {
        doubt_parts(made, says);
    }
    all
}

/// What notes, the lines above tables and headings say of decimals.
fn decimal_rules(forming: &Forming, notes: &[(String, Option<Place>)]) -> Vec<FormRule> {
    let mut all = Vec::new();
    for ((note, place), number) in notes.iter().zip(1..) {
        let note = without_number(note, Some(number), |code| forming.has_code(code));
        all.extend(rules(note).into_iter().map(|rule| (rule, place.clone(), None)));
    }
    for (number, table) in forming.tables.iter().enumerate() {
        if let Some(line) = &table.unit_line {
            let place = table.unit.as_ref().and_then(|unit| unit.place.clone());
            all.extend(rules(line).into_iter().map(|rule| (rule, place.clone(), Some(number))));
        }
        for spot in table.body.heading.leaves.iter().flat_map(|leaf| &leaf.headings) {
            let place = table.body.grid.place(spot);
            // What a heading says of decimals it says of its own column.
            let own = |rule: Rule| match rule.of {
                Of::Named(_) => rule,
                // 本月（保留两位小数） says it of every figure of the table.
                _ if super::times::is_only(&brackets(&spot.plain).0) => rule,
                _ => Rule { of: Of::Named(brackets(&spot.plain).0), ..rule },
            };
            let rules = rules(&spot.plain).into_iter().filter(|rule| rule.of != Of::Unread).map(own);
            all.extend(rules.map(|rule| (rule, Some(place.clone()), Some(number))));
        }
    }
    all
}

/// A figure that is reckoned needs as many decimals as its terms; where it has fewer, it is asked.
fn equal_decimals(
    made: &mut [Made],
    relations: &[Found<crate::notice::Relation>],
    form: usize,
    doubts: &mut Doubts,
) {
    for relation in relations.iter().filter(|relation| relation.value.derived) {
        let names: Vec<&str> = relation.value.says.split(['=', '+', '-']).collect();
        let figures = || made.iter().flat_map(|row| &row.row.figures);
        let is_named = |figure: &super::draft::DraftFigure, name: &str| {
            figure.id.to_string() == name || figure.id.row.to_string() == name
        };
        let Some((whole, terms)) = names.split_first() else { continue };
        let terms: Vec<(Option<String>, u8)> = figures()
            .filter(|figure| terms.iter().any(|term| is_named(figure, term)))
            .map(|figure| (figure.measure.clone(), figure.decimals.value))
            .collect();
        let is_between_figures = relation.value.of == crate::notice::RelationOf::Figures;
        let mut raised = Vec::new();
        for figure in
            made.iter_mut().flat_map(|row| &mut row.row.figures).filter(|figure| is_named(figure, whole))
        {
            let beside = terms.iter().filter(|(measure, _)| is_between_figures || *measure == figure.measure);
            let most = beside.map(|(_, decimals)| *decimals).max().unwrap_or_default();
            if figure.decimals.value < most {
                figure.decimals = Found::asked(most, figure.decimals.place.clone());
                raised.push(figure.id);
            }
        }
        if !raised.is_empty() {
            let question = format!("按“{}”相加的数，小数位数比用来加的少，要几位？", relation.value.says);
            let doubt =
                Doubt::new(Matter::Decimals, question).of_form(form).about(raised).at(relation.place.clone());
            doubts.ask(doubt.reading("和用来加的数一样多", "少了就加不准"));
        }
    }
}

/// The rows in their sections.
fn sections<'a>(rows: impl Iterator<Item = &'a Made>) -> Vec<DraftSection> {
    let mut sections: Vec<(Option<(u32, u32)>, DraftSection)> = Vec::new();
    for made in rows {
        let (at, title) = match &made.raw.section {
            Some((at, title)) => (Some(*at), title.clone()),
            None => (None, String::new()),
        };
        let mut row = made.row.clone();
        if row.kind == RowKind::Heading {
            row.left_blank_by = None;
        }
        match sections.last_mut().filter(|(known, _)| *known == at) {
            Some((_, section)) => section.rows.push(row),
            None => sections.push((at, DraftSection { title, rows: vec![row] })),
        }
    }
    sections.into_iter().map(|(_, section)| section).collect()
}
