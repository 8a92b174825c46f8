//! Who reports: the kinds of units that a notice addresses. Which rows each leaves blank is for `exempt`.

use super::addressees::{Addressee, addressees, spelt_out};
use super::doubt::{Doubt, Doubts, Found, Matter, Place, Sureness};
use super::draft::DraftKind;
use super::forming::Forming;
use super::kind_words::{kind, kinds_in, other_id, words_in};
use super::left_blank::{Says, Stands, kinds_named, says, sentences};
use super::notice_field::NoticeField;
use super::segment::Line;
use super::text::plain;
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

/// What begins a sentence of who reports the form.
const BY: &str = "本表由";

/// Whether a note says who reports the form in words that are all known.
fn says_plainly(note: &str) -> bool {
    let sentences = sentences(note);
    let mut clauses =
        sentences.iter().flat_map(|sentence| sentence.split(',')).map(super::rows::without_mark);
    clauses.any(|clause| clause.contains(BY) && matches!(says(clause, Stands::InNotes), Says::Reports(_)))
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

/// Those whom a note asks to report: 本表由各基层社、社属企业填报, 请各乡镇、园区管委会于每月20日前报.
fn reporters(note: &str) -> Vec<Addressee> {
    let mut all = Vec::new();
    for sentence in sentences(note) {
        let by = sentence.split_once(BY).and_then(|(_, rest)| {
            let verb = words::FILLS_IN.iter().filter_map(|word| rest.find(word)).min()?;
            rest.get(..verb).map(|who| who.trim_end_matches("负责"))
        });
        let asked = || {
            let (_, rest) = sentence.split_once("请各")?;
            let ends = ["于", "在", "每月", "按月", "按时", "将", "认真"];
            let end = ends.iter().filter_map(|word| rest.find(word)).min()?;
            rest.get(..end)
        };
        let who = by.or_else(asked).filter(|who| !who.contains([',', ':']));
        all.extend(who.map(|who| addressees(&spelt_out(who))).unwrap_or_default());
    }
    all
}

/// Whether a name only says that there are others: 成员单位. 水管单位 are known.
fn is_vague(name: &str) -> bool {
    const AROUND: [&str; 12] =
        ["各", "有关", "相关", "成员", "责任", "其他", "所属", "直属", "区", "县", "市", "级"];
    let bare = AROUND.iter().fold(name.to_owned(), |name, word| name.replace(word, ""));
    let is_bare = name.ends_with("单位") && bare.chars().count() <= "单位".chars().count();
    is_bare || (name.contains("单位") && !name.ends_with("单位"))
}

/// Takes those who are named by words that no kind has; where the kind itself is named too, they are one by themselves.
fn add_named(found: &mut Vec<Found<DraftKind>>, named: &[Addressee], place: &Place) {
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
        found.push(Found::asked(value, Some(place.clone())));
    }
}

/// The line that addresses those who report.
fn salutation(lines: &[Line]) -> Option<&Line> {
    lines.iter().take(SALUTATION).find(|line| {
        let plain = line.plain();
        plain.ends_with(':') && !kinds_in(&plain).is_empty() && plain.chars().count() <= 120
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
        let salutation = addressees(&spelt_out(&line.plain()));
        let mut ids: Vec<&str> = Vec::new();
        for id in salutation.iter().filter_map(|one| one.id) {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        found.extend(ids.iter().map(|id| Found::concluded(kind(id, &all), Some(line.place.clone()))));
    }
    let mut added = Vec::new();
    let notes = forms.iter().flat_map(|form| form.note_items().1).map(|note| (note, Stands::InNotes));
    // Where the letter addresses nobody, what it says of rows may name them.
    let letter = lines.iter().filter(|_| salutation.is_none());
    let letter = letter.map(|line| ((line.raw.clone(), line.place.clone()), Stands::InLetter));
    let mut is_told = false;
    for ((text, place), stands) in notes.chain(letter) {
        let mut ids = kinds_named(&text, stands);
        if salutation.is_none() && stands == Stands::InNotes {
            let reporting = kinds_reporting(&text);
            // 本表由…填报 says it; whom else a note asks to report may be some of them only.
            if says_plainly(&text) && found.is_empty() && !reporting.is_empty() {
                let said = reporting.iter().map(|id| kind(id, &plain(&text)));
                found.extend(said.map(|kind| Found::concluded(kind, Some(place.clone()))));
                is_told = true;
            }
            ids.extend(reporting);
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
    let names_others = salutation.is_some_and(|line| line.plain().contains("单位"));
    let is_unclear = addressed.iter().any(|one| one.name.is_some()) || names_others;
    if let Some(line) = salutation.filter(|_| is_unclear) {
        added.push(line.place.clone());
        for kind in &mut found {
            kind.sureness = Sureness::Asked;
        }
        add_named(&mut found, &addressed, &line.place);
    }
    for (note, place) in forms.iter().flat_map(|form| form.note_items().1).filter(|_| salutation.is_none()) {
        let reporting = reporters(&note);
        if reporting.iter().any(|one| one.name.is_some()) {
            added.push(place.clone());
            add_named(&mut found, &reporting, &place);
        }
    }
    if (salutation.is_none() && !is_told) || !added.is_empty() {
        let question = "哪些单位填报，各是哪一类？".to_owned();
        let names: Vec<String> = found.iter().map(|kind| kind.value.name.clone()).collect();
        let names = if names.is_empty() { "填报单位，不分类".to_owned() } else { names.join("、") };
        let because = match () {
            () if is_unclear && names_others => "抬头里还写了别的单位",
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
        assert!(says_plainly("1.本表由各乡镇（街道）填报，报送时间为每月3日前。"));
        assert!(!says_plainly("3.本表由各担保公司填报。") && !says_plainly("请各社区报送街道平安办。"));
    }

    #[test]
    fn a_note_may_ask_those_whom_no_word_tells() {
        let told = |note: &str| -> Vec<String> {
            reporters(note)
                .into_iter()
                .map(|one| one.name.unwrap_or_else(|| one.id.unwrap_or("").to_owned()))
                .collect()
        };
        assert_eq!(told("1.本表由各基层供销社、社属企业填报，于次月3日前报。"), ["基层供销社", "社属企业"]);
        assert_eq!(
            told("请各乡镇（街道）、园区管委会于每月20日前报县局。"),
            ["township", "street", "园区管委会"]
        );
        assert!(told("请认真填写，于每月20日前报。").is_empty());
    }
}
