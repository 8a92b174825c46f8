//! The one table of what can be done to the records: the word that the log keeps, what it is called on the screen, and
//! how far undo goes.

use super::Place;
use super::error::Failure;

/// What undo makes of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Undo {
    /// It takes the operation back.
    TakesBack,
    /// It goes past it: what was reported or sent stays so, and a month is opened again with a reason.
    PassesBy,
    /// It does not go past it, to what came before.
    EndsAt,
}

macro_rules! operation_kinds {
    ($($(#[$about:meta])* $kind:ident: $word:literal, $label:literal, $undo:ident;)*) => {
        /// What kind of operation changed something.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum OperationKind {
            $($(#[$about])* $kind,)*
        }

        impl OperationKind {
            const ALL: &[Self] = &[$(Self::$kind),*];

            /// Its word in the log.
            pub(super) fn word(self) -> &'static str {
                match self { $(Self::$kind => $word,)* }
            }

            /// What it is called in the log as one reads it, and on the buttons that take it back.
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
    /// Cells typed in.
    Fill: "fill", "填数", TakesBack;
    /// Cells pasted.
    Paste: "paste", "粘贴", TakesBack;
    /// Every blank cell became 0.
    FillZero: "fill_zero", "空白补零", TakesBack;
    /// The opening balance.
    Opening: "opening", "期初累计", TakesBack;
    /// The unit's particulars and settings.
    Unit: "unit", "改单位资料", TakesBack;
    /// The mark 当月无数据.
    NoData: "no_data", "当月无数据", TakesBack;
    /// The day a month was filled in.
    FilledOn: "filled_on", "改填报时间", TakesBack;
    /// Projects typed in or added.
    AddProjects: "add_projects", "添加项目", TakesBack;
    /// Texts of projects typed in.
    EditProjects: "edit_projects", "改项目", TakesBack;
    /// Projects pasted.
    PasteProjects: "paste_projects", "粘贴项目", TakesBack;
    /// Projects that came in from a file.
    ImportProjects: "import_projects", "导入项目", TakesBack;
    /// Projects deleted.
    RemoveProjects: "remove_projects", "删除项目", TakesBack;
    /// A project moved up or down.
    MoveProject: "move_project", "移动项目", TakesBack;
    /// The list sorted.
    SortProjects: "sort_projects", "项目排序", TakesBack;
    /// The mark 已完成 of a project.
    ProjectDone: "project_done", "项目完成", TakesBack;
    /// The list was sent.
    SendProjects: "send_projects", "报送项目清单", PassesBy;
    /// A total was corrected for a reason.
    Adjust: "adjust", "累计调整", TakesBack;
    /// A warning was answered in writing.
    Explain: "explain", "写明原因", TakesBack;
    /// A month became final.
    Finalize: "finalize", "定稿", EndsAt;
    /// A final month was opened again.
    Reopen: "reopen", "重新打开", PassesBy;
    /// A report was noted as sent.
    Send: "send", "记为已报送", PassesBy;
    /// A file of a report has left and was kept.
    Archive: "keep", "导出", PassesBy;
    /// The scan of the sealed page was put in, replaced or taken out.
    Attach: "attach", "附扫描件", PassesBy;
    /// Every month that reported something else than the records say became final anew.
    Correct: "correct", "更正", PassesBy;
    /// Months that came in from old workbooks.
    ImportMonths: "import_months", "导入旧表", TakesBack;
    /// The officer's own words in a summary.
    WriteSummary: "write_summary", "写总结", TakesBack;
    /// The reversal of another operation.
    Undo: "undo", "撤销", TakesBack;
    /// The reversal of a reversal.
    Redo: "redo", "重做", TakesBack;
    /// A backup or a handover file took the place of everything; the log does not list what that changed.
    Restore: "restore", "恢复备份", EndsAt;
}

impl OperationKind {
    pub(super) fn from_word(word: &str) -> Result<Self, Failure> {
        let found = Self::ALL.iter().find(|kind| kind.word() == word);
        found.copied().ok_or_else(|| Failure::Unreadable(word.to_owned()))
    }
}

/// A place, and what it is to hold from now on; `None` empties it.
pub type Edit = (Place, Option<String>);

/// One place that an operation changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Where.
    pub place: Place,
    /// What stood there.
    pub before: Option<String>,
    /// What stands there now.
    pub after: Option<String>,
}

/// One operation, as it was logged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    /// Its number in the log.
    pub id: i64,
    pub kind: OperationKind,
    pub changes: Vec<Change>,
}

/// Why a transaction was given up: the store could not go on, or whoever decided what to write refused.
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
