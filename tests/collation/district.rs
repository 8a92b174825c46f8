//! A made district: 67 units, what each of them did in 14 months, in whole hundredths. Nothing of it is read from a clock or
//! from chance, so that every run has the same.

use std::sync::LazyLock;

/// A figure as the notice prints it: its id, its row, how many decimals it has, the whole it is a part of, whether townships
/// and streets leave it blank, whether it begins anew each January.
pub(crate) struct Figure {
    pub(crate) id: &'static str,
    pub(crate) row: u16,
    pub(crate) decimals: usize,
    pub(crate) part_of: Option<usize>,
    pub(crate) of_departments: bool,
    pub(crate) of_the_year: bool,
}

const fn figure(id: &'static str, row: u16, decimals: usize) -> Figure {
    Figure { id, row, decimals, part_of: None, of_departments: false, of_the_year: false }
}

const fn of_departments(id: &'static str, row: u16, decimals: usize) -> Figure {
    Figure { of_departments: true, ..figure(id, row, decimals) }
}

/// The figures in the order of the form.
pub(crate) const FIGURES: [Figure; 24] = [
    figure("1a", 1, 0),
    figure("1b", 1, 0),
    figure("2a", 2, 2),
    Figure { part_of: Some(2), ..figure("2b", 2, 2) },
    figure("3a", 3, 0),
    figure("3b", 3, 0),
    figure("4", 4, 0),
    figure("5a", 5, 0),
    figure("5b", 5, 0),
    figure("6", 6, 2),
    figure("7a", 7, 0),
    figure("7b", 7, 0),
    Figure { of_the_year: true, ..figure("8", 8, 0) },
    figure("9", 9, 0),
    of_departments("10a", 10, 0),
    of_departments("10b", 10, 2),
    of_departments("11", 11, 2),
    of_departments("12", 12, 2),
    figure("13", 13, 0),
    figure("14", 14, 0),
    figure("15", 15, 0),
    figure("16", 16, 0),
    figure("17", 17, 0),
    figure("18", 18, 0),
];

/// The place of a figure among all.
pub(crate) fn place_of(id: &str) -> usize {
    FIGURES.iter().position(|figure| figure.id == id).unwrap()
}

pub(crate) const MONTHS: usize = 14;
/// The first month that counts from a January on.
pub(crate) const SECOND_JANUARY: usize = 12;

/// `2022-03`
pub(crate) fn month_text(month: usize) -> String {
    format!("{}-{:02}", 2022 + month / 12, month % 12 + 1)
}

/// `2022年3月`
pub(crate) fn month_name(month: usize) -> String {
    format!("{}年{}月", 2022 + month / 12, month % 12 + 1)
}

/// A unit of the district.
pub(crate) struct Unit {
    pub(crate) name: String,
    pub(crate) kind: &'static str,
    /// The last month in which it reports.
    pub(crate) last_month: Option<usize>,
}

impl Unit {
    pub(crate) fn is_department(&self) -> bool {
        self.kind == "department"
    }

    pub(crate) fn fills_in(&self, figure: &Figure) -> bool {
        self.is_department() || !figure.of_departments
    }

    pub(crate) fn reports_in(&self, month: usize) -> bool {
        self.last_month.is_none_or(|last| month <= last)
    }
}

const STREETS: &str = "高笋塘 太白 牌楼 双河口 龙都 周家坝 沙河 钟鼓楼 百安坝 五桥 陈家坝 高峰 天城 九池";
const TOWNS: &str = "小周 大周 新乡 孙家 龙沙 响水 武陵 瀼渡 甘宁 熊家 高梁 李河 分水 余家 后山 弹子 长岭 新田 白羊 龙驹 走马 \
                     罗田 太龙 长滩 太安 白土 郭村";
const VILLAGES: &str = "柱山 铁峰 溪口 长坪 燕山 梨树 普子 地宝土家族 恒合土家族 黄柏 茨竹";
pub(crate) const DEPARTMENTS: &str = "教委 住房城乡建委 交通局 水利局 农业农村委 商务委 文化旅游委 卫生健康委 市场监管局 生态环境局 \
                           林业局 公安分局 园林所 环卫中心 路灯处";

/// The unit that is merged into the one after it, after its sixth month.
pub(crate) const MERGED: &str = "黄柏乡";
pub(crate) const SUCCESSOR: &str = "茨竹乡";
pub(crate) const LAST_OF_MERGED: usize = 5;

/// The units in the order of the register.
pub(crate) static UNITS: LazyLock<Vec<Unit>> = LazyLock::new(|| {
    let of = |names: &'static str, before: &'static str, after: &'static str, kind: &'static str| {
        names.split_whitespace().map(move |name| Unit {
            name: format!("{before}{name}{after}"),
            kind,
            last_month: None,
        })
    };
    let mut units: Vec<Unit> = of(STREETS, "", "街道", "street")
        .chain(of(TOWNS, "", "镇", "township"))
        .chain(of(VILLAGES, "", "乡", "township"))
        .chain(of(DEPARTMENTS, "区", "", "department"))
        .collect();
    let merged = unit(&units, MERGED);
    units[merged].last_month = Some(LAST_OF_MERGED);
    units
});

fn unit(units: &[Unit], name: &str) -> usize {
    units.iter().position(|unit| unit.name == name).unwrap()
}

/// A number that depends on nothing but these (the finaliser of `MurmurHash3`).
pub(crate) fn chosen(what: u64, unit: usize, month: usize, figure: usize) -> u64 {
    let [unit, month, figure] = [unit, month, figure].map(|number| u64::try_from(number).unwrap());
    let mut mixed = what << 48 | unit << 32 | month << 16 | figure;
    mixed = mixed.wrapping_add(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ mixed >> 33).wrapping_mul(0xFF51_AFD7_ED55_8CCD);
    mixed = (mixed ^ mixed >> 33).wrapping_mul(0xC4CE_B9FE_1A85_EC53);
    mixed ^ mixed >> 33
}

/// A number below a limit.
pub(crate) fn below(limit: u64, what: u64, unit: usize, month: usize, figure: usize) -> i64 {
    i64::try_from(chosen(what, unit, month, figure) % limit).unwrap()
}

/// What a unit did of a figure in a month, in hundredths; `None` where it has no such work at all.
pub(crate) fn done(unit: usize, month: usize, figure: usize) -> Option<i64> {
    let of = &FIGURES[figure];
    if !UNITS[unit].fills_in(of) || (of.part_of.is_none() && below(9, 1, unit, 0, figure) == 0) {
        return None;
    }
    if let Some(whole) = of.part_of {
        return done(unit, month, whole).map(|whole| whole / 3);
    }
    if below(14, 2, unit, 0, figure) == 0 {
        return Some(0);
    }
    let usual = 12 + below(60, 3, unit, 0, figure);
    let this = usual + below(10, 4, unit, month, figure);
    Some(if of.decimals == 0 { this * 100 } else { this * 37 + below(30, 5, unit, month, figure) })
}

/// What a unit has done of it by then: since it began, or since January.
pub(crate) fn done_by(unit: usize, month: usize, figure: usize) -> Option<i64> {
    let january = FIGURES[figure].of_the_year && month >= SECOND_JANUARY;
    let since = if january { SECOND_JANUARY } else { 0 };
    (since..=month).filter_map(|at| done(unit, at, figure)).reduce(|sum, amount| sum + amount)
}

/// Hundredths as they are written.
pub(crate) fn written(hundredths: i64, decimals: usize) -> String {
    let (sign, size) = (if hundredths < 0 { "-" } else { "" }, hundredths.abs());
    if decimals == 0 {
        assert_eq!(size % 100, 0, "{hundredths} has decimals");
        format!("{sign}{}", size / 100)
    } else {
        format!("{sign}{}.{:02}", size / 100, size % 100)
    }
}

/// The place of a unit in the register.
pub(crate) fn unit_of(name: &str) -> usize {
    unit(&UNITS, name)
}
