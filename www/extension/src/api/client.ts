import { Outx } from "outx-client/external";

import { renewSession, sessionToken } from "../state/session.ts";

/** The one address the manifest lets the extension reach. */
export const GATEWAY = import.meta.env.OUTX_GATEWAY;

/** One client for each page and for the worker. It has no key: the gateway has. */
export const outx = new Outx({ gateway: GATEWAY, token: sessionToken, onSession: renewSession });
