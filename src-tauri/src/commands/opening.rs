//! The commands for the first start, before there is any data, and for the opening balance.

use std::collections::BTreeMap;

use tauri::State;
use yuebao::clock;
use yuebao::error::{Error, Problem};
use yuebao::notice::FigureId;
use yuebao::report::Entry;
use yuebao::session::{self, Opening, SavedOpening, Texts};
use yuebao::unit::{Unit, UnitKind};

use super::Answer;
use crate::state::App;

/// All problems of the unit's particulars, so that they can all be shown at once.
#[tauri::command]
pub(super) fn check_unit(unit: Unit) -> Vec<Problem> {
    unit.problems().into_iter().map(|problem| Error::from(problem).into()).collect()
}

#[tauri::command]
pub(super) fn opening(app: State<'_, App>) -> Answer<Opening> {
    app.with_shown(|session| session.reports().opening())
}

#[tauri::command]
pub(super) fn fill_opening(app: State<'_, App>, texts: Texts, instead: Option<i64>) -> Answer<SavedOpening> {
    app.with_shown(|session| session.reports_mut().save_opening(clock::now()?, texts, instead))
}

#[tauri::command]
pub(super) fn paste_opening(app: State<'_, App>, figure: FigureId, text: String) -> Answer<usize> {
    app.with_shown(|session| session.reports_mut().paste_opening(clock::now()?, figure, &text))
}

#[tauri::command]
pub(super) fn read_opening(
    app: State<'_, App>,
    kind: UnitKind,
    texts: BTreeMap<FigureId, String>,
) -> Answer<BTreeMap<FigureId, Entry>> {
    app.with_shown(|session| Ok(session::read_opening(session.form(), &kind, &texts)))
}

#[tauri::command]
pub(super) fn lay_opening(
    app: State<'_, App>,
    kind: UnitKind,
    figure: FigureId,
    text: String,
) -> Answer<Texts> {
    app.with_shown(|session| session::lay_opening(session.form(), &kind, figure, &text))
}
