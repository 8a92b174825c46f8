//! The package of a Word file: the parts that this file has, and a theme. The library writes parts for comments, notes
//! and numbered lists into every file, and no theme, which programs that check a file expect.

use std::io::{Cursor, Write as _};

use docx_rs::XMLDocx;
use quick_xml::events::BytesStart;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::xml::{Node, Xml, attribute, element, name, read, written};

/// The colours and fonts that the file offers to whoever edits it.
const THEME: &str = include_str!("theme.xml");
const THEME_PART: &str = "word/theme/theme1.xml";
const THEME_TYPE: &str = "application/vnd.openxmlformats-officedocument.theme+xml";
const THEME_RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme";

/// The part that says of what type each part is, and the one that says what the text refers to.
const TYPES: &str = "[Content_Types].xml";
const RELATIONS: &str = "word/_rels/document.xml.rels";

/// Packs the parts of a file.
pub(super) fn packed(file: XMLDocx) -> Result<Vec<u8>, String> {
    let told = |problem: quick_xml::Error| problem.to_string();
    let types = file.content_type.clone();
    let relations = file.document_rels.clone();
    let parts = parts(file);
    let has = |part: &str| parts.iter().any(|(name, _)| name == part);
    let type_of_theme = BytesStart::new("Override")
        .with_attributes([("PartName", format!("/{THEME_PART}").as_str()), ("ContentType", THEME_TYPE)]);
    let theme = BytesStart::new("Relationship").with_attributes([
        ("Id", "rIdTheme"),
        ("Type", THEME_RELATION),
        ("Target", "theme/theme1.xml"),
    ]);
    let first = [
        (TYPES.to_owned(), listed(&types, type_of_theme, &has).map_err(told)?),
        (RELATIONS.to_owned(), listed(&relations, theme, &has).map_err(told)?),
    ];
    zipped(first.iter().chain(&parts)).map_err(|problem| problem.to_string())
}

/// The parts, besides those that list the others.
fn parts(file: XMLDocx) -> Vec<(String, Vec<u8>)> {
    let named = |name: &str, part: Vec<u8>| (name.to_owned(), part);
    let mut parts = vec![
        named("_rels/.rels", file.rels),
        named("docProps/app.xml", file.doc_props.app),
        named("docProps/core.xml", file.doc_props.core),
        named("docProps/custom.xml", file.doc_props.custom),
        named("word/document.xml", file.document),
        named("word/styles.xml", file.styles),
        named("word/settings.xml", file.settings),
        named("word/fontTable.xml", file.font_table),
        named(THEME_PART, THEME.into()),
    ];
    parts.extend((1..).zip(file.footers).map(|(number, part)| (format!("word/footer{number}.xml"), part)));
    parts.extend(file.media.into_iter().map(|(name, picture)| (format!("word/media/{name}.png"), picture)));
    parts
}

/// A list of parts without those that the package does not have, and with the theme.
fn listed(list: &[u8], theme: BytesStart<'static>, has: &impl Fn(&str) -> bool) -> Xml<Vec<u8>> {
    let mut nodes = read(list)?;
    if let Some(Node::Element { inside, .. }) =
        nodes.iter_mut().find(|node| matches!(node, Node::Element { .. }))
    {
        inside.retain(|entry| part_of(entry).is_none_or(|part| has(&part)));
        inside.push(element(theme, Vec::new()));
    }
    written(nodes)
}

/// The part that an entry of a list is about; `None` if it is about all parts of a kind.
fn part_of(entry: &Node) -> Option<String> {
    let Node::Element { tag, .. } = entry else { return None };
    match name(tag) {
        "Override" => attribute(tag, "PartName").strip_prefix('/').map(str::to_owned),
        "Relationship" => Some(format!("word/{}", attribute(tag, "Target"))),
        _ => None,
    }
}

fn zipped<'part>(parts: impl Iterator<Item = &'part (String, Vec<u8>)>) -> zip::result::ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        // A picture is compressed already.
        let is_picture = name.starts_with("word/media/");
        let method = if is_picture { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        zip.start_file(name.as_str(), SimpleFileOptions::default().compression_method(method))?;
        zip.write_all(part)?;
    }
    Ok(zip.finish()?.into_inner())
}
