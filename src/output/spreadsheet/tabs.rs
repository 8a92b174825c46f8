//! The names on the tabs of a workbook. Programs refuse a whole file for one bad name, and words of a notice stand in them.

/// The longest name that Excel takes, in units of UTF-16.
const LONGEST: usize = 31;

/// The names of one workbook.
pub(in crate::output) struct Tabs {
    taken: Vec<String>,
}

impl Tabs {
    /// A workbook in which some names are kept for other sheets.
    pub(in crate::output) fn besides(kept: &[&str]) -> Self {
        Self { taken: kept.iter().map(|name| (*name).to_owned()).collect() }
    }

    /// The wanted name as programs take it: shortened, without what they forbid, and with a number where another sheet has it.
    pub(in crate::output) fn name(&mut self, wanted: &str) -> String {
        let allowed: String = wanted.chars().map(allowed).collect();
        let name = |number: usize| {
            let ending = if number > 1 { format!("（{number}）") } else { String::new() };
            shortened(&allowed, LONGEST - length(&ending)) + &ending
        };
        // One of so many names is free, since fewer are taken.
        let free = (1..=self.taken.len() + 1).map(name).find(|name| !self.is_taken(name)).unwrap_or_default();
        self.taken.push(free.clone());
        free
    }

    /// Excel does not tell small letters from capitals here.
    fn is_taken(&self, name: &str) -> bool {
        self.taken.iter().any(|taken| taken.to_lowercase() == name.to_lowercase())
    }
}

/// The full-width form of a character that no name may have, which looks the same.
fn allowed(character: char) -> char {
    match character {
        '[' => '［',
        ']' => '］',
        ':' => '：',
        '*' => '＊',
        '?' => '？',
        '/' => '／',
        '\\' => '＼',
        // It ends the name in a link to the sheet.
        '\'' => '’',
        other => other,
    }
}

fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

fn shortened(text: &str, longest: usize) -> String {
    let mut left = longest;
    let fits = |character: &char| {
        let fits = character.len_utf16() <= left;
        left = left.saturating_sub(character.len_utf16());
        fits
    };
    text.chars().take_while(fits).collect()
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::Workbook;

    use super::*;

    #[test]
    fn every_name_is_one_that_excel_takes_and_no_two_are_the_same() {
        let (long, rare) = ("标".repeat(100), "𬭊".repeat(40));
        let wanted = [
            "2022年03月附件2",
            "附件1/表[2]",
            "附件1/表[2]",
            "'单'引'号'",
            r":*?\",
            "a",
            "A",
            "说明",
            "说明",
            &long,
            &long,
            &rare,
        ];
        let mut tabs = Tabs::besides(&["说明"]);
        let names: Vec<String> = wanted.iter().map(|name| tabs.name(name)).collect();
        assert_eq!(
            names[..9],
            [
                "2022年03月附件2",
                "附件1／表［2］",
                "附件1／表［2］（2）",
                "’单’引’号’",
                "：＊？＼",
                "a",
                "A（2）",
                "说明（2）",
                "说明（3）"
            ]
        );
        assert_eq!(names[9..], ["标".repeat(31), "标".repeat(28) + "（2）", "𬭊".repeat(15)]);
        let mut workbook = Workbook::new();
        for name in &names {
            workbook.add_worksheet().set_name(name).unwrap();
        }
        workbook.save_to_buffer().unwrap();
    }
}
