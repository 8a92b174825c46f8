//! The words of a letter and of a summary, and the names in braces in whose place the month's own words come.

use serde::{Deserialize, Serialize};

/// The names that the words of a letter may have: the unit, the month, the person, the telephone number, the form and the
/// office that receives it.
pub const LETTER_NAMES: [&str; 6] = ["{单位}", "{月份}", "{填报人}", "{电话}", "{表名}", "{收件方}"];

/// The names that the first sentence of a summary may have: the notice, its number, the unit and the campaign.
pub const SUMMARY_NAMES: [&str; 4] = ["{通知}", "{文号}", "{单位}", "{活动}"];

/// What a summary says of the notice.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SummaryWords {
    /// Which of the papers that are due is the summary, if one is.
    #[serde(default)]
    pub paper: Option<String>,
    /// The first sentence, with [`SUMMARY_NAMES`].
    pub opening: String,
}

/// The texts of a letter, with [`LETTER_NAMES`].
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LetterWords {
    pub subject: String,
    pub text: String,
}

/// The first name in braces that is none of the known ones, cut to a few characters.
pub fn unknown_name(text: &str, known: &[&str]) -> Option<String> {
    const MOST: usize = 20;
    text.match_indices('{').find_map(|(at, _)| {
        let from = text.get(at..).unwrap_or_default();
        let end = from.find(['}', '\n']).map_or(from.len(), |end| end + 1);
        let is_known = known.iter().any(|name| from.starts_with(name));
        (!is_known).then(|| from.get(..end).unwrap_or_default().trim_end().chars().take(MOST).collect())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_name_that_is_not_known_is_told() {
        let unknown = |text: &str| unknown_name(text, &LETTER_NAMES);
        assert_eq!(unknown("{单位}：{月份}"), None);
        assert_eq!(unknown("{单位}{姓名}{月}"), Some("{姓名}".into()));
        assert_eq!(unknown("{单位 }"), Some("{单位 }".into()), "with a blank it is another");
        assert_eq!(unknown("一\n{单位\n二"), Some("{单位".into()));
    }
}
