//! One part of a package as XML: a stream of elements and texts with limits, whatever the part contains.
//!
//! Elements and attributes are identified by their local names: prefixes and the two possible namespaces of
//! the standard make no difference. Custom entities are not expanded. The meaning of elements is not this
//! module's concern.

use std::borrow::Cow;
use std::io::{self, BufReader, Cursor, ErrorKind, Read};

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use quick_xml::events::attributes::Attributes;
use quick_xml::events::{BytesRef, Event};
use quick_xml::{Reader, XmlVersion};

use super::ReadingError;

/// The longest tag or piece of text, in bytes.
const LONGEST_PIECE: usize = 1 << 20;
/// How deep elements may be nested.
const DEEPEST: usize = 256;
/// How many bytes are checked to find the encoding.
const GLANCE: usize = 256;
/// The longest content of one element that is kept, more than a cell may hold.
pub(super) const LONGEST_CONTENT: usize = 200_000;
/// The most bytes that are decoded from an encoding other than UTF-8, which happens in memory.
const LARGEST_DECODED: u64 = 32 << 20;

/// An item of the stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Node {
    /// An element begins; see [`Xml::name`] and [`Xml::attribute`].
    Start,
    /// An element ends.
    End,
    /// A text or a piece of one; see [`Xml::text`].
    Text,
}

/// How much all parts of a package together may still unpack to.
#[derive(Debug)]
pub(super) struct Allowance {
    /// The remaining bytes.
    pub(super) bytes: u64,
    /// The remaining elements and texts, each of which takes time.
    pub(super) nodes: u64,
}

/// A part that is read from beginning to end.
pub(super) struct Xml<'part> {
    reader: Reader<BufReader<Bounded<'part>>>,
    buffer: Vec<u8>,
    /// The last start tag, and the length of its name.
    tag: String,
    name_length: usize,
    text: String,
    depth: usize,
}

impl<'part> Xml<'part> {
    /// Begins to read a part.
    pub(super) fn new(
        part: impl Read + 'part,
        allowance: &'part mut Allowance,
    ) -> Result<Self, ReadingError> {
        let mut source = Bounded { source: Box::new(part), allowance, piece: 0 };
        let mut head = Vec::new();
        source.by_ref().take(GLANCE as u64).read_to_end(&mut head).map_err(|error| problem(&error))?;
        let (encoding, mark) = encoding(&head);
        let head = head.get(mark..).unwrap_or_default().to_vec();
        if encoding == UTF_8 {
            source.put_back(head);
        } else {
            source.decode(head, encoding)?;
        }
        let mut reader = Reader::from_reader(BufReader::with_capacity(1 << 16, source));
        reader.config_mut().expand_empty_elements = true;
        Ok(Self {
            reader,
            buffer: Vec::new(),
            tag: String::new(),
            name_length: 0,
            text: String::new(),
            depth: 0,
        })
    }

    /// Goes to the next element or text; `None` at the end of the part.
    pub(super) fn next(&mut self) -> Result<Option<Node>, ReadingError> {
        loop {
            self.buffer.clear();
            let source = self.reader.get_mut().get_mut();
            source.piece = 0;
            source.allowance.nodes =
                source.allowance.nodes.checked_sub(1).ok_or(ReadingError::UnpacksTooLarge)?;
            let event = self.reader.read_event_into(&mut self.buffer).map_err(|error| match error {
                quick_xml::Error::Io(error) => problem(&error),
                _ => ReadingError::Damaged,
            })?;
            self.text.clear();
            match event {
                Event::Start(start) => {
                    self.tag.clear();
                    self.tag.push_str(&start);
                    self.name_length = start.name().as_ref().len();
                    self.depth += 1;
                    return if self.depth > DEEPEST {
                        Err(ReadingError::Damaged)
                    } else {
                        Ok(Some(Node::Start))
                    };
                }
                Event::End(_) => {
                    self.depth = self.depth.checked_sub(1).ok_or(ReadingError::Damaged)?;
                    return Ok(Some(Node::End));
                }
                Event::Text(text) => self.text.push_str(&text.xml10_content()),
                Event::CData(text) => self.text.push_str(&text.xml10_content()),
                Event::GeneralRef(reference) => {
                    self.text.push(character(&reference).ok_or(ReadingError::Damaged)?);
                }
                // The library reports no error if a part was cut off.
                Event::Eof if self.depth > 0 => return Err(ReadingError::Damaged),
                Event::Eof => return Ok(None),
                _ => continue,
            }
            return Ok(Some(Node::Text));
        }
    }

    /// Goes to the outermost element and returns its name.
    pub(super) fn root(&mut self) -> Result<&str, ReadingError> {
        loop {
            match self.next()?.ok_or(ReadingError::Damaged)? {
                Node::Start => return Ok(self.name()),
                Node::End | Node::Text => {}
            }
        }
    }

    /// Goes to the next child of the element at a depth, skipping the rest of the previous child; `false` at
    /// the end of that element.
    pub(super) fn child_of(&mut self, depth: usize) -> Result<bool, ReadingError> {
        loop {
            match self.next()?.ok_or(ReadingError::Damaged)? {
                Node::Start if self.depth == depth + 1 => return Ok(true),
                Node::End if self.depth < depth => return Ok(false),
                _ => {}
            }
        }
    }

    /// The text of the element that has just begun, up to its end. If it is longer than a cell may hold, only
    /// its beginning is kept.
    pub(super) fn content(&mut self) -> Result<String, ReadingError> {
        let (depth, mut content) = (self.depth, String::new());
        loop {
            match self.next()?.ok_or(ReadingError::Damaged)? {
                Node::Text if self.depth == depth && content.len() < LONGEST_CONTENT => {
                    content.push_str(&self.text);
                }
                Node::End if self.depth < depth => return Ok(content),
                _ => {}
            }
        }
    }

    /// The number of open elements, including the one that has just begun.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    /// The name of the element that began last, without its prefix.
    pub(super) fn name(&self) -> &str {
        local(self.tag.get(..self.name_length).unwrap_or_default())
    }

    /// The last text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The attributes of the element that began last, by their names without prefixes.
    pub(super) fn attributes(&self) -> impl Iterator<Item = Result<(&str, Cow<'_, str>), ReadingError>> {
        let mut attributes = Attributes::new(&self.tag, self.name_length);
        // The check compares each attribute with all others, which takes long for a hundred thousand of them.
        attributes.with_checks(false);
        attributes.map(|attribute| {
            let attribute = attribute.map_err(|_| ReadingError::Damaged)?;
            let value =
                attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|_| ReadingError::Damaged)?;
            Ok((local(attribute.key.0), value))
        })
    }

    /// One attribute of the element that began last.
    pub(super) fn attribute(&self, name: &str) -> Result<Option<Cow<'_, str>>, ReadingError> {
        for attribute in self.attributes() {
            let (other, value) = attribute?;
            if other == name {
                return Ok(Some(value));
            }
        }
        Ok(None)
    }

    /// Whether an attribute of the last element is true.
    pub(super) fn is_set(&self, name: &str) -> Result<bool, ReadingError> {
        Ok(self.attribute(name)?.is_some_and(|value| is_yes(&value)))
    }
}

/// Whether the value of an attribute means true.
pub(super) fn is_yes(value: &str) -> bool {
    matches!(value.trim(), "1" | "true" | "on")
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

fn character(reference: &BytesRef<'_>) -> Option<char> {
    if let Some(character) = reference.resolve_char_ref().ok()? {
        return Some(character);
    }
    let name = reference.xml10_content();
    quick_xml::escape::resolve_predefined_entity(&name)?.chars().next()
}

/// The encoding of a part, from its beginning, and the length of its byte order mark.
fn encoding(head: &[u8]) -> (&'static Encoding, usize) {
    match head {
        [b'<', 0, ..] => (UTF_16LE, 0),
        [0, b'<', ..] => (UTF_16BE, 0),
        _ => Encoding::for_bom(head).unwrap_or_else(|| (declared(head), 0)),
    }
}

fn declared(head: &[u8]) -> &'static Encoding {
    let head = String::from_utf8_lossy(head);
    let declaration = head.split_once("?>").map_or("", |(declaration, _)| declaration);
    let label = declaration.split_once("encoding").and_then(|(_, rest)| rest.split(['"', '\'']).nth(1));
    let found = label.and_then(|label| Encoding::for_label(label.as_bytes())).unwrap_or(UTF_8);
    // A declaration of UTF-16 in single-byte letters must be wrong.
    if found == UTF_16LE || found == UTF_16BE { UTF_8 } else { found }
}

const TOO_LARGE: ErrorKind = ErrorKind::FileTooLarge;

fn problem(error: &io::Error) -> ReadingError {
    if error.kind() == TOO_LARGE { ReadingError::UnpacksTooLarge } else { ReadingError::Damaged }
}

/// A reader that refuses to unpack more than the package's limit, or a piece longer than any table has.
struct Bounded<'part> {
    source: Box<dyn Read + 'part>,
    allowance: &'part mut Allowance,
    /// How many bytes were read since the last complete piece.
    piece: usize,
}

impl Bounded<'_> {
    fn put_back(&mut self, head: Vec<u8>) {
        let rest = std::mem::replace(&mut self.source, Box::new(io::empty()));
        self.allowance.bytes = self.allowance.bytes.saturating_add(head.len() as u64);
        self.source = Box::new(Cursor::new(head).chain(rest));
    }

    fn decode(&mut self, head: Vec<u8>, encoding: &'static Encoding) -> Result<(), ReadingError> {
        let mut bytes = head;
        let mut rest = std::mem::replace(&mut self.source, Box::new(io::empty()));
        let most = LARGEST_DECODED.min(self.allowance.bytes);
        rest.by_ref().take(most).read_to_end(&mut bytes).map_err(|error| problem(&error))?;
        if bytes.len() as u64 >= most {
            return Err(ReadingError::UnpacksTooLarge);
        }
        let decoded = encoding.decode_without_bom_handling_and_without_replacement(&bytes);
        let decoded = decoded.ok_or(ReadingError::Damaged)?.into_owned();
        self.source = Box::new(Cursor::new(decoded.into_bytes()));
        Ok(())
    }
}

impl Read for Bounded<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(buffer)?;
        self.piece += read;
        let left = self.allowance.bytes.checked_sub(read as u64).filter(|_| self.piece <= LONGEST_PIECE);
        self.allowance.bytes = left.ok_or(TOO_LARGE)?;
        Ok(read)
    }
}

/// Whether a switch element, such as `<strike/>`, is on.
pub(super) fn is_on(xml: &Xml<'_>) -> Result<bool, ReadingError> {
    Ok(xml.attribute("val")?.is_none_or(|value| is_yes(&value)))
}
