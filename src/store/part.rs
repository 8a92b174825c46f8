//! The parts of what is changed piece by piece: a project, a summary's texts, a unit in the register, what was decided.

use super::error::Failure;
use crate::projects::ProjectField;

/// A part of a project that can be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProjectPart {
    /// The position in the list. A project without a position is not in the list.
    Position,
    Text(ProjectField),
    /// The day on which it was marked 已完成.
    DoneOn,
}

impl ProjectPart {
    pub(super) const ALL: [Self; 6] = [
        Self::Position,
        Self::Text(ProjectField::By),
        Self::Text(ProjectField::Scale),
        Self::Text(ProjectField::Funds),
        Self::Text(ProjectField::Due),
        Self::DoneOn,
    ];

    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Position => "position",
            Self::Text(ProjectField::By) => "by",
            Self::Text(ProjectField::Scale) => "scale",
            Self::Text(ProjectField::Funds) => "funds",
            Self::Text(ProjectField::Due) => "due",
            Self::DoneOn => "done_on",
        }
    }

    pub(super) fn from_word(word: &str) -> Result<Self, Failure> {
        let found = Self::ALL.into_iter().find(|part| part.word() == word);
        found.ok_or_else(|| Failure::Unreadable(word.to_owned()))
    }
}

macro_rules! parts {
    ($(#[$about:meta])* $name:ident: $($part:ident $word:literal),+ $(,)?) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $($part),+ }

        impl $name {
            pub(super) const ALL: &[Self] = &[$(Self::$part),+];

            pub(super) fn word(self) -> &'static str {
                match self { $(Self::$part => $word),+ }
            }

            pub(super) fn from_word(word: &str) -> Result<Self, Failure> {
                let known = Self::ALL.iter().find(|part| part.word() == word);
                known.copied().ok_or_else(|| Failure::Unreadable(word.to_owned()))
            }
        }
    };
}

parts! {
    /// What the register says of a unit.
    MemberPart: Name "name", Kind "kind", Aliases "aliases", FirstMonth "first_month", LastMonth "last_month",
        Successor "successor", Person "person", Phone "phone", Position "position",
}

parts! {
    /// What the clerk says of a report that came in.
    AssignmentPart: Unit "unit", Month "month", Excluded "excluded", ReceivedOn "received_on", Reason "reason",
        AlsoNamed "also_named", MadeAlias "made_alias",
}

parts! {
    /// What was decided of a unit's month.
    JudgementPart: Version "version", Verdict "verdict", Reason "reason", Phone "phone",
        Answered "answered",
}

/// A part of the text under a heading of a summary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SummaryPart {
    /// What the officer wrote.
    Text,
    /// The facts as they stood when the officer wrote.
    Facts,
}

impl SummaryPart {
    const ALL: [Self; 2] = [Self::Text, Self::Facts];

    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Facts => "facts",
        }
    }

    pub(super) fn from_word(word: &str) -> Result<Self, Failure> {
        let known = Self::ALL.into_iter().find(|part| part.word() == word);
        known.ok_or_else(|| Failure::Unreadable(word.to_owned()))
    }
}
