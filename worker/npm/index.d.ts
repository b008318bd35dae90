/** Options of `createGateway`. */
export interface GatewayOptions {
  /** The path that the gateway is mounted below, such as `"/outx"`. The variable `BASE_PATH` by default, else the root. */
  basePath?: string;
}

/** A gateway inside a Worker of your own. */
export interface Gateway {
  /**
   * Handles a request below the base path; resolves with `undefined` for any other.
   *
   * `env` has the bindings and variables of the gateway: `LEDGER`, `LIMITER`, `RATE_LIMIT`, `ASSETS` and its settings.
   */
  fetch(request: Request, env: object, ctx: { waitUntil(promise: Promise<unknown>): void; passThroughOnException(): void }): Promise<Response | undefined>;
}

/**
 * Creates a gateway.
 *
 * @throws {TypeError} For an unknown option, or a base path without a leading slash, with `..`, or with a query.
 * @throws {Error} For a second base path in the same Worker: settings and sessions are read once per Worker.
 */
export function createGateway(options?: GatewayOptions): Gateway;

/** The Durable Object behind the binding `LEDGER`: export it from your Worker. */
export const Ledger: new (state: never, env: never) => object;

/** The Durable Object behind the binding `LIMITER`: export it from your Worker. */
export const Limiter: new (state: never, env: never) => object;
