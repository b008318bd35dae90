// outx-client/query with the real TanStack Query.

import assert from "node:assert/strict";
import test from "node:test";

import { InfiniteQueryObserver, MutationObserver, QueryClient, QueryObserver, environmentManager } from "@tanstack/query-core";

import { infiniteQueryOptions, mutationOptions, queryKey, queryOptions, swr, swrInfinite, swrMutation } from "outx-client/query";
import { direct, through, until } from "./support/client.mjs";
import { neverRespond, startServer } from "../support/server.mjs";

const LIKE = { post_id: "00000000-0000-4000-8000-000000000001", user_email: "ada@outx.test" };
const POSTS = { watchlist_id: "00000000-0000-4000-8000-000000000002" };
const gateway = { url: "https://gateway.example" };

// On a server nothing is polled.
environmentManager.setIsServer(() => false);

/** A query cache that is cleared when the test ends. */
function cache(t) {
  const client = new QueryClient();
  client.mount();
  t.after(() => {
    client.unmount();
    client.clear();
  });
  return client;
}

/** Observes a query until the test ends. */
function observe(t, observer) {
  t.after(observer.subscribe(() => {}));
  return observer;
}

const SCOPE = ["https://gateway.example", null];

test("a query key begins with the gateway and the session, then names the operation and its arguments", () => {
  const outx = through(gateway, { token: () => "secret-token" });
  assert.deepEqual(queryKey(outx), SCOPE);
  assert.deepEqual(queryKey(outx, "watchlists"), [...SCOPE, "watchlists"]);
  assert.deepEqual(queryOptions(outx, "watchlists.keyword.get", "w-1").queryKey, [...SCOPE, "watchlists", "keyword", "get", "w-1"]);
  assert.deepEqual(queryOptions(outx, "posts.list", POSTS).queryKey, [...SCOPE, "posts", "list", POSTS]);
  assert.deepEqual(infiniteQueryOptions(outx, "posts.list", POSTS).queryKey, [...SCOPE, "posts", "list", POSTS, "pages"]);
  assert.deepEqual(mutationOptions(outx, "engagement.like").mutationKey, [...SCOPE, "engagement", "like"]);
});

test("what was cached in one session is not shown in the next", async (t) => {
  const session = (id) => ({ body: { session: { id, access: "session" } } });
  const server = await startServer(t, session("s-1"), { body: { team: 1 } }, {}, session("s-2"), { body: { team: 2 } });
  const outx = through(server);
  const client = cache(t);
  const team = async () => {
    await client.fetchQuery({ ...queryOptions(outx, "auth.session"), staleTime: 0 });
    return client.fetchQuery({ ...queryOptions(outx, "team.get"), staleTime: Infinity });
  };
  assert.deepEqual(await team(), { team: 1 });
  const { queryKey: first } = queryOptions(outx, "team.get");
  assert.deepEqual(first, [server.url, "s-1", "team", "get"]);
  await client.fetchQuery({ queryKey: ["sign out"], queryFn: async () => (await mutationOptions(outx, "auth.signOut").mutationFn(), null) });
  assert.deepEqual(await team(), { team: 2 });
  assert.deepEqual(queryOptions(outx, "team.get").queryKey, [server.url, "s-2", "team", "get"]);
});

test("the gateway's own reads are queries, with the options of a call", async (t) => {
  const server = await startServer(t, { body: { status: "ok" } }, { body: { days: [] } });
  const outx = through(server);
  assert.deepEqual(await cache(t).fetchQuery(queryOptions(outx, "gateway.health", undefined, { headers: { "x-trace": "1" } })), { status: "ok" });
  assert.deepEqual(await cache(t).fetchQuery(queryOptions(outx, "gateway.usage", { days: 7 })), { days: [] });
  assert.equal(server.requests[0].headers["x-trace"], "1");
  assert.match(server.requests[1].url, /days=7/);
});

test("a query key contains neither the API key nor a token", () => {
  for (const outx of [direct(gateway), through(gateway, { token: () => "outx_leak0canary1leak2canary3" })]) {
    assert.doesNotMatch(JSON.stringify(queryOptions(outx, "team.get")), /canary/);
  }
});

test("a query fetches, and is fetched again after its group is invalidated", async (t) => {
  const server = await startServer(t, { body: { count: 0, watchlists: [] } }, { body: { count: 1, watchlists: [{ id: "w-1" }] } });
  const outx = direct(server);
  const client = cache(t);
  const observer = observe(t, new QueryObserver(client, queryOptions(outx, "watchlists.keyword.list")));
  await until(() => observer.getCurrentResult().isSuccess);
  assert.equal(observer.getCurrentResult().data.count, 0);
  await client.invalidateQueries({ queryKey: queryKey(outx, "watchlists") });
  assert.equal(observer.getCurrentResult().data.count, 1);
  assert.equal(server.requests.length, 2);
});

test("a cancelled query aborts its request", async (t) => {
  const server = await startServer(t, neverRespond);
  const aborted = new Promise((resolve) => void (server.onAbort = resolve));
  const outx = direct(server, { fetch: (url, init) => (init.signal.addEventListener("abort", server.onAbort), fetch(url, init)) });
  const client = cache(t);
  const options = queryOptions(outx, "team.get");
  client.fetchQuery(options).catch(() => {});
  await until(() => server.requests.length === 1);
  await client.cancelQueries({ queryKey: options.queryKey });
  await aborted;
});

test("the cache adds no attempts to those of the client", async (t) => {
  const server = await startServer(t, { status: 500 });
  const outx = direct(server, { retry: false });
  const error = await cache(t).fetchQuery(queryOptions(outx, "team.get")).catch((thrown) => thrown);
  assert.equal(error.code, "upstream");
  const observer = observe(t, new QueryObserver(cache(t), queryOptions(outx, "team.get")));
  await until(() => observer.getCurrentResult().isError);
  const mutation = new MutationObserver(cache(t), mutationOptions(outx, "engagement.like"));
  await mutation.mutate(LIKE).catch(() => {});
  assert.equal(server.requests.length, 3);
});

test("options of a call pass through", async (t) => {
  const server = await startServer(t, {});
  const outx = direct(server);
  await cache(t).fetchQuery(queryOptions(outx, "team.get", {}, { headers: { "x-trace": "1" } }));
  assert.equal(server.requests[0].headers["x-trace"], "1");
});

test("a task is read again until it ends, at growing intervals", async (t) => {
  const states = ["pending", "processing", "processing", "completed"];
  const server = await startServer(t, ...states.map((status) => ({ body: { success: true, data: { id: "t-1", status, task_output: null } } })));
  const outx = direct(server);
  t.mock.timers.enable({ apis: ["setInterval"] });
  const observer = observe(t, new QueryObserver(cache(t), queryOptions(outx, "tasks.get", "t-1")));
  const status = () => observer.getCurrentResult().data?.data.status;
  const delays = [5_000, 5_000 * 1.25, 5_000 * 1.25 ** 2];
  for (const [index, delay] of delays.entries()) {
    await until(() => observer.getCurrentResult().fetchStatus === "idle");
    assert.equal(status(), states[index]);
    t.mock.timers.tick(delay - 1);
    assert.equal(server.requests.length, index + 1, "not before the interval is over");
    t.mock.timers.tick(1);
    await until(() => server.requests.length === index + 2);
  }
  await until(() => status() === "completed");
  t.mock.timers.tick(600_000);
  assert.equal(server.requests.length, 4);
});

test("a task is read again after a retryable error only", () => {
  const { refetchInterval } = queryOptions(direct(gateway), "tasks.get", "t-1");
  const state = (error) => refetchInterval({ state: { data: undefined, error, dataUpdateCount: 0 } });
  assert.equal(state({ retryable: false }), false);
  assert.equal(state({ retryable: true }), 5_000);
  assert.equal(refetchInterval({ state: { data: { data: { status: "failed" } }, error: null, dataUpdateCount: 1 } }), false);
  assert.equal(refetchInterval({ state: { data: { data: { status: "a new one" } }, error: null, dataUpdateCount: 99 } }), 15_000);
});

/** A client whose list has so many posts; `state(size)` is what a page says of the list. Ids are positions. */
function listing(count, state, cap = Infinity) {
  const pages = [];
  const fetch = async (url) => {
    const { searchParams } = new URL(url);
    const [page, size] = [Number(searchParams.get("page") ?? 1), Math.min(Number(searchParams.get("page_size") ?? 20), cap)];
    pages.push(page);
    const data = Array.from({ length: Math.max(0, Math.min(size, count - size * (page - 1))) }, (_, index) => ({ id: size * (page - 1) + index }));
    return Response.json({ data, ...state(size, count) });
  };
  return { outx: direct({ url: "https://api.example" }, { fetch }), pages };
}

const LISTS = {
  "states nothing": () => ({}),
  "states total": (_, total) => ({ total }),
  "states total in pagination": (_, total) => ({ pagination: { total } }),
  "states total_pages": (size, count) => ({ pagination: { total_pages: Math.ceil(count / size), total: count } }),
  "states null": () => ({ total: null, pagination: { total_pages: null } }),
  "states a total of nothing": () => ({ total: 0 }),
};

for (const [what, state] of Object.entries(LISTS)) {
  test(`a list that ${what} ends where the client's own iteration ends`, async (t) => {
    for (const [count, first, cap] of [[0, 1], [7, 1], [20, 1], [40, 1], [41, 1], [41, 1, 15], [41, 2], [20, 2], [100, 3]]) {
      const iterated = listing(count, state, cap);
      const args = { ...POSTS, ...(first > 1 && { page: first }) };
      const expected = [];
      for await (const { id } of iterated.outx.posts.list(args)) expected.push(id);

      const queried = listing(count, state, cap);
      const observer = observe(t, new InfiniteQueryObserver(cache(t), infiniteQueryOptions(queried.outx, "posts.list", args)));
      await until(() => observer.getCurrentResult().isSuccess);
      while (observer.getCurrentResult().hasNextPage) await observer.fetchNextPage();
      const ids = observer.getCurrentResult().data.pages.flatMap(({ data }) => data.map(({ id }) => id));
      assert.deepEqual([ids, queried.pages], [expected, iterated.pages], `${count} from page ${first}`);

      const through = listing(count, state, cap);
      const [keyOf, fetcher] = swrInfinite(through.outx, "posts.list", args);
      const pages = [];
      for (let key; (key = keyOf(pages.length, pages.at(-1) ?? null)) !== null; ) pages.push(await fetcher(key));
      assert.deepEqual([pages.flatMap(({ data }) => data.map(({ id }) => id)), through.pages], [expected, iterated.pages], `SWR: ${count} from page ${first}`);
    }
  });
}

/** A gateway that fails so many times, and the idempotency keys it receives. */
async function failing(t, times) {
  const server = await startServer(t, ...Array.from({ length: times }, () => ({ status: 503 })), { body: { success: true, task_id: "t-1" } });
  return { outx: through(server, { retry: false }), keys: () => server.requests.map(({ headers }) => headers["idempotency-key"]) };
}

test("all attempts of a write have one idempotency key, and the next write has another", async (t) => {
  const { outx, keys } = await failing(t, 2);
  const observer = new MutationObserver(cache(t), { ...mutationOptions(outx, "engagement.like"), retry: 1, retryDelay: 0 });
  const args = { ...LIKE };
  await observer.mutate(args).catch(() => {});
  // The user tries again, with new options, as a component that renders again does.
  observer.setOptions(mutationOptions(outx, "engagement.like"));
  await observer.mutate(args);
  await observer.mutate(args);
  await observer.mutate({ ...args });
  const [first, ...others] = keys();
  assert.deepEqual(others.slice(0, 2), [first, first]);
  assert.equal(new Set(keys()).size, 3);
  for (const key of keys()) assert.match(key, /^[\w-]{32,36}$/);
});

test("two simultaneous writes with the same arguments object have one idempotency key", async (t) => {
  const { outx, keys } = await failing(t, 0);
  const { mutationFn } = mutationOptions(outx, "engagement.like");
  const args = { ...LIKE };
  await Promise.all([mutationFn(args), mutationFn(args)]);
  assert.equal(keys()[0], keys()[1]);
});

test("SWR's write has the same rule, and its own options", async (t) => {
  const { outx, keys } = await failing(t, 1);
  const [key, send] = swrMutation(outx, "engagement.like");
  assert.deepEqual(key, [...queryKey(outx), "engagement", "like"]);
  const arg = { ...LIKE };
  await send(key, { arg }).catch(() => {});
  assert.deepEqual(await send(key, { arg }), { success: true, task_id: "t-1" });
  assert.equal(keys()[0], keys()[1]);
});

test("SWR reads by the same key, does not retry, and polls a task until it ends", async (t) => {
  const server = await startServer(t, { body: { data: { status: "pending" } } });
  const outx = direct(server);
  const [key, fetcher, { refreshInterval, shouldRetryOnError }] = swr(outx, "tasks.get", "t-1");
  assert.deepEqual([key, shouldRetryOnError], [queryOptions(outx, "tasks.get", "t-1").queryKey, false]);
  assert.equal(refreshInterval(await fetcher()), 5_000);
  assert.equal(refreshInterval(undefined), 5_000);
  assert.equal(refreshInterval({ data: { status: "completed" } }), 0);
  assert.equal(swr(outx, "team.get")[2].refreshInterval, undefined);
});

test("queryOptions rejects writes, mutationOptions rejects reads, and both reject unknown operations", () => {
  const outx = direct(gateway);
  const message = (act) => assert.throws(act, { name: "TypeError" }) ?? catchMessage(act);
  assert.equal(message(() => queryOptions(outx, "engagement.like", LIKE)), "engagement.like is not read-only: use mutationOptions or swrMutation");
  assert.equal(message(() => swr(outx, "linkedin.fetchProfile", {})), "linkedin.fetchProfile is not read-only: use mutationOptions or swrMutation");
  assert.equal(message(() => mutationOptions(outx, "team.get")), "team.get only reads: use queryOptions or swr");
  assert.equal(message(() => queryOptions(outx, "teams.list")), "the client has no operation teams.list");
  assert.equal(message(() => mutationOptions(outx, "posts.create")), "the client has no operation posts.create");
});

function catchMessage(act) {
  try {
    act();
  } catch ({ message }) {
    return message;
  }
}
