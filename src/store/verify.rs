//! Comparing the records with the log of their changes.
//!
//! SQLite keeps no checksums, so a flipped bit in a stored number would just be another number. The log holds
//! every value a second time, and its entries are chained, so such damage is found here before it is reported as a
//! figure or told as history. Nothing here repairs anything.

use rusqlite::Connection;

use super::error::Failure;
use super::revisions::revision_digest;
use super::{chain, projects};

/// Finds the places whose recorded text differs from the last logged change, in either direction: what stands on both sides
/// counts for nothing. One pass over both is faster than what each has without the other.
const DISAGREEMENTS: &str = "
WITH recorded (form, place, month, item, text) AS (
    SELECT form, 'entry', month, figure, text FROM entry JOIN report ON report.id = entry.report
    UNION ALL SELECT form, 'opening', NULL, figure, text FROM opening
    UNION ALL SELECT form, 'no_data', month, NULL, no_data FROM report WHERE no_data IS NOT NULL
    UNION ALL SELECT form, 'filled_on', month, NULL, filled_on FROM report WHERE filled_on IS NOT NULL
    UNION ALL SELECT form, 'typed_text', month, item, text FROM typed_text JOIN report ON report.id = typed_text.report
    UNION ALL SELECT form, 'project', NULL, id || '.' || part, text FROM project
    UNION ALL SELECT form, 'sent_projects', NULL, CAST(number AS TEXT), digest FROM sent_projects
    UNION ALL SELECT form, 'summary', NULL, span || '/' || heading || '/' || part, text FROM summary
    UNION ALL SELECT form, 'state', month, NULL, state FROM report WHERE state IS NOT NULL
    UNION ALL SELECT form, 'reason', month, NULL, reason FROM report WHERE reason IS NOT NULL
    UNION ALL SELECT form, 'adjustment', month, figure, text
        FROM adjustment JOIN report ON report.id = adjustment.report
    UNION ALL SELECT form, 'explanation', month, subject, text
        FROM explanation JOIN report ON report.id = explanation.report
    UNION ALL SELECT form, 'revision', month, CAST(number AS TEXT), digest
        FROM revision JOIN report ON report.id = revision.report
    UNION ALL SELECT form, 'sending', month, CAST(number AS TEXT), sending.at || char(9) || how || char(9) || recipient
        FROM sending JOIN revision ON revision.id = sending.revision JOIN report ON report.id = revision.report
    UNION ALL SELECT form, 'document', month, revision.number || '/' || document.number,
            document.digest || ' ' || name
        FROM document JOIN revision ON revision.id = document.revision JOIN report ON report.id = revision.report
    UNION ALL SELECT form, 'scan', month, CAST(revision.number AS TEXT), scan.digest || ' ' || name
        FROM scan JOIN revision ON revision.id = scan.revision JOIN report ON report.id = revision.report
    UNION ALL SELECT form, 'unit', NULL, 'name', name FROM unit
    UNION ALL SELECT form, 'unit', NULL, 'kind', kind FROM unit
    UNION ALL SELECT form, 'unit', NULL, 'person', person FROM unit
    UNION ALL SELECT form, 'unit', NULL, 'phone', phone FROM unit
    UNION ALL SELECT form, 'unit', NULL, 'first_month', first_month FROM unit
    UNION ALL SELECT id, 'notice', NULL, CAST(edition AS TEXT), digest FROM notice
    UNION ALL SELECT form, 'unit', NULL, 'restart_each_year', restart_each_year FROM unit
    UNION ALL SELECT form, place, nullif(month, ''), item, text FROM decision
),
last (id) AS (
    SELECT max(id) FROM change GROUP BY form, place, month, item
),
logged (form, place, month, item, text) AS (
    SELECT form, place, month, item, after
    -- Where an amount was filled in from stands in the log alone.
    FROM last JOIN change USING (id) WHERE after IS NOT NULL AND place <> 'source'
)
SELECT 1 FROM (SELECT *, 1 AS side FROM recorded UNION ALL SELECT *, -1 FROM logged)
GROUP BY form, place, month, item, text HAVING sum(side) <> 0";

/// Finds months with a wrong 填报时间: if it was not set, it must be the day of the last entry.
const WRONG_DAYS: &str = "
SELECT 1 FROM report WHERE changed_on IS NOT (
    SELECT substr(at, 1, 10) FROM operation JOIN change ON change.operation = operation.id
    WHERE change.id = (
        SELECT max(id) FROM change WHERE form = report.form AND place = 'entry' AND month = report.month))";

/// Whether all records are what the log says was last written.
pub(super) fn agrees_with_log(connection: &Connection) -> Result<bool, Failure> {
    for query in [DISAGREEMENTS, WRONG_DAYS] {
        if connection.prepare(query)?.exists([])? {
            return Ok(false);
        }
    }
    Ok(chain::is_whole(connection)? && projects::sent_are_whole(connection)? && are_whole(connection)?)
}

/// Whether all reports still match their digests.
fn are_whole(connection: &Connection) -> Result<bool, rusqlite::Error> {
    let mut revisions = connection.prepare("SELECT digest, at, person, content FROM revision")?;
    let mut rows = revisions.query([])?;
    while let Some(row) = rows.next()? {
        let [digest, at, person, content]: [String; 4] = [row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?];
        if digest != revision_digest(&at, &person, &content) {
            return Ok(false);
        }
    }
    Ok(true)
}
