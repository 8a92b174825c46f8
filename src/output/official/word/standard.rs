//! Makes a Word file comply with the standard (ECMA-376). The library writes the parts of a property in its
//! own order, which Word accepts less than other programs, and it does not support a few settings that are
//! needed. Both are corrected here.
//!
//! Nothing here knows the content of the file.

use docx_rs::XMLDocx;
use quick_xml::events::{BytesStart, BytesText, Event};

use super::xml::{Node, Xml, add, attribute, element, is, name, read, written};

/// The elements whose parts have a fixed order, with that order; parts that are not listed come last.
const ORDERS: [(&str, &[&str]); 9] = [
    (
        "w:pPr",
        &[
            "w:pStyle",
            "w:keepNext",
            "w:keepLines",
            "w:pageBreakBefore",
            "w:framePr",
            "w:widowControl",
            "w:numPr",
            "w:pBdr",
            "w:shd",
            "w:tabs",
            "w:autoSpaceDE",
            "w:autoSpaceDN",
            "w:bidi",
            "w:adjustRightInd",
            "w:snapToGrid",
            "w:spacing",
            "w:ind",
            "w:jc",
            "w:textAlignment",
            "w:outlineLvl",
            "w:rPr",
            "w:sectPr",
        ],
    ),
    (
        "w:rPr",
        &[
            "w:rStyle",
            "w:rFonts",
            "w:b",
            "w:bCs",
            "w:i",
            "w:iCs",
            "w:caps",
            "w:strike",
            "w:color",
            "w:spacing",
            "w:sz",
            "w:szCs",
            "w:highlight",
            "w:u",
            "w:shd",
        ],
    ),
    (
        "w:tblPr",
        &[
            "w:tblStyle",
            "w:tblpPr",
            "w:tblW",
            "w:jc",
            "w:tblInd",
            "w:tblBorders",
            "w:shd",
            "w:tblLayout",
            "w:tblCellMar",
        ],
    ),
    ("w:trPr", &["w:cantSplit", "w:trHeight", "w:tblHeader", "w:jc"]),
    (
        "w:tcPr",
        &[
            "w:tcW",
            "w:gridSpan",
            "w:vMerge",
            "w:tcBorders",
            "w:shd",
            "w:tcMar",
            "w:textDirection",
            "w:vAlign",
        ],
    ),
    (
        "w:sectPr",
        &[
            "w:headerReference",
            "w:footerReference",
            "w:type",
            "w:pgSz",
            "w:pgMar",
            "w:pgNumType",
            "w:cols",
            "w:docGrid",
        ],
    ),
    (
        "w:style",
        &[
            "w:name",
            "w:basedOn",
            "w:next",
            "w:link",
            "w:uiPriority",
            "w:semiHidden",
            "w:unhideWhenUsed",
            "w:qFormat",
            "w:pPr",
            "w:rPr",
            "w:tblPr",
            "w:tcPr",
        ],
    ),
    (
        "w:settings",
        &[
            "w:zoom",
            "w:mirrorMargins",
            "w:defaultTabStop",
            "w:evenAndOddHeaders",
            "w:characterSpacingControl",
            "w:compat",
            "w:docVars",
            "w15:docId",
        ],
    ),
    (
        "w:compat",
        &[
            "w:spaceForUL",
            "w:balanceSingleByteDoubleByteWidth",
            "w:doNotLeaveBackslashAlone",
            "w:ulTrailSpace",
            "w:doNotExpandShiftReturn",
            "w:adjustLineHeightInTable",
            "w:useFELayout",
            "w:compatSetting",
        ],
    ),
];

/// The metadata of a file.
pub(super) struct About<'words> {
    pub(super) title: &'words str,
    /// The author of the file.
    pub(super) author: &'words str,
    /// A description of each picture, in their order, for those who cannot see it.
    pub(super) pictures: Vec<String>,
}

/// The file with its parts in order. Also sets: the first row of each table repeated on the next page, the
/// plain style marked as default, no extra space between Chinese and digits, every line of a page used,
/// mirrored margins, and the metadata.
pub(super) fn standard(mut file: XMLDocx, about: &About<'_>) -> Xml<XMLDocx> {
    let parts = [&mut file.document, &mut file.styles, &mut file.settings, &mut file.doc_props.core];
    for part in parts.into_iter().chain(&mut file.footers) {
        *part = mended(part, about)?;
    }
    Ok(file)
}

fn mended(xml: &[u8], about: &About<'_>) -> Xml<Vec<u8>> {
    // A single character that XML does not know, from whatever was pasted, and no program opens the file.
    let known: String = String::from_utf8_lossy(xml).chars().filter(|one| is_known(*one)).collect();
    let mut nodes = read(known.as_bytes())?;
    nodes.iter_mut().for_each(mend);
    let mut shown = (1..).zip(&about.pictures);
    for node in &mut nodes {
        describe(node, about, &mut shown);
    }
    written(nodes)
}

/// Whether XML 1.0 has a character.
fn is_known(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | '\u{20}'..='\u{fffd}' | '\u{10000}'..)
}

fn mend(node: &mut Node) {
    let Node::Element { tag, inside } = node else { return };
    match name(tag) {
        "w:pPrDefault" => {
            for properties in inside.iter_mut().filter(|one| is(one, "w:pPr")) {
                for plain in ["w:widowControl", "w:autoSpaceDE", "w:autoSpaceDN"] {
                    add(properties, BytesStart::new(plain).with_attributes([("w:val", "0")]));
                }
            }
        }
        "w:settings" => inside.push(element(BytesStart::new("w:mirrorMargins"), Vec::new())),
        "w:tbl" => {
            let first = inside.iter_mut().find(|one| is(one, "w:tr"));
            if let Some(Node::Element { inside, .. }) = first {
                inside.iter_mut().filter(|one| is(one, "w:trPr")).for_each(|row| {
                    add(row, BytesStart::new("w:tblHeader"));
                });
            }
        }
        // The width of a column alone; the library adds a unit, which only other widths have.
        "w:gridCol" => {
            let width = attribute(tag, "w:w");
            *tag = BytesStart::new("w:gridCol").with_attributes([("w:w", width.as_str())]);
        }
        "w:r" => *inside = std::mem::take(inside).into_iter().flat_map(with_whole_numbers).collect(),
        "w:style" if attribute(tag, "w:styleId") == "Normal" => tag.push_attribute(("w:default", "1")),
        _ => {}
    }
    // A paragraph has properties of its mark; the properties of a style do not.
    if ["w:pPrDefault", "w:style"].contains(&name(tag)) {
        for node in inside.iter_mut().filter(|one| is(one, "w:pPr")) {
            if let Node::Element { inside, .. } = node {
                inside.retain(|one| !is(one, "w:rPr"));
            }
        }
    }
    inside.iter_mut().for_each(mend);
    if let Some((_, order)) = ORDERS.iter().find(|(of, _)| *of == name(tag)) {
        let rank = |node: &Node| match node {
            Node::Element { tag, .. } => {
                order.iter().position(|one| *one == name(tag)).unwrap_or(order.len())
            }
            Node::Other(_) => order.len(),
        };
        inside.sort_by_key(rank);
    }
}

/// A text whose lines do not end between a minus sign and its number, as they may after a hyphen.
fn with_whole_numbers(node: Node) -> Vec<Node> {
    let (tag, inside) = match node {
        Node::Element { tag, inside } if name(&tag) == "w:t" => (tag, inside),
        other => return vec![other],
    };
    let words = |piece: &str| Node::Other(Event::Text(BytesText::from_escaped(piece.to_owned())));
    let (mut nodes, mut part) = (Vec::new(), Vec::new());
    for node in inside {
        let Node::Other(Event::Text(text)) = &node else {
            part.push(node);
            continue;
        };
        for (index, piece) in at_signs(text).into_iter().enumerate() {
            if index > 0 {
                nodes.push(element(tag.clone(), std::mem::take(&mut part)));
                nodes.push(element(BytesStart::new("w:noBreakHyphen"), Vec::new()));
            }
            part.push(words(piece));
        }
    }
    nodes.push(element(tag, part));
    nodes
}

/// A text in pieces, which its minus signs stood between. A hyphen after a letter or a digit is none.
fn at_signs(text: &str) -> Vec<&str> {
    let is_sign = |at: &usize| {
        let (before, behind) = text.split_at_checked(*at).unwrap_or_default();
        let is_digit = behind.chars().nth(1).is_some_and(|one| one.is_ascii_digit());
        is_digit && !before.ends_with(|one: char| one.is_ascii_alphanumeric())
    };
    let (mut pieces, mut from) = (Vec::new(), 0);
    for at in text.match_indices('-').map(|(at, _)| at).filter(is_sign) {
        pieces.extend(text.get(from..at));
        from = at + 1;
    }
    pieces.extend(text.get(from..));
    pieces
}

/// Inserts the metadata; each picture gets its own number and description.
fn describe<'words>(
    node: &mut Node,
    about: &About<'_>,
    shown: &mut impl Iterator<Item = (u32, &'words String)>,
) {
    let Node::Element { tag, inside } = node else { return };
    let words = |words: &str| vec![Node::Other(Event::Text(BytesText::new(words).into_owned()))];
    match name(tag) {
        "wp:docPr" => {
            let (number, words) = shown.next().map_or((0, ""), |(number, words)| (number, words.as_str()));
            let (number, name) = (number.to_string(), format!("图 {number}"));
            *tag = BytesStart::new("wp:docPr").with_attributes([
                ("id", number.as_str()),
                ("name", name.as_str()),
                ("descr", words),
            ]);
        }
        "cp:coreProperties" => {
            inside.push(element(BytesStart::new("dc:title"), words(about.title)));
            for node in inside.iter_mut() {
                let Node::Element { tag, inside } = node else { continue };
                if ["dc:creator", "cp:lastModifiedBy"].contains(&name(tag)) {
                    *inside = words(about.author);
                }
            }
        }
        _ => inside.iter_mut().for_each(|one| describe(one, about, shown)),
    }
}
