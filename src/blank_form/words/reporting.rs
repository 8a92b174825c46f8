//! The words of who reports and who signs: the fields around a table, kinds of units, and what is said of who fills in what.

use crate::notice::FieldKind;

/// Headings of a column that says who fills in a row, and whether it says nothing else: whoever is responsible for something
/// may not be the only one to report it.
pub(in crate::blank_form) const WHO_FILLS_IN: [(&str, bool); 14] = [
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

/// Fields around a table: their labels, without blanks and brackets, and what stands behind them. The first that the label
/// ends with counts.
pub(in crate::blank_form) const FIELDS: [(&str, FieldKind); 55] = [
    ("填报单位", FieldKind::Unit),
    ("填表单位", FieldKind::Unit),
    ("报送单位", FieldKind::Unit),
    ("上报单位", FieldKind::Unit),
    ("填报机构", FieldKind::Unit),
    ("填报部门", FieldKind::Unit),
    ("单位名称", FieldKind::Unit),
    ("企业名称", FieldKind::Unit),
    ("机构名称", FieldKind::Unit),
    ("填写单位", FieldKind::Unit),
    ("报表单位", FieldKind::Unit),
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
    ("报表期别", FieldKind::Month),
    ("报表期", FieldKind::Month),
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
pub(in crate::blank_form) const SIGNERS: [&str; 18] = [
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
pub(in crate::blank_form) const SIGNED: [&str; 11] =
    ["负责人", "审核人", "审核", "复核", "复核人", "领导", "代表人", "主管", "审批", "签字", "审签人"];

/// Kinds of units: the id, the name, and the words that notes and salutations have for it, the longest first.
pub(in crate::blank_form) const KINDS: [(&str, &str, &[&str]); 8] = [
    (
        "township",
        "镇乡",
        &["镇乡", "乡镇", "镇（乡）", "镇人民政府", "乡人民政府", "镇街道", "镇街", "镇", "乡"],
    ),
    ("street", "街道", &["街道办事处", "街道", "镇街道", "镇街"]),
    ("village", "村", &["村民委员会", "村委会", "行政村", "村"]),
    ("community", "社区", &["居民委员会", "居委会", "社区", "(居)"]),
    ("department", "部门", &["有关部门", "部门", "委办局"]),
    ("school", "学校", &["学校", "中小学", "幼儿园"]),
    ("company", "企业", &["企业", "公司"]),
    ("district", "区县", &["区县", "县（区）", "县区", "各区", "各县"]),
];

/// Words that have the name of a kind in them and mean none.
pub(in crate::blank_form) const NO_KINDS: [&str; 11] =
    ["镇属", "乡属", "街道属", "农村", "乡村", "城乡", "城镇", "集镇", "村镇", "村级", "乡镇企业"];

/// What is said of those who leave rows blank.
pub(in crate::blank_form) const LEAVES_BLANK: [&str; 36] = [
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
pub(in crate::blank_form) const FILLS_IN: [&str; 7] = ["填报", "填写", "填列", "上报", "报送", "填", "报"];

/// Words for all who report.
pub(in crate::blank_form) const EVERYONE: [&str; 6] =
    ["所有单位", "各单位", "全部单位", "所有", "全体单位", "各填报单位"];

/// Words around a rule of who fills in what that change nothing in it.
pub(in crate::blank_form) const AROUND_RULES: [&str; 55] = [
    "为必填项",
    "是必填项",
    "必填项",
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
    "区直",
    "县直",
    "市直",
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
pub(in crate::blank_form) const BLAME: [&str; 8] =
    ["通报", "迟报", "漏报", "瞒报", "虚报", "拒报", "约谈", "问责"];

/// Words of a salutation around the kinds that it names.
pub(in crate::blank_form) const AROUND_KINDS: [&str; 24] = [
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
    "辖区",
    "辖区内",
    "党组织",
    "党组",
    "工委",
    "民族",
    "区",
    "县",
    "市",
];
