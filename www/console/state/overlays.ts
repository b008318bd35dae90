import { signal } from "@preact/signals";

/** The dialog that is open over the page. */
export const overlay = signal<"none" | "palette" | "shortcuts">("none");
