// Functions of the caller.

/** Calls a function of the caller, whose failure does not concern the call. */
export function ignoreErrors(callback) {
  try {
    Promise.resolve(callback()).catch(() => {});
  } catch {
    // Thrown by the caller's function.
  }
}
