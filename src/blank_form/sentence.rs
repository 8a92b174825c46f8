//! A sentence with places for its figures: 出动人员X人次，检查`____`户（其中停业X户）。
//!
//! A place is an X, a box, an underscore or a gap before a unit; a notice writes an X for each of them.

use super::marks::without_printed_mark;
use super::text::{plain, trim};
use super::units::{self, Behind, Unit};
use super::words;
use crate::notice::limits::{LONGEST_TEXT, MOST_IN_A_ROW};

/// Signs that stand for a number.
const SIGNS: &str = "XxＸｘ×╳□○◯△";
const SEPARATORS: [char; 12] = ['，', '。', '；', '、', '（', '）', ',', ';', '(', ')', '：', ':'];
/// The longest sentence that a notice takes.
const LONGEST: usize = LONGEST_TEXT;
/// The most figures of a row; with one more a notice is refused, and the rest is not read.
const MOST: usize = MOST_IN_A_ROW;
/// The longest unit that is not known by its name.
const LONGEST_UNIT: usize = 4;
/// A gap of so many half-width characters is surely one.
const WIDE: usize = 4;

/// A sentence and its figures, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Sentence {
    /// With an X for each figure, and no other.
    pub(super) text: String,
    pub(super) figures: Vec<Said>,
    /// Whether it has places for the parts of something, and none for the whole.
    pub(super) lacks_whole: bool,
}

/// A figure of a sentence.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Said {
    pub(super) name: String,
    pub(super) unit: Unit,
    pub(super) is_unit_known: bool,
    pub(super) part: Part,
    /// Whether it is counted in the calendar year.
    pub(super) this_year: bool,
    /// Whether nothing stands between it and the figure before it: it is of the same thing.
    goes_on: bool,
}

/// Whether a figure of a sentence is a part of an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    No,
    Of(usize),
    /// It stands behind a part, and may be one or not.
    Perhaps(usize),
}

/// Reads a sentence; without figures if it has no places for them.
pub(super) fn sentence(text: &str) -> Sentence {
    sentence_in(text, None)
}

/// The same of a row that has its unit beside it. Where only the parts have places, the whole is filled in, too:
/// 检查单位（家次）（其中食堂`____`家次） has two figures.
pub(super) fn sentence_in(text: &str, unit: Option<&str>) -> Sentence {
    let text: String = text.lines().map(trim).collect();
    let text: String = text.chars().take(LONGEST).collect();
    let read = places(&text);
    let Some(head) = words_before_parts(&text) else { return read };
    let spelt = with_whole(&text, head, unit).map(|spelt| places(&spelt));
    match spelt.filter(|spelt| spelt.figures.len() > read.figures.len().max(1)) {
        Some(spelt) => spelt,
        None => Sentence { lacks_whole: !read.figures.is_empty(), ..read },
    }
}

/// What a text says before its 其中, where no place stands in it.
fn words_before_parts(text: &str) -> Option<&str> {
    let before = text.get(..text.find(words::OF_WHICH)?)?;
    let head = before.trim_end_matches(|one: char| {
        SEPARATORS.contains(&one) && !"）)".contains(one) || one.is_whitespace()
    });
    // The mark of an enumeration says nothing.
    let is_word = |one: char| one.is_alphabetic() && !"一二三四五六七八九十".contains(one);
    let says_something = head.chars().any(is_word);
    (says_something && places(before).figures.is_empty()).then_some(head)
}

/// A sentence with a place for the whole behind its words, in the unit that stands there in brackets or beside the row.
fn with_whole(text: &str, head: &str, unit: Option<&str>) -> Option<String> {
    let rest = text.get(head.len()..)?;
    let in_brackets = || {
        let inside = head.strip_suffix(['）', ')'])?;
        let at = inside.rfind(['（', '('])?;
        let unit = trim(inside.get(at..)?.trim_start_matches(['（', '(']));
        units::is_unit(&plain(unit)).then_some((inside.get(..at)?, unit))
    };
    let beside = || unit.filter(|unit| units::is_unit(&plain(unit))).map(|unit| (head, unit));
    let (words, unit) = in_brackets().or_else(beside)?;
    Some(format!("{words}X{unit}{rest}"))
}

fn places(text: &str) -> Sentence {
    let mut read = Sentence::default();
    let (mut rest, mut since) = (text, String::new());
    let mut group = Group::default();
    while let Some(character) = rest.chars().next() {
        let before = read.text.chars().last();
        let may_be = is_gap(character) || SIGNS.contains(character) || "（(".contains(character);
        let found = Some(rest).filter(|_| may_be && read.figures.len() <= MOST);
        if let Some((length, unit, is_unit_known)) =
            found.and_then(|rest| place(rest, before, group.unit(&since, &read.figures)))
        {
            read.text = trim(&read.text).to_owned() + "X" + &unit.0;
            let part = group.part(&since, &unit, &read.figures);
            let name = name(&since, &read.figures, &unit);
            let this_year = words::THIS_YEAR.iter().any(|word| since.contains(word));
            let goes_on = !read.figures.is_empty() && says_nothing(&since);
            read.figures.push(Said { name, unit, is_unit_known, part, this_year, goes_on });
            since.clear();
            rest = rest.get(length..).unwrap_or_default();
        } else {
            // A gap that begins no place has none further in either; an X that is no place must not be taken for one.
            let end = rest.find(|one| !is_gap(one)).unwrap_or(rest.len()).max(character.len_utf8());
            let (passed, behind) = rest.split_at(end);
            read.text.extend(passed.chars().map(|one| if one == 'X' { 'Ｘ' } else { one }));
            since.push_str(passed);
            rest = behind;
        }
    }
    if read.figures.is_empty() {
        read.text = super::text::tidy(&text.replace('X', "Ｘ"));
    }
    read
}

/// The parts of one whole, while they are read.
#[derive(Debug, Default)]
struct Group {
    whole: Option<usize>,
    in_brackets: bool,
    /// The first of its parts.
    begins: usize,
}

/// Whether nothing is said between two figures: 校舍X栋X平方米 is one thing in two units.
fn says_nothing(since: &str) -> bool {
    plain(since.trim_matches(|one: char| SEPARATORS.contains(&one) || one.is_whitespace())).is_empty()
}

impl Group {
    /// The unit of the whole, which a part without one has, too: 其中男`____`、女`____`.
    fn unit<'a>(&self, since: &str, before: &'a [Said]) -> Option<&'a Unit> {
        let whole = if since.contains(words::OF_WHICH) { before.len().checked_sub(1) } else { self.whole };
        whole.and_then(|whole| before.get(whole)).map(|whole| &whole.unit)
    }

    /// Whether the next figure is a part of an earlier one.
    fn part(&mut self, since: &str, unit: &Unit, before: &[Said]) -> Part {
        let last = before.len().checked_sub(1);
        let has_unit = |whole: usize| before.get(whole).is_some_and(|whole| whole.unit == *unit);
        if since.contains(words::OF_WHICH) {
            self.in_brackets = since.contains(['（', '(']);
            self.begins = before.len();
            self.whole = last.map(|last| match before.get(last).map(|said| said.part) {
                // 其中 again behind a part: which of the two is the whole?
                Some(Part::Of(whole)) if !self.in_brackets => whole,
                _ => last,
            });
            let nested = last.is_some_and(|last| self.whole != Some(last));
            let Some(whole) = self.whole else { return Part::No };
            if has_unit(whole) {
                return if nested { Part::Perhaps(whole) } else { Part::Of(whole) };
            }
            // In another unit it is a part of the same thing in its own unit, or perhaps of something before it.
            if let Some(same) = same_thing(before, whole).find(|at| has_unit(*at)) {
                return if nested { Part::Perhaps(same) } else { Part::Of(same) };
            }
            let is_whole = |at: &usize| before.get(*at).is_some_and(|said| said.part == Part::No);
            let other = (0..whole).rev().filter(is_whole).find(|at| has_unit(*at));
            self.whole = other.or(self.whole);
            return other.map_or(Part::No, Part::Perhaps);
        }
        let ends =
            if self.in_brackets { since.contains(['）', ')']) } else { since.contains(['。', '；', ';']) };
        if ends {
            self.whole = None;
        }
        let Some(whole) = self.whole else { return Part::No };
        // 其中危房X栋X平方米 is one part in two units.
        let is_same_part = says_nothing(since)
            && last
                .and_then(|last| before.get(last))
                .is_some_and(|said| matches!(said.part, Part::Of(_)) && said.unit != *unit);
        let is_certain = self.in_brackets || since.starts_with('、') || is_same_part;
        // Where it is asked of what the first is a part, it is not known of those behind it either.
        let is_open = before.get(self.begins).is_some_and(|said| matches!(said.part, Part::Perhaps(_)));
        let certainly = if is_certain && !is_open { Part::Of } else { Part::Perhaps };
        if has_unit(whole) {
            return certainly(whole);
        }
        if let Some(same) = same_thing(before, whole).find(|at| has_unit(*at)) {
            return certainly(same);
        }
        // 救助X人，发放X万元，其中老人X人、X万元: perhaps of what stood before 其中 in its unit.
        let goes_on = self.in_brackets || since.starts_with('、') || says_nothing(since);
        let is_whole = |at: &usize| before.get(*at).is_some_and(|said| said.part == Part::No);
        let other = (0..self.begins).rev().filter(is_whole).find(|at| has_unit(*at));
        other.filter(|_| goes_on).map_or(Part::No, Part::Perhaps)
    }
}

/// The other figures of the same thing: of 校舍X栋X平方米 those of 校舍.
fn same_thing(before: &[Said], whole: usize) -> impl Iterator<Item = usize> {
    let goes_on = |at: usize| before.get(at).is_some_and(|said| said.goes_on);
    let first = (0..=whole).rev().find(|at| !goes_on(*at)).unwrap_or_default();
    let behind = (whole + 1..before.len()).take_while(|at| goes_on(*at)).count();
    (first..=whole + behind).filter(move |at| *at != whole)
}

/// A place for a number at the start of a text: how many bytes it and its unit take, and the unit.
fn place(rest: &str, before: Option<char>, of_whole: Option<&Unit>) -> Option<(usize, Unit, bool)> {
    let gap: String = rest.chars().take_while(|one| is_gap(*one)).collect();
    let behind_gap = rest.get(gap.len()..)?;
    let has_line = gap.contains(['_', '＿', '…']);
    let width: usize = gap.chars().map(|one| if one == '\u{3000}' { 2 } else { 1 }).sum();
    let sign = behind_gap.chars().next().filter(|one| SIGNS.contains(*one));
    let brackets = empty_brackets(behind_gap);
    let (taken, is_loose) = if let Some(sign) = sign {
        let run: String = behind_gap.chars().take_while(|one| *one == sign).collect();
        // A letter beside it makes it a word: Xbox, LX.
        let is_letter =
            |one: Option<char>| sign.is_ascii() && one.is_some_and(|one| one.is_ascii_alphanumeric());
        if is_letter(before.filter(|_| gap.is_empty()))
            || is_letter(behind_gap.chars().nth(run.chars().count()))
        {
            return None;
        }
        (gap.clone() + &run, false)
    } else if let Some(brackets) = brackets {
        (gap.clone() + brackets, false)
    } else if has_line {
        (gap.clone(), false)
    } else if width >= 2 && before.is_some_and(|one| one.is_alphanumeric() || one == '（') {
        (gap.clone(), true)
    } else {
        return None;
    };
    let behind = rest.get(taken.len()..)?;
    let blanks = behind.len() - behind.trim_start_matches(is_gap).len();
    let behind = behind.trim_start_matches(is_gap);
    let taken = taken.len() + blanks;
    let is_end = |one: char| SEPARATORS.contains(&one) || is_gap(one);
    let whole = || behind.chars().take_while(|one| !is_end(*one)).collect::<String>();
    if let Some((unit, after)) = units::at_start(behind) {
        return match units::behind(&unit.0, after, |one| is_end(one) || SIGNS.contains(one)) {
            // Only a gap is what it is by the unit behind it, and so nothing else may stand there.
            Behind::Ends if is_loose && !after.chars().next().is_none_or(is_end) => None,
            Behind::Ends => Some((taken + unit.0.len(), unit, true)),
            Behind::GoesOn(_) if is_loose && (width < WIDE || whole().chars().count() > LONGEST_UNIT) => None,
            Behind::GoesOn(unit) => Some((taken + unit.len(), Unit(unit), false)),
        };
    }
    if let Some((unit, length)) = unit_in_brackets(behind).filter(|_| !is_loose) {
        return Some((taken + length, unit, true));
    }
    let unknown = whole();
    if let Some(unit) = of_whole.filter(|_| unknown.is_empty() && !is_loose) {
        return Some((taken, unit.clone(), true));
    }
    let is_short = (1..=LONGEST_UNIT).contains(&unknown.chars().count());
    let is_marked = has_line || sign.is_some_and(|sign| !"○△".contains(sign));
    let is_place = is_short && ((!is_loose && is_marked) || (is_loose && is_rough(&unknown)));
    is_place.then(|| (taken + unknown.len(), Unit(unknown), false))
}

/// Whether a text is a unit of which so many are only about right: 万余元.
fn is_rough(text: &str) -> bool {
    ['余', '多'].iter().any(|about| {
        let scale_and_unit = text.split_once(*about);
        scale_and_unit.is_some_and(|(scale, unit)| {
            (scale.is_empty() || words::SCALES.contains(&scale)) && units::is_unit(unit)
        })
    })
}

fn is_gap(character: char) -> bool {
    character.is_whitespace() || matches!(character, '_' | '＿' | '…')
}

/// The unit in brackets at the start of a text, and how long they are.
fn unit_in_brackets(text: &str) -> Option<(Unit, usize)> {
    let inside = text.strip_prefix(['（', '('])?;
    let (inside, _) = inside.split_once(['）', ')'])?;
    let first = text.chars().next().map_or(0, char::len_utf8);
    let behind = text.get(first + inside.len()..)?;
    let last = behind.chars().next().map_or(0, char::len_utf8);
    let unit = trim(inside);
    units::is_unit(&plain(unit)).then(|| (Unit(unit.to_owned()), first + inside.len() + last))
}

/// Brackets with nothing in them.
fn empty_brackets(text: &str) -> Option<&str> {
    let close = match text.chars().next()? {
        '（' => '）',
        '(' => ')',
        _ => return None,
    };
    let end = text.find(close)?;
    let inside = text.get(..end)?.chars().skip(1);
    inside.clone().all(is_gap).then(|| text.get(..end + close.len_utf8())).flatten()
}

/// What a figure is called: the words before it, since the one before.
fn name(since: &str, before: &[Said], unit: &Unit) -> String {
    let since = if before.is_empty() { without_printed_mark(since) } else { since };
    let name = trim(since.trim_matches(|one: char| SEPARATORS.contains(&one) || one.is_whitespace()));
    if plain(name).is_empty() {
        let first = before.last().map_or("", |said| said.name.as_str());
        return format!("{first}（{}）", unit.0);
    }
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> String {
        let read = sentence(text);
        let figures: Vec<String> = read
            .figures
            .iter()
            .map(|said| {
                let part = match said.part {
                    Part::No => String::new(),
                    Part::Of(whole) => format!("<{whole}"),
                    Part::Perhaps(whole) => format!("?{whole}"),
                };
                let unknown = if said.is_unit_known { "" } else { "?" };
                format!("{}:{}{unknown}{part}", said.name, said.unit.0)
            })
            .collect();
        format!("{} | {}", read.text, figures.join(" "))
    }

    #[test]
    fn each_place_is_a_figure_with_its_unit() {
        for (text, expected) in [
            ("出动工人X人次，整治死角X个。", "出动工人X人次，整治死角X个。 | 出动工人:人次 整治死角:个"),
            ("检查____户、＿＿家", "检查X户、X家 | 检查:户 检查（家）:家"),
            ("出动    人次，整治　　处。", "出动X人次，整治X处。 | 出动:人次 整治:处"),
            ("完成项目X个（X平方米）。", "完成项目X个（X平方米）。 | 完成项目:个 完成项目（平方米）:平方米"),
            ("建成（  ）条", "建成X条 | 建成:条"),
            ("发放□份，拆除×平方公里", "发放X份，拆除X平方公里 | 发放:份 拆除:平方公里"),
            ("栽植X丛", "栽植X丛 | 栽植:丛?"),
            ("检查X光机", "检查X光机 | 检查:光机?"),
            (
                "出动X人（次）、车辆X台（次）。",
                "出动X人（次）、车辆X台（次）。 | 出动:人（次）? 车辆:台（次）?",
            ),
            ("检查X家/次，清理X立方米/吨", "检查X家/次，清理X立方米/吨 | 检查:家/次? 清理:立方米/吨?"),
            (
                "出动X台班、X台套、X个工日",
                "出动X台班、X台套、X个工日 | 出动:台班? 出动（台套）:台套? 出动（台套）（个工日）:个工日?",
            ),
            ("检查X家企业、X个工地、X个村", "检查X家企业、X个工地、X个村 | 检查:家 企业:个 工地:个"),
            ("组织X人参加，出动X人员", "组织X人参加，出动X人员 | 组织:人 参加，出动:人员?"),
            ("补贴X元/亩，河段X公里（含支流）", "补贴X元/亩，河段X公里（含支流） | 补贴:元/亩 河段:公里"),
            ("资金    万余元，机械    台班。", "资金X万余元，机械X台班。 | 资金:万余元? 机械:台班?"),
            ("检查____（家次），整治X（处）", "检查X家次，整治X处 | 检查:家次 整治:处"),
            ("检查LX型设备", "检查LＸ型设备 | "),
            ("其中：　　个体户", "其中：  个体户 | "),
            ("7.发动群众X人次", "7.发动群众X人次 | 发动群众:人次"),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn a_whole_without_a_place_has_the_unit_beside_the_row() {
        let read = sentence_in("检查单位（其中食堂X家次）", Some("家次"));
        assert_eq!((read.text.as_str(), read.figures.len()), ("检查单位X家次（其中食堂X家次）", 2));
        let none = sentence("检查单位（其中食堂X家次）");
        assert!(none.lacks_whole && none.figures.len() == 1);
        assert!(!sentence("检查单位（家次）（其中食堂）").lacks_whole);
    }

    #[test]
    fn parts_are_known_by_their_word_and_their_unit() {
        for (text, expected) in [
            ("清除垃圾X吨（其中塑料类X吨）。", "清除垃圾:吨 其中塑料类:吨<0"),
            ("检查X户，其中餐饮X户、作坊X户。", "检查:户 其中餐饮:户<0 作坊:户<0"),
            ("检查X户，其中合格X户，整改X户。", "检查:户 其中合格:户<0 整改:户?0"),
            ("检查X次，其中出动X人次。", "检查:次 其中出动:人次"),
            (
                "排查校舍X栋X平方米，其中危房X栋X平方米。",
                "排查校舍:栋 排查校舍（平方米）:平方米 其中危房:栋<0 其中危房（平方米）:平方米<1",
            ),
            ("新建X座（X平方米），其中城区X座。", "新建:座 新建（平方米）:平方米 其中城区:座<0"),
            ("帮扶X户X人，其中低保X户、残疾人X人。", "帮扶:户 帮扶（人）:人 其中低保:户<0 残疾人:人<1"),
            ("出动X人次、车辆X台次，其中夜间X人次。", "出动:人次 车辆:台次 其中夜间:人次?0"),
            (
                "救助X人，发放X万元，其中老人X人、X万元。",
                "救助:人 发放:万元 其中老人:人?0 其中老人（万元）:万元?1",
            ),
            ("检查企业X家、商户X户，其中限上X家、个体X户。", "检查企业:家 商户:户 其中限上:家?0 个体:户?1"),
            (
                "整治X处X亩（其中村庄X处X亩、道路X处X亩）。",
                "整治:处 整治（亩）:亩 其中村庄:处<0 其中村庄（亩）:亩<1 道路:处<0 道路（亩）:亩<1",
            ),
            ("检查X个，下达文书X份，其中停工X个。", "检查:个 下达文书:份 其中停工:个?0"),
            ("救助X人，其中老人X人，发放X元，其中老人X元。", "救助:人 其中老人:人<0 发放:元 其中老人:元<2"),
            ("检查单位（家次）（其中食堂____家次）", "检查单位:家次 其中食堂:家次<0"),
            ("培训（人），其中：男____，女____", "培训:人 其中：男:人<0 女:人?0"),
            ("培训X人（其中男（  ）、女（  ））", "培训:人 其中男:人<0 女:人<0"),
            ("（2）其中食堂____家次", "其中食堂:家次"),
            ("排查X处（其中重大X处，一般X处），整改X处。", "排查:处 其中重大:处<0 一般:处<0 整改:处"),
        ] {
            assert_eq!(told(text).split_once(" | ").unwrap().1, expected, "{text}");
        }
    }
}
