// A faulty network between a gateway and its upstream.

import { once } from "node:events";
import { connect, createServer } from "node:net";

/**
 * Starts a relay to `target` that treats each request as `way(number)` says, numbered from 1: "pass"; "lose" it before it arrives; "cut" its
 * answer after it arrived; "slow", which hands on its answer after `slowMs`. `down()` hangs up on everybody and takes no connection until `up()`.
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
    // The requests of these tests are short and wait for their answers: one piece each.
    near.on("data", (piece) => {
      how = way((requests += 1));
      if (how === "lose") near.resetAndDestroy();
      else far.write(piece);
    });
    far.on("data", (piece) => {
      if (how === "cut") near.resetAndDestroy();
      else if (how === "slow") setTimeout(() => near.write(piece), slowMs);
      else near.write(piece);
    });
  });
  const listen = async (port) => {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
    return server.address().port;
  };
  const port = await listen(0);
  const down = () => {
    server.close();
    for (const socket of open) socket.resetAndDestroy();
  };
  t.after(down);
  return { url: `http://127.0.0.1:${port}`, down, up: () => listen(port), requests: () => requests };
}
