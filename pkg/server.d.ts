import type { OperationName } from "./types/operations.js";

/** What a token allows, and whom it names. */
export interface MintTokenArgs {
  /** The gateway's `TOKEN_SECRET`, at least 32 bytes. */
  secret: string;
  /** The visitor, by the id that your application has for them. */
  subject: string;
  /**
   * `read`: operations that only read; `write`: all; `operator`: none, only the gateway's routes over all teams (`/_gateway/teams`,
   * `/_gateway/status`). Default: `read`.
   */
  scope?: "read" | "write" | "operator" | undefined;
  /**
   * Only these operations, all of a group by `linkedin.*`, or a route of the gateway's `EXTRA_ROUTES` as `GET /api-new`. Default: all that the scope
   * allows.
   */
  ops?: readonly (OperationPattern | `${string} /${string}`)[] | undefined;
  /** LinkedIn actions that this visitor may cause per hour, at least 1, within the team's budget. Default: the team's budget. */
  actionsPerHour?: number | undefined;
  /** What the gateway's usage and audit call this visitor, up to 64 characters. */
  name?: string | undefined;
  /** Seconds until the token expires, 3,600 at most. Default: 900. */
  expiresIn?: number | undefined;
}

/** The name of an operation, or of a group of them: `watchlists.*`, `watchlists.keyword.*`. */
export type OperationPattern = OperationName | `${GroupsOf<OperationName>}.*`;

/** The groups that a name is in. */
type GroupsOf<Name extends string> = Name extends `${infer Group}.${infer Rest}`
  ? Group | (Rest extends `${string}.${string}` ? `${Group}.${GroupsOf<Rest>}` : never)
  : never;

/**
 * A JSON Web Token (HS256) for one visitor, which the gateway accepts with `ACCESS = "token"`. Send it to the visitor's page, which passes it as `token`.
 *
 * @throws {TypeError} in a browser; or an argument is wrong: a secret below 32 bytes, a lifetime above an hour, an unknown scope or operation
 */
export function mintToken(args: MintTokenArgs): Promise<string>;
