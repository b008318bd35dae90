import assert from "node:assert/strict";
import { test } from "node:test";

import { source } from "./support/source.mjs";

const { toCsv } = await source("console/lib/csv.ts");

const BOM = "\uFEFF";
/** The only cell of a table with one row and one field. */
const cell = (value) => toCsv([{ a: value }]).slice(`${BOM}"a"\r\n`.length, -2);

test("the file begins with the UTF-8 mark, once, so that Excel reads names as they are", () => {
  const bytes = new TextEncoder().encode(toCsv([{ name: "Zoë" }, { name: "Bo" }]));
  assert.deepEqual([...bytes.slice(0, 3)], [0xef, 0xbb, 0xbf]);
  assert.equal(toCsv([{ name: "Zoë" }]).split(BOM).length, 2);
});

test("the header names every field that occurs, and every text is quoted", () => {
  assert.equal(toCsv([{ name: "Ada" }, { name: "Bo", degree: 2 }]), `${BOM}"name","degree"\r\n"Ada",\r\n"Bo",2\r\n`);
});

test("quotes are doubled; commas and line ends stay inside the cell", () => {
  assert.equal(cell('x, "y"\nz'), '"x, ""y""\nz"');
});

test("lists and objects become JSON", () => {
  assert.equal(cell(["x", 1, { n: -2 }]), '"[""x"",1,{""n"":-2}]"');
});

test("numbers and booleans are not quoted, an absent value is empty", () => {
  assert.deepEqual([cell(-1), cell(true), cell(null), cell(undefined)], ["-1", "true", "", ""]);
});

const signs = ["=", "+", "-", "@", "＝", "＋", "－", "＠", "﹦", "﹢", "﹣", "﹫", "−"];
for (const sign of signs) {
  test(`a text that begins with ${sign} does not become a formula`, () => assert.equal(cell(`${sign}1+1`), `"'${sign}1+1"`));
}

const leading = { space: " ", "no-break space": "\u00A0", "ideographic space": "\u3000", tab: "\t", "line feed": "\n", "carriage return": "\r", "zero width space": "\u200B", "byte order mark": "\uFEFF", nul: "\0" };
for (const [name, blank] of Object.entries(leading)) {
  test(`a sign after a leading ${name} does not begin a formula`, () => assert.match(cell(`${blank}=1+1`), /^"'/));
}

for (const [name, start] of [["tab", "\t"], ["line feed", "\n"], ["carriage return", "\r"]]) {
  test(`a text that begins with a ${name} gets an apostrophe, whatever follows`, () => assert.equal(cell(`${start}x`), `"'${start}x"`));
}

const separators = { semicolon: ";", tab: "\t", "line feed": "\n", "carriage return": "\r", "vertical tab": "\v", "form feed": "\f", "next line": "\u0085", "line separator": "\u2028" };
for (const [name, separator] of Object.entries(separators)) {
  test(`a sign after a ${name} does not begin a formula for a spreadsheet that separates cells there`, () => {
    assert.equal(cell(`hello${separator}=1+1`), `"hello${separator}'=1+1"`);
    assert.equal(cell(`hello${separator} ＠SUM(1)`), `"hello${separator} '＠SUM(1)"`);
  });
}

test("a formula is disarmed after every separator", () => {
  assert.equal(cell("a;\n=1;-2"), `"a;\n'=1;'-2"`);
});

test("a sign within a sentence is unchanged", () => {
  for (const text of ["a = b", "2026-11-29", "well-known", "ada@example.org", "1 + 1", "a;b"]) assert.equal(cell(text), `"${text}"`);
});

test("field names and nested texts are disarmed too", () => {
  assert.equal(toCsv([{ "=cmd": ["x;=1"] }]), `${BOM}"'=cmd"\r\n"[""x;'=1""]"\r\n`);
});
