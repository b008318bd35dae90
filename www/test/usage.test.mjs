import assert from "node:assert/strict";
import { test } from "node:test";

import { source } from "./support/source.mjs";

const { countBy, countByDay, countByHour, countToday, withoutConsole } = await source("console/model/usage.ts");

const NOW = Date.UTC(2026, 10, 24, 12);
const row = (day, status, calls, operation = "posts.list") => ({ day, operation, status, calls });
const rows = [row("2026-11-24", 200, 5), row("2026-11-24", 429, 2), row("2026-11-24", 502, 1), row("2026-11-22", 200, 3, "team.get")];

test("countToday counts today's calls and errors", () => {
  assert.deepEqual(countToday(rows, NOW), { calls: 8, errors: 3 });
});

test("the console's own calls are left out, by day, operation and status", () => {
  const callers = [{ caller: "console", kind: "console", operation: "posts.list", calls: 3, failures: 1 }, { caller: "5f1c", kind: "session", operation: "posts.list", calls: 4, failures: 1 }];
  const usage = { days: rows, codes: [], callers, console: [row("2026-11-24", 200, 2), row("2026-11-24", 502, 1)] };
  const shown = withoutConsole(usage);
  assert.deepEqual(shown.days, [row("2026-11-24", 200, 3), row("2026-11-24", 429, 2), row("2026-11-22", 200, 3, "team.get")]);
  assert.deepEqual(shown.callers.map(({ caller }) => caller), ["5f1c"]);
  assert.deepEqual(withoutConsole({ days: rows, codes: [] }).days, rows, "of a gateway that does not tell them apart");
});

test("days without calls are included", () => {
  assert.deepEqual(countByDay(rows, 3, NOW), [
    { day: "2026-11-22", ok: 3, rejected: 0, failed: 0 },
    { day: "2026-11-23", ok: 0, rejected: 0, failed: 0 },
    { day: "2026-11-24", ok: 5, rejected: 2, failed: 1 },
  ]);
});

test("counts are sorted, highest first", () => {
  assert.deepEqual(countBy(rows, ({ operation }) => operation), [
    { name: "posts.list", calls: 8 },
    { name: "team.get", calls: 3 },
  ]);
});

test("hours without actions are included", () => {
  const hours = countByHour([{ hour: Date.UTC(2026, 10, 24, 11), actions: 3 }], NOW + 60_000);
  assert.equal(hours.length, 48);
  assert.deepEqual(hours.slice(-2), [
    { at: Date.UTC(2026, 10, 24, 11), actions: 3 },
    { at: NOW, actions: 0 },
  ]);
  assert.equal(hours[0].at, Date.UTC(2026, 10, 22, 13));
});
