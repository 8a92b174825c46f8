//! The places that a change can be made in: their names in the log and their places in the tables.

use chrono::{DateTime, FixedOffset};
use rusqlite::{Connection, OptionalExtension as _, params};

use super::error::Failure;
use super::part::{AssignmentPart, JudgementPart, MemberPart, ProjectPart, SummaryPart};
use super::text::{parsed, yes_or_no};
use crate::collation::{MemberId, ReceiptId, ReportRef};
use crate::notice::{FigureId, Form, TextId};
use crate::period::Month;
use crate::projects::ProjectId;
use crate::report::Subject;
use crate::summary::{Heading, Span};
use crate::unit::Unit;

/// The places a change can be made in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// One of the unit's particulars.
    Unit(UnitField),
    /// The opening balance of a figure.
    Opening(FigureId),
    /// The 当月 cell of a figure.
    Entry(Month, FigureId),
    /// Where the amount in a 当月 cell was filled in from. It stands in the log alone, beside the amount.
    Source(Month, FigureId),
    /// The mark 当月无数据.
    NoData(Month),
    /// 填报时间
    FilledOn(Month),
    /// A text of a month that is no figure.
    Text(Month, TextId),
    Project(ProjectId, ProjectPart),
    /// The sent list with that number; the text is its digest.
    SentProjects(u32),
    /// 累计调整 of a figure.
    Adjustment(Month, FigureId),
    /// The 说明 that answers a warning.
    Explanation(Month, Subject),
    /// Whether the month is final or sent; empty while it is being filled in.
    State(Month),
    /// Why the month was opened again.
    Reason(Month),
    /// A revision by its number; the text is its digest.
    Revision(Month, u32),
    /// How the revision was sent: when, by what means, to whom.
    Sending(Month, u32),
    /// A file of the revision; the text is its digest and name.
    Document(Month, u32, u32),
    /// The scan of the revision's sealed page; the text is its digest and name.
    Scan(Month, u32),
    /// An edition of a notice; the text is its digest.
    Notice(u32),
    /// The officer's words under a heading of a summary.
    Summary(Span, Heading, SummaryPart),
    /// What the register says of a unit below.
    Member(MemberId, MemberPart),
    /// A file that came in; the text is its digest and name.
    Taken(ReceiptId),
    /// What the clerk says of a report that came in.
    Assignment(ReportRef, AssignmentPart),
    /// What was decided of a unit's month.
    Judgement(Month, MemberId, JudgementPart),
}

/// The particulars of a unit that can be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitField {
    /// 填报单位
    Name,
    /// 单位类别
    Kind,
    /// 填报人
    Person,
    /// 联系电话
    Phone,
    /// 开始填报的月份
    FirstMonth,
    /// 每年重新累计
    RestartEachYear,
}

impl UnitField {
    pub(super) const ALL: [Self; 6] =
        [Self::Name, Self::Kind, Self::Person, Self::Phone, Self::FirstMonth, Self::RestartEachYear];

    fn column(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Kind => "kind",
            Self::Person => "person",
            Self::Phone => "phone",
            Self::FirstMonth => "first_month",
            Self::RestartEachYear => "restart_each_year",
        }
    }

    pub(super) fn text(self, unit: &Unit) -> String {
        match self {
            Self::Name => unit.name.clone(),
            Self::Kind => unit.kind.word().to_owned(),
            Self::Person => unit.person.clone(),
            Self::Phone => unit.phone.clone(),
            Self::FirstMonth => unit.first_month.to_string(),
            Self::RestartEachYear => yes_or_no(unit.restart_each_year).to_owned(),
        }
    }
}

impl Place {
    /// The word for an edition of a notice in the log.
    pub(super) const NOTICE: &'static str = "notice";
    /// The word for a unit of the register in the log.
    pub(super) const MEMBER: &'static str = "member";
    /// The word for what was decided of a unit's month in the log.
    pub(super) const JUDGEMENT: &'static str = "judgement";
    /// The word for the source of an amount in the log.
    const SOURCE: &'static str = "source";

    /// The project that the place belongs to, if any.
    pub fn project(self) -> Option<ProjectId> {
        match self {
            Self::Project(id, _) => Some(id),
            _ => None,
        }
    }

    /// The form that the place belongs to: the monthly form or the project list.
    pub(super) fn form(self, monthly: &Form) -> &str {
        match self {
            Self::Project(..) | Self::SentProjects(_) => &monthly.list_key,
            Self::Notice(_) | Self::Member(..) => &monthly.notice,
            _ => &monthly.key,
        }
    }

    /// The month that the place belongs to, if any.
    pub fn month(self) -> Option<Month> {
        match self {
            Self::Unit(_)
            | Self::Opening(_)
            | Self::Project(..)
            | Self::SentProjects(_)
            | Self::Notice(_)
            | Self::Member(..)
            | Self::Taken(_)
            | Self::Assignment(..)
            | Self::Summary(..) => None,
            Self::Judgement(month, ..)
            | Self::Entry(month, _)
            | Self::Source(month, _)
            | Self::NoData(month)
            | Self::FilledOn(month)
            | Self::Text(month, _)
            | Self::Adjustment(month, _)
            | Self::Explanation(month, _)
            | Self::State(month)
            | Self::Reason(month)
            | Self::Revision(month, _)
            | Self::Sending(month, _)
            | Self::Scan(month, _)
            | Self::Document(month, ..) => Some(month),
        }
    }

    /// The figure that the place belongs to, if any.
    pub fn figure(self) -> Option<FigureId> {
        match self {
            Self::Opening(figure)
            | Self::Entry(_, figure)
            | Self::Source(_, figure)
            | Self::Adjustment(_, figure) => Some(figure),
            Self::Explanation(_, subject) => subject.figure,
            _ => None,
        }
    }

    /// The month that must not be final if this place is to be changed.
    pub(super) fn locked_by(self) -> Option<Month> {
        match self {
            Self::Entry(month, _)
            | Self::Source(month, _)
            | Self::NoData(month)
            | Self::FilledOn(month)
            | Self::Text(month, _)
            | Self::Adjustment(month, _)
            | Self::Explanation(month, _) => Some(month),
            _ => None,
        }
    }

    pub(super) fn log_texts(self) -> (&'static str, Option<String>, Option<String>) {
        let month = self.month().map(|month| month.to_string());
        match self {
            Self::Notice(edition) => (Self::NOTICE, month, Some(edition.to_string())),
            Self::Unit(field) => ("unit", month, Some(field.column().to_owned())),
            Self::Opening(figure) => ("opening", month, Some(figure.to_string())),
            Self::Entry(_, figure) => ("entry", month, Some(figure.to_string())),
            Self::Source(_, figure) => (Self::SOURCE, month, Some(figure.to_string())),
            Self::NoData(_) => ("no_data", month, None),
            Self::FilledOn(_) => ("filled_on", month, None),
            Self::Text(_, id) => ("typed_text", month, Some(id.to_string())),
            Self::Project(id, part) => ("project", month, Some(format!("{id}.{}", part.word()))),
            Self::SentProjects(number) => ("sent_projects", month, Some(number.to_string())),
            Self::Adjustment(_, figure) => ("adjustment", month, Some(figure.to_string())),
            Self::Explanation(_, subject) => ("explanation", month, Some(subject.to_string())),
            Self::State(_) => ("state", month, None),
            Self::Reason(_) => ("reason", month, None),
            Self::Revision(_, number) => ("revision", month, Some(number.to_string())),
            Self::Sending(_, number) => ("sending", month, Some(number.to_string())),
            Self::Scan(_, number) => ("scan", month, Some(number.to_string())),
            Self::Document(_, revision, number) => ("document", month, Some(format!("{revision}/{number}"))),
            Self::Summary(span, heading, part) => {
                ("summary", month, Some(format!("{span}/{heading}/{}", part.word())))
            }
            Self::Member(id, part) => (Self::MEMBER, month, Some(format!("{id}.{}", part.word()))),
            Self::Taken(receipt) => ("taken", month, Some(receipt.0.to_string())),
            Self::Assignment(report, part) => {
                ("assignment", month, Some(format!("{report}.{}", part.word())))
            }
            Self::Judgement(_, unit, part) => {
                (Self::JUDGEMENT, month, Some(format!("{unit}.{}", part.word())))
            }
        }
    }

    pub(super) fn from_log(place: &str, month: Option<&str>, item: Option<&str>) -> Result<Self, Failure> {
        let unreadable = || Failure::Unreadable(place.to_owned());
        let month = || month.ok_or_else(unreadable).and_then(parsed);
        let item = || item.ok_or_else(unreadable);
        let figure = || item().and_then(parsed);
        let number = || item().and_then(parsed::<u32>);
        match place {
            "unit" => {
                let column = item()?;
                let field = UnitField::ALL.into_iter().find(|field| field.column() == column);
                field.map(Self::Unit).ok_or_else(unreadable)
            }
            "opening" => Ok(Self::Opening(figure()?)),
            "entry" => Ok(Self::Entry(month()?, figure()?)),
            Self::SOURCE => Ok(Self::Source(month()?, figure()?)),
            "no_data" => Ok(Self::NoData(month()?)),
            "filled_on" => Ok(Self::FilledOn(month()?)),
            "typed_text" => Ok(Self::Text(month()?, item().and_then(parsed)?)),
            "project" => {
                let (id, part) = item()?.split_once('.').ok_or_else(unreadable)?;
                Ok(Self::Project(parsed(id)?, ProjectPart::from_word(part)?))
            }
            Self::NOTICE => Ok(Self::Notice(number()?)),
            "sent_projects" => Ok(Self::SentProjects(number()?)),
            "adjustment" => Ok(Self::Adjustment(month()?, figure()?)),
            "explanation" => Ok(Self::Explanation(month()?, item().and_then(parsed)?)),
            "state" => Ok(Self::State(month()?)),
            "reason" => Ok(Self::Reason(month()?)),
            "revision" => Ok(Self::Revision(month()?, number()?)),
            "sending" => Ok(Self::Sending(month()?, number()?)),
            "scan" => Ok(Self::Scan(month()?, number()?)),
            "document" => {
                let (revision, number) = item()?.split_once('/').ok_or_else(unreadable)?;
                Ok(Self::Document(month()?, parsed(revision)?, parsed(number)?))
            }
            "summary" => {
                let parts: Vec<&str> = item()?.split('/').collect();
                let [span, heading, part] = parts.as_slice() else { return Err(unreadable()) };
                Ok(Self::Summary(parsed(span)?, parsed(heading)?, SummaryPart::from_word(part)?))
            }
            Self::MEMBER => {
                let (id, part) = item()?.split_once('.').ok_or_else(unreadable)?;
                Ok(Self::Member(parsed(id)?, MemberPart::from_word(part)?))
            }
            "taken" => Ok(Self::Taken(ReceiptId(item().and_then(parsed)?))),
            "assignment" => {
                let (report, part) = item()?.split_once('.').ok_or_else(unreadable)?;
                Ok(Self::Assignment(parsed(report)?, AssignmentPart::from_word(part)?))
            }
            Self::JUDGEMENT => {
                let (unit, part) = item()?.split_once('.').ok_or_else(unreadable)?;
                Ok(Self::Judgement(month()?, parsed(unit)?, JudgementPart::from_word(part)?))
            }
            _ => Err(unreadable()),
        }
    }

    pub(super) fn read(self, connection: &Connection, form: &Form) -> Result<Option<String>, Failure> {
        let text = |query: &str, parameters: &[&dyn rusqlite::ToSql]| {
            connection
                .prepare_cached(query)?
                .query_row(parameters, |row| row.get::<_, Option<String>>(0))
                .optional()
                .map(Option::flatten)
        };
        let (place, month, item) = self.log_texts();
        let (month, item) = (month.unwrap_or_default(), item.unwrap_or_default());
        let of_month = |column: &str| {
            let query = format!("SELECT {column} FROM report WHERE form = ?1 AND month = ?2");
            text(&query, &[&form.key, &month])
        };
        let in_month = |table: &str, key: &str| {
            let query = format!(
                "SELECT text FROM {table} JOIN report ON report.id = {table}.report
                 WHERE form = ?1 AND month = ?2 AND {key} = ?3"
            );
            text(&query, &[&form.key, &month, &item])
        };
        let text = match self {
            Self::Unit(field) => {
                text(&format!("SELECT {} FROM unit WHERE form = ?1", field.column()), &[&form.key])
            }
            Self::Opening(_) => {
                text("SELECT text FROM opening WHERE form = ?1 AND figure = ?2", &[&form.key, &item])
            }
            Self::Entry(..) => in_month("entry", "figure"),
            Self::Text(..) => in_month("typed_text", "item"),
            Self::Adjustment(..) => in_month("adjustment", "figure"),
            Self::Explanation(..) => in_month("explanation", "subject"),
            Self::NoData(_) => of_month("no_data"),
            Self::FilledOn(_) => of_month("filled_on"),
            Self::State(_) => of_month("state"),
            Self::Reason(_) => of_month("reason"),
            Self::Project(id, part) => text(
                "SELECT text FROM project WHERE form = ?1 AND id = ?2 AND part = ?3",
                &[&form.list_key, &id, &part.word()],
            ),
            Self::Summary(span, heading, part) => text(
                "SELECT text FROM summary WHERE form = ?1 AND span = ?2 AND heading = ?3 AND part = ?4",
                &[&form.key, &span.to_string(), &heading.word(), &part.word()],
            ),
            Self::Member(..) | Self::Taken(_) | Self::Assignment(..) | Self::Judgement(..) => text(
                "SELECT text FROM decision WHERE form = ?1 AND place = ?2 AND month = ?3 AND item = ?4",
                &[&self.form(form), &place, &month, &item],
            ),
            // Permanent records, and what stands in the log alone; they are never read in order to be written again.
            Self::Source(..)
            | Self::SentProjects(_)
            | Self::Notice(_)
            | Self::Revision(..)
            | Self::Sending(..)
            | Self::Document(..)
            | Self::Scan(..) => Ok(None),
        };
        Ok(text?)
    }

    pub(super) fn write(
        self,
        connection: &Connection,
        form: &Form,
        now: DateTime<FixedOffset>,
        text: Option<&str>,
    ) -> Result<(), Failure> {
        let (_, _, item) = self.log_texts();
        let of_month = |month: Month, column: &str| {
            let report = report(connection, form, month)?;
            connection
                .execute(&format!("UPDATE report SET {column} = ?2 WHERE id = ?1"), params![report, text])?;
            Ok::<_, Failure>(())
        };
        let in_month = |month: Month, table: &str, key: &str| {
            let report = report(connection, form, month)?;
            let query = match text {
                Some(_) => format!(
                    "INSERT INTO {table} (report, {key}, text) VALUES (?1, ?2, ?3)
                     ON CONFLICT DO UPDATE SET text = ?3"
                ),
                // The third parameter is bound, so it has to be named.
                None => format!("DELETE FROM {table} WHERE report = ?1 AND {key} = ?2 AND ?3 IS NULL"),
            };
            connection.prepare_cached(&query)?.execute(params![report, item, text])?;
            Ok::<_, Failure>(report)
        };
        match self {
            Self::Unit(field) => {
                let query = format!("UPDATE unit SET {} = ?2 WHERE form = ?1", field.column());
                connection.execute(&query, params![form.key, text])?;
            }
            Self::Opening(_) => {
                match text {
                    Some(text) => connection.execute(
                        "INSERT INTO opening (unit, form, figure, text) SELECT id, form, ?2, ?3 FROM unit WHERE form = ?1
                         ON CONFLICT DO UPDATE SET text = ?3",
                        params![form.key, item, text],
                    )?,
                    None => connection
                        .execute("DELETE FROM opening WHERE form = ?1 AND figure = ?2", params![form.key, item])?,
                };
            }
            Self::Entry(month, _) => {
                let report = in_month(month, "entry", "figure")?;
                connection
                    .prepare_cached("UPDATE report SET changed_on = ?2 WHERE id = ?1")?
                    .execute(params![report, now.date_naive().to_string()])?;
            }
            Self::Text(month, _) => drop(in_month(month, "typed_text", "item")?),
            Self::Adjustment(month, _) => drop(in_month(month, "adjustment", "figure")?),
            Self::Explanation(month, _) => drop(in_month(month, "explanation", "subject")?),
            Self::Source(..) => {}
            Self::NoData(month) => of_month(month, "no_data")?,
            Self::FilledOn(month) => of_month(month, "filled_on")?,
            Self::State(month) => of_month(month, "state")?,
            Self::Reason(month) => of_month(month, "reason")?,
            // Permanent records are written as a whole; no edit creates or changes one.
            Self::SentProjects(_)
            | Self::Notice(_)
            | Self::Revision(..)
            | Self::Sending(..)
            | Self::Document(..)
            | Self::Scan(..) => {
                return Err(Failure::Unreadable(text.unwrap_or_default().to_owned()));
            }
            Self::Summary(span, heading, part) => {
                let query = match text {
                    Some(_) => {
                        "INSERT INTO summary (form, span, heading, part, text) VALUES (?1, ?2, ?3, ?4, ?5)
                         ON CONFLICT DO UPDATE SET text = ?5"
                    }
                    // The last parameter is bound, so it has to be named.
                    None => {
                        "DELETE FROM summary
                         WHERE form = ?1 AND span = ?2 AND heading = ?3 AND part = ?4 AND ?5 IS NULL"
                    }
                };
                let span = span.to_string();
                connection.prepare_cached(query)?.execute(params![
                    form.key,
                    span,
                    heading.word(),
                    part.word(),
                    text
                ])?;
            }
            Self::Member(..) | Self::Taken(_) | Self::Assignment(..) | Self::Judgement(..) => {
                self.write_decision(connection, form, text)?;
            }
            Self::Project(id, part) => {
                let query = match text {
                    Some(_) => {
                        "INSERT INTO project (form, id, part, text) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET text = ?4"
                    }
                    // The last parameter is bound, so it has to be named.
                    None => "DELETE FROM project WHERE form = ?1 AND id = ?2 AND part = ?3 AND ?4 IS NULL",
                };
                connection.prepare_cached(query)?.execute(params![form.list_key, id, part.word(), text])?;
            }
        }
        Ok(())
    }

    /// Writes what a clerk said or decided.
    fn write_decision(self, connection: &Connection, form: &Form, text: Option<&str>) -> Result<(), Failure> {
        let query = match text {
            Some(_) => {
                "INSERT INTO decision (form, place, month, item, text) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT DO UPDATE SET text = ?5"
            }
            // The last parameter is bound, so it has to be named.
            None => {
                "DELETE FROM decision
                 WHERE form = ?1 AND place = ?2 AND month = ?3 AND item = ?4 AND ?5 IS NULL"
            }
        };
        let (place, month, item) = self.log_texts();
        let of = (self.form(form), place, month.unwrap_or_default(), item.unwrap_or_default());
        connection.prepare_cached(query)?.execute(params![of.0, of.1, of.2, of.3, text])?;
        Ok(())
    }
}

/// Returns the record of a month and creates it if there is none. There is never more than one.
pub(super) fn report(connection: &Connection, form: &Form, month: Month) -> Result<i64, Failure> {
    let month = month.to_string();
    connection
        .prepare_cached(
            "INSERT INTO report (unit, form, month) SELECT id, form, ?2 FROM unit WHERE form = ?1 ON CONFLICT DO NOTHING",
        )?
        .execute(params![form.key, month])?;
    let id = connection
        .prepare_cached("SELECT id FROM report WHERE form = ?1 AND month = ?2")?
        .query_row(params![form.key, month], |row| row.get(0))?;
    Ok(id)
}
