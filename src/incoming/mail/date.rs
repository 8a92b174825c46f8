//! Moments as mails write them. What cannot be a moment of a mail is none.

use chrono::{DateTime, Datelike as _, FixedOffset};

/// Clocks that were never set begin long before.
const FIRST_YEAR: i32 = 2000;
const LAST_YEAR: i32 = 2199;
/// The offset of a time zone that is written as CST. In these mails it is China's.
const CHINA: &str = "+0800";

/// The moment of a `Date` field.
pub(super) fn date(field: &str) -> Option<DateTime<FixedOffset>> {
    // The day of the week says nothing that the date does not, and is wrong more often.
    let text = field.split_once(',').map_or(field, |(_, date)| date);
    let text = text.split('(').next()?.trim();
    let text = text.strip_suffix("CST").map_or_else(|| text.to_owned(), |date| format!("{date}{CHINA}"));
    let moment = DateTime::parse_from_rfc2822(&text).ok()?;
    (FIRST_YEAR..=LAST_YEAR).contains(&moment.year()).then_some(moment)
}

/// The moment of a `Received` field: what stands after its last semicolon.
pub(super) fn received(field: &str) -> Option<DateTime<FixedOffset>> {
    date(field.rsplit_once(';')?.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(moment: Option<DateTime<FixedOffset>>) -> Option<String> {
        moment.map(|moment| moment.to_rfc3339())
    }

    #[test]
    fn moments_are_read_as_servers_write_them() {
        for (field, moment) in [
            ("Mon, 28 Nov 2022 09:05:06 +0800", "2022-11-28T09:05:06+08:00"),
            ("Mon, 28 Nov 2022 09:05:06 +0800 (GMT+08:00)", "2022-11-28T09:05:06+08:00"),
            ("28 Nov 2022 09:05 +0800", "2022-11-28T09:05:00+08:00"),
            ("Sun, 28 Nov 2022 09:05:06 CST", "2022-11-28T09:05:06+08:00"),
            ("Mon, 28 Nov 2022 01:05:06 GMT", "2022-11-28T01:05:06+00:00"),
        ] {
            assert_eq!(told(date(field)).as_deref(), Some(moment), "{field}");
        }
        let hop = "from a (a [1.2.3.4]; x)\tby b with SMTP id 1; Mon, 28 Nov 2022 09:05:06 +0800 (CST)";
        assert_eq!(told(received(hop)).as_deref(), Some("2022-11-28T09:05:06+08:00"));
    }

    #[test]
    fn an_impossible_moment_is_none() {
        for field in [
            "",
            "Mon",
            "31 Feb 2022 09:05:06 +0800",
            "28 Nov 2022 25:05:06 +0800",
            "1 Jan 1970 00:00:00 +0000",
            "1 Jan 9999 00:00:00 +0000",
            "2022-11-28 09:05:06",
            "28 Nov 2022 09:05:06 +9999",
        ] {
            assert_eq!(date(field), None, "{field}");
        }
        assert_eq!(received("from a by b"), None);
    }
}
