//! Whom the notes of a form, or a page of explanations beside it, name as those who report it: 本表由各镇填报,
//! 各乡镇、县直各部门于每月25日前报县信访局. Whom a salutation addresses is for `kinds`.

use super::addressees::{Addressee, addressees, are_plain, spelt_out};
use super::doubt::Place;
use super::due_days::deadlines;
use super::left_blank::sentences;
use super::marks::without_mark;
use super::may_be_due::may_be_due;
use super::segment::Line;
use super::words;

/// What begins a sentence of who reports the form.
pub(super) const BY: &str = "本表由";
/// The same on a page of explanations of several forms.
const BY_ALL: [&str; 5] = [BY, "本套表", "本报表", "本套报表", "报表由"];
/// What stands behind those who report.
const ENDS: [&str; 12] =
    ["负责", "于", "在", "每月", "按月", "按时", "按", "将", "认真", "次月", "统一", "逐月"];

/// Those whom a note asks to report: 本表由各基层社、社属企业填报, 请各乡镇、园区管委会于每月20日前报.
pub(super) fn reporters(note: &str) -> Vec<Addressee> {
    parts(note).iter().flat_map(|who| addressees(&spelt_out(who))).collect()
}

/// Those of whom notes say in words that are all known that they report the form, with those words and their place.
/// Where several do, nobody knows whether each means all.
pub(super) fn told<'a>(
    notes: impl Iterator<Item = &'a (String, Place)>,
) -> Option<(Vec<Addressee>, String, Place)> {
    let all = notes.map(|(note, place)| (parts(note), note, place));
    let all: Vec<(Vec<String>, &String, &Place)> = all.filter(|(parts, ..)| !parts.is_empty()).collect();
    let [(parts, note, place)] = all.as_slice() else { return None };
    // 各村于20日前报镇，镇汇总后报县局: nobody knows who fills it in.
    let is_passed_on = ["汇总", "转报", "再报", "逐级"].iter().any(|word| note.contains(word));
    if is_passed_on && !note.contains('由') {
        return None;
    }
    let [who] = parts.as_slice() else { return None };
    let reporting = addressees(&spelt_out(who));
    (!reporting.is_empty() && are_plain(&reporting)).then(|| (reporting, who.clone(), (*place).clone()))
}

/// The words of a note for those who report.
fn parts(note: &str) -> Vec<String> {
    let mut all = Vec::new();
    for sentence in sentences(note) {
        let sentence = without_mark(&sentence);
        let by = BY_ALL.iter().find_map(|word| {
            let (_, rest) = sentence.split_once(word)?;
            let rest = if word.ends_with('由') { rest } else { rest.split_once('由')?.1 };
            // 县级部门汇总 passes it on.
            rest.split([',', '(']).next().filter(|own| !own.contains("汇总")).map(|_| rest)
        });
        if let Some(rest) = by {
            let ends = words::FILLS_IN.iter().chain(&ENDS).filter_map(|word| rest.find(word));
            all.extend(ends.min().and_then(|end| rest.get(..end)).map(str::to_owned));
            continue;
        }
        let is_due = !deadlines(sentence, 0, true).is_empty() || may_be_due(sentence);
        for clause in sentence.split(',') {
            let asked = clause.strip_prefix('请').unwrap_or(clause);
            let Some(rest) = asked.strip_prefix('各') else { continue };
            let end = ENDS.iter().filter_map(|word| rest.find(word)).min();
            let is_asked = asked.len() < clause.len() || is_due;
            all.extend(end.filter(|_| is_asked).and_then(|end| rest.get(..end)).map(str::to_owned));
        }
    }
    all.retain(|who| !who.is_empty() && !who.contains([',', ':']));
    all
}

/// The lines of a letter that are a page of explanations beside the forms: those below its title, on the same sheet.
pub(super) fn explanations(letter: &[Line]) -> Vec<&Line> {
    let title = letter.iter().position(|line| {
        let plain = line.plain();
        words::NOTES.iter().any(|word| plain == *word && plain.ends_with("说明"))
            || ["编报说明", "报表说明", "填报要求"].contains(&plain.as_str())
    });
    let Some(title) = title else { return Vec::new() };
    let own = letter.get(title).map(|line| (line.place.file, line.place.sheet));
    let below = letter.iter().skip(title + 1);
    below.take_while(|line| Some((line.place.file, line.place.sheet)) == own).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(all: Vec<Addressee>) -> Vec<String> {
        all.into_iter().map(|one| one.name.unwrap_or_else(|| one.id.unwrap_or("").to_owned())).collect()
    }

    #[test]
    fn a_note_may_ask_those_whom_no_word_tells() {
        let told = |note: &str| names(reporters(note));
        assert_eq!(told("1.本表由各基层供销社、社属企业填报，于次月3日前报。"), ["基层供销社", "社属企业"]);
        assert_eq!(
            told("请各乡镇（街道）、园区管委会于每月20日前报县局。"),
            ["township", "street", "园区管委会"]
        );
        assert_eq!(told("1.本表由各乡镇于每月26日上报县住建局。"), ["township"]);
        assert!(told("请认真填写，于每月20日前报。").is_empty());
        assert!(told("各项数据于月底核对。").is_empty());
    }

    #[test]
    fn a_note_that_is_the_only_one_tells_all_who_report() {
        let place =
            Place { file: 0, sheet: 0, row: 0, column: 0, address: String::new(), says: String::new() };
        let told = |notes: &[&str]| {
            let notes: Vec<(String, Place)> =
                notes.iter().map(|note| ((*note).to_owned(), place.clone())).collect();
            told(notes.iter()).map(|(all, ..)| names(all)).unwrap_or_default()
        };
        for (note, expected) in [
            ("1.本表由各乡镇（街道）填报，报送时间为每月3日前。", vec!["township", "street"]),
            ("1.本表由各乡镇林业站、国有林场填报，每月28日前报县林业局。", vec!["乡镇林业站", "国有林场"]),
            ("本表一式两份，各乡镇、县直各部门于每月25日前报县信访局。", vec!["township", "department"]),
            ("3.请各市场监管所于每月最后一个工作日前将本表报食品科。", vec!["市场监管所"]),
            ("一、本套表共2张，由各乡镇按月填报。", vec!["township"]),
            ("各村于每月20日前报镇政府，镇汇总后报县局。", vec![]),
            ("本表由各有关单位填报。", vec![]),
            ("各镇于每月20日前报县局，各村于每月15日前报镇。", vec![]),
        ] {
            assert_eq!(told(&[note]), expected, "{note}");
        }
        assert!(told(&["请各镇于每月20日前报县局。", "各村于每月15日前报镇。"]).is_empty());
    }
}
