import "server-only";

import { Outx } from "outx-client";

// One client for all requests: it paces the team's LinkedIn actions.
export const outx = new Outx({ apiKey: () => process.env.OUTX_API_KEY, baseUrl: process.env.OUTX_URL });
