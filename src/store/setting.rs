//! What is remembered for the officer's convenience, for the computer or for one form. It is no record: it is neither logged
//! nor undone.

use rusqlite::OptionalExtension as _;

use super::{Store, StoreError};

/// Whose a remembered value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingOf {
    /// One for all forms.
    Computer,
    /// One for the form in hand.
    Form,
}

impl Store {
    /// The value that was remembered under a name, for the computer or for the form in hand.
    pub fn setting(&self, of: SettingOf, name: &str) -> Result<Option<String>, StoreError> {
        self.connection
            .query_row(
                "SELECT value FROM setting WHERE form = ?1 AND name = ?2",
                [self.owner(of), name],
                |row| row.get(0),
            )
            .optional()
            .map_err(|error| self.explain(error.into()))
    }

    /// Remembers a value under a name. Such a value is not a record: it is neither logged nor undone. A
    /// read-only store ignores it.
    pub fn remember(&self, of: SettingOf, name: &str, value: &str) -> Result<(), StoreError> {
        if self.looking.is_some() {
            return Ok(());
        }
        self.connection
            .execute(
                "INSERT INTO setting (form, name, value) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET value = ?3",
                [self.owner(of), name, value],
            )
            .map(drop)
            .map_err(|error| self.explain(error.into()))
    }

    fn owner(&self, of: SettingOf) -> &str {
        match of {
            SettingOf::Computer => "",
            SettingOf::Form => &self.notices.form.key,
        }
    }

    /// Replaces a remembered value of the form in hand if it is still the `known` one; `None` means no value. Returns false, and
    /// changes nothing, if another program has written something else.
    pub fn replace_remembered(
        &self,
        name: &str,
        known: Option<&str>,
        value: &str,
    ) -> Result<bool, StoreError> {
        self.refuse_if_looking()?;
        let query = match known {
            Some(_) => "UPDATE setting SET value = ?4 WHERE form = ?1 AND name = ?2 AND value = ?3",
            None => {
                "INSERT INTO setting (form, name, value) SELECT ?1, ?2, ?4 WHERE ?3 IS NULL ON CONFLICT DO NOTHING"
            }
        };
        let changed =
            self.connection.execute(query, rusqlite::params![self.notices.form.key, name, known, value]);
        changed.map(|count| count == 1).map_err(|error| self.explain(error.into()))
    }
}
