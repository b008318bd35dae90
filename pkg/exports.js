// The exports of every entry, except `Outx` and `ready`, which differ in where they find the wasm.

export { OutxError, isOutxError } from "./error-base.js";
export * from "./error-classes.js";
export { readProfile } from "./profile.js";
export { Task } from "./task.js";
