import type { AuthOperations } from "./methods.js";

/** Signing in by one-time code. Needs no key. */
export interface Auth extends AuthOperations {}
