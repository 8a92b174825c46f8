//! What may harm the data where it lies, told once: at the first start, and when something is new.

use std::collections::BTreeSet;

use super::Session;
use crate::error::Error;
use crate::location::{Risk, risks};
use crate::store::LOCATION_TOLD;

impl Session {
    /// The sentences of the risks that were not told yet, and remembers them as told. What went away and came back is told
    /// again. Of data that cannot be changed nothing is told here: it could not be remembered.
    pub fn new_risks(&self) -> Result<Vec<String>, Error> {
        if self.is_looking() || self.unwritable().is_some() {
            return Ok(Vec::new());
        }
        let known = self.setting(LOCATION_TOLD)?.unwrap_or_default();
        let risks = risks(self.folder(), &[self.side().file_in(self.folder())]);
        let (lines, sentences) = after(&known, &risks);
        if lines != known {
            self.remember(LOCATION_TOLD, &lines)?;
        }
        Ok(sentences)
    }
}

/// What is told from now on, and the sentences of what was not told before.
fn after(known: &str, risks: &[Risk]) -> (String, Vec<String>) {
    let known: BTreeSet<&str> = known.lines().collect();
    let keys: Vec<String> = risks.iter().map(Risk::key).collect();
    let new = risks.iter().zip(&keys).filter(|(_, key)| !known.contains(key.as_str()));
    let sentences = new.map(|(risk, _)| risk.to_string()).collect();
    (keys.join("\n"), sentences)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::store::Side;

    fn told(side: Side, folder: &Path) -> Vec<String> {
        Session::open_side(side, folder).unwrap().new_risks().unwrap()
    }

    #[test]
    fn a_synchronised_folder_is_told_at_the_first_start_and_not_again() {
        for side in Side::BOTH {
            let home = tempfile::tempdir().unwrap();
            let data = home.path().join("我的坚果云").join("月报");
            fs::create_dir_all(&data).unwrap();
            let first = told(side, &data);
            assert!(first[0].contains("看名字是坚果云的同步文件夹"), "{first:?}");
            assert_eq!(told(side, &data), [] as [&str; 0], "told once");
        }
    }

    #[test]
    fn a_copy_beside_the_data_is_told_when_it_comes_and_when_another_one_does() {
        let data = tempfile::tempdir().unwrap();
        let lay = |name: &str| fs::File::create(data.path().join(name)).map(drop).unwrap();
        assert_eq!(told(Side::Reporting, data.path()), [] as [&str; 0]);
        lay("yuebao-DESKTOP-ABC.sqlite");
        assert!(told(Side::Reporting, data.path())[0].contains("“yuebao-DESKTOP-ABC.sqlite”"));
        assert_eq!(told(Side::Reporting, data.path()), [] as [&str; 0]);
        lay("yuebao (1).sqlite");
        assert!(
            told(Side::Reporting, data.path())[0]
                .contains("“yuebao (1).sqlite”、“yuebao-DESKTOP-ABC.sqlite”")
        );
        for name in ["yuebao (1).sqlite", "yuebao-DESKTOP-ABC.sqlite"] {
            fs::remove_file(data.path().join(name)).unwrap();
        }
        assert_eq!(told(Side::Reporting, data.path()), [] as [&str; 0]);
        lay("yuebao (1).sqlite");
        assert_eq!(told(Side::Reporting, data.path()).len(), 1, "it came back");
    }

    #[test]
    fn each_risk_is_told_by_itself() {
        let (lines, sentences) = after("", &[Risk::Network, Risk::Removable]);
        assert_eq!(sentences.len(), 2);
        let (_, sentences) = after(&lines, &[Risk::Network, Risk::Copies(vec!["a".to_owned()])]);
        assert!(sentences.len() == 1 && sentences[0].contains("冲突副本"), "{sentences:?}");
    }
}
