//! The project lists of a file that comes in, as they are kept beside its reports.

use std::path::Path;

use crate::collation::{MonthsSaid, ReceivedList, ReceivedProject, StatedList};
use crate::hand_filled::{HandFilledList, read_lists};
use crate::notice::{Campaign, ProjectForm};
use crate::output::digest_of_projects;
use crate::projects::Project;
use crate::reading::Book;
use crate::verification::Stated;

/// The lists in a file, each with the place of its sheet.
pub(super) fn received_lists(
    form: &ProjectForm,
    campaign: &Campaign,
    path: &Path,
    book: &Book,
    stated: Option<&Stated>,
) -> Vec<(usize, ReceivedList)> {
    let found = read_lists(form, campaign, path, book);
    // What the properties say is of the one list that the program wrote.
    let stated = stated.filter(|stated| found.len() == 1 && stated.form == form.id);
    found.into_iter().map(|one| (one.list.place, received(form, one, stated))).collect()
}

fn received(form: &ProjectForm, found: HandFilledList, stated: Option<&Stated>) -> ReceivedList {
    let HandFilledList { list, unit, places, filled_on, is_draft, month_sources } = found;
    let notice = stated.and_then(|stated| stated.notice.as_ref()).map(|(id, _)| id.clone());
    let of_another = notice.as_ref().is_some_and(|notice| *notice != form.notice);
    let stated = stated.map(|stated| {
        let projects: Vec<Project> = list.projects.iter().map(|one| one.project.clone()).collect();
        StatedList {
            notice,
            unit: stated.unit.clone(),
            is_as_exported: digest_of_projects(form, &stated.unit, &projects) == stated.digest,
        }
    });
    let projects = list.projects.into_iter().map(|one| {
        let Project { by, scale, funds, due, .. } = one.project;
        ReceivedProject { at: one.at, by, scale, funds, due, problem: one.problem }
    });
    ReceivedList {
        sheet: list.sheet,
        unit,
        places,
        months: MonthsSaid::from(&month_sources),
        filled_on,
        projects: projects.collect(),
        problem: list.problem.or_else(|| of_another.then(|| "这是另一个通知的清单".to_owned())),
        is_draft,
        remarks: list.remarks,
        stated,
    }
}
