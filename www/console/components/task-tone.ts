import type { Phase } from "../state/stored-tasks.ts";

/** The class of the tag that names a task's phase. */
export const phaseTone: Record<Phase, string> = { pending: "", processing: "accent", completed: "good", failed: "bad", stopped: "warn" };
