// npm run check -- words, on made-up texts.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { compareCounts, finder, folderOf, wordsIn } from "../../scripts/lib/banned-words.mjs";

const LIST = [{ words: ["refuse", "refused", "answer"], use: "reject" }, { words: ["of late", "the face"], use: "recently" }];

test("identifiers are split into words", () => {
  assert.deepEqual(wordsIn("isRefused REFUSED_AT no_answer.rs kebab-case HTTPServer assert2Refused"), [
    "is", "refused", "refused", "at", "no", "answer", "rs", "kebab", "case", "http", "server", "assert", "refused",
  ]);
});

test("every occurrence is found with its line, a word inside a longer word is not", () => {
  const find = finder(LIST);
  assert.deepEqual(find("fn assertRefused() {}\n// answered\nlet answer = answer_of(1);\n// of late, the\nfaced the face"), [
    { line: 1, word: "refused" },
    { line: 3, word: "answer" },
    { line: 3, word: "answer" },
    { line: 4, word: "of late" },
    { line: 5, word: "the face" },
  ]);
});

test("an exception hides the words in it and nothing else", () => {
  const find = finder(LIST, ["ConnectionRefused"]);
  assert.deepEqual(find("ErrorKind::ConnectionRefused\nrefused: ConnectionRefused"), [{ line: 2, word: "refused" }]);
});

test("a folder over its maximum fails, one below it is to be lowered", () => {
  assert.deepEqual(compareCounts({ core: 3, www: 1 }, { core: 2, www: 4 }), {
    over: ["core: 3 banned words, allowed 2"],
    lower: ['www: 1 banned words, lower "allowed" from 4'],
  });
});

test("a file counts for its first folder, and generated reference pages count apart", () => {
  assert.equal(folderOf("core/src/lib.rs"), "core");
  assert.equal(folderOf("README.md"), ".");
  assert.equal(folderOf("docs/reference/team.get.md"), "docs/reference");
});

test("every exception of the configuration is explained, and every word has a replacement without banned words", () => {
  const { banned, exceptions } = JSON.parse(readFileSync(new URL("../../scripts/check/words.json", import.meta.url), "utf8"));
  for (const { text, why } of exceptions) assert.ok(text && why, `${text} has no reason`);
  const find = finder(banned);
  for (const { words, use } of banned) {
    assert.ok(words.length > 0 && use);
    assert.deepEqual(find(use), [], `the replacement of ${words[0]}`);
  }
});
