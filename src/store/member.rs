//! A unit of the register, part by part as the tables and the log have it.

use super::error::Failure;
use super::part::MemberPart;
use super::text::value;
use crate::collation::{Member, MemberId, Register};
use crate::unit::UnitKind;

/// Makes one part of a unit say a text; without one it is as if it had never been entered.
pub(super) fn set_member(
    register: &mut Register,
    id: MemberId,
    part: MemberPart,
    text: Option<String>,
) -> Result<(), Failure> {
    let member = register.members.entry(id).or_insert_with(|| Member::unnamed(id));
    match part {
        MemberPart::Name => member.name = text.unwrap_or_default(),
        MemberPart::Kind => member.kind = UnitKind::from(text.unwrap_or_default().as_str()),
        MemberPart::Aliases => {
            member.aliases = text.iter().flat_map(|text| text.lines()).map(str::to_owned).collect();
        }
        MemberPart::FirstMonth => member.first_month = value(text)?,
        MemberPart::LastMonth => member.last_month = value(text)?,
        MemberPart::Successor => member.successor = value(text)?,
        MemberPart::Person => member.person = text.unwrap_or_default(),
        MemberPart::Phone => member.phone = text.unwrap_or_default(),
        MemberPart::Position => member.position = value(text)?,
    }
    Ok(())
}
