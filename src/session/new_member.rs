//! A unit as it is entered in the register, typed, pasted or named by the notice, and as it is to stand there.

use serde::{Deserialize, Serialize};

use crate::collation::{Member, MemberId};
use crate::period::Month;
use crate::unit::UnitKind;

/// A unit that is to be entered in the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct NewMember {
    pub name: String,
    pub kind: UnitKind,
    pub aliases: Vec<String>,
    pub first_month: Option<Month>,
    pub last_month: Option<Month>,
    pub person: String,
    pub phone: String,
}

impl NewMember {
    /// A unit of that name and kind that reports from the beginning.
    pub fn named(name: &str, kind: UnitKind) -> Self {
        Self {
            name: name.to_owned(),
            kind,
            aliases: Vec::new(),
            first_month: None,
            last_month: None,
            person: String::new(),
            phone: String::new(),
        }
    }
}

/// A unit as it is to stand in the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct MemberDraft {
    #[serde(flatten)]
    pub unit: NewMember,
    pub successor: Option<MemberId>,
}

impl From<&Member> for MemberDraft {
    fn from(member: &Member) -> Self {
        let unit = NewMember {
            name: member.name.clone(),
            kind: member.kind.clone(),
            aliases: member.aliases.clone(),
            first_month: member.first_month,
            last_month: member.last_month,
            person: member.person.clone(),
            phone: member.phone.clone(),
        };
        Self { unit, successor: member.successor }
    }
}
