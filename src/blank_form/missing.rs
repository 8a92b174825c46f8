//! What is asked of the notice as a whole: what no file says, what a notice has no room for, and files of which next to nothing
//! is certain.

use super::doubt::{Doubt, Doubts, Found, Matter, Sureness};
use super::draft::{Draft, DraftForm, DraftList, Letter};
use super::notice_field::NoticeField;

/// Nothing is read where next to nothing is certain: nobody would answer all of it.
pub(super) fn refuse(draft: &mut Draft, doubts: &mut Doubts) {
    draft.forms.clear();
    draft.lists.clear();
    let question =
        "这些文件里拿不准的地方太多，不像一张每月要填的空表，没有读。请看看是不是选错了文件".to_owned();
    doubts.0 = vec![Doubt::new(Matter::Columns, question).hindering()];
}

/// A notice has one list; which of several it is, is asked.
pub(super) fn one_list(draft: &mut Draft, doubts: &mut Doubts) {
    let more = draft.lists.split_off(draft.lists.len().min(1));
    let Some(first) = draft.lists.first().filter(|_| !more.is_empty()) else { return };
    let name = |list: &DraftList| format!("“{}”", list.title.value);
    let names: Vec<String> = more.iter().map(name).collect();
    let question = format!("一份通知只能有一张清单，{}没有读，怎么办？", names.join("、"));
    let doubt = Doubt::new(Matter::List, question).at(more.into_iter().filter_map(|list| list.title.place));
    let value = format!("只要{}", name(first));
    doubts.ask(doubt.reading(value, "它在前面").reading("几张都要", "要请发表的人分成几份通知"));
}

/// Where no letter has a number, the one that the head of a form prints is that of its notice: 文号：国统字〔2024〕101号.
pub(super) fn number_of_forms(letter: &mut Letter, forms: &[DraftForm]) {
    let fields = forms.iter().flat_map(|form| &form.header);
    let mut printed = fields.filter(|field| {
        field.value.label.trim_end_matches(['：', ':']) == "文号" && !field.value.text.is_empty()
    });
    if let Some(field) = printed.next().filter(|_| letter.number.is_none()) {
        letter.number = Some(Found::concluded(field.value.text.clone(), field.place.clone()));
    }
}

/// Asks for what a notice needs and no file says.
pub(super) fn missing(letter: &Letter, draft: &Draft, doubts: &mut Doubts) {
    if draft.forms.is_empty() && !doubts.0.iter().any(|doubt| doubt.hinders) {
        let question = "没有找到每月要填的表。表里要有一行表头，写着项目和当月的数".to_owned();
        doubts.ask(Doubt::new(Matter::Columns, question).hindering());
    }
    // The number in the head of a form makes no letter.
    let has_number = letter.number.as_ref().is_some_and(|number| number.sureness == Sureness::Stated);
    let is_silent = letter.title.is_none() && !has_number;
    let asks_kinds =
        doubts.0.iter().position(|doubt| doubt.matter == Matter::Kinds && doubt.places.is_empty());
    // What is quoted and asked about was found.
    let is_asked = |field| doubts.0.iter().any(|doubt| doubt.fields.contains(&field));
    let lacks = [
        ("通知的标题", NoticeField::Title, letter.title.is_none()),
        ("文号", NoticeField::Number, letter.number.is_none()),
        ("每月几日前报", NoticeField::Due, letter.due.is_none() && !is_asked(NoticeField::Due)),
        ("报给哪个单位", NoticeField::Office, letter.office.is_none()),
        ("哪些单位填报", NoticeField::Kinds, is_silent && asks_kinds.is_some()),
        ("从哪个月开始报", NoticeField::FirstMonth, is_silent && letter.first_month.is_none()),
    ];
    let lacks: Vec<_> = lacks.into_iter().filter(|(_, _, lacks)| *lacks).collect();
    if !lacks.is_empty() {
        let names: Vec<&str> = lacks.iter().map(|(what, ..)| *what).collect();
        let question = format!("文件里没有找到{}，请补上", names.join("、"));
        let doubt = Doubt::new(Matter::Notice, question).asking(lacks.iter().map(|(_, field, _)| *field));
        doubts.ask(doubt.reading("待补", "通知的正文可能在另一个文件里，可以一起读"));
    }
    if is_silent {
        // One question for all that a letter would say.
        if let Some(at) = asks_kinds {
            doubts.0.remove(at);
        }
        if letter.first_month.is_none() {
            return;
        }
    }
    let is_stated = letter.first_month.as_ref().is_some_and(|month| month.sureness != Sureness::Asked)
        && letter.last_month.as_ref().is_none_or(|month| month.sureness != Sureness::Asked);
    if !is_stated {
        let asked = [&letter.first_month, &letter.last_month].into_iter().flatten();
        let asked = asked.filter(|month| month.sureness == Sureness::Asked);
        let place = asked.into_iter().next().and_then(|month| month.place.clone());
        let name =
            |month: &Option<Found<crate::period::Month>>| month.as_ref().map(|month| month.value.name());
        let first = name(&letter.first_month).unwrap_or_else(|| "本月".to_owned());
        let span = match name(&letter.last_month) {
            Some(last) => format!("从{first}到{last}"),
            None => format!("从{first}起，没有期限"),
        };
        let issued = letter.issued.as_ref().and_then(|issued| issued.place.as_ref());
        let said = place.as_ref().filter(|place| Some(*place) != issued).map(|place| place.says.as_str());
        let because = match (&letter.issued, letter.phases.is_empty()) {
            _ if said.is_some() => format!("写着“{}”", said.unwrap_or_default()),
            (Some(day), true) => format!("成文日期是{}", crate::period::date_name(day.value)),
            (Some(day), false) => {
                format!("成文日期是{}，最后一个阶段到那时为止", crate::period::date_name(day.value))
            }
            _ => "没有找到成文日期".to_owned(),
        };
        let doubt = Doubt::new(Matter::Months, "从哪个月开始报，报到哪个月？".to_owned());
        let doubt = doubt.reading(span, because).at(place);
        doubts.ask(doubt.asking([NoticeField::FirstMonth, NoticeField::LastMonth]));
    }
}
