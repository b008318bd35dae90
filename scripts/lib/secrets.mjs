// What the gateway needs before it is worth deploying.

const needs = {
  session: ["SESSION_SECRET"],
  token: ["TOKEN_SECRET", "OUTX_API_KEY"],
  public: ["OUTX_API_KEY"],
};

/** The names of the secrets that `vars.ACCESS` cannot do without. An unknown kind of access is the gateway's to refuse. */
export function neededSecrets(vars) {
  const kinds = String(vars?.ACCESS ?? "session").split(",").map((kind) => kind.trim());
  return [...new Set(kinds.flatMap((kind) => needs[kind] ?? []))];
}
