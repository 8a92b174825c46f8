//! What an .xlsx says of itself: its custom properties, by name. The package has been measured before.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::{ReadingError, package};

/// The part they stand in, in every program that writes workbooks.
const PART: &str = "docProps/custom.xml";
/// The most properties, and the longest of them in bytes.
const MOST: usize = 200;
const LONGEST: usize = 10_000;

/// The custom properties of a workbook that are texts or numbers; none where there are none.
pub fn properties(bytes: &[u8]) -> Result<BTreeMap<String, String>, ReadingError> {
    if !bytes.starts_with(b"PK") {
        return Ok(BTreeMap::new());
    }
    package::check(bytes)?;
    let mut package = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadingError::Damaged)?;
    let mut text = String::new();
    let Ok(part) = package.by_name(PART) else { return Ok(BTreeMap::new()) };
    part.take((MOST * LONGEST) as u64).read_to_string(&mut text).map_err(|_| ReadingError::Damaged)?;
    read(&text).ok_or(ReadingError::Damaged)
}

fn read(text: &str) -> Option<BTreeMap<String, String>> {
    let mut reader = Reader::from_str(text);
    let mut properties = BTreeMap::new();
    let mut name = None;
    let mut value = String::new();
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) if start.local_name().as_ref() == "property" => {
                name = named(&start);
                value.clear();
            }
            Event::Text(text) => value.push_str(&text.xml10_content()),
            Event::GeneralRef(reference) => value.push(entity(&reference)?),
            Event::End(end) if end.local_name().as_ref() == "property" => {
                if let Some(name) = name.take().filter(|_| properties.len() < MOST && value.len() <= LONGEST)
                {
                    properties.insert(name, std::mem::take(&mut value));
                }
            }
            Event::Eof => return Some(properties),
            _ => {}
        }
    }
}

fn named(start: &BytesStart<'_>) -> Option<String> {
    let attribute = start.try_get_attribute("name").ok().flatten()?;
    Some(attribute.value.into_owned())
}

fn entity(reference: &quick_xml::events::BytesRef<'_>) -> Option<char> {
    if let Some(character) = reference.resolve_char_ref().ok()? {
        return Some(character);
    }
    let name = reference.xml10_content();
    quick_xml::escape::resolve_predefined_entity(&name)?.chars().next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_by_name_whatever_they_hold() {
        let text = r#"<?xml version="1.0"?><Properties xmlns:vt="v"><property fmtid="{D5}" pid="2" name="Unit">
            </property><property name="A"><vt:lpwstr>甲&amp;乙&lt;&#38;</vt:lpwstr></property><property name="N"><vt:i4>3</vt:i4></property>
            <property name="Empty"><vt:lpwstr/></property></Properties>"#;
        let properties = read(text).unwrap();
        assert_eq!((properties["A"].as_str(), properties["N"].as_str()), ("甲&乙<&", "3"));
        assert_eq!(properties["Empty"], "");
        assert_eq!(read("<a><b></a>"), None);
    }

    #[test]
    fn what_is_no_workbook_says_nothing_of_itself() {
        assert_eq!(properties(b"a,b,c"), Ok(BTreeMap::new()));
        assert_eq!(properties(b"PK\x03\x04"), Err(ReadingError::Damaged));
    }
}
