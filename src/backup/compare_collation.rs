//! What a restore would change of a clerk's data besides the figures: the units of the register, the files that came, and what
//! was decided of them. Pure: compares two inboxes and returns sentences.

use std::collections::{BTreeMap, BTreeSet};

use super::compare::{MonthDifference, RestoreDifference};
use crate::collation::{Assignment, Inbox, Judgement, Member, MemberId, ReportRef, Verdict};
use crate::period::Month;
use crate::wording::quoted;

/// How many units or files a sentence names.
const MOST_NAMED: usize = 8;

/// Adds what would change of the register, the files and the decisions to what would change of the figures.
pub(crate) fn compare_inboxes(now: &Inbox, then: &Inbox, difference: &mut RestoreDifference) {
    difference.others.extend(register_sentences(now, then));
    difference.others.extend(files_sentences(now, then));
    difference.others.extend(assignment_sentences(now, then));
    let months: BTreeSet<Month> =
        [now, then].iter().flat_map(|inbox| inbox.judgements.keys().map(|(month, _)| *month)).collect();
    difference.months.extend(months.into_iter().filter_map(|month| {
        let parts = month_parts(now, then, month);
        let sentence = format!("{}：{}", month.name(), parts.join("；"));
        (!parts.is_empty()).then_some(MonthDifference { month, sentence })
    }));
    difference.months.sort_by_key(|one| one.month);
}

fn named(names: &[String], counter: &str) -> String {
    let rest =
        if names.len() > MOST_NAMED { format!("等 {} {counter}", names.len()) } else { String::new() };
    let first: Vec<String> = names.iter().take(MOST_NAMED).map(quoted).collect();
    format!("{}{rest}", first.join("、"))
}

/// A sentence for those there are; none where there are none.
fn of(what: &str, names: &[String], counter: &str) -> Option<String> {
    (!names.is_empty()).then(|| format!("{what}：{}", named(names, counter)))
}

fn register_sentences(now: &Inbox, then: &Inbox) -> Vec<String> {
    let by_name = |inbox: &Inbox| -> BTreeMap<String, Member> {
        let members = inbox.register.members.values();
        members.map(|member| (member.name.clone(), member.clone())).collect()
    };
    let (known, other) = (by_name(now), by_name(then));
    // One number under two names is one unit, unless the other one has that name too.
    let renamed: Vec<(&Member, &Member)> = known
        .values()
        .filter(|member| !other.contains_key(&member.name))
        .filter_map(|member| Some((member, then.register.member(member.id)?)))
        .filter(|(_, as_then)| !known.contains_key(&as_then.name))
        .collect();
    let is_renamed = |name: &str| renamed.iter().any(|(one, two)| one.name == name || two.name == name);
    let lacking = |inbox: &Inbox, others: &BTreeMap<String, Member>| -> Vec<String> {
        let members = inbox.register.in_order().into_iter().map(|member| member.name.clone());
        members.filter(|name| !others.contains_key(name) && !is_renamed(name)).collect()
    };
    let both = known.values().filter_map(|member| Some((member, other.get(&member.name)?)));
    let changed = both.chain(renamed.iter().copied()).filter_map(|(one, two)| {
        let parts = member_parts((now, one), (then, two));
        (!parts.is_empty()).then(|| format!("{}的{}", quoted(&one.name), parts.join("、")))
    });
    let changed: Vec<String> = changed.collect();
    let order = |inbox: &Inbox, others: &BTreeMap<String, Member>| -> Vec<String> {
        let members = inbox.register.in_order().into_iter().map(|member| member.name.clone());
        members.filter(|name| others.contains_key(name)).collect()
    };
    let rest =
        if changed.len() > MOST_NAMED { format!("等 {} 个单位", changed.len()) } else { String::new() };
    let first: Vec<&str> = changed.iter().take(MOST_NAMED).map(String::as_str).collect();
    let told = [
        of("名册里会没有的单位", &lacking(now, &other), "个单位"),
        of("名册里会多出的单位", &lacking(then, &known), "个单位"),
        (!changed.is_empty()).then(|| format!("名册里不同的：{}{rest}", first.join("；"))),
        (order(now, &other) != order(then, &known)).then(|| "名册里单位的次序不同".to_owned()),
    ];
    told.into_iter().flatten().collect()
}

fn member_parts((now, one): (&Inbox, &Member), (then, two): (&Inbox, &Member)) -> Vec<String> {
    let successor = |inbox: &Inbox, member: &Member| member.successor.map(|id| name_of(inbox, id));
    let is_other = [
        (one.kind != two.kind, "类别"),
        (one.aliases != two.aliases, "别名"),
        ((one.first_month, one.last_month) != (two.first_month, two.last_month), "填报的月份"),
        (successor(now, one) != successor(then, two), "并入的单位"),
        (one.person != two.person, "填报人"),
        (one.phone != two.phone, "联系电话"),
    ];
    let name = (one.name != two.name).then(|| format!("名称（会是{}）", quoted(&two.name)));
    let parts = is_other.into_iter().filter(|(is_other, _)| *is_other).map(|(_, what)| what.to_owned());
    name.into_iter().chain(parts).collect()
}

fn files_sentences(now: &Inbox, then: &Inbox) -> Vec<String> {
    let files = |inbox: &'_ Inbox| -> Vec<(String, String)> {
        inbox.receipts.values().map(|receipt| (receipt.sha256.clone(), receipt.name.clone())).collect()
    };
    let (known, other) = (files(now), files(then));
    let lacking = |one: &[(String, String)], two: &[(String, String)]| -> Vec<String> {
        let digests: BTreeSet<&String> = two.iter().map(|(digest, _)| digest).collect();
        one.iter().filter(|(digest, _)| !digests.contains(digest)).map(|(_, name)| name.clone()).collect()
    };
    let told = [
        of("收到的文件会没有的", &lacking(&known, &other), "个文件"),
        of("收到的文件会多出的", &lacking(&other, &known), "个文件"),
    ];
    told.into_iter().flatten().collect()
}

/// A report of a file that is known on both sides, whatever number it has there.
fn key(inbox: &Inbox, at: ReportRef) -> Option<(&str, u32)> {
    Some((inbox.receipt(at)?.sha256.as_str(), at.number))
}

fn assignment_sentences(now: &Inbox, then: &Inbox) -> Vec<String> {
    fn by_key(inbox: &Inbox) -> BTreeMap<(&str, u32), (&Assignment, &str)> {
        let assigned = inbox.assignments.iter();
        assigned
            .filter_map(|(at, said)| Some((key(inbox, *at)?, (said, inbox.receipt(*at)?.name.as_str()))))
            .collect()
    }
    let (known, other) = (by_key(now), by_key(then));
    let nothing = Assignment::default();
    let keys: BTreeSet<&(&str, u32)> = known.keys().chain(other.keys()).collect();
    let (mut excluded, mut included, mut placed, mut dated) = (vec![], vec![], vec![], vec![]);
    for key in keys {
        // What is told of a file that only one of the two has is that it comes or goes.
        let is_there = |inbox: &Inbox| inbox.with_digest(key.0).is_some();
        if !is_there(now) || !is_there(then) {
            continue;
        }
        let ((one, name), (two, other_name)) = (
            known.get(key).copied().unwrap_or((&nothing, "")),
            other.get(key).copied().unwrap_or((&nothing, "")),
        );
        let name = if name.is_empty() { other_name } else { name }.to_owned();
        match (&one.excluded, &two.excluded) {
            (Some(_), None) => included.push(name.clone()),
            (None, Some(_)) => excluded.push(name.clone()),
            _ => {}
        }
        let unit = |inbox: &Inbox, said: &Assignment| said.unit.map(|id| name_of(inbox, id));
        if (unit(now, one), one.month) != (unit(then, two), two.month) {
            placed.push(name.clone());
        }
        if one.received_on != two.received_on {
            dated.push(name);
        }
    }
    let told = [
        of("会不再排除的文件", &included, "个文件"),
        of("会排除的文件", &excluded, "个文件"),
        of("指定的单位、月份不同的文件", &placed, "个文件"),
        of("收到日期不同的文件", &dated, "个文件"),
    ];
    told.into_iter().flatten().collect()
}

fn name_of(inbox: &Inbox, id: MemberId) -> String {
    inbox.register.member(id).map(|member| member.name.clone()).unwrap_or_default()
}

/// What holds of a unit's month, in a word.
fn stands(judged: &Judgement) -> &'static str {
    match (judged.version, judged.verdict) {
        (_, Some(Verdict::Exempt(_))) => "免报",
        (Some(_), _) => "已采用",
        (None, Some(Verdict::Returned(_))) => "退回",
        (None, _) => "没有采用",
    }
}

fn month_parts(now: &Inbox, then: &Inbox, month: Month) -> Vec<String> {
    let of_month = |inbox: &Inbox| -> BTreeMap<String, Judgement> {
        let judged = inbox.judgements.iter().filter(|((at, _), _)| *at == month);
        judged.map(|((_, unit), judged)| (name_of(inbox, *unit), judged.clone())).collect()
    };
    let (known, other) = (of_month(now), of_month(then));
    let nothing = Judgement::default();
    let units: BTreeSet<&String> = known.keys().chain(other.keys()).collect();
    // In the order in which the changes are met, each with its units.
    let mut changes: Vec<(String, Vec<String>)> = Vec::new();
    let mut add = |what: String, unit: &str| match changes.iter_mut().find(|(known, _)| *known == what) {
        Some((_, units)) => units.push(unit.to_owned()),
        None => changes.push((what, vec![unit.to_owned()])),
    };
    for unit in units {
        let (one, two) = (known.get(unit).unwrap_or(&nothing), other.get(unit).unwrap_or(&nothing));
        let counted = |inbox: &Inbox, judged: &Judgement| {
            judged.version.and_then(|at| key(inbox, at).map(|(digest, number)| (digest.to_owned(), number)))
        };
        if stands(one) != stands(two) {
            add(format!("由{}变为{}", stands(one), stands(two)), unit);
        } else if counted(now, one) != counted(then, two) {
            add("采用的表不同".to_owned(), unit);
        } else if (&one.reason, &one.answered) != (&two.reason, &two.answered) {
            add("处理的原因不同".to_owned(), unit);
        }
        match (&one.phone, &two.phone) {
            (Some(_), None) => add("电话记录会没有".to_owned(), unit),
            (None, Some(_)) => add("电话记录会回来".to_owned(), unit),
            (one, two) if one != two => add("电话记录不同".to_owned(), unit),
            _ => {}
        }
    }
    changes.into_iter().map(|(what, units)| format!("{what}：{}", named(&units, "个单位"))).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::collation::Received;
    use crate::collation::examples::{coming, inbox, register, report};
    use crate::report::examples::{form, month};

    const PLACE: &str = "2022-02";

    fn at(text: &str) -> ReportRef {
        text.parse().unwrap()
    }

    fn of(unit: &str) -> Received {
        report(form(), unit, PLACE, "1a=1")
    }

    fn told(now: &Inbox, then: &Inbox) -> Vec<String> {
        let mut difference = RestoreDifference::default();
        compare_inboxes(now, then, &mut difference);
        let months = difference.months.into_iter().map(|month| month.sentence);
        difference.others.into_iter().chain(months).collect()
    }

    fn judged(inbox: &mut Inbox, unit: u32) -> &mut Judgement {
        inbox.judgements.entry((month(PLACE), MemberId(unit))).or_default()
    }

    #[test]
    fn units_that_come_and_go_are_named_and_so_is_what_is_changed_of_one() {
        let now = inbox(register(&["龙沙镇", "己镇", "四村=老四村"]), vec![]);
        let then = inbox(register(&["龙沙镇", "四村", "五村"]), vec![]);
        assert_eq!(
            told(&now, &then),
            ["名册里会没有的单位：“己镇”", "名册里会多出的单位：“五村”", "名册里不同的：“四村”的别名"]
        );
        assert_eq!(told(&now, &now), [""; 0]);
    }

    #[test]
    fn a_unit_that_was_renamed_is_no_other_one() {
        let now = inbox(register(&["龙沙街道", "龙驹镇"]), vec![]);
        let then = inbox(register(&["龙沙镇", "龙驹镇"]), vec![]);
        assert_eq!(told(&now, &then), ["名册里不同的：“龙沙街道”的名称（会是“龙沙镇”）、类别"]);
    }

    #[test]
    fn files_are_known_by_their_bytes_whatever_their_number() {
        let now = inbox(register(&["龙沙镇", "龙驹镇"]), vec![of("龙沙镇"), of("龙驹镇")]);
        let mut then = inbox(register(&["龙沙镇", "龙驹镇"]), vec![]);
        let receipt = coming(1, &format!("{:064}", 2), vec![of("龙驹镇")]);
        then.receipts.insert(receipt.id, Arc::new(receipt));
        assert_eq!(told(&now, &then), ["收到的文件会没有的：“1.xlsx”"]);
        let (mut now, mut then) = (now, then);
        judged(&mut now, 2).version = Some(at("2/0"));
        judged(&mut then, 2).version = Some(at("1/0"));
        assert_eq!(told(&now, &then).len(), 1, "the same report counts");
    }

    #[test]
    fn what_was_decided_is_told_by_month_and_by_unit() {
        let units = ["龙沙镇", "龙驹镇", "丁局", "四村"];
        let mut now = inbox(register(&units), vec![of("龙沙镇"), of("四村")]);
        let mut then = now.clone();
        judged(&mut now, 1).version = Some(at("1/0"));
        judged(&mut then, 1).verdict = Some(Verdict::Returned(at("1/0")));
        judged(&mut now, 3).verdict = Some(Verdict::Exempt(None));
        judged(&mut now, 4).phone = Some("说是 9".into());
        judged(&mut then, 4).phone = Some("说是 8".into());
        now.assignments.entry(at("2/0")).or_default().excluded = Some("发错了".into());
        then.assignments.entry(at("2/0")).or_default().month = Some(month("2022-03"));
        assert_eq!(
            told(&now, &then),
            [
                "会不再排除的文件：“2.xlsx”",
                "指定的单位、月份不同的文件：“2.xlsx”",
                "2022年2月：由免报变为没有采用：“丁局”；电话记录不同：“四村”；由已采用变为退回：“龙沙镇”"
            ]
        );
    }

    #[test]
    fn many_units_are_counted_and_some_of_them_named() {
        let names: Vec<String> = (1..=12).map(|number| format!("{number}镇")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let [now, then] = [register(&[]), register(&names)].map(|register| inbox(register, vec![]));
        let told = told(&now, &then);
        assert!(told[0].starts_with("名册里会多出的单位：“1镇”、") && told[0].ends_with("“8镇”等 12 个单位"));
    }
}
