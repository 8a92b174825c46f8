//! The two data files that the program keeps: what an officer reports, and what a clerk takes in from the units below. Each has
//! a name and a number of its own; everything else about them is the same code.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// Which of the two a data file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// An officer's reports (填报).
    Reporting,
    /// The reports of the units below (汇总).
    Collation,
}

/// The folder inside the data folder that holds what a clerk takes in.
const COLLATION_FOLDER: &str = "汇总";

impl Side {
    /// Both, that of the officer first.
    pub const BOTH: [Self; 2] = [Self::Reporting, Self::Collation];

    /// The word on the screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Reporting => "填报",
            Self::Collation => "汇总",
        }
    }

    /// The word with which the names of its backups begin.
    pub(super) fn copies(self) -> &'static str {
        match self {
            Self::Reporting => "月报备份",
            Self::Collation => "汇总备份",
        }
    }

    /// The name of the data file.
    pub const fn file_name(self) -> &'static str {
        match self {
            Self::Reporting => "yuebao.sqlite",
            Self::Collation => "collation.sqlite",
        }
    }

    /// The data file in its own folder.
    pub fn file_in(self, folder: &Path) -> PathBuf {
        folder.join(self.file_name())
    }

    /// The folder of this side under a data folder. Each has its own, with its own backups and kept files.
    pub fn folder_in(self, data: &Path) -> PathBuf {
        match self {
            Self::Reporting => data.to_owned(),
            Self::Collation => data.join(COLLATION_FOLDER),
        }
    }

    /// Whether a folder holds the data file of either side.
    pub fn has_data(folder: &Path) -> bool {
        Self::BOTH.iter().any(|side| side.file_in(folder).exists())
    }

    /// The number in the header of the data file: "YBA1" and "YBC1".
    pub(super) fn application_id(self) -> u32 {
        match self {
            Self::Reporting => 0x5942_4131,
            Self::Collation => 0x5942_4331,
        }
    }

    pub(super) fn of_application_id(number: u32) -> Option<Self> {
        Self::BOTH.into_iter().find(|side| side.application_id() == number)
    }
}
