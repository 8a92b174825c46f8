//! The one table of operations on the records: the word in the log, the label on the screen, and what undo
//! does with it.

use super::Place;
use super::error::Failure;

/// What undo does with an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Undo {
    /// Undo reverses the operation.
    TakesBack,
    /// Undo skips the operation: a report stays reported or sent, and reopening a month needs a reason.
    PassesBy,
    /// Undo stops here and does not reach anything before the operation.
    EndsAt,
}

macro_rules! operation_kinds {
    ($($(#[$about:meta])* $kind:ident: $word:literal, $label:literal, $undo:ident;)*) => {
        /// The kinds of operation.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum OperationKind {
            $($(#[$about])* $kind,)*
        }

        impl OperationKind {
            const ALL: &[Self] = &[$(Self::$kind),*];

            /// The word for the operation in the log.
            pub(super) fn word(self) -> &'static str {
                match self { $(Self::$kind => $word,)* }
            }

            /// The label in the change log and on the undo and redo buttons.
            pub fn label(self) -> &'static str {
                match self { $(Self::$kind => $label,)* }
            }

            pub(super) fn undo(self) -> Undo {
                match self { $(Self::$kind => Undo::$undo,)* }
            }
        }
    };
}

operation_kinds! {
    /// The first start.
    Begin: "begin", "首次登记", PassesBy;
    /// Typing into cells.
    Fill: "fill", "填数", TakesBack;
    /// Pasting into cells.
    Paste: "paste", "粘贴", TakesBack;
    /// Filling every blank cell with 0.
    FillZero: "fill_zero", "空白补零", TakesBack;
    /// A change of the opening balance.
    Opening: "opening", "期初累计", TakesBack;
    /// A change of the unit's particulars or settings.
    Unit: "unit", "改单位资料", TakesBack;
    /// Setting or removing the mark 当月无数据.
    NoData: "no_data", "当月无数据", TakesBack;
    /// Setting 填报时间 of a month.
    FilledOn: "filled_on", "改填报时间", TakesBack;
    /// Typing a text that is no figure.
    Text: "text", "填文字", TakesBack;
    /// Adding projects.
    AddProjects: "add_projects", "添加项目", TakesBack;
    /// Typing into the texts of projects.
    EditProjects: "edit_projects", "改项目", TakesBack;
    /// Pasting projects.
    PasteProjects: "paste_projects", "粘贴项目", TakesBack;
    /// Importing projects from a file.
    ImportProjects: "import_projects", "导入项目", TakesBack;
    RemoveProjects: "remove_projects", "删除项目", TakesBack;
    /// Moving a project up or down.
    MoveProject: "move_project", "移动项目", TakesBack;
    SortProjects: "sort_projects", "项目排序", TakesBack;
    /// Setting or removing the mark 已完成 of a project.
    ProjectDone: "project_done", "项目完成", TakesBack;
    /// Marking the project list as sent.
    SendProjects: "send_projects", "报送项目清单", PassesBy;
    /// Adjusting a total, with a reason.
    Adjust: "adjust", "累计调整", TakesBack;
    /// Answering a warning in writing.
    Explain: "explain", "写明原因", TakesBack;
    /// Making a month final.
    Finalize: "finalize", "定稿", EndsAt;
    /// Opening a final month again.
    Reopen: "reopen", "重新打开", PassesBy;
    /// Marking a report as sent.
    Send: "send", "记为已报送", PassesBy;
    /// Keeping an exported file of a report.
    Archive: "keep", "导出", PassesBy;
    /// Adding, replacing or removing the scan of the sealed page.
    Attach: "attach", "附扫描件", PassesBy;
    /// Making every month final again whose report differs from the records.
    Correct: "correct", "更正", PassesBy;
    /// Importing months from old workbooks.
    ImportMonths: "import_months", "导入旧表", TakesBack;
    /// Writing the officer's own words in a summary.
    WriteSummary: "write_summary", "写总结", TakesBack;
    /// Adding a notice, or a new edition of one. A number from before may have been of another unit, or of another row.
    AddNotice: "add_notice", "添加通知", EndsAt;
    RemoveNotice: "remove_notice", "移除通知", PassesBy;
    /// A change of the register of the units below.
    Register: "register", "改名册", TakesBack;
    /// Taking in files from the units below.
    Take: "take", "收文件", TakesBack;
    /// Taking a report as the one that counts, or answering what was asked about it.
    Accept: "accept", "采用", TakesBack;
    /// Sending a report back.
    Return: "return", "退回", TakesBack;
    /// Exempting a unit from a month's report.
    Exempt: "exempt", "免报", TakesBack;
    /// Taking back that a unit was exempt.
    Expect: "expect", "取消免报", TakesBack;
    /// Leaving a report out.
    Exclude: "exclude", "排除", TakesBack;
    /// Saying of which unit or month a report is.
    Assign: "assign", "指定", TakesBack;
    /// Noting what was said by telephone.
    NotePhone: "note_phone", "电话记录", TakesBack;
    /// Filling in the sums of the units below.
    FillSums: "fill_sums", "填入汇总数", TakesBack;
    /// Reversing another operation.
    Undo: "undo", "撤销", TakesBack;
    /// Reversing an undo.
    Redo: "redo", "重做", TakesBack;
    /// Replacing everything by a backup or a handover file; the log does not list the changed places.
    Restore: "restore", "恢复备份", EndsAt;
}

impl OperationKind {
    pub(super) fn from_word(word: &str) -> Result<Self, Failure> {
        let found = Self::ALL.iter().find(|kind| kind.word() == word);
        found.copied().ok_or_else(|| Failure::Unreadable(word.to_owned()))
    }
}

/// A place and its new text; `None` empties it.
pub type Edit = (Place, Option<String>);

/// One place that an operation changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub place: Place,
    /// The text before.
    pub before: Option<String>,
    /// The text after.
    pub after: Option<String>,
}

/// One operation as it was logged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    /// Its number in the log.
    pub id: i64,
    pub kind: OperationKind,
    pub changes: Vec<Change>,
}

/// Why a transaction was abandoned: a failure of the store, or a refusal by the caller's decision.
pub(super) enum Stopped<E> {
    Failed(Failure),
    Refused(E),
}

impl<E, F: Into<Failure>> From<F> for Stopped<E> {
    fn from(failure: F) -> Self {
        Self::Failed(failure.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_the_log_names_one_kind() {
        for kind in OperationKind::ALL {
            assert_eq!(OperationKind::from_word(kind.word()).unwrap(), *kind);
        }
        assert!(OperationKind::from_word("fil").is_err(), "and no other word any");
    }
}
