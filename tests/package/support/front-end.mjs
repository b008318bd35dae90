// The example front end, built for a gateway of its own.

import { mkdirSync } from "node:fs";
import { join } from "node:path";

import * as vite from "vite";

import { startGateway } from "../../support/gateway.mjs";
import { serveSite } from "../../support/site.mjs";
import { example } from "./project.mjs";

/** Serves the front end until the test ends: `{ origin, gateway }`. */
export async function frontEnd(t) {
  const folder = example("front-end");
  const dist = join(folder, "dist");
  mkdirSync(dist);
  const origin = await serveSite(t, dist);
  const gateway = await startGateway(t, { settings: { ALLOWED_ORIGINS: origin } });
  process.env.VITE_GATEWAY = gateway.url;
  await vite.build({ root: folder, logLevel: "error" });
  return { origin, gateway };
}
