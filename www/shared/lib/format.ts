// Numbers and times in the language of the texts and in the reader's time zone.

const LANGUAGE = "en";
const numbers = new Intl.NumberFormat(LANGUAGE);
const percents = new Intl.NumberFormat(LANGUAGE, { style: "percent", maximumFractionDigits: 1 });
const days = new Intl.DateTimeFormat(LANGUAGE, { dateStyle: "medium" });
const utcDays = new Intl.DateTimeFormat(LANGUAGE, { dateStyle: "medium", timeZone: "UTC" });
const shortUtcDays = new Intl.DateTimeFormat(LANGUAGE, { month: "short", day: "numeric", timeZone: "UTC" });
const moments = new Intl.DateTimeFormat(LANGUAGE, { dateStyle: "medium", timeStyle: "short" });
const times = new Intl.DateTimeFormat(LANGUAGE, { timeStyle: "short" });
const relative = new Intl.RelativeTimeFormat(LANGUAGE, { numeric: "auto" });

export const formatNumber = (value: number) => numbers.format(value);
export const formatPercent = (part: number, whole: number) => percents.format(whole === 0 ? 0 : part / whole);
export const formatTime = (at: Date) => times.format(at);
export const formatMoment = (at: Date) => moments.format(at);

/**
 * Formats the day of a time as the API sends it. A date without a time is formatted as that day; a time is formatted in the reader's time
 * zone. Returns `undefined` for a value that is neither.
 */
export function formatDay(value: unknown): string | undefined {
  const at = parseDate(value);
  if (!at) return undefined;
  const isDateOnly = typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value.trim());
  return (isDateOnly ? utcDays : days).format(at);
}

/** Formats a UTC day, given as `YYYY-MM-DD`, without its year. */
export const formatUtcDay = (day: string) => shortUtcDays.format(new Date(day));

const steps = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
] as const;

/** "3 hours ago", "in 2 days"; `at` and `now` in ms since the epoch. */
export function formatRelative(at: number, now: number): string {
  const seconds = Math.round((at - now) / 1000);
  const [unit, size] = steps.find(([, size]) => Math.abs(seconds) >= size) ?? (["second", 1] as const);
  return relative.format(Math.trunc(seconds / size), unit);
}

/** Formats the time to wait, rounded up: "45 s", "54 min" or "2 h". */
export function formatWait(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  if (seconds < 100) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 100 ? `${minutes} min` : `${numbers.format(Math.ceil(minutes / 60))} h`;
}

/** Formats a time, with its day unless that is today; `at` and `now` in ms since the epoch. */
export function formatTimeOrMoment(at: number, now: number): string {
  return days.format(at) === days.format(now) ? times.format(at) : moments.format(at);
}

/** "1:05" for 65 s. */
export function formatElapsed(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** Parses a time as the API sends it (ms since the epoch, or ISO text); `undefined` for anything else. */
export function parseDate(value: unknown): Date | undefined {
  if (typeof value !== "number" && typeof value !== "string") return undefined;
  const at = new Date(value);
  return Number.isNaN(at.getTime()) ? undefined : at;
}
