//! What a unit or an office is called and whom to call there: the arguments that change it, and what it is then.

use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::outcome::Outcome;
use super::values::OPTIONS;
use super::{json, tables};
use crate::error::Error;
use crate::session::{Now, Session};
use crate::unit::{Unit, UnitKind};

pub(crate) const KIND: &str = "单位类别，通知里规定的几类之一；yuebao forms 列出有哪些";
pub(crate) const FROM: &str = "开始填报的月份，例如 2022-01；更早的数计入期初累计";

/// What of the unit shall change.
#[derive(Default, clap::Args)]
pub(crate) struct Particulars {
    #[arg(long, value_name = "单位名称", help_heading = OPTIONS, help = "填报单位")]
    pub(crate) name: Option<String>,
    #[arg(long, value_name = "类别", help_heading = OPTIONS, help = KIND)]
    pub(crate) kind: Option<String>,
    #[arg(long, value_name = "姓名", help_heading = OPTIONS, help = "填报人")]
    pub(crate) person: Option<String>,
    #[arg(long, value_name = "电话", help_heading = OPTIONS, help = "联系电话")]
    pub(crate) phone: Option<String>,
    #[arg(long, value_name = "月份", help_heading = OPTIONS, help = FROM)]
    pub(crate) from: Option<String>,
    #[arg(long, value_name = "yes|no", help_heading = OPTIONS, value_parser = yes_or_no(), hide_possible_values = true)]
    #[arg(help = "累计数每年 1 月重新起算：yes 是、no 否")]
    pub(crate) restart_each_year: Option<bool>,
}

fn yes_or_no() -> impl TypedValueParser<Value = bool> {
    PossibleValuesParser::new(["yes", "no"]).map(|word| word == "yes")
}

/// The kind that is meant by its id or one of its names; one that the notice does not have is refused where it is entered.
pub(crate) fn kind(session: &Session, written: &str) -> UnitKind {
    session.notice().kind_meant(written).map_or_else(|| UnitKind::from(written), |kind| kind.id.clone())
}

pub(crate) fn change(session: &mut Session, now: Now, particulars: Particulars) -> Result<(), Error> {
    let unit = session.ledger()?.unit.clone();
    let first_month = particulars.from.map(|month| month.parse()).transpose()?;
    let changed = Unit {
        name: particulars.name.unwrap_or_else(|| unit.name.clone()),
        kind: particulars.kind.map_or_else(|| unit.kind.clone(), |written| kind(session, &written)),
        person: particulars.person.unwrap_or_else(|| unit.person.clone()),
        phone: particulars.phone.unwrap_or_else(|| unit.phone.clone()),
        first_month: first_month.unwrap_or(unit.first_month),
        restart_each_year: particulars.restart_each_year.unwrap_or(unit.restart_each_year),
    };
    if changed == unit { Ok(()) } else { session.set_unit(now, changed) }
}

pub(crate) fn show(session: &Session, json: bool) -> Result<Outcome, Error> {
    let unit = &session.ledger()?.unit;
    Ok(Outcome::done(if json { json::unit(unit) } else { tables::unit(session, unit) }))
}
