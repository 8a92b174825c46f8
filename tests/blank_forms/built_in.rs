//! The notice that comes with the program, as the office would have sent it: its text and its forms in one file.

use serde_json::{Value, json};
use yuebao::blank_form::Draft;
use yuebao::notice::{BUILT_IN, Notice};

use super::drawn::{as_document, as_workbook};
use super::drawn_legacy::as_old_workbook;
use super::{TODAY, draft};

const NOTICE: &str = include_str!("forms/wanzhou.txt");

/// What a notice says, without what no file of the office says: its id, the units that are known, and the short names of
/// figures in messages.
fn said(json: &str) -> Value {
    // Read once, so that what is left to be inherited is filled in.
    let notice = Notice::read(json).unwrap();
    let mut value: Value = serde_json::from_str(json).unwrap();
    let fields = value.as_object_mut().unwrap();
    for own in ["id", "units"] {
        fields.remove(own);
    }
    for (form, read) in value["forms"].as_array_mut().unwrap().iter_mut().zip(&notice.forms) {
        form["tables"] = json!(read.tables.iter().map(|table| &table.columns).collect::<Vec<_>>());
        form["sections"] = json!(read.sections().map(|section| &section.title).collect::<Vec<_>>());
        let rows = read.rows().map(|row| {
            let figures = row.figures.iter().map(|figure| {
                json!([figure.id, figure.unit, figure.decimals().count(), figure.part_of, figure.scope])
            });
            json!([
                row.number,
                row.code,
                row.level,
                row.kind,
                row.content,
                row.left_blank_by,
                figures.collect::<Vec<_>>()
            ])
        });
        form["rows"] = json!(rows.collect::<Vec<_>>());
        form.as_object_mut().unwrap().remove("decimals");
    }
    value
}

fn questions(draft: &Draft) -> Vec<&str> {
    draft.doubts.iter().map(|doubt| doubt.question.as_str()).collect()
}

#[test]
fn the_built_in_notice_is_read_from_the_offices_own_file() {
    for (kind, bytes) in
        [("docx", as_document(NOTICE)), ("xlsx", as_workbook(NOTICE)), ("xls", as_old_workbook(NOTICE))]
    {
        let draft = draft(&bytes);
        let (json, _) = draft.definition(TODAY.parse().unwrap()).unwrap();
        let (read, built_in) = (said(&json), said(BUILT_IN));
        for (name, value) in built_in.as_object().unwrap() {
            let other = read.get(name).unwrap_or(&Value::Null);
            if name == "forms" || name == "lists" {
                for (index, known) in value.as_array().unwrap().iter().enumerate() {
                    for (part, value) in known.as_object().unwrap() {
                        assert_eq!(&other[index][part], value, "{kind} {name} {part}");
                    }
                }
            } else {
                assert_eq!(without_empty(other.clone()), without_empty(value.clone()), "{kind} {name}");
            }
        }
        assert_eq!(questions(&draft), ["从哪个月开始报，报到哪个月？"], "{kind}");
    }
}

/// Without what is written in one file and left out in the other, because it says nothing.
fn without_empty(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let fields = fields.into_iter().map(|(name, value)| (name, without_empty(value)));
            Value::Object(
                fields
                    .filter(|(name, value)| {
                        let is_usual = name == "month_begins" && *value == json!(1);
                        !is_usual && !value.is_null() && *value != json!([]) && *value != json!("")
                    })
                    .collect(),
            )
        }
        Value::Array(all) => all.into_iter().map(without_empty).collect(),
        other => other,
    }
}
