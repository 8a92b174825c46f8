//! Why something was refused at the other end, each as a sentence that says what to do next.

use std::path::PathBuf;

use thiserror::Error;

use crate::collation::ReportRef;
use crate::period::Month;
use crate::wording::quoted;

/// Why the clerk's wish was refused. A refusal changes nothing.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CollationError {
    /// The data is an officer's own reports.
    #[error("这里是填报数据，不是汇总数据，什么都没有改动。要汇总，请先运行 yuebao collate init")]
    NotCollation,
    /// The data is what was taken in.
    #[error(
        "这里是汇总数据，不是填报数据，什么都没有改动。本单位的表请填在数据文件夹里，不是它的“汇总”文件夹"
    )]
    NotReporting,
    /// Closing looks at what waits for the clerk, finalising does not.
    #[error("这里是汇总数据，不定稿，要关账，什么都没有改动。请按“关账”，或运行 yuebao collate close")]
    CloseInstead,
    #[error("还没有开始汇总，什么都没有改动。请先运行 yuebao collate init --office 本单位")]
    NotBegun,
    #[error("名册里没有{}，什么都没有改动。请按名册里的名称或别名写", quoted(.0))]
    UnknownUnit(String),
    #[error("名册里已经有{}{}，什么都没有改动。名称和别名都不能重复", quoted(.name), alias_of(.owner.as_deref()))]
    NameTaken {
        name: String,
        /// The unit whose other name it is, where it is not the unit's own.
        owner: Option<String>,
    },
    #[error("框里还没有写单位，什么都没有改动。请一行写一个单位：名称、类别、别名")]
    NothingTyped,
    #[error("表里没有单位名称，什么都没有改动。请把单位写成一行一个：名称、类别、别名")]
    NoUnits,
    #[error("单位名称不能空着，什么都没有改动")]
    NoName,
    /// The officer's form is not the one that the units fill in.
    #[error("本单位填的是{own}，汇总的是{theirs}，不能填入，什么都没有改动。请先把两边的通知换成同一版")]
    OtherForm { own: String, theirs: String },
    /// There is no month to fill the sums into.
    #[error(
        "这台电脑上的本单位还没有开始填报，没有地方可填，什么都没有改动。请先换到“本单位填报”，填好单位资料"
    )]
    NothingToFill,
    /// Something changed between the plan and the filling.
    #[error("刚才有别的改动，要填的数和看到的不一样了，什么都没有填。请再看一次")]
    PlanChanged,
    /// There is nothing to decide about.
    #[error("{unit}{month}没有收到表，什么都没有改动。请先收文件")]
    NothingReceived { unit: String, month: String },
    /// All that came was sent back, or was there when the unit was exempted.
    #[error(
        "{unit}{month}没有新的表等着处理：收到的已经退回或免报时就有，什么都没有改动。单位核对过没有错、就是那一份，请写明表号（--report {report}）"
    )]
    NothingNew { unit: String, month: String, report: ReportRef },
    /// A report that cannot be taken.
    #[error("{unit}{month}的表还不能采用：{why}。什么都没有改动。请退回让单位更正，或排除这份表")]
    NotSound { unit: String, month: String, why: String },
    /// It would take back what counts, and was not named.
    #[error(
        "{unit}{month}等着处理的 {waiting} 比已经采用的 {counted} 收到得早，没有换回去，什么都没有改动。要用早的那一份，请写明表号（--report {waiting}）；不用就排除它"
    )]
    WaitingIsEarlier { unit: String, month: String, waiting: ReportRef, counted: ReportRef },
    #[error("没有{}这份收到的表，什么都没有改动。请照 yuebao collate problems 列出的编号写", quoted(.0))]
    UnknownReport(String),
    /// A report that the clerk left out.
    #[error("{file}（{at}）已经排除，没有采用，什么都没有改动。要用它，请先指定回来（yuebao collate assign {at} --unit {unit} --month {month} --reason <原因>），再采用", file = quoted(.file))]
    Excluded { at: ReportRef, file: String, unit: String, month: Month },
    #[error("没有{}这份收到的扫描件，什么都没有改动。请照 yuebao collate scans 列出的编号写", quoted(.0))]
    UnknownScan(String),
    /// A closed month is changed by its corrections alone.
    #[error("{0}已经关账，没有改动。要改请先重新打开（yuebao collate reopen）并写明原因")]
    Closed(String),
    #[error("{0}已经关账，什么都没有改动。要改请先重新打开（yuebao collate reopen）并写明原因")]
    AlreadyClosed(String),
    #[error("{0}还没有关账，不用重新打开，什么都没有改动。可以直接处理")]
    NotClosed(String),
    /// Something of the month waits for the clerk.
    #[error(
        "{month}还有 {count} 个单位待核实：{names}。没有关账，也没有更正，什么都没有改动。请先采用、退回或排除"
    )]
    StillWaiting { month: String, count: usize, names: String },
    /// Nothing was received.
    #[error("{0}一份表也没有采用，没有关账，什么都没有改动。请先收文件")]
    NothingAccepted(String),
    #[error("{unit}{month}没有定为免报，什么都没有改动")]
    NotExempt { unit: String, month: String },
    /// A day on which nothing can have arrived.
    #[error("{0}还没有到，不能是收到的日期，什么都没有改动。请写文件真正收到的那一天")]
    NotYetArrived(String),
    #[error("{day}这项工作还没有开始（{first}起），不能是收到的日期，什么都没有改动。请看看年份写得对不对")]
    ArrivedBeforeStart { day: String, first: String },
    #[error("{month}还没有可以用的{list}，没有导出，什么都没有改动。请先收各单位的{list}")]
    NoListReceived { month: String, list: String },
    #[error("理由要说明情况，不能只写{}，什么都没有改动。请写清核实了什么、结果怎样", quoted(.0))]
    EmptyReason(String),
    /// A drop that was not read to its end.
    #[error("这些文件没有读完，没有收，什么都没有改动。请照列出的原因分几次收")]
    NotReadThrough,
    /// What was named on the command line is not there.
    #[error("读不了 {path}（{why}），什么都没有收。请看看写得对不对、还在不在，再收一次")]
    NotThere { path: String, why: String },
    /// More was dropped on the window than it takes at once.
    #[error("一次拖进来的太多（超过 {0} MB），没有收，什么都没有改动。请用“收文件夹”")]
    DropTooLarge(u64),
    #[error("{}是邮件里的，收到日期按邮件服务器记的算，不能改，什么都没有改动", quoted(.0))]
    DatedByMail(String),
    #[error("要指定单位、月份或收到日期，都没有写，什么都没有改动")]
    NothingAssigned,
    #[error("最后一个月不能早于开始的月份，什么都没有改动")]
    EndsBeforeStart,
    #[error("一个单位不能并入自己，什么都没有改动")]
    OwnSuccessor,
    #[error("并入别的单位，要写明自己最后报到哪个月，什么都没有改动")]
    SuccessorWithoutEnd,
    #[error("还没有选收件文件夹。请先选单位报来的表平时放在哪个文件夹")]
    NoIntakeFolder,
    #[error("收件文件夹{}现在不在，没有收，什么都没有改动。它在 U 盘或共享盘上的，请接好再按 F5；改了名、搬了家的，请重新选", quoted(.0.display()))]
    IntakeFolderGone(PathBuf),
    #[error("{}是一个文件，不是文件夹，没有收，什么都没有改动。请重新选收件文件夹", quoted(.0.display()))]
    IntakeFolderIsFile(PathBuf),
    #[error("收件文件夹{}读不了（{reason}），没有收，什么都没有改动。请检查这个位置，再按 F5，或重新选一个", quoted(.folder.display()))]
    IntakeFolderUnreadable { folder: PathBuf, reason: String },
    /// The folder holds data of this program.
    #[error("{}是山城月报自己放数据的地方，不能作收件文件夹，没有改动。请另选一个文件夹", quoted(.0.display()))]
    IntakeFolderIsData(PathBuf),
    /// The name of the folder is not a text that can be remembered.
    #[error("{}的名字里有系统认不出的字，记不住这个位置，收件文件夹没有改动。请给这个文件夹改个名字，再选一次", quoted(.0.display()))]
    IntakeFolderUnnameable(PathBuf),
    /// What came in is known by a name that would go.
    #[error("这样改，收到的 {count} 份表（如{file}）就认不出是哪个单位的了，什么都没有改动。请把表上写的名称留作别名", file = quoted(.file))]
    NameInUse { count: usize, file: String },
    /// A name that other files carry too.
    #[error("收到的 {count} 份表（如{file}）里也有{name}这几个字，用它作单位的名称，就认不出那些表是哪个单位的了，什么都没有改动。请写完整的名称", name = quoted(.name), file = quoted(.file))]
    NameClashes { name: String, count: usize, file: String },
    /// A name that several units seem to write.
    #[error("写着这个名称、还认不出的 {count} 份表（如{file}），和同一个月的另一份数不一样，不一定都是这个单位的，什么都没有改动。请一份一份指定是哪个单位的，或先排除不要的", file = quoted(.file))]
    NameShared { count: usize, file: String },
    /// A name that every form carries.
    #[error("{}是表上、文件名里或地名里本来就有的字，不能作单位的名称或别名：别的单位的表也会认成它的。什么都没有改动。请写单位自己的名称", quoted(.0))]
    WordOfForms(String),
    /// A unit of which something came, or was decided.
    #[error("{unit}不能从名册里去掉：{why}。什么都没有改动。不再报的，请写明最后报到哪个月（名册里的“最后报哪月”，或 yuebao collate units end）", unit = quoted(.unit))]
    MemberStays { unit: String, why: String },
    #[error("{successor}已经并入了{unit}（或并入它的单位），{unit}不能再并入{successor}，什么都没有改动。请先改{successor}的去向", unit = quoted(.unit), successor = quoted(.successor))]
    SuccessorCircle { unit: String, successor: String },
    /// The kind of the office, its first month and how totals are counted follow from what it collates.
    #[error(
        "汇总单位只能改名称、填报人和联系电话；从哪个月起、累计怎么算，都照各单位报来的表，什么都没有改动"
    )]
    FixedForOffice,
    /// The regions in the name of the office are those that may stand before the names of the units.
    #[error("本单位改成这个名称，收到的 {count} 份表（如{file}）就认不出是哪个单位的了，什么都没有改动。请先在名册里把这些表上写的名称加作别名，再改本单位的名称", file = quoted(.file))]
    OfficeNameInUse { count: usize, file: String },
}

fn alias_of(owner: Option<&str>) -> String {
    owner.map_or_else(String::new, |owner| format!("，是{}的别名", quoted(owner)))
}

impl CollationError {
    /// See [`crate::error::Error::code`].
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::NotCollation => "not_collation",
            Self::NotReporting | Self::CloseInstead => "not_reporting",
            Self::OtherForm { .. } => "other_form",
            Self::NothingToFill => "nothing_to_fill",
            Self::PlanChanged => "changed",
            Self::NotBegun => "not_begun",
            Self::UnknownUnit(_) => "unknown_unit",
            Self::NameTaken { .. } | Self::NoName | Self::NoUnits | Self::NothingTyped => "unit_name",
            Self::NothingReceived { .. } | Self::NothingNew { .. } | Self::NoListReceived { .. } => {
                "nothing_received"
            }
            Self::WaitingIsEarlier { .. } => "earlier",
            Self::NotSound { .. } => "not_sound",
            Self::UnknownReport(_) | Self::UnknownScan(_) => "unknown_report",
            Self::Excluded { .. } => "excluded",
            Self::NotClosed(_) => "not_closed",
            Self::Closed(_) | Self::AlreadyClosed(_) => "closed",
            Self::StillWaiting { .. } | Self::NothingAccepted(_) => "not_ready",
            Self::NotExempt { .. } => "not_exempt",
            Self::NotYetArrived(_) | Self::ArrivedBeforeStart { .. } | Self::DatedByMail(_) => "received_on",
            Self::EmptyReason(_) => "reason",
            Self::NotReadThrough | Self::NotThere { .. } | Self::DropTooLarge(_) => "not_read_through",
            Self::NoIntakeFolder => "no_intake_folder",
            Self::IntakeFolderGone(_)
            | Self::IntakeFolderIsFile(_)
            | Self::IntakeFolderUnreadable { .. }
            | Self::IntakeFolderIsData(_)
            | Self::IntakeFolderUnnameable(_) => "intake_folder",
            Self::NothingAssigned => "nothing_assigned",
            Self::EndsBeforeStart
            | Self::OwnSuccessor
            | Self::SuccessorWithoutEnd
            | Self::SuccessorCircle { .. }
            | Self::NameClashes { .. }
            | Self::NameShared { .. }
            | Self::WordOfForms(_)
            | Self::MemberStays { .. }
            | Self::NameInUse { .. }
            | Self::OfficeNameInUse { .. } => "register",
            Self::FixedForOffice => "office",
        }
    }
}
