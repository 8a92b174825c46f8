//! The list of projects: a table of numbered empty rows.

use super::doubt::{Doubt, Doubts, Found, Matter};
use super::draft::{DraftList, Letter};
use super::forming::Forming;
use super::heading::Leaf;
use super::text::plain;
use super::words;
use crate::notice::{FieldKind, ProjectColumns};

/// The columns of a list of projects, if these are its headings.
fn columns(leaves: &[Leaf]) -> Option<ProjectColumns> {
    let headings: Vec<String> = leaves.iter().map(|leaf| super::text::close_up(leaf.heading())).collect();
    let mut free: Vec<&String> = headings.iter().collect();
    if free.len() != 5 {
        return None;
    }
    let mut take = |called: &[&str]| {
        let at =
            called.iter().find_map(|word| free.iter().position(|heading| plain(heading).contains(word)))?;
        Some(free.remove(at).clone())
    };
    let number = take(&words::NUMBER)?;
    let due = take(&words::BY_WHEN)?;
    let funds = take(&words::FUNDS)?;
    let by = take(&words::BY)?;
    let scale = take(&words::SCALE)?;
    Some(ProjectColumns { number, by, scale, funds, due })
}

/// Makes a list of a form that has no rows with words; `None` where its columns are others, which is asked.
pub(super) fn list(forming: &Forming, letter: &mut Letter, doubts: &mut Doubts) -> Option<DraftList> {
    let table = forming.tables.first()?;
    let place = || {
        table
            .body
            .heading
            .leaves
            .first()
            .and_then(|leaf| leaf.headings.first())
            .map(|spot| table.body.grid.place(spot))
    };
    if forming.tables.len() > 1 {
        let question = format!("“{}”下面有几张没有印好行的表，只读了第一张，怎么办？", forming.title.value);
        let others = forming.tables.iter().skip(1).filter_map(|other| {
            let spot = other.body.heading.leaves.first()?.headings.first()?;
            Some(other.body.grid.place(spot))
        });
        let doubt = Doubt::new(Matter::List, question).at(others);
        doubts.ask(doubt.reading("只要第一张", "一份通知只能有一张清单").reading("都要", "都有表头"));
    }
    let Some(columns) = columns(&table.body.heading.leaves) else {
        let question = format!("“{}”没有印好的行，是一张清单还是要填数的表？", forming.title.value);
        let doubt = Doubt::new(Matter::List, question).at(place());
        let because = "清单只能有序号、主体、规模、资金、时限五栏";
        doubts.ask(doubt.reading("先不要这张表", because).reading("要填数的表", "有表头"));
        return None;
    };
    let title = &forming.title.value;
    let paper = letter.papers.iter().position(|paper| {
        title.ends_with(paper.value.name.as_str())
            && words::LISTS.iter().any(|word| paper.value.name.ends_with(word))
    });
    let paper = paper.map(|at| letter.papers.remove(at));
    let ending = words::LISTS.iter().find(|word| title.contains(**word)).unwrap_or(&"清单");
    let name = paper.as_ref().map_or_else(|| format!("项目{ending}"), |paper| paper.value.name.clone());
    let due =
        paper.map(|paper| Found { value: paper.value.due, place: paper.place, sureness: paper.sureness });
    Some(DraftList {
        id: forming.id.clone(),
        mark: forming.mark.clone(),
        title: forming.title.clone(),
        name,
        header: forming.header.iter().filter(|field| field.value.is != FieldKind::Month).cloned().collect(),
        columns,
        least_rows: table.spare.max(1),
        notes: forming.notes(),
        due,
    })
}
