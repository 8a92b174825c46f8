//! The size at which the window shows everything.

use serde::Serialize;

use super::Session;
use crate::error::Error;

/// The name under which the size is remembered.
const ZOOM: &str = "zoom";
/// The possible sizes in percent: those of a browser, within the range in which the form is usable.
const STEPS: [u32; 9] = [75, 80, 90, 100, 110, 125, 150, 175, 200];
/// The size if the officer has chosen none.
const USUAL: u32 = 100;

/// The size at which everything is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Zoom {
    pub percent: u32,
    /// Whether a larger size exists.
    pub can_grow: bool,
    /// Whether a smaller size exists.
    pub can_shrink: bool,
}

impl Zoom {
    /// The possible size nearest to a percentage.
    fn nearest(percent: u32) -> Self {
        let percent = STEPS.into_iter().min_by_key(|step| step.abs_diff(percent)).unwrap_or(USUAL);
        let [smallest, .., largest] = STEPS;
        Self { percent, can_grow: percent < largest, can_shrink: percent > smallest }
    }

    /// The size some steps larger, or smaller if negative; 0 returns the usual size.
    #[must_use]
    pub fn changed(self, steps: i32) -> Self {
        let further = usize::try_from(steps.unsigned_abs().saturating_sub(1)).unwrap_or(usize::MAX);
        let next = match steps {
            0 => Some(USUAL),
            1.. => {
                STEPS.into_iter().filter(|step| *step > self.percent).nth(further).or(STEPS.last().copied())
            }
            _ => {
                let smaller = STEPS.into_iter().rev().filter(|step| *step < self.percent).nth(further);
                smaller.or(STEPS.first().copied())
            }
        };
        Self::nearest(next.unwrap_or(USUAL))
    }

    /// The size as a factor, for the web view.
    pub fn factor(self) -> f64 {
        f64::from(self.percent) / 100.0
    }
}

impl Default for Zoom {
    fn default() -> Self {
        Self::nearest(USUAL)
    }
}

impl Session {
    /// The remembered size.
    pub fn zoom(&self) -> Result<Zoom, Error> {
        let percent = self.setting(ZOOM)?.and_then(|percent| percent.parse().ok());
        Ok(Zoom::nearest(percent.unwrap_or(USUAL)))
    }

    /// Remembers the size.
    pub fn set_zoom(&self, zoom: Zoom) -> Result<(), Error> {
        self.remember(ZOOM, &zoom.percent.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_goes_step_by_step_and_stops_at_both_ends() {
        let usual = Zoom::default();
        assert_eq!((usual.percent, usual.can_grow, usual.can_shrink), (100, true, true));
        assert_eq!([1, 2, -1, -2].map(|steps| usual.changed(steps).percent), [110, 125, 90, 80]);
        let largest = usual.changed(99);
        assert_eq!((largest.percent, largest.can_grow, largest.can_shrink), (200, false, true));
        let smallest = largest.changed(i32::MIN);
        assert_eq!((smallest.percent, smallest.can_grow, smallest.can_shrink), (75, true, false));
        assert_eq!(largest.changed(0), usual);
    }

    #[test]
    fn it_is_remembered_and_a_strange_number_does_no_harm() {
        let folder = tempfile::tempdir().unwrap();
        let session = Session::open(folder.path()).unwrap();
        assert_eq!(session.zoom().unwrap(), Zoom::default());
        session.set_zoom(Zoom::default().changed(2)).unwrap();
        let session = Session::open(folder.path()).unwrap();
        assert_eq!(session.zoom().unwrap().percent, 125);
        for (strange, taken) in [("130", 125), ("9999999", 200), ("large", 100), ("-5", 100)] {
            session.remember(ZOOM, strange).unwrap();
            assert_eq!(session.zoom().unwrap().percent, taken, "{strange}");
        }
    }
}
