//! The names by which relations call rows: the numbers that are printed beside them. Notes, headings and people use the same
//! ones, so that 5=1+2 means one thing only; a row without a number is called by its words.

use super::numbers::printed;
use super::text::plain;

/// The longest code that is taken for a number of a row.
const LONGEST: usize = 12;
/// What stands between the names of a relation, or would be read as such.
const SIGNS: [char; 12] = ['=', '≤', '≥', '<', '>', '+', '-', ',', '，', ';', '；', '、'];

/// What a row is called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Called {
    pub(super) printed: Option<String>,
    pub(super) words: String,
    /// The numeral before its words: 一, or （二） in one character.
    pub(super) mark: Option<String>,
}

/// The number that a code prints: without leading zeros and brackets, and without how it is reckoned. A code of several
/// parts (1.1, A3) is one too.
pub(super) fn printed_name(code: &str) -> Option<String> {
    if let Some(number) = printed(code) {
        return Some(number.to_string());
    }
    let code = plain(code);
    let bare = code.trim_matches(['(', ')', '.']);
    let is_name = bare.chars().all(|one| one.is_ascii_alphanumeric() || one == '.');
    (is_name && !bare.is_empty() && bare.len() <= LONGEST).then(|| bare.to_owned())
}

/// Which of some rows a name means, if it is one only.
pub(super) fn find(rows: &[Called], name: &str) -> Option<usize> {
    find_where(rows, name, |_| true)
}

/// The same among those that may be meant.
pub(super) fn find_where(rows: &[Called], name: &str, may_be: impl Fn(usize) -> bool) -> Option<usize> {
    let only = |is_it: &dyn Fn(&Called) -> bool| {
        let all = rows.iter().enumerate().filter(|(at, _)| may_be(*at));
        let mut found = all.filter(|(_, row)| is_it(row)).map(|(at, _)| at);
        let first = found.next();
        (first, found.next().is_none())
    };
    let number = printed_name(name);
    let (by_number, is_only) = only(&|row| number.is_some() && row.printed == number);
    if by_number.is_some() {
        return by_number.filter(|_| is_only);
    }
    let (by_words, is_only) = only(&|row| row.words == name && !name.is_empty());
    if by_words.is_some() {
        return by_words.filter(|_| is_only);
    }
    let (alike, is_only) = only(&|row| are_alike(&row.words, name));
    if alike.is_some() {
        return alike.filter(|_| is_only);
    }
    let (by_mark, is_only) = only(&|row| row.mark.as_deref() == Some(name));
    by_mark.filter(|_| is_only)
}

/// Whether two names differ only in the word for how much: 排查隐患, 排查隐患数.
pub(super) fn are_alike(one: &str, other: &str) -> bool {
    const HOW_MUCH: [char; 3] = ['数', '量', '额'];
    let bare = |name| str::trim_end_matches(name, HOW_MUCH);
    bare(one) == bare(other) && bare(one).chars().count() > 1
}

/// The only one of some rows whose words have a name in them: 新增 in 本月新增保障.
pub(super) fn find_within(rows: &[Called], name: &str) -> Option<usize> {
    let exact = find(rows, name);
    let mut within = rows.iter().enumerate().filter(|(_, row)| row.words.contains(name)).map(|(at, _)| at);
    let mut only = || {
        let first = within.next()?;
        within.next().is_none().then_some(first)
    };
    exact.or_else(|| if name.chars().count() > 1 { only() } else { None })
}

/// The name of one of some rows, if it is its alone and can stand in a relation.
pub(super) fn name(rows: &[Called], at: usize) -> Option<String> {
    let row = rows.get(at)?;
    let names = row.printed.iter().chain(Some(&row.words));
    names.filter(|name| !name.contains(SIGNS)).find(|name| find(rows, name) == Some(at)).cloned()
}

#[cfg(test)]
mod tests {
    use super::super::marks::mark_name;
    use super::*;

    fn called(printed: &str, words: &str) -> Called {
        Called { printed: printed_name(printed), words: words.to_owned(), mark: None }
    }

    #[test]
    fn rows_are_called_by_the_numerals_before_their_words() {
        let row = |text: &str| Called { mark: mark_name(text), ..called("", text) };
        let rows = [row("一、收入"), row("(一)门票"), row("(二)住宿"), row("二、支出"), row("(一)人员")];
        assert_eq!(
            ["一", "㈡", "㈠", "二"].map(|name| find(&rows, name)),
            [Some(0), Some(2), None, Some(3)],
            "a numeral that two rows have means neither"
        );
    }

    #[test]
    fn rows_are_called_by_what_is_printed_beside_them() {
        let rows = [
            called("01", "检查商户"),
            called("", "餐饮"),
            called("（2）", "检查企业"),
            called("3=1+2", "检查总数"),
            called("1.1", "城区"),
            called("4", "甲+乙"),
            called("4", "甲"),
            called("", "餐饮"),
        ];
        for (name, at) in [
            ("1", Some(0)),
            ("01", Some(0)),
            ("2", Some(2)),
            ("3", Some(3)),
            ("1.1", Some(4)),
            ("检查企业", Some(2)),
            ("检查企业数", Some(2)),
            ("4", None),
            ("餐饮", None),
            ("", None),
        ] {
            assert_eq!(find(&rows, name), at, "{name}");
        }
        for (name, at) in [("企业", Some(2)), ("总数", Some(3)), ("检查", None), ("市", None), ("餐饮", None)]
        {
            assert_eq!(find_within(&rows, name), at, "{name} within");
        }
        let names: Vec<Option<String>> = (0..rows.len()).map(|at| name(&rows, at)).collect();
        let names: Vec<Option<&str>> = names.iter().map(Option::as_deref).collect();
        assert_eq!(
            names,
            [Some("1"), None, Some("2"), Some("3"), Some("1.1"), None, Some("甲"), None],
            "a name that two rows share is none"
        );
    }
}
