//! Shared definitions of arguments: their names and help, and the notation of a figure's value.

use crate::clock::{self, ClockError};
use crate::error::Error;
use crate::notice::TextId;
use crate::period::Month;
use crate::session::{Now, Session, Texts};
use crate::wording::quoted;

pub(crate) const OPTIONS: &str = "选项";
pub(crate) const VALUES: &str = "参数";
/// The position of the month argument, before all others.
pub(crate) const FIRST: usize = 0;

pub(crate) const MONTH: &str = "月份";
pub(crate) const MONTH_HELP: &str = "写成 2022-03 这样";
pub(crate) const ITEM: &str = "编号=数";
pub(crate) const ITEM_HELP: &str = "例如 1a=120；等号后面不写就是清空";
pub(crate) const REVISION: &str = "次数";
pub(crate) const REVISION_HELP: &str = "看已报出的某一次：0 是首次，1 是更正1";

/// One value as it is typed, such as `1a=120`.
#[derive(Clone)]
pub(crate) struct Item {
    pub(crate) figure: String,
    pub(crate) text: String,
}

/// Parses a value. An input method often types a full-width equals sign.
pub(crate) fn item(text: &str) -> Result<Item, String> {
    let parts = text.split_once(['=', '＝']);
    let item = parts.map(|(figure, text)| Item { figure: figure.to_owned(), text: text.to_owned() });
    item.ok_or_else(|| format!("{}里没有等号，请写成 编号=数，例如 1a=120", quoted(text)))
}

/// The officer's word that the computer's time is right.
#[derive(clap::Args)]
pub(crate) struct Sure {
    #[arg(long, help_heading = OPTIONS, help = "电脑的时间看着不对，但确实没有错，照做")]
    clock_is_right: bool,
}

impl Sure {
    /// Refuses what would be dated for ever by a clock that can hardly be right.
    pub(crate) fn of_time(&self, session: &Session, now: Now) -> Result<(), Error> {
        session.backups().refuse_doubtful_time(now, clock::released(), self.clock_is_right)
    }

    /// The same for a month that would become final, with the day in its report.
    pub(crate) fn of_day(&self, session: &Session, now: Now, month: Month) -> Result<(), Error> {
        session.backups().refuse_doubtful_day(now, clock::released(), month, self.clock_is_right)
    }
}

/// The ids and texts of values that are no figures.
pub(crate) fn typed_texts(items: Vec<Item>) -> Result<Vec<(TextId, String)>, Error> {
    items.into_iter().map(|item| Ok((item.figure.parse()?, item.text))).collect()
}

pub(crate) fn texts(items: Vec<Item>) -> Result<Texts, Error> {
    items.into_iter().map(|item| Ok((item.figure.parse()?, item.text))).collect()
}

/// A refusal as it is told here: with the flag that answers its question, where it asks one.
pub(crate) fn with_flag(error: &Error) -> String {
    match error {
        Error::Clock(ClockError::Doubtful(_)) => format!("{error}：加上 --clock-is-right"),
        Error::Clock(ClockError::DoubtfulDay { .. }) => {
            format!("{error}：加上 --clock-is-right。填报时间用 yuebao date 改")
        }
        _ => error.to_string(),
    }
}
