//! Facets: the session's methods grouped by subject. A facet only borrows the session, for reading or for
//! changing. Its methods are in the files of its subject.

use super::Session;

macro_rules! facet {
    ($(#[$about:meta])* $facet:ident: $look:ident, $change:ident) => {
        $(#[$about])*
        #[derive(Debug)]
        pub struct $facet<S> {
            pub(super) session: S,
        }

        impl Session {
            $(#[$about])*
            pub fn $look(&self) -> $facet<&Self> {
                $facet { session: self }
            }

            $(#[$about])*
            pub fn $change(&mut self) -> $facet<&mut Self> {
                $facet { session: self }
            }
        }
    };
}

facet! {
    /// The change log, undo and redo.
    History: history, history_mut
}

facet! {
    /// Keeping the data safe and handing it over.
    Backups: backups, backups_mut
}

facet! {
    /// Working with the list of projects.
    Projects: projects, projects_mut
}

facet! {
    /// Working with the months of the form.
    Reports: reports, reports_mut
}

facet! {
    /// Taking in the reports of the units below, and deciding which of them count.
    Collation: collation, collation_mut
}

facet! {
    /// Looking over what was understood of a blank form.
    Drafting: drafting, drafting_mut
}

facet! {
    /// Bringing a final month to the bureau, and what is known about it.
    Dispatch: sending, sending_mut
}

facet! {
    /// Working with the summaries.
    Summaries: summaries, summaries_mut
}
