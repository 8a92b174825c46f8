//! Making the grid of a table: headings over their columns, sections down their rows, and the figures of a row over the
//! columns that they share.

use super::form::{Figure, Row, Section, Table};
use super::{Column, Grid, GridCell, GridColumn, GridContent, GridHeading, GridRow, Role, RowKind, TextId};

/// The grid of a table whose figures know how wide they are.
pub(super) fn grid(table: &Table) -> Grid {
    let leaves = Leaf::all(table);
    let depth = table.columns.iter().map(Column::depth).max().unwrap_or(1);
    let mut headings = vec![Vec::new(); depth];
    let mut next = 0;
    for column in &table.columns {
        next = place(column, table.across(), &mut headings, 0, next);
    }
    let has_letters = leaves.iter().any(|leaf| !leaf.of.letter.is_empty());
    let letters = leaves.iter().filter(|_| has_letters);
    let columns = leaves.iter().flat_map(|leaf| std::iter::repeat_n(GridColumn::of(leaf), leaf.across));
    Grid {
        columns: columns.collect(),
        headings,
        letters: letters.map(|leaf| leaf.heading(leaf.of.letter.clone())).collect(),
        rows: table.sections.iter().flat_map(|section| rows(section, &leaves)).collect(),
    }
}

/// A column without columns under it, and where it stands in the grid.
struct Leaf<'table> {
    of: &'table Column,
    role: Role,
    column: usize,
    across: usize,
    /// The letter of a column of texts, where there are several.
    part: Option<char>,
}

impl<'table> Leaf<'table> {
    fn all(table: &'table Table) -> Vec<Self> {
        let shared = table.across();
        let mut column = 0;
        let is_text = |of: &&Column| of.role == Some(Role::Text);
        let several = table.leaves().into_iter().filter(is_text).count() > 1;
        let mut letters = 'a'..='z';
        let leaves = table.leaves().into_iter().map(|of| {
            let across = width(of, shared);
            let part = (several && is_text(&of)).then(|| letters.next()).flatten();
            let leaf = Self { of, role: of.role.unwrap_or(Role::Text), column, across, part };
            column += across;
            leaf
        });
        leaves.collect()
    }

    fn heading(&self, text: String) -> GridHeading {
        GridHeading { text, column: self.column, across: self.across, down: 1 }
    }

    fn cell(&self, down: usize, content: GridContent) -> GridCell {
        GridCell { column: self.column, across: self.across, down, content }
    }

    fn text(&self, text: String) -> GridCell {
        self.cell(1, GridContent::Text { role: self.role, text })
    }

    /// The cells of a row's figures.
    fn figures(&self, row: &Row) -> Vec<GridCell> {
        let quantity = |figure: &Figure| match self.role {
            Role::Total if !figure.has_total() => GridContent::Blank,
            role => GridContent::Quantity { figure: figure.id, role },
        };
        let mut column = self.column;
        let stands_here = |figure: &&Figure| figure.measure == self.of.measure;
        let cells: Vec<GridCell> = row
            .figures
            .iter()
            .filter(stands_here)
            .map(|figure| {
                let cell = GridCell { column, across: figure.span, down: 1, content: quantity(figure) };
                column += figure.span;
                cell
            })
            .collect();
        if cells.is_empty() { vec![self.cell(1, GridContent::Blank)] } else { cells }
    }
}

impl GridColumn {
    fn of(leaf: &Leaf<'_>) -> Self {
        let Column { measure, against, decimals, .. } = leaf.of;
        Self {
            role: leaf.role,
            measure: measure.clone(),
            against: *against,
            decimals: *decimals,
            across: leaf.across,
        }
    }
}

/// How many columns of the grid a column of the form is.
fn width(column: &Column, shared: usize) -> usize {
    if column.role.is_some_and(Role::is_quantity) && column.measure.is_none() { shared } else { 1 }
}

/// Puts a heading and those under it into their rows; returns the column that follows.
fn place(
    column: &Column,
    shared: usize,
    headings: &mut [Vec<GridHeading>],
    row: usize,
    first: usize,
) -> usize {
    let mut next = first;
    for below in &column.columns {
        next = place(below, shared, headings, row + 1, next);
    }
    let is_leaf = column.columns.is_empty();
    if is_leaf {
        next += width(column, shared);
    }
    let down = if is_leaf { headings.len().saturating_sub(row) } else { 1 };
    if let Some(headings) = headings.get_mut(row) {
        let text = column.heading.clone();
        headings.push(GridHeading { text, column: first, across: next - first, down });
    }
    next
}

fn rows(section: &Section, leaves: &[Leaf<'_>]) -> Vec<GridRow> {
    let rows = section.rows.iter().enumerate().map(|(index, row)| {
        let mut cells = match row.kind {
            RowKind::Heading => heading_cells(row, leaves),
            RowKind::Figure | RowKind::Sum => leaves.iter().flat_map(|leaf| cells(row, leaf)).collect(),
        };
        if index == 0 {
            let sections = leaves.iter().filter(|leaf| leaf.role == Role::Section);
            cells.extend(sections.map(|leaf| {
                let content = GridContent::Text { role: Role::Section, text: section.title.clone() };
                leaf.cell(section.rows.len(), content)
            }));
            cells.sort_by_key(|cell| cell.column);
        }
        GridRow { number: row.number, kind: row.kind, level: row.level, cells }
    });
    rows.collect()
}

/// The cells of a row in one column of the form; the section's is not the row's.
fn cells(row: &Row, leaf: &Leaf<'_>) -> Vec<GridCell> {
    match leaf.role {
        Role::Section => Vec::new(),
        Role::Number => vec![leaf.text(row.code())],
        Role::Content => vec![leaf.text(row.content.clone())],
        Role::Unit => vec![leaf.text(units(row))],
        Role::Text => {
            let id = TextId { row: Some(row.number), part: leaf.part };
            vec![leaf.cell(1, GridContent::Typed { id })]
        }
        Role::Month | Role::Total | Role::Previous | Role::LastYear | Role::Difference | Role::PerCent => {
            leaf.figures(row)
        }
    }
}

/// A heading in the middle of the table covers what stands beside its section, but for its code, if it has one.
fn heading_cells(row: &Row, leaves: &[Leaf<'_>]) -> Vec<GridCell> {
    let stands_apart = |leaf: &Leaf<'_>| match leaf.role {
        Role::Section => true,
        Role::Number => row.code.is_some(),
        _ => false,
    };
    let mut runs: Vec<GridCell> = Vec::new();
    let mut named = None;
    for (index, leaf) in leaves.iter().enumerate() {
        if stands_apart(leaf) {
            if leaf.role == Role::Number {
                runs.push(leaf.text(row.code()));
            }
            continue;
        }
        let goes_on = index > 0 && leaves.get(index - 1).is_some_and(|before| !stands_apart(before));
        if let Some(run) = runs.last_mut().filter(|_| goes_on) {
            run.across += leaf.across;
        } else {
            let content = GridContent::Text { role: Role::Content, text: String::new() };
            runs.push(leaf.cell(1, content));
        }
        if named.is_none() || leaf.role == Role::Content {
            named = Some(runs.len() - 1);
        }
    }
    if let Some(GridContent::Text { text, .. }) =
        named.and_then(|run| runs.get_mut(run)).map(|cell| &mut cell.content)
    {
        text.clone_from(&row.content);
    }
    runs
}

/// The units of a row's figures, each once.
fn units(row: &Row) -> String {
    let mut units: Vec<&str> = Vec::new();
    for figure in &row.figures {
        if !figure.unit.is_empty() && !units.contains(&figure.unit.as_str()) {
            units.push(&figure.unit);
        }
    }
    units.join("、")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::super::{BUILT_IN, Notice};
    use super::*;

    /// The built-in notice with another table in its form, and what is made of it.
    fn grid_of(table: &Value) -> Result<Grid, String> {
        let mut definition: Value = serde_json::from_str(BUILT_IN).unwrap();
        definition["forms"][0]["tables"] = json!([table]);
        let notice = Notice::read(&definition.to_string()).map_err(|error| error.to_string())?;
        Ok(notice.forms[0].tables[0].grid.clone())
    }

    /// The cells of a row as `column+across×down:what`.
    fn told(row: &GridRow) -> Vec<String> {
        let cell = |cell: &GridCell| {
            let what = match &cell.content {
                GridContent::Text { text, .. } => text.clone(),
                GridContent::Quantity { figure, role } => format!("{role:?} {figure}"),
                GridContent::Typed { id } => format!("text {id}"),
                GridContent::Blank => "—".to_owned(),
            };
            format!("{}+{}×{}:{what}", cell.column, cell.across, cell.down)
        };
        row.cells.iter().map(cell).collect()
    }

    fn headings(row: &[GridHeading]) -> Vec<String> {
        let heading = |heading: &GridHeading| {
            format!("{}+{}×{}:{}", heading.column, heading.across, heading.down, heading.text)
        };
        row.iter().map(heading).collect()
    }

    #[test]
    fn figures_without_a_measure_share_their_columns() {
        let form = &Notice::built_in().unwrap().forms[0];
        let grid = &form.tables[0].grid;
        assert_eq!(
            headings(&grid.headings[0]),
            ["0+1×1:整治项目", "1+1×1:序号", "2+1×1:整治内容", "3+2×1:当月数量", "5+2×1:累计数量"]
        );
        assert_eq!((grid.columns.len(), grid.letters.len(), grid.rows.len()), (7, 0, 18));
        assert_eq!(
            told(&grid.rows[0]),
            [
                "0+1×9:（一）提升“平面”环境品质",
                "1+1×1:1",
                "2+1×1:出动环卫工人X人次，整治卫生死角X个。",
                "3+1×1:Month 1a",
                "4+1×1:Month 1b",
                "5+1×1:Total 1a",
                "6+1×1:Total 1b",
            ]
        );
        assert_eq!(told(&grid.rows[3])[2..], ["3+2×1:Month 4", "5+2×1:Total 4"], "the section is above");
    }

    #[test]
    fn headings_stand_over_headings_and_a_measure_has_a_column() {
        let table = json!({
            "columns": [
                { "heading": "项目", "role": "content", "letter": "甲" },
                { "heading": "单位", "role": "unit" },
                { "heading": "本月", "columns": [
                    { "heading": "城区", "role": "month", "measure": "a", "letter": "1" },
                    { "heading": "乡镇", "columns": [{ "heading": "个数", "role": "month", "measure": "b" }] }
                ] },
                { "heading": "代码", "role": "number" },
                { "heading": "备注", "role": "text" }
            ],
            "sections": [{ "rows": [
                { "number": 1, "kind": "heading", "content": "一、道路" },
                { "number": 2, "kind": "heading", "code": "二", "content": "桥梁" },
                { "number": 3, "code": "03", "content": "修补", "unit": "处", "level": 1 },
                { "number": 4, "content": "新建", "figures": [{ "id": "4", "name": "新建", "unit": "座", "measure": "b" }] }
            ] }]
        });
        let grid = grid_of(&table).unwrap();
        let rows: Vec<Vec<String>> = grid.headings.iter().map(|row| headings(row)).collect();
        assert_eq!(rows[0], ["0+1×3:项目", "1+1×3:单位", "2+2×1:本月", "4+1×3:代码", "5+1×3:备注"]);
        assert_eq!(rows[1..], [vec!["2+1×2:城区", "3+1×1:乡镇"], vec!["3+1×1:个数"]]);
        assert_eq!(headings(&grid.letters), ["0+1×1:甲", "1+1×1:", "2+1×1:1", "3+1×1:", "4+1×1:", "5+1×1:"]);
        assert_eq!(told(&grid.rows[0]), ["0+6×1:一、道路"]);
        assert_eq!(told(&grid.rows[1]), ["0+4×1:桥梁", "4+1×1:二", "5+1×1:"]);
        let row = ["0+1×1:修补", "1+1×1:处", "2+1×1:Month 3a", "3+1×1:Month 3b", "4+1×1:03", "5+1×1:text 3"];
        assert_eq!(told(&grid.rows[2]), row);
        let row = ["0+1×1:新建", "1+1×1:座", "2+1×1:—", "3+1×1:Month 4", "4+1×1:4", "5+1×1:text 4"];
        assert_eq!(told(&grid.rows[3]), row, "the row has no figure of that measure");
    }

    /// Makes a column that is there already one for remarks, since no table may have a column twice.
    fn without_doubles(column: &mut Value, seen: &mut Vec<String>) {
        if let Some(below) = column.get_mut("columns").and_then(Value::as_array_mut) {
            for below in below {
                without_doubles(below, seen);
            }
        } else if seen.contains(&column.to_string()) {
            column["role"] = json!("text");
            column["measure"] = Value::Null;
        } else {
            seen.push(column.to_string());
        }
    }

    /// Trees of columns of every kind over rows with different numbers of figures.
    fn tables() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(json!({ "heading": "节", "role": "section" })),
            Just(json!({ "heading": "号", "role": "number" })),
            Just(json!({ "heading": "文", "role": "content" })),
            Just(json!({ "heading": "位", "role": "unit", "letter": "乙" })),
            Just(json!({ "heading": "计", "role": "total" })),
            Just(json!({ "heading": "上", "role": "previous" })),
            Just(json!({ "heading": "比", "role": "per_cent" })),
            Just(json!({ "heading": "甲", "role": "month", "measure": "a" })),
            Just(json!({ "heading": "乙", "role": "total", "measure": "a" })),
            Just(json!({ "heading": "注", "role": "text" })),
        ];
        let over = |inner: BoxedStrategy<Value>| {
            proptest::collection::vec(inner, 1..4)
                .prop_map(|columns| json!({ "heading": "总", "columns": columns }))
        };
        let two = prop_oneof![3 => leaf.clone(), 1 => over(leaf.clone().boxed())].boxed();
        let column = prop_oneof![3 => two.clone(), 1 => over(two)];
        let row = (0..5_u8, any::<bool>(), any::<bool>());
        let sections = proptest::collection::vec(proptest::collection::vec(row, 1..5), 1..4);
        (proptest::collection::vec(column, 0..8), sections).prop_map(|(mut columns, sections)| {
            columns.push(json!({ "heading": "数", "role": "month" }));
            columns.push(json!({ "heading": "甲", "role": "month", "measure": "a" }));
            let mut seen = Vec::new();
            for column in &mut columns {
                without_doubles(column, &mut seen);
            }
            let mut number = 0;
            let sections: Vec<Value> = sections
                .into_iter()
                .map(|rows| json!({ "title": "节", "rows": rows.into_iter().map(|row| self::row(&mut number, row)).collect::<Vec<_>>() }))
                .collect();
            json!({ "columns": columns, "sections": sections })
        })
    }

    fn row(number: &mut u16, (shared, has_measure, has_code): (u8, bool, bool)) -> Value {
        *number += 1;
        let code = has_code.then(|| format!("{number:02}"));
        if shared == 0 && *number > 1 {
            return json!({ "number": number, "code": code, "kind": "heading", "content": "小标题" });
        }
        let letters = ('a'..='z').zip(0..shared.max(1));
        let mut figures: Vec<Value> =
            letters.map(|(part, _)| json!({ "id": format!("{number}{part}"), "name": "数" })).collect();
        if has_measure {
            figures.push(json!({ "id": format!("{number}z"), "name": "数", "measure": "a" }));
        }
        let content = if shared > 1 { "有X".repeat(usize::from(shared)) } else { "有".to_owned() };
        json!({ "number": number, "code": code, "content": content, "figures": figures })
    }

    proptest! {
        /// Nothing lies over anything else and nothing is left open, in the table and in its headings.
        #[test]
        fn the_cells_tile_the_grid(table in tables()) {
            let grid = grid_of(&table).unwrap();
            let wide = grid.columns.len();
            let mut covered = vec![vec![0; wide]; grid.rows.len()];
            for (row, cells) in grid.rows.iter().enumerate() {
                for cell in &cells.cells {
                    for line in &mut covered[row..row + cell.down] {
                        for count in &mut line[cell.column..cell.column + cell.across] {
                            *count += 1;
                        }
                    }
                }
            }
            prop_assert_eq!(covered, vec![vec![1; wide]; grid.rows.len()]);
            let mut covered = vec![vec![0; wide]; grid.headings.len()];
            for (row, cells) in grid.headings.iter().enumerate() {
                for cell in cells {
                    for line in &mut covered[row..row + cell.down] {
                        for count in &mut line[cell.column..cell.column + cell.across] {
                            *count += 1;
                        }
                    }
                }
            }
            prop_assert_eq!(covered, vec![vec![1; wide]; grid.headings.len()]);
            let letters: usize = grid.letters.iter().map(|letter| letter.across).sum();
            prop_assert!(grid.letters.is_empty() || letters == wide);
        }
    }
}
