//! A part of a Word file as a tree that can be changed and written again.

use std::io::Cursor;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, Writer};

pub(super) type Xml<T> = Result<T, quick_xml::Error>;

/// An element with its content, or another piece of XML.
pub(super) enum Node {
    Element { tag: BytesStart<'static>, inside: Vec<Node> },
    Other(Event<'static>),
}

pub(super) fn read(xml: &[u8]) -> Xml<Vec<Node>> {
    inside(&mut Reader::from_reader(xml))
}

/// Reads everything up to the end of the current element.
fn inside(reader: &mut Reader<&[u8]>) -> Xml<Vec<Node>> {
    let mut nodes = Vec::new();
    loop {
        match reader.read_event()? {
            Event::Eof | Event::End(_) => return Ok(nodes),
            Event::Start(tag) => {
                let tag = tag.into_owned();
                nodes.push(Node::Element { tag, inside: inside(reader)? });
            }
            Event::Empty(tag) => nodes.push(Node::Element { tag: tag.into_owned(), inside: Vec::new() }),
            other => nodes.push(Node::Other(other.into_owned())),
        }
    }
}

pub(super) fn written(nodes: Vec<Node>) -> Xml<Vec<u8>> {
    let mut writer = Writer::new(Cursor::new(Vec::new()));
    for node in nodes {
        write(&mut writer, node)?;
    }
    Ok(writer.into_inner().into_inner())
}

fn write(writer: &mut Writer<Cursor<Vec<u8>>>, node: Node) -> Xml<()> {
    match node {
        Node::Other(event) => writer.write_event(event)?,
        Node::Element { tag, inside } if inside.is_empty() => writer.write_event(Event::Empty(tag))?,
        Node::Element { tag, inside } => {
            let end = tag.to_end().into_owned();
            writer.write_event(Event::Start(tag))?;
            for node in inside {
                write(writer, node)?;
            }
            writer.write_event(Event::End(end))?;
        }
    }
    Ok(())
}

pub(super) fn element(tag: BytesStart<'static>, inside: Vec<Node>) -> Node {
    Node::Element { tag, inside }
}

/// Puts an empty element at the end of another.
pub(super) fn add(node: &mut Node, tag: BytesStart<'static>) {
    if let Node::Element { inside, .. } = node {
        inside.push(element(tag, Vec::new()));
    }
}

pub(super) fn is(node: &Node, wanted: &str) -> bool {
    matches!(node, Node::Element { tag, .. } if name(tag) == wanted)
}

pub(super) fn name<'tag>(tag: &'tag BytesStart<'_>) -> &'tag str {
    tag.name().into_inner()
}

/// The value of an attribute; empty if there is none.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> String {
    tag.try_get_attribute(name).ok().flatten().map(|one| one.value.into_owned()).unwrap_or_default()
}
