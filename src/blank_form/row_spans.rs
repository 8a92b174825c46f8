//! Rows as notes name them, by their printed codes: 4-6项, 第4项至第6项, 4、5项, 序号3、6, 第5项及以后.

/// What stands in front of a code.
const NUMBERED: [&str; 6] = ["第", "序号", "行次", "编号", "行号", "代码"];
/// What stands behind one.
const OF_ROWS: [&str; 4] = ["小项", "项", "行", "指标"];
/// What means every row from that one on.
const TO_THE_END: [&str; 5] = ["及以后", "及以下", "及之后", "及其后", "起"];
/// What else may stand behind the last of them: 序号为5的项目.
const BEHIND: [&str; 5] = ["的各项", "的项目", "的指标", "的行", "目"];

/// Rows from the first to the last; without a last one, up to the end of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) first: String,
    pub(super) last: Option<String>,
}

/// The rows that a text begins with, and how long what names them is.
pub(super) fn rows_at(text: &str) -> Option<(Vec<Span>, usize)> {
    let mut spans: Vec<Span> = Vec::new();
    let mut found = None;
    let (mut rest, mut is_range, mut is_called) = (text, false, false);
    let are_numerals = is_range_of_numerals(text);
    loop {
        let word = NUMBERED.iter().find(|word| rest.starts_with(**word));
        let numbered = word.and_then(|word| rest.strip_prefix(word));
        let bare = numbered.map_or(rest, |rest| rest.strip_prefix('为').unwrap_or(rest));
        // 序号3、6 are rows by themselves; 第3 may be anything.
        is_called |= word.is_some_and(|word| *word != "第");
        let Some((code, behind)) = code_at(bare, numbered.is_some() || are_numerals) else { break };
        match spans.last_mut().filter(|_| is_range) {
            Some(span) => span.last = Some(code),
            None => spans.push(Span { first: code.clone(), last: Some(code) }),
        }
        rest = behind;
        let of_rows = OF_ROWS.iter().find_map(|word| rest.strip_prefix(word));
        rest = of_rows.unwrap_or(rest);
        if of_rows.is_some() || is_called {
            if let Some(behind) = TO_THE_END.iter().find_map(|word| rest.strip_prefix(word)) {
                rest = behind;
                if let Some(last) = spans.last_mut().filter(|_| !is_range) {
                    last.last = None;
                }
            }
            rest = BEHIND.iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
            found = Some((spans.clone(), text.len() - rest.len()));
        }
        let Some(sign) = rest.chars().next().filter(|sign| "-~至到、和及".contains(*sign)) else {
            break;
        };
        is_range = "-~至到".contains(sign);
        rest = rest.get(sign.len_utf8()..).unwrap_or_default();
    }
    found
}

/// The rows of a text that has their printed codes and nothing else: 07、08, ⑦⑧⑮.
pub(super) fn bare_codes(text: &str) -> Option<Vec<Span>> {
    let is_circled = |one: char| ('①'..='⑳').contains(&one);
    let mut spans: Vec<Span> = Vec::new();
    let (mut rest, mut is_range, mut is_joined) = (text, false, true);
    while let Some(first) = rest.chars().next() {
        let circled = is_circled(first).then(|| (first.to_string(), rest.get(first.len_utf8()..)));
        let (code, behind) = match circled {
            Some((code, behind)) => (code, behind?),
            None => code_at(rest, false).filter(|_| is_joined)?,
        };
        match spans.last_mut().filter(|_| is_range) {
            Some(span) => span.last = Some(code),
            None => spans.push(Span { first: code.clone(), last: Some(code) }),
        }
        let sign = behind.chars().next().filter(|sign| "-~至到、和及".contains(*sign));
        is_joined = sign.is_some();
        is_range = sign.is_some_and(|sign| "-~至到".contains(sign));
        rest = behind.get(sign.map_or(0, char::len_utf8)..)?;
    }
    // A nought is no row: 没有的不填0.
    let are_rows = spans.iter().all(|span| !span.first.trim_matches('0').is_empty());
    (!spans.is_empty() && !is_joined && are_rows).then_some(spans)
}

/// Whether a text begins with rows from one numeral to another: 五至九项. 三项 may be any three.
fn is_range_of_numerals(text: &str) -> bool {
    let behind = |text: &str| code_at(text, true).map(|(_, rest)| rest.len());
    let range = || {
        let rest = text.get(text.len() - behind(text)?..)?;
        let last = ["至", "到", "-", "~"].iter().find_map(|sign| rest.strip_prefix(sign))?;
        let rest = last.get(last.len() - behind(last)?..)?;
        Some(OF_ROWS.iter().any(|word| rest.starts_with(word)))
    };
    range().unwrap_or_default()
}

/// The code of a row at the start of a text: 4, 1.1, or behind 第 also 四.
pub(super) fn code_at(text: &str, is_numbered: bool) -> Option<(String, &str)> {
    const NUMERALS: &str = "一二三四五六七八九";
    let end = text.find(|one: char| !one.is_ascii_digit() && one != '.').unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    let is_code =
        !digits.is_empty() && digits.len() <= 8 && !digits.starts_with('.') && !digits.ends_with('.');
    if is_code {
        return Some((digits.to_owned(), rest));
    }
    let end = text.find(|one: char| !NUMERALS.contains(one) && one != '十').unwrap_or(text.len());
    let (numerals, rest) = text.split_at(end);
    let value = |text: &str| match text.chars().collect::<Vec<_>>().as_slice() {
        [one] => NUMERALS.chars().position(|known| known == *one).map(|at| at + 1),
        _ => None,
    };
    let number = match numerals.split_once('十') {
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { Some(1) } else { value(tens) };
            let ones = if ones.is_empty() { Some(0) } else { value(ones) };
            tens.zip(ones).map(|(tens, ones)| tens * 10 + ones)
        }
        None => value(numerals),
    };
    number.filter(|_| is_numbered).map(|number| (number.to_string(), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_named_by_their_codes() {
        for (text, expected) in [
            ("4-6项不填", "4-6"),
            ("第4项至第6项", "4-6"),
            ("4、5项", "4-4 5-5"),
            ("2、3、5-7项", "2-2 3-3 5-7"),
            ("第四项至第十二项", "4-12"),
            ("1.1至1.3项", "1.1-1.3"),
            ("序号3、6保留", "3-3 6-6"),
            ("序号为5的项目", "5-5"),
            ("第5项及以后", "5-"),
            ("第5项以后", "5-5"),
            ("五至九项", "5-9"),
            ("三项", ""),
            ("3个", ""),
            ("第3", ""),
        ] {
            let spans = rows_at(text).map(|(spans, _)| spans).unwrap_or_default();
            let told: Vec<String> = spans
                .iter()
                .map(|span| format!("{}-{}", span.first, span.last.as_deref().unwrap_or_default()))
                .collect();
            assert_eq!(told.join(" "), expected, "{text}");
        }
    }
}
