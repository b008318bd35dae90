// Hooks and loggers.

import { ignoreErrors } from "./callbacks.js";

/** The levels of a logger, from the least to the most serious. */
export const LEVELS = ["debug", "info", "warn", "error"];
/** The level of each event, as an index of `LEVELS`. */
const EVENTS = { onRequest: 0, onResponse: 1, onRetry: 2, onError: 3 };

/**
 * Returns a function that reports an event to the hook of its name and to the logger; `undefined` when there is neither. The logger is the
 * console when only a level is set. An event whose level the logger has no function for goes to the next lower level.
 */
export function observer(hooks, givenLogger, level = givenLogger ? "debug" : "off") {
  const lowest = level === "off" ? Infinity : LEVELS.indexOf(level);
  if (!hooks && lowest === Infinity) return undefined;
  const own = { __proto__: null, ...hooks };
  const logger = givenLogger ?? console;
  return (name, event) => {
    ignoreErrors(() => own[name]?.(event));
    if (EVENTS[name] < lowest) return;
    let at = EVENTS[name];
    while (at >= 0 && typeof logger[LEVELS[at]] !== "function") at -= 1;
    ignoreErrors(() => logger[LEVELS[at]]?.(`outx ${name.slice(2).toLowerCase()}`, event));
  };
}
