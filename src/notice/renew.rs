//! Continuing a notice: the same forms, kinds and recipient with a new span of months.

use serde_json::Value;

use super::limits::LONGEST_ID;
use super::{Notice, NoticeError};
use crate::period::Month;

/// What follows the id of a notice that was renewed, as an example.
const ENDING: &str = "-2022-01";

/// The definition with a new span, as a notice of its own: it has another id, and its totals begin anew. What was due once
/// in the old span is left out.
pub fn renewed(definition: &str, first: Month, last: Option<Month>) -> Result<String, NoticeError> {
    if let Some(last) = last.filter(|last| *last < first) {
        return Err(NoticeError::Span(format!("{}早于{}", last.name(), first.name())));
    }
    let exempt = Notice::read_kept(definition)?.campaign.due.exempt;
    if exempt.contains(&first.number()) {
        return Err(NoticeError::Span(format!("{}按通知免报，应从要报的月份开始", first.name())));
    }
    let mut notice: Value = serde_json::from_str(definition)?;
    let id = notice.get("id").and_then(Value::as_str).unwrap_or_default();
    let id = id.strip_suffix(&own_ending(id)).unwrap_or(id);
    // An id as long as it may be leaves no room for the month.
    let id = format!("{}-{first}", id.get(..LONGEST_ID - ENDING.len()).unwrap_or(id));
    for (parent, name, value) in [
        ("", "id", Value::from(id)),
        ("", "edition", Value::from(1)),
        ("", "papers", Value::Array(Vec::new())),
        ("/summary", "paper", Value::Null),
        ("/campaign", "first_month", Value::from(first.to_string())),
        ("/campaign", "last_month", Value::from(last.map(|last| last.to_string()))),
        ("/campaign", "phases", Value::Array(Vec::new())),
    ] {
        set(&mut notice, parent, name, value);
    }
    let lists = notice.get("lists").and_then(Value::as_array).map_or(0, Vec::len);
    for list in 0..lists {
        set(&mut notice, &format!("/lists/{list}"), "due", Value::Null);
    }
    Ok(serde_json::to_string_pretty(&notice)?)
}

/// The month at the end of the id of a notice that was renewed before, with its hyphen; empty if there is none.
fn own_ending(id: &str) -> String {
    let ending = id.len().checked_sub(ENDING.len()).and_then(|at| id.get(at..)).unwrap_or_default();
    let is_month = ending.strip_prefix('-').is_some_and(|month| month.parse::<Month>().is_ok());
    if is_month { ending.to_owned() } else { String::new() }
}

fn set(notice: &mut Value, parent: &str, name: &str, value: Value) {
    if let Some(Value::Object(fields)) = notice.pointer_mut(parent) {
        fields.insert(name.to_owned(), value);
    }
}

#[cfg(test)]
mod tests {
    use super::super::BUILT_IN;
    use super::*;

    #[test]
    fn a_renewed_notice_has_the_same_forms_and_another_span() {
        let month = |text: &str| text.parse().unwrap();
        let text = renewed(BUILT_IN, month("2026-11"), Some(month("2027-12"))).unwrap();
        let (old, new) = (Notice::built_in().unwrap(), Notice::read(&text).unwrap());
        assert_eq!((new.id.as_str(), new.edition), ("wanzhou-2022-2-2026-11", 1));
        assert_eq!(new.campaign.span_in_words(), "2026年11月至2027年12月");
        assert!(new.papers.is_empty() && new.campaign.phases.is_empty() && new.lists[0].due.is_none());
        let ids = |notice: &Notice| notice.forms[0].figures().map(|figure| figure.id).collect::<Vec<_>>();
        assert_eq!(ids(&new), ids(old));
        let again = renewed(&text, month("2028-01"), None).unwrap();
        let again = Notice::read(&again).unwrap();
        assert_eq!(again.id, "wanzhou-2022-2-2028-01", "the month does not pile up");
        assert_eq!(again.campaign.last_month, None);
    }

    #[test]
    fn a_span_that_cannot_be_is_refused_and_a_long_id_has_room_for_the_month() {
        let month = |text: &str| text.parse().unwrap();
        let refused = |definition: &str, first: &str, last: Option<&str>| {
            renewed(definition, month(first), last.map(month)).unwrap_err().to_string()
        };
        assert!(refused(BUILT_IN, "2027-01", Some("2026-12")).contains("2026年12月早于2027年1月"));
        let exempt = BUILT_IN.replace(r#""day": 28"#, r#""day": 28, "exempt": [2]"#);
        assert!(refused(&exempt, "2027-02", None).contains("2027年2月按通知免报"));
        let long = BUILT_IN.replace("wanzhou-2022-2", &"a".repeat(40));
        let renewed = Notice::read(&renewed(&long, month("2027-01"), None).unwrap()).unwrap();
        assert_eq!(renewed.id, format!("{}-2027-01", "a".repeat(32)));
    }
}
