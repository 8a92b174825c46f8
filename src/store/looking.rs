//! Why a store may only be looked at, and what a change is told then.

use std::path::Path;

use super::error::StoreError;

/// Why a store may only be looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Looking {
    /// It is a copy of other data.
    Copy,
    /// Its folder is read-only.
    ReadOnly,
    /// Its disk is full.
    Full,
    /// Its folder cannot be written for another reason.
    Other(String),
}

impl Looking {
    pub(super) fn of(refusal: &StoreError) -> Option<Self> {
        match refusal {
            StoreError::ReadOnly(_) => Some(Self::ReadOnly),
            StoreError::Full(_) => Some(Self::Full),
            StoreError::Other { reason, .. } | StoreError::FolderUnavailable { reason, .. } => {
                Some(Self::Other(reason.clone()))
            }
            _ => None,
        }
    }

    /// The refusal of a change.
    pub(super) fn refusal(&self, folder: &Path) -> StoreError {
        let folder = folder.to_owned();
        match self {
            Self::Copy => StoreError::OnlyLooking,
            Self::ReadOnly => StoreError::ReadOnly(folder),
            Self::Full => StoreError::Full(folder),
            Self::Other(reason) => StoreError::Other { folder, reason: reason.clone() },
        }
    }

    pub(super) fn in_words(&self) -> &str {
        match self {
            Self::Copy => "只供查看",
            Self::ReadOnly => "是只读的，或没有权限",
            Self::Full => "磁盘已满",
            Self::Other(reason) => reason,
        }
    }
}
