//! The five headings of a summary, as offices use them. The texts under them are in other modules.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A heading of the summary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Heading {
    /// 基本情况
    Situation,
    /// 主要做法
    Measures,
    /// 工作成效
    Results,
    /// 存在问题
    Problems,
    /// 下步打算
    Plans,
}

impl Heading {
    /// Every heading, in the order of the document.
    pub const ALL: [Self; 5] = [Self::Situation, Self::Measures, Self::Results, Self::Problems, Self::Plans];

    /// The heading in words.
    pub fn title(self) -> &'static str {
        match self {
            Self::Situation => "基本情况",
            Self::Measures => "主要做法",
            Self::Results => "工作成效",
            Self::Problems => "存在问题",
            Self::Plans => "下步打算",
        }
    }

    /// The number before it in the document.
    pub fn numeral(self) -> &'static str {
        match self {
            Self::Situation => "一、",
            Self::Measures => "二、",
            Self::Results => "三、",
            Self::Problems => "四、",
            Self::Plans => "五、",
        }
    }

    /// The word for it in the store.
    pub fn word(self) -> &'static str {
        match self {
            Self::Situation => "situation",
            Self::Measures => "measures",
            Self::Results => "results",
            Self::Problems => "problems",
            Self::Plans => "plans",
        }
    }
}

impl fmt::Display for Heading {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.word())
    }
}

impl FromStr for Heading {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|heading| heading.word() == word).ok_or(())
    }
}
