//! What is refused of the register, whichever way it is changed: the window and the command line go through the same checks.

use std::collections::{BTreeMap, BTreeSet};

use super::kinds::refuse_unknown_kind;
use super::records::one_line;
use super::{CollationError, MemberDraft, NewMember};
use crate::collation::{Inbox, Member, MemberId, Names, Register};
use crate::error::Error;
use crate::notice::{Form, Notice};
use crate::store::{Edit, MemberPart, Place};
use crate::unit::{LONGEST_PERSON, LONGEST_PHONE, LONGEST_UNIT, UnitError};

/// The unit with a number.
pub(super) fn member(inbox: &Inbox, unit: MemberId) -> Result<&Member, Error> {
    let found = inbox.register.member(unit);
    Ok(found.ok_or_else(|| CollationError::UnknownUnit(unit.to_string()))?)
}

/// The edits that enter units in the register.
pub(super) fn entered(
    notice: &Notice,
    form: &Form,
    inbox: &Inbox,
    members: Vec<NewMember>,
) -> Result<Vec<Edit>, Error> {
    let mut edits = Vec::new();
    let mut taken = inbox.names.clone();
    let mut register = inbox.register.clone();
    for new in members {
        refuse_unknown_kind(notice, &new.kind)?;
        let id = register.next_id();
        let member = Member {
            name: checked_name(&new.name)?,
            kind: new.kind,
            aliases: new.aliases.iter().map(|alias| checked_name(alias)).collect::<Result<_, _>>()?,
            first_month: new.first_month,
            last_month: new.last_month,
            person: checked_contact(&new.person, "填报人", LONGEST_PERSON)?,
            phone: checked_contact(&new.phone, "联系电话", LONGEST_PHONE)?,
            position: register.position_at_end(id),
            ..Member::unnamed(id)
        };
        for name in member.names() {
            refuse_word_of_forms(notice, inbox, name)?;
            refuse_taken(&register, &taken, name)?;
        }
        edits.extend(member_edits(&member));
        register.members.insert(id, member);
        taken = taken.with(&register);
    }
    refuse_lost(form, inbox, &register)?;
    Ok(edits)
}

/// Refuses a name that another unit has, and says which one where that is not its own.
fn refuse_taken(register: &Register, taken: &Names, name: &str) -> Result<(), Error> {
    let Some(owner) = taken.find(name) else { return Ok(()) };
    let owner = register.member(owner).map(|member| member.name.clone());
    let owner = owner.filter(|own| !taken.are_same(own, name));
    Err(CollationError::NameTaken { name: name.to_owned(), owner }.into())
}

/// The edits that make a unit stand as it is drafted.
pub(super) fn drafted(
    notice: &Notice,
    form: &Form,
    inbox: &Inbox,
    unit: MemberId,
    draft: MemberDraft,
) -> Result<Vec<Edit>, Error> {
    let register = changed(notice, form, inbox, unit, draft)?;
    let after = register.member(unit).map(member_edits).unwrap_or_default();
    let before = member_edits(member(inbox, unit)?);
    Ok(after.into_iter().filter(|edit| !before.contains(edit)).collect())
}

/// The edits that give a unit another name.
pub(super) fn alias_edits(
    notice: &Notice,
    form: &Form,
    inbox: &Inbox,
    unit: MemberId,
    alias: &str,
) -> Result<Vec<Edit>, Error> {
    let mut draft = MemberDraft::from(member(inbox, unit)?);
    draft.unit.aliases.push(alias.to_owned());
    drafted(notice, form, inbox, unit, draft)
}

pub(super) fn with(inbox: &Inbox, member: Member) -> Register {
    let mut register = inbox.register.clone();
    register.members.insert(member.id, member);
    register
}

/// The register with a unit as it is drafted.
pub(super) fn changed(
    notice: &Notice,
    form: &Form,
    inbox: &Inbox,
    unit: MemberId,
    draft: MemberDraft,
) -> Result<Register, Error> {
    let before = member(inbox, unit)?;
    let MemberDraft { unit: draft, successor } = draft;
    if draft.kind != before.kind {
        refuse_unknown_kind(notice, &draft.kind)?;
    }
    let after = Member {
        name: checked_name(&draft.name)?,
        aliases: aliases(before, &draft)?,
        kind: draft.kind,
        first_month: draft.first_month,
        last_month: draft.last_month,
        successor,
        person: checked_contact(&draft.person, "填报人", LONGEST_PERSON)?,
        phone: checked_contact(&draft.phone, "联系电话", LONGEST_PHONE)?,
        ..before.clone()
    };
    refuse_impossible_months(form, inbox, before, &after)?;
    refuse_circle(inbox, &after)?;
    let mut others = inbox.register.clone();
    others.members.remove(&unit);
    let taken = inbox.names.with(&others);
    for name in after.names() {
        if before.names().all(|had| had != name) {
            refuse_word_of_forms(notice, inbox, name)?;
        }
        refuse_taken(&others, &taken, name)?;
    }
    let has_new_names = after.names().any(|name| before.names().all(|had| had != name));
    let register = with(inbox, after);
    refuse_lost(form, inbox, &register)?;
    if has_new_names {
        refuse_shared(form, inbox, &register)?;
    }
    Ok(register)
}

/// Refuses a name that would place reports of which nobody knows the unit beside others that say something else: whichever of
/// them counted, the rest would be behind it and nobody asked.
fn refuse_shared(form: &Form, inbox: &Inbox, register: &Register) -> Result<(), Error> {
    let shared = inbox.placed_beside_others(form, &inbox.with_register(register.clone()));
    let Some(at) = shared.first() else { return Ok(()) };
    let file = inbox.receipt(*at).map(|receipt| receipt.name.clone()).unwrap_or_default();
    Err(CollationError::NameShared { count: shared.len(), file }.into())
}

/// The other names: those that were typed, and the name it had.
fn aliases(before: &Member, draft: &NewMember) -> Result<Vec<String>, Error> {
    let name = checked_name(&draft.name)?;
    let mut aliases: Vec<String> = Vec::new();
    let had = (name != before.name).then_some(&before.name);
    for alias in draft.aliases.iter().chain(had) {
        let alias = checked_name(alias)?;
        if alias != name && !aliases.contains(&alias) {
            aliases.push(alias);
        }
    }
    Ok(aliases)
}

fn refuse_impossible_months(
    form: &Form,
    inbox: &Inbox,
    before: &Member,
    after: &Member,
) -> Result<(), Error> {
    let months = [(before.first_month, after.first_month), (before.last_month, after.last_month)];
    for month in months.into_iter().filter(|(before, after)| before != after).filter_map(|(_, after)| after) {
        form.campaign.check(month)?;
    }
    if after.first_month.zip(after.last_month).is_some_and(|(first, last)| last < first) {
        return Err(CollationError::EndsBeforeStart.into());
    }
    match after.successor {
        None => Ok(()),
        Some(successor) if successor == after.id => Err(CollationError::OwnSuccessor.into()),
        Some(_) if after.last_month.is_none() => Err(CollationError::SuccessorWithoutEnd.into()),
        Some(successor) => member(inbox, successor).map(drop),
    }
}

/// Refuses a unit whose successors lead back to it.
fn refuse_circle(inbox: &Inbox, after: &Member) -> Result<(), Error> {
    let of = |id: MemberId| inbox.register.member(id);
    let Some(first) = after.successor.and_then(of) else { return Ok(()) };
    let mut next = Some(first);
    // No chain is longer than the register; a circle that is there already would not end.
    for _ in &inbox.register.members {
        let Some(at) = next else { break };
        if at.id == after.id {
            let (unit, successor) = (after.name.clone(), first.name.clone());
            return Err(CollationError::SuccessorCircle { unit, successor }.into());
        }
        next = at.successor.and_then(of);
    }
    Ok(())
}

/// Words of which the names of files are made beside that of the unit.
const FILE_WORDS: [&str; 14] =
    ["xlsx", "xls", "csv", "eml", "zip", "附件", "报表", "更正", "补报", "年", "月", "日", "号", "表"];

/// Refuses a name that stands on every form or in the name of any file: all of them would be taken for that unit's, or for
/// nobody's.
fn refuse_word_of_forms(notice: &Notice, inbox: &Inbox, name: &str) -> Result<(), Error> {
    let plain = |text: &str| text.split_whitespace().collect::<String>();
    let sought = plain(name);
    let forms = notice.forms.iter().flat_map(|form| [&form.mark, &form.file_mark, &form.title]);
    let lists = notice.lists.iter().flat_map(|list| [&list.mark, &list.title]);
    let is_on_them = forms.chain(lists).any(|text| plain(text).contains(&sought));
    let rest = FILE_WORDS.iter().fold(sought.to_lowercase(), |rest, word| rest.replace(word, ""));
    let is_of_files = !rest.chars().any(char::is_alphabetic);
    if is_on_them || is_of_files || inbox.names.says_no_unit(name) {
        return Err(CollationError::WordOfForms(name.to_owned()).into());
    }
    Ok(())
}

/// Refuses a register in which a report would find its place no more.
fn refuse_lost(form: &Form, inbox: &Inbox, register: &Register) -> Result<(), Error> {
    let names = |register: &Register| -> BTreeMap<MemberId, BTreeSet<String>> {
        let of = |member: &Member| (member.id, member.names().cloned().collect());
        register.members.values().map(of).collect()
    };
    let (before, after) = (names(&inbox.register), names(register));
    if before == after {
        return Ok(());
    }
    let lost = |register: &Register| {
        let after = inbox.with_register(register.clone());
        inbox.register_change(form, &after, MemberId(0), form.campaign.first_month).lost
    };
    let all = lost(register);
    let Some(at) = all.first() else { return Ok(()) };
    let file = inbox.receipt(*at).map(|receipt| receipt.name.clone()).unwrap_or_default();
    let count = all.len();
    // The new names alone: is it one of them that the files carry too?
    for (id, names) in &after {
        for name in names.iter().filter(|name| !before.get(id).is_some_and(|had| had.contains(*name))) {
            let mut with_it = inbox.register.clone();
            let stands = with_it.members.entry(*id).or_insert_with(|| Member::unnamed(*id));
            stands.aliases.push(name.clone());
            if !lost(&with_it).is_empty() {
                return Err(CollationError::NameClashes { name: name.clone(), count, file }.into());
            }
        }
    }
    Err(CollationError::NameInUse { count, file }.into())
}

pub(super) fn member_edits(member: &Member) -> Vec<Edit> {
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let parts = [
        (MemberPart::Name, some(&member.name)),
        (MemberPart::Kind, some(member.kind.word())),
        (MemberPart::Aliases, some(&member.aliases.join("\n"))),
        (MemberPart::FirstMonth, member.first_month.map(|month| month.to_string())),
        (MemberPart::LastMonth, member.last_month.map(|month| month.to_string())),
        (MemberPart::Person, some(&member.person)),
        (MemberPart::Phone, some(&member.phone)),
        (MemberPart::Successor, member.successor.map(|successor| successor.to_string())),
        (MemberPart::Position, member.position.map(|position| position.to_string())),
    ];
    parts.into_iter().map(|(part, text)| (Place::Member(member.id, part), text)).collect()
}

pub(super) fn checked_name(name: &str) -> Result<String, Error> {
    let name = one_line(name);
    match name.chars().count() {
        0 => Err(CollationError::NoName.into()),
        1..=LONGEST_UNIT => Ok(name),
        _ => Err(UnitError::TooLong("单位名称", LONGEST_UNIT).into()),
    }
}

/// Whom to call, or nobody.
fn checked_contact(text: &str, label: &'static str, longest: usize) -> Result<String, UnitError> {
    let text = one_line(text);
    if text.chars().count() > longest { Err(UnitError::TooLong(label, longest)) } else { Ok(text) }
}
