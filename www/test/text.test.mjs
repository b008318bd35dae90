import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";

import { source } from "./support/source.mjs";

const { asciiDigits } = await source("shared/lib/digits.ts");
const { firstLetter, truncate } = await source("shared/lib/graphemes.ts");
const { formatDay } = await source("shared/lib/format.ts");

test("a cut never falls inside a character", () => {
  const family = "👨‍👩‍👧‍👦";
  const accent = "e\u0301";
  assert.equal(truncate(`${"x".repeat(419)}😀…`, 420), "x".repeat(419));
  assert.equal(truncate(`${"x".repeat(10)}${family}`, 15), "x".repeat(10));
  assert.equal(truncate(`ab${accent}cd`, 3), "ab");
  assert.equal(truncate("🇩🇪🇫🇷", 5), "🇩🇪");
  assert.equal(truncate("short", 420), "short");
  assert.equal(truncate("exact", 5), "exact");
});

test("a character longer than the limit is cut, but not inside a surrogate pair", () => {
  const cut = truncate(`😀${"\u0301".repeat(900)}`, 601);
  assert.equal(cut.length, 601);
  assert.equal(truncate(`${"👨‍👩‍👧‍👦".repeat(3)}`, 1), "");
});

test("the first letter is a whole grapheme in every script", () => {
  assert.deepEqual(["𝗔𝗱𝗮", "(Ada)", "שלום", "कित", "🚀 Ada", "…"].map(firstLetter), ["𝗔", "A", "ש", "कि", "A", ""]);
});

test("digits of every script are converted", () => {
  for (const digits of ["940699", "９４０６９９", "٩٤٠٦٩٩", "۹۴۰۶۹۹", "९४०६९९", "𝟗𝟒𝟎𝟔𝟗𝟗"]) assert.equal(asciiDigits(digits), "940699", digits);
  assert.equal(asciiDigits("Code: ９4 0"), "Code: 94 0");
});

test("a date without a time is that day in every time zone, a time is the reader's day", () => {
  assert.equal(formatDay("2027-01-01"), "Jan 1, 2027");
  assert.equal(formatDay(Date.UTC(2027, 0, 1, 12)), "Jan 1, 2027");
  for (const value of [undefined, null, "soon", {}, Number.NaN]) assert.equal(formatDay(value), undefined);
});

test("dates, times and numbers are formatted in English, whatever the reader's language is", () => {
  const script = `
    import { source } from "./support/source.mjs";
    const { formatDay, formatMoment, formatNumber, formatRelative, formatWait } = await source("shared/lib/format.ts");
    const at = Date.UTC(2026, 10, 30, 12);
    console.log(JSON.stringify([new Intl.DateTimeFormat().resolvedOptions().locale, formatDay("2026-11-30"), formatMoment(new Date(at)), formatNumber(1234.5), formatRelative(at + 3_600_000, at), formatWait(3_600_000)]));`;
  for (const language of ["de_DE", "ar_EG"]) {
    const output = execFileSync("node", ["--input-type=module", "-e", script], { cwd: import.meta.dirname ?? new URL(".", import.meta.url), env: { ...process.env, LC_ALL: `${language}.UTF-8`, TZ: "UTC" }, encoding: "utf8" });
    const [locale, ...texts] = JSON.parse(output);
    assert.equal(locale, language.replace("_", "-"), "the runtime has another language");
    assert.deepEqual(texts.map((text) => text.replace("\u202f", " ")), ["Nov 30, 2026", "Nov 30, 2026, 12:00 PM", "1,234.5", "in 1 hour", "60 min"]);
  }
});
