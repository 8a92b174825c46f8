//! The commands for the register of the units below, after the first start.

use tauri::State;
use yuebao::clock;
use yuebao::collation::MemberId;
use yuebao::session::{MemberDraft, NewMember, RegisterPage};

use super::Answer;
use crate::state::App;

#[tauri::command]
pub(super) fn register(app: State<'_, App>) -> Answer<RegisterPage> {
    app.with_shown(|session| session.collation().register(clock::now()?.date_naive()))
}

/// What a change would do to the months, a sentence each. Without `unit` it is a new one.
#[tauri::command]
pub(super) fn preview_member(
    app: State<'_, App>,
    unit: Option<MemberId>,
    draft: MemberDraft,
) -> Answer<Vec<String>> {
    app.with_shown(|session| session.collation().preview_member(clock::now()?.date_naive(), unit, draft))
}

#[tauri::command]
pub(super) fn add_members(app: State<'_, App>, members: Vec<NewMember>) -> Answer<()> {
    app.with_shown(|session| session.collation_mut().add_members(clock::now()?, members))
}

#[tauri::command]
pub(super) fn set_member(app: State<'_, App>, unit: MemberId, draft: MemberDraft) -> Answer<()> {
    app.with_shown(|session| session.collation_mut().set_member(clock::now()?, unit, draft))
}

/// Takes a unit out of the register of which nothing came and nothing was decided.
#[tauri::command]
pub(super) fn remove_member(app: State<'_, App>, unit: MemberId) -> Answer<()> {
    app.with_shown(|session| session.collation_mut().remove_member(clock::now()?, unit))
}

/// Puts a unit before another one, or at the end of the register.
#[tauri::command]
pub(super) fn move_member(app: State<'_, App>, unit: MemberId, before: Option<MemberId>) -> Answer<()> {
    app.with_shown(|session| session.collation_mut().move_member(clock::now()?, unit, before))
}
