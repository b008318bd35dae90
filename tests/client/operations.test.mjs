// Every operation: its request byte for byte against the fixtures that core tests too, and its result from the sandbox.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test, { after, before, beforeEach } from "node:test";

import { readProfile } from "outx-client";

import { operations } from "../../pkg/operations.js";
import { startSandbox } from "../support/sandbox.mjs";
import { assertError, direct, KEY, rejection, SUCCESS, through } from "./support/client.mjs";

const fixtures = JSON.parse(await readFile(new URL("../../core/tests/fixtures/requests.json", import.meta.url)));
const UNKNOWN = "00000000-0000-4000-8000-000000000000";

/** The method of an operation by its name in the API description; for a list, a function that requests one page. */
function method(outx, name) {
  const at = name.split(".").reduce((group, part) => group[part], outx);
  return async (...args) => {
    const result = at(...args);
    return typeof result.page === "function" ? result.page() : result;
  };
}

test("the fixtures contain every operation", () => {
  assert.deepEqual([...new Set(fixtures.map(({ call }) => call))].sort(), [...operations].sort());
});

test("the README lists every method of a client, and no other", async () => {
  const readme = await readFile(new URL("../../pkg/README.md", import.meta.url), "utf8");
  const [, table] = readme.match(/\| of the client \|[^\n]*\n[^\n]*\n(.*?)\n\n/s);
  const words = (cell) => [...cell.matchAll(/`(.*?)`/g)].map(([, word]) => word);
  let groups;
  const listed = table.split("\n").flatMap((row) => {
    const [, group, methods] = row.split("|");
    if (group.trim()) groups = words(group);
    return groups.flatMap((name) => words(methods).map((method) => `${name}.${method}`));
  });
  const methods = (at, path) =>
    Object.entries(at).flatMap(([name, value]) => (typeof value === "function" ? [[...path, name].join(".")] : methods(value, [...path, name])));
  assert.deepEqual(listed.sort(), methods(direct({ url: "https://api.example" }), []).sort());
});

test("every method that AGENTS.md names exists", async () => {
  const guide = await readFile(new URL("../../pkg/AGENTS.md", import.meta.url), "utf8");
  const outx = direct({ url: "https://api.example" });
  const called = [...guide.matchAll(/outx\.((?:\w+\.)*\w+)\(/g)].map(([, path]) => path);
  assert.ok(called.length > 5, guide);
  for (const path of called) assert.equal(typeof path.split(".").reduce((group, part) => group?.[part], outx), "function", path);
});

for (const { call, args, request, body } of fixtures) {
  test(`${call} sends ${request}`, async () => {
    for (const [make, base] of [[direct, "https://api.example"], [through, "https://gateway.example/outx"]]) {
      const asked = [];
      const fetch = async (url, init) => {
        asked.push([url, init]);
        return Response.json({ ...SUCCESS.body, data: call === "tasks.get" ? { status: "pending" } : [] });
      };
      await method(make({ url: base }, { fetch }), call)(args);
      const [[url, init]] = asked;
      assert.equal(`${init.method} ${url}`, request.replace(" ", ` ${base}`));
      assert.equal(init.body ?? null, body);
      assert.equal(init.redirect, "manual");
      assert.equal(init.headers["content-type"], body === null ? undefined : "application/json");
      assert.equal(init.headers["x-api-key"], make === direct && !call.startsWith("auth.") ? KEY : undefined);
    }
  });
}

/** The request that a call sends: `[url, init]`. */
async function requestOf(call) {
  const requests = [];
  const fetch = async (...request) => {
    requests.push(request);
    return Response.json({ ...SUCCESS.body, data: [] });
  };
  await call(direct({ url: "https://api.example" }, { fetch }));
  return requests[0];
}

const bodyOf = async (call) => JSON.parse((await requestOf(call))[1].body);
const urlOf = async (call) => new URL((await requestOf(call))[0]);

const SLUGS = [["r%C3%A9da-example-1", "réda-example-1"], ["%F0%9F%9A%80-julia-example", "🚀-julia-example"], ["réda", "réda"], ["100%2525", "100%25"]];

for (const [slug, sent] of SLUGS) {
  test(`the slug ${slug} is sent as ${sent}`, async () => {
    const args = Object.freeze({ profile_slug: slug });
    assert.deepEqual(await bodyOf((outx) => outx.linkedin.fetchProfile(args)), { profile_slug: sent });
    assert.deepEqual(await bodyOf((outx) => outx.linkedin.fetchCompany({ company_slug: slug })), { company_slug: sent });
    assert.deepEqual(await bodyOf((outx) => outx.linkedin.fetchCompanyPosts({ company_slug: slug })), { company_slug: sent });
    assert.equal(args.profile_slug, slug, "the caller's object is not changed");

    const profiles = Object.freeze(["ada", slug, `https://www.linkedin.com/in/${slug}/?x=1`]);
    const expected = ["ada", sent, `https://www.linkedin.com/in/${sent}/?x=1`];
    assert.deepEqual(await bodyOf((outx) => outx.watchlists.people.create({ profiles, name: "n%41" })), { profiles: expected, name: "n%41" });
    assert.deepEqual(await bodyOf((outx) => outx.watchlists.company.create({ companies: profiles })), { companies: expected });
    assert.equal(profiles[1], slug, "nor the caller's list");

    const query = (await urlOf((outx) => outx.posts.list({ watchlist_id: "w", people_slug: slug, company_slug: ["acme", slug] }).page())).searchParams;
    assert.deepEqual([query.getAll("people_slug"), query.getAll("company_slug")], [[sent], ["acme", sent]]);
  });
}

test("a value that is not a slug is rejected with the field's name, in lists too", async () => {
  const outx = direct({ url: "https://api.example" });
  for (const slug of ["%zz", "%C3", "..", "@ada-example", "a/b", "a%2Fb", ""]) {
    const rejects = async (call, field, expected) => {
      const error = await rejection(call);
      assertError(error, "InvalidRequestError", "invalid_request");
      assert.ok(error.message.startsWith(`${field} must be ${expected}`), error.message);
    };
    const part = "a slug such as ada-example, not a URL";
    await rejects(outx.linkedin.fetchProfile({ profile_slug: slug }), "profile_slug", part);
    await rejects(outx.posts.list({ watchlist_id: "w", people_slug: slug }).page(), "people_slug", part);
    await rejects(outx.posts.list({ watchlist_id: "w", company_slug: ["acme", slug] }).page(), "company_slug[1]", part);
    await rejects(outx.watchlists.people.create({ profiles: ["ada", slug] }), "profiles[1]", "a linkedin address or the last part of one");
    await rejects(outx.watchlists.company.create({ companies: [`https://www.linkedin.com/company/${slug}`.replace("a/b", "@b")] }), "companies[0]", "a linkedin address");
  }
});

test("a text with a lone surrogate is rejected with the field's name, and U+FFFD itself is not", async () => {
  const outx = direct({ url: "https://api.example" });
  const post = { post_id: "post-1", user_email: "ada@example.org" };
  for (const text of ["great \ud83d", "\ude00", "a\ud83d\ud83db"]) {
    const error = await rejection(outx.engagement.comment({ ...post, comment_text: text }));
    assertError(error, "InvalidRequestError", "invalid_request", {
      message: "comment_text must not contain half of a surrogate pair (engagement.comment)",
    });
  }
  const error = await rejection(outx.watchlists.keyword.create({ keywords: [{ keyword: "a\ud83d" }] }));
  assert.equal(error.message, "keywords[0].keyword must not contain half of a surrogate pair (watchlists.keyword.create)");
  for (const text of ["great \ufffd", "great 😀"]) {
    assert.equal((await bodyOf((client) => client.engagement.comment({ ...post, comment_text: text }))).comment_text, text);
  }
});

let sandbox;
let team;
let outx;

before(async () => {
  sandbox = await startSandbox();
});
after(() => sandbox.stop());
beforeEach(async () => {
  await sandbox.reset();
  team = await sandbox.demoTeam();
  outx = direct(sandbox, { apiKey: team.api_key });
});

test("a key is obtained by one-time code", async () => {
  const anybody = direct(sandbox, { apiKey: () => assert.fail("the key is not asked for") });
  const email = "ada@example.org";
  assert.deepEqual(await anybody.auth.sendOtp({ email, full_name: "Ada Example" }), { success: true, email });
  const { user, team: mine } = await anybody.auth.verifyOtp({ email, otp: await sandbox.otp(email) });
  assert.equal(user.full_name, "Ada Example");
  assert.equal((await direct(sandbox, { apiKey: mine.api_key }).team.get()).team.id, mine.id);
});

const WATCHLISTS = {
  keyword: { keywords: ["rust", { keyword: "wasm", required_keywords: ["edge"] }], fetchFreqInHours: 6 },
  people: { profiles: ["ada-example"] },
  company: { companies: ["acme"] },
  reddit: { keywords: ["rust"], fetchFreqInHours: 24 },
};

for (const [kind, args] of Object.entries(WATCHLISTS)) {
  test(`a ${kind} watchlist is created, listed, read, updated and deleted`, async () => {
    const watchlists = outx.watchlists[kind];
    const { id } = await watchlists.create({ name: "Mine", ...args });
    assert.ok((await watchlists.list()).watchlists.some((item) => item.id === id && item.name === "Mine"));
    assert.equal((await watchlists.get(id)).name, "Mine");
    assert.equal((await watchlists.update({ id, name: "Renamed", disable: true })).updated, true);
    assert.equal((await watchlists.get(id)).name, "Renamed");
    assert.equal((await watchlists.delete(id)).deleted, true);
    assertError(await rejection(watchlists.get(id)), "NotFoundError", "not_found", { status: 404 });
  });
}

test("get without an id is rejected, because it would list", async () => {
  for (const kind of Object.values(outx.watchlists)) {
    assertError(await rejection(kind.get()), "InvalidRequestError", "invalid_request", { status: undefined });
  }
  assert.equal((await sandbox.requests()).length, 0);
});

test("posts are liked and commented on, and then are interactions", async () => {
  const [{ id: watchlist_id }] = (await outx.watchlists.keyword.list()).watchlists;
  const [{ id: post_id }] = (await outx.posts.list({ watchlist_id }).page()).data;
  const user_email = "demo@outx.test";
  assert.equal((await outx.engagement.like({ post_id, user_email })).success, true);
  assert.equal(typeof (await outx.engagement.comment({ post_id, user_email, comment_text: "well said" })).task_id, "string");
  const seen = [];
  for await (const { text, post } of outx.interactions.list({ watchlist_id, interaction_type: "comment" })) if (post.id === post_id) seen.push(text);
  assert.ok(seen.includes("well said"));
});

test("every post of a watchlist is iterated over once", async () => {
  const [{ id: watchlist_id }] = (await outx.watchlists.keyword.list()).watchlists;
  const ids = [];
  for await (const { id } of outx.posts.list({ watchlist_id, page_size: 7 })) ids.push(id);
  assert.ok(ids.length > 7);
  assert.equal(new Set(ids).size, ids.length);
});

const TASKS = {
  fetchProfile: { profile_slug: "ada-example" },
  fetchProfilesPosts: async () => ({ profile_urns: [await urnOf("ada-example")] }),
  fetchCompany: { company_slug: "acme" },
  fetchCompanyPosts: { company_slug: "acme" },
  searchProfiles: { title: "CTO" },
  fetchConnections: {},
  likePost: { social_urn: "urn:li:activity:7000000000000000001" },
  commentPost: { social_urn: "urn:li:activity:7000000000000000001", comment_text: "well said" },
  sendConnectionRequest: async () => ({ profile_urn: await urnOf("grace-example") }),
};

async function urnOf(profile_slug) {
  return readProfile(await (await outx.linkedin.fetchProfile({ profile_slug })).wait()).urn;
}

for (const [name, args] of Object.entries(TASKS)) {
  test(`${name} is a task that completes`, async () => {
    await sandbox.switch({ task_plan: ["completed"] });
    const given = typeof args === "function" ? await args() : args;
    const made = await sandbox.createdTasks();
    const task = await outx.linkedin[name](given);
    assert.equal(typeof (await task.wait()), "object");
    assert.equal((await outx.tasks.get(task.id)).data.status, "completed");
    assert.equal(await sandbox.createdTasks(), made + 1);
  });
}

test("a message to someone who is not a connection fails the task, not the call", async () => {
  await sandbox.switch({ task_plan: ["completed"] });
  const task = await outx.linkedin.sendMessage({ recipient_urn: "urn:li:person:ACoAASTRANGER", message: "hello" });
  assertError(await rejection(task.wait()), "TaskError", "task_failed", { taskId: task.id });
});

const DOCUMENTED = [
  ["a missing key", () => direct(sandbox, { apiKey: "outx_wrong" }).team.get(), "AuthenticationError", "invalid_key", "Invalid API Key"],
  ["an unknown task", () => outx.tasks.get(UNKNOWN), "NotFoundError", "not_found", "Agent task not found"],
  ["an unknown watchlist", () => outx.watchlists.keyword.update({ id: UNKNOWN, name: "x" }), "NotFoundError", "not_found", "Watchlist not found"],
  ["a wrong code", () => outx.auth.verifyOtp({ email: "ada@example.org", otp: "000000" }), "AuthenticationError", "invalid_otp", "Invalid or expired OTP"],
  ["posts of no watchlist of ours", () => outx.posts.list({ watchlist_id: UNKNOWN }).page(), "InvalidRequestError", "invalid_request", "Invalid watchlist ID(s)"],
  ["the extension that is not active", async () => {
    await sandbox.setTeam(team.id, { extension: "inactive" });
    return outx.watchlists.keyword.list();
  }, "ExtensionInactiveError", "extension_inactive", "Plugin installation required: "],
  ["a full plan", async () => {
    await sandbox.setTeam(team.id, { plan: { watchlists: 1 } });
    return outx.watchlists.keyword.create({ keywords: ["rust"] });
  }, "PlanLimitError", "plan_limit", "Your plan includes up to 1 watchlists"],
];

for (const [what, call, name, code, text] of DOCUMENTED) {
  test(`the error has the API's own text for ${what}`, async () => {
    const error = await rejection(call());
    assertError(error, name, code);
    assert.ok(error.message.startsWith(text), error.message);
  });
}

test("another team's resources are not found", async () => {
  const email = "eve@example.org";
  await outx.auth.sendOtp({ email });
  const { team: theirs } = await outx.auth.verifyOtp({ email, otp: await sandbox.otp(email) });
  await sandbox.setTeam(theirs.id, { extension: "active" });
  const task = await outx.linkedin.fetchProfile({ profile_slug: "ada-example" });
  const [{ id }] = (await outx.watchlists.keyword.list()).watchlists;
  const eve = direct(sandbox, { apiKey: theirs.api_key });
  assertError(await rejection(eve.tasks.get(task.id)), "NotFoundError", "not_found");
  assertError(await rejection(eve.watchlists.keyword.get(id)), "PermissionError", "access_denied");
});
