//! The state of a ledger, for those who run the gateway.

use worker::{Result, SqlStorage};

use super::{meta, read_json};

/// Tables whose rows are counted.
const COUNTED: [&str; 10] =
    ["actions", "agents", "audit", "caller_calls", "callers", "calls", "codes", "requests", "revoked", "writes"];

/// Version of the tables, rows, size, times of the last flush, report and cleaning, and the alerts that were sent, as JSON. A flush is known
/// by its minute.
pub fn status(sql: &SqlStorage) -> Result<String> {
    let rows = COUNTED.map(|table| format!("'{table}', (SELECT count(*) FROM {table})")).join(", ");
    let query = format!(
        "SELECT json_object('schema', ?1, 'bytes', ?2, 'rows', json_object({rows}),
            'last_flush_at', coalesce((SELECT max(minute) * 60000 FROM minutes), (SELECT max(hour) * 3600000 FROM hours)),
            'last_report_at', (SELECT at FROM meta WHERE name = ?3),
            'last_cleaning_at', (SELECT at FROM meta WHERE name = ?4),
            'alerts', (SELECT json_group_array(json_object('kind', kind, 'at', at))
                FROM (SELECT * FROM alerts ORDER BY at DESC))) AS json"
    );
    let bytes = sql.database_size() as f64;
    read_json(sql, &query, vec![meta::schema(sql)?.into(), bytes.into(), meta::REPORTED.into(), meta::PRUNED.into()])
}
