// Formats the status of a gateway as lines of text.

const DAY_MS = 86_400_000;

/** Formats the response of `/_gateway/status`. */
export function describeStatus({ key, settings, secrets, ledger }, now = Date.now()) {
  const rows = Object.entries(ledger.rows).map(([table, count]) => `${count} ${table}`);
  return [
    `key in use: ${key.live ?? "that of each session"}`,
    ...Object.entries(settings.modes).map(([name, value]) => `${name}: ${describeValue(value)}`),
    ...settings.set.filter((name) => name in secrets).map((name) => `${name}: in use since ${describeTime(secrets[name], now)} or longer`),
    `ledger of ${ledger.team}: schema ${ledger.schema}, ${(ledger.bytes / 1024).toFixed(0)} KiB, ${rows.join(", ")}`,
    `last flush: ${describeTime(ledger.last_flush_at, now)}; last report to the index: ${describeTime(ledger.last_report_at, now)}; last cleaning: ${describeTime(ledger.last_cleaning_at, now)}`,
    ...ledger.alerts.map(({ kind, at }) => `alert ${kind}: last sent ${describeTime(at, now)}`),
    ...(ledger.alerts.length === 0 ? ["alerts: none was sent"] : []),
  ];
}

function describeValue(value) {
  if (Array.isArray(value)) return value.join(", ") || "none";
  return value ?? "not set";
}

function describeTime(ms, now) {
  if (!ms) return "never";
  const days = Math.floor((now - ms) / DAY_MS);
  return `${new Date(ms).toISOString().slice(0, 16).replace("T", " ")} UTC (${days === 1 ? "1 day" : `${days} days`} ago)`;
}
