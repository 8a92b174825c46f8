//! The parts of a notice that are no part of its forms, and that a person may set right.

use serde::{Deserialize, Serialize};

/// One of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum NoticeField {
    Title,
    /// 文号
    Number,
    Issuer,
    /// The campaign, as an official text writes it.
    Campaign,
    /// The same, as the program calls it.
    ShortName,
    Kinds,
    FirstMonth,
    LastMonth,
    Due,
    MonthBegins,
    Office,
    Address,
    Contact,
    Phones,
}

impl NoticeField {
    /// Every one, in the order in which they are asked for.
    pub const ALL: [Self; 14] = [
        Self::Title,
        Self::Number,
        Self::Issuer,
        Self::Campaign,
        Self::ShortName,
        Self::Kinds,
        Self::FirstMonth,
        Self::LastMonth,
        Self::Due,
        Self::MonthBegins,
        Self::Office,
        Self::Address,
        Self::Contact,
        Self::Phones,
    ];

    /// What it is called.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Title => "通知标题",
            Self::Number => "文号",
            Self::Issuer => "发文单位",
            Self::Campaign => "工作名称",
            Self::ShortName => "工作简称",
            Self::Kinds => "填报单位的类别",
            Self::FirstMonth => "从哪个月开始报",
            Self::LastMonth => "报到哪个月",
            Self::Due => "几日前报",
            Self::MonthBegins => "每月从几日算起",
            Self::Office => "报给哪个单位",
            Self::Address => "报送邮箱",
            Self::Contact => "联系人",
            Self::Phones => "联系电话",
        }
    }

    /// How it is written, where that is not plain.
    pub const fn hint(self) -> &'static str {
        match self {
            Self::Number => "没有文号的写“无”",
            Self::ShortName => "在程序的句子里用，几个字就够",
            Self::Kinds => "几类用顿号隔开，例如：镇乡、街道、部门",
            Self::FirstMonth => "例如：2022年1月",
            Self::LastMonth => "没有期限的空着",
            Self::Due => "例如：每月28日前；次月5日前，1月免报",
            Self::MonthBegins => "一般是 1；从上月21日算起的写 21",
            Self::Phones => "几个用顿号隔开",
            Self::Title | Self::Issuer | Self::Campaign | Self::Office | Self::Address | Self::Contact => "",
        }
    }

    /// Whether there can be no notice without it that says what it should.
    pub const fn is_needed(self) -> bool {
        matches!(self, Self::Number | Self::Due | Self::Office)
    }
}
