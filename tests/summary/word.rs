//! The Word file as Word wants it: headings it knows as headings, and every property's parts in the order of the
//! standard (ECMA-376, part 1), which Word insists on where others guess.

use std::io::{Cursor, Read as _};
use std::path::Path;

use quick_xml::Reader;
use quick_xml::events::Event;
use yuebao::output::document::Fonts;
use yuebao::summary::{Heading, Span};

use crate::harness::{Office, now};
use crate::year::{with_gaps, with_projects};

/// What may stand in a property, in its order; as far as these files have it.
const ORDERS: [(&str, &str); 9] = [
    (
        "pPr",
        "pStyle keepNext keepLines pageBreakBefore widowControl autoSpaceDE autoSpaceDN spacing ind jc outlineLvl",
    ),
    ("rPr", "rFonts b color spacing sz szCs"),
    ("tblPr", "tblW jc tblBorders tblLayout tblCellMar"),
    ("trPr", "cantSplit tblHeader"),
    ("tcPr", "tcW gridSpan shd vAlign"),
    ("sectPr", "footerReference pgSz pgMar cols"),
    ("style", "name basedOn next qFormat pPr rPr"),
    ("settings", "zoom mirrorMargins defaultTabStop evenAndOddHeaders compat docId"),
    (
        "compat",
        "spaceForUL balanceSingleByteDoubleByteWidth doNotLeaveBackslashAlone ulTrailSpace doNotExpandShiftReturn \
         useFELayout compatSetting",
    ),
];

/// The parts that are written by hand or by the library, in XML.
fn parts() -> Vec<(String, String)> {
    let office = Office::begun();
    let mut session = with_gaps(&office);
    with_projects(&mut session);
    session
        .summaries_mut()
        .write_summary(
            now(),
            Span::Year(2022),
            Heading::Measures,
            "（一）加强领导。成立小组。\n压实责任。",
            None,
        )
        .unwrap();
    let file = session.summaries().word(
        "2022-11-02T09:00:00+08:00".parse().unwrap(),
        Span::Year(2022),
        Fonts::system(),
    );
    let mut package = zip::ZipArchive::new(Cursor::new(file.unwrap().bytes)).unwrap();
    let names: Vec<String> = package.file_names().map(|name| name.unwrap().to_string()).collect();
    let wanted = |name: &String| {
        Path::new(name).extension().is_some_and(|extension| extension == "xml")
            && (name.starts_with("word/") || name == "docProps/core.xml")
    };
    let read = |name: String| {
        let mut text = String::new();
        package.by_name(&name).unwrap().read_to_string(&mut text).unwrap();
        (name, text)
    };
    names.into_iter().filter(wanted).map(read).collect()
}

fn part(wanted: &str) -> String {
    parts().into_iter().find(|(name, _)| name == wanted).unwrap().1
}

/// Every element with the names of what stands directly in it.
fn elements(xml: &str) -> Vec<(String, Vec<String>)> {
    let mut reader = Reader::from_str(xml);
    let mut open: Vec<(String, Vec<String>)> = Vec::new();
    let mut closed = Vec::new();
    loop {
        let (tag, empty) = match reader.read_event().unwrap() {
            Event::Start(tag) => (tag.local_name().into_inner().to_owned(), false),
            Event::Empty(tag) => (tag.local_name().into_inner().to_owned(), true),
            Event::End(_) => {
                closed.extend(open.pop());
                continue;
            }
            Event::Eof => return closed,
            _ => continue,
        };
        if let Some((_, inside)) = open.last_mut() {
            inside.push(tag.clone());
        }
        if !empty {
            open.push((tag, Vec::new()));
        }
    }
}

#[test]
fn the_parts_of_every_property_stand_in_the_order_of_the_standard() {
    let mut seen = 0;
    for (name, xml) in parts() {
        for (element, inside) in elements(&xml) {
            let Some((_, order)) = ORDERS.iter().find(|(of, _)| *of == element) else { continue };
            let mut order: Vec<&str> = order.split_whitespace().collect();
            // Properties of the paragraph's own mark: a style has none.
            if element == "pPr" && name != "word/styles.xml" {
                order.push("rPr");
            }
            let ranks: Vec<usize> = inside
                .iter()
                .map(|one| {
                    order
                        .iter()
                        .position(|known| known == one)
                        .unwrap_or_else(|| panic!("{name}: {one} in {element}"))
                })
                .collect();
            assert!(ranks.is_sorted(), "{name}: {element} has {inside:?}");
            seen += 1;
        }
    }
    assert!(seen > 1000, "{seen}");
}

#[test]
fn headings_are_headings_and_the_text_is_in_one_style() {
    let (document, styles) = (part("word/document.xml"), part("word/styles.xml"));
    for (style, name) in
        [("Title", "Title"), ("Heading1", "heading 1"), ("BodyText", "Body Text"), ("Caption", "caption")]
    {
        assert!(document.contains(&format!("<w:pStyle w:val=\"{style}\"")), "{style} is used");
        assert!(styles.contains(&format!("<w:name w:val=\"{name}\"")), "{style} is what Word calls {name}");
    }
    assert_eq!(document.matches("<w:pStyle w:val=\"Heading1\"").count(), 5);
    assert!(styles.contains("w:default=\"1\""));
    // 22 lines of 28 points, two characters in, 仿宋 of 三号.
    assert!(styles.contains("w:line=\"560\" w:lineRule=\"exact\"") && styles.contains("w:firstLine=\"640\""));
    let lead = document.find("（一）加强领导。").unwrap();
    let run = document[..lead].rfind("<w:r>").unwrap();
    assert!(document[run..lead].contains("楷体_GB2312"), "a heading of the second level is in 楷体");
    assert!(!document[lead..].split("</w:r>").nth(1).unwrap().contains("楷体"), "and what follows is not");
    let tables = document.matches("<w:tbl>").count();
    assert_eq!(
        document.matches("<w:tblHeader").count(),
        tables,
        "the first row of each stands on its next page too"
    );
}

#[test]
fn the_file_says_what_it_is_and_each_picture_what_it_shows() {
    let about = part("docProps/core.xml");
    assert!(about.contains("<dc:creator>龙沙镇</dc:creator>"), "{about}");
    assert!(about.contains("市容环境整治主题活动总结（2022年1月至10月）</dc:title>"), "{about}");
    assert!(!about.contains("unknown"), "{about}");
    let document = part("word/document.xml");
    let pictures: Vec<&str> =
        document.split("<wp:docPr ").skip(1).map(|one| one.split('>').next().unwrap()).collect();
    assert_eq!(pictures.len(), 21, "one of all, and one for each of a township's figures");
    for (number, picture) in (1..).zip(&pictures) {
        assert!(picture.starts_with(&format!("id=\"{number}\" name=\"图 {number}\"")), "{picture}");
    }
    assert!(pictures[1].contains("descr=\"1．出动环卫工人（人次），合计 1122"), "{}", pictures[1]);
    assert!(part("word/settings.xml").contains("<w:mirrorMargins/>"), "the binding is inside on both sides");
}
