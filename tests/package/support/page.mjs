// Pages in Chromium: a minimal gateway for them, and the reports of pages.

import { Readable } from "node:stream";

/** A minimal gateway: adds the key that the page does not have. A connect-style middleware that passes on requests to other paths. */
export function forwardTo(api, key) {
  return async (request, response, next) => {
    if (!/^\/(api-|linkedin-agent\/)/.test(request.url)) return next();
    const result = await fetch(api + request.url, {
      method: request.method,
      headers: { "content-type": "application/json", "x-api-key": key },
      body: request.method === "GET" ? undefined : Readable.toWeb(request),
      duplex: "half",
    });
    response.writeHead(result.status, { "content-type": result.headers.get("content-type") });
    response.end(Buffer.from(await result.arrayBuffer()));
  };
}

/** Opens `url` and returns the page's `globalThis.report`. Throws with the page's console output if there is no report within 30 s. */
export async function reportOf(context, url) {
  const page = await context.newPage();
  const said = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  page.on("requestfailed", (request) => said.push(`failed: ${request.url()}`));
  page.on("response", (response) => response.status() >= 400 && said.push(`${response.status()} ${response.url()}`));
  try {
    await page.goto(url);
    await page.waitForFunction(() => globalThis.report !== undefined, undefined, { timeout: 30_000 });
    return await page.evaluate(() => globalThis.report);
  } catch (error) {
    throw new Error(`${url} reported nothing; it said:\n${said.join("\n")}`, { cause: error });
  } finally {
    await page.close();
  }
}
