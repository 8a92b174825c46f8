//! The appearance of a run of text as far as it changes the meaning: crossed out, raised or hidden.

use std::borrow::Cow;
use std::collections::HashMap;

use super::attribute::{is_on, value};
use crate::reading::ReadingError;
use crate::reading::xml::Xml;

/// The most styles that may be based on each other.
const MOST_BEHIND: usize = 20;

/// The vertical position of a run on its line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Level {
    #[default]
    Line,
    Above,
    Below,
}

/// The properties of a run; `None` for a property that is not set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    struck: Option<bool>,
    struck_twice: Option<bool>,
    hidden: Option<bool>,
    /// Small and raised or lowered, like an exponent.
    index: Option<Level>,
    /// Moved up or down without a change of size.
    moved: Option<Level>,
}

impl Look {
    /// Reads a property; other properties are ignored.
    pub(super) fn set(&mut self, xml: &Xml<'_>) -> Result<(), ReadingError> {
        match xml.name() {
            "strike" => self.struck = Some(is_on(xml)?),
            "dstrike" => self.struck_twice = Some(is_on(xml)?),
            "vanish" => self.hidden = Some(is_on(xml)?),
            "vertAlign" => {
                self.index = Some(match value(xml)?.as_deref() {
                    Some("superscript") => Level::Above,
                    Some("subscript") => Level::Below,
                    _ => Level::Line,
                });
            }
            "position" => {
                let moved = value(xml)?.unwrap_or_default();
                self.moved = Some(match moved.trim_end_matches(char::is_alphabetic).parse::<f64>() {
                    Ok(up) if up > 0.0 => Level::Above,
                    Ok(down) if down < 0.0 => Level::Below,
                    _ => Level::Line,
                });
            }
            _ => {}
        }
        Ok(())
    }

    /// Combines two looks: properties that are not set here are taken from the other.
    pub(super) fn over(self, other: Self) -> Self {
        Self {
            struck: self.struck.or(other.struck),
            struck_twice: self.struck_twice.or(other.struck_twice),
            hidden: self.hidden.or(other.hidden),
            index: self.index.or(other.index),
            moved: self.moved.or(other.moved),
        }
    }

    pub(super) fn is_struck(self) -> bool {
        self.struck.unwrap_or(false) || self.struck_twice.unwrap_or(false)
    }

    pub(super) fn is_hidden(self) -> bool {
        self.hidden.unwrap_or(false)
    }

    pub(super) fn level(self) -> Level {
        let index = self.index.unwrap_or_default();
        if index == Level::Line { self.moved.unwrap_or_default() } else { index }
    }
}

/// The named styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    looks: HashMap<String, (Look, Option<String>)>,
}

impl Styles {
    /// Reads the part with the styles.
    pub(super) fn read(mut xml: Xml<'_>) -> Result<Self, ReadingError> {
        let mut styles = Self::default();
        xml.root()?;
        while xml.child_of(1)? {
            if xml.name() != "style" {
                continue;
            }
            let id = xml.attribute("styleId")?.unwrap_or_default().into_owned();
            let (mut look, mut behind) = (Look::default(), None);
            while xml.child_of(2)? {
                match xml.name() {
                    "basedOn" => behind = value(&xml)?.map(Cow::into_owned),
                    "rPr" => {
                        while xml.child_of(3)? {
                            look.set(&xml)?;
                        }
                    }
                    _ => {}
                }
            }
            styles.looks.insert(id, (look, behind));
        }
        Ok(styles)
    }

    /// The look of a named style, including the styles it is based on.
    pub(super) fn look(&self, id: &str) -> Look {
        let mut looks = Look::default();
        let mut next = Some(id);
        for _ in 0..MOST_BEHIND {
            let Some((look, behind)) = next.and_then(|id| self.looks.get(id)) else { break };
            looks = looks.over(*look);
            next = behind.as_deref();
        }
        looks
    }
}
