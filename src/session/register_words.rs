//! What a change of the register does to the months, in the words of its page.

use crate::collation::{Inbox, MemberId, RegisterChange};
use crate::period::Month;
use crate::wording::quoted;

/// What a change does to the months.
pub(super) fn sentences(
    before: &Inbox,
    after: &Inbox,
    unit: MemberId,
    change: &RegisterChange,
) -> Vec<String> {
    let (had, has) = (before.register.member(unit), after.register.member(unit));
    let mut told = Vec::new();
    if let (Some(had), Some(has)) = (had, has)
        && had.name != has.name
    {
        told.push(format!("各月都写新的名称；{}留作别名，写着它的表照样认得", quoted(&had.name)));
    }
    if let (Some(first), Some(last)) = (change.begins.first(), change.begins.last()) {
        let is_open = has.is_some_and(|member| member.last_month.is_none());
        let when = if is_open { format!("{}起", first.name()) } else { span(*first, *last) };
        told.push(format!("{when}应报，没有收到的算未报"));
    }
    if let (Some(first), Some(last)) = (change.ends.first(), change.ends.last()) {
        let is_end = has.is_some_and(|member| member.last_month.is_some_and(|end| end < *first));
        let when = if is_end { format!("{}起", first.name()) } else { span(*first, *last) };
        told.push(format!("{when}不再应报；其他各月不变，收到的表还是它自己的，不移给别的单位"));
    }
    if !change.still_counts.is_empty() {
        let months = in_words(&change.still_counts);
        told.push(format!("{months}已经采用它的表，仍算在汇总里；不该算的请到“收表”里排除"));
    }
    let successor = |inbox: &Inbox| inbox.register.member(unit).and_then(|member| member.successor);
    if let Some(next) = successor(after).filter(|next| successor(before) != Some(*next)) {
        let name = after.register.member(next).map(|member| quoted(&member.name)).unwrap_or_default();
        told.push(format!("以后的由{name}报，以前各月不算到它名下"));
    }
    let kind = |inbox: &Inbox| inbox.register.member(unit).map(|member| member.kind.clone());
    if !change.sums.is_empty() {
        let months = in_words(&change.sums);
        told.push(format!("两类单位填的项目不一样，{months}的汇总数会变；已经关账的，汇总表要更正"));
    } else if had.is_some() && kind(before) != kind(after) {
        told.push("各月都归到新的类别，汇总数不变".to_owned());
    }
    if !change.kept.is_empty() {
        let months = in_words(&change.kept);
        told.push(format!("{months}已经关账，应报的单位还照关账时的；要改，先重新打开那个月，改好再关账"));
    }
    if change.placed > 0 {
        told.push(format!("有 {} 份认不出单位的表，从此认作它的", change.placed));
    }
    if told.is_empty() && before.register != after.register {
        told.push("各月应报的单位和汇总数都不变".to_owned());
    }
    told
}

pub(super) fn span(first: Month, last: Month) -> String {
    if first == last { first.name() } else { format!("{}至{}", first.name(), last.name()) }
}

fn in_words(months: &[Month]) -> String {
    let mut spans: Vec<(Month, Month)> = Vec::new();
    for month in months {
        match spans.last_mut() {
            Some((_, last)) if last.next() == *month => *last = *month,
            _ => spans.push((*month, *month)),
        }
    }
    spans.into_iter().map(|(first, last)| span(first, last)).collect::<Vec<_>>().join("、")
}
