//! Units that go by two words: 台（套）, 栋/幢, 件（批）次.

use super::words;

/// Whether a text is one unit by two words that mean the same. 户（人） are two units. Of the same times two counts are one:
/// 件（批）次.
pub(super) fn is_one(text: &str) -> bool {
    if let Some((one, other)) =
        text.strip_suffix(")次").or(text.strip_suffix("）次")).and_then(|open| open.split_once(['(', '（']))
    {
        let is_counted =
            |unit: &str| words::COUNTED.contains(&unit) || words::COUNTED_BY_TIMES.contains(&unit);
        return one != other && is_counted(one) && is_counted(other);
    }
    let pair = match text.strip_suffix([')', '）']) {
        Some(open) => open.split_once(['(', '（']),
        None => text.split_once(['/', '／']),
    };
    pair.is_some_and(|(one, other)| {
        one != other && words::ALIKE.iter().any(|alike| alike.contains(&one) && alike.contains(&other))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_words_may_be_one_unit() {
        assert!(
            ["台（套）", "台/套", "栋(幢)", "个（处）", "家（户）", "件（批）次", "人(批)次", "条（口）"]
                .into_iter()
                .all(is_one)
        );
        for text in [
            "户（人）",
            "人（次）",
            "台、套",
            "台（台）",
            "元/亩",
            "是/否",
            "台（套",
            "",
            "（批）次",
            "件（批次）次",
        ] {
            assert!(!is_one(text), "{text}");
        }
    }
}
