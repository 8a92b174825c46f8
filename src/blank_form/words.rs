//! The language of blank forms: the words by which their headings, units, notes and fields are known. Words of a form in
//! general, none of any one notice; all of them stand here and nowhere else in this module.

use crate::notice::{FieldKind, Role};

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

/// Headings of the column with the unit of a row.
pub(super) const UNIT: [&str; 5] = ["单位", "计量单位", "统计单位", "指标单位", "数量单位"];

/// Headings of a column that says who fills in a row, and whether it says nothing else: whoever is responsible for something
/// may not be the only one to report it.
pub(super) const WHO_FILLS_IN: [(&str, bool); 14] = [
    ("填报单位", true),
    ("填报主体", true),
    ("填报对象", true),
    ("填报部门", true),
    ("填报范围", true),
    ("填表单位", true),
    ("报送单位", true),
    ("上报单位", true),
    ("责任单位", false),
    ("牵头单位", false),
    ("责任主体", false),
    ("责任部门", false),
    ("牵头部门", false),
    ("实施单位", false),
];

/// Headings of a column of words that are typed.
pub(super) const REMARK: [&str; 8] =
    ["备注", "备考", "说明", "情况说明", "工作亮点", "存在问题", "佐证材料", "有关说明"];

/// Endings of headings over words that are no figures.
pub(super) const NO_FIGURES: [&str; 31] = [
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
];

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

/// Words of the month's own figures.
pub(super) const MONTH: [&str; 6] = ["本月", "当月", "本期", "月完成", "月新增", "月度"];
/// Words of totals.
pub(super) const TOTAL: [&str; 10] =
    ["1-本月", "累计", "年初至", "自年初", "截至", "至本月", "本年", "总计数", "年内", "1至本月"];
/// Words of totals that begin anew each January.
pub(super) const OF_THE_YEAR: [&str; 8] =
    ["本年", "年初", "今年", "当年", "年累计", "年内", "年度累计", "全年累计"];
/// A heading beneath one that says the time; alone it means the total.
pub(super) const YEAR: [&str; 3] = ["本年", "今年", "当年"];
/// Words of the month before.
pub(super) const BEFORE: [&str; 3] = ["上月", "上期", "前一月"];
/// Words of the same month a year before.
pub(super) const LAST_YEAR: [&str; 6] = ["上年同", "去年同", "同期", "上年本月", "去年本月", "上年当月"];
/// Years that are not this one; alone they do not say which part of the year they mean.
pub(super) const YEAR_BEFORE: [&str; 6] = ["上年", "去年", "上年度", "去年度", "上一年", "上一年度"];
/// What stands behind a year and means the same month of it.
pub(super) const SAME_MONTH: [&str; 3] = ["同月", "同期", "同月份"];
/// What a total since January begins with.
pub(super) const FROM_JANUARY: [&str; 8] = ["1-", "1~", "1至", "1到", "1月-", "1月至", "1月~", "1月到"];
/// What a comparison is made with, where it is the year before or the month before.
pub(super) const AGAINST_YEAR: [&str; 4] = ["同比", "上年", "去年", "同期"];
pub(super) const AGAINST_MONTH: [&str; 5] = ["环比", "上月", "上期", "前一月", "前月"];
/// What no notice has a comparison with.
pub(super) const SINCE_JANUARY: [&str; 4] = ["年初", "上年末", "上年底", "年底"];
/// Words of what there is at the end of a month, which does not add up over months.
pub(super) const STOCKS: [&str; 12] =
    ["在册", "余额", "存量", "结存", "库存", "实有", "现有", "保有", "存栏", "期末", "月末", "年末"];
/// Words of a day up to which is counted; without 累计 it may be a total, or what there is on that day.
pub(super) const UP_TO: [&str; 3] = ["截至", "截止", "月底"];
/// What a total is called that cannot be a stock.
pub(super) const ADDED_UP: [&str; 3] = ["累计", "总计", "合计"];
/// Endings of headings that are quantities, whatever they measure.
pub(super) const QUANTITIES: [&str; 14] =
    ["数", "量", "额", "率", "值", "比", "费", "款", "金", "面积", "长度", "里程", "收入", "支出"];

/// What a heading or a row that is only a time consists of, and the words around it.
pub(super) const TIMES: [&[&str]; 9] =
    [&MONTH, &TOTAL, &OF_THE_YEAR, &BEFORE, &LAST_YEAR, &YEAR_BEFORE, &FROM_JANUARY, &UP_TO, &COMPARED];
pub(super) const AROUND_TIMES: [&str; 24] = [
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
pub(super) const COMPARED: [&str; 7] = ["增减", "同比", "环比", "增幅", "增长", "比上", "较上"];
/// Words of a comparison in per cent.
pub(super) const PER_CENT: [&str; 6] = ["%", "％", "率", "幅", "百分", "‰"];
/// Words of a column that no role of a notice means.
pub(super) const PLANNED: [&str; 7] = ["计划", "目标", "任务数", "预算", "预计", "下月", "指标数"];
/// Words of a time that is no month.
pub(super) const OTHER_TIMES: [&str; 6] = ["季度", "半年", "本周", "本日", "本旬", "上年底"];

/// Words of a row or column that adds up others.
pub(super) const SUMS: [&str; 5] = ["合计", "小计", "总计", "共计", "合 计"];
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
/// Words of a sentence whose total begins anew each January.
pub(super) const THIS_YEAR: [&str; 3] = ["今年", "本年", "当年"];

/// What begins the notes under a table.
pub(super) const NOTES: [&str; 18] = [
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

/// Units that are counted in whole ones; with 次 behind it each is one more: 人次.
pub(super) const COUNTED: [&str; 85] = [
    "个", "次", "人", "户", "件", "条", "份", "处", "台", "辆", "场", "家", "起", "盏", "座", "所", "名",
    "只", "头", "套", "项", "宗", "例", "张", "篇", "册", "期", "组", "支", "间", "栋", "幢", "根", "株",
    "棵", "块", "批", "班", "艘", "架", "门", "部", "本", "枚", "对", "村", "社区", "幅", "具", "箱", "袋",
    "瓶", "桶", "桩", "口", "匹", "羽", "尾", "粒", "剂", "笔", "标箱", "人数", "床", "款", "封", "面", "道",
    "眼", "孔", "片", "段", "列", "卷", "副", "则", "站", "岗", "句", "宿", "届", "轮", "把", "艇", "桌",
];
/// What is no unit, and is one with 次 behind it: 车次.
pub(super) const COUNTED_BY_TIMES: [&str; 4] = ["车", "针", "船", "航"];
/// Those of the counted units that a name says by itself where it ends in them and 数: 户数, 检查次数.
pub(super) const SAID_BY_NAMES: [&str; 12] =
    ["户", "人", "次", "笔", "辆", "艘", "盏", "个", "份", "条", "件", "篇"];
/// Words that end like one of them and say no unit: 文件数.
pub(super) const NOT_SAID_BY_NAMES: [&str; 38] = [
    "机器人",
    "法人",
    "账户",
    "帐户",
    "门户",
    "窗户",
    "档次",
    "层次",
    "名次",
    "版次",
    "月份",
    "股份",
    "身份",
    "省份",
    "年份",
    "面条",
    "链条",
    "线条",
    "文件",
    "案件",
    "邮件",
    "软件",
    "硬件",
    "零件",
    "部件",
    "构件",
    "配件",
    "条件",
    "事件",
    "信件",
    "稿件",
    "证件",
    "组件",
    "插件",
    "钢笔",
    "毛笔",
    "器件",
    "附件",
];
/// Endings of names of people, whom no sum of money counts, and of those whom no unit of money counts either.
pub(super) const PEOPLE: [&str; 7] = ["户", "笔", "人员", "人口", "职工", "员工", "人次"];
/// Endings of names that end in 数 and mean an amount.
pub(super) const AMOUNTS: [&str; 13] = [
    "预算数",
    "决算数",
    "执行数",
    "完成数",
    "金额数",
    "累计数",
    "余额数",
    "计划数",
    "实际数",
    "本月数",
    "增加数",
    "减少数",
    "额数",
];
/// Words that end in 率 and are no part of a hundred.
pub(super) const NO_RATES: [&str; 5] = ["功率", "频率", "汇率", "倍率", "速率"];
/// Words of places of which one stands in brackets behind another: 客运场（站）. Those of the second list are also units
/// of what stands before them: 医院（所）.
pub(super) const PLACES: [&str; 11] = ["站", "点", "村", "社区", "室", "店", "队", "岗", "部", "班", "组"];
pub(super) const PLACES_OR_UNITS: [&str; 1] = ["所"];
/// Endings of the names of places.
pub(super) const PLACE_NAMES: [&str; 26] = [
    "站", "点", "村", "社区", "室", "店", "队", "岗", "部", "班", "组", "所", "场", "院", "中心", "馆", "园",
    "厂", "校", "库", "局", "镇", "乡", "街道", "处", "门",
];
/// Words that begin with a unit and are no number of it: 人员.
pub(super) const NOT_A_UNIT: [&str; 64] = [
    "人员", "人口", "人民", "人才", "人工", "人力", "人群", "人均", "人大", "人行", "人家", "人物", "户外",
    "户籍", "户主", "户型", "户均", "村民", "村庄", "村委", "村级", "村组", "村社", "村镇", "站点", "站台",
    "班组", "班级", "组织", "部门", "部队", "部分", "部件", "门店", "门诊", "门面", "道路", "道口", "面积",
    "段落", "片区", "口岸", "场所", "场地", "场馆", "期间", "期刊", "项目", "件数", "台账", "条例", "份额",
    "处理", "处罚", "处置", "名单", "个体", "所有", "家庭", "家具", "起诉", "批发", "支出", "对象",
];

/// A kind of units that are measured, and the words that notes call it by.
pub(super) struct Measured {
    pub(super) units: &'static [&'static str],
    pub(super) called: &'static [&'static str],
}

/// Units that are measured; how many decimals they have the form has to say.
pub(super) const MEASURED: [Measured; 8] = [
    Measured {
        units: &["吨", "公斤", "千克", "斤", "克", "担", "毫克"], called: &["重量", "质量"]
    },
    Measured {
        units: &["平方米", "㎡", "m²", "平米", "亩", "公顷", "平方公里", "平方千米"],
        called: &["面积"],
    },
    Measured {
        units: &["米", "公里", "千米", "km", "m", "海里", "延米", "里"], called: &["长度", "里程"]
    },
    Measured {
        units: &["立方米", "m³", "升", "方", "立方"], called: &["体积", "容积", "水量"]
    },
    Measured {
        units: &["元", "美元", "港元", "欧元"], called: &["金额", "资金", "货币", "价值"]
    },
    Measured {
        units: &["%", "％", "‰", "个百分点"],
        called: &["率", "比率", "比例", "百分比", "比重", "百分数", "增幅", "占比"],
    },
    Measured {
        units: &["小时", "分钟", "天", "日", "工日", "课时", "学时"], called: &["时间", "时长"]
    },
    Measured { units: &["千瓦时", "度", "千瓦", "兆瓦"], called: &["电量"] },
];

/// What makes a unit a larger one.
pub(super) const SCALES: [&str; 7] = ["十万", "百万", "千万", "万", "亿", "千", "百"];

/// Fields around a table: their labels, without blanks and brackets, and what stands behind them. The first that the label
/// ends with counts.
pub(super) const FIELDS: [(&str, FieldKind); 49] = [
    ("填报单位", FieldKind::Unit),
    ("填表单位", FieldKind::Unit),
    ("报送单位", FieldKind::Unit),
    ("上报单位", FieldKind::Unit),
    ("填报机构", FieldKind::Unit),
    ("填报部门", FieldKind::Unit),
    ("单位名称", FieldKind::Unit),
    ("报告单位", FieldKind::Unit),
    ("编制单位", FieldKind::Unit),
    ("填报时间", FieldKind::Date),
    ("填报日期", FieldKind::Date),
    ("填表时间", FieldKind::Date),
    ("填表日期", FieldKind::Date),
    ("报出日期", FieldKind::Date),
    ("报送日期", FieldKind::Date),
    ("报送时间", FieldKind::Date),
    ("上报时间", FieldKind::Date),
    ("上报日期", FieldKind::Date),
    ("制表日期", FieldKind::Date),
    ("日期", FieldKind::Date),
    ("所属月份", FieldKind::Month),
    ("所属时期", FieldKind::Month),
    ("统计月份", FieldKind::Month),
    ("报告期", FieldKind::Month),
    ("月份", FieldKind::Month),
    ("填报人", FieldKind::Person),
    ("填表人", FieldKind::Person),
    ("制表人", FieldKind::Person),
    ("经办人", FieldKind::Person),
    ("联系人", FieldKind::Person),
    ("报送人", FieldKind::Person),
    ("上报人", FieldKind::Person),
    ("制表", FieldKind::Person),
    ("填表", FieldKind::Person),
    ("联系电话", FieldKind::Phone),
    ("联系方式", FieldKind::Phone),
    ("电话", FieldKind::Phone),
    ("手机", FieldKind::Phone),
    ("表号", FieldKind::Fixed),
    ("制表机关", FieldKind::Fixed),
    ("制定机关", FieldKind::Fixed),
    ("批准机关", FieldKind::Fixed),
    ("批准文号", FieldKind::Fixed),
    ("备案文号", FieldKind::Fixed),
    ("备案机关", FieldKind::Fixed),
    ("有效期至", FieldKind::Fixed),
    ("有效期", FieldKind::Fixed),
    ("文号", FieldKind::Fixed),
    ("组织机构代码", FieldKind::Text),
];

/// What may stand before the label of a person who signs: 单位负责人, 统计负责人.
pub(super) const SIGNERS: [&str; 18] = [
    "单位",
    "部门",
    "统计",
    "分管",
    "主要",
    "财务",
    "法定",
    "填表",
    "填报",
    "业务",
    "科室",
    "主管",
    "机构",
    "本单位",
    "分管领导",
    "局",
    "镇",
    "填报单位",
];

/// Endings of labels of people who sign.
pub(super) const SIGNED: [&str; 11] =
    ["负责人", "审核人", "审核", "复核", "复核人", "领导", "代表人", "主管", "审批", "签字", "审签人"];

/// Endings of the title of a form.
pub(super) const TITLES: [&str; 7] = ["表", "月报", "清单", "台账", "一览", "快报", "统计"];

/// What stands above the next page of a table.
pub(super) const CONTINUED: [&str; 5] = ["续表", "接上表", "接上页", "续上表", "(续)"];

/// What begins the mark of a form.
pub(super) const MARKS: [&str; 4] = ["附件", "附表", "表", "附"];

/// Kinds of units: the id, the name, and the words that notes and salutations have for it, the longest first.
pub(super) const KINDS: [(&str, &str, &[&str]); 8] = [
    ("township", "镇乡", &["镇乡", "乡镇", "镇（乡）", "镇人民政府", "乡人民政府", "镇街", "镇", "乡"]),
    ("street", "街道", &["街道办事处", "街道", "镇街"]),
    ("village", "村", &["村民委员会", "村委会", "行政村", "村"]),
    ("community", "社区", &["居民委员会", "居委会", "社区", "(居)"]),
    ("department", "部门", &["有关部门", "部门", "委办局"]),
    ("school", "学校", &["学校", "中小学", "幼儿园"]),
    ("company", "企业", &["企业", "公司"]),
    ("district", "区县", &["区县", "县（区）", "县区", "各区", "各县"]),
];

/// Words that have the name of a kind in them and mean none.
pub(super) const NO_KINDS: [&str; 11] =
    ["镇属", "乡属", "街道属", "农村", "乡村", "城乡", "城镇", "集镇", "村镇", "村级", "乡镇企业"];

/// What is said of those who leave rows blank.
pub(super) const LEAVES_BLANK: [&str; 36] = [
    "不填",
    "不填报",
    "不填写",
    "不填列",
    "不需填",
    "不需填报",
    "不需填写",
    "不需要填",
    "不需要填报",
    "不需要填写",
    "无需填",
    "无需填报",
    "无需填写",
    "无须填",
    "无须填报",
    "不用填",
    "不用填报",
    "不用填写",
    "不必填",
    "不必填报",
    "不必填写",
    "免填",
    "免填报",
    "免报",
    "不报",
    "不上报",
    "不报送",
    "不用报",
    "无需报",
    "不需报",
    "不作要求",
    "不做要求",
    "不作填报要求",
    "不列入",
    "不统计",
    "不纳入",
];
/// What is said of those who fill them in.
pub(super) const FILLS_IN: [&str; 7] = ["填报", "填写", "填列", "上报", "报送", "填", "报"];
/// Words for all who report.
pub(super) const EVERYONE: [&str; 6] = ["所有单位", "各单位", "全部单位", "所有", "全体单位", "各填报单位"];
/// Words around a rule of who fills in what that change nothing in it.
pub(super) const AROUND_RULES: [&str; 49] = [
    "各",
    "的",
    "对",
    "均",
    "都",
    "一律",
    "、",
    "和",
    "及",
    "以及",
    "与",
    "区级",
    "县级",
    "市级",
    "州级",
    "有关",
    "相关",
    "人民政府",
    "政府",
    "办事处",
    "党委",
    "党工委",
    "其中",
    "负责",
    "本表",
    "单位",
    "需",
    "需要",
    "要",
    "须",
    "应",
    "应当",
    "请",
    "如实",
    "据实",
    "按时",
    "务必",
    "必须",
    "必",
    "认真",
    "项目",
    "指标",
    "内容",
    "数据",
    ":",
    "“",
    "”",
    "按",
    "填报要求",
];
/// Words of a letter that blames those who do not report.
pub(super) const BLAME: [&str; 8] = ["通报", "迟报", "漏报", "瞒报", "虚报", "拒报", "约谈", "问责"];
/// Words of a salutation around the kinds that it names.
pub(super) const AROUND_KINDS: [&str; 22] = [
    "各",
    "有关",
    "相关",
    "人民政府",
    "政府",
    "党委",
    "党工委",
    "办事处",
    "区级",
    "县级",
    "市级",
    "州级",
    "区直",
    "县直",
    "市直",
    "党组织",
    "党组",
    "工委",
    "民族",
    "区",
    "县",
    "市",
];

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
