// Type tests of outx-sandbox, which are compiled and never run.

import { createSandbox, type Fault, type Sandbox, type SandboxServer, type Team } from "outx-sandbox";

const sandbox: Sandbox = await createSandbox({ seed: 7, now: new Date() });
const fetchLike: typeof fetch = sandbox.fetch;
await fetchLike("https://api.outx.ai/api-team", { headers: { "x-api-key": sandbox.key } });

const fault: Fault = { status: 429, headers: { "retry-after": "1" }, body: { error: "slow down" }, delay_ms: 5 };
await sandbox.fault("GET", undefined, fault, 2);
// @ts-expect-error: a moment is "before" or "after"
await sandbox.fault("GET", "/api-team", { reset: "now" });

const team: Team = await sandbox.demoTeam();
await sandbox.setTeam(team.id, { extension: "exempt", plan: { watchlists: 1 }, members: [{ email: "a@b.test", full_name: "A", role: "admin" }] });
const { task_plan }: { task_plan: string[] } = await sandbox.switch({ task_plan: ["failed"], profile_shape: "flat" });
const time: number = await sandbox.advance(1_000);
const code: string = await sandbox.otp("demo@outx.test");
const [{ path, headers }] = await sandbox.requests();
const server: SandboxServer = await sandbox.listen({ port: 0 });
// @ts-expect-error: only the port can be chosen
await sandbox.listen({ host: "0.0.0.0" });
await server.stop();
await sandbox.stop();
export { code, headers, path, task_plan, time };
