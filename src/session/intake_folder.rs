//! The folder in which an office keeps what comes in: remembered for this computer, and read again when the clerk wishes it.
//! Nobody watches it meanwhile.

use std::ops::Deref;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::facet::Collation;
use super::{CollationError, Session};
use crate::disk::{self, Kind};
use crate::error::Error;
use crate::store::{INTAKE_FOLDER, Side};

/// The folder, as the window shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct IntakeFolder {
    pub path: String,
    /// Why it cannot be read now, with what to do; `None` if it is there.
    pub problem: Option<String>,
}

impl<S: Deref<Target = Session>> Collation<S> {
    /// The folder, if one was chosen.
    pub fn intake_folder(&self) -> Result<Option<IntakeFolder>, Error> {
        let folder = self.chosen_folder()?.map(|folder| IntakeFolder {
            path: folder.display().to_string(),
            problem: refused(&folder).map(|problem| problem.to_string()),
        });
        Ok(folder)
    }

    /// The folder to read now.
    pub fn intake_folder_to_read(&self) -> Result<PathBuf, Error> {
        let folder = self.chosen_folder()?.ok_or(CollationError::NoIntakeFolder)?;
        refused(&folder).map_or(Ok(folder), |problem| Err(problem.into()))
    }

    fn chosen_folder(&self) -> Result<Option<PathBuf>, Error> {
        self.refuse_other_side()?;
        Ok(self.session.setting(INTAKE_FOLDER)?.map(PathBuf::from))
    }

    /// Chooses the folder.
    pub fn set_intake_folder(&self, folder: &Path) -> Result<(), Error> {
        self.refuse_other_side()?;
        self.session.store.refuse_if_looking()?;
        refused(folder).map_or(Ok(()), Err)?;
        // What the program keeps itself is no report.
        let own = [self.session.folder().parent(), Some(self.session.folder())].into_iter().flatten();
        let data: Vec<PathBuf> =
            own.filter(|own| Side::has_data(own)).filter_map(|own| own.canonicalize().ok()).collect();
        let chosen = folder.canonicalize();
        if chosen.is_ok_and(|chosen| data.iter().any(|own| chosen.starts_with(own))) {
            return Err(CollationError::IntakeFolderIsData(folder.to_owned()).into());
        }
        let text =
            folder.to_str().ok_or_else(|| CollationError::IntakeFolderUnnameable(folder.to_owned()))?;
        self.session.remember(INTAKE_FOLDER, text)
    }
}

/// Why a folder cannot be read.
fn refused(folder: &Path) -> Option<CollationError> {
    match disk::kind(folder) {
        Ok(Some(Kind::Folder)) => None,
        Ok(Some(_)) => Some(CollationError::IntakeFolderIsFile(folder.to_owned())),
        Ok(None) => Some(CollationError::IntakeFolderGone(folder.to_owned())),
        Err(error) => {
            let reason = disk::in_words(&error);
            Some(CollationError::IntakeFolderUnreadable { folder: folder.to_owned(), reason })
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::unit::UnitKind;

    #[test]
    fn the_folder_is_remembered_and_told_where_it_is_gone() {
        let data = tempfile::tempdir().unwrap();
        let mut session =
            Session::open_side(Side::Collation, &Side::Collation.folder_in(data.path())).unwrap();
        let unit = crate::session::NewMember::named("龙沙镇", UnitKind::from("township"));
        let now = "2022-03-20T09:00:00+08:00".parse().unwrap();
        session.collation_mut().begin(now, "万州区城市管理局", vec![unit]).unwrap();
        let collation = session.collation();
        assert_eq!(collation.intake_folder().unwrap(), None);
        assert_eq!(collation.intake_folder_to_read().unwrap_err().code(), "no_intake_folder");

        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("来表");
        assert!(collation.set_intake_folder(&folder).unwrap_err().to_string().contains("现在不在"));
        fs::create_dir(&folder).unwrap();
        collation.set_intake_folder(&folder).unwrap();
        assert_eq!(collation.intake_folder_to_read().unwrap(), folder);
        let backups = session.folder().join("backups");
        fs::create_dir_all(&backups).unwrap();
        for own in [session.folder(), &backups] {
            let refused = collation.set_intake_folder(own).unwrap_err().to_string();
            assert!(refused.contains("自己放数据的地方"), "{refused}");
        }
        fs::remove_dir(&folder).unwrap();
        let told = collation.intake_folder().unwrap().unwrap();
        assert_eq!(told.path, folder.display().to_string());
        assert!(told.problem.unwrap().contains("再按 F5"));
        assert_eq!(collation.intake_folder_to_read().unwrap_err().code(), "intake_folder");
    }
}
