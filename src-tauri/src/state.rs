//! The state that the commands share: the session of the side in hand, other data that is looked at, and the desktop
//! around the window.

mod filling;
mod sides;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use yuebao::backup::{Backup, BackupError, Unpacked};
use yuebao::clock;
use yuebao::error::{Error, Problem};
use yuebao::hand_filled::{Choices, HandFilledError, HandFilledSheet, MonthsPlan};
use yuebao::projects::ImportPlan;
use yuebao::session::{BlankFormFiles, Now, Restored, Session, Zoom, backups_of, restore_folder};
use yuebao::store::{Side, StoreError, default_folder};

use crate::closing::Closing;
use crate::desktop::Desktop;
use crate::filling::Filling;
use crate::intake::Intake;
use crate::sending::Outbox;

/// The state of the running program.
pub struct App {
    folder: Option<PathBuf>,
    /// The side in hand, once it is known.
    side: Mutex<Option<Side>>,
    session: Mutex<Option<Session>>,
    /// Other data, or an old state, that is only looked at: while it is there, the window shows it.
    looked: Mutex<Option<Session>>,
    exported: Mutex<Option<PathBuf>>,
    plan: Mutex<Option<ImportPlan>>,
    hand_filled: Mutex<HandFilledImport>,
    chosen: Mutex<Option<PathBuf>>,
    /// A handover file that the system asked to be opened, until the page has asked for it.
    asked_handover: Mutex<Option<PathBuf>>,
    /// The handover file that was chosen last.
    chosen_handover: Mutex<Option<PathBuf>>,
    handover: Mutex<Option<Unpacked>>,
    /// The file of a notice that is shown and not added yet.
    notice: Mutex<Option<Vec<u8>>>,
    /// Blank forms that were read and are not looked over yet.
    blank_form: Mutex<Option<BlankFormFiles>>,
    zoom: Mutex<Zoom>,
    filling: Filling,
    pub(crate) intake: Intake,
    pub(crate) outbox: Outbox,
    pub(crate) closing: Closing,
    pub(crate) desktop: Arc<dyn Desktop>,
}

/// Old workbooks, from their choice until their import: their content, and the last plan that the officer
/// saw.
#[derive(Default)]
struct HandFilledImport {
    sheets: Vec<HandFilledSheet>,
    seen: Option<(Choices, MonthsPlan)>,
}

impl App {
    /// The state of a program over a data folder, or over the platform's own if none is given. Opens nothing yet.
    pub fn new(folder: Option<PathBuf>, desktop: Arc<dyn Desktop>) -> Self {
        Self {
            folder: folder.or_else(default_folder),
            side: Mutex::default(),
            session: Mutex::default(),
            looked: Mutex::default(),
            exported: Mutex::default(),
            plan: Mutex::default(),
            hand_filled: Mutex::default(),
            chosen: Mutex::default(),
            asked_handover: Mutex::default(),
            chosen_handover: Mutex::default(),
            handover: Mutex::default(),
            notice: Mutex::default(),
            blank_form: Mutex::default(),
            zoom: Mutex::default(),
            filling: Filling::default(),
            intake: Intake::default(),
            outbox: Outbox::default(),
            closing: Closing::default(),
            desktop,
        }
    }

    fn data(&self) -> Result<&Path, Error> {
        Ok(self.folder.as_deref().ok_or(StoreError::NoFolder)?)
    }

    /// The folder of the side in hand.
    fn folder(&self) -> Result<PathBuf, Error> {
        let side = lock(&self.side).unwrap_or(Side::Reporting);
        Ok(side.folder_in(self.data()?))
    }

    /// The data folder, or the nearest existing folder above it.
    pub(crate) fn folder_to_show(&self) -> Option<PathBuf> {
        self.folder().ok()?.ancestors().find(|folder| folder.exists()).map(Path::to_owned)
    }

    /// Runs `work` on the data that the window shows: other data that is looked at, or else the officer's own.
    pub(crate) fn with_shown<T>(
        &self,
        work: impl FnOnce(&mut Session) -> Result<T, Error>,
    ) -> Result<T, Problem> {
        if let Some(looked) = &mut *lock(&self.looked) {
            return Ok(work(looked)?);
        }
        self.with_own(work)
    }

    /// Runs `work` on the officer's own data. If the data folder could not be opened, each call tries again,
    /// so that the officer only needs to put the stick back in.
    pub(crate) fn with_own<T>(
        &self,
        work: impl FnOnce(&mut Session) -> Result<T, Error>,
    ) -> Result<T, Problem> {
        let mut session = lock(&self.session);
        let session = match &mut *session {
            Some(session) => session,
            none => {
                let mut opened = self.open_side_in_hand()?;
                opened.follow_program(clock::now().map_err(Error::from)?)?;
                none.insert(opened)
            }
        };
        if session.takes_again() {
            // If it cannot be opened anew, it is still looked at.
            let _still_looking = session.reconnect();
        }
        work(session).map_err(|error| {
            if error.code() == "gone" {
                // If the folder is not back yet, the next call tries again.
                let _away = session.reconnect();
            }
            error.into()
        })
    }

    /// Keeps the file of a notice that is shown, until it is added.
    pub(crate) fn set_notice(&self, bytes: Vec<u8>) {
        *lock(&self.notice) = Some(bytes);
    }

    pub(crate) fn take_notice(&self) -> Option<Vec<u8>> {
        lock(&self.notice).take()
    }

    /// Keeps blank forms that were read, until they are looked over.
    pub(crate) fn set_blank_form(&self, files: BlankFormFiles) {
        *lock(&self.blank_form) = Some(files);
    }

    pub(crate) fn take_blank_form(&self) -> Option<BlankFormFiles> {
        lock(&self.blank_form).take()
    }

    /// The size at which everything is shown.
    pub(crate) fn shown_at(&self) -> Zoom {
        *lock(&self.zoom)
    }

    /// Changes the size and returns the new one; if the web view refuses, the size stays as it was.
    pub(crate) fn show_at(&self, zoom: Zoom) -> Zoom {
        // The lock is released before the desktop is asked, which may need the thread that waits for this lock.
        if self.desktop.set_zoom(zoom.factor()) {
            *lock(&self.zoom) = zoom;
        }
        self.shown_at()
    }

    /// Changes the size by some steps and remembers it. A failure is reported to the person.
    pub(crate) fn change_zoom(&self, steps: i32) -> Zoom {
        let wanted = self.shown_at().changed(steps);
        let shown = self.show_at(wanted);
        if shown != wanted {
            self.desktop.warn(&format!("没能改成 {}%，现在还是 {}%", wanted.percent, shown.percent));
        } else if let Err(problem) = self.with_own(|session| session.set_zoom(shown)) {
            let shown = format!("已改成 {}%，但没有记住，下次打开还是原来的大小", shown.percent);
            self.desktop.warn(&format!("{shown}。{}", problem.sentence));
        }
        shown
    }

    /// Opens the officer's own data. An error is ignored here, because the next request tries again and reports it.
    pub(crate) fn open(&self) {
        let _tried_again = self.with_own(|_| Ok(()));
    }

    /// Runs `work` only if the session is open already.
    pub(crate) fn if_open<T>(&self, work: impl FnOnce(&mut Session) -> T) -> Option<T> {
        lock(&self.session).as_mut().map(work)
    }

    /// Writes a backup on a separate thread. A failure is reported once and stops nothing.
    pub(crate) fn back_up_quietly(&self) {
        let Ok(now) = clock::now() else { return };
        // Before the first start there is nothing to back up, and data that cannot be opened is told elsewhere.
        let Some(Ok(apart)) = self.if_open(|session| session.backups().apart()) else { return };
        let desktop = Arc::clone(&self.desktop);
        thread::spawn(move || {
            if let Some(sentence) = apart.back_up_quietly(now) {
                desktop.warn(&sentence);
            }
        });
    }

    /// The backups of a data folder that cannot be opened.
    pub(crate) fn backups_beside(&self) -> Vec<Backup> {
        self.folder().map(|folder| backups_of(&folder)).unwrap_or_default()
    }

    /// A path from the page, if it was offered to it: in the list of backups or in a dialog.
    pub(crate) fn offered(&self, path: &Path) -> Result<PathBuf, Problem> {
        let listed =
            self.with_own(|session| session.backups().list()).unwrap_or_else(|_| self.backups_beside());
        let listed = listed.into_iter().map(|backup| backup.file);
        // The page knows a path as it is shown.
        let shown = path.display().to_string();
        let mut offered = listed.chain(self.chosen());
        let offered = offered.find(|file| file.display().to_string() == shown);
        offered.ok_or_else(|| Error::from(BackupError::FileMissing(path.to_owned())).into())
    }

    /// Restores a backup, whether the data is open, damaged or missing.
    pub(crate) fn restore(&self, now: Now, file: &Path) -> Result<Restored, Problem> {
        self.end_looking();
        match &mut *lock(&self.session) {
            Some(session) => Ok(session.backups_mut().restore(now, file)?),
            None => Ok(restore_folder(&self.folder()?, now, file)?),
        }
    }

    /// Shows other data, for looking only, until [`Self::end_looking`].
    pub(crate) fn look(&self, file: &Path) -> Result<(), Problem> {
        let looked = self.with_own(|session| session.backups().look(file))?;
        self.set_plan(None);
        *lock(&self.looked) = Some(looked);
        Ok(())
    }

    /// Goes back to the officer's own data.
    pub(crate) fn end_looking(&self) {
        self.set_plan(None);
        *lock(&self.looked) = None;
    }

    /// Remembers a handover file that the system asked to be opened; the page takes it up as one that the officer chose.
    pub fn ask_for_handover(&self, file: PathBuf) {
        *lock(&self.asked_handover) = Some(file);
    }

    /// The handover file that the system asked to be opened, once.
    pub(crate) fn asked_handover(&self) -> Option<PathBuf> {
        lock(&self.asked_handover).take()
    }

    pub(crate) fn set_chosen_handover(&self, file: PathBuf) {
        *lock(&self.chosen_handover) = Some(file);
    }

    pub(crate) fn chosen_handover(&self) -> Option<PathBuf> {
        lock(&self.chosen_handover).clone()
    }

    /// Keeps an opened handover file until the officer has decided.
    pub(crate) fn set_handover(&self, unpacked: Unpacked) -> Backup {
        lock(&self.handover).insert(unpacked).backup.clone()
    }

    /// The content of the opened handover file, and the path of its data.
    pub(crate) fn handover(&self) -> Result<(Backup, PathBuf), Problem> {
        let open = lock(&self.handover).as_ref().map(|open| (open.backup.clone(), open.data()));
        open.ok_or_else(|| Error::from(BackupError::FileMissing(PathBuf::new())).into())
    }

    /// Refuses the opened handover file in place of the data in hand, where it is of the other side.
    pub(crate) fn refuse_handover_of_other_side(&self) -> Result<(), Problem> {
        let folder = self.folder()?;
        let refused = lock(&self.handover).as_ref().map(|open| open.refuse_other_side(&folder));
        Ok(refused.unwrap_or(Ok(())).map_err(Error::from)?)
    }

    /// Remembers the last exported file, so that it can be shown in its folder.
    pub(crate) fn set_exported(&self, path: &Path) {
        *lock(&self.exported) = Some(path.to_owned());
    }

    /// Stores the plan of an import until the officer has looked at it; returns the previous one.
    pub(crate) fn set_plan(&self, plan: Option<ImportPlan>) -> Option<ImportPlan> {
        std::mem::replace(&mut *lock(&self.plan), plan)
    }

    /// Keeps what was read from forms filled in by hand until it has come in or others are read.
    pub(crate) fn set_hand_filled(&self, sheets: Vec<HandFilledSheet>) {
        *lock(&self.hand_filled) = HandFilledImport { sheets, seen: None };
    }

    /// What these forms would bring, and keeps it as what the officer saw last.
    pub(crate) fn plan_months(&self, choices: Choices) -> Result<MonthsPlan, Problem> {
        let mut import = lock(&self.hand_filled);
        let plan = self.with_shown(|session| session.reports_mut().plan_months(&import.sheets, &choices))?;
        import.seen = Some((choices, plan.clone()));
        Ok(plan)
    }

    /// Imports the last plan that the officer saw.
    pub(crate) fn import_months(&self, now: Now) -> Result<(), Problem> {
        let mut import = lock(&self.hand_filled);
        let Some((choices, seen)) = &import.seen else {
            return Err(Error::from(HandFilledError::Changed).into());
        };
        self.with_shown(|session| session.reports_mut().import_months(now, &import.sheets, choices, seen))?;
        *import = HandFilledImport::default();
        Ok(())
    }

    /// The last exported file of this sitting.
    pub(crate) fn exported(&self) -> Option<PathBuf> {
        lock(&self.exported).clone()
    }

    /// Remembers the file that was chosen last in a dialog.
    pub(crate) fn set_chosen(&self, path: &Path) {
        *lock(&self.chosen) = Some(path.to_owned());
    }

    /// The file that was chosen last in a dialog.
    pub(crate) fn chosen(&self) -> Option<PathBuf> {
        lock(&self.chosen).clone()
    }
}

/// Locks a mutex even after a panic in another command: the session never keeps a half-done change.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::mpsc::{Receiver, Sender, channel};
    use std::time::Duration;

    use tempfile::TempDir;
    use yuebao::output::print::{PrintError, Printed};
    use yuebao::session::File;
    use yuebao::unit::{Unit, UnitKind};

    use super::*;

    /// A desktop without a person; its messages can be read by the test.
    struct Nobody(Sender<String>);

    impl Desktop for Nobody {
        fn choose_save(&self, _: Option<&Path>, _: &str) -> Option<PathBuf> {
            None
        }
        fn choose_open(&self, _: &str, _: (&str, &[&str]), _: Option<&Path>) -> Option<PathBuf> {
            None
        }
        fn choose_open_many(&self, _: &str, _: (&str, &[&str]), _: Option<&Path>) -> Vec<PathBuf> {
            Vec::new()
        }
        fn choose_folder(&self, _: &str) -> Option<PathBuf> {
            None
        }
        fn warn(&self, sentence: &str) {
            self.0.send(sentence.to_owned()).unwrap();
        }
        fn reveal(&self, _: &Path) -> bool {
            false
        }
        fn reveal_all(&self, _: &[PathBuf]) -> bool {
            false
        }
        fn open(&self, _: &File) -> bool {
            false
        }
        fn open_in_place(&self, _: &Path) -> bool {
            false
        }
        fn notify(&self, _: &str) -> bool {
            false
        }
        fn print(&self, _: &File) -> Result<Printed, PrintError> {
            Err(PrintError::NothingPrints)
        }
        fn set_zoom(&self, _: f64) -> bool {
            false
        }
        fn show_window(&self) {}
        fn close_window(&self) {}
        fn quit(&self) {}
    }

    fn now() -> Now {
        "2022-03-20T09:00:00+08:00".parse().unwrap()
    }

    fn app(folder: &TempDir) -> (App, Receiver<String>) {
        let (sender, told) = channel();
        (App::new(Some(folder.path().join("data")), Arc::new(Nobody(sender))), told)
    }

    /// A program over a folder with 1a = 5 in January, a backup of that, and 6 afterwards.
    fn filled(folder: &TempDir) -> (App, Receiver<String>, PathBuf) {
        let (app, told) = app(folder);
        app.with_shown(|session| {
            let unit = Unit {
                name: "龙沙镇".into(),
                kind: UnitKind::from("township"),
                person: "张三".into(),
                phone: "58136197".into(),
                first_month: "2022-01".parse().unwrap(),
                restart_each_year: false,
            };
            session.begin(now(), unit, vec![])?;
            session.reports_mut().set_amounts(
                now(),
                "2022-01".parse()?,
                vec![("1a".parse()?, "5".into())],
            )?;
            session.backups().apart().unwrap().back_up(now())?;
            session.reports_mut().set_amounts(now(), "2022-01".parse()?, vec![("1a".parse()?, "6".into())])
        })
        .unwrap();
        let backup = app.with_shown(|session| session.backups().list()).unwrap().remove(0);
        (app, told, backup.path.into())
    }

    fn shown(app: &App) -> String {
        let sheet = app.with_shown(|session| session.reports().sheet("2022-01".parse()?)).unwrap();
        sheet.cell("1a".parse().unwrap()).unwrap().month.text()
    }

    #[test]
    fn what_is_looked_at_stands_before_the_own_data_until_it_is_closed() {
        let folder = tempfile::tempdir().unwrap();
        let (app, _, backup) = filled(&folder);
        app.look(&backup).unwrap();
        assert_eq!(shown(&app), "5");
        let refused =
            app.with_shown(|session| session.reports_mut().fill_zero(now(), "2022-01".parse()?)).unwrap_err();
        assert_eq!(refused.code, "only_looking");
        app.end_looking();
        assert_eq!(shown(&app), "6");
    }

    #[test]
    fn a_restore_works_with_data_that_is_open_and_with_data_that_cannot_be_opened() {
        let folder = tempfile::tempdir().unwrap();
        let (app, _, backup) = filled(&folder);
        let restored = app.restore(now(), &backup).unwrap();
        assert_eq!(shown(&app), "5");
        let before = app.offered(restored.set_aside.unwrap().as_ref()).unwrap();
        app.restore(now(), &before).unwrap();
        assert_eq!(shown(&app), "6");

        drop(app);
        let file = folder.path().join("data").join("yuebao.sqlite");
        fs::File::options().write(true).open(&file).unwrap().set_len(5000).unwrap();
        let (app, _) = self::app(&folder);
        assert_eq!(app.with_shown(|session| session.backups().list()).unwrap_err().code, "unusable");
        let listed = app.backups_beside();
        assert!(listed.iter().any(|listed| Path::new(&listed.path) == backup));
        let restored = app.restore(now(), &app.offered(&backup).unwrap()).unwrap();
        assert!(restored.damaged.is_some());
        assert_eq!(shown(&app), "5");
    }

    #[test]
    fn the_page_may_name_only_what_it_was_offered() {
        let folder = tempfile::tempdir().unwrap();
        let (app, _, backup) = filled(&folder);
        assert!(app.offered(&backup).is_ok());
        let elsewhere = folder.path().join("elsewhere.sqlite");
        fs::copy(&backup, &elsewhere).unwrap();
        assert!(app.offered(&elsewhere).is_err());
        app.set_chosen(&elsewhere);
        assert!(app.offered(&elsewhere).is_ok(), "the officer chose it");
    }

    #[test]
    fn a_backup_that_fails_is_told_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let (app, told, _) = filled(&folder);
        let stick = folder.path().join("stick");
        fs::create_dir(&stick).unwrap();
        app.with_shown(|session| session.backups().set_backup_folder(Some(&stick))).unwrap();
        fs::remove_dir(&stick).unwrap();
        app.back_up_quietly();
        assert!(told.recv_timeout(Duration::from_mins(1)).unwrap().contains("现在不在"));
        assert_eq!(shown(&app), "6");
    }

    #[test]
    #[expect(
        clippy::disallowed_methods,
        reason = "a stick that is put back in, not a file the program writes"
    )]
    fn a_stick_that_comes_back_is_opened_again() {
        let folder = tempfile::tempdir().unwrap();
        let (app, _, _) = filled(&folder);
        let (data, away) = (folder.path().join("data"), folder.path().join("away"));
        fs::create_dir(&away).unwrap();
        for name in ["yuebao.sqlite", "yuebao.sqlite-wal"] {
            fs::copy(data.join(name), away.join(name)).unwrap();
        }
        fs::remove_dir_all(&data).unwrap();
        let texts = || Ok::<_, Error>(vec![("1a".parse()?, "7".into())]);
        let save = || {
            app.with_shown(|session| {
                session.reports_mut().set_figures(now(), "2022-01".parse()?, texts()?, None, None)
            })
        };
        assert_eq!(save().unwrap_err().code, "gone");
        assert_eq!(save().unwrap_err().code, "gone");
        fs::rename(&away, &data).unwrap();
        // The first try finds the folder again, the second one saves.
        assert!(save().is_err());
        save().unwrap();
        assert_eq!(shown(&app), "7");
    }
}
