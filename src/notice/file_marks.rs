//! Names for the files of several notices, so that no two forms and no two summaries write files of one name.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Notice;
use crate::disk::{cut, harmless};

/// The most bytes of a mark, so that two of them and a unit's name have room in the name of a file.
const LONGEST: usize = 60;
/// How many of them tell a form from another of the same mark.
const LONGEST_ENDING: usize = 48;

/// Gives every form, list and summary the mark that stands in the names of its files. Where an earlier one has that mark, the
/// campaign's name follows if it is not in it, then the notice's id, and a number where that is not enough.
pub fn tell_files_apart(notices: &mut [Arc<Notice>]) {
    let (mut forms_taken, mut summaries_taken) = (Taken::default(), Taken::default());
    for notice in notices {
        let mut free = |mark: &str, key: &str| forms_taken.free(notice, mark, key);
        let forms: Vec<String> = notice.forms.iter().map(|form| free(&form.mark, &form.key)).collect();
        let lists: Vec<String> = notice.lists.iter().map(|list| free(&list.mark, &list.key)).collect();
        let summary = summaries_taken.free(notice, &notice.summary_name(), &notice.id);
        let known = notice.forms.iter().map(|form| &form.file_mark);
        let known = known.chain(notice.lists.iter().map(|list| &list.file_mark));
        if known.eq(forms.iter().chain(&lists)) && notice.summary_file_mark == summary {
            continue;
        }
        let notice = Arc::make_mut(notice);
        notice.summary_file_mark = summary;
        for (form, name) in notice.forms.iter_mut().zip(forms) {
            Arc::make_mut(form).file_mark = name;
        }
        for (list, name) in notice.lists.iter_mut().zip(lists) {
            Arc::make_mut(list).file_mark = name;
        }
    }
}

/// The mark of one form alone, as a file may be called.
pub(super) fn short_mark(mark: &str) -> String {
    with_ending(mark, "", "")
}

/// The marks that are taken, as systems compare names, each with whose it is.
#[derive(Default)]
struct Taken(BTreeMap<String, String>);

impl Taken {
    fn free(&mut self, notice: &Notice, mark: &str, key: &str) -> String {
        let name = &notice.campaign.short_name;
        let short = if mark.contains(name) { String::new() } else { format!("_{name}") };
        let long = format!("{short}_{}", notice.id);
        let named = [with_ending(mark, "", ""), with_ending(mark, &short, ""), with_ending(mark, &long, "")];
        // One of so many is free, since fewer are taken.
        let numbered = (2..=self.0.len() + 2).map(|number| with_ending(mark, &long, &format!("_{number}")));
        let is_free = |name: &String| self.0.get(&compared(name)).is_none_or(|other| other == key);
        let free = named.into_iter().chain(numbered).find(is_free).unwrap_or_default();
        self.0.insert(compared(&free), key.to_owned());
        free
    }
}

/// A mark and what tells it apart, both cut where they are too long; the number is always whole.
fn with_ending(mark: &str, ending: &str, number: &str) -> String {
    let ending = cut(ending, LONGEST_ENDING.saturating_sub(number.len()));
    let mark = cut(mark, LONGEST.saturating_sub(ending.len() + number.len()));
    format!("{mark}{ending}{number}")
}

/// A name as systems compare names: Windows does not tell small letters from capitals.
fn compared(name: &str) -> String {
    harmless(name).to_lowercase()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::BUILT_IN;
    use super::*;

    /// The built-in notice under another id, with a form for each mark.
    fn notice(id: &str, marks: &[&str]) -> Arc<Notice> {
        let mut definition: Value = serde_json::from_str(BUILT_IN).unwrap();
        definition["id"] = json!(id);
        definition["lists"] = json!([]);
        let form = definition["forms"][0].clone();
        let forms = marks.iter().enumerate().map(|(number, mark)| {
            let mut form = form.clone();
            form["id"] = json!(format!("form-{number}"));
            form["mark"] = json!(mark);
            form
        });
        definition["forms"] = forms.collect();
        Arc::new(Notice::read(&definition.to_string()).unwrap())
    }

    fn marks(notices: &mut [Arc<Notice>]) -> Vec<String> {
        tell_files_apart(notices);
        notices.iter().flat_map(|notice| &notice.forms).map(|form| form.file_mark.clone()).collect()
    }

    #[test]
    fn forms_of_one_mark_have_files_of_several_names() {
        let mut notices = [notice("one", &["附件1", "附件1", "附件1", "附件1", "附件1/2", "附件1／2"])];
        assert_eq!(
            marks(&mut notices),
            [
                "附件1",
                "附件1_主题活动",
                "附件1_主题活动_one",
                "附件1_主题活动_one_2",
                "附件1/2",
                "附件1／2_主题活动"
            ],
            "a slash becomes a full-width one in the name of a file"
        );
        let mut letters = [notice("one", &["Form A"]), notice("two", &["form a"])];
        assert_eq!(marks(&mut letters), ["Form A", "form a_主题活动"]);
    }

    #[test]
    fn a_form_has_one_mark_in_all_editions() {
        let mut notices = [notice("one", &["附件1"]), notice("one", &["附件1"]), notice("two", &["附件1"])];
        assert_eq!(marks(&mut notices), ["附件1", "附件1", "附件1_主题活动"]);
    }

    #[test]
    fn long_marks_are_cut_and_still_told_apart() {
        let long = "标".repeat(99);
        let mut notices: Vec<Arc<Notice>> =
            ["one", "two", "three", "four"].map(|id| notice(id, &[&long, &format!("{long}末")])).into();
        let mut marks = marks(&mut notices);
        assert!(marks.iter().all(|mark| mark.len() <= LONGEST && mark.starts_with("标标标")), "{marks:?}");
        marks.sort();
        marks.dedup();
        assert_eq!(marks.len(), 8);
    }

    #[test]
    fn summaries_of_one_name_have_files_of_several_names() {
        let mut notices = ["one", "two", "three"].map(|id| notice(id, &["附件1"]));
        tell_files_apart(&mut notices);
        let names = notices.map(|notice| notice.summary_file_mark.clone());
        assert_eq!(names, ["主题活动总结", "主题活动总结_two", "主题活动总结_three"]);
    }
}
