import assert from "node:assert/strict";
import { test } from "node:test";

import { source } from "./support/source.mjs";

const { csv } = await source("csv.ts");

test("the header names every field that occurs", () => {
  assert.equal(csv([{ name: "Ada" }, { name: "Bo", degree: 2 }]), "name,degree\r\nAda,\r\nBo,2\r\n");
});

test("commas, quotes and line ends are quoted", () => {
  assert.equal(csv([{ a: 'x, "y"\nz' }]), 'a\r\n"x, ""y""\nz"\r\n');
});

test("lists and objects become JSON", () => {
  assert.equal(csv([{ a: ["x", 1] }]), 'a\r\n"[""x"",1]"\r\n');
});

for (const start of ["=", "+", "-", "@", "\t"]) {
  test(`a text that begins with ${JSON.stringify(start)} is no formula`, () => {
    assert.equal(csv([{ a: `${start}1` }]), `a\r\n'${start}1\r\n`);
  });
}

test("a negative number stays a number", () => {
  assert.equal(csv([{ a: -1 }]), "a\r\n-1\r\n");
});
