//! The change log as the officer reads it (修改记录): who, when, what, the text before and the text after.
//!
//! The store keeps the log and only appends to it; this module puts it into words.

use std::collections::BTreeSet;
use std::ops::Deref;

use chrono::{DateTime, FixedOffset};
use serde::Serialize;

use super::Session;
use super::facet::History;
use super::overview::CLOSE;
use crate::error::Error;
use crate::notice::{FieldKind, FigureId, Notice};
use crate::period::{Month, date_name, moment_name};
use crate::projects::ProjectId;
use crate::report::{State, report_name};
use crate::store::{Logged, OperationKind, Place, ProjectPart, SENT, Side, SummaryPart, UnitField, YES};
use crate::summary::told_facts;
use crate::unit::UnitKind;
use crate::wording::quoted;

/// One change, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct HistoryLine {
    /// The number of the operation that the change belongs to.
    pub operation: i64,
    /// The time, to the second.
    pub at: DateTime<FixedOffset>,
    /// The time in words.
    pub moment: String,
    /// The person who filled in the form.
    pub person: String,
    /// The operation in words.
    pub action: String,
    /// The month, if the change belongs to one.
    pub month: Option<Month>,
    pub month_name: String,
    /// The figure, if the change belongs to one.
    pub figure: Option<FigureId>,
    pub subject: String,
    /// The text before; empty if there was none.
    pub before: String,
    /// The text after; empty if there is none.
    pub after: String,
}

impl HistoryLine {
    /// The line as the columns of [`crate::output::HISTORY_COLUMNS`].
    pub fn columns(&self) -> [String; 7] {
        let texts = [
            &self.moment,
            &self.person,
            &self.action,
            &self.month_name,
            &self.subject,
            &self.before,
            &self.after,
        ];
        texts.map(Clone::clone)
    }
}

impl<S: Deref<Target = Session>> History<S> {
    /// The change log, newest first: for one month or all, for one figure or all.
    pub fn lines(&self, month: Option<Month>, figure: Option<FigureId>) -> Result<Vec<HistoryLine>, Error> {
        figure.map(|figure| self.session.form().find(figure)).transpose()?;
        let log = self.session.store.log()?;
        let half_way = half_way(&log);
        let wanted = log.into_iter().rev().filter(|logged| {
            let place = logged.change.place;
            // At 定稿 the reason moves from the month into the report; that is not worth a line.
            let moved = matches!(place, Place::Reason(_)) && logged.change.after.is_none();
            !moved
                && !half_way.contains(&logged.operation)
                && month.is_none_or(|month| place.month() == Some(month))
                && figure.is_none_or(|figure| place.figure() == Some(figure))
        });
        Ok(wanted.map(|logged| self.history_line(logged)).collect())
    }

    fn history_line(&self, logged: Logged) -> HistoryLine {
        let Logged { operation, at, person, kind, change, .. } = logged;
        let (place, month) = (change.place, change.place.month());
        let said = |text: Option<String>| match (place, text) {
            (Place::State(_), text) => self.state_in_words(text.as_deref()).to_owned(),
            (_, None) => String::new(),
            (_, Some(text)) => {
                let collated = self.collated_text(place, &text);
                collated.unwrap_or_else(|| in_words(self.session.notice(), place, text))
            }
        };
        HistoryLine {
            operation,
            at,
            moment: moment_name(at.naive_local()),
            person,
            action: self.action(kind).to_owned(),
            month,
            month_name: month.map(Month::name).unwrap_or_default(),
            figure: place.figure(),
            subject: self.subject(place),
            before: said(change.before),
            after: said(change.after),
        }
    }

    /// What the clerk pressed is 关账 where the officer pressed 定稿.
    fn action(&self, kind: OperationKind) -> &'static str {
        match (self.session.side(), kind) {
            (Side::Collation, OperationKind::Finalize) => CLOSE,
            _ => kind.label(),
        }
    }

    fn state_in_words(&self, text: Option<&str>) -> &'static str {
        let state = match text {
            Some(SENT) => State::Sent,
            Some(_) => State::Final,
            None => State::Draft,
        };
        self.session.state_label(state)
    }

    fn subject(&self, place: Place) -> String {
        let figure = |id: FigureId, quantity: &str| {
            let found = self.session.form().find(id);
            let row = found.map_or_else(|_| format!("第 {} 行", id.row), |(row, _)| row.printed());
            format!("{row}{}{quantity}", quoted(self.figure_name(id)))
        };
        let columns = &self.session.form().columns;
        match place {
            Place::Entry(_, id) => figure(id, &columns.month),
            Place::Source(_, id) => figure(id, &format!("{}的来源", columns.month)),
            Place::Opening(id) => figure(id, "期初累计"),
            Place::Adjustment(_, id) => figure(id, "累计调整"),
            Place::Explanation(_, subject) => match subject.figure {
                Some(id) => figure(id, "说明"),
                None => "说明".to_owned(),
            },
            Place::NoData(_) => "当月无数据".to_owned(),
            Place::Text(_, id) => {
                self.session.form().text_name(id).unwrap_or_else(|_| format!("文字栏 {id}"))
            }
            Place::FilledOn(_) => {
                self.session.form().header.label(FieldKind::Date).trim_end_matches('：').to_owned()
            }
            Place::State(_) => "状态".to_owned(),
            Place::Reason(_) => "重新打开的原因".to_owned(),
            Place::Project(id, part) => {
                let columns = self.session.project_form().map(|form| &form.columns);
                let what = match part {
                    ProjectPart::Position => "次序",
                    ProjectPart::DoneOn => "完成标记",
                    ProjectPart::Text(field) => columns.map_or("", |columns| field.heading(columns)),
                };
                format!("{}的{what}", self.logged_project(id))
            }
            Place::Summary(span, heading, part) => {
                self.session.summaries().summary_subject(span, heading, part)
            }
            Place::Member(..) | Place::Taken(_) | Place::Assignment(..) | Place::Judgement(..) => {
                self.collated_place(place).unwrap_or_default()
            }
            Place::Notice(edition) => format!("通知第 {edition} 版"),
            Place::SentProjects(number) => format!("项目清单第 {number} 次报送"),
            Place::Revision(_, number) => report_name(number),
            Place::Sending(_, number) => format!("{}的报送", report_name(number)),
            Place::Document(_, number, _) => format!("{}的文件", report_name(number)),
            Place::Scan(_, number) => format!("{}的扫描件", report_name(number)),
            Place::Unit(field) => match field {
                UnitField::Name => "填报单位",
                UnitField::Kind => "单位类别",
                UnitField::Person => "填报人",
                UnitField::Phone => "联系电话",
                UnitField::FirstMonth => "开始填报的月份",
                UnitField::RestartEachYear => "每年 1 月重新累计",
            }
            .to_owned(),
        }
    }

    /// A project by its present name; a deleted one by its number in the log.
    fn logged_project(&self, id: ProjectId) -> String {
        let listed = self.session.projects.list.iter().find(|listed| listed.id == id);
        match listed.map(|listed| &listed.project.by).filter(|by| !by.is_empty()) {
            Some(by) => format!("项目{}", quoted(by)),
            None => format!("项目 {id}"),
        }
    }
}

/// The operations that saved a text half-way, and those that reversed them in the same moment in which the
/// whole text was saved: one line shows all of it.
fn half_way(log: &[Logged]) -> BTreeSet<i64> {
    let mut found = BTreeSet::new();
    for (back, whole) in log.iter().zip(log.iter().skip(1)) {
        let Some(half) = back.undoes.filter(|_| back.kind == OperationKind::Undo) else { continue };
        let at = log.binary_search_by_key(&half, |logged| logged.operation);
        let kind = at.ok().and_then(|at| log.get(at)).map(|logged| logged.kind);
        let is_next = whole.operation == back.operation + 1 && whole.at == back.at;
        if is_next && kind == Some(whole.kind) && whole.change.place == back.change.place {
            found.extend([half, back.operation]);
        }
    }
    found
}

/// A stored text, as the officer knows it.
fn in_words(notice: &Notice, place: Place, text: String) -> String {
    match place {
        Place::Unit(UnitField::Kind) => notice.kind_name(&UnitKind::from(text.as_str())),
        Place::Unit(UnitField::FirstMonth) => text.parse().map_or(text, Month::name),
        Place::Unit(UnitField::RestartEachYear) | Place::NoData(_) => {
            if text == YES { "是" } else { "否" }.to_owned()
        }
        Place::FilledOn(_) | Place::Project(_, ProjectPart::DoneOn) => text.parse().map_or(text, date_name),
        // The amount and the reason, which the store keeps in one text.
        Place::Adjustment(..) => match text.split_once(' ') {
            Some((amount, reason)) => format!("{amount}（{reason}）"),
            None => text,
        },
        Place::Project(_, ProjectPart::Position) => "在清单里".to_owned(),
        Place::Revision(..) | Place::SentProjects(_) | Place::Notice(_) => {
            format!("已存档，校验码 {}", shortened(&text))
        }
        Place::Document(..) | Place::Scan(..) => match text.split_once(' ') {
            Some((digest, name)) => format!("{name}，校验码 {}", shortened(digest)),
            None => text,
        },
        Place::Sending(..) => {
            let parts = text.split('\t').skip(1).filter(|part| !part.is_empty());
            let told = parts.collect::<Vec<_>>().join("，");
            if told.is_empty() { State::Sent.label().to_owned() } else { told }
        }
        Place::Summary(.., SummaryPart::Facts) => told_facts(&text),
        // Those of the other end have words of their own.
        Place::Member(..)
        | Place::Taken(_)
        | Place::Assignment(..)
        | Place::Judgement(..)
        | Place::State(_)
        | Place::Unit(_)
        | Place::Opening(_)
        | Place::Entry(..)
        | Place::Source(..)
        | Place::Text(..)
        | Place::Explanation(..)
        | Place::Reason(_)
        | Place::Summary(.., SummaryPart::Text)
        | Place::Project(_, ProjectPart::Text(_)) => text,
    }
}

/// The first digits of a digest, enough to compare it by eye.
fn shortened(digest: &str) -> &str {
    digest.get(..12).unwrap_or(digest)
}
