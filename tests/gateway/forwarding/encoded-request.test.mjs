// The encoding in which a read is passed to the wasm, compared with the fixture that core/tests/gateway/encoded_request.rs decodes.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { CHECK_RATE_LIMIT, NEEDS_CORS, encodeRequest } from "../../../worker/fast-path.js";

const fixture = JSON.parse(readFileSync(new URL("../../../core/tests/fixtures/encoded-requests.json", import.meta.url), "utf8"));

for (const { about, id, url, headers, encoded } of fixture.requests) {
  test(`a read encodes to the string that the wasm decodes: ${about}`, () => {
    const get = (name) => headers[name] ?? null;
    assert.equal(encodeRequest(id, { url, headers: { get } }), encoded);
  });
}

test("the flags of a handle are those of the wasm", () => {
  assert.deepEqual({ NEEDS_CORS, CHECK_RATE_LIMIT }, fixture.flags);
});
