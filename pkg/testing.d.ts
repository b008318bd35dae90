/** How `startSandbox` finds the program, and how long it waits. */
export interface SandboxOptions {
  /**
   * Path of the native program. Default: the environment variable `OUTX_SANDBOX`, else the npm package `outx-sandbox` if it is installed, else
   * `outx-sandbox` on the `PATH`.
   */
  binary?: string | undefined;
  /** Milliseconds within which the sandbox must listen. Default: 10,000. */
  timeoutMs?: number | undefined;
}

/** A fault that replaces or changes the response of a call. Its fields may be combined. */
export interface Fault {
  /** Responds with this status, `headers` and `body`; the operation is not performed. */
  status?: number;
  headers?: Record<string, string>;
  /** A string is sent unchanged, any other value as JSON. */
  body?: unknown;
  /** Delays the response by this many milliseconds; the operation takes effect at once. */
  delay_ms?: number;
  /** Resets the connection before or after the operation takes effect. */
  reset?: "before" | "after";
  /** Closes the connection after this many bytes of the body. */
  truncate?: number;
  /** Responds 302 with this `location`. */
  redirect?: string;
  /** Puts the received key into the response. */
  echo_key?: true;
}

/** A team of the sandbox, with its API key. */
export interface SandboxTeam {
  id: string;
  name: string;
  api_key: string;
  [field: string]: unknown;
}

/** A request that the sandbox received. */
export interface ReceivedRequest {
  method: string;
  path: string;
  query: string;
  headers: Record<string, string>;
  body: unknown;
}

/**
 * Starts a sandbox on a free port and waits until it listens. `stop()` ends it; the end of the process does, too.
 *
 * @throws {Error} the program was not found, ended, or did not listen in time
 */
export function startSandbox(options?: SandboxOptions): Promise<Sandbox & { readonly key: string }>;

/** The control interface of a sandbox. A method rejects with an `Error` that contains the sandbox's message. */
export class Sandbox {
  /** Controls a sandbox that already runs, such as one that a global set-up started. `stop()` does nothing. */
  constructor(url: string);
  /** The address of the sandbox, for `baseUrl` or for a gateway's `OUTX_UPSTREAM`. */
  readonly url: string;
  /** The API key of the seeded team; only on a sandbox from `startSandbox`. */
  readonly key: string | undefined;
  /** Returns the newest one-time code for an email address; rejects when there is none. */
  otp(email: string): Promise<string>;
  /** Returns all teams, the seeded one first. */
  teams(): Promise<SandboxTeam[]>;
  /** Returns the seeded team, whose member is `demo@outx.test`. */
  demoTeam(): Promise<SandboxTeam>;
  /** Changes a team. The sandbox's README lists the fields. */
  setTeam(id: string, change: { extension?: "active" | "inactive" | "exempt"; plan?: object; members?: object[] }): Promise<void>;
  /** Moves the sandbox's clock forward by `ms` milliseconds. */
  advance(ms: number): Promise<void>;
  /** Sets a fault for the next `times` requests (1 by default) with this method and path. */
  fault(method: string, path: string, fault: Fault, times?: number): Promise<void>;
  /** Removes all faults that are still set. */
  clearFaults(): Promise<void>;
  /** Sets behavior that the API's documentation leaves open, such as `{ task_plan: ["pending", "failed"] }`. */
  switch(switches: Record<string, unknown>): Promise<void>;
  /** Returns the last 1,000 requests, newest last. */
  requests(): Promise<ReceivedRequest[]>;
  /** Returns how many tasks were created since the last `reset()`. Receipts of `engagement` count too. */
  createdTasks(): Promise<number>;
  /** Restores the initial state. The API key of the seeded team stays the same. */
  reset(): Promise<void>;
  /** Ends the program that `startSandbox` started. For any other sandbox it does nothing. */
  stop(): Promise<void>;
}
