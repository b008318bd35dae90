import assert from "node:assert/strict";
import { test } from "node:test";

import { source } from "./support/source.mjs";

const { describeCode, remedyFor } = await source("shared/model/remedies.ts");

test("an unknown code is shown as unexpected, including one named like a property of every object", () => {
  for (const code of ["no_such_code", "constructor", "toString", "__proto__", ""]) {
    assert.equal(remedyFor({ code, message: "text" }).title, "Something went wrong");
    assert.equal(describeCode(code), "Something went wrong");
  }
});

test("the advice for a denied request of unknown cause does not name a cause", () => {
  const { title, advice } = remedyFor({ code: "access_denied", message: "Access denied: You don't have permission to access this resource" });
  assert.equal(title, "You don't have permission");
  assert.doesNotMatch(advice, /another team|signed in/);
});

test("a denied request whose cause is known says how to resolve it", () => {
  const denied = (operation, message = "text") => Object.values(remedyFor({ code: "access_denied", operation, message })).join(" ");
  for (const operation of ["auth.sendOtp", "auth.verifyOtp"]) assert.match(denied(operation), /email address can't sign in here .*email domains/);
  for (const operation of ["engagement.like", "engagement.comment"]) assert.match(denied(operation), /acting member must belong to your team.*company page/);
  assert.match(denied("request", "the Turnstile check failed: timeout-or-duplicate"), /Repeat the check/);
});

test("a failure has the operation that was called", async () => {
  const { toFailure } = await source("shared/model/failure.ts");
  const { OutxError } = await import("outx-client/external");
  const error = Object.assign(new OutxError("denied"), { code: "access_denied", operation: "engagement.like" });
  assert.equal(toFailure(error).operation, "engagement.like");
});

test("a watchlist that does not exist is not called an invalid value", () => {
  assert.equal(remedyFor({ code: "invalid_request", message: "Invalid watchlist ID(s) (posts.list)" }).title, "No such watchlist");
});

test("the advice for an invalid value is to correct the named field", () => {
  assert.equal(remedyFor({ code: "invalid_request", message: "text" }).advice, "Correct the field named in the message and try again.");
});
