/** How `startSandbox` finds the program, and how long it waits. */
export interface SandboxOptions {
  /** The native program. Default: `OUTX_SANDBOX` in the environment; without it the npm package `outx-sandbox`, else `outx-sandbox` on the `PATH`. */
  binary?: string | undefined;
  /** Milliseconds it may take to listen. Default: 10,000. */
  timeoutMs?: number | undefined;
}

/** A fault that a call meets instead of its response, or with it; parts may be combined. */
export interface Fault {
  /** The response's status, instead of performing the operation, with `headers` and `body`. */
  status?: number;
  headers?: Record<string, string>;
  /** A string is sent as it is, anything else as JSON. */
  body?: unknown;
  /** Delay of the response in milliseconds; the operation takes effect at once. */
  delay_ms?: number;
  /** Resets the connection before or after the operation took effect. */
  reset?: "before" | "after";
  /** Bytes of the body that are sent before the connection ends. */
  truncate?: number;
  /** Responds 302 with this `location`. */
  redirect?: string;
  /** Puts the received key into the response. */
  echo_key?: true;
}

/** A team as the sandbox keeps it, with its key. */
export interface SandboxTeam {
  id: string;
  name: string;
  api_key: string;
  [field: string]: unknown;
}

/** A call as the sandbox received it. */
export interface ReceivedRequest {
  method: string;
  path: string;
  query: string;
  headers: Record<string, string>;
  body: unknown;
}

/**
 * Starts a sandbox on a free port and waits until it listens. It ends with `stop()`, at the latest with the process.
 *
 * @throws {Error} the program was not found, ended, or did not listen in time
 */
export function startSandbox(options?: SandboxOptions): Promise<Sandbox & { readonly key: string }>;

/** The control interface of a sandbox. A method rejects with an `Error` that has the sandbox's own text. */
export class Sandbox {
  /** Of a sandbox that runs already, such as one that a global set-up started. `stop()` leaves it alone. */
  constructor(url: string);
  /** What `baseUrl`, or `OUTX_UPSTREAM` of a gateway, is set to. */
  readonly url: string;
  /** The key of the seeded team; only when `startSandbox` made it. */
  readonly key: string | undefined;
  /** The newest one-time code sent to an address; rejects when there is none. */
  otp(email: string): Promise<string>;
  /** Every team, the seeded one first. */
  teams(): Promise<SandboxTeam[]>;
  /** The seeded team, of `demo@outx.test`. */
  demoTeam(): Promise<SandboxTeam>;
  /** Changes a team; what may be changed is in the sandbox's README. */
  setTeam(id: string, change: { extension?: "active" | "inactive" | "exempt"; plan?: object; members?: object[] }): Promise<void>;
  /** Moves the sandbox's clock forward, in milliseconds. */
  advance(ms: number): Promise<void>;
  /** The next `times` calls (1 by default) of `method` and `path` meet `fault`. */
  fault(method: string, path: string, fault: Fault, times?: number): Promise<void>;
  /** Forgets the faults that no call has met yet. */
  clearFaults(): Promise<void>;
  /** Chooses among what the API leaves open: `{ task_plan: ["pending", "failed"] }`. */
  switch(switches: Record<string, unknown>): Promise<void>;
  /** The last 1,000 calls, newest last. */
  requests(): Promise<ReceivedRequest[]>;
  /** How many tasks were created since the last `reset()`; a receipt of `engagement` is one too. */
  createdTasks(): Promise<number>;
  /** As newly started, with the same key. */
  reset(): Promise<void>;
  /** Ends the program that `startSandbox` started; of any other sandbox it does nothing. */
  stop(): Promise<void>;
}
