/** Options of `createSandbox`. */
export interface SandboxOptions {
  /** Changes ids, keys and one-time codes; the same seed always produces the same ones. 0 by default. */
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
  /** Responds as the API would, whatever the origin of the URL. Give it to a client: `new Outx({ apiKey: sandbox.key, fetch: sandbox.fetch })`. */
  readonly fetch: typeof globalThis.fetch;

  /** The newest one-time code sent to an address. */
  otp(email: string): Promise<string>;
  teams(): Promise<Team[]>;
  demoTeam(): Promise<Team>;
  setTeam(id: string, change: TeamChange): Promise<Team>;
  /** Moves the sandbox's time forward; returns the new time. */
  advance(ms: number): Promise<number>;
  /** Plans a fault for the next `times` requests with this method and path; 1 by default. Leave out either with `undefined`. */
  fault(method: string | undefined, path: string | undefined, fault: Fault, times?: number): Promise<void>;
  clearFaults(): Promise<void>;
  /** Chooses among behaviors that the API's documentation leaves open; returns all switches. */
  switch(switches: Partial<Switches>): Promise<Switches>;
  /** The last 1,000 requests, newest last. */
  requests(): Promise<LoggedRequest[]>;
  /** How many LinkedIn tasks were created. */
  createdTasks(): Promise<number>;
  /** Restores the initial state. */
  reset(): Promise<void>;
  /** Node, Deno and Bun: also serves this sandbox on a loopback port. 0, the default, picks a free one. */
  listen(options?: { port?: number }): Promise<SandboxServer>;
  /** Stops its servers and frees its memory. */
  stop(): Promise<void>;
}

/** A sandbox on a loopback port. */
export interface SandboxServer {
  /** Without a slash at the end. */
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
  /** How many watchlists it includes. */
  watchlists: number;
  /** How many members it includes. */
  members: number;
}

/** A member of a team. */
export interface Member {
  id: string;
  email: string;
  full_name: string;
  role: "admin" | "member";
}

/** A change of a team; absent fields stay as they are. */
export interface TeamChange {
  extension?: "active" | "inactive" | "exempt";
  plan?: Partial<Plan>;
  members?: (Omit<Member, "id"> & { id?: string })[];
}

/** A planned failure. The parts can be combined. */
export interface Fault {
  /** Responds with this status instead of running the operation. */
  status?: number;
  headers?: Record<string, string>;
  /** A string is sent unchanged, anything else as JSON. */
  body?: unknown;
  /** The operation takes effect at once, the response is sent later. */
  delay_ms?: number;
  /** Resets the connection before or after the operation took effect. */
  reset?: "before" | "after";
  /** Ends the connection after this many bytes of a body whose `content-length` promises more. */
  truncate?: number;
  /** Responds with 302 and this `location` instead of running the operation. */
  redirect?: string;
  /** Puts the received key into the body's `echo` and the header `x-echo`. */
  echo_key?: boolean;
}

/** Behaviors that the documentation leaves open. The first value of each is the default. */
export interface Switches {
  profile_shape: "nested" | "flat";
  unauthorized_text: "new" | "old";
  /** The status of a task at each poll; the last one stays. */
  task_plan: string[];
  check_order: ("key" | "extension" | "method")[];
  /** Connection requests a team may send in seven days. */
  invitation_limit: number;
  interactions_page_size: number;
  keyword_fields: "new" | "old";
}

/** A request as the sandbox received it. */
export interface LoggedRequest {
  method: string;
  path: string;
  /** The raw text after `?`. */
  query: string;
  headers: Record<string, string>;
  /** JSON where it is JSON, else text; null when empty. */
  body: unknown;
}
