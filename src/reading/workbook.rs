//! Sheets of an .xlsx workbook, read as a stream: what each cell holds and shows.
//!
//! Parts are found like in a spreadsheet program, by references, and a sheet that cannot be found is left
//! out, as it would be there. Each part is read in one pass. Charts, macros and content of other files are
//! not read. The meaning of the cells is not this module's concern.

mod address;
mod book;
mod cells;
mod columns;
mod sheet_part;
mod styles;
mod texts;

use super::package::{Package, Relationship};
use super::sheet::Budget;
use super::xml::Xml;
use super::{MOST_SHEETS, ReadingError, Sheet};

use book::Book;
use styles::Styles;
use texts::Texts;

/// How many characters of a sheet's name are kept; Excel allows 31.
const LONGEST_NAME: usize = 100;

/// Reads every worksheet of the workbook with the main part `main`.
pub(super) fn sheets(
    package: &mut Package<'_>,
    main: &str,
    budget: &mut Budget,
) -> Result<Vec<Sheet>, ReadingError> {
    let related = package.relationships(main)?;
    let listed = package.part(main)?.ok_or(ReadingError::Damaged).and_then(Listed::read)?;
    let mut book = Book { is_1904: listed.is_1904, recomputes: listed.recomputes, ..Book::default() };
    let of_kind = |kind: &str| related.iter().find(|part| part.kind.eq_ignore_ascii_case(kind));
    if let Some(part) = of_kind("styles")
        && let Some(mut xml) = package.part(&part.part)?
    {
        book.styles = Styles::read(&mut xml)?;
    }
    if let Some(part) = of_kind("sharedStrings")
        && let Some(mut xml) = package.part(&part.part)?
    {
        book.texts = Texts::read(&mut xml)?;
    }
    book.sheets(package, listed.sheets, &related, budget)
}

/// What the workbook part says about its sheets.
#[derive(Debug, Default)]
struct Listed {
    sheets: Vec<ListedSheet>,
    is_1904: bool,
    recomputes: bool,
}

#[derive(Debug)]
struct ListedSheet {
    name: String,
    hidden: bool,
    id: String,
}

impl Listed {
    fn read(mut xml: Xml<'_>) -> Result<Self, ReadingError> {
        let mut listed = Self::default();
        xml.root()?;
        while xml.child_of(1)? {
            match xml.name() {
                "workbookPr" => listed.is_1904 = xml.is_set("date1904")?,
                "calcPr" => listed.recomputes = xml.is_set("fullCalcOnLoad")?,
                "sheets" => {
                    while xml.child_of(2)? {
                        listed.sheets.push(ListedSheet::of(&xml)?);
                        if listed.sheets.len() > MOST_SHEETS {
                            return Err(ReadingError::TooManyCells);
                        }
                    }
                }
                _ => {}
            }
        }
        Ok(listed)
    }
}

impl ListedSheet {
    fn of(xml: &Xml<'_>) -> Result<Self, ReadingError> {
        let (mut name, mut hidden, mut id) = (String::new(), false, String::new());
        for attribute in xml.attributes() {
            let (key, value) = attribute?;
            match key {
                "name" => name = texts::unescaped(&value).chars().take(LONGEST_NAME).collect(),
                "state" => hidden = matches!(&*value, "hidden" | "veryHidden"),
                "id" => id = value.into_owned(),
                _ => {}
            }
        }
        Ok(Self { name, hidden, id })
    }
}

impl Book {
    fn sheets(
        &self,
        package: &mut Package<'_>,
        listed: Vec<ListedSheet>,
        related: &[Relationship],
        budget: &mut Budget,
    ) -> Result<Vec<Sheet>, ReadingError> {
        let (mut sheets, mut is_any_lost) = (Vec::new(), false);
        for ListedSheet { name, hidden, id } in listed {
            let found = related.iter().find(|part| part.id == id && !id.is_empty());
            if found.is_some_and(|part| !part.kind.eq_ignore_ascii_case("worksheet")) {
                continue;
            }
            let part = found.map(|found| package.part(&found.part)).transpose()?.flatten();
            let Some(mut xml) = part else {
                is_any_lost = true;
                continue;
            };
            let mut sheet = Sheet::named(name, hidden);
            // A dialog or a macro sheet may be listed like a worksheet.
            if xml.root()? == "worksheet" {
                sheet_part::read(&mut xml, &mut sheet, self, budget)?;
                sheet.settle(budget)?;
                sheets.push(sheet);
            }
        }
        if sheets.is_empty() && is_any_lost { Err(ReadingError::Damaged) } else { Ok(sheets) }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write as _};

    use proptest::prelude::*;
    use proptest::sample::Index;
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    const BOOK: &str = r#"<workbook xmlns:r="r"><workbookPr date1904="0"/><sheets><sheet name="a" r:id="s"/></sheets><calcPr fullCalcOnLoad="1"/></workbook>"#;
    const RELATIONS: &str = r#"<Relationships><Relationship Id="s" Type="/worksheet" Target="s.xml"/><Relationship Id="t" Type="/sharedStrings" Target="/xl/t.xml"/><Relationship Id="y" Type="/styles" Target="y.xml"/></Relationships>"#;
    const SHEET: &str = r#"<worksheet><sheetViews><sheetView showZeros="0"/></sheetViews><sheetFormatPr defaultColWidth="9"/><cols><col min="2" max="3" width="0"/></cols><sheetData><row r="1" ht="15"><c r="A1" s="1"><v>44713.5</v></c><c s="2" t="n"><f t="array" ref="B1:C2">A1</f><v>0</v></c><c t="s"><v>0</v></c><c t="str"><v>a_x000D_</v></c></row><row hidden="1"><c t="d"><v>2022-06-01T10:00</v></c><c t="inlineStr"><is><r><rPr><strike/></rPr><t>1</t></r><r><t>2</t></r></is></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>"#;
    const TEXTS: &str = r#"<sst uniqueCount="1"><si><r><rPr><vertAlign val="superscript"/></rPr><t>m&#50;</t></r></si></sst>"#;
    const STYLES: &str = r#"<styleSheet><numFmts><numFmt numFmtId="200" formatCode="[&gt;1]0.0,&quot;t&quot;;# ?/?"/></numFmts><fonts><font><strike/></font></fonts><cellXfs><xf/><xf numFmtId="14"/><xf numFmtId="200"/></cellXfs></styleSheet>"#;

    fn zipped(parts: &[String]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let names = ["xl/b.xml", "xl/_rels/b.xml.rels", "xl/s.xml", "xl/t.xml", "xl/y.xml"];
        for (name, part) in names.iter().zip(parts) {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(part.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn read(parts: &[String]) -> Result<Vec<Sheet>, ReadingError> {
        let bytes = zipped(parts);
        sheets(&mut Package::open(&bytes)?, "xl/b.xml", &mut Budget::default())
    }

    fn good() -> Vec<String> {
        [BOOK, RELATIONS, SHEET, TEXTS, STYLES].map(str::to_owned).to_vec()
    }

    #[test]
    fn what_is_damaged_below_is_good_before() {
        let sheets = read(&good()).unwrap();
        let values: Vec<_> = sheets[0].cells().map(|(_, value)| value.text()).collect();
        assert_eq!(values, ["2022-06-01", "m2", "a\r"]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(600) })]

        /// Panics are not caught here, as they would be in `read`.
        #[test]
        fn no_damage_within_a_part_panics(
            changes in prop::collection::vec((0..5_usize, any::<Index>(), 0..6_usize, "[-0-9A-Z<>&;:/\"='#_x.,?eE\u{e9} ]{0,6}"), 1..5)
        ) {
            let mut parts = good();
            for (part, at, length, text) in changes {
                let part = &mut parts[part];
                let places: Vec<usize> = part.char_indices().map(|(place, _)| place).chain([part.len()]).collect();
                let at = at.index(places.len());
                let end = (at + length).min(places.len() - 1);
                part.replace_range(places[at]..places[end], &text);
            }
            let _refused_or_read = read(&parts);
        }
    }
}
