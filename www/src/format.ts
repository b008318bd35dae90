// Numbers and times in the reader's language and place.

const numbers = new Intl.NumberFormat();
const percents = new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 1 });
const days = new Intl.DateTimeFormat(undefined, { dateStyle: "medium" });
const moments = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });

export const number = (value: number) => numbers.format(value);
export const percent = (part: number, whole: number) => percents.format(whole === 0 ? 0 : part / whole);
export const day = (at: Date) => days.format(at);
export const moment = (at: Date) => moments.format(at);

const steps = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
] as const;

/** "3 hours ago", "in 2 days"; `at` and `now` in ms since the epoch. */
export function ago(at: number, now: number): string {
  const seconds = Math.round((at - now) / 1000);
  const [unit, size] = steps.find(([, size]) => Math.abs(seconds) >= size) ?? (["second", 1] as const);
  return relative.format(Math.trunc(seconds / size), unit);
}

/** "1:05" for 65 s. */
export function elapsed(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** A time as the API gives it (ms since the epoch, or ISO text), or nothing when it is neither. */
export function date(value: unknown): Date | undefined {
  if (typeof value !== "number" && typeof value !== "string") return undefined;
  const at = new Date(value);
  return Number.isNaN(at.getTime()) ? undefined : at;
}
