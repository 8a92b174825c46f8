//! The officer's template for the subject and text of a letter, with placeholders for what changes every month.
//!
//! A template is checked when it is saved, so that no letter is sent with an unknown placeholder.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::encode::one_line;
use crate::notice::{Form, LETTER_NAMES, LetterWords, Notice, unknown_name};
use crate::report::{Sheet, revision_name};
use crate::unit::is_invisible;
use crate::wording::{in_place_of_names, quoted};

/// The longest subject and the longest text, in characters.
const LONGEST_SUBJECT: usize = 200;
const LONGEST_TEXT: usize = 5000;

/// The texts of a letter before the placeholders are filled in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct LetterTemplate {
    pub subject: String,
    pub text: String,
}

/// Why a template was not saved. The earlier one stays.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum LetterError {
    /// A text is empty.
    #[error("邮件的{0}是空的，没有保存，原来的模板还在。请写上内容，或用“恢复默认”")]
    Empty(&'static str),
    /// A text is longer than the limit.
    #[error("邮件的{0}太长，最多 {1} 个字，没有保存，原来的模板还在。请写得短些")]
    TooLong(&'static str, usize),
    /// The subject contains a line break.
    #[error("邮件的主题里有换行，没有保存，原来的模板还在。请把主题写成一行")]
    LineBreak,
    /// A character that is not seen, and may turn the words around it about.
    #[error(
        "邮件的主题或正文里有看不见的字符（可能是从网页复制来的），没有保存，原来的模板还在。请把文字重新打一遍"
    )]
    Invisible,
    /// A text in braces is not a placeholder.
    #[error(
        "模板里的{}认不出来，没有保存，原来的模板还在。能用的是 {list}",
        quoted(.0), list = LETTER_NAMES.join(" ")
    )]
    Unknown(String),
}

impl From<&LetterWords> for LetterTemplate {
    fn from(words: &LetterWords) -> Self {
        Self { subject: words.subject.clone(), text: words.text.clone() }
    }
}

impl LetterTemplate {
    /// Checks a template; returns the first problem.
    pub fn checked(self) -> Result<Self, LetterError> {
        for (label, text, longest) in
            [("主题", &self.subject, LONGEST_SUBJECT), ("正文", &self.text, LONGEST_TEXT)]
        {
            if text.trim().is_empty() {
                return Err(LetterError::Empty(label));
            }
            if text.chars().count() > longest {
                return Err(LetterError::TooLong(label, longest));
            }
            if let Some(unknown) = unknown_name(text, &LETTER_NAMES) {
                return Err(LetterError::Unknown(unknown));
            }
        }
        if self.subject.trim().chars().any(char::is_control) {
            return Err(LetterError::LineBreak);
        }
        if self.subject.chars().chain(self.text.chars()).any(is_invisible) {
            return Err(LetterError::Invisible);
        }
        Ok(Self { subject: self.subject.trim().to_owned(), text: self.text.trim_end().to_owned() })
    }

    /// Fills in the placeholders of a text. The inserted texts are not searched for placeholders again.
    pub(super) fn fill(text: &str, notice: &Notice, form: &Form, sheet: &Sheet) -> String {
        let unit = &sheet.unit;
        let revision = revision_name(sheet.revision).map_or(String::new(), |name| format!("（{name}）"));
        let values = [
            unit.name.clone(),
            sheet.month_name.clone(),
            unit.person.clone(),
            unit.phone.clone(),
            format!("{}{revision}", form.title),
            notice.recipient.office.clone(),
        ]
        .map(|value| one_line(&value));
        let known: Vec<(&str, &str)> =
            LETTER_NAMES.into_iter().zip(values.iter().map(String::as_str)).collect();
        in_place_of_names(text, &known)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::examples::{form, ledger, month, notice};
    use crate::report::sheet;
    use crate::unit::UnitKind;

    fn filled(template: &LetterTemplate, unit: &str, revision: u32) -> [String; 2] {
        let mut ledger = ledger(UnitKind::from("township"), "2022-01", &[("2022-03", "1a=100")]);
        ledger.unit.name = unit.into();
        let sheet = Sheet { revision, ..sheet(form(), &ledger, month("2022-03")).unwrap() };
        [&template.subject, &template.text].map(|text| LetterTemplate::fill(text, notice(), form(), &sheet))
    }

    #[test]
    fn the_default_says_who_what_and_when() {
        let [subject, text] = filled(&LetterTemplate::from(&notice().letter), "龙沙镇", 0);
        assert_eq!(subject, "龙沙镇2022年3月“全民动手共同缔造山城美丽家园”主题活动月度情况统计表");
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "区城市管理局：");
        assert_eq!(lines[4..], ["填报人：张三", "联系电话：58136197", "龙沙镇"]);
        assert!(filled(&LetterTemplate::from(&notice().letter), "龙沙镇", 1)[0].ends_with("统计表（更正1）"));
    }

    #[test]
    fn what_is_filled_in_is_not_filled_again() {
        let template = LetterTemplate { subject: "{单位}{{月份}".into(), text: "{".into() };
        assert_eq!(filled(&template, "{电话}镇", 0), ["{电话}镇{2022年3月", "{"]);
    }

    #[test]
    fn a_template_that_nobody_could_send_is_refused() {
        let checked = |subject: &str, text: &str| {
            LetterTemplate { subject: subject.into(), text: text.into() }.checked()
        };
        assert_eq!(
            LetterTemplate::from(&notice().letter).checked(),
            Ok(LetterTemplate::from(&notice().letter))
        );
        assert_eq!(checked("  ", "正文"), Err(LetterError::Empty("主题")));
        assert_eq!(checked("主题", "\n"), Err(LetterError::Empty("正文")));
        assert_eq!(checked("主题\nBcc: a@b.c", "正文"), Err(LetterError::LineBreak));
        assert_eq!(checked("主题\u{202e}", "正文"), Err(LetterError::Invisible));
        assert_eq!(checked("主题", "正\u{200b}文"), Err(LetterError::Invisible));
        assert_eq!(checked(&"主".repeat(201), "正文"), Err(LetterError::TooLong("主题", 200)));
        assert_eq!(checked("主题", "{单位} {姓名}"), Err(LetterError::Unknown("{姓名}".into())));
        assert_eq!(checked("主题", "{单位"), Err(LetterError::Unknown("{单位".into())));
        assert_eq!(checked(" 主题 ", "正文\n\n").unwrap(), checked("主题", "正文").unwrap());
    }
}
