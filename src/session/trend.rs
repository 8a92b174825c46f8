//! A figure over the months, as the sums of all units or of one of them.

use std::ops::Deref;

use super::Session;
use super::facet::Collation;
use crate::collation::{MemberId, Trend};
use crate::error::Error;
use crate::notice::FigureId;
use crate::period::Month;

impl<S: Deref<Target = Session>> Collation<S> {
    /// A figure up to a month, or up to the last one of which a report counts: the sums, or what one unit reported.
    pub fn trend(
        &self,
        figure: FigureId,
        unit: Option<MemberId>,
        last: Option<Month>,
    ) -> Result<Trend, Error> {
        let (form, inbox) = (self.session.form(), self.inbox());
        let found = form.find(figure)?;
        let last = last.or_else(|| inbox.last_counted()).unwrap_or(form.campaign.first_month);
        form.campaign.check(last)?;
        Ok(match unit {
            Some(unit) => inbox.trend_of_unit((form, self.sorted()), last, found, self.member_by_id(unit)?),
            None => inbox.trend((form, self.sorted()), self.session.ledger()?, last, found),
        })
    }
}
