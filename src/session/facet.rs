//! A facet: what can be done with a session in one matter. It borrows the session, to look or to change something, and
//! has nothing of its own. What each can do stands in the files about it.

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
    /// What was changed, and how it is taken back.
    History: history, history_mut
}

facet! {
    /// What a person does to keep the data, and to hand it over.
    Backups: backups, backups_mut
}

facet! {
    /// What a person does with the list of projects.
    Projects: projects, projects_mut
}

facet! {
    /// What a person does with the months of the form.
    Reports: reports, reports_mut
}

facet! {
    /// What a person does to bring a final month to the bureau, and what is known of it.
    Dispatch: sending, sending_mut
}

facet! {
    /// What a person does with the summaries.
    Summaries: summaries, summaries_mut
}
