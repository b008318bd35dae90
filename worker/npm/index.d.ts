/** Options of `createGateway`. */
export interface GatewayOptions {
  /** The path that the gateway is mounted at, such as `"/outx"`. Default: the variable `BASE_PATH`, else the root. */
  basePath?: string;
}

/** A gateway inside a Worker of your own. */
export interface Gateway {
  /**
   * Handles a request below the base path. Resolves with `undefined` for any other request.
   *
   * `env` contains the bindings of the gateway (`LEDGER`, `LIMITER`, `RATE_LIMIT`, `ASSETS`) and its settings.
   */
  fetch(request: Request, env: object, ctx: { waitUntil(promise: Promise<unknown>): void; passThroughOnException(): void }): Promise<Response | undefined>;
}

/**
 * Creates a gateway. A Worker can have one.
 *
 * @throws {TypeError} For an unknown option or an invalid base path. A base path is a leading slash and segments of letters, digits, `.`, `_`, `~`
 * and `-`.
 * @throws {Error} For a second base path in the same Worker: settings and sessions are read once per Worker.
 */
export function createGateway(options?: GatewayOptions): Gateway;

/** The Durable Object class of the binding `LEDGER`. Export it from your Worker. */
export const Ledger: new (state: never, env: never) => object;

/** The Durable Object class of the binding `LIMITER`. Export it from your Worker. */
export const Limiter: new (state: never, env: never) => object;
