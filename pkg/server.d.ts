import type { OperationName } from "./types/operations.js";

/** The claims of a token: its visitor, and what it allows. */
export interface MintTokenArgs {
  /** The gateway's `TOKEN_SECRET`, at least 32 bytes. */
  secret: string;
  /** The id of the visitor in your application. */
  subject: string;
  /**
   * `read` allows operations that only read, `write` allows all operations. `operator` allows no operation, only the gateway's routes over all
   * teams (`/_gateway/teams`, `/_gateway/status`). Default: `read`.
   */
  scope?: "read" | "write" | "operator" | undefined;
  /**
   * The allowed operations, within the scope: names (`posts.list`), groups (`linkedin.*`), or routes of the gateway's `EXTRA_ROUTES`
   * (`GET /api-new`). Default: all that the scope allows.
   */
  ops?: readonly (OperationPattern | `${string} /${string}`)[] | undefined;
  /** LinkedIn actions that this visitor may cause per hour, at least 1, within the team's budget. Default: the team's budget. */
  actionsPerHour?: number | undefined;
  /** The visitor's name in the gateway's usage and audit, 1 to 64 characters. */
  name?: string | undefined;
  /** Seconds until the token expires, 3,600 at most. Default: 900. */
  expiresIn?: number | undefined;
}

/** The name of an operation or of a group, such as `watchlists.*` or `watchlists.keyword.*`. */
export type OperationPattern = OperationName | `${GroupsOf<OperationName>}.*`;

/** The groups of an operation. */
type GroupsOf<Name extends string> = Name extends `${infer Group}.${infer Rest}`
  ? Group | (Rest extends `${string}.${string}` ? `${Group}.${GroupsOf<Rest>}` : never)
  : never;

/**
 * Signs a JSON Web Token (HS256) for one visitor, which a gateway with `ACCESS = "token"` accepts. Send it to the visitor's page, which passes it as
 * `token`.
 *
 * @throws {TypeError} in a browser, or when an argument is wrong: a secret below 32 bytes, a lifetime above an hour, an unknown scope
 */
export function mintToken(args: MintTokenArgs): Promise<string>;
