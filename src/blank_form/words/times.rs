//! The words of time: this month, totals, the month and the year before, comparisons, and what does not add up over months.

/// Words of the month's own figures.
pub(in crate::blank_form) const MONTH: [&str; 6] = ["本月", "当月", "本期", "月完成", "月新增", "月度"];

/// Words of totals.
pub(in crate::blank_form) const TOTAL: [&str; 10] =
    ["1-本月", "累计", "年初至", "自年初", "截至", "至本月", "本年", "总计数", "年内", "1至本月"];

/// Words of totals that begin anew each January.
pub(in crate::blank_form) const OF_THE_YEAR: [&str; 8] =
    ["本年", "年初", "今年", "当年", "年累计", "年内", "年度累计", "全年累计"];

/// A heading beneath one that says the time; alone it means the total.
pub(in crate::blank_form) const YEAR: [&str; 3] = ["本年", "今年", "当年"];

/// Words of the month before.
pub(in crate::blank_form) const BEFORE: [&str; 3] = ["上月", "上期", "前一月"];

/// Words of the same month a year before.
pub(in crate::blank_form) const LAST_YEAR: [&str; 6] =
    ["上年同", "去年同", "同期", "上年本月", "去年本月", "上年当月"];

/// Years that are not this one; alone they do not say which part of the year they mean.
pub(in crate::blank_form) const YEAR_BEFORE: [&str; 6] =
    ["上年", "去年", "上年度", "去年度", "上一年", "上一年度"];

/// What stands behind a year and means the same month of it.
pub(in crate::blank_form) const SAME_MONTH: [&str; 3] = ["同月", "同期", "同月份"];

/// What a total since January begins with.
pub(in crate::blank_form) const FROM_JANUARY: [&str; 8] =
    ["1-", "1~", "1至", "1到", "1月-", "1月至", "1月~", "1月到"];

/// What a comparison is made with, where it is the year before or the month before.
pub(in crate::blank_form) const AGAINST_YEAR: [&str; 4] = ["同比", "上年", "去年", "同期"];

pub(in crate::blank_form) const AGAINST_MONTH: [&str; 5] = ["环比", "上月", "上期", "前一月", "前月"];

/// What no notice has a comparison with.
pub(in crate::blank_form) const SINCE_JANUARY: [&str; 4] = ["年初", "上年末", "上年底", "年底"];

/// Words of what there is at the end of a month, which does not add up over months.
pub(in crate::blank_form) const STOCKS: [&str; 12] =
    ["在册", "余额", "存量", "结存", "库存", "实有", "现有", "保有", "存栏", "期末", "月末", "年末"];

/// Words of a day up to which is counted; without 累计 it may be a total, or what there is on that day.
pub(in crate::blank_form) const UP_TO: [&str; 3] = ["截至", "截止", "月底"];

/// What a total is called that cannot be a stock.
pub(in crate::blank_form) const ADDED_UP: [&str; 3] = ["累计", "总计", "合计"];

/// What a row is called that is a total, whatever column it stands in.
pub(in crate::blank_form) const ADDED_UP_ROWS: [&str; 7] =
    ["累计", "累积", "1-本月", "1至本月", "1月至本月", "年初至", "自年初"];

/// What a heading or a row that is only a time consists of, and the words around it.
pub(in crate::blank_form) const TIMES: [&[&str]; 9] =
    [&MONTH, &TOTAL, &OF_THE_YEAR, &BEFORE, &LAST_YEAR, &YEAR_BEFORE, &FROM_JANUARY, &UP_TO, &COMPARED];

pub(in crate::blank_form) const AROUND_TIMES: [&str; 24] = [
    "完成数",
    "完成情况",
    "完成",
    "数量",
    "情况",
    "实际",
    "新增",
    "发生",
    "合计",
    "数",
    "量",
    "率",
    "值",
    "额",
    "期",
    "末",
    "底",
    "止",
    "的",
    "比",
    "月份",
    "月",
    "%",
    "当期",
];

/// Words of a comparison.
pub(in crate::blank_form) const COMPARED: [&str; 8] =
    ["增减", "同比", "环比", "增幅", "增长", "比上", "较上", "增速"];

/// Words of a comparison in per cent.
pub(in crate::blank_form) const PER_CENT: [&str; 7] = ["%", "％", "率", "幅", "百分", "‰", "增速"];

/// Words of a time that is no month.
pub(in crate::blank_form) const OTHER_TIMES: [&str; 6] = ["季度", "半年", "本周", "本日", "本旬", "上年底"];

/// Spans that are neither a month nor a year: a total that begins with them is none that a notice has.
pub(in crate::blank_form) const OTHER_SPANS: [&str; 12] =
    ["学期", "学年", "季度", "本季", "旬", "本周", "半年", "任期", "财年", "采暖季", "汛期", "防火期"];

/// What a total since the first report is counted from, and no other one.
pub(in crate::blank_form) const SINCE_THE_START: [&str; 10] =
    ["行动", "专项", "活动", "启动", "开展", "部署", "整治", "攻坚", "创建", "实施"];

/// What stands behind the beginning of a total.
pub(in crate::blank_form) const SINCE: &str = "以来";

/// Words of a sentence whose total begins anew each January.
pub(in crate::blank_form) const THIS_YEAR: [&str; 3] = ["今年", "本年", "当年"];
