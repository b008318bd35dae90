// The secrets that a deployed gateway needs.

const needs = {
  token: ["TOKEN_SECRET", "OUTX_API_KEY"],
  public: ["OUTX_API_KEY"],
};

/** The names of the secrets that `vars.ACCESS` requires. The gateway itself rejects an unknown kind of access. */
export function neededSecrets(vars) {
  const kinds = String(vars?.ACCESS ?? "session").split(",").map((kind) => kind.trim());
  // SESSION_SECRET is always needed, because it is also the key of the hashes that identify callers.
  return [...new Set(["SESSION_SECRET", ...kinds.flatMap((kind) => needs[kind] ?? [])])];
}

/** The message about missing secrets of an environment; an empty name is the top-level Worker. */
export function missingSecrets(names, environment) {
  const command = `npx wrangler secret put NAME${environment && ` --env ${environment}`}`;
  return `missing secrets: ${names.join(", ")}; set each with ${command} (openssl rand -base64 48 makes a good SESSION_SECRET or TOKEN_SECRET)`;
}
