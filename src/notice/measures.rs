//! The measures of a matrix: which columns show each, and what its figures are called in messages.

use super::Column;
use super::form::Table;

/// The first column of each measure, and what its figures are called in messages. A measure of several columns is called by
/// the headings that they share: 城区水厂, and not 本月, which does not stand over its total.
pub(super) fn measures(table: &Table) -> Vec<(Column, String)> {
    let mut leaves = Vec::new();
    table.columns.iter().for_each(|column| leaves_with_headings(column, &[], &mut leaves));
    let mut measures: Vec<Measure<'_>> = Vec::new();
    for (leaf, headings) in leaves.into_iter().filter(|(leaf, _)| leaf.measure.is_some()) {
        match measures.iter_mut().find(|known| known.first.measure == leaf.measure) {
            Some(known) => known.shared.retain(|heading| headings.contains(heading)),
            None => measures.push(Measure { first: leaf, shared: headings.clone(), headings }),
        }
    }
    let shared: Vec<Vec<&str>> = measures.iter().map(|measure| measure.shared.clone()).collect();
    for measure in &mut measures {
        let is_taken = shared.iter().filter(|other| **other == measure.shared).count() > 1;
        if is_taken || (measure.shared.is_empty() && shared.len() > 1) {
            measure.shared.clone_from(&measure.headings);
        }
    }
    let name = |measure: &Measure<'_>| {
        let is_alone = |name: &String, all: &[String]| all.iter().filter(|other| *other == name).count() == 1;
        let lasts: Vec<String> = measures.iter().map(Measure::last).collect();
        let pairs: Vec<String> = measures.iter().map(Measure::first_and_last).collect();
        let name = Some(measure.last()).filter(|name| is_alone(name, &lasts));
        let name = name.or_else(|| Some(measure.first_and_last()).filter(|name| is_alone(name, &pairs)));
        (measure.first.clone(), name.unwrap_or_else(|| measure.shared.join(" ")))
    };
    measures.iter().map(name).collect()
}

/// A measure of a table with the headings by which it may be called, from the top.
struct Measure<'table> {
    first: &'table Column,
    /// The headings of its first column.
    headings: Vec<&'table str>,
    /// Those that stand over every one of its columns.
    shared: Vec<&'table str>,
}

impl Measure<'_> {
    fn last(&self) -> String {
        self.shared.last().map_or_else(String::new, |last| (*last).to_owned())
    }

    fn first_and_last(&self) -> String {
        match self.shared.as_slice() {
            [first, .., last] => format!("{first} {last}"),
            _ => self.last(),
        }
    }
}

/// The columns that have none under them, each with its own heading and those above, from the top.
fn leaves_with_headings<'table>(
    column: &'table Column,
    above: &[&'table str],
    leaves: &mut Vec<(&'table Column, Vec<&'table str>)>,
) {
    let mut headings = above.to_vec();
    if !column.heading.is_empty() && !headings.contains(&column.heading.as_str()) {
        headings.push(&column.heading);
    }
    if column.columns.is_empty() {
        leaves.push((column, headings));
    } else {
        column.columns.iter().for_each(|below| leaves_with_headings(below, &headings, leaves));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::{BUILT_IN, Notice};

    /// What the figures of a row 供水工程 are called under such columns.
    fn names_under(columns: &Value) -> Vec<String> {
        let mut definition: Value = serde_json::from_str(BUILT_IN).unwrap();
        let rows = json!([{ "number": 1, "content": "供水工程", "unit": "处" }]);
        definition["forms"][0]["tables"] = json!([{ "columns": columns, "sections": [{ "rows": rows }] }]);
        let notice = Notice::read(&definition.to_string()).unwrap();
        notice.forms[0].figures().map(|figure| figure.name.clone()).collect()
    }

    /// A heading over a measure's month and total.
    fn month_and_total(heading: &str, measure: &str) -> Value {
        json!({ "heading": heading, "columns": [
            { "heading": "本月", "role": "month", "measure": measure },
            { "heading": "累计", "role": "total", "measure": measure }
        ] })
    }

    #[test]
    fn a_figure_is_called_by_what_stands_over_all_of_its_columns() {
        let plants = [month_and_total("城区水厂", "u"), month_and_total("乡镇水厂", "r")];
        assert_eq!(names_under(&json!(plants)), ["供水工程 城区水厂", "供水工程 乡镇水厂"]);
        let of = |role: &str, heading: &str| {
            json!({ "heading": heading, "columns": [
                { "heading": "城区", "role": role, "measure": "u" },
                { "heading": "乡镇", "role": role, "measure": "r" }
            ] })
        };
        let months = json!([of("month", "本月"), of("total", "累计")]);
        assert_eq!(
            names_under(&months),
            ["供水工程 城区", "供水工程 乡镇"],
            "the groups are the other way round"
        );
        let deep = json!([
            { "heading": "水量", "columns": [month_and_total("城区", "a"), month_and_total("乡镇", "b")] },
            { "heading": "户数", "columns": [month_and_total("城区", "c"), month_and_total("乡镇", "d")] }
        ]);
        let names = ["供水工程 水量 城区", "供水工程 水量 乡镇", "供水工程 户数 城区", "供水工程 户数 乡镇"];
        assert_eq!(names_under(&deep), names);
    }

    #[test]
    fn a_figure_is_called_by_its_own_heading_where_none_is_shared() {
        let only = json!([
            { "heading": "本月", "role": "month", "measure": "u" },
            { "heading": "累计", "role": "total", "measure": "u" }
        ]);
        assert_eq!(names_under(&only), ["供水工程"]);
        let flat = json!([
            { "heading": "城区本月", "role": "month", "measure": "u" },
            { "heading": "城区累计", "role": "total", "measure": "u" },
            { "heading": "乡镇本月", "role": "month", "measure": "r" },
            { "heading": "乡镇累计", "role": "total", "measure": "r" }
        ]);
        assert_eq!(names_under(&flat), ["供水工程 城区本月", "供水工程 乡镇本月"]);
        let under_one = json!([{ "heading": "水厂", "columns": flat }]);
        assert_eq!(
            names_under(&under_one),
            ["供水工程 城区本月", "供水工程 乡镇本月"],
            "水厂 is both of them"
        );
    }
}
