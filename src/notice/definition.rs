//! Reading the definition of a form, and finding contradictions in it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use thiserror::Error;

use super::{Campaign, Figure, Form, Row};

/// A contradiction in a definition. The messages are for whoever writes the definition.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FormError {
    /// The text is not JSON, or has a field that does not exist.
    #[error("表格定义读不懂：{0}")]
    Unreadable(String),
    /// Two figures have the same id.
    #[error("表格定义第 {row} 行：编号 {id} 用了两次")]
    SameIdTwice {
        /// The row of the second figure.
        row: u8,
        id: String,
    },
    /// Two rows have the same number.
    #[error("表格定义：第 {0} 行出现了两次")]
    SameRowTwice(u8),
    /// The ids of a row do not match its number.
    #[error("表格定义第 {row} 行：编号 {id} 应为 {expected}")]
    WrongId {
        row: u8,
        /// The id in the definition.
        id: String,
        /// The id that it should be.
        expected: String,
    },
    /// The sentence has more or fewer X than the row has figures.
    #[error("表格定义第 {row} 行：文字里有 {marks} 个 X，却列了 {figures} 个数")]
    CountMismatch {
        row: u8,
        /// How many X the sentence has.
        marks: usize,
        /// How many figures the row lists.
        figures: usize,
    },
    /// An X is followed by another unit than its figure's.
    #[error("表格定义第 {row} 行：编号 {id} 的单位“{unit}”与文字里 X 后面的不一致")]
    UnitMismatch { row: u8, id: String, unit: String },
    /// The whole of a part is not in the form, is the part itself, or has another unit.
    #[error("表格定义第 {row} 行：编号 {id} 是 {whole} 的一部分，但 {whole} 不存在或单位不同")]
    NoWhole { row: u8, id: String, whole: String },
    /// A number of decimals other than 0 or 2.
    #[error("表格定义第 {row} 行：编号 {id} 的小数位数只能是 0 或 2")]
    WrongDecimals { row: u8, id: String },
    /// Two columns of the project list have the same heading, or one has none.
    #[error("项目清单的定义：各列的标题不能相同，也不能空着")]
    SameColumnTwice,
    /// The campaign ends before it begins, or its due day is not a day.
    #[error("表格定义：活动的起止月份、报送日或阶段日期自相矛盾")]
    Campaign,
}

static ANNEX2: LazyLock<Result<Form, FormError>> =
    LazyLock::new(|| Form::load(include_str!("../../assets/forms/annex2.json")));

impl Form {
    /// Annex 2, the monthly form, which is built into the program.
    pub fn annex2() -> Result<&'static Self, FormError> {
        ANNEX2.as_ref().map_err(Clone::clone)
    }

    /// Reads a definition and refuses one that contradicts itself.
    pub fn load(json: &str) -> Result<Self, FormError> {
        let mut form: Self =
            serde_json::from_str(json).map_err(|error| FormError::Unreadable(error.to_string()))?;
        let mut known = BTreeMap::new();
        let mut numbers = Vec::new();
        for row in form.rows() {
            if numbers.contains(&row.number) {
                return Err(FormError::SameRowTwice(row.number));
            }
            numbers.push(row.number);
            for figure in &row.figures {
                if known.insert(figure.id, figure.unit.clone()).is_some() {
                    return Err(FormError::SameIdTwice { row: row.number, id: figure.id.to_string() });
                }
            }
        }
        for row in form.rows() {
            check_sentence(row)?;
            for (index, figure) in row.figures.iter().enumerate() {
                check_id(row, index, figure)?;
                if !matches!(figure.decimals, 0 | 2) {
                    return Err(FormError::WrongDecimals { row: row.number, id: figure.id.to_string() });
                }
                if let Some(whole) = figure.part_of
                    && (whole == figure.id || known.get(&whole) != Some(&figure.unit))
                {
                    return Err(FormError::NoWhole {
                        row: row.number,
                        id: figure.id.to_string(),
                        whole: whole.to_string(),
                    });
                }
            }
        }
        check_campaign(&form.campaign)?;
        share_the_width(&mut form);
        Ok(form)
    }
}

/// Computes the columns of the figures in the grid, for screen, paper and workbook.
fn share_the_width(form: &mut Form) {
    form.across = form.rows().map(|row| row.figures.len()).max().unwrap_or(1);
    for row in form.sections.iter_mut().flat_map(|section| &mut section.rows) {
        let figures = row.figures.len();
        for (index, figure) in row.figures.iter_mut().enumerate() {
            figure.span = (index + 1) * form.across / figures - index * form.across / figures;
        }
    }
}

/// Checks that the n-th X of the sentence is followed by the unit of the n-th figure.
fn check_sentence(row: &Row) -> Result<(), FormError> {
    let after_marks: Vec<&str> = row.content.split('X').skip(1).collect();
    if after_marks.len() != row.figures.len() || row.figures.is_empty() {
        return Err(FormError::CountMismatch {
            row: row.number,
            marks: after_marks.len(),
            figures: row.figures.len(),
        });
    }
    match row.figures.iter().zip(after_marks).find(|(figure, after)| !after.starts_with(&figure.unit)) {
        Some((figure, _)) => Err(FormError::UnitMismatch {
            row: row.number,
            id: figure.id.to_string(),
            unit: figure.unit.clone(),
        }),
        None => Ok(()),
    }
}

fn check_id(row: &Row, index: usize, figure: &Figure) -> Result<(), FormError> {
    let expected = match (row.figures.len(), ('a'..='z').nth(index)) {
        (1, _) | (_, None) => row.number.to_string(),
        (_, Some(part)) => format!("{}{part}", row.number),
    };
    let id = figure.id.to_string();
    if id == expected { Ok(()) } else { Err(FormError::WrongId { row: row.number, id, expected }) }
}

fn check_campaign(campaign: &Campaign) -> Result<(), FormError> {
    let in_order =
        campaign.phases.iter().all(|phase| phase.first_day.is_none_or(|first| first <= phase.last_day))
            && campaign
                .phases
                .iter()
                .zip(campaign.phases.iter().skip(1))
                .all(|(earlier, later)| later.first_day.is_none_or(|first| earlier.last_day < first));
    let sound =
        campaign.first_month <= campaign.last_month && (1..=31).contains(&campaign.due_day) && in_order;
    if sound { Ok(()) } else { Err(FormError::Campaign) }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    /// The official definition with one thing changed.
    fn changed(place: &str, value: Value) -> Result<Form, String> {
        let mut definition: Value =
            serde_json::from_str(include_str!("../../assets/forms/annex2.json")).unwrap();
        *definition.pointer_mut(place).unwrap() = value;
        Form::load(&definition.to_string()).map_err(|error| error.to_string())
    }

    #[test]
    fn a_contradiction_is_refused_with_its_place() {
        let row = "/sections/0/rows/1";
        for (place, value, sentence) in [
            ("/figures/1/id", json!("2a"), "表格定义第 2 行：编号 2a 用了两次"),
            ("/number", json!(1), "表格定义：第 1 行出现了两次"),
            ("/figures/1/id", json!("2c"), "表格定义第 2 行：编号 2c 应为 2b"),
            ("/content", json!("清除暴露垃圾X吨。"), "表格定义第 2 行：文字里有 1 个 X，却列了 2 个数"),
            ("/figures", json!([]), "表格定义第 2 行：文字里有 2 个 X，却列了 0 个数"),
            ("/figures/0/unit", json!("斤"), "表格定义第 2 行：编号 2a 的单位“斤”与文字里 X 后面的不一致"),
            (
                "/figures/1/part_of",
                json!("99"),
                "表格定义第 2 行：编号 2b 是 99 的一部分，但 99 不存在或单位不同",
            ),
            (
                "/figures/1/part_of",
                json!("2b"),
                "表格定义第 2 行：编号 2b 是 2b 的一部分，但 2b 不存在或单位不同",
            ),
            (
                "/figures/1/part_of",
                json!("1a"),
                "表格定义第 2 行：编号 2b 是 1a 的一部分，但 1a 不存在或单位不同",
            ),
            ("/figures/0/decimals", json!(1), "表格定义第 2 行：编号 2a 的小数位数只能是 0 或 2"),
        ] {
            assert_eq!(changed(&format!("{row}{place}"), value).unwrap_err(), sentence);
        }
        for (place, value) in [
            ("/campaign/last_month", json!("2021-12")),
            ("/campaign/due_day", json!(0)),
            ("/campaign/phases/2/first_day", json!("2022-11-15")),
            ("/campaign/phases/1/last_day", json!("2021-11-15")),
        ] {
            assert_eq!(changed(place, value).unwrap_err(), FormError::Campaign.to_string(), "{place}");
        }
    }

    #[test]
    fn an_unknown_field_or_broken_json_is_refused() {
        assert!(
            changed("/notes", json!({"label": "", "items": [], "more": 1})).unwrap_err().contains("more")
        );
        assert!(matches!(Form::load("{"), Err(FormError::Unreadable(_))));
    }
}
