//! The places a change can be made in: how the log names them, and where in the tables they are.

use chrono::{DateTime, FixedOffset};
use rusqlite::{Connection, OptionalExtension as _, params};

use super::error::Failure;
use super::read::parsed;
use crate::form::{FigureId, Form};
use crate::period::Month;
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
    pub(super) fn words(self) -> (&'static str, Option<String>, Option<String>) {
        match self {
            Self::Unit(field) => ("unit", None, Some(field.column().to_owned())),
            Self::Opening(figure) => ("opening", None, Some(figure.to_string())),
            Self::Entry(month, figure) => ("entry", Some(month.to_string()), Some(figure.to_string())),
            Self::NoData(month) => ("no_data", Some(month.to_string()), None),
            Self::FilledOn(month) => ("filled_on", Some(month.to_string()), None),
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
