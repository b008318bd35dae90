// Groups the gateway's usage counts as the pages show them. Days are UTC, as in the ledger.

/** `GET /_gateway/usage`. */
export interface Usage {
  days: UsageRow[];
  /** The part of `days` that consoles made; gateways before 0.2 do not report it. */
  console?: UsageRow[];
  codes: CodeRow[];
  /** Calls by caller and operation; gateways before 0.2 do not report them. */
  callers?: CallerRow[];
  /** Hours of the last 48 in which there were LinkedIn actions; `hour` in ms since the epoch. */
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

export interface CallerRow {
  /** The hash of the caller, as in the log. */
  caller: string;
  /** "session", "console", "token", "agent" or "public". */
  kind: string;
  /** The name in the caller's token. */
  name?: string | null;
  operation: string;
  calls: number;
  failures: number;
}

export interface CallerCount {
  caller: string;
  kind: string;
  name: string;
  calls: number;
  failures: number;
  /** The operation with the most calls. */
  operation: string;
}

/** Sums calls by caller, highest first. */
export function countByCaller(rows: readonly CallerRow[]): CallerCount[] {
  const callers = new Map<string, CallerCount & { most: number }>();
  for (const { caller, kind, name, operation, calls, failures } of rows) {
    const key = `${kind} ${caller} ${name ?? ""}`;
    const sum = callers.get(key) ?? { caller, kind, name: name ?? "", calls: 0, failures: 0, operation, most: 0 };
    const isMost = calls > sum.most;
    callers.set(key, { ...sum, calls: sum.calls + calls, failures: sum.failures + failures, operation: isMost ? operation : sum.operation, most: Math.max(calls, sum.most) });
  }
  return [...callers.values()].map(({ most: _, ...count }) => count).sort((a, b) => b.calls - a.calls || a.caller.localeCompare(b.caller));
}

/** Usage without the calls of consoles. Its error codes are still those of all callers. */
export function withoutConsole<U extends Usage>(usage: U): U {
  const nameOf = ({ day, operation, status }: UsageRow) => `${day} ${status} ${operation}`;
  const own = new Map((usage.console ?? []).map((row) => [nameOf(row), row.calls]));
  const days = usage.days.map((row) => ({ ...row, calls: row.calls - (own.get(nameOf(row)) ?? 0) })).filter(({ calls }) => calls > 0);
  return { ...usage, days, ...(usage.callers && { callers: usage.callers.filter(({ kind }) => kind !== "console") }) };
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export type StatusClass = "ok" | "rejected" | "failed";
export const statusClasses: readonly StatusClass[] = ["ok", "rejected", "failed"];

export function statusClass(status: number): StatusClass {
  return status >= 500 ? "failed" : status >= 400 ? "rejected" : "ok";
}

export function countToday(rows: readonly UsageRow[], now = Date.now()): { calls: number; errors: number } {
  const day = utcDay(now);
  const of = rows.filter((row) => row.day === day);
  return { calls: sumCalls(of), errors: sumCalls(of.filter(({ status }) => status >= 400)) };
}

export interface Day extends Record<StatusClass, number> {
  day: string;
}

/** One entry for each of the last `days` days, oldest first, including days without calls. */
export function countByDay(rows: readonly UsageRow[], days: number, now = Date.now()): Day[] {
  return Array.from({ length: days }, (_, index) => {
    const day = utcDay(now - (days - 1 - index) * DAY_MS);
    const of = rows.filter((row) => row.day === day);
    const count = (name: StatusClass) => sumCalls(of.filter(({ status }) => statusClass(status) === name));
    return { day, ok: count("ok"), rejected: count("rejected"), failed: count("failed") };
  });
}

export interface Hour {
  /** The beginning of the hour, in ms since the epoch. */
  at: number;
  actions: number;
}

/** One entry for each of the last 48 hours, oldest first, including hours without actions. */
export function countByHour(rows: Usage["action_hours"], now = Date.now()): Hour[] {
  const first = (Math.floor(now / HOUR_MS) - 47) * HOUR_MS;
  return Array.from({ length: 48 }, (_, index) => {
    const at = first + index * HOUR_MS;
    return { at, actions: rows.find(({ hour }) => hour === at)?.actions ?? 0 };
  });
}

/** Whether the operation acts on LinkedIn and counts towards the hourly budget: tasks, likes and comments. */
export function isLinkedInAction(operation: string): boolean {
  return operation.startsWith("linkedin.") || operation.startsWith("engagement.");
}

export interface Count {
  name: string;
  calls: number;
}

/** Sums calls by the name of each row, highest first. */
export function countBy<R extends { calls: number }>(rows: readonly R[], name: (row: R) => string): Count[] {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(name(row), (counts.get(name(row)) ?? 0) + row.calls);
  return [...counts].map(([name, calls]) => ({ name, calls })).sort((a, b) => b.calls - a.calls || a.name.localeCompare(b.name));
}

export function sumCalls(rows: readonly { calls: number }[]): number {
  return rows.reduce((sum, row) => sum + row.calls, 0);
}

function utcDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
