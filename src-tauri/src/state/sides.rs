//! Which side is in hand, 填报 or 汇总: opening it, going over to the other, and beginning 汇总.

use std::path::PathBuf;

use yuebao::error::{Error, Problem};
use yuebao::session::{NewMember, Now, Session, Sides};
use yuebao::store::{Side, StoreError};

use super::{App, lock};

impl App {
    /// Opens the side in hand; at first that which was in hand last.
    pub(super) fn open_side_in_hand(&self) -> Result<Session, Error> {
        let data = self.data()?;
        let mut side = lock(&self.side);
        if let Some(side) = *side {
            return Session::open_side(side, &side.folder_in(data));
        }
        let (found, opened) = Session::open_in_hand(data);
        *side = Some(found);
        opened
    }

    /// Which side is in hand, whether it can be opened or not.
    pub(crate) fn sides(&self) -> Result<Sides, Problem> {
        self.open();
        Ok(Sides::of(lock(&self.side).unwrap_or(Side::Reporting), self.data()?))
    }

    /// Takes the other side in hand. Where it cannot be opened, nothing changes.
    pub(crate) fn choose_side(&self, now: Now, wanted: Side) -> Result<(), Problem> {
        self.end_looking();
        let beside = self.filling.take().filter(|_| wanted == Side::Reporting);
        let mut session = lock(&self.session);
        let mut opened = match beside {
            Some(beside) => beside,
            None => Session::open_side(wanted, &wanted.folder_in(self.data()?))?,
        };
        opened.follow_program(now)?;
        self.take_in_hand(&mut session, opened);
        Ok(())
    }

    /// Begins 汇总 and takes it in hand.
    pub(crate) fn begin_collation(
        &self,
        now: Now,
        office: &str,
        members: Vec<NewMember>,
    ) -> Result<(), Problem> {
        self.open();
        let mut session = lock(&self.session);
        let Some(own) = session.as_mut() else { return Err(Error::from(StoreError::NotBegun).into()) };
        match own.side() {
            Side::Collation => own.collation_mut().begin(now, office, members)?,
            Side::Reporting => {
                let begun = Session::begin_collation(now, self.data()?, own, office, members)?;
                self.take_in_hand(&mut session, begun);
            }
        }
        Ok(())
    }

    /// Remembers the folder for what comes in that was chosen before there was data to remember it in. 汇总 is begun then, so
    /// what goes wrong is only told.
    pub(crate) fn remember_intake_folder(&self, folder: Option<&str>) {
        let is_it = |chosen: &PathBuf| Some(chosen.display().to_string().as_str()) == folder;
        let Some(folder) = self.chosen().filter(is_it) else { return };
        if let Err(problem) = self.with_own(|session| session.collation().set_intake_folder(&folder)) {
            self.desktop.warn(&problem.sentence);
        }
    }

    /// Where it cannot be remembered, the next start shows the other side, and the switch is there.
    fn take_in_hand(&self, session: &mut Option<Session>, opened: Session) {
        if let Some(left) = session.as_ref() {
            let _remembered = left.remember_in_hand(false);
        }
        let _remembered = opened.remember_in_hand(true);
        *lock(&self.side) = Some(opened.side());
        *session = Some(opened);
    }
}
