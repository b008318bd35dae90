// One list of cases for every transport. A case is a list of steps. A step is a request, or a function that returns one from the earlier
// results. `status` is the expected status, and `check` receives the parsed body. The results of all transports must be equal.

const control = (path, body, method = "POST") => ({ method, path: `/__sandbox/${path}`, body, key: false, status: 200 });
const fault = (fault, more) => control("faults", { ...more, fault });
const get = (path, more) => ({ method: "GET", path, status: 200, ...more });
const post = (path, body, more) => ({ method: "POST", path, body, status: 200, ...more });
const put = (path, body, more) => ({ method: "PUT", path, body, status: 200, ...more });
const remove = (path, more) => ({ method: "DELETE", path, status: 200, ...more });
const last = (results) => results.at(-1).body;
const poll = (at) => (results) => get(`/linkedin-agent/get-task-status?api_agent_task_id=${results[at].body.api_agent_task_id}`);

function task(operation, body) {
  return { name: `task ${operation}`, steps: [post(`/linkedin-agent/${operation}`, body), poll(0), poll(0), poll(0), poll(0)] };
}

function watchlist(kind, body) {
  const path = `/api-${kind}-watchlist`;
  return {
    name: `${kind} watchlist`,
    steps: [
      get(path),
      post(path, body),
      (results) => get(`${path}?id=${results[1].body.id}`),
      (results) => put(path, { id: results[1].body.id, name: "Rénamed 👩🏽‍🚀", fetchFreqInHours: 6 }),
      (results) => put(path, { id: results[1].body.id }, { status: 400 }),
      (results) => get(`/api-posts?watchlist_id=${results[1].body.id}`),
      (results) => remove(`${path}?id=${results[1].body.id}`),
      (results) => remove(`${path}?id=${results[1].body.id}`, { status: 404 }),
      post(path, {}, { status: 400 }),
    ],
  };
}

const SEED_PERSON = { profile_slug: "ada-example" };
const urnOf = (results) => results.find(({ body }) => body?.data?.task_output)?.body.data.task_output.profile.profile_urn;

export const cases = [
  {
    name: "sign-in by one-time code",
    steps: [
      post("/linkedin-agent/auth-send-otp", { email: "eve@other.test", full_name: "Eve Other" }, { key: false }),
      control("outbox?email=eve@other.test", undefined, "GET"),
      (results) => post("/linkedin-agent/auth-verify-otp", { email: "eve@other.test", otp: last(results).codes[0].otp }, { key: false }),
      (results) => post("/linkedin-agent/auth-verify-otp", { email: "eve@other.test", otp: results[1].body.codes[0].otp }, { key: false, status: 401 }),
      post("/linkedin-agent/auth-send-otp", { email: "eve" }, { key: false, status: 400 }),
      control("teams", undefined, "GET"),
    ],
  },
  {
    name: "keys, methods and routes",
    steps: [
      get("/api-team", { key: false, status: 401 }),
      get("/api-team", { key: "outx_wrong", status: 401 }),
      get("/api-team"),
      { method: "PATCH", path: "/api-posts", status: 405 },
      { method: "HEAD", path: "/api-posts", status: 405 },
      { method: "OPTIONS", path: "/api-posts", headers: { "access-control-request-method": "PUT" }, status: 200 },
      get("/nothing?a=b%20c", { status: 404 }),
      { method: "POST", path: "/api-like", text: "[]", status: 400 },
      { method: "POST", path: "/api-like", text: " ".repeat(1024 * 1024 + 1), status: 413 },
    ],
  },
  task("fetch-profile", SEED_PERSON),
  task("fetch-profile", { profile_slug: "someone-unknown" }),
  task("fetch-profile", { profile_slug: "missing-person" }),
  task("fetch-company", { company_slug: "lumen-desk" }),
  task("fetch-company-posts", { company_slug: "lumen-desk" }),
  task("search-profiles", { keywords: "engineer", count: 3 }),
  task("fetch-connections", { start: 40, count: 7 }),
  task("like-post", { social_urn: "urn:li:activity:1" }),
  task("comment-post", { social_urn: "urn:li:activity:1", comment_text: "Well said ✨" }),
  {
    name: "tasks that need a URN",
    steps: [
      control("switches", { task_plan: ["completed"] }),
      post("/linkedin-agent/fetch-profile", SEED_PERSON),
      poll(1),
      (results) => post("/linkedin-agent/send-message", { recipient_urn: urnOf(results), message: "hello" }),
      poll(3),
      (results) => post("/linkedin-agent/send-connection-request", { profile_urn: urnOf(results), note: "n".repeat(301) }, { status: 400 }),
      (results) => post("/linkedin-agent/send-connection-request", { profile_urn: urnOf(results) }),
      poll(6),
      (results) => post("/linkedin-agent/fetch-profiles-posts", { profile_urns: [urnOf(results)] }),
      poll(8),
    ],
  },
  watchlist("keyword", { keywords: ["rust", { keyword: "wasm", exclude_keywords: ["game"] }], labels: ["bare", { name: "Kept" }] }),
  watchlist("people", { profiles: ["https://www.linkedin.com/in/ada-example/"] }),
  watchlist("company", { companies: ["lumen-desk", "new-company"] }),
  watchlist("reddit", { prompt: "posts about battery storage" }),
  {
    name: "posts, interactions and engagement",
    steps: [
      get("/api-posts?page_size=100", { check: ({ data }, assert) => assert.equal(data.length, 60) }),
      get("/api-posts?sort_by=engagement&page_size=5&page=2"),
      get("/api-posts?sort_by=oldest_first", { status: 400 }),
      get("/api-people-watchlist"),
      (results) => get(`/api-interactions?watchlist_id=${last(results).watchlists[0].id}`),
      get("/api-interactions", { status: 400 }),
      (results) => post("/api-like", { post_id: reactable(results), user_email: "sam@outx.test" }),
      (results) => post("/api-comment", { post_id: reactable(results), user_email: "demo@outx.test", comment_text: "Agreed" }),
      (results) => post("/api-comment", { post_id: reactable(results), user_email: "demo@outx.test", comment_text: " " }, { status: 400 }),
      get("/api-posts?interacted=true&page_size=100"),
    ],
  },
  {
    name: "control calls",
    steps: [
      control("clock", { advance_ms: 172_800_001 }),
      get("/api-posts", { status: 403 }),
      control("teams", undefined, "GET"),
      (results) => control(`teams/${last(results).teams[0].id}`, { extension: "active", plan: { watchlists: 1 } }),
      post("/api-keyword-watchlist", { keywords: ["x"] }, { status: 402 }),
      { ...control("switches", { colour: 1 }), status: 400 },
      { ...control("nothing", undefined, "GET"), status: 404 },
      { ...control("teams", {}), status: 405 },
      { ...control("faults", { fault: { status: 99 } }), status: 400 },
      control("requests", undefined, "GET"),
      control("reset", {}),
      get("/api-team"),
    ],
  },
  {
    name: "planned faults",
    steps: [
      fault({ status: 429, headers: { "retry-after": "7" }, body: { error: "slow down" } }),
      get("/api-team", { status: 429, header: ["retry-after", "7"] }),
      fault({ status: 502, headers: { "content-type": "text/html" }, body: "<h1>bad gateway</h1>" }),
      get("/api-team", { status: 502, header: ["content-type", "text/html"] }),
      fault({ status: 500 }),
      get("/api-interactions", { status: 500, check: ({ error }, assert) => assert.equal(error, "Failed to fetch interactions") }),
      fault({ redirect: "http://127.0.0.1:1/elsewhere" }),
      get("/api-team", { status: 302, header: ["location", "http://127.0.0.1:1/elsewhere"] }),
      fault({ echo_key: true }),
      get("/api-team", { check: ({ echo }, assert) => assert.match(echo, /^outx_/) }),
      fault({ delay_ms: 60 }),
      get("/api-team", { takesMs: 60 }),
      fault({ truncate: 10 }),
      get("/api-team", { truncatedTo: 10 }),
      fault({ truncate: 0 }),
      get("/api-team", { truncatedTo: 0 }),
      fault({ reset: "before" }, { path: "/api-keyword-watchlist" }),
      post("/api-keyword-watchlist", { keywords: ["a"] }, { status: "reset" }),
      get("/api-keyword-watchlist", { check: ({ count }, assert) => assert.equal(count, 1) }),
      fault({ reset: "after", delay_ms: 5 }, { method: "POST", path: "/api-keyword-watchlist" }),
      post("/api-keyword-watchlist", { keywords: ["a"] }, { status: "reset" }),
      get("/api-keyword-watchlist", { check: ({ count }, assert) => assert.equal(count, 2) }),
      fault({ status: 503 }, { times: 2 }),
      control("faults", undefined, "DELETE"),
      get("/api-team"),
    ],
  },
];

function reactable([posts]) {
  return posts.body.data.find(({ source }) => source === "linkedin").id;
}
