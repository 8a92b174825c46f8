//! Finding the month of an old sheet: from its title, its headings, and the names of its tab, file and folder.
//!
//! Offices copy last month's file and may forget to change one of these. If they contradict each other none
//! is trusted, and the officer gives the month. The same applies if one names more than a month: a quarter,
//! or the time from the 26th to the 25th. What each of them says is kept apart as well.

use std::collections::BTreeSet;

use chrono::{Datelike as _, NaiveDate};

use super::dates::Words;
use crate::notice::Campaign;
use crate::period::{Month, date_name};

/// In this many first days of a month the previous one may have been filled in.
const EARLY: i64 = 10;

/// Everything that names the month of one sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sources {
    /// From the lines above the headings, without 填报时间.
    pub(super) title: Words,
    /// From the headings of the quantities.
    pub(super) heading: Words,
    /// From the name of the tab.
    pub(super) tab: Words,
    /// From the name of the file.
    pub(super) file: Words,
    /// From the name of the folder.
    pub(super) folder: Words,
    /// 填报时间
    pub(super) filled_on: Option<NaiveDate>,
    /// Whether the file holds only one month, so that the name of the file belongs to it.
    pub(super) is_alone: bool,
}

/// What one source says of the month of a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum NamedMonth {
    #[default]
    Nothing,
    Month(Month),
    /// Several months, a span, or a month whose year is not known; as a part of a sentence.
    Unclear(String),
}

impl NamedMonth {
    /// The month, if it is exactly one.
    pub fn month(&self) -> Option<Month> {
        match self {
            Self::Month(month) => Some(*month),
            Self::Nothing | Self::Unclear(_) => None,
        }
    }

    /// What it says instead of one month, as a part of a sentence.
    pub fn unclear(&self) -> Option<&str> {
        match self {
            Self::Unclear(told) => Some(told),
            Self::Nothing | Self::Month(_) => None,
        }
    }
}

/// What each source says of the month of a sheet. A year that a source leaves out is taken from the others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MonthSources {
    /// The title and the headings; 填报时间 only where no source names a month.
    pub content: NamedMonth,
    /// The name of the tab.
    pub tab: NamedMonth,
    /// The name of the file. That of a file of several months says nothing of a sheet that says its own.
    pub file: NamedMonth,
    /// The name of the folder, where neither the sheet nor the file says anything.
    pub folder: NamedMonth,
}

impl Sources {
    /// Whether nothing on the sheet or its tab names a month.
    fn is_sheet_silent(&self) -> bool {
        [&self.title, &self.heading, &self.tab].into_iter().all(Words::is_silent)
    }

    /// Whether the name of the file says something of this sheet: a file of several months is named after its last
    /// month or after all of them.
    fn is_file_heard(&self) -> bool {
        self.is_sheet_silent() || (self.is_alone && self.file.names_months())
    }

    /// Whether the name of the folder may say something of this sheet.
    fn may_hear_folder(&self) -> bool {
        self.is_sheet_silent() && self.file.is_silent()
    }

    /// What each says, apart; nothing of a day that no source names as a month.
    pub(super) fn named_apart(&self, campaign: &Campaign) -> MonthSources {
        let Self { title, heading, tab, file, folder, .. } = self;
        let is_silent = [title, heading, tab, file, folder].into_iter().all(Words::is_silent);
        if is_silent { MonthSources::default() } else { self.apart(campaign) }
    }

    /// What each says, apart.
    pub(super) fn apart(&self, campaign: &Campaign) -> MonthSources {
        let Self { title, heading, tab, file, folder, filled_on, .. } = self;
        let mut content = title.clone();
        content.add(heading.clone());
        let mut sheet = content.clone();
        sheet.add(tab.clone());
        let year_beside = [&sheet, file, folder].into_iter().find_map(|words| only(years(words)));
        let heard = |words: &Words, is_heard: bool| match words.told() {
            Some(told) if is_heard && !words.is_silent() => {
                let number = only(words.months.iter().map(|(_, number)| *number));
                let month = number.filter(|_| !words.names_a_span()).and_then(|number| {
                    let year = match years(words).next() {
                        Some(_) => only(years(words)),
                        None => year_beside.or(filled_on.map(|day| year_near(campaign, day, number))),
                    };
                    Month::new(year?, number)
                });
                month.map_or(NamedMonth::Unclear(told), NamedMonth::Month)
            }
            _ => NamedMonth::Nothing,
        };
        let mut sources = MonthSources {
            content: heard(&content, true),
            tab: heard(tab, true),
            file: heard(file, self.is_file_heard()),
            folder: heard(folder, self.may_hear_folder()),
        };
        if let Some(day) = filled_on.filter(|day| !may_be_late(campaign, *day))
            && sources == MonthSources::default()
        {
            sources.content = NamedMonth::Month(campaign.month_of(day));
        }
        sources
    }
}

/// Every year that is named, alone or before a month.
pub(super) fn years(words: &Words) -> impl Iterator<Item = i32> {
    words.months.iter().filter_map(|(year, _)| *year).chain(words.years.iter().copied())
}

/// What all of these are; `None` if they differ or there is none.
pub(super) fn only<T: PartialEq>(mut all: impl Iterator<Item = T>) -> Option<T> {
    let first = all.next()?;
    all.all(|other| other == first).then_some(first)
}

/// The year of a month that was filled in on a day: in January one fills in December.
pub(super) fn year_by(day: NaiveDate, number: u32) -> i32 {
    if number > day.month() { day.year() - 1 } else { day.year() }
}

/// The same where the campaign has no month before: a form of its second month that was filled in too early is of no other year.
fn year_near(campaign: &Campaign, day: NaiveDate, number: u32) -> i32 {
    let year = year_by(day, number);
    let is_too_early = Month::new(year, number).is_some_and(|month| month < campaign.first_month);
    if is_too_early { year.max(campaign.first_month.year()) } else { year }
}

/// Decides on the month. The sentence says why it could not be decided, or what it was decided from if that
/// is not reliable.
pub(super) fn decide(sources: &Sources, campaign: &Campaign) -> (Option<Month>, Option<String>) {
    let Sources { title, heading, tab, file, folder, filled_on, .. } = sources;
    let sheet = [("标题", title), ("表头", heading), ("工作表名", tab)];
    let with_folder = sources.may_hear_folder();
    let named: Vec<(&str, &Words)> = sheet
        .into_iter()
        .chain(sources.is_file_heard().then_some(("文件名", file)))
        .chain((with_folder && folder.names_months()).then_some(("文件夹名", folder)))
        .filter(|(_, words)| !words.is_silent())
        .collect();
    let say = |said: &[(&str, &Words)]| {
        let each = said.iter().filter_map(|(what, words)| Some(format!("{what}写的是{}", words.told()?)));
        each.collect::<Vec<_>>().join("，")
    };
    if named.iter().any(|(_, words)| words.names_a_span()) {
        return (None, Some(format!("看不出是哪一个月：{}", say(&named))));
    }
    let numbers: BTreeSet<u32> =
        named.iter().flat_map(|(_, words)| &words.months).map(|(_, number)| *number).collect();
    let of_months = named.iter().flat_map(|(_, words)| &words.months).filter_map(|(year, _)| *year);
    let lone = [title, heading, tab].into_iter().flat_map(|words| words.years.iter().copied());
    let years: BTreeSet<i32> = of_months.chain(lone).collect();
    if numbers.len() > 1 || years.len() > 1 {
        let all =
            sheet.into_iter().chain([("文件名", file)]).chain(with_folder.then_some(("文件夹名", folder)));
        let said: Vec<(&str, &Words)> = all.filter(|(_, words)| words.told().is_some()).collect();
        return (None, Some(format!("月份对不上：{}", say(&said))));
    }
    let Some(number) = numbers.first().copied() else {
        return match filled_on {
            Some(day) if !may_be_late(campaign, *day) => {
                let month = campaign.month_of(*day);
                (Some(month), Some(format!("没有写是哪个月，按填报时间算作{}，请核对", month.name())))
            }
            _ => (None, Some("标题、工作表名和文件名里都没有月份".to_owned())),
        };
    };
    let alone = [title, tab, file, folder].into_iter().find_map(|words| words.years.first().copied());
    let year = years.first().copied().or(alone).or(filled_on.map(|day| year_near(campaign, day, number)));
    let Some(month) = year.and_then(|year| Month::new(year, number)) else {
        return (None, Some(format!("只写了{number}月，没有写是哪一年")));
    };
    match filled_on.filter(|day| is_far(campaign, month, *day)) {
        // If two sources agree, neither of them is a mistake.
        Some(day) if named.len() > 1 => {
            let (day, name) = (date_name(day), month.name());
            (Some(month), Some(format!("填报时间是{day}，离{name}远，请核对是不是这个月的表")))
        }
        Some(day) => (None, Some(format!("月份对不上：{}，填报时间是{}", say(&named), date_name(day)))),
        None => (Some(month), None),
    }
}

/// Whether a month and a day are too far apart, which shows that one was not changed when the file was
/// copied: a month is reported in its last days, in the first days after it, or until it is due.
fn is_far(campaign: &Campaign, month: Month, day: NaiveDate) -> bool {
    let filled = campaign.month_of(day);
    let is_after = filled > month.next() || (filled == month.next() && !may_be_late(campaign, day));
    filled < month || is_after
}

/// Whether a day may be the one on which the month before was filled in.
fn may_be_late(campaign: &Campaign, day: NaiveDate) -> bool {
    let month = campaign.month_of(day);
    let (first, _) = campaign.days(month);
    (day - first).num_days() < EARLY || day <= campaign.due(campaign.month_before(month))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::dates::named_in;
    use super::*;
    use crate::notice::Notice;

    fn campaign() -> &'static Campaign {
        &Notice::built_in().unwrap().form("annex2").unwrap().campaign
    }

    fn decided(title: &str, tab: &str, file: &str, filled_on: &str) -> Result<String, String> {
        let sources = Sources {
            title: named_in(title),
            tab: named_in(tab),
            file: named_in(file),
            filled_on: filled_on.parse().ok(),
            is_alone: true,
            ..Sources::default()
        };
        match decide(&sources, campaign()) {
            (Some(month), _) => Ok(month.to_string()),
            (None, reason) => Err(reason.unwrap_or_default()),
        }
    }

    #[test]
    fn the_title_the_tab_and_the_file_say_it_together() {
        for (title, tab, file, filled_on, month) in [
            ("2022年3月", "Sheet1", "月报", "", "2022-03"),
            ("", "3月", "2022年月报", "", "2022-03"),
            ("", "Sheet1", "2022年3月", "", "2022-03"),
            ("3月份", "", "", "2022-03-28", "2022-03"),
            ("12月份", "", "", "2023-01-04", "2022-12"),
            ("2022年3月", "3月", "3月报表", "2022-04-02", "2022-03"),
            ("2022年3月", "3月", "", "2022-06-20", "2022-03"),
            ("2022年3月", "", "附件2-3月", "", "2022-03"),
            ("", "3月", "2022年度", "", "2022-03"),
            ("", "", "", "2022-03-28", "2022-03"),
        ] {
            assert_eq!(decided(title, tab, file, filled_on).as_deref(), Ok(month), "{title} {tab} {file}");
        }
    }

    #[test]
    fn where_they_contradict_each_other_none_is_believed() {
        for (title, tab, file, filled_on, reason) in [
            ("2022年3月", "4月", "", "", "月份对不上：标题写的是2022年3月，工作表名写的是4月"),
            ("2022年3月", "", "2023年3月", "", "月份对不上：标题写的是2022年3月，文件名写的是2023年3月"),
            ("3月 4月", "", "", "", "月份对不上：标题写的是3月、4月"),
            ("2023年", "2022年3月", "", "", "月份对不上：标题写的是2023年，工作表名写的是2022年3月"),
            ("", "3月", "月报", "", "只写了3月，没有写是哪一年"),
            ("2022年1-3月", "", "", "", "看不出是哪一个月：标题写的是“2022年1-3月”"),
            ("2022年1-3月", "3月", "", "", "看不出是哪一个月：标题写的是“2022年1-3月”，工作表名写的是3月"),
            ("2022年第一季度", "", "", "2022-03-28", "看不出是哪一个月：标题写的是“季度”"),
            ("", "", "附件2-3月", "", "看不出是哪一个月：文件名写的是“2-3月”"),
            ("2022年4月", "", "", "2022-03-28", "月份对不上：标题写的是2022年4月，填报时间是2022年3月28日"),
            ("2022年2月", "", "", "2022-03-28", "月份对不上：标题写的是2022年2月，填报时间是2022年3月28日"),
            ("2022年3月", "", "", "2023-03-28", "月份对不上：标题写的是2022年3月，填报时间是2023年3月28日"),
            ("", "Sheet1", "月报", "2022-04-02", "标题、工作表名和文件名里都没有月份"),
        ] {
            assert_eq!(decided(title, tab, file, filled_on), Err(reason.to_owned()));
        }
    }

    #[test]
    fn a_file_of_several_months_does_not_contradict_its_sheets() {
        let sources =
            Sources { tab: named_in("3月"), file: named_in("2022年6月底止"), ..Sources::default() };
        assert_eq!(decide(&sources, campaign()), (None, Some("只写了3月，没有写是哪一年".to_owned())));
        let sources = Sources { folder: named_in("2022年1-6月"), ..sources };
        assert_eq!(decide(&sources, campaign()).0, "2022-03".parse().ok());
    }

    #[test]
    fn the_heading_and_the_folder_name_months_too() {
        let heading =
            Sources { heading: named_in("3月数量"), folder: named_in("2022年"), ..Sources::default() };
        assert_eq!(decide(&heading, campaign()).0, "2022-03".parse().ok());
        let contradicted = Sources { title: named_in("2022年4月"), ..heading };
        assert_eq!(
            decide(&contradicted, campaign()),
            (None, Some("月份对不上：标题写的是2022年4月，表头写的是3月".to_owned()))
        );
        let folder = Sources { folder: named_in("2022年3月"), ..Sources::default() };
        assert_eq!(decide(&folder, campaign()).0, "2022-03".parse().ok());
    }

    /// From the 21st of one month to the 20th of the next, due by the 15th of the month after.
    #[test]
    fn a_day_belongs_to_the_month_as_the_notice_counts_it() {
        let mut other = campaign().clone();
        (other.month_begins, other.due.day, other.due.next_month) = (21, 15, true);
        let by_day =
            |day: &str| decide(&Sources { filled_on: day.parse().ok(), ..Sources::default() }, &other).0;
        assert_eq!(by_day("2022-03-20"), "2022-03".parse().ok());
        assert_eq!(by_day("2022-03-25"), None, "the month that ended on the 20th is filled in now");
        assert_eq!(by_day("2022-04-12"), None, "it is not due before the 15th");
        assert_eq!(by_day("2022-04-16"), "2022-04".parse().ok());
        let march = |day: &str| {
            let sources =
                Sources { title: named_in("2022年3月"), filled_on: day.parse().ok(), ..Sources::default() };
            decide(&sources, &other).0.is_some()
        };
        assert_eq!(
            ["2022-02-21", "2022-04-14", "2022-02-20", "2022-04-16"].map(march),
            [true, true, false, false]
        );
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[0-9年月日十二零〇.\\-至 a]{0,30}", day in 1_u32..=28) {
            let found = named_in(&text);
            let sources = Sources {
                title: found.clone(), tab: found.clone(), file: found,
                filled_on: NaiveDate::from_ymd_opt(2022, 3, day), ..Sources::default()
            };
            decide(&sources, campaign());
        }
    }
}
