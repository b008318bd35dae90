// Functions of the caller.

/** Calls a function of the caller, and ignores an error or a rejection. */
export function ignoreErrors(callback) {
  try {
    Promise.resolve(callback()).catch(() => {});
  } catch {
    // The function threw an error.
  }
}
