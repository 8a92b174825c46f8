//! What a report or a list says of its month, source by source, as it is kept.

use serde::{Deserialize, Serialize};

use crate::hand_filled::MonthSources;
use crate::period::Month;

/// A month from each source of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MonthsSaid {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<Month>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tab: Option<Month>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<Month>,
    /// Where nothing else says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub folder: Option<Month>,
    /// What the content says instead of one month.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unclear: Option<String>,
}

impl From<&MonthSources> for MonthsSaid {
    fn from(sources: &MonthSources) -> Self {
        let unclear = [&sources.content, &sources.tab].into_iter().find_map(|said| said.unclear());
        Self {
            content: sources.content.month(),
            tab: sources.tab.month(),
            file: sources.file.month(),
            folder: sources.folder.month(),
            unclear: unclear.map(str::to_owned),
        }
    }
}
