// The loopback hosts, where http does not leave the machine.

const HOSTS = ["localhost", "127.0.0.1", "[::1]"];

/** Whether a `URL` is https, or http on a loopback host. */
export function isHttpsOrLoopback({ protocol, hostname }) {
  return protocol === "https:" || (protocol === "http:" && HOSTS.includes(hostname));
}
