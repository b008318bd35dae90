// What the package exports by every entry, beside `Outx` and `ready`, which know where the entry finds the wasm.

export {
  AuthenticationError, ClientPanicError, ConflictError, ConnectionError, ExtensionInactiveError, InvalidRequestError, NotFoundError,
  OutxError, PermissionError, PlanLimitError, RateLimitError, ServerError, TaskError, TimeoutError, isOutxError,
} from "./errors.js";
export { readProfile } from "./profile.js";
export { Task } from "./task.js";
