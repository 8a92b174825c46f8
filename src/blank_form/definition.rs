//! The draft as the file of a notice.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde_json::{Map, Value, json};

use super::draft::{Draft, DraftForm, DraftList, DraftRow};
use crate::notice::{Column, Field, Notice, NoticeError, Scope};
use crate::period::Month;

/// What stands where the text says nothing; each is asked.
const MISSING: &str = "（待补）";
/// The opening of a summary, and a letter, as any notice may have them.
const OPENING: &str = "根据《{通知}》（{文号}）要求，{单位}组织开展{活动}。";
const SUBJECT: &str = "{单位}{月份}{表名}";
const LETTER: &str =
    "{收件方}：\n\n现报送{单位}{月份}{表名}，请查收附件。\n\n填报人：{填报人}\n联系电话：{电话}\n{单位}";
/// The most rows that fit on one page with their headings.
const ON_ONE_PAGE: usize = 36;

impl Draft {
    /// The file of the notice as far as it is understood, and the notice that the file is. `today` stands in for a first
    /// month that is not known.
    pub fn definition(&self, today: NaiveDate) -> Result<(String, Notice), NoticeError> {
        let json = self.text(today)?;
        let notice = Notice::read(&json)?;
        Ok((json, notice))
    }

    /// The same with an id of its own, where another notice has that of its number already, and in an edition.
    pub fn definition_as(
        &self,
        id: &str,
        edition: u32,
        today: NaiveDate,
    ) -> Result<(String, Notice), NoticeError> {
        let mut value = self.value(today);
        if let Value::Object(fields) = &mut value {
            fields.insert("id".to_owned(), Value::from(id));
            fields.insert("edition".to_owned(), Value::from(edition));
        }
        let json = serde_json::to_string_pretty(&value)?;
        let notice = Notice::read(&json)?;
        Ok((json, notice))
    }

    /// The notice as far as it can be drawn, whatever a new notice would be refused for.
    pub fn sketch(&self, today: NaiveDate) -> Result<Notice, NoticeError> {
        Notice::read_kept(&self.text(today)?)
    }

    fn text(&self, today: NaiveDate) -> Result<String, NoticeError> {
        Ok(serde_json::to_string_pretty(&self.value(today))?)
    }

    /// The title of the notice; that of its first form, where it has none.
    pub(super) fn title(&self) -> String {
        self.letter.title.as_ref().map_or_else(|| self.form_title(), |found| found.value.clone())
    }

    fn form_title(&self) -> String {
        self.forms.first().map(|form| form.title.value.clone()).unwrap_or_default()
    }

    pub(super) fn campaign(&self) -> String {
        let told = self.letter.campaign.as_ref().map(|found| found.value.clone());
        let name = told.unwrap_or_else(|| super::letter::campaign_of(&self.form_title()));
        Some(name).filter(|name| !name.trim().is_empty()).unwrap_or_else(|| MISSING.to_owned())
    }

    pub(super) fn short_name(&self) -> String {
        let told = self.letter.short_name.as_ref().map(|found| found.value.clone());
        told.unwrap_or_else(|| shortened(&self.campaign()))
    }

    fn value(&self, today: NaiveDate) -> Value {
        let letter = &self.letter;
        let text =
            |found: &Option<super::doubt::Found<String>>| found.as_ref().map(|found| found.value.clone());
        let (title, campaign, short_name) = (self.title(), self.campaign(), self.short_name());
        let first = letter.first_month.as_ref().map_or_else(|| Month::of(today), |found| found.value);
        let last = letter.last_month.as_ref().map(|found| found.value).filter(|last| *last >= first);
        let due = letter
            .due
            .as_ref()
            .map_or_else(|| json!({ "day": 31 }), |found| without_empty(json!(found.value)));
        let phases: Vec<Value> = letter.phases.iter().map(|phase| json!(phase.value)).collect();
        let number = text(&letter.number).unwrap_or_else(|| MISSING.to_owned());
        let mut papers: Vec<Value> = Vec::new();
        let mut summary = json!({ "opening": OPENING });
        for (index, paper) in letter.papers.iter().enumerate() {
            let is_summary = paper.value.name.ends_with("总结");
            let is_plan = paper.value.name.ends_with("方案");
            let wanted = if is_summary {
                "summary"
            } else if is_plan {
                "plan"
            } else {
                "paper"
            };
            let is_free = papers.iter().all(|known| known.get("id").and_then(Value::as_str) != Some(wanted));
            let id =
                if is_free && wanted != "paper" { wanted.to_owned() } else { format!("paper{}", index + 1) };
            if is_summary && is_free {
                summary = json!({ "paper": id, "opening": OPENING });
            }
            papers.push(json!({ "id": id, "name": paper.value.name, "due": paper.value.due }));
        }
        let mut recipient = json!({
            "office": text(&letter.office).unwrap_or_else(|| MISSING.to_owned()),
            "address": text(&letter.address).unwrap_or_default(),
        });
        if let (Some(name), Some(fields)) = (text(&letter.contact), recipient.as_object_mut()) {
            let phones: Vec<&String> = letter.phones.iter().map(|phone| &phone.value).collect();
            fields.insert("contact".to_owned(), json!({ "name": name, "phones": phones }));
        }
        json!({
            "id": id(&number),
            "edition": 1,
            "issuer": text(&letter.issuer).unwrap_or_default(),
            "title": title,
            "number": number,
            "campaign": {
                "name": campaign,
                "short_name": short_name,
                "first_month": first.to_string(),
                "last_month": last.map(|last| last.to_string()),
                "due": due,
                "month_begins": letter.month_begins.as_ref().map_or(1, |found| found.value),
                "phases": phases,
            },
            "recipient": recipient,
            "kinds": self.kinds.iter().map(|kind| json!(kind.value)).collect::<Vec<_>>(),
            "forms": self.forms.iter().map(form).collect::<Vec<_>>(),
            "lists": self.lists.iter().map(list).collect::<Vec<_>>(),
            "papers": papers,
            "summary": summary,
            "letter": { "subject": SUBJECT, "text": LETTER },
        })
    }
}

/// A name for sentences: without what stands in quotation marks, if enough is left.
fn shortened(name: &str) -> String {
    const ENOUGH: usize = 4;
    const MOST: usize = 20;
    let bare = name.rsplit('”').next().unwrap_or(name);
    let bare = if bare.chars().count() >= ENOUGH { bare } else { name };
    bare.chars().take(MOST).collect()
}

/// The id of a notice: the digits of its number.
fn id(number: &str) -> String {
    let parts: Vec<String> = number
        .split(|one: char| !one.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .map(|part| part.chars().take(8).collect())
        .take(3)
        .collect();
    if parts.is_empty() { "notice".to_owned() } else { format!("notice-{}", parts.join("-")) }
}

fn form(form: &DraftForm) -> Value {
    let decimals = decimals(form);
    let tables: Vec<Value> = form
        .tables
        .iter()
        .map(|table| {
            let sections: Vec<Value> = table
                .sections
                .iter()
                .map(|section| {
                    let rows: Vec<Value> = section.rows.iter().map(|row| self::row(row, &decimals)).collect();
                    without_empty(json!({ "title": section.title, "rows": rows }))
                })
                .collect();
            let columns: Vec<Value> = table.columns.iter().map(column).collect();
            let unit = table.unit.as_ref().map(|found| found.value.clone()).unwrap_or_default();
            without_empty(
                json!({ "title": table.title, "unit": unit, "columns": columns, "sections": sections }),
            )
        })
        .collect();
    let relations: Vec<Value> = form
        .relations
        .iter()
        .map(
            |found| json!({ "says": found.value.says, "of": found.value.of, "derived": found.value.derived }),
        )
        .collect();
    let count: usize = form.rows().count();
    without_empty(json!({
        "id": form.id,
        "mark": form.mark.value,
        "title": form.title.value,
        "header": header(&form.header),
        "footer": header(&form.footer),
        "landscape": form.landscape,
        "one_page": count <= ON_ONE_PAGE && form.tables.len() == 1,
        "decimals": decimals,
        "tables": tables,
        "relations": relations,
        "notes": form.notes,
    }))
}

/// The decimals of the units whose figures all have the same.
fn decimals(form: &DraftForm) -> BTreeMap<String, u8> {
    let mut by_unit: BTreeMap<&String, BTreeSet<u8>> = BTreeMap::new();
    for figure in form.figures().filter(|figure| !figure.unit.value.is_empty()) {
        by_unit.entry(&figure.unit.value).or_default().insert(figure.decimals.value);
    }
    by_unit
        .into_iter()
        .filter_map(|(unit, decimals)| match decimals.into_iter().collect::<Vec<_>>().as_slice() {
            [only] if *only > 0 => Some((unit.clone(), *only)),
            _ => None,
        })
        .collect()
}

fn row(row: &DraftRow, decimals: &BTreeMap<String, u8>) -> Value {
    let figures: Vec<Value> = row
        .figures
        .iter()
        .map(|figure| {
            let inherited = decimals.get(&figure.unit.value).copied().unwrap_or_default();
            let own = Some(figure.decimals.value).filter(|own| *own != inherited);
            without_empty(json!({
                "id": figure.id,
                "name": figure.name,
                "unit": figure.unit.value,
                "decimals": own,
                "measure": figure.measure,
                "part_of": figure.part_of.value,
                "scope": Some(figure.scope).filter(|scope| *scope != Scope::default()),
            }))
        })
        .collect();
    let blank = row.left_blank_by.as_ref().map(|found| found.value.clone()).unwrap_or_default();
    let mut value = without_empty(json!({
        "number": row.number,
        "level": if row.level == 0 { Value::Null } else { Value::from(row.level) },
        "kind": row.kind,
        "left_blank_by": blank,
        "figures": figures,
    }));
    if let Value::Object(fields) = &mut value {
        fields.insert("content".to_owned(), Value::from(row.content.value.clone()));
        // An empty code is printed empty.
        if let Some(code) = &row.code {
            fields.insert("code".to_owned(), Value::from(code.clone()));
        }
        if fields.get("kind").and_then(Value::as_str) == Some("figure") {
            fields.remove("kind");
        }
    }
    value
}

fn column(column: &Column) -> Value {
    let columns: Vec<Value> = column.columns.iter().map(self::column).collect();
    let is_compared =
        matches!(column.role, Some(crate::notice::Role::Difference | crate::notice::Role::PerCent));
    let mut value = without_empty(json!({
        "columns": columns,
        "role": column.role,
        "measure": column.measure,
        "letter": column.letter,
        "decimals": column.decimals,
        "against": if is_compared { json!(column.against) } else { Value::Null },
    }));
    if let Value::Object(fields) = &mut value {
        fields.insert("heading".to_owned(), Value::from(column.heading.clone()));
    }
    value
}

fn header(fields: &[super::doubt::Found<Field>]) -> Vec<Value> {
    fields.iter().map(|found| without_empty(json!(found.value))).collect()
}

fn list(list: &DraftList) -> Value {
    without_empty(json!({
        "id": list.id,
        "mark": list.mark.value,
        "title": list.title.value,
        "name": list.name,
        "header": header(&list.header),
        "columns": list.columns,
        "least_rows": list.least_rows,
        "notes": list.notes,
        "due": list.due.as_ref().map(|found| found.value),
    }))
}

/// Without the fields that say nothing; a title and a header stand in any case.
fn without_empty(value: Value) -> Value {
    const KEPT: [&str; 4] = ["rows", "header", "label", "items"];
    let Value::Object(fields) = value else { return value };
    let says_something = |value: &Value| match value {
        Value::Null | Value::Bool(false) => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(all) => !all.is_empty(),
        Value::Object(all) => !all.is_empty(),
        _ => true,
    };
    let kept: Map<String, Value> = fields
        .into_iter()
        .filter(|(name, value)| KEPT.contains(&name.as_str()) || says_something(value))
        .collect();
    Value::Object(kept)
}
