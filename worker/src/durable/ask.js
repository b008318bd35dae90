// Calls methods of Durable Objects, which costs the runtime less than a request: no headers, and no bodies to read.

/** Sends a message, as text, to the object `name` of a namespace, and resolves with its response, as text. */
export async function ask(namespace, name, message) {
  return namespace.getByName(name).ask(message);
}

/** The same for a message of writes, which only ledgers take. */
export async function askWrite(ledgers, name, message) {
  return ledgers.getByName(name).write(message);
}
