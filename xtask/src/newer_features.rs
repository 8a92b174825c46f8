//! The page uses nothing that the oldest web view named in `docs/packages.md` has not. What is newer and likely to be written
//! is listed here, with the versions in which it came; they are those of the engines' published table (MDN's
//! browser-compat-data). The list stands for the whole table, which has thousands of lines and changes weekly.

use std::path::Path;

use crate::checks::comment;
use crate::repository::TextFile;

/// A version of Safari, whose engine WebKitGTK shares.
type Safari = (u32, u32);

/// The engine of WebKitGTK 2.40 is that of this Safari.
const OLDEST_SAFARI: Safari = (16, 4);
const OLDEST_CHROMIUM: u32 = 105;
/// What the page on packages says of the two.
const NAMED: [&str; 2] = ["WebKitGTK 2.40", "Chromium 105"];
const PACKAGES: &str = "docs/packages.md";

/// Not in any version yet.
const NOT_IN_SAFARI: Safari = (u32::MAX, 0);

/// Only looks, and an older web view does without: the page says the same there.
const LOOKS_ONLY: [&str; 2] = ["scrollbar-width:", "text-wrap:"];

/// What is written, and since when each engine reads it.
type Newer = (&'static str, Safari, u32);

const IN_STYLES: [Newer; 68] = [
    (":active-view-transition", (18, 0), 125),
    (":details-content", (18, 4), 131),
    (":dir(", (16, 4), 120),
    (":highlight(", (17, 2), 105),
    (":marker", NOT_IN_SAFARI, 86),
    (":open", (26, 5), 133),
    (":popover-open", (17, 0), 114),
    (":state(", (17, 4), 125),
    (":target-text", (18, 2), 89),
    (":user-invalid", (16, 5), 119),
    (":user-valid", (16, 5), 119),
    ("@counter-style", (17, 0), 91),
    ("@function", (27, 3), 139),
    ("@position-try", (26, 0), 125),
    ("@scope", (26, 4), 118),
    ("@starting-style", (17, 5), 117),
    ("@view-transition", (18, 2), 126),
    ("abs(", (15, 4), 138),
    ("anchor(", (26, 0), 125),
    ("anchor-name:", (26, 0), 125),
    ("animation-composition:", (16, 0), 112),
    ("animation-range:", (26, 0), 115),
    ("animation-timeline:", (26, 0), 115),
    ("backdrop-filter:", (18, 0), 76),
    ("box-decoration-break:", NOT_IN_SAFARI, 130),
    ("color(", (15, 0), 111),
    ("color-mix(", (16, 2), 111),
    ("contain-intrinsic-size:", (17, 0), 83),
    ("content-visibility:", (18, 0), 85),
    ("cos(", (15, 4), 111),
    ("counter-set:", (17, 2), 85),
    ("field-sizing:", (26, 2), 123),
    ("font-size-adjust:", (16, 4), 127),
    ("hyphenate-limit-chars:", (27, 3), 109),
    ("hyphens:", (17, 0), 55),
    ("image-set(", (17, 0), 113),
    ("initial-letter:", NOT_IN_SAFARI, 110),
    ("lab(", (15, 0), 111),
    ("lch(", (15, 0), 111),
    ("light-dark(", (17, 5), 123),
    ("margin-trim:", (16, 4), 155),
    ("mask-image:", (15, 4), 120),
    ("mask-size:", (15, 4), 120),
    ("mask:", (15, 4), 120),
    ("mod(", (15, 4), 125),
    ("oklab(", (15, 4), 111),
    ("oklch(", (15, 4), 111),
    ("overscroll-behavior:", NOT_IN_SAFARI, 144),
    ("paint-order:", (11, 0), 123),
    ("position-anchor:", (27, 0), 151),
    ("print-color-adjust:", (15, 4), 136),
    ("rem(", (15, 4), 125),
    ("round(", (15, 4), 125),
    ("scroll-timeline:", (26, 0), 115),
    ("scrollbar-color:", (26, 2), 121),
    ("scrollbar-gutter:", (18, 2), 94),
    ("scrollbar-width:", (18, 2), 121),
    ("sign(", (15, 4), 138),
    ("sin(", (15, 4), 111),
    ("subgrid", (16, 0), 117),
    ("text-box:", (18, 2), 133),
    ("text-justify:", NOT_IN_SAFARI, 145),
    ("text-wrap-style:", (17, 5), 130),
    ("text-wrap:", (17, 4), 114),
    ("transition-behavior:", (17, 4), 117),
    ("user-select:", (27, 3), 54),
    ("view-transition-name:", (18, 0), 111),
    ("white-space-collapse:", (17, 4), 114),
];

/// Units, which stand behind a number.
const UNITS: [Newer; 14] = [
    ("cap", (17, 2), 118),
    ("dvh", (15, 4), 108),
    ("dvw", (15, 4), 108),
    ("ic", (15, 4), 106),
    ("lh", (16, 4), 109),
    ("lvh", (15, 4), 108),
    ("lvw", (15, 4), 108),
    ("rcap", (17, 2), 118),
    ("rch", (17, 2), 111),
    ("rlh", (16, 4), 111),
    ("svh", (15, 4), 108),
    ("svw", (15, 4), 108),
    ("vb", (15, 4), 108),
    ("vi", (15, 4), 108),
];

const IN_SCRIPTS: [Newer; 48] = [
    (".ariaDescribedByElements", (16, 4), 135),
    (".ariaDescription", (17, 4), 83),
    (".ariaLabelledByElements", (16, 4), 135),
    (".ariaNotify(", (27, 0), 141),
    (".caretPositionFromPoint(", (26, 2), 128),
    (".checkVisibility(", (17, 4), 105),
    (".closedBy", (27, 3), 134),
    (".difference(", (17, 0), 122),
    (".getHTML(", (18, 0), 125),
    (".getOrInsert(", (26, 2), 145),
    (".hidePopover(", (17, 0), 114),
    (".intersection(", (17, 0), 122),
    (".isDisjointFrom(", (17, 0), 122),
    (".isSubsetOf(", (17, 0), 122),
    (".isSupersetOf(", (17, 0), 122),
    (".isWellFormed(", (16, 4), 111),
    (".moveBefore(", NOT_IN_SAFARI, 133),
    (".requestClose(", (18, 4), 134),
    (".setHTML(", NOT_IN_SAFARI, 146),
    (".setHTMLUnsafe(", (26, 0), 124),
    (".showPopover(", (17, 0), 114),
    (".startViewTransition(", (18, 0), 111),
    (".symmetricDifference(", (17, 0), 122),
    (".toBase64(", (18, 2), 140),
    (".toHex(", (18, 2), 140),
    (".toReversed(", (16, 0), 110),
    (".toSorted(", (16, 0), 110),
    (".toSpliced(", (16, 0), 110),
    (".togglePopover(", (17, 0), 114),
    ("AbortSignal.any(", (17, 4), 116),
    ("AbortSignal.timeout(", (16, 0), 124),
    ("Array.fromAsync(", (16, 4), 121),
    ("Error.isError(", NOT_IN_SAFARI, 134),
    ("Float16Array", (18, 2), 135),
    ("Intl.DurationFormat", (16, 4), 129),
    ("Iterator.from(", (18, 4), 122),
    ("Map.groupBy(", (17, 4), 117),
    ("Math.sumPrecise(", (26, 2), 147),
    ("Object.groupBy(", (17, 4), 117),
    ("Promise.try(", (18, 2), 128),
    ("Promise.withResolvers(", (17, 4), 119),
    ("RegExp.escape(", (18, 2), 136),
    ("Symbol.dispose", (27, 3), 125),
    ("Temporal.", (27, 3), 144),
    ("URL.canParse(", (17, 0), 120),
    ("URL.parse(", (18, 0), 126),
    ("cookieStore", (18, 4), 87),
    ("requestIdleCallback(", NOT_IN_SAFARI, 47),
];

const IN_PAGES: [Newer; 9] = [
    ("<search", (17, 0), 118),
    ("<selectedcontent", (27, 0), 135),
    ("closedby=", (27, 3), 134),
    ("commandfor=", (26, 2), 135),
    ("fetchpriority=", (17, 2), 101),
    ("popover", (17, 0), 114),
    ("popovertarget=", (17, 0), 114),
    ("type=\"month\"", NOT_IN_SAFARI, 20),
    ("type=\"week\"", NOT_IN_SAFARI, 20),
];

/// The script that looks at the web view itself, and what one of any age would stumble over in it.
const ANY_AGE: &str = "ui/engine.js";
const MODERN: [&str; 9] = ["=>", "const ", "let ", "class ", "`", "?.", "??", "async ", "import "];

/// Names the file and the line of each feature that the oldest web view has not.
pub(crate) fn problems(files: &[TextFile]) -> Vec<String> {
    let mut problems = Vec::new();
    for file in files.iter().filter(|file| file.path.starts_with("ui/")) {
        for (index, line) in file.text.lines().enumerate() {
            let place = format!("{}:{}", file.path, index + 1);
            let line = code(line);
            problems.extend(newer_in(&file.path, line).map(|(token, safari, chromium)| {
                let safari = if *safari == NOT_IN_SAFARI {
                    "Safari 还没有".to_owned()
                } else {
                    format!("Safari {}.{}", safari.0, safari.1)
                };
                format!("{place} 写了“{token}”（{safari}、Chromium {chromium} 才有），比 {PACKAGES} 写的最旧的版本新，请换旧的写法")
            }));
            if file.path == ANY_AGE && MODERN.iter().any(|word| line.contains(word)) {
                problems.push(format!("{place} 多旧的网页组件都要读得懂，请用 ES5 的写法"));
            }
        }
    }
    let packages = files.iter().find(|file| file.path == PACKAGES).map_or("", |file| file.text.as_str());
    let unnamed = NAMED.iter().filter(|named| !packages.contains(*named));
    problems.extend(unnamed.map(|named| format!("{PACKAGES} 没有写最旧的版本 {named}")));
    problems
}

fn code(line: &str) -> &str {
    line.get(..line.len() - comment(line).len()).unwrap_or_default()
}

fn newer_in<'line>(path: &str, line: &'line str) -> impl Iterator<Item = &'static Newer> + use<'line> {
    let ending = Path::new(path).extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let (words, units): (&[Newer], &[Newer]) = match ending {
        "css" => (&IN_STYLES, &UNITS),
        "js" => (&IN_SCRIPTS, &[]),
        "html" => (&IN_PAGES, &[]),
        _ => (&[], &[]),
    };
    let words = words.iter().filter(|(word, ..)| !LOOKS_ONLY.contains(word) && has_word(line, word));
    let found = words.chain(units.iter().filter(|(unit, ..)| has_unit(line, unit)));
    found.filter(|(_, safari, chromium)| *safari > OLDEST_SAFARI || *chromium > OLDEST_CHROMIUM)
}

/// Whether a word stands in a line by itself, and not within a longer one.
fn has_word(line: &str, word: &str) -> bool {
    places(line, word).any(|(before, after)| {
        let joins = |inner: Option<char>, outer: Option<char>| is_part(inner) && is_part(outer);
        !joins(word.chars().next(), before) && !joins(word.chars().next_back(), after)
    })
}

fn has_unit(line: &str, unit: &str) -> bool {
    places(line, unit)
        .any(|(before, after)| before.is_some_and(|before| before.is_ascii_digit()) && !is_part(after))
}

/// What stands before and after each place where a text is.
fn places(line: &str, text: &str) -> impl Iterator<Item = (Option<char>, Option<char>)> {
    line.match_indices(text).map(|(at, found)| {
        let before = line.get(..at).and_then(|before| before.chars().next_back());
        (before, line.get(at + found.len()..).and_then(|after| after.chars().next()))
    })
}

fn is_part(character: Option<char>) -> bool {
    character.is_some_and(|character| character.is_alphanumeric() || "_-".contains(character))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(path: &str, text: &str) -> Vec<String> {
        let file = |path: &str, text: &str| TextFile { path: path.to_owned(), text: text.to_owned() };
        problems(&[file(path, text), file(PACKAGES, &NAMED.join("，"))])
    }

    #[test]
    fn what_is_newer_is_named_with_its_place_and_its_versions() {
        let told_of =
            told("ui/style/a.css", ".a {\n  color: light-dark(white, black);\n  height: 100dvh;\n}");
        assert_eq!(told_of.len(), 2, "{told_of:?}");
        assert!(
            told_of[0].starts_with("ui/style/a.css:2 写了“light-dark(”（Safari 17.5、Chromium 123 才有）")
        );
        assert!(told_of[1].starts_with("ui/style/a.css:3 写了“dvh”"));
        assert_eq!(told("ui/a.js", "const sorted = rows.toSorted();").len(), 1);
        assert!(told("ui/a.js", "requestIdleCallback(draw);")[0].contains("Safari 还没有"));
        assert_eq!(told("ui/index.html", "<div popover id=\"a\">").len(), 1);
    }

    #[test]
    fn what_only_looks_alike_or_stands_in_a_comment_is_nothing() {
        for (path, text) in [
            ("ui/style/a.css", "  background-color(--a): red; /* no light-dark() here */"),
            ("ui/style/a.css", "  filter: invert(1) hue-rotate(180deg); --unmask: 1; flex-mask-size: 2"),
            ("ui/style/a.css", ".dialog-open .solvh, dialog[open] { width: 20vh; line-height: 1.4; }"),
            ("ui/style/a.css", "  text-wrap: balance; scrollbar-width: thin;"),
            ("ui/style/a.css", "  -webkit-user-select: none;"),
            ("ui/a.js", "// Object.groupBy( would be newer"),
            ("ui/a.js", "const popover = 1; toSorted(rows); Math.abs(1);"),
            ("src/a.rs", "rows.toSorted("),
        ] {
            assert_eq!(told(path, text), [] as [&str; 0], "{text}");
        }
    }

    #[test]
    fn the_script_for_any_web_view_is_plain() {
        assert_eq!(told(ANY_AGE, "var a = function () { return 1; };").len(), 0);
        assert_eq!(told(ANY_AGE, "const a = () => 1;").len(), 1);
    }

    #[test]
    fn only_what_is_newer_than_the_oldest_is_listed_and_the_oldest_is_named() {
        let lists: [&[Newer]; 4] = [&IN_STYLES, &UNITS, &IN_SCRIPTS, &IN_PAGES];
        for list in lists {
            assert!(list.is_sorted_by_key(|(word, ..)| *word), "in order, so that none is listed twice");
            for (word, safari, chromium) in list {
                assert!(
                    *safari > OLDEST_SAFARI || *chromium > OLDEST_CHROMIUM,
                    "{word} needs no line any more"
                );
            }
        }
        assert!(NAMED[1].ends_with(&OLDEST_CHROMIUM.to_string()));
        assert_eq!(problems(&[]).len(), NAMED.len());
    }
}
