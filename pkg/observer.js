// Hooks and loggers.

import { ignoreErrors } from "./callbacks.js";

/** From the least to the most serious. */
export const LEVELS = ["debug", "info", "warn", "error"];
/** The level of each event, as an index of `LEVELS`. */
const EVENTS = { onRequest: 0, onResponse: 1, onRetry: 2, onError: 3 };

/**
 * Reports an event to the hook of its name and to the logger, which is the console when only a level was set; `undefined` when there is
 * neither. An event whose level the logger lacks goes to the next one below.
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
