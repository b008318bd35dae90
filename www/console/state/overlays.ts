import { signal } from "@preact/signals";

/** The dialog that lies over any page. */
export const overlay = signal<"none" | "palette" | "shortcuts">("none");
