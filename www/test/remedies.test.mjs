import assert from "node:assert/strict";
import { test } from "node:test";

import { source } from "./support/source.mjs";

const { describeCode, remedyFor } = await source("shared/model/remedies.ts");

test("a code that the pages do not know is shown as unexpected, also one named like a property of every object", () => {
  for (const code of ["no_such_code", "constructor", "toString", "__proto__", ""]) {
    assert.equal(remedyFor({ code, message: "text" }).title, "Something went wrong");
    assert.equal(describeCode(code), "Something went wrong");
  }
});

test("a denied request does not claim a cause: the message says it", () => {
  assert.equal(remedyFor({ code: "access_denied", message: "user_email is not a member of this team" }).title, "You don't have permission");
});

test("invalid values are to be corrected in the named field", () => {
  assert.equal(remedyFor({ code: "invalid_request", message: "text" }).advice, "Correct the field named in the message and try again.");
});
