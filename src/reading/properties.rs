//! The custom properties of an .xlsx file, by name.

use std::collections::BTreeMap;

use super::ReadingError;
use super::guard::guarded;
use super::package::Package;
use super::xml::{Node, Xml};

/// The part with the custom properties, the same in every program that writes workbooks.
const PART: &str = "docProps/custom.xml";
/// The most properties, and the longest one in bytes.
const MOST: usize = 200;
const LONGEST: usize = 10_000;

/// The custom properties of a workbook that are texts or numbers; empty if there are none.
pub fn properties(bytes: &[u8]) -> Result<BTreeMap<String, String>, ReadingError> {
    if !bytes.starts_with(b"PK") {
        return Ok(BTreeMap::new());
    }
    let found = guarded(|| Package::open(bytes)?.part(PART)?.map_or_else(|| Ok(BTreeMap::new()), read));
    found.unwrap_or(Err(ReadingError::Damaged))
}

fn read(mut xml: Xml<'_>) -> Result<BTreeMap<String, String>, ReadingError> {
    let mut properties = BTreeMap::new();
    xml.root()?;
    while xml.child_of(1)? {
        let name = xml.attribute("name")?.map(std::borrow::Cow::into_owned);
        let value = value(&mut xml)?;
        if let Some(name) = name.filter(|_| properties.len() < MOST && value.len() <= LONGEST) {
            properties.insert(name, value);
        }
    }
    Ok(properties)
}

/// The text of the property that has just begun; its value is in an element that gives its type.
fn value(xml: &mut Xml<'_>) -> Result<String, ReadingError> {
    let (depth, mut value) = (xml.depth(), String::new());
    loop {
        match xml.next()?.ok_or(ReadingError::Damaged)? {
            Node::Text if xml.depth() > depth && value.len() <= LONGEST => value.push_str(xml.text()),
            Node::End if xml.depth() < depth => return Ok(value),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::xml::Allowance;
    use super::*;

    fn read(text: &str) -> Result<BTreeMap<String, String>, ReadingError> {
        let mut allowance = Allowance { bytes: 10_000, nodes: 1000 };
        super::read(Xml::new(text.as_bytes(), &mut allowance)?)
    }

    #[test]
    fn texts_are_read_by_name_whatever_they_hold() {
        let text = r#"<?xml version="1.0"?><Properties xmlns:vt="v"><property fmtid="{D5}" pid="2" name="Unit">
            </property><property name="A"><vt:lpwstr>甲&amp;乙&lt;&#38;</vt:lpwstr></property><property name="N"><vt:i4>3</vt:i4></property>
            <property name="Empty"><vt:lpwstr/></property></Properties>"#;
        let properties = read(text).unwrap();
        assert_eq!((properties["A"].as_str(), properties["N"].as_str()), ("甲&乙<&", "3"));
        assert_eq!((properties["Empty"].as_str(), properties["Unit"].as_str()), ("", ""));
        assert_eq!(read("<a><b></a>"), Err(ReadingError::Damaged));
        assert_eq!(read("<a><b>"), Err(ReadingError::Damaged));
    }

    #[test]
    fn what_is_no_workbook_says_nothing_of_itself() {
        assert_eq!(properties(b"a,b,c"), Ok(BTreeMap::new()));
        assert_eq!(properties(b"PK\x03\x04"), Err(ReadingError::Damaged));
    }
}
