//! Who answers questions, with telephone numbers, and the mail address, as a letter says them: 联系人：李明，电话：58220016.
//!
//! Several people are kept in the order in which they stand, and so are their numbers. Where a line goes on with a number, or
//! with another who answers, in words that are not understood, it is asked.

use super::doubt::{Doubt, Doubts, Matter, Sureness};
use super::draft::Letter;
use super::due::at;
use super::notice_field::NoticeField;
use super::offices;
use super::person::{is_person, without_office};
use super::segment::Line;

/// What stands before who answers questions, the longest first.
const WHO: [&str; 6] = ["联系人及联系电话:", "联系人及电话:", "联系人:", "联络人:", "联络员:", "联系人员:"];
/// The same without a sign behind it, where a name follows: 联系人吴建国.
const WHO_BARE: [&str; 5] = ["联系人为", "联系人是", "联系人", "联络人", "联络员"];
/// What a sentence says before a name and a number that is not called who answers: 联系方式：孙莉，58220016.
const TO_REACH: [&str; 5] = ["联系方式", "咨询方式", "业务咨询", "工作联系", "联系"];
/// What stands before telephone numbers, the longest first.
const NUMBERS: [&str; 11] = [
    "办公电话",
    "联系电话",
    "固定电话",
    "移动电话",
    "咨询电话",
    "联系方式",
    "手机号码",
    "手机号",
    "手机",
    "座机",
    "电话",
];
/// What stands before numbers and words that are none.
const OTHERS: [&str; 13] = [
    "传真号码",
    "传真",
    "邮政编码",
    "邮编",
    "电子邮箱",
    "电子邮件",
    "工作邮箱",
    "邮箱",
    "QQ群",
    "QQ",
    "微信号",
    "微信",
    "地址",
];
/// What is done with those who answer: 与李敏联系.
const ASKED: [&str; 2] = ["联系", "咨询"];
/// What stands between people and numbers.
const BETWEEN: [char; 12] = [',', '，', '、', ';', '；', '/', ':', '(', ')', '和', '及', '与'];
/// What joins one person to another; the last three may also stand within a name.
const JOINS: [char; 4] = ['、', '和', '及', '与'];
const WORDS: [char; 3] = ['和', '及', '与'];
/// Endings of what a person is, or of where.
const TITLES: [&str; 17] = [
    "科员",
    "主任",
    "科长",
    "局长",
    "所长",
    "股长",
    "站长",
    "队长",
    "干事",
    "干部",
    "职员",
    "办公室",
    "科",
    "股",
    "室",
    "中心",
    "队",
];
/// How many digits a telephone number has.
const DIGITS: std::ops::RangeInclusive<usize> = 7..=16;
/// The longest number with its hyphens.
const LONGEST_NUMBER: usize = 20;
/// How many characters one has who stands first, perhaps with an office before the name, and the others.
const FIRST: std::ops::RangeInclusive<usize> = 2..=20;
const FURTHER: std::ops::RangeInclusive<usize> = 2..=4;
/// The most of either.
const MOST: usize = 6;
/// How much of a line stands in a question.
const SHOWN: usize = 60;

/// Takes what a line says of them. What a form prints of who answers may be to be filled in: there it has to be a name.
pub(super) fn contact(plain: &str, line: &Line, of_form: bool, letter: &mut Letter, doubts: &mut Doubts) {
    if letter.address.is_none()
        && let Some(address) = address(plain)
    {
        letter.address = Some(at(address, line, &line.raw));
    }
    // 联系人： with room behind it is to be filled in.
    let people = named(plain).and_then(|(begins, behind)| {
        let said = read(plain.get(behind..)?, true);
        let are_names = !of_form || said.names.iter().all(|name| is_person(name));
        (!said.names.is_empty() && are_names).then(|| (plain.get(begins..).unwrap_or_default(), said))
    });
    let numbers = || {
        let labelled = NUMBERS.iter().filter_map(|label| {
            let begins = plain.find(label)?;
            let behind = plain.get(begins + label.len()..)?;
            let is_one = behind.starts_with(|one: char| one == ':' || one == '(' || one.is_ascii_digit());
            is_one.then_some((begins, behind))
        });
        labelled.min_by_key(|(begins, behind)| (*begins, behind.len())).map(|(_, behind)| read(behind, false))
    };
    let of_people = people.as_ref().filter(|_| letter.contact.is_none()).map(|(_, said)| said.phones.clone());
    if letter.phones.is_empty() {
        let phones = of_people.filter(|phones| !phones.is_empty()).or_else(|| Some(numbers()?.phones));
        letter.phones = phones.into_iter().flatten().map(|number| at(number, line, &line.raw)).collect();
    }
    let Some((shown, said)) = people else { return };
    let names = said.names.join("、");
    let is_settled = match &letter.contact {
        None => {
            letter.contact = Some(at(names, line, &line.raw));
            said.is_whole
        }
        Some(known) => known.sureness == Sureness::Asked || (said.is_whole && known.value == names),
    };
    if !is_settled {
        ask(shown, line, letter, doubts);
    }
}

/// Where a line begins to say who answers, and where the name begins.
fn named(plain: &str) -> Option<(usize, usize)> {
    let labelled = WHO.iter().filter_map(|label| Some((plain.find(label)?, label.len()))).min();
    if let Some((begins, length)) = labelled {
        return Some((begins, begins + length));
    }
    let is_name = |at: usize| {
        let rest = plain.get(at..).unwrap_or_default();
        let end = name_ends(rest);
        let (name, behind) = rest.split_at(end);
        is_person(without_office(name)).then(|| (at, at + end, behind))
    };
    let bare = WHO_BARE.iter().find_map(|label| {
        let begins = plain.find(label)?;
        is_name(begins + label.len()).map(|(at, ..)| (begins, at))
    });
    if bare.is_some() {
        return bare;
    }
    // 与综合科李敏联系
    let with = plain.match_indices(['与', '向']).find_map(|(at, sign)| {
        let rest = plain.get(at + sign.len()..)?;
        let (name, _) = rest.split_once("联系").or_else(|| rest.split_once("咨询"))?;
        is_person(without_office(name)).then_some((at + sign.len(), at + sign.len()))
    });
    // 联系电话：58220016（李敏）
    let behind_number = || {
        plain.match_indices('(').find_map(|(at, sign)| {
            let is_number = plain.get(..at)?.ends_with(|one: char| one.is_ascii_digit());
            let (name, _) = plain.get(at + sign.len()..)?.split_once(')')?;
            (is_number && is_person(without_office(name))).then_some((at + sign.len(), at + sign.len()))
        })
    };
    // 县审计局审理股，孙莉，电话58220016
    with.or_else(behind_number).or_else(|| {
        let begins = plain.char_indices().filter(|(at, _)| {
            *at == 0 || plain.get(..*at).is_some_and(|before| before.ends_with([',', ':', '。', ';', '(']))
        });
        begins.into_iter().find_map(|(at, _)| {
            let (at, _, behind) = is_name(at)?;
            let then = behind.trim_start_matches(BETWEEN);
            let has_number =
                number(label(then, &NUMBERS).unwrap_or(then).trim_start_matches(BETWEEN), "").is_some();
            let before = plain.get(..at).unwrap_or_default().trim_end_matches(BETWEEN).trim_end_matches('。');
            let clause = before.rsplit([',', ':', '。', ';', '(']).next().unwrap_or_default();
            let is_office = offices::is_office(clause);
            let to_reach = TO_REACH.iter().any(|word| clause.ends_with(word));
            let own = plain.get(at..).map(|rest| rest.split_at(name_ends(rest)).0).unwrap_or_default();
            let has_office = own != without_office(own);
            (has_number && (is_office || to_reach || has_office)).then_some((at, at))
        })
    })
}

/// Asks who answers questions, where more of it is said than was understood.
fn ask(said: &str, line: &Line, letter: &mut Letter, doubts: &mut Doubts) {
    let Some(contact) = &mut letter.contact else { return };
    contact.sureness = Sureness::Asked;
    for phone in &mut letter.phones {
        phone.sureness = Sureness::Asked;
    }
    let phones = letter.phones.iter().map(|phone| phone.value.as_str());
    let known: Vec<&str> = std::iter::once(contact.value.as_str()).chain(phones).collect();
    let shown: String = said.split('。').next().unwrap_or_default().chars().take(SHOWN).collect();
    let doubt = Doubt::new(Matter::Notice, format!("“{shown}”：联系人和电话是哪些？"));
    let doubt = doubt.at([line.place.clone()]).reading(known.join("，"), "写的不止这些，没有全读懂");
    doubts.ask(doubt.asking([NoticeField::Contact, NoticeField::Phones]));
}

/// The people and the numbers that a text begins with.
#[derive(Debug, Default, PartialEq, Eq)]
struct Said {
    names: Vec<String>,
    phones: Vec<String>,
    /// Whether nothing behind them may be another.
    is_whole: bool,
}

fn read(text: &str, may_name: bool) -> Said {
    let mut said = Said::default();
    let mut rest = text.split('。').next().unwrap_or_default();
    // Behind the word for something else a number is that.
    let mut is_other = false;
    let mut is_behind_number = false;
    loop {
        let bare = rest.trim_start_matches(BETWEEN);
        let passed = rest.get(..rest.len() - bare.len()).unwrap_or_default();
        if bare.is_empty() {
            said.is_whole = true;
            return said;
        }
        if let Some(behind) = label(bare, &NUMBERS) {
            (rest, is_other) = (behind.trim_start_matches("分别").trim_start_matches(['为', '是']), false);
        } else if let Some(behind) = label(bare, &OTHERS) {
            (rest, is_other) = (behind, true);
        } else if is_other {
            let end = bare.find([',', '，', ';', '；', ')']).unwrap_or(bare.len());
            rest = bare.get(end..).unwrap_or_default();
            is_other = false;
        } else if let Some((number, behind)) = number(bare, passed).filter(|_| said.phones.len() < MOST) {
            said.phones.push(number);
            (rest, is_behind_number) = (behind, true);
        } else {
            let (name, behind) = bare.split_at(name_ends(bare));
            let length = name.chars().count();
            let is_aside = passed.ends_with('(') && behind.starts_with(')') && !said.names.is_empty();
            let is_before = |text: &str| label(text, &NUMBERS).is_some() || number(text, "").is_some();
            let then = without_aside(behind).trim_start_matches([',', '(', ':']);
            let is_title = TITLES.iter().any(|title| name.ends_with(title));
            // Behind a comma one with a number of his own is another person, and what has none may be anything.
            let has_own = number(then, "").is_some() || (is_behind_number && is_before(then));
            let is_joined = passed.contains(JOINS) || has_own;
            let is_bounded = behind.is_empty()
                || label(behind, &ASKED).is_some()
                || behind.starts_with(BETWEEN)
                || label(behind, &OTHERS).is_some()
                || is_before(behind);
            let is_name = is_bounded
                && if said.names.is_empty() {
                    FIRST.contains(&length)
                } else {
                    FURTHER.contains(&length) && is_joined
                };
            // 联系人：综合科，李明: the office stands by itself.
            let after = behind.trim_start_matches([',', ':']);
            let is_office = said.names.is_empty()
                && after.len() < behind.len()
                && offices::is_office(name)
                && is_person(after.split_at(name_ends(after)).0);
            if is_office {
            } else if is_aside || (is_title && !said.names.is_empty() && !passed.contains(JOINS)) {
                // 58220016（办公室） says whose it is, and 李明，科员 what he is.
            } else if may_name && is_name && said.names.len() < MOST {
                said.names.push(without_office(name).to_owned());
                is_behind_number = false;
            } else {
                said.is_whole = !may_be_more(bare);
                return said;
            }
            rest = label(behind, &NUMBERS).map_or_else(|| label(behind, &ASKED), |_| None).unwrap_or(behind);
        }
    }
}

/// Where the name at the start of a text ends: before a sign, a label, or a word that joins another name to it.
fn name_ends(text: &str) -> usize {
    let is_of_name = |one: char| (one.is_alphabetic() || one == '·') && !one.is_ascii();
    let end = text.find(|one| !is_of_name(one)).unwrap_or(text.len());
    let end = NUMBERS
        .iter()
        .chain(&OTHERS)
        .chain(&ASKED)
        .filter_map(|label| text.find(label))
        .fold(end, usize::min);
    let run = text.get(..end).unwrap_or_default();
    let joins = run.char_indices().find(|(at, one)| {
        let before = run.get(..*at).map_or(0, |before| before.chars().count());
        let behind = run.get(at + one.len_utf8()..).map_or(0, |behind| behind.chars().count());
        WORDS.contains(one) && before >= *FURTHER.start() && FURTHER.contains(&behind)
    });
    joins.map_or(end, |(at, _)| at)
}

/// A text without the brackets at its start, where no digit stands in them: （综合科）58220016.
fn without_aside(text: &str) -> &str {
    let rest = text.strip_prefix('(').and_then(|inside| inside.split_once(')'));
    let aside = rest.filter(|(aside, _)| !aside.contains(|one: char| one.is_ascii_digit()));
    aside.map_or(text, |(_, behind)| behind)
}

/// What is behind the label at the start of a text.
fn label<'a>(text: &'a str, labels: &[&str]) -> Option<&'a str> {
    labels.iter().find_map(|label| text.strip_prefix(label))
}

/// The telephone number at the start of a text; one before which an area code stands in brackets has it too.
fn number<'a>(text: &'a str, passed: &str) -> Option<(String, &'a str)> {
    let run = |text: &'a str| {
        let end = text.find(|one: char| !one.is_ascii_digit() && one != '-').unwrap_or(text.len());
        text.split_at(end)
    };
    let count = |text: &str| {
        let is_short = text.len() <= LONGEST_NUMBER;
        if is_short { text.chars().filter(char::is_ascii_digit).count() } else { 0 }
    };
    let (digits, behind) = run(text);
    let area = Some(digits).filter(|area| passed.ends_with('(') && (3..=4).contains(&count(area)));
    if let Some(area) = area {
        let (own, behind) = run(behind.strip_prefix(')')?);
        return DIGITS.contains(&count(own)).then(|| (format!("{area}-{own}"), behind));
    }
    // An extension is more than the number.
    let is_end = label(behind, &OTHERS).is_some()
        || !behind.starts_with(|one: char| one.is_ascii_alphabetic() || "转@".contains(one));
    (DIGITS.contains(&count(digits)) && is_end).then(|| (digits.trim_end_matches('-').to_owned(), behind))
}

/// Whether a text may have another number, or another who answers.
fn may_be_more(text: &str) -> bool {
    let mut runs = text.split(|one: char| !one.is_ascii_digit() && one != '-');
    text.contains("联系人")
        || runs.any(|run| run.chars().filter(char::is_ascii_digit).count() >= *DIGITS.start())
}

fn address(plain: &str) -> Option<String> {
    let at = plain.find('@')?;
    let is_part = |one: char| one.is_ascii_alphanumeric() || "._-+".contains(one);
    let before = plain.get(..at)?;
    let begins = before.char_indices().rev().take_while(|(_, one)| is_part(*one)).last()?.0;
    let rest = plain.get(at + 1..)?;
    let end = rest.find(|one: char| !is_part(one)).unwrap_or(rest.len());
    let host = rest.get(..end)?.trim_end_matches('.');
    host.contains('.').then(|| format!("{}@{host}", before.get(begins..).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::super::doubt::Place;
    use super::*;

    /// Who answers and the numbers, with a question mark where that is asked.
    fn told(lines: &[&str]) -> String {
        let (mut letter, mut doubts) = (Letter::default(), Doubts::default());
        for line in lines {
            let place =
                Place { file: 0, sheet: 0, row: 0, column: 0, address: String::new(), says: String::new() };
            let line = Line { raw: (*line).to_owned(), place };
            contact(&line.plain(), &line, false, &mut letter, &mut doubts);
        }
        let phones: Vec<&str> = letter.phones.iter().map(|phone| phone.value.as_str()).collect();
        let asked = if doubts.0.is_empty() { "" } else { "?" };
        format!("{} {}{asked}", letter.contact.map(|found| found.value).unwrap_or_default(), phones.join(" "))
    }

    #[test]
    fn one_or_several_answer_questions() {
        for (line, expected) in [
            (
                "联系人：李明，电话：50007777、13900000000，邮箱：sab@example.cn。",
                "李明 50007777 13900000000",
            ),
            ("联系人：谭小芳、杜江，电话：58220016、58220017。", "谭小芳、杜江 58220016 58220017"),
            ("联系人：谭小芳和杜江，联系电话：58220016。", "谭小芳、杜江 58220016"),
            ("联系人：谭小芳（58220016）、杜江（58220017）。", "谭小芳、杜江 58220016 58220017"),
            ("联系人：谭小芳 58220016，杜江 58220017。", "谭小芳、杜江 58220016 58220017"),
            ("联系人：谭小芳，电话：58220016；杜江，电话：58220017。", "谭小芳、杜江 58220016 58220017"),
            ("联系人及电话：谭小芳58220016、杜江58220017。", "谭小芳、杜江 58220016 58220017"),
            ("联系人：谭小芳，电话：58220016（办公室）、13900000000。", "谭小芳 58220016 13900000000"),
            ("联系人：李敏，电话：023-58220016，传真：58220018。", "李敏 023-58220016"),
            ("联系人：李敏，电话：（023）58220016。", "李敏 023-58220016"),
            (
                "联系人：谭小芳（综合科），58220016；杜江（执法队），58220017。",
                "谭小芳、杜江 58220016 58220017",
            ),
            ("联系人：李明，科员，电话：58220016。", "李明 58220016"),
            ("联系人：李明 手机：13800138000 QQ：12345678 邮箱：12345678@qq.com。", "李明 13800138000"),
            ("联系人：造林科李敏，请按时报送。", "李敏 "),
            ("联系人：李和平，电话58220016。", "李和平 58220016"),
            ("联系人：李明、王芳，联系电话分别为58220016、58220017。", "李明、王芳 58220016 58220017"),
            ("联系人：后勤和安全科李敏，电话58220016。", "李敏 58220016"),
            ("联系人：综合科，李明，电话：58220016。", "李明 58220016"),
            ("联系人李敏（电话：58220016）。", "李敏 58220016"),
            ("三、联系方式。县审计局审理股，李敏，电话58220016。", "李敏 58220016"),
            ("三、联系方式：李敏，58220016。", "李敏 58220016"),
            ("如有疑问，请与区林业局造林科李敏联系，电话58220016。", "李敏 58220016"),
            ("联系电话：58220016（李敏）。", "李敏 58220016"),
            ("联系电话：58220016（办公室）。", " 58220016"),
            ("联络员：李敏，手机：13900000000。", "李敏 13900000000"),
            ("县水利局河长办李敏，电话：58220016。", "李敏 58220016"),
            ("请各单位高度重视，安排专人负责。", " "),
            ("领导小组组长：李敏，电话：58220016。", " 58220016"),
            ("（联系人：李敏；电话58220016）", "李敏 58220016"),
            ("每月28日前报我局，联系电话：58220016。", " 58220016"),
            ("联系人：        联系电话：", " "),
        ] {
            assert_eq!(told(&[line]), expected, "{line}");
        }
    }

    #[test]
    fn more_than_is_understood_is_asked() {
        for (lines, expected) in [
            (vec!["联系人：谭小芳，电话：58220016转801。"], "谭小芳 ?"),
            (
                vec!["业务联系人：谭小芳，电话：58220016；技术联系人：杜江，电话：58220017。"],
                "谭小芳 58220016?",
            ),
            (vec!["联系人：谭小芳，电话：58220016。", "联系人：杜江，电话：58220017。"], "谭小芳 58220016?"),
            (vec!["联系人：谭小芳，电话：58220016。", "联系人：谭小芳。"], "谭小芳 58220016"),
        ] {
            assert_eq!(told(&lines), expected, "{lines:?}");
        }
    }
}
