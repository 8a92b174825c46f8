//! What notes, headings and the lines above tables say of decimals: 重量及面积保留至小数点后两位，其他取整。

use super::doubt::Place;
use super::row_spans::{Span, rows_at};
use super::text::{plain, without_circle};
use super::words;

/// What a note says of decimals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rule {
    pub(super) decimals: u8,
    pub(super) of: Of,
    /// Whether it says so for certain: 可保留一至两位小数 does not.
    pub(super) is_certain: bool,
    /// The sentence that says so.
    pub(super) says: String,
    /// Whether what it names was found in the form.
    pub(super) is_tied: bool,
}

impl Rule {
    /// Of everything beside which it stands.
    pub(super) fn of_all(decimals: u8, says: &str) -> Self {
        Self::new(decimals, Of::All, true, says)
    }

    fn new(decimals: u8, of: Of, is_certain: bool, sentence: &str) -> Self {
        let says = numberless(sentence).chars().take(SHOWN).collect();
        let is_tied = of != Of::Unread;
        Self { decimals, of, is_certain, says, is_tied }
    }
}

/// How much of a sentence stands in a question.
const SHOWN: usize = 40;

/// What a rule is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Of {
    /// Units and kinds of units, by the words of the note.
    Named(String),
    /// All others.
    Others,
    /// Everything but what these words name: 除增长率外，均取整数.
    Except(String),
    /// Rows by their printed codes, or all but these: 第3、4项.
    Spans { spans: Vec<Span>, but: bool },
    /// The same when it is known which rows they are.
    Rows { rows: Vec<u16>, but: bool },
    /// Everything: it names nothing.
    All,
    /// Nobody knows: the clause speaks of decimals in words that are not understood.
    Unread,
}

/// Reads the rules in a text: 重量及面积保留至小数点后两位，其他取整。
pub(super) fn rules(text: &str) -> Vec<Rule> {
    let plain = plain(text);
    plain.split([';', '；', '。']).flat_map(in_sentence).collect()
}

fn in_sentence(sentence: &str) -> Vec<Rule> {
    let bare = without_formula(sentence);
    let sentence = bare.as_str();
    let mut rules = Vec::new();
    // What is named and not yet said anything of: 金额，均保留一位小数.
    let mut waiting = String::new();
    for clause in sentence.split([',', ':', '(', ')']) {
        // 其中财政资金 is named like any other.
        let bare = clause.trim_start_matches(words::OF_WHICH);
        let is_part = bare.len() < clause.len();
        if is_part && bare.is_empty() {
            continue;
        }
        let clause = bare;
        if let Some((named, unit)) = exact_unit(clause) {
            let named = if trimmed(named).is_empty() { waiting.as_str() } else { named };
            let of = Of::Named(format!("{named}以{unit}为单位"));
            let is_certain = !UNCERTAIN.iter().any(|word| clause.contains(word));
            rules.push(Rule::new(0, of, is_certain, sentence));
            waiting.clear();
            continue;
        }
        if let Some((at, decimals)) = exact_cents(clause) {
            let named = format!("{waiting}{}", clause.get(..at).unwrap_or_default());
            let bare = trimmed(&named);
            let of = if bare.is_empty() { "元".to_owned() } else { format!("{bare}以元为单位") };
            let is_certain = !UNCERTAIN.iter().any(|word| clause.contains(word));
            rules.push(Rule::new(decimals, Of::Named(of), is_certain, sentence));
            waiting.clear();
            continue;
        }
        let Some((at, decimals)) = said(clause) else {
            if let Some(but) = clause.strip_suffix("除外").filter(|but| !but.is_empty()) {
                leave_out(&mut rules, but);
            } else if !clause.is_empty() && (spans(&waiting).is_none() || spans(clause).is_some()) {
                // 第3项（资金）are the rows, and so are 资金（3、5项）.
                defined(clause).unwrap_or(clause).clone_into(&mut waiting);
            }
            if ["小数", "精确"].iter().any(|word| clause.contains(word)) {
                rules.push(Rule::new(0, Of::Unread, false, sentence));
            }
            continue;
        };
        let before: &str = clause.get(..at).unwrap_or_default();
        if let Some(named) = in_unit(&waiting) {
            waiting = named;
        }
        let is_certain = !UNCERTAIN.iter().any(|word| clause.contains(word));
        let inside = except(before).map(|but| (but, true));
        let but = inside.or_else(|| Some((except(&waiting)?, false)));
        // 金额取整数，不保留小数 says the same of the same twice; 金额取整数，保留1位小数 says two things of it.
        if let Some(last) = rules.last_mut().filter(|_| but.is_none() && goes_on(before, &waiting, is_part)) {
            waiting.clear();
            if last.decimals != decimals {
                last.is_certain = false;
                let of = last.of.clone();
                rules.push(Rule::new(decimals, of, false, sentence));
            }
            continue;
        }
        if let Some((but, _)) = but.filter(|(_, is_inside)| *is_inside || !names_anything(before)) {
            rules.push(Rule::new(decimals, all_but(but), is_certain, sentence));
            waiting.clear();
            continue;
        }
        // 金额保留两位小数（元取整）: of the money that is in 元.
        let last = rules.last().filter(|_| sentence.contains(&format!("({clause})")));
        if let Some(Rule { of: Of::Named(named), .. }) = last
            && super::units::is_unit(&trimmed(before))
        {
            let of = Of::Named(format!("{}以{}为单位", trimmed(named), trimmed(before)));
            rules.push(Rule::new(decimals, of, is_certain, sentence));
            continue;
        }
        // 除百分比保留一位小数外，其余取整: it is of the per cent.
        let before = before.strip_prefix('除').filter(|_| clause.ends_with('外')).unwrap_or(before);
        let named = if names_anything(before) { before.to_owned() } else { format!("{waiting}{before}") };
        let is_rest = ["其他", "其余", "其它"].iter().any(|word| before.contains(word));
        let of = if is_rest {
            Of::Others
        } else if let Some(spans) =
            spans(before).or_else(|| spans(&waiting).filter(|_| !names_anything(before)))
        {
            Of::Spans { spans, but: false }
        } else if names_anything(&named) {
            Of::Named(named)
        } else if !trimmed(before).is_empty() {
            Of::Named(before.to_owned())
        } else if is_part {
            Of::Unread
        } else {
            Of::All
        };
        rules.push(Rule::new(decimals, of, is_certain, sentence));
        waiting.clear();
    }
    rules
}

/// What is named and the unit that it is filled in with, as a rule names them: 资金按万元填报.
fn in_unit(text: &str) -> Option<String> {
    const FILLED: [&str; 9] = ["填报", "填写", "填列", "统计", "上报", "计算", "核算", "计量", "反映"];
    let said = FILLED.iter().find_map(|word| text.strip_suffix(word))?;
    let (named, unit) = said.rsplit_once(['按', '以'])?;
    let unit = unit.strip_prefix("照").unwrap_or(unit);
    super::units::is_unit(unit).then(|| format!("{}以{unit}为单位", named.trim_end_matches('均')))
}

/// What a clause explains: 补贴资金为中央财政补贴资金, 资金是指各级投入的资金.
fn defined(clause: &str) -> Option<&str> {
    if let Some((named, _)) = ["是指", "系指"].iter().find_map(|word| clause.split_once(word)) {
        return Some(named).filter(|named| named.chars().count() > 1);
    }
    let (named, explained) = clause.split_once('为')?;
    (named.chars().count() > 1 && explained != named && explained.ends_with(named)).then_some(named)
}

/// Whether a clause names nothing of its own, so that it goes on about what the one before it named.
fn goes_on(before: &str, waiting: &str, is_part: bool) -> bool {
    // 其余指标均 and 所有数据 name all there is.
    let is_bare = |text: &str| {
        let bare = text.trim_matches(['均', '并', '且', '即', '都', '也']);
        bare.is_empty() || bare == "四舍五入"
    };
    !is_part && is_bare(before) && is_bare(waiting)
}

/// A sentence without how a rate is reckoned: 合格率=（抽检-不合格）/抽检×100%，保留一位小数.
fn without_formula(sentence: &str) -> String {
    let formula = sentence.split_once('=').and_then(|(name, rest)| {
        let (formula, behind) = rest.split_once(',')?;
        (!formula.contains(':') && said(formula).is_none()).then(|| format!("{name},{behind}"))
    });
    formula.unwrap_or_else(|| sentence.to_owned())
}

/// What is said to be whole in a unit, and that unit: 金额精确到元. Of what is measured in another one it says nothing plainly.
fn exact_unit(clause: &str) -> Option<(&str, &str)> {
    let (named, unit) = TO_THE.iter().find_map(|word| clause.split_once(word))?;
    let bare = ["万", "亿"].iter().find_map(|scale| unit.strip_prefix(scale)).unwrap_or(unit);
    let is_measured = words::MEASURED.iter().any(|kind| kind.units.contains(&bare));
    let is_rest = ["其他", "其余", "其它", "除"].iter().any(|word| named.contains(word));
    (is_measured && !is_rest).then_some((numberless(named), unit))
}

/// What stands before the smallest thing that is counted.
const TO_THE: [&str; 12] = [
    "精确到",
    "精确至",
    "保留到",
    "保留至",
    "填写到",
    "填写至",
    "填报到",
    "填报至",
    "填列到",
    "填列至",
    "填到",
    "填至",
];

/// Where a clause begins to say that money is counted to the last coin, and how many decimals of 元 that are: 精确到角分.
fn exact_cents(clause: &str) -> Option<(usize, u8)> {
    const COINS: [(&str, u8); 4] = [("角分", 2), ("元角分", 2), ("分", 2), ("角", 1)];
    TO_THE.iter().find_map(|word| {
        let (before, coin) = clause.split_once(word)?;
        let is_rest = ["其他", "其余", "其它", "除"].iter().any(|word| before.contains(word));
        let coin = COINS.iter().find(|(name, _)| *name == coin || coin.strip_suffix('位') == Some(*name));
        coin.filter(|_| !is_rest).map(|(_, decimals)| (before.len(), *decimals))
    })
}

/// What a text leaves out, if it says nothing else: 除增长率外, 表中数据除第2行外均.
fn except(text: &str) -> Option<&str> {
    let (before, rest) = text.split_once('除')?;
    let (but, behind) = rest.split_once('外')?;
    let is_empty = trimmed(before).is_empty() && trimmed(behind).is_empty();
    is_empty.then(|| but.trim_end_matches(['以', '之'])).filter(|but| !but.is_empty())
}

fn all_but(but: &str) -> Of {
    spans(but).map_or_else(|| Of::Except(but.to_owned()), |spans| Of::Spans { spans, but: true })
}

/// The rule for everything before 资金除外 is one for everything else.
fn leave_out(rules: &mut [Rule], but: &str) {
    if let Some(rule) = rules.last_mut() {
        match rule.of {
            Of::All | Of::Others => rule.of = all_but(but),
            _ => rule.is_certain = false,
        }
    }
}

/// The rows that a text names, if it names nothing else.
fn spans(text: &str) -> Option<Vec<Span>> {
    // 第3项以上 are others too.
    let words = EMPTY.iter().filter(|word| **word != "以上");
    let bare = words.fold(text.to_owned(), |text, word| text.replace(word, ""));
    let (spans, length) = rows_at(&bare)?;
    let rest = bare.get(length..).unwrap_or_default();
    rest.chars().all(|one| "的数据,".contains(one)).then_some(spans)
}

/// Words with which a rule leaves it open.
const UNCERTAIN: [&str; 12] =
    ["可", "或", "至多", "最多", "不超过", "至少", "一般", "原则", "左右", "一至", "1-", "一到"];

/// Words that name nothing.
const EMPTY: [&str; 26] = [
    "取平均数",
    "取平均值",
    "取平均",
    "数值型",
    "数据",
    "统计",
    "所有",
    "表内",
    "本表",
    "均",
    "请",
    "数字",
    "全部",
    "一律",
    "应",
    "以上",
    "数值",
    "各项",
    "都",
    "填报",
    "表中",
    "指标",
    "四舍五入",
    "涉及",
    "统一",
    "按",
];

/// The words before the number of decimals that name nothing are left out.
pub(super) fn trimmed(text: &str) -> String {
    let words = EMPTY.iter().filter(|word| **word != "均");
    let bare = words.fold(numberless(text).to_owned(), |text, word| text.replace(word, ""));
    // 人均 is an average, and no word for all.
    let mut kept = String::new();
    for one in bare.chars() {
        if one != '均' || kept.ends_with(['人', '户', '日', '亩', '平']) {
            kept.push(one);
        }
    }
    kept
}

/// A note without its number.
fn numberless(text: &str) -> &str {
    without_circle(text).trim_start_matches(|one: char| one.is_ascii_digit() || ".、".contains(one))
}

fn names_anything(text: &str) -> bool {
    let kinds = words::MEASURED.iter();
    kinds.flat_map(|kind| kind.called.iter().chain(kind.units)).any(|word| text.contains(word))
}

/// Where a clause begins to say how many decimals, and how many.
fn said(clause: &str) -> Option<(usize, u8)> {
    const NUMERALS: [(&str, u8); 10] = [
        ("一", 1),
        ("两", 2),
        ("二", 2),
        ("三", 3),
        ("四", 4),
        ("1", 1),
        ("2", 2),
        ("3", 3),
        ("4", 4),
        ("0", 0),
    ];
    let whole = [
        "取整",
        "保留整数",
        "填整数",
        "整数填",
        "为整数",
        "不保留",
        "不要小数",
        "精确到个位",
        "不留小数",
        "取整数",
        "用整数",
        "填写整数",
        "正整数",
        "按整数",
        "以整数",
        "不设小数",
        "不带小数",
        "不含小数",
        "无小数",
    ];
    if let Some(at) = whole.iter().filter_map(|word| clause.find(word)).min() {
        return Some((at, 0));
    }
    if ["整数位", "整数部分"].iter().any(|word| clause.contains(word)) {
        return None;
    }
    if let Some(at) = clause.find("0.0").or_else(|| clause.find("0.1")) {
        let digits = clause.get(at + 2..)?;
        let end = digits.find(|one: char| !one.is_ascii_digit()).unwrap_or(digits.len());
        let begins = ["精确到", "精确至", "保留到"].iter().find_map(|word| clause.find(word))?;
        return u8::try_from(end).ok().filter(|count| *count <= 4).map(|count| (begins, count));
    }
    let begins = ["保留", "精确", "小数点后", "小数"].iter().filter_map(|word| clause.find(word)).min();
    let number = NUMERALS.iter().find_map(|(word, count)| {
        let at = clause.find(&format!("{word}位"))?;
        Some((at, *count))
    });
    let (at, count) = number?;
    let is_decimals = clause.contains("小数") || begins.is_some() || clause.ends_with('位');
    is_decimals.then_some((begins.map_or(at, |begins| begins.min(at)), count))
}

/// A rule with its place, and the only table that it is of.
pub(super) type FormRule = (Rule, Option<Place>, Option<usize>);

#[cfg(test)]
mod tests;
