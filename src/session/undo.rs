//! Undo and redo as the officer meets them: one step back, and a sentence that says what it was.

use serde::Serialize;

use super::{Now, Session};
use crate::error::Error;
use crate::form::FigureId;
use crate::period::Month;
use crate::store::{Operation, Place};

/// What undo or redo did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Undone {
    /// What happened, as a sentence.
    pub sentence: String,
    /// The month to look at, if it was about one.
    #[cfg_attr(test, ts(type = "string | null"))]
    pub month: Option<Month>,
    /// The first figure to look at, if it was about one.
    #[cfg_attr(test, ts(type = "string | null"))]
    pub figure: Option<FigureId>,
}

impl Session {
    /// Takes back the newest change of this sitting; an unsaved text counts as one.
    pub fn undo(&mut self, now: Now) -> Result<Option<Undone>, Error> {
        self.save_typed(now)?;
        let operation = self.store.undo(now, self.since)?;
        self.reload()?;
        Ok(operation.map(|operation| self.undone("已撤销", &operation)))
    }

    /// Makes again what undo took back.
    pub fn redo(&mut self, now: Now) -> Result<Option<Undone>, Error> {
        self.save_typed(now)?;
        let operation = self.store.redo(now, self.since)?;
        self.reload()?;
        Ok(operation.map(|operation| self.undone("已重做", &operation)))
    }

    fn undone(&self, done: &str, operation: &Operation) -> Undone {
        let first = operation.changes.first();
        // What is taken back stands in reverse in the log; one looks at it from the top of the form.
        let topmost = operation.changes.iter().filter_map(|change| match change.place {
            Place::Entry(month, figure) => Some((month, figure)),
            _ => None,
        });
        let (month, figure) = match (topmost.min(), first.map(|change| change.place)) {
            (Some((month, figure)), _) => (Some(month), Some(figure)),
            (None, Some(Place::NoData(month) | Place::FilledOn(month))) => (Some(month), None),
            (None, _) => (None, None),
        };
        let shown = |text: &Option<String>| text.clone().unwrap_or_else(|| "空白".to_owned());
        let what = match (first, operation.changes.len()) {
            (Some(change), 1) => match change.place {
                Place::Entry(month, id) => {
                    let name =
                        self.form.find(id).map_or_else(|_| id.to_string(), |(_, figure)| figure.name.clone());
                    format!("{}“{name}” {} → {}", month.name(), shown(&change.before), shown(&change.after))
                }
                Place::NoData(month) => format!("{}当月无数据的标记", month.name()),
                Place::FilledOn(month) => format!("{}的填报时间", month.name()),
                Place::Opening(_) => "期初累计".to_owned(),
                Place::Unit(_) => "单位资料".to_owned(),
            },
            (Some(_), count) => match month {
                Some(month) => format!("{} {count} 格", month.name()),
                None => format!("{count} 项资料"),
            },
            (None, _) => String::new(),
        };
        Undone { sentence: format!("{done}：{what}"), month, figure }
    }
}
