//! An official text as GB/T 9704 has it: a title, paragraphs under headings, the signature, and tables on pages of their
//! own. Prepared once for paper and Word; positions are decided by the layout and by [`word`].
//!
//! What it says is its maker's concern.

pub(super) mod table;
pub(super) mod widths;
pub(super) mod word;

use serde::Serialize;

use self::table::Table;

/// The text under a heading that is still empty.
const NOTHING_YET: &str = "（请在此填写）";

/// The numerals of second-level headings, and the longest such heading.
const NUMERALS: &str = "一二三四五六七八九十";
const LONGEST_LEAD: usize = 40;

/// An official text.
#[derive(Clone, Debug, Serialize)]
pub(super) struct OfficialText {
    /// In lines.
    pub(super) title: Vec<String>,
    /// The line under the title; empty if there is none.
    pub(super) subtitle: String,
    /// To whom it is addressed (主送); empty if to nobody.
    pub(super) addressee: String,
    pub(super) texts: Vec<HeadedText>,
    /// The unit and the day, at the end of the text.
    pub(super) signature: [String; 2],
    pub(super) tables: Vec<Table>,
}

impl OfficialText {
    /// The title on one line, for the properties of files.
    pub(super) fn title_line(&self) -> String {
        format!("{}{}", self.title.concat(), self.subtitle)
    }
}

/// A campaign's name in two parts: what stands in quotation marks, and what follows them.
pub(super) fn in_two_lines(name: &str) -> (&str, &str) {
    let behind = name.find('”').map_or(0, |at| at + '”'.len_utf8());
    name.split_at_checked(behind).unwrap_or((name, ""))
}

/// A heading and the text under it.
#[derive(Clone, Debug, Serialize)]
pub struct HeadedText {
    /// The heading with its number.
    pub title: String,
    pub paragraphs: Vec<TextParagraph>,
}

/// A paragraph of the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TextParagraph {
    /// A second-level heading at its beginning: （一）加强领导。 Empty if there is none.
    pub lead: String,
    /// The text after the second-level heading.
    pub text: String,
}

impl HeadedText {
    /// A heading and a text whose lines become paragraphs.
    pub fn new(title: &str, text: &str) -> Self {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let mut paragraphs: Vec<TextParagraph> = lines.map(TextParagraph::new).collect();
        if paragraphs.is_empty() {
            paragraphs.push(TextParagraph { lead: String::new(), text: NOTHING_YET.to_owned() });
        }
        Self { title: title.to_owned(), paragraphs }
    }
}

impl TextParagraph {
    fn new(line: &str) -> Self {
        let (lead, text) = line.split_at_checked(lead(line)).unwrap_or(("", line));
        Self { lead: lead.to_owned(), text: text.to_owned() }
    }
}

/// The length of a second-level heading: up to the first full stop, or all of a short line.
fn lead(line: &str) -> usize {
    let numbered = line
        .strip_prefix('（')
        .and_then(|rest| rest.split_once('）'))
        .is_some_and(|(number, _)| !number.is_empty() && number.chars().all(|one| NUMERALS.contains(one)));
    let end = line.find('。').map_or(line.len(), |at| at + '。'.len_utf8());
    let is_short = line.get(..end).is_some_and(|lead| lead.chars().count() <= LONGEST_LEAD);
    if numbered && is_short { end } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_begins_with_a_heading_of_the_second_level_or_with_none() {
        let told = |line: &str| {
            let TextParagraph { lead, text } = TextParagraph::new(line);
            (lead, text)
        };
        let parts = |lead: &str, text: &str| (lead.to_owned(), text.to_owned());
        assert_eq!(told("（一）加强领导。成立小组。"), parts("（一）加强领导。", "成立小组。"));
        assert_eq!(told("（十二）加强领导"), parts("（十二）加强领导", ""));
        assert_eq!(told("（含塑料类）清运8吨。"), parts("", "（含塑料类）清运8吨。"));
        assert_eq!(told("（）空"), parts("", "（）空"));
        let long = format!("（一）{}", "长".repeat(80));
        assert_eq!(told(&long), parts("", &long));
        assert_eq!(HeadedText::new("二、主要做法", " \n").paragraphs[0].text, NOTHING_YET);
    }
}
