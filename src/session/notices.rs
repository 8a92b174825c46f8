//! The notices of the data folder: which there are, which is in hand, adding, renewing and removing them.

use serde::Serialize;

use crate::notice::{Kind, Notice, Recipient};

/// What the window shows of the notice in hand besides its form.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct NoticeView {
    pub id: String,
    pub edition: u32,
    pub title: String,
    /// Its number (文号).
    pub number: String,
    pub recipient: Recipient,
    /// The kinds of units that report.
    pub kinds: Vec<Kind>,
}

impl NoticeView {
    /// What the window shows of a notice.
    pub fn of(notice: &Notice) -> Self {
        Self {
            id: notice.id.clone(),
            edition: notice.edition,
            title: notice.title.clone(),
            number: notice.number.clone(),
            recipient: notice.recipient.clone(),
            kinds: notice.kinds.clone(),
        }
    }
}
