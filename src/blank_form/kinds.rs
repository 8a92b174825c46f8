//! Who reports: the kinds of units that a notice addresses. Which rows each leaves blank is for `exempt`.

use std::collections::BTreeSet;

use super::addressees::{Addressee, addressees, are_plain, is_vague, spelt_out};
use super::doubt::{Doubt, Doubts, Found, Matter, Place, Sureness};
use super::draft::DraftKind;
use super::forming::Forming;
use super::kind_words::{beside_brackets, kind, kinds_end, kinds_in, named, other_id, words_in};
use super::left_blank::{Says, Stands, kinds_named, says, sentences};
use super::may_be_blank::without;
use super::notice_field::NoticeField;
use super::reporters::{BY, explanations, reporters, told};
use super::segment::Line;
use super::text::plain;
use super::whole_forms::left_out;
use super::words;
use crate::unit::UnitKind;

/// In how many lines of the text a salutation may stand.
const SALUTATION: usize = 20;

/// The kinds of units that report, and the words by which the letter addresses them, each with its kind.
#[derive(Clone, Copy)]
pub(super) struct Kinds<'a> {
    pub(super) known: &'a [Found<DraftKind>],
    pub(super) addressed: &'a [(&'static str, &'static str)],
}

/// The kinds that a note names where it says who reports the form: 本表由各镇填报. The office to which they do is none of them.
fn kinds_reporting(note: &str) -> Vec<&'static str> {
    let mut ids = Vec::new();
    for sentence in sentences(note) {
        let sentence = super::rows::without_mark(&sentence).to_owned();
        let reports = |text: &str| matches!(says(text, Stands::InNotes), Says::Reports(_));
        let is_whole = reports(&sentence) || sentence.contains(BY);
        // 由…填报 says who; whoever looks it through or passes it on is none of them.
        let says_by = sentence.contains('由');
        let is_own = |clause: &&str| {
            (is_whole || reports(clause))
                && (!says_by || clause.contains('由'))
                && !["汇总", "审核", "转报"].iter().any(|word| clause.contains(word))
        };
        let clauses = sentence.split(',').filter(is_own).filter_map(|clause| {
            let verb = words::FILLS_IN.iter().filter_map(|word| clause.find(word)).min()?;
            clause.get(..verb)
        });
        ids.extend(clauses.flat_map(kinds_in));
    }
    ids
}

/// The kinds of those who are addressed, each once.
fn ids(addressed: &[Addressee]) -> Vec<&'static str> {
    let mut ids: Vec<&'static str> = Vec::new();
    for id in addressed.iter().filter_map(|one| one.id) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

/// Takes those who are named by words that no kind has; where the kind itself is named too, they are one by themselves.
fn add_named(found: &mut Vec<Found<DraftKind>>, named: &[Addressee], place: &Place, sureness: Sureness) {
    let is_plain = |id: &str| named.iter().any(|one| one.id == Some(id) && one.name.is_none());
    let mut renamed: Vec<&str> = Vec::new();
    for one in named {
        let Some(name) = one.name.clone().filter(|name| !is_vague(name)) else { continue };
        if found.iter().any(|kind| kind.value.name == name) {
            continue;
        }
        let own = one.id.filter(|id| !is_plain(id) && !renamed.contains(id));
        let kind = own.and_then(|id| found.iter_mut().find(|kind| kind.value.id.word() == id));
        if let (Some(kind), Some(id)) = (kind, own) {
            kind.value.name = name;
            kind.value.full_name = String::new();
            renamed.push(id);
            continue;
        }
        let count = found.iter().filter(|kind| kind.value.id.word().starts_with("other")).count();
        let value = DraftKind { id: UnitKind::from(other_id(count)), name, full_name: String::new() };
        found.push(Found { sureness, ..Found::asked(value, Some(place.clone())) });
    }
}

/// Takes those who leave out a whole form, and so fill in the others: 县直行业部门不填表2.
fn add_left_out(found: &mut Vec<Found<DraftKind>>, lines: &[Line], all: &str) {
    for line in lines {
        for (named, _) in left_out(&line.raw, None) {
            let is_new = |id: &&str| !found.iter().any(|kind| kind.value.id.word() == *id);
            let new: Vec<&str> = ids(&named).into_iter().filter(is_new).collect();
            let of_new = |id: &str| Found::concluded(kind(id, all), Some(line.place.clone()));
            found.extend(new.into_iter().map(of_new));
            add_named(found, &named, &line.place, Sureness::Concluded);
        }
    }
}

/// Takes the kinds with which the title of every form begins, where one of them is said to leave something out and no other
/// kind is known.
fn of_titles(forms: &[Forming], in_rules: &BTreeSet<&str>, found: &mut Vec<Found<DraftKind>>) -> bool {
    let of_form = |form: &Forming| {
        let title = beside_brackets(&plain(&form.title.value));
        let title = title.trim_start_matches('各');
        ids(&addressees(title.split_at(kinds_end(title)).0))
    };
    let mut titles = forms.iter().map(of_form);
    let Some(ids) = titles.next().filter(|ids| titles.all(|other| other == *ids)) else { return false };
    let are_all = found.iter().all(|kind| ids.contains(&kind.value.id.word()));
    if ids.is_empty() || !are_all || !ids.iter().any(|id| in_rules.contains(id)) {
        return false;
    }
    let Some(place) = forms.first().and_then(|form| form.title.place.clone()) else { return false };
    let of_title = |id: &&str| Found::concluded(kind(id, &plain(&place.says)), Some(place.clone()));
    *found = ids.iter().map(of_title).collect();
    true
}

/// The line that addresses those who report.
fn salutation(lines: &[Line]) -> Option<&Line> {
    lines.iter().take(SALUTATION).find(|line| {
        let plain = line.plain();
        let is_short = plain.ends_with(':') && plain.chars().count() <= 120;
        // 各司法所、县调解中心： no word tells them, and they are addressed all the same.
        let are_offices = || plain.starts_with('各') && are_plain(&addressees(&spelt_out(&plain)));
        is_short && (!kinds_in(&plain).is_empty() || are_offices())
    })
}

/// The words by which it addresses them, each with its kind.
pub(super) fn addressed(lines: &[Line]) -> Vec<(&'static str, &'static str)> {
    salutation(lines).map(|line| words_in(&spelt_out(&line.plain()))).unwrap_or_default()
}

/// Who reports: those whom the letter addresses, and those whom the notes name.
pub(super) fn kinds(lines: &[Line], forms: &[Forming], doubts: &mut Doubts) -> Vec<Found<DraftKind>> {
    let all: String = lines.iter().map(|line| line.plain() + "\n").collect();
    let salutation = salutation(lines);
    let mut found: Vec<Found<DraftKind>> = Vec::new();
    if let Some(line) = salutation {
        let ids = ids(&addressees(&spelt_out(&line.plain())));
        found.extend(ids.iter().map(|id| Found::concluded(kind(id, &all), Some(line.place.clone()))));
    }
    let mut added = Vec::new();
    let explained = explanations(lines).into_iter().map(|line| (line.raw.clone(), line.place.clone()));
    let of_forms = forms.iter().flat_map(|form| form.note_items().1);
    let said: Vec<(String, Place)> = of_forms.chain(explained).collect();
    let told = told(said.iter().filter(|_| salutation.is_none()));
    if let Some((reporting, who, place)) = &told {
        let of_told = |id: &&str| Found::concluded(kind(id, who), Some(place.clone()));
        found.extend(ids(reporting).iter().map(of_told));
        add_named(&mut found, reporting, place, Sureness::Concluded);
    }
    let notes = said.iter().map(|note| (note.clone(), Stands::InNotes));
    // Where the letter addresses nobody, what it says of rows may name them.
    let letter = lines.iter().filter(|_| salutation.is_none());
    let letter = letter.map(|line| ((line.raw.clone(), line.place.clone()), Stands::InLetter));
    let mut in_rules: BTreeSet<&str> = BTreeSet::new();
    for ((text, place), stands) in notes.chain(letter) {
        let without_own = without(&plain(&text), &named(&found));
        let mut ids = kinds_named(&without_own, stands);
        in_rules.extend(ids.iter().copied());
        if salutation.is_none() && told.is_none() && stands == Stands::InNotes {
            ids.extend(kinds_reporting(&text));
        }
        for id in ids {
            let is_known = found.iter().any(|kind| kind.value.id.word() == id);
            if !is_known {
                added.push(place.clone());
                found.push(Found::asked(kind(id, &all), Some(place.clone())));
            }
        }
    }
    for (id, place) in forms.iter().flat_map(super::filled_by::kinds_named) {
        if !found.iter().any(|kind| kind.value.id.word() == id) {
            added.push(place.clone());
            found.push(Found::asked(kind(id, &all), Some(place)));
        }
    }
    // 镇属各单位 and 有关单位 are kinds that no word tells; what else is not known may be one.
    let addressed = salutation.map(|line| addressees(&spelt_out(&line.plain()))).unwrap_or_default();
    let names_others = addressed.iter().filter_map(|one| one.name.as_deref()).any(is_vague)
        || (salutation.is_some_and(|line| line.plain().contains("单位")) && !are_plain(&addressed));
    let is_unclear = names_others || !are_plain(&addressed);
    if let Some(line) = salutation {
        let sureness = if is_unclear { Sureness::Asked } else { Sureness::Concluded };
        if is_unclear {
            added.push(line.place.clone());
            for kind in &mut found {
                kind.sureness = Sureness::Asked;
            }
        }
        add_named(&mut found, &addressed, &line.place, sureness);
    }
    let asked = said.iter().filter(|_| salutation.is_none() && told.is_none());
    for (note, place) in asked {
        let reporting = reporters(note);
        if reporting.iter().any(|one| one.name.is_some()) {
            added.push(place.clone());
            add_named(&mut found, &reporting, place, Sureness::Asked);
        }
    }
    add_left_out(&mut found, lines, &all);
    // 镇（街道）工作情况表 says who fills it in where a note has one of them leave something out.
    let is_titled = salutation.is_none() && told.is_none() && of_titles(forms, &in_rules, &mut found);
    if is_titled {
        added.clear();
    }
    let is_told = told.is_some() || is_titled;
    if (salutation.is_none() && !is_told) || !added.is_empty() {
        let question = "哪些单位填报，各是哪一类？".to_owned();
        let names: Vec<String> = found.iter().map(|kind| kind.value.name.clone()).collect();
        let names = if names.is_empty() { "填报单位，不分类".to_owned() } else { names.join("、") };
        let because = match () {
            () if names_others => "抬头里还写了别的单位",
            () if is_unclear => "抬头里有不常见的单位，请看分得对不对",
            () if salutation.is_some() => "抬头（主送单位）里没有写全",
            () if added.is_empty() => "没有找到抬头（主送单位）",
            () => "没有找到抬头（主送单位），说明里写着这些",
        };
        let doubt = Doubt::new(Matter::Kinds, question).at(added);
        doubts.ask(doubt.reading(names, because).asking([NoticeField::Kinds]));
    }
    if found.is_empty() {
        let plain =
            DraftKind {
                id: UnitKind::from("unit"), name: "填报单位".to_owned(), full_name: String::new()
            };
        found.push(Found::asked(plain, None));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_says_who_reports_the_form() {
        for (note, expected) in [
            ("本表由各乡镇（街道）填报，报送时间为每月3日前。", vec!["township", "street"]),
            ("请各社区于每月15日前报送街道平安办。", vec!["community"]),
            ("1.本表由各镇街填报，县级部门不填报。", vec!["township", "street"]),
            ("每月20日前报送，整改完成数不得大于排查隐患数。", vec![]),
            ("本表由各镇街填报，经县级部门审核后报送。", vec!["township", "street"]),
            ("3.本表由各担保公司填报，每月终了后5日内报区金融服务中心。", vec!["company"]),
            ("社区不填第5项、第6项。", vec![]),
        ] {
            assert_eq!(kinds_reporting(note), expected, "{note}");
        }
    }
}
