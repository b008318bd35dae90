// What the package exports, whichever entry it is reached by.

export { Outx } from "./client.js";
export {
  AuthenticationError, ClientPanicError, ConflictError, ConnectionError, ExtensionInactiveError, InvalidRequestError, NotFoundError,
  OutxError, PermissionError, PlanLimitError, RateLimitError, ServerError, TaskError, TimeoutError, isOutxError,
} from "./errors.js";
export { ready } from "./wasm-instance.js";
export { readProfile } from "./profile.js";
export { Task } from "./task.js";
