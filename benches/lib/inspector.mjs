// Reads through V8's inspector how much memory of a Worker's isolate is in use after a garbage collection.

import WebSocket from "ws";

/** The end of the address of the Worker's isolate. */
const OURS = "/main";

/**
 * Connects to the inspector on `port` of 127.0.0.1 and returns `{ collect(busy), close() }`. `collect` returns the bytes in use after a garbage
 * collection. It calls `busy` until then, which must send a request, because workerd lets V8 do its work only between requests.
 */
export async function inspect(port) {
  const listed = await (await fetch(`http://127.0.0.1:${port}/json`)).json();
  const address = listed.map(({ webSocketDebuggerUrl }) => webSocketDebuggerUrl).find((url) => url.endsWith(OURS));
  if (!address) throw new Error(`the inspector on port ${port} lists no Worker ${OURS}`);
  const socket = new WebSocket(address, { maxPayload: 1 << 30 });
  await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
  const waiting = new Map();
  socket.on("message", (data) => {
    const { id, result, error } = JSON.parse(data);
    const settle = waiting.get(id);
    waiting.delete(id);
    settle?.(error, result);
  });
  let last = 0;
  const call = (method) => new Promise((resolve, reject) => {
    last += 1;
    waiting.set(last, (error, result) => (error ? reject(new Error(`${method}: ${error.message}`)) : resolve(result)));
    socket.send(JSON.stringify({ id: last, method }));
  });
  return {
    async collect(busy) {
      // The second collection frees what the finalizers of the first one release.
      for (let round = 0; round < 2; round += 1) {
        let over = false;
        const collected = call("HeapProfiler.collectGarbage").finally(() => (over = true));
        while (!over) await busy();
        await collected;
      }
      const { usedSize, backingStorageSize = 0 } = await call("Runtime.getHeapUsage");
      return usedSize + backingStorageSize;
    },
    close: () => socket.close(),
  };
}
