//! The words of units: which are counted and which are measured, and the names that say one or look like one.

/// Units that are counted in whole ones; with 次 behind it each is one more: 人次.
pub(in crate::blank_form) const COUNTED: [&str; 86] = [
    "个", "次", "人", "户", "件", "条", "份", "处", "台", "辆", "场", "家", "起", "盏", "座", "所", "名",
    "只", "头", "套", "项", "宗", "例", "张", "篇", "册", "期", "组", "支", "间", "栋", "幢", "根", "株",
    "棵", "块", "批", "班", "艘", "架", "门", "部", "本", "枚", "对", "村", "社区", "幅", "具", "箱", "袋",
    "瓶", "桶", "桩", "口", "匹", "羽", "尾", "粒", "剂", "笔", "标箱", "人数", "床", "款", "封", "面", "道",
    "眼", "孔", "片", "段", "列", "卷", "副", "则", "站", "岗", "句", "宿", "届", "轮", "把", "艇", "桌",
    "节",
];

/// Counted units of which two beside each other are one: 台（套）.
pub(in crate::blank_form) const ALIKE: [&[&str]; 10] = [
    &["条", "口", "处"],
    &["台", "套", "辆", "架", "部"],
    &["栋", "幢", "座"],
    &["个", "处", "座", "所", "家"],
    &["家", "户"],
    &["只", "头", "羽", "匹"],
    &["份", "册", "本", "张"],
    &["棵", "株"],
    &["件", "起", "宗", "例"],
    &["人", "名"],
];

/// What is no unit, and is one with 次 behind it: 车次.
pub(in crate::blank_form) const COUNTED_BY_TIMES: [&str; 4] = ["车", "针", "船", "航"];

/// Those of the counted units that a name says by itself where it ends in them and 数: 户数, 检查次数.
pub(in crate::blank_form) const SAID_BY_NAMES: [&str; 12] =
    ["户", "人", "次", "笔", "辆", "艘", "盏", "个", "份", "条", "件", "篇"];

/// Those that a name says by ending in them: 抽检批次.
pub(in crate::blank_form) const TIMES_SAID: [&str; 14] = [
    "人次", "批次", "场次", "车次", "家次", "户次", "台次", "辆次", "件次", "艘次", "架次", "例次", "剂次",
    "针次",
];

/// Words that end like one of them and say no unit: 文件数.
pub(in crate::blank_form) const NOT_SAID_BY_NAMES: [&str; 38] = [
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
pub(in crate::blank_form) const PEOPLE: [&str; 7] = ["户", "笔", "人员", "人口", "职工", "员工", "人次"];

/// Endings of names that end in 数 and mean an amount.
pub(in crate::blank_form) const AMOUNTS: [&str; 13] = [
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
pub(in crate::blank_form) const NO_RATES: [&str; 5] = ["功率", "频率", "汇率", "倍率", "速率"];

/// Endings of the names of shares that are not always in per cent, and of those by 比例 that are.
pub(in crate::blank_form) const OTHER_SHARES: [&str; 17] = [
    "出生率",
    "死亡率",
    "自然增长率",
    "发病率",
    "患病率",
    "病死率",
    "感染率",
    "事故率",
    "伤亡率",
    "利率",
    "税率",
    "费率",
    "容积率",
    "周转率",
    "效率",
    "比率",
    "概率",
];

pub(in crate::blank_form) const SHARES_OF: [&str; 4] = ["完成比例", "所占比例", "达标比例", "合格比例"];

/// Endings of the names of rates and marks, and words of averages: none of them adds up over months.
pub(in crate::blank_form) const RATES: [&str; 9] =
    ["率", "占比", "比重", "比例", "百分比", "满意度", "得分", "评分", "均价"];

pub(in crate::blank_form) const AVERAGES: [&str; 5] = ["平均", "人均", "户均", "日均", "亩均"];

/// Words of places of which one stands in brackets behind another: 客运场（站）. Those of the second list are also units
/// of what stands before them: 医院（所）.
pub(in crate::blank_form) const PLACES: [&str; 11] =
    ["站", "点", "村", "社区", "室", "店", "队", "岗", "部", "班", "组"];

pub(in crate::blank_form) const PLACES_OR_UNITS: [&str; 1] = ["所"];

/// Endings of the names of places.
pub(in crate::blank_form) const PLACE_NAMES: [&str; 26] = [
    "站", "点", "村", "社区", "室", "店", "队", "岗", "部", "班", "组", "所", "场", "院", "中心", "馆", "园",
    "厂", "校", "库", "局", "镇", "乡", "街道", "处", "门",
];

/// Words that begin with a unit and are no number of it: 人员.
pub(in crate::blank_form) const NOT_A_UNIT: [&str; 70] = [
    "人员", "人口", "人民", "人才", "人工", "人力", "人群", "人均", "人大", "人行", "人家", "人物", "户外",
    "户籍", "户主", "户型", "户均", "村民", "村庄", "村委", "村级", "村组", "村社", "村镇", "站点", "站台",
    "班组", "班级", "组织", "部门", "部队", "部分", "部件", "门店", "门诊", "门面", "道路", "道口", "面积",
    "段落", "片区", "口岸", "场所", "场地", "场馆", "期间", "期刊", "项目", "件数", "台账", "条例", "份额",
    "处理", "处罚", "处置", "名单", "个体", "所有", "家庭", "家具", "起诉", "批发", "支出", "对象", "节目",
    "节能", "节水", "节日", "节假", "节约",
];

/// A kind of units that are measured, and the words that notes call it by.
pub(in crate::blank_form) struct Measured {
    pub(in crate::blank_form) units: &'static [&'static str],
    pub(in crate::blank_form) called: &'static [&'static str],
}

/// Units that are measured; how many decimals they have the form has to say.
pub(in crate::blank_form) const MEASURED: [Measured; 8] = [
    Measured {
        units: &["吨", "公斤", "千克", "斤", "克", "担", "毫克"],
        called: &["重量", "质量", "吨位", "吨数"],
    },
    Measured {
        units: &["平方米", "㎡", "m²", "平米", "亩", "公顷", "平方公里", "平方千米"],
        called: &["面积"],
    },
    Measured {
        units: &["米", "公里", "千米", "km", "m", "海里", "延米", "里"],
        called: &["长度", "里程", "距离", "公里数"],
    },
    Measured {
        units: &["立方米", "m³", "升", "方", "立方"],
        called: &["体积", "容积", "水量", "材积", "蓄积", "蓄积量", "方量", "土方量", "库容"],
    },
    Measured {
        units: &["元", "美元", "港元", "欧元"],
        called: &["金额", "资金", "货币", "价值", "价值量", "款项", "经费"],
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
pub(in crate::blank_form) const SCALES: [&str; 7] = ["十万", "百万", "千万", "万", "亿", "千", "百"];
