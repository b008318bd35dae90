// Sends messages to a built ledger as the gateway does: /write?times=N begins and ends N writes under idempotency keys, /flush/C?times=N sends
// N flushes with calls of C callers. With &teams=T the messages go to T ledgers in turn.

import { Ledger, Limiter } from "./index.js";

export { Ledger, Limiter };

const DAY = new Date().toISOString().slice(0, 10);
const CALLER = "0123456789abcdef0123456789abcdef";
const BODY = JSON.stringify({ success: true, data: { id: "8b1c0a52-0000-4000-8000-000000000002", name: "Bench" } });

export default {
  async fetch(request, env) {
    const { pathname, searchParams } = new URL(request.url);
    const teams = Number(searchParams.get("teams") ?? 1);
    let times = Number(searchParams.get("times"));
    const send = async (message, method = "ask") => JSON.parse(await env.LEDGER.getByName(`team-${times % teams}`)[method](JSON.stringify(message)));
    const act = pathname === "/write" ? write : flush.bind(undefined, Number(pathname.split("/")[2]));
    for (; times > 0; times -= 1) await act(send);
    return new Response();
  },
};

async function write(send) {
  const write_id = crypto.randomUUID();
  const audit = { request_id: crypto.randomUUID(), caller: CALLER, operation: "watchlists.keyword.create", target: "" };
  const begun = await send({ ended: [], begin: { write_id, fingerprint: CALLER, actions_per_hour: null, caller_actions_per_hour: null, credential: null, audit } }, "write");
  const audited = { id: begun.Send.audit_id, outcome: "done", status: 200 };
  await send({ ended: [{ write_id, action_ms: null, limited_caller: null, outcome: { Done: { status: 200, body: BODY } }, audited }], begin: null }, "write");
}

function flush(callers, send) {
  const names = Array.from({ length: callers }, (_, number) => `${CALLER.slice(0, 24)}${String(number).padStart(8, "0")}`);
  const requests = names.map((caller) => JSON.stringify({ request_id: crypto.randomUUID(), at: Date.now(), operation: "posts.list", status: 200, ms: 40, caller, code: "" }));
  return send({ Count: {
    team_name: "Bench",
    counts: [[{ day: DAY, operation: "posts.list", status: 200 }, callers]],
    codes: [],
    callers: JSON.stringify(names.map((caller) => [caller, "session", "a@example.org", DAY, "posts.list", "1", "0"])),
    requests: requests.join(","),
    request_count: callers,
    writes: [],
    key_rejected: false,
    extension_inactive: false,
  } });
}
