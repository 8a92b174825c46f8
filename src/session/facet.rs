//! A facet: what can be done with a session in one matter. It borrows the session, to look or to change something, and
//! has nothing of its own.

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
