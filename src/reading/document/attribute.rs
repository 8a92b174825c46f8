//! The attribute in which Word writes most settings.

use std::borrow::Cow;

use crate::reading::ReadingError;
use crate::reading::xml::Xml;

/// The value of a property.
pub(super) fn value<'xml>(xml: &'xml Xml<'_>) -> Result<Option<Cow<'xml, str>>, ReadingError> {
    xml.attribute("val")
}

/// Whether an on/off property is on, which is the default if it has no value.
pub(super) fn is_on(xml: &Xml<'_>) -> Result<bool, ReadingError> {
    Ok(!matches!(value(xml)?.as_deref(), Some("0" | "false" | "off")))
}
