// The built gateway with a test hook that fills and cleans a team's ledger, in the gateway's own class and tables:
// - POST /__ledger/TEAM/fill?rows=N&age=MS adds N ended writes that began MS ago or earlier.
// - POST /__ledger/TEAM/clean cleans the ledger as its alarm does.
// - POST /__ledger/INDEX/index?days=N adds totals of N days for the teams in the body to an index object.

import gateway, { Ledger as Built, Limiter } from "./index.js";

const HOOK = "/__ledger/";
const RESPONSE = JSON.stringify({ success: true, data: { id: "8b1c0a52-0000-4000-8000-000000000002", name: "Bench" } });
// Keys and fingerprints are 32 hexadecimal digits, as in the gateway.
const FILL = `
  WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ?)
  INSERT INTO writes SELECT lower(hex(randomblob(16))), lower(hex(randomblob(16))), 'done', 200, ?, ? - n FROM numbers`;
/** Adds totals of each day of each team. */
const INDEX = `
  WITH RECURSIVE days (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM days WHERE n < ?)
  INSERT INTO team_days SELECT value, date('now', (1 - n) || ' days'), 100, 3, 1 FROM json_each(?), days`;

export class Ledger extends Built {
  sql = this.ctx.storage.sql;

  async fetch(request) {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname.endsWith("/index")) {
      const teams = await request.text();
      this.sql.exec("INSERT INTO teams SELECT value, 'Team ' || value FROM json_each(?)", teams);
      this.sql.exec(INDEX, Number(searchParams.get("days")), teams);
      return Response.json({});
    }
    if (pathname.endsWith("/clean")) {
      // Without this, a second alarm on the same day would clean nothing.
      this.sql.exec("DELETE FROM meta WHERE name = 'pruned'");
      await this.alarm();
    } else this.sql.exec(FILL, Number(searchParams.get("rows")), RESPONSE, Date.now() - Number(searchParams.get("age")));
    return Response.json(this.sql.exec("SELECT count(*) AS rows FROM writes").one());
  }
}

export { Limiter };

export default {
  fetch(request, env, context) {
    const { pathname } = new URL(request.url);
    if (!pathname.startsWith(HOOK)) return gateway.fetch(request, env, context);
    return env.LEDGER.get(env.LEDGER.idFromName(pathname.split("/")[2])).fetch(request);
  },
};
