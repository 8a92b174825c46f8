//! The townships, towns and streets in the title or the tab of an old sheet, which may belong to another unit.

use super::text::plain;
use crate::reading::Sheet;

/// The endings of such names.
const ENDINGS: [&str; 3] = ["镇", "乡", "街道"];
/// Characters before such an ending that show that it is not a name: 各镇乡, 乡镇, 城镇.
const NO_NAMES: &str = "各乡镇城村集";
/// The longest name without its ending, in characters.
const LONGEST: usize = 8;

/// Every place in the tab and the lines above the headings, each once.
pub(super) fn places(sheet: &Sheet, heading: u32) -> Vec<String> {
    let lines = sheet.rows().take_while(|(row, _)| *row < heading).flat_map(|(_, cells)| cells);
    let texts = lines.map(|(_, value)| value.text()).chain([sheet.name.clone()]);
    let mut places: Vec<String> = texts.flat_map(|text| places_named(&text)).collect();
    places.sort();
    places.dedup();
    places
}

/// Everything that stands in the name of a file, as names are compared.
pub(super) fn in_file(stem: &str) -> String {
    plain(stem)
}

/// Every place that a text names.
pub fn places_named(text: &str) -> Vec<String> {
    let text = plain(text);
    let is_name =
        |character: &char| ('\u{4e00}'..='\u{9fff}').contains(character) && !"年月份".contains(*character);
    let ends = ENDINGS.iter().flat_map(|ending| text.match_indices(ending));
    ends.filter_map(|(at, ending)| {
        let before: Vec<char> = text.get(..at)?.chars().rev().take_while(is_name).take(LONGEST).collect();
        let last = before.first()?;
        let name: String = before.iter().rev().collect();
        (before.len() > 1 && !NO_NAMES.contains(*last)).then(|| format!("{name}{ending}"))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_known_by_its_ending() {
        for (text, places) in [
            ("太安镇“全民动手共同缔造山城美丽家园”主题活动月度情况统计表", vec!["太安镇"]),
            ("2022年3月百安坝街道", vec!["百安坝街道"]),
            ("万州区长坪乡", vec!["万州区长坪乡"]),
            ("各镇乡街道不填10-12项", vec![]),
            ("乡镇月报", vec![]),
            ("2022年3月", vec![]),
        ] {
            assert_eq!(places_named(text), places, "{text}");
        }
    }
}
