/** Options of `createSandbox`. */
export interface SandboxOptions {
  /** Determines ids, keys and one-time codes; the same seed always produces the same ones. 0 by default. */
  seed?: number;
  /** The time at which the sandbox starts, in milliseconds since the epoch or as a Date. The host's time by default. */
  now?: number | Date;
}

/** Starts a sandbox in this process: no server, no port, no native program. */
export function createSandbox(options?: SandboxOptions): Promise<Sandbox>;

/** A sandbox in this process. Each has its own teams, data, time and planned faults. */
export interface Sandbox {
  /** The API key of the demo team, whose member is `demo@outx.test`. */
  readonly key: string;
  /** Responds as the API would, for a URL of any origin. Pass it to a client: `new Outx({ apiKey: sandbox.key, fetch: sandbox.fetch })`. */
  readonly fetch: typeof globalThis.fetch;

  /** Returns the newest one-time code for an email address; rejects when there is none. */
  otp(email: string): Promise<string>;
  /** Returns all teams, the demo team first. */
  teams(): Promise<Team[]>;
  /** Returns the demo team, whose member is `demo@outx.test`. */
  demoTeam(): Promise<Team>;
  /** Changes a team, and returns it. */
  setTeam(id: string, change: TeamChange): Promise<Team>;
  /** Moves the sandbox's time forward by `ms` milliseconds, and returns the new time in milliseconds since the epoch. */
  advance(ms: number): Promise<number>;
  /** Plans a fault for the next `times` requests (1 by default) with this method and path. `undefined` stands for any method or any path. */
  fault(method: string | undefined, path: string | undefined, fault: Fault, times?: number): Promise<void>;
  /** Removes all planned faults. */
  clearFaults(): Promise<void>;
  /** Sets behavior that the API's documentation leaves open, and returns all switches. */
  switch(switches: Partial<Switches>): Promise<Switches>;
  /** Returns the last 1,000 requests, newest last. */
  requests(): Promise<LoggedRequest[]>;
  /** Returns how many LinkedIn tasks were created since the last `reset()`. Receipts of `engagement` count too. */
  createdTasks(): Promise<number>;
  /** Restores the initial state. */
  reset(): Promise<void>;
  /** Also serves this sandbox on a loopback port, in Node, Deno and Bun. Port 0, the default, picks a free one. */
  listen(options?: { port?: number }): Promise<SandboxServer>;
  /** Stops the servers of this sandbox and frees its memory. */
  stop(): Promise<void>;
}

/** A sandbox on a loopback port. */
export interface SandboxServer {
  /** The address, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** Closes the port and every connection; the sandbox itself stays usable. */
  stop(): Promise<void>;
}

/** A team, with its API key. */
export interface Team {
  id: string;
  name: string;
  api_key: string;
  extension: "active" | "inactive" | "exempt";
  plan: Plan;
  members: Member[];
}

/** The plan of a team. */
export interface Plan {
  name: string;
  expires_at: string | null;
  /** How many watchlists the plan includes. */
  watchlists: number;
  /** How many members the plan includes. */
  members: number;
}

/** A member of a team. */
export interface Member {
  id: string;
  email: string;
  full_name: string;
  role: "admin" | "member";
}

/** A change of a team. Absent fields stay unchanged. */
export interface TeamChange {
  extension?: "active" | "inactive" | "exempt";
  plan?: Partial<Plan>;
  members?: (Omit<Member, "id"> & { id?: string })[];
}

/** A planned failure. The fields can be combined. */
export interface Fault {
  /** Responds with this status instead of running the operation. */
  status?: number;
  headers?: Record<string, string>;
  /** A string is sent unchanged, any other value as JSON. */
  body?: unknown;
  /** Delays the response by this many milliseconds. The operation takes effect at once. */
  delay_ms?: number;
  /** Resets the connection before or after the operation takes effect. */
  reset?: "before" | "after";
  /** Closes the connection after this many bytes of the body, although its `content-length` is larger. */
  truncate?: number;
  /** Responds with 302 and this `location` instead of running the operation. */
  redirect?: string;
  /** Returns the received key in the body's field `echo` and in the header `x-echo`. */
  echo_key?: boolean;
}

/** Behavior that the API's documentation leaves open. Where values are listed, the first is the default. */
export interface Switches {
  profile_shape: "nested" | "flat";
  unauthorized_text: "new" | "old";
  /** The status of a task at each poll. The last one applies to all later polls. */
  task_plan: string[];
  check_order: ("key" | "extension" | "method")[];
  /** Connection requests a team may send in seven days. */
  invitation_limit: number;
  interactions_page_size: number;
  keyword_fields: "new" | "old";
}

/** A request that the sandbox received. */
export interface LoggedRequest {
  method: string;
  path: string;
  /** The raw text after `?`. */
  query: string;
  headers: Record<string, string>;
  /** Parsed JSON, text when it is not JSON, or `null` when it is empty. */
  body: unknown;
}
