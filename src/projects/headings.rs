//! Recognising the columns of a list by their headings, in any order.

use std::collections::BTreeMap;

use super::ProjectField;
use crate::notice::ProjectColumns;

/// Which column holds which field.
pub(super) type Headings = BTreeMap<u32, ProjectField>;

/// Reads a line as headings: `None` unless it names at least two fields. A heading may contain spaces or line
/// breaks, or be followed by brackets; if a heading is there twice the first counts, see [`doubled`].
pub(super) fn read<'text>(
    columns: &ProjectColumns,
    line: impl Iterator<Item = (u32, &'text str)>,
) -> Option<Headings> {
    let mut headings = Headings::new();
    for (column, text) in line {
        let field = field(columns, text);
        if let Some(field) = field.filter(|field| !headings.values().any(|known| known == field)) {
            headings.insert(column, field);
        }
    }
    (headings.len() >= 2).then_some(headings)
}

/// The first field that is the heading of more than one column, with all of these columns.
pub(super) fn doubled<'text>(
    columns: &ProjectColumns,
    line: impl Iterator<Item = (u32, &'text str)>,
) -> Option<(ProjectField, Vec<u32>)> {
    let mut found: BTreeMap<ProjectField, Vec<u32>> = BTreeMap::new();
    for (column, text) in line {
        if let Some(field) = field(columns, text) {
            found.entry(field).or_default().push(column);
        }
    }
    found.into_iter().find(|(_, columns)| columns.len() > 1)
}

fn field(columns: &ProjectColumns, text: &str) -> Option<ProjectField> {
    let plain = plain(text);
    ProjectField::ALL.into_iter().find(|field| field.heading(columns) == plain)
}

/// Whether a text is the heading of the numbers. They are not a field, because they are counted again.
pub(super) fn is_number(columns: &ProjectColumns, text: &str) -> bool {
    plain(text) == columns.number
}

fn plain(text: &str) -> String {
    let end = text.find(['（', '(']).unwrap_or(text.len());
    let text = text.get(..end).unwrap_or(text);
    text.chars().filter(|character| !character.is_whitespace() && !"：:*﹡".contains(*character)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::examples::columns;
    use super::*;

    #[test]
    fn headings_are_known_in_any_order_and_spacing() {
        let read = |texts: &[&str]| read(columns(), (0..).zip(texts.iter().copied()));
        let headings = read(&["完成\n时限", "序号", "建 设 规 模（平方米）", "备注", "建设规模"]).unwrap();
        assert_eq!(
            headings.into_iter().collect::<Vec<_>>(),
            [(0, ProjectField::Due), (2, ProjectField::Scale)]
        );
        let doubled = |texts: &[&str]| doubled(columns(), (0..).zip(texts.iter().copied()));
        assert_eq!(
            doubled(&["建设规模（计划）", "备注", "建设规模（完成）"]),
            Some((ProjectField::Scale, vec![0, 2]))
        );
        assert_eq!(doubled(&["备注", "建设规模", "备注"]), None);
        assert_eq!(read(&["实施主体", "序号"]), None, "one heading may be a text like any other");
        assert_eq!(read(&["（一）", "(", "实施主体是谁", "建设规模有多大"]), None);
    }
}
