//! The language of blank forms: the words by which their headings, units, notes and fields are known. Words of a form in
//! general, none of any one notice; all of them stand here and nowhere else in this module. Those of headings, rows and titles stand
//! in this file.

mod reporting;
mod times;
mod units;

pub(super) use reporting::{
    AROUND_KINDS, AROUND_RULES, BLAME, EVERYONE, FIELDS, FILLS_IN, KINDS, LEAVES_BLANK, NO_KINDS, OWN_AREA,
    SIGNED, SIGNERS, WHO_FILLS_IN,
};
pub(super) use times::{
    ADDED_UP, ADDED_UP_ROWS, AGAINST_MONTH, AGAINST_YEAR, AROUND_TIMES, BEFORE, COMPARED, FROM_JANUARY,
    LAST_YEAR, MONTH, OF_THE_YEAR, OTHER_SPANS, OTHER_TIMES, PER_CENT, SAME_MONTH, SINCE, SINCE_JANUARY,
    SINCE_THE_START, STOCKS, THIS_YEAR, TIMES, TOTAL, UP_TO, YEAR, YEAR_BEFORE,
};
pub(super) use units::{
    ALIKE, AMOUNTS, AVERAGES, COUNTED, COUNTED_BY_TIMES, MEASURED, Measured, NO_RATES, NOT_A_UNIT,
    NOT_SAID_BY_NAMES, OTHER_SHARES, PEOPLE, PLACE_NAMES, PLACES, PLACES_OR_UNITS, RATES, SAID_BY_NAMES,
    SCALES, SHARES_OF, TIMES_SAID,
};

use crate::notice::Role;

/// Headings of the column with a row's number or code.
pub(super) const NUMBER: [&str; 17] = [
    "序号",
    "编号",
    "代码",
    "行次",
    "行号",
    "序",
    "编码",
    "指标代码",
    "项目代码",
    "指标编号",
    "栏次",
    "号",
    "项次",
    "指标编码",
    "行",
    "代号",
    "项目编号",
];

/// What stands before the numbers of the columns.
pub(super) const NUMBERS_OF_COLUMNS: [&str; 5] = ["栏次", "栏号", "列号", "列次", "栏目"];

/// Headings of the column with the unit of a row.
pub(super) const UNIT: [&str; 7] =
    ["单位", "计量单位", "统计单位", "指标单位", "数量单位", "金额单位", "货币单位"];
/// Those of them that speak of sums of money only.
pub(super) const UNIT_OF_MONEY: [&str; 2] = ["金额单位", "货币单位"];
/// Endings of names of sums of money.
pub(super) const MONEY: [&str; 19] = [
    "额", "款", "金", "费", "税", "资", "收入", "支出", "产值", "薪酬", "利润", "成本", "价值", "补贴",
    "补助", "资产", "负债", "权益", "利息",
];

/// Headings of a column of numbers of decimals.
pub(super) const DECIMALS: [&str; 7] =
    ["小数位", "小数位数", "保留小数", "保留小数位", "保留小数位数", "小数点位数", "精度"];

/// Headings of a column of words that are typed.
pub(super) const REMARK: [&str; 8] =
    ["备注", "备考", "说明", "情况说明", "工作亮点", "存在问题", "佐证材料", "有关说明"];

/// Endings of headings over words that are no figures.
pub(super) const NO_FIGURES: [&str; 32] = [
    "科室",
    "处室",
    "股室",
    "站所",
    "领导",
    "姓名",
    "职务",
    "名单",
    "原因",
    "建议",
    "意见",
    "进展",
    "级别",
    "日期",
    "编号",
    "单位",
    "部门",
    "责任人",
    "负责人",
    "联系人",
    "电话",
    "时限",
    "时间",
    "期限",
    "地点",
    "地址",
    "方式",
    "标准",
    "依据",
    "来源",
    "要求",
    "进度",
];

/// What a heading over words begins with, where it does not end like a quantity: 所在村, 主要产品.
pub(super) const NO_FIGURES_OF: [&str; 3] = ["所在", "所属", "主要"];

/// What a row is called that is planned, and not done in a month.
pub(super) const PLANNED_ROWS: [&str; 12] = [
    "年度计划",
    "全年计划",
    "年度任务",
    "全年任务",
    "年度目标",
    "全年目标",
    "目标任务",
    "计划数",
    "任务数",
    "目标数",
    "目标值",
    "计划任务",
];

/// What notes call rows that are printed empty.
pub(super) const BLANK_ROWS: [&str; 3] = ["空白行", "空行", "空白栏"];

/// Endings of what rows are called that ask for words, where the others have a unit.
pub(super) const WORDS: [&str; 22] = [
    "建议",
    "意见",
    "原因",
    "简述",
    "概述",
    "文字",
    "情况说明",
    "说明",
    "亮点",
    "典型案例",
    "做法",
    "打算",
    "存在问题",
    "存在的问题",
    "主要问题",
    "突出问题",
    "经验",
    "安排",
    "思路",
    "困难",
    "举措",
    "工作计划",
];

/// What stands for a unit where one of two is ticked.
pub(super) const CHOICES: [&str; 6] = ["是/否", "有/无", "是否", "有无", "是或否", "√/×"];

/// Endings of the heading over what a row is about, or over its section.
pub(super) const CONTENT: [&str; 17] = [
    "项目", "指标", "内容", "名称", "事项", "任务", "类别", "分类", "类型", "种类", "措施", "工作", "要求",
    "科目", "方面", "领域", "环节",
];

/// What stands over the rows of a table that was laid out otherwise and says nothing of them.
pub(super) const ROWS: &str = "项目";

/// What stands over the numbers that were beneath its headings.
pub(super) const LETTERS: &str = "栏次";

/// Headings of a quantity that say nothing of its time.
pub(super) const NEUTRAL: [&str; 18] = [
    "数量",
    "数值",
    "数据",
    "完成数",
    "完成情况",
    "实际",
    "实际数",
    "完成量",
    "数",
    "统计数",
    "数额",
    "完成",
    "实绩",
    "实际完成",
    "填报数",
    "上报数",
    "情况",
    "统计数据",
];

/// Endings of headings that are quantities, whatever they measure.
pub(super) const QUANTITIES: [&str; 14] =
    ["数", "量", "额", "率", "值", "比", "费", "款", "金", "面积", "长度", "里程", "收入", "支出"];

/// Words of a column that no role of a notice means.
pub(super) const PLANNED: [&str; 9] =
    ["年度任务", "全年任务", "计划", "目标", "任务数", "预算", "预计", "下月", "指标数"];

/// What is planned, where it says nothing else.
pub(super) const TASK: &str = "任务";

/// Words of a row or column that adds up others.
pub(super) const SUMS: [&str; 5] = ["合计", "小计", "总计", "共计", "合 计"];

/// What the name of a whole has in it that is divided into others: 学生总数.
pub(super) const IN_ALL: char = '总';

/// The one of them that adds up a part of the table only.
pub(super) const SUBTOTAL: &str = "小计";

/// Two names that divide a whole between them: beside others they are one of two divisions.
pub(super) const HALVES: [(&str, &str); 20] = [
    ("男", "女"),
    ("男性", "女性"),
    ("城镇", "农村"),
    ("城镇", "乡村"),
    ("城市", "农村"),
    ("城市", "乡村"),
    ("城区", "农村"),
    ("城区", "乡镇"),
    ("本地", "外地"),
    ("县内", "县外"),
    ("区内", "区外"),
    ("省内", "省外"),
    ("市内", "市外"),
    ("国内", "国外"),
    ("境内", "境外"),
    ("公办", "民办"),
    ("国有", "民营"),
    ("内资", "外资"),
    ("在职", "退休"),
    ("党员", "群众"),
];

/// Names of a share of a whole that the others of a division have some of too.
pub(super) const SHARES: [&str; 8] = ["女", "党员", "少数民族", "残疾", "老年人", "脱贫", "低保对象", "退役"];

/// What begins the parts of a whole.
pub(super) const OF_WHICH: &str = "其中";

/// Signs that mean the same.
pub(super) const OF_WHICH_SIGNS: [char; 3] = ['#', '＃', '♯'];

/// What begins the notes under a table.
pub(super) const NOTES: [&str; 26] = [
    "逻辑审核",
    "校验关系",
    "统计口径",
    "指标说明",
    "填报须知",
    "填表须知",
    "填表要求",
    "填写要求",
    "审核关系",
    "表内关系",
    "逻辑关系",
    "平衡关系",
    "勾稽关系",
    "补充资料",
    "说明",
    "备注",
    "注",
    "填表说明",
    "填报说明",
    "补充说明",
    "注意事项",
    "填写说明",
    "注释",
    "指标解释",
    "附注",
    "填报要求",
];

/// Endings of the title of a form.
pub(super) const TITLES: [&str; 7] = ["表", "月报", "清单", "台账", "一览", "快报", "统计"];

/// What stands above the next page of a table.
pub(super) const CONTINUED: [&str; 5] = ["续表", "接上表", "接上页", "续上表", "(续)"];

/// What begins the mark of a form.
pub(super) const MARKS: [&str; 4] = ["附件", "附表", "表", "附"];

/// Columns of a list of projects: what the heading of each has in it.
pub(super) const BY: [&str; 4] = ["主体", "责任单位", "实施单位", "单位"];

pub(super) const SCALE: [&str; 4] = ["规模", "内容", "项目名称", "名称"];

pub(super) const FUNDS: [&str; 3] = ["资金", "投资", "经费"];

pub(super) const BY_WHEN: [&str; 4] = ["时限", "完成时间", "期限", "时间"];

/// Endings of the titles of lists.
pub(super) const LISTS: [&str; 3] = ["清单", "台账", "一览"];

/// The role of a heading that needs nothing else to be known.
pub(super) fn role_of(heading: &str) -> Option<Role> {
    let role = |words: &[&str], role| words.contains(&heading).then_some(role);
    role(&NUMBER, Role::Number).or_else(|| role(&UNIT, Role::Unit)).or_else(|| role(&REMARK, Role::Text))
}
