// The gateway's counts, added up in the ways the pages show them. Days are UTC, as the ledger keeps them.

/** `GET /_gateway/usage`. */
export interface Usage {
  days: UsageRow[];
  codes: CodeRow[];
  /** Hours of the last 48 with LinkedIn actions; `hour` in ms since the epoch. */
  action_hours: { hour: number; actions: number }[];
  actions: { hour: number; limit: number; reset_ms: number };
}

export interface UsageRow {
  /** `YYYY-MM-DD`, UTC. */
  day: string;
  operation: string;
  status: number;
  calls: number;
}

export interface CodeRow {
  /** `YYYY-MM-DD`, UTC. */
  day: string;
  code: string;
  calls: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export type StatusClass = "ok" | "refused" | "failed";
export const statusClasses: readonly StatusClass[] = ["ok", "refused", "failed"];

export function statusClass(status: number): StatusClass {
  return status >= 500 ? "failed" : status >= 400 ? "refused" : "ok";
}

export function today(rows: readonly UsageRow[], now = Date.now()): { calls: number; errors: number } {
  const day = utcDay(now);
  const of = rows.filter((row) => row.day === day);
  return { calls: calls(of), errors: calls(of.filter(({ status }) => status >= 400)) };
}

export interface Day extends Record<StatusClass, number> {
  day: string;
}

/** One entry a day for the last `days`, oldest first, days without calls included. */
export function byDay(rows: readonly UsageRow[], days: number, now = Date.now()): Day[] {
  return Array.from({ length: days }, (_, index) => {
    const day = utcDay(now - (days - 1 - index) * DAY_MS);
    const of = rows.filter((row) => row.day === day);
    const count = (name: StatusClass) => calls(of.filter(({ status }) => statusClass(status) === name));
    return { day, ok: count("ok"), refused: count("refused"), failed: count("failed") };
  });
}

export interface Hour {
  /** When it began, ms since the epoch. */
  at: number;
  actions: number;
}

/** One entry an hour for the last 48, oldest first, hours without actions included. */
export function byHour(rows: Usage["action_hours"], now = Date.now()): Hour[] {
  const first = (Math.floor(now / HOUR_MS) - 47) * HOUR_MS;
  return Array.from({ length: 48 }, (_, index) => {
    const at = first + index * HOUR_MS;
    return { at, actions: rows.find(({ hour }) => hour === at)?.actions ?? 0 };
  });
}

/** Whether LinkedIn sees it: tasks, likes and comments (spec section 9). */
export function isAction(operation: string): boolean {
  return operation.startsWith("linkedin.") || operation.startsWith("engagement.");
}

export interface Count {
  name: string;
  calls: number;
}

/** Calls added up by a name of each row, most first. */
export function countBy<R extends { calls: number }>(rows: readonly R[], name: (row: R) => string): Count[] {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(name(row), (counts.get(name(row)) ?? 0) + row.calls);
  return [...counts].map(([name, calls]) => ({ name, calls })).sort((a, b) => b.calls - a.calls || a.name.localeCompare(b.name));
}

export function calls(rows: readonly { calls: number }[]): number {
  return rows.reduce((sum, row) => sum + row.calls, 0);
}

function utcDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
