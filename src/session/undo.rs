//! Undo and redo for the officer and the clerk: one step, and a sentence that says what it was, or whose it is.

use std::collections::BTreeSet;
use std::ops::{Deref, DerefMut};

use serde::Serialize;

use super::collation_words::is_of_clerk;
use super::facet::History;
use super::projects::first_project;
use super::{Now, Session};
use crate::error::Error;
use crate::notice::FigureId;
use crate::period::Month;
use crate::projects::{ProjectField, ProjectId};
use crate::store::{Change, Operation, OperationKind, Place, ProjectPart, Reversal, StoreError};
use crate::wording::quoted;

/// The result of undo or redo.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Undone {
    /// What happened, as a sentence.
    pub sentence: String,
    /// The month to show, if the change was in one.
    pub month: Option<Month>,
    /// The first figure to show, if the change was in one.
    pub figure: Option<FigureId>,
    /// The first project to show, if the change was in the project list.
    pub project: Option<ProjectId>,
}

impl<S: Deref<Target = Session>> History<S> {
    /// What undo would reverse and what redo would repeat, in words, for the buttons; a button without a text
    /// is disabled.
    pub(super) fn reversible(&self) -> Result<(Option<String>, Option<String>), Error> {
        let (undo, redo) = self.session.store.reversible(self.session.since)?;
        let describe =
            |operation: Operation| format!("{}：{}", operation.kind.label(), self.subject_of(&operation));
        Ok((undo.map(describe), redo.map(describe)))
    }

    fn subject_of(&self, operation: &Operation) -> String {
        match first_project(operation) {
            Some(id) => self.projects_of(id, &operation.changes),
            None => self.changed(operation),
        }
    }

    fn undone(&self, verb: &str, operation: &Operation) -> Undone {
        let (month, figure) = shown_at(operation);
        let project = first_project(operation);
        let what = match project {
            Some(id) => self.project_undone(id, &operation.changes),
            None => self.changed(operation),
        };
        // What a clerk decides is more than the first place that it changed.
        let kind = if is_of_clerk(operation.kind) { operation.kind.label() } else { "" };
        Undone { sentence: format!("已{verb}{kind}：{what}"), month, figure, project }
    }

    /// What was made elsewhere, and was not taken back.
    fn made_elsewhere(&self, verb: &str, operation: &Operation, kind: OperationKind) -> Undone {
        let (label, what) = (operation.kind.label(), self.subject_of(operation));
        let reversed = matches!(kind, OperationKind::Undo | OperationKind::Redo);
        let reversed = if reversed { kind.label() } else { "" };
        let sentence = format!(
            "没有{verb}：最新的改动不是在这个窗口做的，是{reversed}“{label}”（{what}）。已经重新读出来，请看一看；还要{verb}，就再{verb}一次"
        );
        let (month, figure) = shown_at(operation);
        Undone { sentence, month, figure, project: first_project(operation) }
    }

    /// What an operation changed, if it was not in the project list.
    fn changed(&self, operation: &Operation) -> String {
        if let Some(about) = self.decided_about(operation) {
            return about;
        }
        // Where an amount came from is no cell of its own.
        let changes = operation.changes.iter().filter(|change| !matches!(change.place, Place::Source(..)));
        let (first, count) = (changes.clone().next(), changes.count());
        let (month, _) = shown_at(operation);
        let months: BTreeSet<Month> =
            operation.changes.iter().filter_map(|change| change.place.month()).collect();
        let shown = |text: &Option<String>| text.clone().unwrap_or_else(|| "空白".to_owned());
        match (first, count) {
            (Some(change), 1) => match change.place {
                Place::Entry(month, id) => {
                    let (before, after) = (shown(&change.before), shown(&change.after));
                    format!("{}{} {before} → {after}", month.name(), quoted(self.figure_name(id)))
                }
                Place::Source(month, id) => {
                    format!("{}{}的来源", month.name(), quoted(self.figure_name(id)))
                }
                Place::Adjustment(month, id) => {
                    format!("{}{}的累计调整", month.name(), quoted(self.figure_name(id)))
                }
                Place::Explanation(month, _) => format!("{}的说明", month.name()),
                Place::NoData(month) => format!("{}当月无数据的标记", month.name()),
                Place::Text(month, id) => {
                    format!("{}的{}", month.name(), self.session.form().text_name(id).unwrap_or_default())
                }
                Place::FilledOn(month) => format!("{}的填报时间", month.name()),
                Place::Opening(id) => {
                    let (before, after) = (shown(&change.before), shown(&change.after));
                    format!("期初累计{} {before} → {after}", quoted(self.figure_name(id)))
                }
                Place::Unit(_) => "单位资料".to_owned(),
                Place::Member(..) | Place::Taken(_) | Place::Assignment(..) | Place::Judgement(..) => {
                    self.collated_place(change.place).unwrap_or_default()
                }
                Place::Notice(_) => "通知".to_owned(),
                // Handled above, or never undone.
                Place::Project(..) | Place::SentProjects(_) => "项目清单".to_owned(),
                Place::Summary(span, heading, part) => {
                    self.session.summaries().summary_subject(span, heading, part)
                }
                // These are never undone.
                Place::State(month)
                | Place::Reason(month)
                | Place::Revision(month, _)
                | Place::Sending(month, _)
                | Place::Document(month, ..)
                | Place::Scan(month, _) => month.name(),
            },
            (Some(change), _) if self.collated_place(change.place).is_some() => {
                self.collated_places(operation)
            }
            (Some(_), count) => match month {
                Some(_) if months.len() > 1 => format!("{} 个月 {count} 格", months.len()),
                Some(month) => format!("{} {count} 格", month.name()),
                None => match first.map(|change| change.place) {
                    Some(Place::Opening(_)) => format!("期初累计 {count} 格"),
                    Some(Place::Summary(span, ..)) => {
                        self.session.summaries().summary_texts(span, &operation.changes)
                    }
                    _ => format!("{count} 项资料"),
                },
            },
            (None, _) => String::new(),
        }
    }

    /// 第 2 项“龙沙镇”, or the number of projects.
    fn projects_of(&self, id: ProjectId, changes: &[Change]) -> String {
        let count = changes.iter().filter_map(|change| change.place.project()).collect::<BTreeSet<_>>().len();
        if count == 1 { self.project_name(id, changes) } else { format!("{count} 个项目") }
    }

    /// The change in the project list that was undone.
    fn project_undone(&self, id: ProjectId, changes: &[Change]) -> String {
        let name = self.projects_of(id, changes);
        let position =
            changes.iter().find(|change| change.place == Place::Project(id, ProjectPart::Position));
        match position.map(|change| (change.before.is_some(), change.after.is_some())) {
            Some((false, true)) => format!("{name}回到了清单里"),
            Some((true, false)) => format!("{name}不在清单里了"),
            Some(_) => format!("{name}的顺序"),
            None => match changes {
                [Change { place: Place::Project(_, ProjectPart::DoneOn), .. }] => format!("{name}的完成标记"),
                [Change { place: Place::Project(_, ProjectPart::Text(_)), before, after }] => {
                    format!("{name} {} → {}", shortened(before.as_deref()), shortened(after.as_deref()))
                }
                _ => format!("{name} {} 格", changes.len()),
            },
        }
    }

    /// 第 2 项“龙沙镇”, or its former text if it was deleted.
    fn project_name(&self, id: ProjectId, changes: &[Change]) -> String {
        let list = &self.session.projects.list;
        let listed = (1..).zip(list).find(|(_, listed)| listed.id == id);
        let by = Place::Project(id, ProjectPart::Text(ProjectField::By));
        let gone =
            || changes.iter().find(|change| change.place == by).and_then(|change| change.before.clone());
        match listed {
            Some((number, listed)) => {
                format!("第 {number} 项{}", quoted(shortened(Some(&listed.project.by))))
            }
            None => format!("项目{}", quoted(shortened(gone().as_deref()))),
        }
    }

    /// The short name of a figure, or its id if the form does not know it.
    pub(super) fn figure_name(&self, id: FigureId) -> String {
        self.session.form().find(id).map_or_else(|_| id.to_string(), |(_, figure)| figure.name.clone())
    }
}

impl<S: DerefMut<Target = Session>> History<S> {
    /// Undoes the newest change of this sitting.
    pub fn undo(&mut self, now: Now) -> Result<Option<Undone>, Error> {
        self.reversed("撤销", |session| session.store.undo(now, session.since))
    }

    /// Repeats the change that was undone last.
    pub fn redo(&mut self, now: Now) -> Result<Option<Undone>, Error> {
        self.reversed("重做", |session| session.store.redo(now, session.since))
    }

    fn reversed(
        &mut self,
        verb: &str,
        reverse: impl FnOnce(&mut Session) -> Result<Option<Reversal>, StoreError>,
    ) -> Result<Option<Undone>, Error> {
        let reversal = reverse(&mut self.session)?;
        self.session.reload()?;
        Ok(reversal.map(|reversal| match reversal {
            Reversal::Made(operation) => self.undone(verb, &operation),
            Reversal::Elsewhere { operation, kind } => self.made_elsewhere(verb, &operation, kind),
        }))
    }
}

/// The month and the figure to show. An undo logs its changes in reverse order, so the topmost figure of the
/// form is chosen.
fn shown_at(operation: &Operation) -> (Option<Month>, Option<FigureId>) {
    let topmost = operation.changes.iter().filter_map(|change| match change.place {
        Place::Entry(month, figure) | Place::Adjustment(month, figure) => Some((Some(month), figure)),
        Place::Opening(figure) => Some((None, figure)),
        _ => None,
    });
    // A cell of a month is preferred to one of the opening balance, because its page shows more of the change.
    match topmost.min_by_key(|(month, figure)| (month.is_none(), *month, *figure)) {
        Some((month, figure)) => (month, Some(figure)),
        None => (operation.changes.first().and_then(|change| change.place.month()), None),
    }
}

/// The beginning of a text, enough to recognise it.
fn shortened(text: Option<&str>) -> String {
    const LONGEST: usize = 20;
    let text = text.filter(|text| !text.is_empty()).unwrap_or("空白");
    let start: String = text.chars().take(LONGEST).collect();
    if start.len() < text.len() { format!("{start}…") } else { start }
}
