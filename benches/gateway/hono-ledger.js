// The Hono peer's ledger in plain JavaScript: one Durable Object per team that does the same for a write under an idempotency key as the gateway's ledger.
// Unlike that, it counts no calls and sends no alerts.

import { DurableObject } from "cloudflare:workers";

const DAY_MS = 86_400_000;
const POLL_MS = 50;
const TABLES = `
  CREATE TABLE IF NOT EXISTS revoked (id TEXT PRIMARY KEY, until_ms REAL);
  CREATE TABLE IF NOT EXISTS writes (key TEXT PRIMARY KEY, fingerprint TEXT, state TEXT, status INTEGER, body TEXT, at REAL);
  CREATE TABLE IF NOT EXISTS audit (id INTEGER PRIMARY KEY, at REAL, request_id TEXT, caller TEXT, operation TEXT, outcome TEXT, status INTEGER)`;

export class Ledger extends DurableObject {
  constructor(state, env) {
    super(state, env);
    this.sql = state.storage.sql;
    this.sql.exec(TABLES);
  }

  /** Returns `{ auditId }` for a write that may be sent, `{ replay: { status, body } }` for one that was sent, or `{ code }` of an error. */
  async begin({ key, fingerprint, session, requestId, caller, operation }) {
    for (;;) {
      const [revoked] = this.sql.exec("SELECT 1 FROM revoked WHERE id = ? AND until_ms > ?", session, Date.now());
      if (revoked) return { code: "session_expired" };
      const [row] = this.sql.exec("SELECT fingerprint, state, status, body FROM writes WHERE key = ? AND at > ?", key, Date.now() - DAY_MS);
      if (!row) break;
      if (row.fingerprint !== fingerprint) return { code: "idempotency_conflict" };
      if (row.state === "doubt") return { code: "outcome_unknown" };
      if (row.state === "done") return { replay: { status: row.status, body: row.body } };
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    const now = Date.now();
    const audited = "INSERT INTO audit (at, request_id, caller, operation, outcome) VALUES (?, ?, ?, ?, 'sent') RETURNING id";
    const { id } = this.sql.exec(audited, now, requestId, caller, operation).one();
    this.sql.exec("INSERT OR REPLACE INTO writes VALUES (?, ?, 'open', NULL, NULL, ?)", key, fingerprint, now);
    if (await this.ctx.storage.getAlarm() === null) await this.ctx.storage.setAlarm(now + DAY_MS);
    return { auditId: id };
  }

  finish({ key, auditId, status, body }) {
    const outcome = status < 300 ? "done" : status < 500 || status === 503 ? "rejected" : "doubt";
    this.sql.exec("UPDATE audit SET outcome = ?, status = ? WHERE id = ?", outcome, status, auditId);
    if (outcome === "rejected") this.sql.exec("DELETE FROM writes WHERE key = ?", key);
    else this.sql.exec("UPDATE writes SET state = ?, status = ?, body = ? WHERE key = ?", outcome, status, body, key);
  }

  async alarm() {
    this.sql.exec("DELETE FROM writes WHERE at < ?", Date.now() - DAY_MS);
    await this.ctx.storage.setAlarm(Date.now() + DAY_MS);
  }
}
