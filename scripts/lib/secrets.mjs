// What the gateway needs before it is worth deploying.

const needs = {
  token: ["TOKEN_SECRET", "OUTX_API_KEY"],
  public: ["OUTX_API_KEY"],
};

/** The names of the secrets that `vars.ACCESS` cannot do without. An unknown kind of access is the gateway's to refuse. */
export function neededSecrets(vars) {
  const kinds = String(vars?.ACCESS ?? "session").split(",").map((kind) => kind.trim());
  // It also keys what callers are told apart by, whoever they are.
  return [...new Set(["SESSION_SECRET", ...kinds.flatMap((kind) => needs[kind] ?? [])])];
}

/** What to do about missing secrets of an environment; an empty name is the Worker above all environments. */
export function missingSecrets(names, environment) {
  const command = `npx wrangler secret put NAME${environment && ` --env ${environment}`}`;
  return `missing secrets: ${names.join(", ")}; set each with ${command} (openssl rand -base64 48 makes a good SESSION_SECRET or TOKEN_SECRET)`;
}
