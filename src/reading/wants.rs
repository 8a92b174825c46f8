//! What is wanted of a Word file: tables, or whatever stands in it.

/// What is wanted of a Word file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wants {
    Tables,
    Lines,
}
