//! What an earlier version of the program has read of what came in: finding it, and keeping what a later one reads of it. What
//! came in stays as it came.

use rusqlite::{OptionalExtension as _, params};

use super::Store;
use super::error::{Failure, StoreError};
use super::intake::READER;
use super::operation::Stopped;
use crate::collation::{Arrival, Reading, ReceiptId};
use crate::digest::sha256;

/// A file that an earlier reader has read.
#[derive(Clone, Debug)]
pub struct ReadBefore {
    pub receipt: ReceiptId,
    pub name: String,
    pub arrival: Arrival,
    pub bytes: Vec<u8>,
    pub reading: Reading,
}

impl Store {
    /// The files of the form in hand that an earlier reader has read. Of scans nothing is read.
    pub fn read_before(&self) -> Result<Vec<ReceiptId>, StoreError> {
        let find = || -> rusqlite::Result<Vec<ReceiptId>> {
            let mut query = self.connection.prepare_cached(
                "SELECT receipt.id FROM reading JOIN receipt ON receipt.id = reading.receipt
                 WHERE reader < ?1 AND form = ?2 AND bytes IS NOT NULL ORDER BY receipt.id",
            )?;
            let ids = query.query_map(params![READER, self.form().key], |row| row.get(0).map(ReceiptId))?;
            ids.collect()
        };
        find().map_err(|error| self.explain(error.into()))
    }

    /// One of them; `None` where the disk has damaged it, which is told when it is used.
    pub fn to_read_anew(&self, receipt: ReceiptId) -> Result<Option<ReadBefore>, StoreError> {
        let found = self
            .connection
            .prepare_cached(
                "SELECT sha256, name, arrival, content, digest, bytes FROM receipt JOIN reading ON reading.receipt = receipt.id
                 WHERE receipt.id = ?1 AND bytes IS NOT NULL",
            )
            .and_then(|mut query| {
                let one = query.query_row([receipt.0], |row| {
                    let texts: [String; 5] = [row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?];
                    Ok((texts, row.get::<_, Vec<u8>>(5)?))
                });
                one.optional()
            })
            .map_err(|error| self.explain(error.into()))?;
        Ok(found.and_then(|([of_bytes, name, arrival, content, digest], bytes)| {
            let is_whole = sha256(&bytes) == of_bytes && sha256(content.as_bytes()) == digest;
            let arrival = serde_json::from_str(&arrival).ok().filter(|_| is_whole)?;
            let reading = serde_json::from_str(&content).ok()?;
            Some(ReadBefore { receipt, name, arrival, bytes, reading })
        }))
    }

    /// Keeps what was read anew, all or nothing.
    pub fn keep_read_anew(&mut self, readings: &[(ReceiptId, Reading)]) -> Result<(), StoreError> {
        self.in_transaction(|transaction, _| {
            let mut update = transaction.prepare_cached(
                "UPDATE reading SET reader = ?2, content = ?3, digest = ?4 WHERE receipt = ?1",
            )?;
            for (receipt, reading) in readings {
                let content =
                    serde_json::to_string(reading).map_err(|error| Failure::Unreadable(error.to_string()))?;
                update.execute(params![receipt.0, READER, content, sha256(content.as_bytes())])?;
            }
            Ok::<_, Stopped<StoreError>>(())
        })
    }
}
