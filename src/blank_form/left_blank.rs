//! What a sentence says of who leaves which rows blank. Only what is said plainly is a rule: a condition, or any word beside
//! it that is not known here, makes it a question.

use super::kind_words::{Known, beside_brackets, kinds_at, no_kind_at};
use super::part_spans::{Named, named_at};
use super::row_spans::bare_codes;
use super::text::{plain, without_titles};
use super::words;

/// Who leaves rows blank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LeftBlank {
    pub(super) kinds: Vec<&'static str>,
    /// Whether it is all kinds but these.
    pub(super) others: bool,
    /// None where it means the rows beside which it stands.
    pub(super) rows: Vec<Named>,
    /// Whether it is all rows but these.
    pub(super) other_rows: bool,
}

/// What a sentence says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Says {
    Nothing,
    /// Who fills in the form at all.
    Reports(Vec<&'static str>),
    Rules(Vec<LeftBlank>),
    /// Rules beside what is only perhaps one: it is one where it comes to the same: 1-2项由部门填报，镇乡填报3-5项.
    Together(Vec<LeftBlank>),
    /// Something of it that no rule follows from, with what it may mean.
    Unclear(Vec<LeftBlank>),
}

/// Where a sentence stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stands {
    InNotes,
    InLetter,
    /// Beside the rows that it is about.
    BesideRows,
}

/// A piece of a clause.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Kinds(Vec<&'static str>),
    Rows(Vec<Named>),
    Not,
    By,
    Only,
    Fill,
    Everyone,
    Also,
    Rest,
    Other,
}

/// The sentences of a text.
pub(super) fn sentences(text: &str) -> Vec<String> {
    let plain = plain(text);
    plain.split(['。', ';', '；']).filter(|one| !one.is_empty()).map(str::to_owned).collect()
}

/// Words of a form by which its rows and those who fill it in are named.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Names<'a> {
    pub(super) kinds: &'a [Known],
    pub(super) rows: &'a [String],
}

/// Reads a sentence without blanks, by general words only.
pub(super) fn says(sentence: &str, stands: Stands) -> Says {
    says_of(sentence, stands, Names::default())
}

/// Reads a sentence without blanks.
pub(super) fn says_of(sentence: &str, stands: Stands, names: Names<'_>) -> Says {
    let is_about_it =
        sentence.contains(['填', '报']) || words::LEAVES_BLANK.iter().any(|word| sentence.contains(word));
    let is_blame = stands == Stands::InLetter && words::BLAME.iter().any(|word| sentence.contains(word));
    if !is_about_it || is_blame {
        return Says::Nothing;
    }
    // 由县调解中心统一填报 is said of who fills in, and nothing more.
    let sentence = beside_brackets(&without_titles(sentence)).replace("统一填", "填").replace("统一报", "报");
    // 月末人数不填累计 says what is filled in, not by whom.
    let sentence = ["不填累计", "不报累计", "不填报累计", "不填写累计"]
        .iter()
        .fold(sentence, |sentence, words| sentence.replace(words, "无累计"));
    let mut carried = Clause::default();
    // Kinds that stand before a comma, and of which nothing is said yet.
    let mut waiting: Vec<&'static str> = Vec::new();
    let (mut rules, mut perhaps, mut reports) = (Vec::new(), Vec::new(), Vec::new());
    let (mut odd, mut all) = (Vec::new(), Clause::default());
    for text in clauses(&sentence) {
        let mut clause = Clause::read(text, names);
        all.add(&clause);
        // 街道不填水毁修复(5-9项): the numbers say which rows those are.
        let are_called = |rule: &LeftBlank| rule.rows.iter().any(|named| !matches!(named, Named::Codes(_)));
        if clause.is_rows_only()
            && sentence.contains(&format!("({text})"))
            && let Some(rule) = rules.last_mut().filter(|rule: &&mut LeftBlank| are_called(rule))
        {
            rule.rows = clause.rows;
            continue;
        }
        // 第4项由园林局填报，其他单位不填 says the same twice.
        let is_told = |rule: &LeftBlank| rule.others && !rule.other_rows;
        if clause.is_rest_only() && rules.last().is_some_and(is_told) {
            continue;
        }
        match clause.meaning(&carried, stands) {
            Meaning::Nothing => {}
            Meaning::Carried => {
                // 各镇乡，街道，第4项不填 is of both.
                let before = std::mem::take(&mut waiting);
                clause.kinds.extend(before);
                waiting.clone_from(&clause.kinds);
                carried = clause.clone();
            }
            // 各镇乡，街道不填第4项 may be of both, or of the last only.
            Meaning::Rule(rule) if !waiting.is_empty() && !clause.kinds.is_empty() => {
                let mut kinds = std::mem::take(&mut waiting);
                kinds.extend(rule.kinds);
                perhaps.push(LeftBlank { kinds, ..rule });
            }
            Meaning::Rule(rule) => {
                waiting.clear();
                rules.push(rule);
            }
            Meaning::Perhaps(rule) => perhaps.push(rule),
            Meaning::Reports(kinds) => reports.extend(kinds),
            Meaning::Odd if says_something_else(text) || is_of_nobody(&clause, text) => {}
            Meaning::Odd => {
                clause.of_all = clause.says_when(text) || clause.says_own(text);
                odd.push(clause.clone());
            }
        }
        if !clause.rows.is_empty() {
            carried.rows = clause.rows;
        }
    }
    if !rules.is_empty() && perhaps.is_empty() && odd.is_empty() {
        return Says::Rules(rules);
    }
    if odd.is_empty() && !rules.is_empty() {
        return Says::Together(rules.into_iter().chain(perhaps).collect());
    }
    if !rules.is_empty() || !perhaps.is_empty() {
        // Beside what is not known nobody can say of whom else it speaks.
        let may_mean = rules.into_iter().chain(perhaps).filter(|rule| odd.is_empty() || !rule.others);
        return Says::Unclear(may_mean.collect());
    }
    let is_but = sentence.contains('除') && sentence.contains('外');
    if all.is_relevant(&odd, is_but, stands) {
        return Says::Unclear(all.loosely(is_but, stands).into_iter().collect());
    }
    let says_who = stands == Stands::InNotes && all.fill && all.rows.is_empty();
    if says_who && !odd.is_empty() && !all.also && !all.everyone {
        reports = all.kinds;
    }
    if reports.is_empty() || stands == Stands::InLetter { Says::Nothing } else { Says::Reports(reports) }
}

/// The clauses of a sentence. Brackets around the number of a part are none between clauses: 第(二)部分.
fn clauses(sentence: &str) -> Vec<&str> {
    let (mut all, mut begins, mut at) = (Vec::new(), 0, 0);
    while let Some(one) = sentence.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = sentence.get(at..).unwrap_or_default();
        let named = if one == '第' { named_at(rest, &[]) } else { None };
        let length = named.map_or(one.len_utf8(), |(_, length)| length);
        if matches!(one, ',' | '(' | ')') {
            all.push(sentence.get(begins..at).unwrap_or_default());
            begins = at + length;
        }
        at += length;
    }
    all.push(sentence.get(begins..).unwrap_or_default());
    all.retain(|clause| !clause.is_empty());
    all
}

/// The kinds that a text names where it says who leaves rows blank.
pub(super) fn kinds_named(text: &str, stands: Stands) -> Vec<&'static str> {
    let mut all = Vec::new();
    for sentence in sentences(text) {
        let sentence = super::marks::without_mark(&sentence).to_owned();
        if let Says::Rules(rules) | Says::Together(rules) | Says::Unclear(rules) = says(&sentence, stands) {
            all.extend(rules.into_iter().flat_map(|rule| rule.kinds));
        }
    }
    all
}

/// Whether a clause speaks of decimals or of sums.
fn says_something_else(clause: &str) -> bool {
    !super::decimal_rules::rules(clause).is_empty() || clause.contains(['=', '≥', '≤'])
}

/// Whether a clause that names nobody and no row speaks of zeros, of marks or of who signs: 没有发生的填“0”, 画“×”的不填,
/// 分管负责人签字并加盖公章.
fn is_of_nobody(clause: &Clause, text: &str) -> bool {
    const ELSE: [&str; 8] = ["填0", "填“0”", "填报0", "填写0", "填零", "签字", "签名", "公章"];
    // What stands between the marks of “0” or “×” is no row.
    let is_sign = |named: &Named| match named {
        Named::Called(name) => {
            ["0", "零"].contains(&name.as_str()) || !name.chars().any(char::is_alphanumeric)
        }
        _ => false,
    };
    let says_else = || ELSE.iter().any(|word| text.contains(word));
    clause.kinds.is_empty() && clause.rows.iter().all(is_sign) && (!clause.rows.is_empty() || says_else())
}

enum Meaning {
    Nothing,
    /// It names rows or kinds for what follows.
    Carried,
    Rule(LeftBlank),
    Perhaps(LeftBlank),
    Reports(Vec<&'static str>),
    Odd,
}

/// What stands in a clause.
#[derive(Clone, Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says whether a word of its kind stands in the clause"
)]
struct Clause {
    kinds: Vec<&'static str>,
    rows: Vec<Named>,
    not: bool,
    by: bool,
    only: bool,
    fill: bool,
    everyone: bool,
    also: bool,
    rest: bool,
    other: bool,
    /// Whether it says what holds for all rows: by when they are sent, or whose they are.
    of_all: bool,
    /// Whether its rows stand behind the verb.
    rows_behind: bool,
    /// Whether an unknown word stands before the verb and none behind it: it may be who fills in.
    may_name_who: bool,
}

impl Clause {
    fn read(text: &str, names: Names<'_>) -> Self {
        let mut read = Self::default();
        for token in tokens(text, names) {
            match token {
                Token::Kinds(kinds) => read.kinds.extend(kinds),
                Token::Rows(rows) => {
                    read.rows_behind = read.fill;
                    read.rows.extend(rows);
                }
                Token::Not => read.not = true,
                Token::By => read.by = true,
                Token::Only => read.only = true,
                Token::Fill => {
                    read.may_name_who = read.other;
                    read.fill = true;
                }
                Token::Everyone => read.everyone = true,
                Token::Also => read.also = true,
                Token::Rest => read.rest = true,
                Token::Other => {
                    read.may_name_who = false;
                    read.other = true;
                }
            }
        }
        read
    }

    /// Whether it says by when those who fill in the form send it, and nothing of rows: 每月26日前由各镇街报区委政法委.
    fn says_when(&self, text: &str) -> bool {
        let is_when = super::may_be_due::may_be_due(text);
        is_when && self.fill && self.rows.is_empty() && !self.not && !self.only
    }

    /// Whether it says that everybody fills in what is so at home: 如实填报本辖区秸秆利用情况.
    fn says_own(&self, text: &str) -> bool {
        let is_own = words::OWN_AREA.iter().any(|word| text.contains(word));
        is_own && self.fill && !self.by && !self.not && !self.only
    }

    /// Whether it names rows and says nothing else.
    fn is_rows_only(&self) -> bool {
        let says_other = self.not || self.by || self.only || self.fill || self.everyone || self.also;
        !self.rows.is_empty() && self.kinds.is_empty() && !says_other && !self.rest && !self.other
    }

    /// Whether it says of all others that they leave it out, and nothing else.
    fn is_rest_only(&self) -> bool {
        let says_other = self.by || self.only || self.fill || self.everyone || self.also || self.other;
        self.rest && self.not && self.kinds.is_empty() && self.rows.is_empty() && !says_other
    }

    fn add(&mut self, other: &Self) {
        self.kinds.extend(
            other.kinds.iter().filter(|kind| !self.kinds.contains(kind)).copied().collect::<Vec<_>>(),
        );
        self.rows.extend(other.rows.iter().cloned());
        self.not |= other.not;
        self.by |= other.by;
        self.only |= other.only;
        self.fill |= other.fill;
        self.everyone |= other.everyone;
        self.also |= other.also;
        self.rows_behind |= other.rows_behind;
    }

    fn meaning(&self, carried: &Self, stands: Stands) -> Meaning {
        let is_beside = stands == Stands::BesideRows;
        let names = !self.kinds.is_empty() || !self.rows.is_empty() || self.not;
        if self.other || (self.rest && names) {
            return Meaning::Odd;
        }
        if !self.not && !self.fill {
            let is_bare = !self.by && !self.only && !self.everyone && !self.rest;
            return match (is_bare, names) {
                (true, true) => Meaning::Carried,
                (true, false) => Meaning::Nothing,
                _ => Meaning::Odd,
            };
        }
        let rows = if self.rows.is_empty() { carried.rows.clone() } else { self.rows.clone() };
        let has_rows = !rows.is_empty() || is_beside;
        let rule = |kinds: &[&'static str], others, other_rows| LeftBlank {
            kinds: kinds.to_vec(),
            others,
            rows: rows.clone(),
            other_rows,
        };
        if self.not {
            let kinds = if self.kinds.is_empty() { &carried.kinds } else { &self.kinds };
            let is_plain = !self.fill && !self.by && !self.only && !self.everyone;
            return if is_plain && has_rows && !kinds.is_empty() {
                Meaning::Rule(rule(kinds, false, false))
            } else {
                Meaning::Odd
            };
        }
        let is_pressed = self.by || self.only;
        match () {
            () if self.kinds.is_empty() && is_pressed && has_rows => Meaning::Odd,
            () if self.kinds.is_empty() || self.everyone || (self.also && !is_pressed) => Meaning::Nothing,
            // 社区只填1-3项 names rows behind, 第5项仅社区填 before.
            () if self.only && has_rows => {
                Meaning::Rule(rule(&self.kinds, !self.rows_behind, self.rows_behind))
            }
            () if self.only => Meaning::Odd,
            () if self.by && has_rows => Meaning::Rule(rule(&self.kinds, true, false)),
            // 镇乡填写第1至第6项 may be all that they fill in; 第5项镇乡填报 may be for nobody else.
            () if !self.rows.is_empty() || is_beside => {
                Meaning::Perhaps(rule(&self.kinds, !self.rows_behind, self.rows_behind))
            }
            () => Meaning::Reports(self.kinds.clone()),
        }
    }

    /// Whether clauses that no rule follows from say something of it all the same.
    fn is_relevant(&self, odd: &[Self], is_but: bool, stands: Stands) -> bool {
        let is_any = |wanted: &dyn Fn(&Self) -> bool| odd.iter().any(wanted);
        let named = |clause: &Self| !clause.kinds.is_empty() || !clause.rows.is_empty();
        let is_pressed = |clause: &Self| {
            let is_named = !clause.kinds.is_empty() || !self.rows.is_empty();
            (clause.by || clause.only) && clause.fill && !clause.of_all && is_named
        };
        if odd.is_empty() {
            return false;
        }
        match stands {
            Stands::InLetter => {
                let of_rows = |clause: &Self| {
                    clause.fill && !clause.of_all && !clause.rows.is_empty() && !self.kinds.is_empty()
                };
                is_any(&|clause| (clause.not && (named(clause) || named(self))) || is_pressed(clause))
                    || is_any(&of_rows)
            }
            Stands::InNotes => {
                let says = self.fill || self.not;
                let of_kinds = !self.kinds.is_empty()
                    && (!self.rows.is_empty() || self.not || self.only || is_any(&is_pressed) || is_but);
                let of_rows = !self.rows.is_empty()
                    && (self.not || self.only || self.by || is_any(&|clause| clause.may_name_who));
                says && (of_kinds || of_rows)
            }
            Stands::BesideRows => {
                (!self.kinds.is_empty() && (self.not || self.fill)) || (self.by && self.fill)
            }
        }
    }

    /// What it may mean if nothing but its kinds and rows counted.
    fn loosely(&self, is_but: bool, stands: Stands) -> Option<LeftBlank> {
        let has_rows = !self.rows.is_empty() || stands == Stands::BesideRows;
        let is_all = !self.not && !is_but && self.rows_behind;
        (has_rows && !self.kinds.is_empty()).then(|| LeftBlank {
            kinds: self.kinds.clone(),
            others: self.not == is_but && !is_all,
            rows: self.rows.clone(),
            other_rows: is_all,
        })
    }
}

/// The pieces of a clause; words that say nothing here are left out.
fn tokens(clause: &str, names: Names<'_>) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = clause;
    // 第二部分第3项 is one row of that part, and not both.
    let mut is_behind_part = false;
    let longest = |words: &[&str], text: &str| {
        words.iter().filter(|word| text.starts_with(**word)).map(|word| word.len()).max()
    };
    while let Some(first) = rest.chars().next() {
        let known = names.kinds.iter().filter_map(|kind| Some((kind, kind.length_at(rest)?)));
        let known: Vec<(&Known, usize)> = known.collect();
        let longest_known = known.iter().map(|(_, length)| *length).max();
        // What several are called is of all of them.
        let called =
            known.iter().filter(|(_, length)| Some(*length) == longest_known).map(|(kind, _)| kind.id);
        let is_only = matches!(tokens.last(), Some(Token::Fill)) && tokens.contains(&Token::Only);
        // Of two verbs in one clause nobody knows whose the codes are.
        let is_first = tokens.iter().filter(|token| **token == Token::Not).count() == 1;
        let is_behind_verb = is_only || (is_first && matches!(tokens.last(), Some(Token::Not)));
        let (token, length) = if let Some(length) = longest_known {
            (Some(Token::Kinds(called.collect())), length)
        } else if let Some(spans) = bare_codes(rest).filter(|_| is_behind_verb) {
            (Some(Token::Rows(spans.into_iter().map(Named::Codes).collect())), rest.len())
        } else if let Some((rows, length)) = named_at(rest, names.rows) {
            let of_part = std::mem::replace(
                &mut is_behind_part,
                rows.iter().any(|named| !matches!(named, Named::Codes(_))),
            );
            let is_code = rows.iter().any(|named| matches!(named, Named::Codes(_)));
            if of_part && is_code { (Some(Token::Other), length) } else { (Some(Token::Rows(rows)), length) }
        } else if let Some(length) = no_kind_at(rest) {
            (Some(Token::Other), length)
        } else if let Some(length) = longest(&words::LEAVES_BLANK, rest) {
            (Some(Token::Not), length)
        } else if let Some(length) = longest(&words::EVERYONE, rest) {
            (Some(Token::Everyone), length)
        } else if let Some((kinds, length)) = kinds_at(rest) {
            (Some(Token::Kinds(kinds)), length)
        } else if let Some(length) = longest(&words::FILLS_IN, rest) {
            (Some(Token::Fill), length)
        } else if let Some(length) = longest(&["仅", "只"], rest) {
            (Some(Token::Only), length)
        } else if let Some(length) = longest(&["其余", "其他", "其它"], rest) {
            (Some(Token::Rest), length)
        } else if rest.starts_with('由') {
            (Some(Token::By), first.len_utf8())
        } else if rest.starts_with('也') {
            (Some(Token::Also), first.len_utf8())
        } else if let Some(length) = longest(&words::AROUND_RULES, rest) {
            (None, length)
        } else {
            (Some(Token::Other), first.len_utf8())
        };
        is_behind_part &= !matches!(token, Some(Token::Not | Token::Fill | Token::Kinds(_)));
        // 不填报第4项的 is about those who do not, and no rule.
        let is_clause_of = rest == "的";
        tokens.extend(if is_clause_of { Some(Token::Other) } else { token });
        rest = rest.get(length..).unwrap_or_default();
    }
    tokens
}

#[cfg(test)]
mod tests;
