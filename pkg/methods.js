// Methods that need no `this`.

/** Adds methods to an object as own, non-enumerable properties. They also work when they are destructured or called through a proxy. */
export function defineMethods(object, methods) {
  for (const name of Reflect.ownKeys(methods)) Object.defineProperty(object, name, { value: methods[name], writable: true, configurable: true });
}
