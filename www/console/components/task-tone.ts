import type { Phase } from "../state/stored-tasks.ts";

/** The CSS class of the tag with a task's phase. */
export const phaseTone: Record<Phase, string> = { pending: "", processing: "accent", completed: "good", failed: "bad", stopped: "warn" };
