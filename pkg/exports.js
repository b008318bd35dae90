// What the package exports by every entry, beside `Outx` and `ready`, which know where the entry finds the wasm.

export { OutxError, isOutxError } from "./error-base.js";
export * from "./error-classes.js";
export { readProfile } from "./profile.js";
export { Task } from "./task.js";
