//! The reporting unit (填报单位) and the person who fills in the form.
//!
//! The checks are lenient: they accept whatever a Chinese office may be called and every way to write a
//! telephone number. Nothing here reads or writes files.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::amount::trim;
use crate::period::Month;

/// The longest name of a unit, in characters.
pub const LONGEST_UNIT: usize = 60;
/// The longest name of a person, in characters.
pub const LONGEST_PERSON: usize = 30;
/// The longest telephone text, in characters: two numbers with extensions fit.
pub const LONGEST_PHONE: usize = 40;

/// The kind of a unit, by the id that the notice gives it, such as `township`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct UnitKind(String);

/// The kind of an office that takes in the reports of others. It is none of a notice's, and leaves no row blank.
const OFFICE: &str = "office";

impl UnitKind {
    /// The kind of an office that takes in the reports of others.
    pub fn office() -> Self {
        Self(OFFICE.to_owned())
    }

    /// Whether it is that of an office that takes in the reports of others.
    pub fn is_office(&self) -> bool {
        self.0 == OFFICE
    }

    /// The word in the store and on the command line.
    pub fn word(&self) -> &str {
        &self.0
    }
}

impl From<&str> for UnitKind {
    fn from(word: &str) -> Self {
        Self(word.to_owned())
    }
}

impl fmt::Display for UnitKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Who reports, from when on, and how totals are counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Unit {
    /// 填报单位
    pub name: String,
    /// One of the kinds of the notice.
    pub kind: UnitKind,
    /// 填报人
    pub person: String,
    /// 联系电话
    pub phone: String,
    /// The first month recorded in the program; the opening balance stands for all months before it.
    pub first_month: Month,
    /// Whether every total starts again from zero each January, as some bureaus want it.
    #[serde(default)]
    pub restart_each_year: bool,
}

/// What is wrong with a unit's particulars.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum UnitError {
    /// A field is empty.
    #[error("请填写{0}")]
    Missing(&'static str),
    /// A field is longer than any real one.
    #[error("{0}太长，最多 {1} 个字")]
    TooLong(&'static str, usize),
    /// A line break or another control character.
    #[error("{0}里有换行或看不见的字符，请删去后重填")]
    ControlCharacter(&'static str),
    /// No telephone number can be made out.
    #[error("联系电话看不出号码，请填座机、分机或手机号，例如 023-12345678 转 801")]
    NotAPhone,
}

impl UnitError {
    /// The field of [`Unit`] that the problem belongs to, so that the screen can show it there.
    pub fn field(self) -> &'static str {
        match self {
            Self::Missing(label) | Self::TooLong(label, _) | Self::ControlCharacter(label) => match label {
                PERSON => "person",
                PHONE => "phone",
                _ => "name",
            },
            Self::NotAPhone => "phone",
        }
    }
}

const NAME: &str = "填报单位";
const PERSON: &str = "填报人";
const PHONE: &str = "联系电话";

impl Unit {
    /// Trims spaces and checks every field; returns the first problem.
    pub fn checked(self) -> Result<Self, UnitError> {
        let [name, person, phone] = self.checked_fields();
        let (name, person, phone) = (name?, person?, phone?);
        Ok(Self { name, person, phone, ..self })
    }

    /// All problems, at most one for each field, in the order of the fields.
    pub fn problems(&self) -> Vec<UnitError> {
        self.checked_fields().into_iter().filter_map(Result::err).collect()
    }

    /// An office that takes in the reports of others is begun with its name alone; whom to call may follow later.
    fn checked_fields(&self) -> [Result<String, UnitError>; 3] {
        let may_follow = |text: &str| self.kind.is_office() && trim(text).is_empty();
        [
            checked_text(&self.name, NAME, LONGEST_UNIT),
            match &self.person {
                person if may_follow(person) => Ok(String::new()),
                person => checked_text(person, PERSON, LONGEST_PERSON),
            },
            match &self.phone {
                phone if may_follow(phone) => Ok(String::new()),
                phone => checked_phone(phone),
            },
        ]
    }
}

fn checked_phone(text: &str) -> Result<String, UnitError> {
    let phone = checked_text(text, PHONE, LONGEST_PHONE)?;
    let digits = phone.chars().filter(|character| matches!(character, '0'..='9' | '０'..='９')).count();
    // The shortest valid number is an internal one with five digits; fewer are a typing mistake.
    if digits < 5 { Err(UnitError::NotAPhone) } else { Ok(phone) }
}

fn checked_text(text: &str, label: &'static str, longest: usize) -> Result<String, UnitError> {
    let text = trim(text);
    if text.is_empty() {
        return Err(UnitError::Missing(label));
    }
    if text.chars().any(|character| character.is_control() || is_invisible(character)) {
        return Err(UnitError::ControlCharacter(label));
    }
    if text.chars().count() > longest {
        return Err(UnitError::TooLong(label, longest));
    }
    Ok(text.to_owned())
}

/// Whether a character is a line separator or changes the writing direction; either could falsify a file name
/// or a mail header.
pub(crate) fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit() -> Unit {
        Unit {
            name: "龙沙镇人民政府".into(),
            kind: "township".into(),
            person: "张三".into(),
            phone: "58136197".into(),
            first_month: "2022-01".parse().unwrap(),
            restart_each_year: false,
        }
    }

    #[test]
    fn every_way_to_write_a_telephone_number_is_fine() {
        for phone in [
            "58136197",
            "023-58136197",
            "(023)58136197转801",
            "17318286168",
            "173 1828 6168",
            "+86 17318286168",
            "58136197、17318286168",
            "５８１３６１９７",
            "61234（内线）",
        ] {
            assert!(Unit { phone: phone.into(), ..unit() }.checked().is_ok(), "{phone}");
        }
        for phone in ["无", "1234", "见上"] {
            assert_eq!(
                Unit { phone: phone.into(), ..unit() }.checked(),
                Err(UnitError::NotAPhone),
                "{phone}"
            );
        }
    }

    #[test]
    fn names_are_trimmed_and_rare_characters_kept() {
        let checked =
            Unit { name: "\u{3000}𬭊㙟乡 ".into(), person: " 阿依古丽·买买提 ".into(), ..unit() }
                .checked()
                .unwrap();
        assert_eq!((checked.name.as_str(), checked.person.as_str()), ("𬭊㙟乡", "阿依古丽·买买提"));
    }

    #[test]
    fn all_that_is_wrong_is_told_at_once() {
        let wrong = Unit { name: " ".into(), person: String::new(), phone: "无".into(), ..unit() };
        let fields: Vec<&str> = wrong.problems().into_iter().map(UnitError::field).collect();
        assert_eq!(fields, ["name", "person", "phone"]);
        assert_eq!(Unit { person: String::new(), ..unit() }.problems(), [UnitError::Missing(PERSON)]);
        assert_eq!(unit().problems(), []);
    }

    #[test]
    fn whom_to_call_at_an_office_above_may_follow_later() {
        let office = Unit { kind: UnitKind::office(), person: " ".into(), phone: String::new(), ..unit() };
        assert_eq!(office.problems(), []);
        assert_eq!(office.clone().checked().unwrap().person, "");
        assert_eq!(Unit { phone: "无".into(), ..office.clone() }.problems(), [UnitError::NotAPhone]);
        assert_eq!(Unit { name: String::new(), ..office }.problems(), [UnitError::Missing(NAME)]);
    }

    #[test]
    fn each_problem_names_its_field() {
        let problem = |unit: Unit| unit.checked().map_err(|error| (error.field(), error.to_string()));
        assert_eq!(problem(Unit { name: "  ".into(), ..unit() }), Err(("name", "请填写填报单位".into())));
        assert_eq!(
            problem(Unit { person: "张\n三".into(), ..unit() }),
            Err(("person", "填报人里有换行或看不见的字符，请删去后重填".into()))
        );
        assert_eq!(
            problem(Unit { phone: "1".repeat(41), ..unit() }),
            Err(("phone", "联系电话太长，最多 40 个字".into()))
        );
    }
}
