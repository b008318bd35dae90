import assert from "node:assert/strict";
import { after, afterEach, test } from "node:test";

import { Outx } from "outx-client";
import { createSandbox } from "outx-sandbox";

import { explain, fetchProfile, listPosts } from "./posts.js";

const sandbox = await createSandbox();
const outx = new Outx({ apiKey: sandbox.key, fetch: sandbox.fetch });
afterEach(() => sandbox.reset());
after(() => sandbox.stop());

test("lists posts, even if the API fails once", async () => {
  await sandbox.fault("GET", "/api-posts", { status: 503 });
  assert.equal((await listPosts(outx)).length, 10);
});

test("reports the progress of a task", async () => {
  await sandbox.switch({ task_plan: ["completed"] }); // at the first poll
  const seen = [];
  const { name } = await fetchProfile(outx, "ada-example", (status) => seen.push(status));
  assert.deepEqual([name, seen], ["Ada Example", ["completed"]]);
});

test("says what to do when no extension is active", async () => {
  const { id } = await sandbox.demoTeam();
  await sandbox.setTeam(id, { extension: "inactive" });
  await assert.rejects(fetchProfile(outx, "ada-example"), (error) => explain(error).startsWith("Open Chrome"));
});
