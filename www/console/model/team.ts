// Reads `GET /api-team`. The documentation does not name the fields of its response, so each value is looked up under the names it is likely
// to have, and left out when it is absent.

import { isObject } from "../../shared/model/raw.ts";

export interface Team {
  name: string | undefined;
  plan: string | undefined;
  planUntil: string | number | undefined;
  limits: Limit[];
}

export interface Limit {
  name: string;
  used: number;
  limit: number;
}

export function readTeam(response: unknown): Team {
  const root = isObject(response) ? (isObject(response.data) ? response.data : response) : {};
  const team = isObject(root.team) ? root.team : root;
  const plan = root.plan ?? team.plan;
  const until = isObject(plan) ? (plan.expires_at ?? plan.expiry) : (root.plan_expires_at ?? team.plan_expires_at);
  return {
    name: word(team.name),
    plan: isObject(plan) ? word(plan.name ?? plan.title ?? plan.type) : word(plan),
    planUntil: typeof until === "string" || typeof until === "number" ? until : undefined,
    limits: readLimits(root.limits ?? team.limits ?? (isObject(plan) ? plan.limits : undefined), root.usage ?? team.usage),
  };
}

// Limits are either { watchlists: { used, limit } }, or { watchlists: 10 } with the use in `usage`.
function readLimits(limits: unknown, usage: unknown): Limit[] {
  if (!isObject(limits)) return [];
  return Object.entries(limits).flatMap(([name, value]) => {
    const inside = isObject(value) ? value : { limit: value, used: isObject(usage) ? usage[name] : undefined };
    const limit = inside.limit ?? inside.max;
    const used = inside.used ?? inside.current;
    return typeof limit === "number" && typeof used === "number" ? [{ name, used, limit }] : [];
  });
}

function word(value: unknown): string | undefined {
  return typeof value === "string" && value ? value : undefined;
}
