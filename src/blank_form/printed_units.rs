//! Units that a cell or a heading prints with more around them: 材积（立方米）, 万元，两位小数.

use super::measures::Measure;
use super::text::{brackets, plain};
use super::units::{self, Unit};

/// What a measure is called without its brackets.
pub(super) fn headed(measure: &Measure) -> String {
    brackets(&plain(&measure.heading)).0
}

/// The unit in a cell of the column of units, which may say more.
pub(super) fn bare_unit(printed: String) -> String {
    let compared = plain(&printed);
    if units::is_unit(&compared) {
        return printed;
    }
    let found = units::announced(&printed).or_else(|| match units::in_brackets(&compared).as_slice() {
        [only] => Some(only.clone()),
        _ => None,
    });
    found.map_or(printed, |Unit(unit)| unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_may_say_more_than_its_unit() {
        for (printed, unit) in [
            ("材积（立方米）", "立方米"),
            ("万元，两位小数", "万元"),
            ("元（角分）", "元"),
            ("台（套）", "台（套）"),
            ("床日", "床日"),
            ("吨", "吨"),
        ] {
            assert_eq!(bare_unit(printed.to_owned()), unit, "{printed}");
        }
    }
}
