//! The places a change can be made in: how the log names them, and where in the tables they are.

use chrono::{DateTime, FixedOffset};
use rusqlite::{Connection, OptionalExtension as _, params};

use super::error::Failure;
use super::projects::{self, ProjectPart};
use super::read::parsed;
use crate::form::{FigureId, Form};
use crate::period::Month;
use crate::projects::ProjectId;
use crate::unit::Unit;

/// How a set mark is stored; an unset one is no text at all.
pub(crate) const YES: &str = "yes";
const NO: &str = "no";

/// The places a change can be made in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A particular of the unit.
    Unit(UnitField),
    /// The opening balance of a figure.
    Opening(FigureId),
    /// The 当月 cell of a figure.
    Entry(Month, FigureId),
    /// The mark 当月无数据.
    NoData(Month),
    /// 填报时间
    FilledOn(Month),
    /// A part of a project.
    Project(ProjectId, ProjectPart),
    /// The list that was sent under that number, by its digest.
    SentProjects(u32),
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
    /// 起用月份
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
            Self::RestartEachYear => (if unit.restart_each_year { YES } else { NO }).to_owned(),
        }
    }
}

impl Place {
    /// The project it is a part of, if it is one.
    pub fn project(self) -> Option<ProjectId> {
        match self {
            Self::Project(id, _) => Some(id),
            _ => None,
        }
    }

    /// The form it belongs to: the monthly one, or the project list.
    pub(super) fn form(self, monthly: &Form) -> &str {
        match self {
            Self::Project(..) | Self::SentProjects(_) => projects::FORM,
            _ => &monthly.id,
        }
    }

    pub(super) fn words(self) -> (&'static str, Option<String>, Option<String>) {
        match self {
            Self::Unit(field) => ("unit", None, Some(field.column().to_owned())),
            Self::Opening(figure) => ("opening", None, Some(figure.to_string())),
            Self::Entry(month, figure) => ("entry", Some(month.to_string()), Some(figure.to_string())),
            Self::NoData(month) => ("no_data", Some(month.to_string()), None),
            Self::FilledOn(month) => ("filled_on", Some(month.to_string()), None),
            Self::Project(id, part) => ("project", None, Some(format!("{id}.{}", part.word()))),
            Self::SentProjects(number) => ("sent_projects", None, Some(number.to_string())),
        }
    }

    pub(super) fn from_words(place: &str, month: Option<&str>, item: Option<&str>) -> Result<Self, Failure> {
        let month = || month.map_or_else(|| Err(Failure::Unreadable(place.to_owned())), parsed);
        let figure = || item.map_or_else(|| Err(Failure::Unreadable(place.to_owned())), parsed);
        match place {
            "unit" => UnitField::ALL
                .into_iter()
                .find(|field| Some(field.column()) == item)
                .map(Self::Unit)
                .ok_or_else(|| Failure::Unreadable(place.to_owned())),
            "opening" => Ok(Self::Opening(figure()?)),
            "entry" => Ok(Self::Entry(month()?, figure()?)),
            "no_data" => Ok(Self::NoData(month()?)),
            "filled_on" => Ok(Self::FilledOn(month()?)),
            "project" => {
                let item = item.and_then(|item| item.split_once('.'));
                let (id, part) = item.ok_or_else(|| Failure::Unreadable(place.to_owned()))?;
                Ok(Self::Project(parsed(id)?, ProjectPart::from_word(part)?))
            }
            "sent_projects" => Ok(Self::SentProjects(parsed(item.unwrap_or_default())?)),
            _ => Err(Failure::Unreadable(place.to_owned())),
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
        let text = match self {
            Self::Unit(field) => text(&format!("SELECT {} FROM unit", field.column()), &[]),
            Self::Opening(figure) => text(
                "SELECT text FROM opening WHERE form = ?1 AND figure = ?2",
                &[&form.id, &figure.to_string()],
            ),
            Self::Entry(month, figure) => text(
                "SELECT text FROM entry JOIN report ON report.id = entry.report WHERE form = ?1 AND month = ?2 AND figure = ?3",
                &[&form.id, &month.to_string(), &figure.to_string()],
            ),
            Self::NoData(month) => text(
                "SELECT no_data FROM report WHERE form = ?1 AND month = ?2",
                &[&form.id, &month.to_string()],
            ),
            Self::FilledOn(month) => text(
                "SELECT filled_on FROM report WHERE form = ?1 AND month = ?2",
                &[&form.id, &month.to_string()],
            ),
            Self::Project(id, part) => text(
                "SELECT text FROM project WHERE form = ?1 AND id = ?2 AND part = ?3",
                &[&projects::FORM, &id, &part.word()],
            ),
            Self::SentProjects(number) => text(
                "SELECT digest FROM sent_projects WHERE form = ?1 AND number = ?2",
                &[&projects::FORM, &number],
            ),
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
        match self {
            Self::Unit(field) => {
                connection.execute(&format!("UPDATE unit SET {} = ?1", field.column()), [text])?;
            }
            Self::Opening(figure) => {
                let figure = figure.to_string();
                match text {
                    Some(text) => connection.execute(
                        "INSERT INTO opening (unit, form, figure, text) VALUES (1, ?1, ?2, ?3) ON CONFLICT DO UPDATE SET text = ?3",
                        params![form.id, figure, text],
                    )?,
                    None => connection
                        .execute("DELETE FROM opening WHERE form = ?1 AND figure = ?2", params![form.id, figure])?,
                };
            }
            Self::Entry(month, figure) => {
                let report = report(connection, form, month)?;
                let figure = figure.to_string();
                match text {
                    Some(text) => connection
                        .prepare_cached(
                            "INSERT INTO entry (report, figure, text) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET text = ?3",
                        )?
                        .execute(params![report, figure, text])?,
                    None => connection
                        .execute("DELETE FROM entry WHERE report = ?1 AND figure = ?2", params![report, figure])?,
                };
                connection
                    .prepare_cached("UPDATE report SET changed_on = ?2 WHERE id = ?1")?
                    .execute(params![report, now.date_naive().to_string()])?;
            }
            Self::NoData(month) => {
                let report = report(connection, form, month)?;
                connection.execute("UPDATE report SET no_data = ?2 WHERE id = ?1", params![report, text])?;
            }
            Self::FilledOn(month) => {
                let report = report(connection, form, month)?;
                connection
                    .execute("UPDATE report SET filled_on = ?2 WHERE id = ?1", params![report, text])?;
            }
            Self::Project(id, part) => {
                let query = match text {
                    Some(_) => {
                        "INSERT INTO project (form, id, part, text) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET text = ?4"
                    }
                    // The last parameter is bound, so it has to be named.
                    None => "DELETE FROM project WHERE form = ?1 AND id = ?2 AND part = ?3 AND ?4 IS NULL",
                };
                connection.prepare_cached(query)?.execute(params![projects::FORM, id, part.word(), text])?;
            }
            // Kept for good, whole: no edit makes or changes one.
            Self::SentProjects(_) => return Err(Failure::Unreadable(text.unwrap_or_default().to_owned())),
        }
        Ok(())
    }
}

/// The record of a month, made where there is none yet. There is never a second one.
fn report(connection: &Connection, form: &Form, month: Month) -> Result<i64, Failure> {
    let month = month.to_string();
    connection
        .prepare_cached("INSERT INTO report (unit, form, month) VALUES (1, ?1, ?2) ON CONFLICT DO NOTHING")?
        .execute(params![form.id, month])?;
    let id = connection
        .prepare_cached("SELECT id FROM report WHERE form = ?1 AND month = ?2")?
        .query_row(params![form.id, month], |row| row.get(0))?;
    Ok(id)
}
