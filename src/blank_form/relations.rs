//! Relations that the form prints: 1=2+3, 7栏=1栏+4栏, (1)=(2)+(5), ①=②+③, 净增=进入-退出.

use super::marks::{bracketed_numeral, mark};
use super::note_numbers::without_number;
use super::text::{brackets, plain};
use crate::notice::limits::MOST_TERMS;

/// What the names of a relation are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Names {
    Rows,
    Columns,
    /// Numbers that may be either.
    Numbers,
    Words,
}

/// A relation as it is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Printed {
    pub(super) names: Names,
    pub(super) left: Vec<Term>,
    pub(super) sign: char,
    pub(super) right: Vec<Term>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Term {
    pub(super) name: String,
    pub(super) minus: bool,
    /// Whether its number is printed with a zero before it, as codes of rows are: 01.
    pub(super) is_padded: bool,
}

/// What a text says of relations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) relations: Vec<Printed>,
    /// What looks like one and was not understood.
    pub(super) others: Vec<String>,
}

/// Reads the relations in a text.
pub(super) fn relations(text: &str) -> Said {
    let plain = with_numerals(&spelt_out(&plain(text)));
    let mut said = Said::default();
    // A rate is reckoned by the program, or is no sum.
    let is_rate = |sentence: &&str| sentence.contains(['×', '÷', '/', '*', '%']);
    let sentences = plain.split([',', ';', '；', '。', '、', ':', '|']).filter(|sentence| !is_rate(sentence));
    for sentence in sentences {
        let from = said.relations.len();
        in_sentence(sentence, &mut said);
        // 净增=新增-退出（03=01-02）: the numbers in the bracket say the same.
        let own = said.relations.get(from..).unwrap_or_default();
        if own.len() == 2 && own.iter().filter(|one| one.names == Names::Words).count() == 1 {
            let at = own.iter().position(|one| one.names == Names::Words).unwrap_or_default();
            said.relations.remove(from + at);
        }
    }
    said
}

/// What a text says is reckoned by multiplying or dividing, which no relation of a notice says: 3=1÷2×100%.
pub(super) fn multiplied(text: &str) -> Vec<String> {
    let plain = spelt_out(&plain(text));
    let sentences = plain.split([',', ';', '；', '。', '、', ':', '|']).map(of_clause);
    let is_one = |sentence: &&str| {
        sentence
            .split_once('=')
            .is_some_and(|(left, right)| !left.is_empty() && right.contains(['×', '÷', '/', '*']))
    };
    sentences.filter(is_one).map(str::to_owned).collect()
}

/// What a text reckons as so many of 100%, by its name or number: 化解率=化解件数/排查件数×100%.
pub(super) fn per_cents(text: &str) -> Vec<String> {
    let formulas = multiplied(text).into_iter();
    let of_hundred = formulas.filter(|formula| formula.ends_with("100%"));
    let left = of_hundred.filter_map(|formula| formula.split_once('=').map(|(left, _)| left.to_owned()));
    left.map(|left| left.trim_start_matches('第').trim_end_matches(['栏', '列']).to_owned()).collect()
}

fn in_sentence(sentence: &str, said: &mut Said) {
    for clause in sentence.split(['(', ')']) {
        let clause = of_clause(clause.trim_end_matches('.'));
        let Some(at) = clause.find(['=', '≥', '≤', '>', '<']) else { continue };
        let (left, rest) = clause.split_at(at);
        let sign = match rest.chars().next() {
            Some('>') => '≥',
            Some('<') => '≤',
            Some(sign) => sign,
            None => continue,
        };
        let right = rest.trim_start_matches(['=', '≥', '≤', '>', '<']);
        // Several in a row: 1=2+3=4+5 says two things.
        if right.contains(['=', '≥', '≤']) {
            said.others.push(shown(clause));
            continue;
        }
        match printed(left, sign, right) {
            Some(printed) => said.relations.push(printed),
            None => said.others.push(shown(clause)),
        }
    }
}

/// A clause without the number of its note: 2.年度净增=…
pub(super) fn of_clause(clause: &str) -> &str {
    without_number(clause, None, |_| true)
}

/// With one character for each (一) that is the name of a row: 一=(一)+(二).
fn with_numerals(plain: &str) -> String {
    const AROUND: &str = "=≥≤<>+-,;；。:、|";
    let mut text = String::new();
    let mut rest = plain;
    while let Some(first) = rest.chars().next() {
        let is_behind = text.chars().next_back().is_none_or(|one| AROUND.contains(one));
        let named = mark(rest).filter(|(depth, ..)| *depth == 1 && is_behind).and_then(|(_, number, end)| {
            let behind = rest.get(end..)?;
            let ends = behind.chars().next().is_none_or(|one| AROUND.contains(one));
            bracketed_numeral(number).filter(|_| ends).map(|one| (one, behind))
        });
        let (one, behind) = named.map_or_else(
            || (first, rest.get(first.len_utf8()..).unwrap_or_default()),
            |(numeral, behind)| (numeral, behind),
        );
        text.push(one);
        rest = behind;
    }
    text
}

/// A text as it is printed, with the brackets again.
pub(super) fn shown(text: &str) -> String {
    const NUMERALS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    (1..).zip(NUMERALS).fold(text.to_owned(), |text, (number, numeral)| match bracketed_numeral(number) {
        Some(one) if text.contains(one) => text.replace(one, &format!("({numeral})")),
        _ => text,
    })
}

/// With digits for ① and (1).
fn spelt_out(plain: &str) -> String {
    let mut text = String::new();
    let plain = without_note_numbers(plain);
    for one in plain.chars() {
        if ('①'..='⑳').contains(&one) {
            text.push_str(&(one as u32 - '①' as u32 + 1).to_string());
        } else {
            text.push(if one == '＋' { '+' } else { one });
        }
    }
    let (outside, inside) = brackets(&text);
    let is_number = |text: &String| !text.is_empty() && text.chars().all(|one| one.is_ascii_digit());
    if inside.is_empty() || outside.len() == text.len() || !inside.iter().any(is_number) {
        return text;
    }
    inside
        .iter()
        .filter(|one| is_number(one))
        .fold(text, |text, number| text.replace(&format!("({number})"), number))
}

/// A text without the numbers of its notes: ②02+03≤01, （1）03≤02. One before a sign is a name: ①=②+③, (1)=(2)+(5).
fn without_note_numbers(plain: &str) -> String {
    const NAMES: &str = "=≤≥<>+-＋栏列行项与和加至、,";
    let is_name = |rest: &str| rest.chars().next().is_none_or(|next| NAMES.contains(next));
    let (mut text, mut rest, mut begins) = (String::new(), plain, true);
    while let Some(first) = rest.chars().next() {
        let in_brackets = || {
            let inside = rest.strip_prefix('(')?.split_once(')')?.0;
            let is_number = (1..=2).contains(&inside.len()) && inside.chars().all(|one| one.is_ascii_digit());
            is_number.then_some(inside.len() + 2)
        };
        let circle = ('①'..='⑳').contains(&first).then_some(first.len_utf8());
        let number = circle.or_else(in_brackets).filter(|_| begins);
        let is_of_note = number.is_some_and(|length| !is_name(rest.get(length..).unwrap_or_default()));
        // Between two numbers it begins the next note, with or without a sign: ①3≥4 ②5≥6.
        let between = circle.or_else(in_brackets).filter(|length| {
            let is_digit = |one: Option<char>| one.is_some_and(|one| one.is_ascii_digit());
            is_digit(text.chars().last())
                && is_digit(rest.get(*length..).and_then(|rest| rest.chars().next()))
        });
        if let Some(length) = between {
            text.push(';');
            begins = true;
            rest = rest.get(length..).unwrap_or_default();
            continue;
        }
        let length = number.filter(|_| is_of_note).unwrap_or(first.len_utf8());
        if !is_of_note {
            text.push(first);
        }
        begins = is_of_note || ",;；。、:|".contains(first);
        rest = rest.get(length..).unwrap_or_default();
    }
    text
}

pub(super) fn printed(left: &str, sign: char, right: &str) -> Option<Printed> {
    let (mut names, mut of_right) = (Vec::new(), Vec::new());
    let left = expanded(terms(left, &mut names)?)?;
    let right = expanded(terms(right, &mut of_right)?)?;
    // 2+3=1 says the same as 1=2+3.
    let is_turned = sign == '=' && left.len() > 1 && right.len() == 1;
    let ((left, right), (mut names, of_right)) =
        if is_turned { ((right, left), (of_right, names)) } else { ((left, right), (names, of_right)) };
    // 合计=1+3+4 names the whole by its words, and its terms by their numbers.
    let is_whole_called = names.as_slice() == [Names::Words]
        && sign == '='
        && right.len() > 1
        && of_right.iter().all(|kind| matches!(kind, Names::Numbers | Names::Rows));
    if is_whole_called {
        names.clear();
    }
    names.extend(of_right);
    if right.is_empty()
        || left.len() + right.len() > MOST_TERMS
        || (left.len() == 1 && right.len() == 1 && sign == '=')
    {
        return None;
    }
    let first = *names.first()?;
    let is_one_kind = |kind: &Names| *kind == first || *kind == Names::Numbers || first == Names::Numbers;
    let numbers = names.iter().all(|kind| *kind != Names::Words);
    let all_words = names.iter().all(|kind| *kind == Names::Words);
    let are_numbers = numbers && names.iter().all(is_one_kind);
    if !(all_words || are_numbers) {
        return None;
    }
    let kind = names.iter().copied().find(|kind| *kind != Names::Numbers).unwrap_or(Names::Numbers);
    Some(Printed { names: kind, left, sign, right })
}

fn terms(side: &str, names: &mut Vec<Names>) -> Option<Vec<Term>> {
    let mut terms = Vec::new();
    let mut minus = false;
    let mut rest = side;
    loop {
        let end = rest.find(['+', '-']).unwrap_or(rest.len());
        let (name, more) = rest.split_at(end);
        if name.is_empty() {
            return None;
        }
        if name.chars().all(|one| one == '…' || one == '.') {
            terms.push(Term { name: "…".to_owned(), minus, is_padded: false });
        } else {
            let (own, kind) = named(name);
            names.push(kind);
            let is_padded = kind != Names::Words && is_padded(name);
            terms.push(Term { name: own, minus, is_padded });
        }
        let Some(sign) = more.chars().next() else { return Some(terms) };
        minus = sign == '-';
        rest = more.get(sign.len_utf8()..)?;
    }
}

/// A name without the words around its number.
fn named(text: &str) -> (String, Names) {
    let bare = ["序号", "第", "编号", "代码", "指标", "行次", "项目"]
        .iter()
        .fold(text, |text, word| text.trim_start_matches(word));
    let (bare, kind) = match bare.chars().next_back() {
        Some('栏' | '列') => (bare.get(..bare.len() - '栏'.len_utf8()).unwrap_or(bare), Names::Columns),
        Some('行' | '项') => (bare.get(..bare.len() - '行'.len_utf8()).unwrap_or(bare), Names::Rows),
        _ if bare.len() < text.len() => (bare, Names::Rows),
        _ => (bare, Names::Numbers),
    };
    // 1.1 is the number of a row, and of no column.
    let parts =
        || bare.split('.').all(|part| !part.is_empty() && part.chars().all(|one| one.is_ascii_digit()));
    if bare.contains('.') && bare.len() <= 8 && kind != Names::Columns && parts() {
        return (bare.to_owned(), Names::Rows);
    }
    if !bare.is_empty() && bare.len() <= 5 && bare.chars().all(|one| one.is_ascii_digit()) {
        // 01 is the code of a row; columns are numbered 1, 2.
        let is_code = kind == Names::Numbers && bare.len() > 1 && bare.starts_with('0');
        let kind = if is_code { Names::Rows } else { kind };
        let number = bare.trim_start_matches('0');
        return (number.to_owned(), kind);
    }
    // 1.2 is the code of a row, whatever stands beneath the headings.
    let is_code = bare
        .split('.')
        .all(|part| (1..=3).contains(&part.len()) && part.chars().all(|one| one.is_ascii_digit()));
    if is_code && kind != Names::Columns {
        return (bare.to_owned(), Names::Rows);
    }
    (text.to_owned(), Names::Words)
}

/// Whether the number in a text is printed with a zero before it.
pub(super) fn is_padded(text: &str) -> bool {
    let digits = text.trim_start_matches(|one: char| !one.is_ascii_digit());
    digits.starts_with('0')
        && digits.get(1..).is_some_and(|rest| rest.starts_with(|one: char| one.is_ascii_digit()))
}

/// With the numbers that … leaves out: 2+…+6.
fn expanded(terms: Vec<Term>) -> Option<Vec<Term>> {
    let mut all: Vec<Term> = Vec::new();
    let mut gap = None;
    for term in terms {
        if term.name == "…" {
            gap = Some(all.last()?.name.parse::<u32>().ok()?);
            continue;
        }
        if let Some(from) = gap.take() {
            let to: u32 = term.name.parse().ok()?;
            let count = usize::try_from(to.checked_sub(from)?).ok()?;
            if count > MOST_TERMS {
                return None;
            }
            let between =
                |number: u32| Term { name: number.to_string(), minus: term.minus, is_padded: term.is_padded };
            all.extend((from + 1..to).map(between));
        }
        all.push(term);
    }
    gap.is_none().then_some(all)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// What a text says, one relation after the other and then what was not understood.
    pub(in super::super) fn in_short(said: &Said) -> Vec<String> {
        let side = |terms: &[Term]| {
            let terms =
                terms.iter().map(|term| format!("{}{}", if term.minus { "-" } else { "+" }, term.name));
            terms.collect::<String>().trim_start_matches('+').to_owned()
        };
        let one =
            |one: &Printed| format!("{:?} {}{}{}", one.names, side(&one.left), one.sign, side(&one.right));
        let others = said.others.iter().map(|other| format!("? {other}"));
        said.relations.iter().map(one).chain(others).collect()
    }

    fn told(text: &str) -> Vec<String> {
        in_short(&relations(text))
    }

    #[test]
    fn what_is_multiplied_is_told_apart() {
        assert_eq!(multiplied("说明：3=1÷2×100%，1≥2。"), ["3=1÷2×100%"]);
        assert_eq!(multiplied("2.人均补助=补助金额/补助人数。"), ["人均补助=补助金额/补助人数"]);
        assert!(multiplied("1=2+3；合格率以%计；元/吨").is_empty());
        let told =
            "1.化解率=化解件数/排查件数×100%，保留一位小数；第3栏=1÷2×100%；人均补助=补助金额/补助人数";
        assert_eq!(per_cents(told), ["化解率", "3"]);
    }

    #[test]
    fn relations_are_read_as_forms_print_them() {
        for (text, expected) in [
            ("1=2+3", vec!["Numbers 1=2+3"]),
            ("表内关系：7栏＝1栏＋4栏，8栏=9栏+…+12栏。", vec!["Columns 7=1+4", "Columns 8=9+10+11+12"]),
            ("（1）=（2）+（5）", vec!["Numbers 1=2+5"]),
            ("①=②+③；④≥⑤", vec!["Numbers 1=2+3", "Numbers 4≥5"]),
            ("序号2≤13+14", vec!["Rows 2≤13+14"]),
            ("01=02+03", vec!["Rows 1=2+3"]),
            ("1=1.1+1.2", vec!["Rows 1=1.1+1.2"]),
            ("项目1＝项目2＋项目3。", vec!["Rows 1=2+3"]),
            ("净增=新增-退出（03=01-02）。", vec!["Rows 3=1-2"]),
            ("2.年度净增=进入－退出。", vec!["Words 年度净增=进入-退出"]),
            ("合计（1=2+3）", vec!["Numbers 1=2+3"]),
            ("一、接待总数=（一）+（二）", vec!["Words 接待总数=㈠+㈡"]),
            ("（一）≥其中一日；（一）各镇=1+2", vec!["Words ㈠≥其中一日", "Numbers 各镇=1+2"]),
            ("合计=1+3+4；总计=01+02", vec!["Numbers 合计=1+3+4", "Rows 总计=1+2"]),
            ("02+03=01；2+…+5=1", vec!["Rows 1=2+3", "Numbers 1=2+3+4+5"]),
            ("合计=1；合计≥1+2", vec!["? 合计=1", "? 合计≥1+2"]),
            ("②02+03≤01，07≤06。③罚款取整。", vec!["Rows 2+3≤1", "Rows 7≤6"]),
            ("（1）03≤02；（2）05≤04。", vec!["Rows 3≤2", "Rows 5≤4"]),
            ("1=1.1+1.2+1.3。", vec!["Rows 1=1.1+1.2+1.3"]),
            ("① 3≥4 ② 5≥6", vec!["Numbers 3≥4", "Numbers 5≥6"]),
            ("(1)4≤3 (2)3≥4；①3=1+2", vec!["Numbers 4≤3", "Numbers 3≥4", "Numbers 3=1+2"]),
            ("环比=（数量÷上期－1）×100", vec![]),
            ("1=2+3=4+5", vec!["? 1=2+3=4+5"]),
            ("没有的填0，不能空着。", vec![]),
            ("10-12项不填", vec![]),
        ] {
            let expected: Vec<String> = expected.into_iter().map(str::to_owned).collect();
            assert_eq!(told(text), expected, "{text}");
        }
    }
}
