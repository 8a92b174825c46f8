//! No word of a notice is written in code: what the program shows of a notice comes from its file.
//!
//! The words are taken from the notices that come with the program, and looked for in everything that is built into it:
//! Rust, the page, SQL and typst. Comments, tests and generated files may name what they like.

use std::collections::BTreeSet;
use std::path::Path;

use crate::checks::comment;
use crate::repository::TextFile;

/// Where the notices are that come with the program.
const NOTICES: &str = "assets/notices/";

/// The folders of what is built into the program, each with the ending of the files that are searched there.
const SEARCHED: [(&str, &str); 7] = [
    ("src/", "rs"),
    ("src/", "sql"),
    ("src-tauri/src/", "rs"),
    ("src-windows/src/", "rs"),
    ("ui/", "js"),
    ("ui/", "html"),
    ("assets/layouts/", "typ"),
];

/// The keys of a notice's file whose texts are its own words.
const KEYS: [&str; 19] = [
    "title",
    "number",
    "issuer",
    "name",
    "short_name",
    "full_name",
    "office",
    "address",
    "phones",
    "mark",
    "label",
    "heading",
    "content",
    "items",
    "aliases",
    "by",
    "scale",
    "funds",
    "due",
];

/// Words that are as much the program's own, each with the reason.
const ALSO_OURS: [(&str, &str); 10] = [
    ("街道", "the ending of a place's name, by which a place is found in an old sheet"),
    ("镇乡", "a kind of units, by which those that a new notice addresses are known"),
    ("序号", "a line's number in any list"),
    ("说明", "what an officer writes to answer a warning"),
    ("填报单位", "who reports, in the log and in refusals"),
    ("填报时间", "the day on a report, in the log and in refusals"),
    ("填报人", "who made a change, in the log"),
    ("联系电话", "a particular of the unit, in the log and in refusals"),
    ("项目清单", "the kind of lists that the program keeps beside the months"),
    ("完成时限", "the day by which a project is to be done, by which the list is sorted"),
];

/// Files and folders that may hold words of a notice, each with the reason.
const MAY_HOLD: [(&str, &str); 1] =
    [("src/store/migrations/0009", "data from before there were notices is of that one")];

/// The fewest characters of a part of a longer text that is looked for.
const FEWEST: usize = 4;

/// Names the file and the line of each word of a notice in code.
pub(crate) fn problems(files: &[TextFile]) -> Vec<String> {
    let notices = files.iter().filter(|file| file.path.starts_with(NOTICES));
    let words: BTreeSet<String> = notices.flat_map(|file| words(&file.text)).collect();
    let words: Vec<&String> =
        words.iter().filter(|word| !ALSO_OURS.iter().any(|(ours, _)| ours == word)).collect();
    let tests = test_files(files);
    let searched = files.iter().filter(|file| {
        SEARCHED.iter().any(|(folder, ending)| file.path.starts_with(folder) && ends(&file.path, ending))
            && !tests.contains(&file.path)
            && !MAY_HOLD.iter().any(|(place, _)| file.path.starts_with(place))
    });
    let mut problems = Vec::new();
    for file in searched {
        for (number, line) in code_lines(file) {
            // The longest says most; the others are a part of it.
            let found = words.iter().filter(|word| line.contains(word.as_str()));
            if let Some(word) = found.max_by_key(|word| word.len()) {
                problems.push(format!("{}:{number} 写着通知里的“{word}”，请从通知的文件里取", file.path));
            }
        }
    }
    problems
}

/// The words of a notice's file.
fn words(json: &str) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for text in texts(json) {
        if text.is_ascii() {
            let is_a_date = text.split('-').all(|part| part.chars().all(|one| one.is_ascii_digit()));
            if text.len() >= FEWEST && !(is_a_date && text.contains('-')) {
                words.insert(text);
            }
            continue;
        }
        let parts: Vec<&str> = text.split(is_between).filter(|part| !part.is_ascii()).collect();
        for (index, part) in parts.iter().enumerate() {
            let length = part.chars().count();
            // What stands in brackets behind a word of its own is not one.
            let is_one_word = index == 0 && (parts.len() == 1 || text.ends_with('：'));
            if length >= FEWEST || (is_one_word && length > 1) {
                words.insert((*part).to_owned());
            }
        }
    }
    words
}

/// What separates the words of a text; an X stands for a figure.
fn is_between(character: char) -> bool {
    "（）“”《》〔〕，。、；：.X \"\\".contains(character)
}

/// The texts behind the keys that hold words. A notice's file has no nested quotation but `\"`.
fn texts(json: &str) -> Vec<String> {
    let mut texts = Vec::new();
    let mut key = String::new();
    let mut rest = json;
    while let Some((_, opened)) = rest.split_once('"') {
        let mut end = 0;
        let mut escaped = false;
        for (at, character) in opened.char_indices() {
            end = at;
            if character == '"' && !escaped {
                break;
            }
            escaped = character == '\\' && !escaped;
        }
        let (text, closed) = opened.split_at(end);
        rest = closed.get(1..).unwrap_or_default();
        if rest.trim_start().starts_with(':') {
            text.clone_into(&mut key);
        } else if KEYS.contains(&key.as_str()) {
            texts.push(text.to_owned());
        }
    }
    texts
}

/// The Rust files that are compiled for tests only.
fn test_files(files: &[TextFile]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for file in files.iter().filter(|file| ends(&file.path, "rs")) {
        let lines: Vec<&str> = file.text.lines().map(str::trim).collect();
        for (above, line) in lines.iter().zip(lines.iter().skip(1)) {
            let module = line.split_once("mod ").and_then(|(_, name)| name.strip_suffix(';'));
            if let (true, Some(module)) = (*above == "#[cfg(test)]", module) {
                let folder = folder_of(&file.path);
                found.insert(format!("{folder}/{module}.rs"));
            }
        }
    }
    found
}

/// Whether a path ends with that ending.
fn ends(path: &str, ending: &str) -> bool {
    Path::new(path).extension().is_some_and(|its| its == ending)
}

/// Where the modules are that a file declares.
fn folder_of(path: &str) -> String {
    let without = path.trim_end_matches(".rs");
    match without.rsplit_once('/') {
        Some((folder, "lib" | "main" | "mod")) => folder.to_owned(),
        _ => without.to_owned(),
    }
}

/// The lines of a file without comments and tests, with their numbers.
fn code_lines(file: &TextFile) -> impl Iterator<Item = (usize, &str)> {
    let lines: Vec<&str> = file.text.lines().collect();
    // The tests are at the end of a file.
    let tests = lines
        .iter()
        .zip(lines.iter().skip(1))
        .position(|(above, line)| *above == "#[cfg(test)]" && line.ends_with('{'));
    let code = lines.into_iter().take(tests.unwrap_or(usize::MAX)).enumerate();
    code.map(|(index, line)| {
        let length = line.len() - comment(line).len();
        (index + 1, if comment(line).is_empty() { line } else { line.get(..length).unwrap_or_default() })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> TextFile {
        TextFile { path: path.to_owned(), text: text.to_owned() }
    }

    const NOTICE: &str = r#"{ "id": "a-1", "title": "关于“\"好\"院落”活动的通知", "number": "好办〔2022〕2号",
        "kinds": [{ "id": "x", "name": "村居" }], "mark": "附件9", "unit": "人次",
        "header": [{ "label": "填表单位（公章）：", "is": "unit" }],
        "content": "出动保洁员X人次，清扫X次。", "phones": ["581", "58136197"], "due": "2022-01-13" }"#;

    #[test]
    fn the_words_of_a_notice_are_its_texts_and_their_longer_parts() {
        let words: Vec<String> = words(NOTICE).into_iter().collect();
        assert_eq!(
            words,
            ["58136197", "出动保洁员", "填表单位", "村居", "活动的通知", "附件9"].map(str::to_owned)
        );
    }

    #[test]
    fn a_word_in_code_is_named_with_its_line_and_one_in_a_comment_or_a_test_is_not() {
        let rust = "//! 附件9\nconst A: &str = \"附件9\"; // 村居\n#[cfg(test)]\nmod examples;\nlet b = \"村居\";\n\
                    #[cfg(test)]\nmod tests {\n    const C: &str = \"附件9\";\n}\n";
        let files = [
            file("assets/notices/a.json", NOTICE),
            file("src/a.rs", rust),
            file("src/a/examples.rs", "let d = \"附件9\";"),
            file("ui/a.html", "<!-- 附件9 -->\n<p>附件9</p>"),
            file("docs/a.md", "附件9"),
            file("src/command_line/a.rs", "附件9"),
        ];
        let named: Vec<String> = problems(&files)
            .iter()
            .filter_map(|told| told.split_once(' '))
            .map(|(place, _)| place.to_owned())
            .collect();
        assert_eq!(named, ["src/a.rs:2", "src/a.rs:5", "ui/a.html:2", "src/command_line/a.rs:1"]);
    }
}
