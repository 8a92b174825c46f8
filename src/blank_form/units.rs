//! Units: whether a text is one, whether a text begins with one, and whether it is counted in whole ones.

use super::alike_units;
use super::text::{half_width, plain};
use super::words;

/// A unit as it is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unit(pub(super) String);

/// The unit of money, of which so many go on another: 元/吨.
const MONEY: &str = "元";
/// The longest unit that is not known by its name.
const LONGEST: usize = 6;

/// Whether a text is a unit that is counted in whole ones. Ten thousands of it are not.
pub(super) fn is_counted(unit: &str) -> bool {
    let is_base = |text: &str| words::COUNTED.contains(&text);
    let is_times = |of: &str| is_base(of) || words::COUNTED_BY_TIMES.contains(&of);
    is_base(unit) || unit.strip_suffix('次').is_some_and(is_times) || alike_units::is_one(unit)
}

/// The kind of a measured unit.
pub(super) fn measured(unit: &str) -> Option<&'static words::Measured> {
    let bare =
        words::SCALES.iter().find_map(|scale| unit.strip_prefix(scale)).filter(|bare| !bare.is_empty());
    words::MEASURED.iter().find(|kind| kind.units.iter().any(|known| *known == unit || Some(*known) == bare))
}

/// Whether a unit is that of a rate, which does not add up: %, 元/吨.
pub(super) fn is_rate(unit: &str) -> bool {
    unit.contains(['%', '％', '‰', '/']) && !alike_units::is_one(unit)
}

/// Whether what is called so is a rate, an average or a mark, which no total of several months adds up.
pub(super) fn is_no_sum(name: &str, unit: &str) -> bool {
    let ends = |words: &[&str]| words.iter().any(|word| name.ends_with(word));
    let is_rate_by_name = ends(&words::RATES) && !ends(&words::NO_RATES);
    is_rate(unit) || is_rate_by_name || words::AVERAGES.iter().any(|word| name.contains(word))
}

/// Whether what is called so is a share of something, which does not add up over rows either; marks may.
pub(super) fn is_share(name: &str, unit: &str) -> bool {
    let ends = |words: &[&str]| words.iter().any(|word| name.ends_with(word));
    is_rate(unit) || (ends(&["率", "占比", "比重", "比例", "百分比"]) && !ends(&words::NO_RATES))
}

/// Whether a share that says no unit is in per cent for everybody: 合格率, 占比. Others are in ‰, as 出生率 is, or ratios.
pub(super) fn is_in_per_cent(name: &str) -> bool {
    let ends = |words: &[&str]| words.iter().any(|word| name.ends_with(word));
    is_share(name, "") && !ends(&words::OTHER_SHARES) && (!ends(&["比例"]) || ends(&words::SHARES_OF))
}

/// Whether a name says by itself that it is measured or counted in a unit: 金额 in 万元, 户数 in 户.
pub(super) fn is_named_for(name: &str, unit: &str) -> bool {
    of_several(name, &[Unit(unit.to_owned())]).is_some()
}

/// Whether a text is a unit that is known.
pub(super) fn is_unit(text: &str) -> bool {
    let is_plain = |text: &str| is_counted(text) || measured(text).is_some();
    let is_scaled = || words::SCALES.iter().any(|scale| text.strip_prefix(scale).is_some_and(is_counted));
    // A rate: 元/吨.
    let is_rate = || text.split_once('/').is_some_and(|(of, by)| is_of_money(of) && is_plain(by));
    is_plain(text) || is_scaled() || is_rate()
}

/// A text without the word that announces a unit, and whether it had it.
fn behind_word(plain: &str) -> (&str, bool) {
    let text = plain.trim_start_matches('(');
    let bare = words::UNIT.iter().find_map(|word| text.strip_prefix(word)?.strip_prefix([':', '为']));
    bare.map_or((plain, false), |bare| (bare, true))
}

/// The unit that a bracket or a line names: `吨`, `单位：万元`, `计量单位:个`; none where it names several.
pub(super) fn announced(text: &str) -> Option<Unit> {
    match all_announced(text).as_slice() {
        [only] => Some(only.clone()),
        _ => None,
    }
}

/// All units that a bracket or a line names. Words that are none end them; without the word that announces units there may be
/// no others but what is said of decimals.
pub(super) fn all_announced(text: &str) -> Vec<Unit> {
    let text = plain(text);
    let (bare, has_word) = behind_word(&text);
    let bare = bare.trim_matches(['(', ')']);
    if is_unit(bare) {
        return vec![Unit(bare.to_owned())];
    }
    let closed = format!("{bare})");
    if alike_units::is_one(&closed) {
        return vec![Unit(closed)];
    }
    let parts = || {
        let parts = bare.split([',', '，', '、', '/', ';', '；', '。', '(', ')', '和', '或', '及']);
        parts.filter(|part| !part.is_empty())
    };
    let count = parts().take_while(|part| is_unit(part)).count();
    let rest: String = parts().skip(count).collect();
    let says_decimals = || ["小数", "整数", "取整", "精确到", "角分"].iter().any(|word| rest.contains(word));
    if !has_word && !rest.is_empty() && !says_decimals() {
        return Vec::new();
    }
    parts().take(count).map(|part| Unit(part.to_owned())).collect()
}

/// The units in the brackets of a name. The other name of a place is none: 客运场（站）.
pub(super) fn in_brackets(plain: &str) -> Vec<Unit> {
    let is_none = |before: &str, inside: &str| {
        words::PLACES.contains(&inside) && !before.ends_with(inside) && is_place(before)
    };
    let pairs = bracketed(plain);
    pairs
        .into_iter()
        .filter(|(before, inside)| !is_none(before, inside))
        .flat_map(|(_, inside)| all_announced(inside))
        .collect()
}

/// What in the brackets of a name may be its unit, or the other name of the place: 卫生院（所）.
pub(super) fn may_be_place(plain: &str) -> Option<&str> {
    let pairs = bracketed(plain);
    let mut pairs = pairs.into_iter().filter(|(before, inside)| {
        words::PLACES_OR_UNITS.contains(inside) && !before.ends_with(inside) && is_place(before)
    });
    pairs.next().map(|(_, inside)| inside)
}

fn is_place(name: &str) -> bool {
    words::PLACE_NAMES.iter().any(|word| name.ends_with(word))
}

/// What stands in each pair of brackets, with what stands right before it.
fn bracketed(plain: &str) -> Vec<(&str, &str)> {
    bracketed_with_rest(plain).into_iter().map(|(before, inside, _)| (before, inside)).collect()
}

/// The same, and all that stands behind it.
fn bracketed_with_rest(plain: &str) -> Vec<(&str, &str, &str)> {
    let mut found = Vec::new();
    let mut rest = plain;
    while let Some((before, opened)) = rest.split_once('(') {
        let Some((inside, after)) = opened.split_once(')') else { break };
        found.push((before, inside, after));
        rest = after;
    }
    found
}

/// The unit at the start of a text: the longest that is known, and what is behind it.
pub(super) fn at_start(text: &str) -> Option<(Unit, &str)> {
    text.chars().next().filter(|first| begins_a_unit(*first))?;
    let ends: Vec<usize> = text.char_indices().map(|(at, one)| at + one.len_utf8()).take(LONGEST).collect();
    ends.into_iter().rev().find_map(|end| {
        let (unit, rest) = text.split_at(end);
        is_unit(&plain(unit)).then(|| (Unit(unit.to_owned()), rest))
    })
}

/// Whether a unit begins with a character: most texts are told by that.
fn begins_a_unit(first: char) -> bool {
    let first = half_width(first);
    let measured = words::MEASURED.iter().flat_map(|kind| kind.units);
    let mut all = words::COUNTED.iter().chain(&words::COUNTED_BY_TIMES).chain(&words::SCALES).chain(measured);
    all.any(|unit| unit.chars().next().is_some_and(|begins| half_width(begins) == first))
}

/// How a text goes on behind a unit.
pub(super) enum Behind {
    /// The unit is whole: what follows is no part of it.
    Ends,
    /// It is a part of this, which may be a unit or not: 人（次）, 台班, 立方米/吨, 人员.
    GoesOn(String),
}

/// How a text goes on behind a unit. `is_end` tells where the text that may belong to it ends.
pub(super) fn behind(unit: &str, rest: &str, is_end: impl Fn(char) -> bool) -> Behind {
    const LONGEST_WHOLE: usize = 8;
    let whole = |more: &str| {
        let whole: String = unit.chars().chain(more.chars()).take(LONGEST_WHOLE).collect();
        Behind::GoesOn(whole)
    };
    let run = |text: &str| text.chars().take_while(|one| !is_end(*one)).collect::<String>();
    if let Some(inside) = rest.strip_prefix(['（', '(']) {
        let inside = inside.split_once(['）', ')']).map_or("", |(inside, _)| inside);
        let end = rest.find(['）', ')']).map_or(0, |at| at + rest.get(at..).map_or(0, first_length));
        let goes_on = is_unit(&plain(inside));
        return if goes_on { whole(rest.get(..end).unwrap_or_default()) } else { Behind::Ends };
    }
    if let Some(by) = rest.strip_prefix(['/', '／']) {
        return whole(&format!("/{}", run(by)));
    }
    let more = run(rest);
    let Some(first) = more.chars().next() else { return Behind::Ends };
    let joined: String = unit.chars().last().into_iter().chain([first]).collect();
    // 个村 are villages; 个工日 is a unit of its own.
    let is_noun = unit == "个" && is_place(&more);
    let is_part = more.chars().count() == 1 || is_unit(&more);
    if (is_part && !is_noun) || words::NOT_A_UNIT.contains(&joined.as_str()) {
        whole(&more)
    } else {
        Behind::Ends
    }
}

fn first_length(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}

/// The unit that a name says by itself: 户数, 检查次数. Names of more than a few characters may mean something else by it.
pub(super) fn in_name(name: &str) -> Option<Unit> {
    let Some(counted) = name.strip_suffix('数') else { return times_in(name) };
    let of = |text: &str| Some(Unit(text.to_owned()));
    if is_counted(counted) {
        return of(counted);
    }
    let ends: Vec<usize> = counted.char_indices().map(|(at, _)| at).collect();
    let longest = ends.into_iter().rev().take(LONGEST).rev().find_map(|at| {
        let unit = counted.get(at..)?;
        is_counted(unit).then_some(unit)
    })?;
    let is_times = longest.chars().count() > 1 && longest.ends_with('次');
    let says = words::SAID_BY_NAMES.contains(&longest)
        && !words::NOT_SAID_BY_NAMES.iter().any(|word| counted.ends_with(word));
    if is_times || says { of(longest) } else { None }
}

/// The unit of a name that ends in what is counted by times: 抽检批次.
fn times_in(name: &str) -> Option<Unit> {
    let is_named = |unit: &&&str| name.strip_suffix(**unit).is_some_and(|rest| !rest.is_empty());
    words::TIMES_SAID.iter().find(is_named).map(|unit| Unit((*unit).to_owned()))
}

/// A unit that is written with another one in brackets in the middle of a name, which may mean either or both: 件（批）数.
pub(super) fn with_other(plain: &str) -> Option<String> {
    bracketed_with_rest(plain).into_iter().find_map(|(before, inside, after)| {
        // 受理件（次） may be 件 or 件次; 商户（次） are times.
        let is_times = after.is_empty() && inside == "次" && before.ends_with(['件', '个', '辆', '起']);
        let is_within = after.starts_with('数') && is_unit(inside);
        let Unit(own) = in_name(&format!("{before}数")).filter(|_| is_times || is_within)?;
        (own != inside).then(|| format!("{own}（{inside}）"))
    })
}

/// The units of several numbers that one name asks for: 户数/人数.
pub(super) fn of_each(name: &str) -> Vec<Unit> {
    let apart = |signs: &[char]| -> Option<Vec<Unit>> {
        name.split(signs).map(in_name).collect::<Option<Vec<Unit>>>().filter(|units| units.len() > 1)
    };
    // 惠及户数/人数 has a 及 that is no sign.
    let found = apart(&['/', '、', ',', '和', '与']).or_else(|| apart(&['/', '、', ',', '和', '与', '及']));
    found.unwrap_or_default()
}

/// The kind of measured units that a name says by its last word: 绿化面积, 合格率.
fn kind_of_name(name: &str) -> Option<&'static words::Measured> {
    let ends = |words: &[&str]| words.iter().any(|word| name.ends_with(word));
    let is_none = ends(&words::NO_RATES) || ends(&["质量", "时间"]);
    words::MEASURED.iter().find(|kind| ends(kind.called)).filter(|_| !is_none)
}

/// Whether a text is the name of what is measured, and no unit: 材积.
pub(super) fn is_measured(text: &str) -> bool {
    kind_of_name(text).is_some() && !is_unit(text)
}

/// Whether a name speaks against a unit that is printed for more than its row: 贷款户数 in 万元.
pub(super) fn is_against(name: &str, unit: &str) -> bool {
    let kind = measured(unit);
    if let Some(said) = kind_of_name(name) {
        let is_same = kind.is_some_and(|kind| kind.called == said.called);
        // Of a price in 元/吨 no name says more.
        return !is_same && !is_rate(unit);
    }
    let is_scaled =
        |own: &str| unit == own || words::SCALES.iter().any(|scale| unit.strip_prefix(scale) == Some(own));
    if let Some(Unit(own)) = in_name(name) {
        let is_any = own == "个" && is_counted(unit);
        return !is_scaled(&own) && !is_any;
    }
    let is_money = is_of_money(unit);
    let ends = |words: &[&str]| words.iter().any(|word| name.ends_with(word));
    if let Some(counted) = name.strip_suffix('数') {
        return kind.is_some() && !counted.ends_with(unit) && !ends(&words::AMOUNTS);
    }
    is_money && (ends(&words::PEOPLE) || ends(&["数量"]))
}

/// Whether sums of money are told in a unit: 万元.
pub(super) fn is_of_money(unit: &str) -> bool {
    measured(unit).is_some_and(|kind| kind.units.contains(&MONEY))
}

/// Whether a name is one of a sum of money.
pub(super) fn is_money(name: &str) -> bool {
    let name = words::SUMS.iter().find_map(|word| name.strip_suffix(word)).unwrap_or(name);
    words::MONEY.iter().any(|word| name.ends_with(word))
}

/// Which of several units that are printed for all rows a name asks for by itself.
pub(super) fn of_several(name: &str, units: &[Unit]) -> Option<Unit> {
    if let Some(own) = in_name(name) {
        return units.contains(&own).then_some(own);
    }
    let said = kind_of_name(name)?;
    let mut same =
        units.iter().filter(|unit| measured(&unit.0).is_some_and(|kind| kind.called == said.called));
    let first = same.next()?;
    same.next().is_none().then(|| first.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_known_alone_and_at_the_start_of_a_text() {
        for text in ["个", "人次", "万元", "吨", "平方米", "艘次", "元/吨", "%", "万人", "万人次", "立方米"]
        {
            assert!(is_unit(text), "{text}");
        }
        for text in ["", "镇", "个人所得", "含税", "个/次", "万"] {
            assert!(!is_unit(text), "{text}");
        }
        for (text, unit, rest) in [
            ("人次，整治", "人次", "，整治"),
            ("个（X平方米）", "个", "（X平方米）"),
            ("平方公里。", "平方公里", "。"),
            ("万元", "万元", ""),
        ] {
            assert_eq!(at_start(text), Some((Unit(unit.to_owned()), rest)), "{text}");
        }
        assert_eq!(at_start("镇"), None);
    }

    #[test]
    fn a_bracket_a_line_and_a_name_say_the_unit() {
        let unit = |text: &str| Some(Unit(text.to_owned()));
        assert_eq!(announced("单位：万元"), unit("万元"));
        assert_eq!(announced("单位：万元（保留一位小数）"), unit("万元"));
        assert_eq!(announced("（吨）"), unit("吨"));
        assert_eq!(announced("含消落区垃圾"), None);
        assert_eq!(all_announced("个、平方米").len(), 2);
        assert_eq!(
            (in_name("检查次数"), in_name("参加人次数"), in_name("企业数")),
            (unit("次"), unit("人次"), None)
        );
    }

    #[test]
    fn ten_thousands_are_not_counted_in_whole_ones() {
        assert!(["人次", "车次", "户"].iter().all(|unit| is_counted(unit)));
        assert!(["台（套）", "台/套"].iter().all(|unit| is_counted(unit) && !is_rate(unit)));
        assert!(["万人次", "千人次", "亿人次", "万户", "多次"].iter().all(|unit| !is_counted(unit)));
    }

    #[test]
    fn rates_averages_and_marks_are_no_sums() {
        for (name, unit) in [
            ("平均出租率", "%"),
            ("满意度", "分"),
            ("人均补助", "元/人"),
            ("平均客单价", "元"),
            ("入住率", ""),
        ] {
            assert!(is_no_sum(name, unit), "{name}");
        }
        for (name, unit) in [("收入", "万元"), ("装机功率", "千瓦"), ("均衡施肥", "亩"), ("评分次数", "次")]
        {
            assert!(!is_no_sum(name, unit), "{name}");
        }
    }

    #[test]
    fn a_bracket_of_words_or_of_several_units_names_no_unit() {
        let units = |text: &str| all_announced(text).into_iter().map(|unit| unit.0).collect::<Vec<_>>();
        assert_eq!(units("单位：万元，户，%"), ["万元", "户", "%"]);
        assert_eq!(units("（单位：万元、户）"), ["万元", "户"]);
        assert_eq!(units("吨，保留两位小数"), ["吨"]);
        assert!(units("村、社区干部").is_empty() && units("含税").is_empty());
        assert_eq!(announced("单位：万元，户，%"), None);
        assert_eq!(units("（台（套））"), ["台(套)"]);
    }

    #[test]
    fn the_other_name_of_a_place_is_no_unit() {
        let units = |text: &str| in_brackets(text).into_iter().map(|unit| unit.0).collect::<Vec<_>>();
        for name in ["客运场(站)", "服务中心(站)", "零售店(点)", "示范村(社区)", "加油(气)站"]
        {
            assert!(units(name).is_empty(), "{name}");
        }
        for (name, unit) in
            [("农贸市场(处)", "处"), ("示范村(村)", "村"), ("路灯(盏)", "盏"), ("公厕(所)", "所")]
        {
            assert_eq!(units(name), [unit], "{name}");
        }
        assert_eq!((may_be_place("卫生院(所)"), may_be_place("公厕(所)")), (Some("所"), None));
    }

    #[test]
    fn a_name_says_a_unit_only_where_it_means_nothing_else() {
        let told = |name: &str| in_name(name).map(|unit| unit.0).unwrap_or_default();
        for name in [
            "评审专家数",
            "信息平台数",
            "农贸市场数",
            "养殖场数",
            "印发文件数",
            "合作国家数",
            "覆盖社区数",
            "机器人数",
        ] {
            assert_eq!(told(name), "", "{name}");
        }
        for (name, unit) in [
            ("纳税企业户数", "户"),
            ("发放笔数", "笔"),
            ("受理件数", "件"),
            ("家数", "家"),
            ("场次数", "场次"),
            ("抽检批次", "批次"),
            ("出动人次", "人次"),
            ("排名名次", ""),
            ("批次", ""),
        ] {
            assert_eq!(told(name), unit, "{name}");
        }
    }

    #[test]
    fn a_name_may_ask_for_two_numbers_or_say_two_units() {
        for (name, told) in [
            ("排查件(批)数", "件（批）"),
            ("参加人(次)数", "人（次）"),
            ("检查次数(家次)", ""),
            ("受理件(次)", "件（次）"),
            ("检查商户(次)", ""),
            ("办理案件(次)", ""),
            ("户数(户)", ""),
        ] {
            assert_eq!(with_other(name).unwrap_or_default(), told, "{name}");
        }
        let each = |name: &str| of_each(name).into_iter().map(|unit| unit.0).collect::<Vec<_>>().join("、");
        for (name, told) in [
            ("惠及户数/人数", "户、人"),
            ("排查户数、人数", "户、人"),
            ("党员和群众人数", ""),
            ("检查次数", ""),
        ] {
            assert_eq!(each(name), told, "{name}");
        }
    }

    #[test]
    fn a_name_may_speak_against_the_unit_of_all_rows() {
        for (name, unit) in [
            ("贷款户数", "万元"),
            ("发放笔数", "万元"),
            ("不良贷款率", "万元"),
            ("合格率", "个"),
            ("投入资金", "个"),
            ("养护面积", "处"),
            ("企业数", "万元"),
            ("户数", "人"),
            ("受益农户", "万元"),
            ("企业数", "%"),
            ("出口数量", "万元"),
        ] {
            assert!(is_against(name, unit), "{name} in {unit}");
        }
        for (name, unit) in [
            ("贷款发放额", "万元"),
            ("户数", "户"),
            ("户数", "万户"),
            ("平台数", "个"),
            ("问题个数", "处"),
            ("合格率", "%"),
            ("年初预算数", "万元"),
            ("绿化面积", "万平方米"),
            ("出勤天数", "天"),
            ("装机功率", "千瓦"),
            ("垃圾清运", "吨"),
        ] {
            assert!(!is_against(name, unit), "{name} in {unit}");
        }
    }
}
