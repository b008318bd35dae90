// node benches/client/node.mjs URL: times the client in a separate Node process, and prints the results as JSON.

import { rounds } from "../lib/rounds.mjs";
import { checkAgreement, contenders, timed } from "./contenders.js";

const url = process.argv[2];
const key = "outx_0123456789abcdefghijklmn";
const all = contenders(url, { apiKey: key, baseUrl: url }, { "x-api-key": key });

await checkAgreement(all);
const small = await rounds(100, timed(all, "small", 50));
const large = await rounds(30, timed(all, "large", 1));
const [together, followed] = [{}, {}];
for (const count of [1, 100, 1000]) {
  together[count] = await rounds(9, inFlight(count));
  followed[count] = await rounds(9, following(count));
}
console.log(JSON.stringify({ small, large, together, followed }));

// Calls per second with `count` calls in flight.
function inFlight(count) {
  const calls = Math.max(500, count * 2);
  return Object.fromEntries(Object.entries(all).map(([name, { small: call }]) => [name, async () => {
    let left = calls;
    const began = performance.now();
    await Promise.all(Array.from({ length: count }, async () => {
      while (left-- > 0) await call();
    }));
    return (1000 * calls) / (performance.now() - began);
  }]));
}

// Milliseconds until each of `count` followers of one task has its state.
function following(count) {
  return Object.fromEntries(Object.entries(all).map(([name, { state }]) => [name, async () => {
    const began = performance.now();
    await Promise.all(Array.from({ length: count }, state));
    return performance.now() - began;
  }]));
}
