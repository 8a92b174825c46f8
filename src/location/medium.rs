//! The kinds of place that the system tells of.

/// A kind of place that is not a disk inside the computer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Medium {
    Network,
    Removable,
}
