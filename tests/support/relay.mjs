// A faulty network between a gateway and its upstream.

import { once } from "node:events";
import { connect, createServer } from "node:net";
import { setTimeout } from "node:timers/promises";

/**
 * Starts a relay to `target`. `way(number)` decides about each request, numbered from 1: "pass"; "lose" it before it arrives; "cut" the connection
 * when its response arrives; "slow", which delays its response by `slowMs`. `down()` resets all connections and rejects new ones until `up()`.
 */
export async function startRelay(t, target, { way = () => "pass", slowMs = 0 } = {}) {
  const open = new Set();
  let requests = 0;
  const server = createServer((near) => {
    const far = connect(Number(new URL(target).port), "127.0.0.1");
    let how;
    for (const socket of [near, far]) {
      open.add(socket);
      socket.setNoDelay();
      socket.on("error", () => {});
      socket.on("close", () => {
        open.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    // The requests of these tests are short and wait for their responses: one chunk each.
    near.on("data", (piece) => {
      how = way((requests += 1));
      if (how === "lose") near.resetAndDestroy();
      else far.write(piece);
    });
    far.on("data", (piece) => {
      if (how === "cut") near.resetAndDestroy();
      else if (how === "slow") setTimeout(slowMs).then(() => near.write(piece));
      else near.write(piece);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  const down = () => {
    server.close();
    for (const socket of open) socket.resetAndDestroy();
  };
  t.after(down);
  return { url: `http://127.0.0.1:${port}`, down, up: () => listenAgain(server, port), requests: () => requests };
}

// Another process can hold the port for a moment, for example as the source port of a connection.
async function listenAgain(server, port) {
  for (const last = Date.now() + 10_000; ; await setTimeout(50)) {
    server.listen(port, "127.0.0.1");
    const error = await once(server, "listening").then(() => undefined, (reason) => reason);
    if (!error) return;
    if (error.code !== "EADDRINUSE" || Date.now() > last) throw error;
  }
}
