//! Pasting a block into the list: from one cell to the right and downwards, with new projects after the last.

use super::{MOST_PROJECTS, Project, ProjectError, ProjectField, headings, strict_text};
use crate::amount::trim;
use crate::notice::ProjectColumns;

/// The effect of a paste on the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// New texts of existing projects, by their position in the list from 0.
    pub texts: Vec<(usize, ProjectField, String)>,
    /// Projects to append to the list.
    pub added: Vec<Project>,
}

impl Block {
    /// How many cells it fills.
    pub fn cells(&self) -> usize {
        let filled = |project: &Project| ProjectField::ALL.len() - project.missing().len();
        self.texts.len() + self.added.iter().map(filled).sum::<usize>()
    }
}

/// Lays a grid over a list of `count` projects, from row `start` (from 0) and column `field` on. A blank cell
/// leaves the text unchanged. A line of headings defines the columns; a column of numbers (序号) before the
/// first field is skipped.
pub fn lay_over_projects(
    columns: &ProjectColumns,
    count: usize,
    start: usize,
    field: ProjectField,
    mut grid: Vec<Vec<String>>,
) -> Result<Block, ProjectError> {
    let is_blank = |line: &Vec<String>| line.iter().all(|cell| trim(cell).is_empty());
    while grid.last().is_some_and(is_blank) {
        grid.pop();
    }
    if grid.iter().all(is_blank) {
        return Err(ProjectError::NothingToPaste);
    }
    let fields = match fields_of_headings(columns, &grid) {
        Some(fields) => {
            grid.remove(0);
            fields
        }
        None => fields_from(columns, field, &grid)?,
    };
    let mut block = Block::default();
    let mut row = start;
    for line in grid {
        let mut project = Project::default();
        for (cell, field) in line.iter().zip(&fields) {
            if let Some(field) = field {
                *field.of_mut(&mut project) = strict_text(columns, *field, cell)?;
            }
        }
        if row < count {
            let filled = ProjectField::ALL.into_iter().filter(|field| !field.of(&project).is_empty());
            block.texts.extend(filled.map(|field| (row, field, field.of(&project).to_owned())));
            row += 1;
        } else if !project.is_blank() {
            block.added.push(project);
        }
    }
    match count + block.added.len() {
        total if total > MOST_PROJECTS => Err(ProjectError::TooMany(total)),
        _ if block == Block::default() => Err(ProjectError::NothingToPaste),
        _ => Ok(block),
    }
}

fn fields_of_headings(columns: &ProjectColumns, grid: &[Vec<String>]) -> Option<Vec<Option<ProjectField>>> {
    let line = grid.first()?;
    let headings = headings::read(columns, (0..).zip(line.iter().map(String::as_str)))?;
    Some((0..).zip(line).map(|(column, _)| headings.get(&column).copied()).collect())
}

/// The fields from one on, for each column that holds anything.
fn fields_from(
    columns: &ProjectColumns,
    field: ProjectField,
    grid: &[Vec<String>],
) -> Result<Vec<Option<ProjectField>>, ProjectError> {
    let filled =
        |line: &Vec<String>| line.iter().rposition(|cell| !trim(cell).is_empty()).map_or(0, |last| last + 1);
    let width = grid.iter().map(filled).max().unwrap_or_default();
    let room: Vec<Option<ProjectField>> =
        ProjectField::ALL.into_iter().skip_while(|other| *other != field).map(Some).collect();
    let numbered =
        width == room.len() + 1 && room.len() == ProjectField::ALL.len() && has_numbers(columns, grid);
    if numbered {
        return Ok([vec![None], room].concat());
    }
    if width > room.len() {
        let first = ProjectField::By.heading(columns).to_owned();
        return Err(ProjectError::TooWide { columns: width, room: room.len(), first });
    }
    Ok(room)
}

fn has_numbers(columns: &ProjectColumns, grid: &[Vec<String>]) -> bool {
    grid.iter().filter_map(|line| line.first()).all(|cell| {
        let cell = trim(cell);
        cell.chars().all(char::is_numeric) || headings::is_number(columns, cell)
    })
}

#[cfg(test)]
mod tests {
    use super::super::examples::*;
    use super::*;
    use crate::paste::grid;

    fn lay(count: usize, start: usize, field: ProjectField, text: &str) -> Result<String, ProjectError> {
        let block = lay_over_projects(columns(), count, start, field, grid(text).unwrap())?;
        let texts = block.texts.iter().map(|(row, field, text)| format!("{row}{field:?}={text}"));
        let added = block.added.iter().map(|project| {
            format!("+{}", ProjectField::ALL.map(|field| field.of(project).to_owned()).join("|"))
        });
        Ok(texts.chain(added).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn a_block_goes_right_and_down_and_adds_below_the_last() {
        assert_eq!(
            lay(2, 1, ProjectField::Funds, "区财政\t长期\n自筹\t\n").unwrap(),
            "1Funds=区财政 1Due=长期 +||自筹|"
        );
        assert_eq!(lay(1, 0, ProjectField::By, "\t公厕\n").unwrap(), "0Scale=公厕", "a blank leaves alone");
        assert_eq!(lay(0, 0, ProjectField::By, "甲\n\n乙\n").unwrap(), "+甲||| +乙|||");
    }

    #[test]
    fn headings_and_numbers_are_understood() {
        let official =
            "序号\t实施主体\t建设规模\t资金来源\t完成时限\n1\t甲\t一\t二\t三\n2\t乙\t\t\t\n3\t\t\t\t\n";
        assert_eq!(lay(0, 0, ProjectField::Due, official).unwrap(), "+甲|一|二|三 +乙|||");
        assert_eq!(lay(0, 0, ProjectField::By, "1\t甲\t一\t二\t三\n").unwrap(), "+甲|一|二|三");
        assert_eq!(lay(0, 0, ProjectField::By, "完成时限\t实施主体\n长期\t甲\n").unwrap(), "+甲|||长期");
    }

    #[test]
    fn what_does_not_fit_is_refused_whole() {
        let wide = lay(3, 0, ProjectField::Funds, "1\t2\t3");
        assert_eq!(wide, Err(ProjectError::TooWide { columns: 3, room: 2, first: "实施主体".into() }));
        for nothing in ["", "\n\n", "\t \n", "实施主体\t建设规模\n"] {
            assert_eq!(
                lay(3, 0, ProjectField::By, nothing),
                Err(ProjectError::NothingToPaste),
                "{nothing:?}"
            );
        }
        let many = "甲\n".repeat(MOST_PROJECTS);
        assert_eq!(lay(1, 1, ProjectField::By, &many), Err(ProjectError::TooMany(MOST_PROJECTS + 1)));
        assert!(matches!(lay(0, 0, ProjectField::Due, &"长".repeat(51)), Err(ProjectError::TooLong { .. })));
    }
}
