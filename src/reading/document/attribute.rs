//! What the one attribute says in which Word writes most settings.

use std::borrow::Cow;

use crate::reading::ReadingError;
use crate::reading::xml::Xml;

/// The value of a property.
pub(super) fn value<'xml>(xml: &'xml Xml<'_>) -> Result<Option<Cow<'xml, str>>, ReadingError> {
    xml.attribute("val")
}

/// Whether a property that is on or off is on: it is, unless it says otherwise.
pub(super) fn is_on(xml: &Xml<'_>) -> Result<bool, ReadingError> {
    Ok(!matches!(value(xml)?.as_deref(), Some("0" | "false" | "off")))
}
