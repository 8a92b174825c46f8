//! The command that reads a blank form and its notice: what was understood, where it stands, and what is asked.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::outcome::Outcome;
use super::tables::{lines, table};
use super::{json, tables};
use crate::blank_form::{Correction, Doubt, DraftForm, DraftKind, DraftRow, Found, Letter, Place, Sureness};
use crate::error::Error;
use crate::notice::RowKind;
use crate::session::{
    NoticeDraft, NoticeDraftError, Now, notice_bytes, read_notice_files, write_notice_file,
};

/// How many places of a question are named.
const MOST_PLACES: usize = 8;

#[derive(Serialize)]
struct Read<'a> {
    #[serde(flatten)]
    read: &'a NoticeDraft,
    /// Where the notice's file is.
    written: Option<String>,
}

/// Reads the files, and writes the file of the notice where that is wanted and nothing hinders it.
pub(crate) fn read(
    files: &[PathBuf],
    corrections: Option<&Path>,
    to: Option<&Path>,
    now: Now,
    json: bool,
) -> Result<Outcome, Error> {
    let corrections = corrections.map_or_else(|| Ok(Vec::new()), read_corrections)?;
    let read = read_notice_files(files, &corrections, now.date_naive())?;
    let mut written = None;
    if let (Some(path), Some(definition)) = (to, &read.definition) {
        let path = write_notice_file(definition, path)?;
        written = Some(path.display().to_string());
    }
    let doubts = read.draft.doubts.len();
    let code = if doubts == 0 && read.problem.is_none() { 0 } else { Outcome::REFUSED };
    let unwritten = (to.is_some() && written.is_none()).then_some("通知文件没有写；");
    let remark = match (&read.problem, doubts) {
        (Some(problem), _) => Some(format!("{}{problem}", unwritten.unwrap_or_default())),
        (None, 0) => None,
        (None, _) => Some(format!(
            "{}有 {doubts} 处拿不准，列在上面；请照原表核对，在通知文件里改好。什么都没有添加",
            unwritten.unwrap_or_default()
        )),
    };
    let output =
        if json { json::line(&Read { read: &read, written }) } else { told(&read, written.as_deref()) };
    Ok(Outcome { output, remark, code })
}

/// What the window would make of the same files and the same changes.
fn read_corrections(path: &Path) -> Result<Vec<Correction>, Error> {
    let bytes = notice_bytes(path)?;
    let text = String::from_utf8_lossy(&bytes);
    serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|_| NoticeDraftError::Corrections.into())
}

fn told(read: &NoticeDraft, written: Option<&str>) -> String {
    let draft = &read.draft;
    let mut parts: Vec<String> =
        read.notice.iter().map(|notice| tables::notice(notice).trim_end().to_owned()).collect();
    parts.extend(contact(&draft.letter));
    for form in &draft.forms {
        parts.push(format!(
            "\n{} {}（{}）",
            form.mark.value,
            form.title.value,
            at(form.title.place.as_ref())
        ));
        parts.push(rows(form, &draft.kinds));
        parts.extend(form.relations.iter().map(|relation| {
            let how = if relation.value.derived { "自动算出" } else { "核对" };
            format!("关系：{}，{how}（{}）", relation.value.says, at(relation.place.as_ref()))
        }));
    }
    for list in &draft.lists {
        parts.push(format!(
            "\n{} {}（{}）",
            list.mark.value,
            list.title.value,
            list.columns.all().join("、")
        ));
    }
    parts.extend(draft.remarks.iter().cloned());
    if !draft.doubts.is_empty() {
        parts.push(format!("\n{} 处拿不准：", draft.doubts.len()));
        parts.extend(draft.doubts.iter().zip(1..).map(|(doubt, number)| question(doubt, number)));
    }
    parts.extend(written.map(|path| format!("已写成通知文件：{path}")));
    lines(&parts)
}

/// Who answers questions, with the telephone numbers, where a file says so.
fn contact(letter: &Letter) -> Option<String> {
    let name = letter.contact.iter().map(|found| sure(found, found.value.clone()));
    let phones = letter.phones.iter().map(|found| sure(found, found.value.clone()));
    let said: Vec<String> = name.chain(phones).collect();
    (!said.is_empty()).then(|| format!("联系人和电话：{}", said.join("，")))
}

fn rows(form: &DraftForm, kinds: &[Found<DraftKind>]) -> String {
    let mut told = table(&["编号", "填什么", "单位", "小数", "其中于", "不填", "出处"]);
    for row in form.rows() {
        if row.kind == RowKind::Heading {
            told.add_row(["", &row.content.value, "", "", "", "", &at(row.content.place.as_ref())]);
        }
        for figure in &row.figures {
            told.add_row([
                figure.id.to_string(),
                figure.name.clone(),
                sure(&figure.unit, figure.unit.value.clone()),
                sure(&figure.decimals, figure.decimals.value.to_string()),
                sure(&figure.part_of, figure.part_of.value.map(|id| id.to_string()).unwrap_or_default()),
                blank(row, kinds),
                at(row.content.place.as_ref()),
            ]);
        }
    }
    told.to_string()
}

/// What was found; with a question mark where it is asked.
fn sure<T>(found: &Found<T>, text: String) -> String {
    if found.sureness == Sureness::Asked { text + "？" } else { text }
}

fn blank(row: &DraftRow, kinds: &[Found<DraftKind>]) -> String {
    let named = row.left_blank_by.iter().flat_map(|found| &found.value).filter_map(|id| {
        let kind = kinds.iter().find(|kind| kind.value.id == *id)?;
        Some(kind.value.name.as_str())
    });
    named.collect::<Vec<_>>().join("、")
}

fn at(place: Option<&Place>) -> String {
    place.map_or_else(|| "没有写明".to_owned(), |place| place.address.clone())
}

fn question(doubt: &Doubt, number: usize) -> String {
    let mut places: Vec<&str> = doubt.places.iter().map(|place| place.address.as_str()).collect();
    places.dedup();
    let more = if places.len() > MOST_PLACES { "等" } else { "" };
    places.truncate(MOST_PLACES);
    let places =
        if places.is_empty() { String::new() } else { format!("（{}{more}）", places.join("、")) };
    let readings: Vec<String> = doubt
        .readings
        .iter()
        .enumerate()
        .map(|(index, reading)| {
            let now = if index == 0 { "现在按" } else { "也可能是" };
            let because =
                if reading.because.is_empty() { String::new() } else { format!("（{}）", reading.because) };
            format!("\n   {now}“{}”{because}", reading.value)
        })
        .collect();
    format!("{number}. {}{places}{}", doubt.question, readings.concat())
}
