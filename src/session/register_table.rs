//! A table of units for the register, as an office keeps it: pasted, or from a file.

use super::{CollationError, NewMember};
use crate::error::Error;
use crate::notice::Notice;
use crate::reading::{self, Book};
use crate::unit::UnitKind;

/// The columns of such a table, by what their headings may say.
const HEADINGS: [(Column, &[&str]); 7] = [
    (Column::Name, &["名称", "单位", "单位名称", "填报单位"]),
    (Column::Kind, &["类别", "单位类别"]),
    (Column::Aliases, &["别名", "曾用名", "简称"]),
    (Column::FirstMonth, &["开始月份", "起报月份"]),
    (Column::LastMonth, &["结束月份", "最后月份"]),
    (Column::Person, &["填报人", "联系人", "姓名"]),
    (Column::Phone, &["电话", "联系电话", "手机"]),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Name,
    Kind,
    Aliases,
    FirstMonth,
    LastMonth,
    Person,
    Phone,
}

/// Reads the units of a table. Without headings its columns are 名称, 类别, 别名.
pub fn read_units(notice: &Notice, book: &Book) -> Result<Vec<NewMember>, Error> {
    read(notice, book, None)
}

/// Reads the units of a pasted table; those of which no kind is written or known are of the usual one.
pub fn read_pasted_units(notice: &Notice, text: &str, usual: &UnitKind) -> Result<Vec<NewMember>, Error> {
    if text.trim().is_empty() {
        return Err(CollationError::NothingTyped.into());
    }
    read(notice, &reading::read(text.as_bytes())?, Some(usual))
}

fn read(notice: &Notice, book: &Book, usual: Option<&UnitKind>) -> Result<Vec<NewMember>, Error> {
    let mut units = Vec::new();
    for sheet in book.sheets.iter().filter(|sheet| !sheet.hidden) {
        let seen = sheet.seen();
        let mut columns: Vec<(u32, Column)> =
            vec![(0, Column::Name), (1, Column::Kind), (2, Column::Aliases)];
        for (number, (_, cells)) in seen.rows().enumerate() {
            let cells: Vec<(u32, String)> =
                cells.into_iter().map(|(column, value)| (column, value.text().trim().to_owned())).collect();
            if number == 0
                && let Some(headed) = headed(&cells)
            {
                columns = headed;
                continue;
            }
            let text = |wanted: Column| {
                let at = columns.iter().find(|(_, column)| *column == wanted).map(|(at, _)| *at);
                let found = cells.iter().find(|(column, _)| Some(*column) == at);
                found.map(|(_, text)| text.as_str()).filter(|text| !text.is_empty())
            };
            let Some(name) = text(Column::Name) else { continue };
            let month = |column| text(column).map(str::parse).transpose();
            units.push(NewMember {
                aliases: text(Column::Aliases).map(names).unwrap_or_default(),
                first_month: month(Column::FirstMonth)?,
                last_month: month(Column::LastMonth)?,
                person: text(Column::Person).unwrap_or_default().to_owned(),
                phone: text(Column::Phone).unwrap_or_default().to_owned(),
                ..NewMember::named(name, kind(notice, name, text(Column::Kind), usual)?)
            });
        }
    }
    if units.is_empty() { Err(CollationError::NoUnits.into()) } else { Ok(units) }
}

fn headed(cells: &[(u32, String)]) -> Option<Vec<(u32, Column)>> {
    let found: Vec<(u32, Column)> = cells
        .iter()
        .filter_map(|(at, text)| {
            let known = HEADINGS.iter().find(|(_, words)| words.contains(&text.as_str()));
            known.map(|(column, _)| (*at, *column))
        })
        .collect();
    found.iter().any(|(_, column)| *column == Column::Name).then_some(found)
}

fn names(text: &str) -> Vec<String> {
    let parts = text.split(['、', '，', ',', ';', '；', ' ', '\n']);
    parts.map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// The kind of a unit: as it is written, by its id or its name; where nothing is written, what the notice says of the unit.
fn kind(
    notice: &Notice,
    name: &str,
    written: Option<&str>,
    usual: Option<&UnitKind>,
) -> Result<UnitKind, Error> {
    let known = notice.units.iter().find(|unit| unit.name == name).map(|unit| unit.kind.clone());
    let found = match written {
        Some(word) => notice.kind_meant(word).map(|kind| kind.id.clone()),
        None => known.or_else(|| usual.cloned()),
    };
    found.ok_or_else(|| Error::UnknownKind {
        kind: written.unwrap_or("没有写").to_owned(),
        kinds: notice.kinds_in_words(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<NewMember>, Error> {
        read_units(Notice::built_in().unwrap(), &reading::read(text.as_bytes()).unwrap())
    }

    #[test]
    fn a_table_with_headings_may_have_its_columns_anywhere() {
        let units = read(
            "序号,单位名称,联系人,电话,类别,曾用名\n1,区教委,李四,58130001,区级部门,教委\n2,龙沙镇,,,,\n",
        )
        .unwrap();
        assert_eq!(units.len(), 2);
        assert_eq!((units[0].name.as_str(), units[0].kind.word()), ("区教委", "department"));
        assert_eq!(
            (units[0].person.as_str(), units[0].aliases.as_slice()),
            ("李四", &["教委".to_owned()][..])
        );
        assert_eq!(units[1].kind.word(), "township", "the notice knows it");
    }

    #[test]
    fn a_bare_list_is_name_kind_and_aliases() {
        let units = read("太平街道,street,太平、太平镇\n新城镇,镇乡,\n").unwrap();
        assert_eq!(units[0].aliases, ["太平", "太平镇"]);
        assert_eq!(units[1].kind.word(), "township");
    }

    #[test]
    fn what_is_pasted_without_a_kind_is_of_the_usual_one() {
        let notice = Notice::built_in().unwrap();
        let usual = UnitKind::from("department");
        let units = read_pasted_units(notice, "区教委\t\t教委\n龙沙镇\n新城镇\t镇乡\n", &usual).unwrap();
        let kinds: Vec<&str> = units.iter().map(|unit| unit.kind.word()).collect();
        assert_eq!(kinds, ["department", "township", "township"]);
        assert_eq!(units[0].aliases, ["教委"]);
        let refused = read_pasted_units(notice, " \n", &usual).unwrap_err().to_string();
        assert!(refused.starts_with("框里还没有写单位，什么都没有改动"), "no file is spoken of: {refused}");
    }

    #[test]
    fn a_kind_that_nobody_knows_is_refused_with_those_there_are() {
        let told = read("新城镇,村\n").unwrap_err().to_string();
        assert!(told.contains("“村”") && told.contains("township（镇乡（民族乡））"), "{told}");
        assert!(read("新城镇\n").unwrap_err().to_string().contains("没有写"));
    }
}
