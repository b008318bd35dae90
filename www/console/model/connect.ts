// Code to copy into an app that calls this gateway.

export type Topology = "same" | "other" | "server";
export const topologies: readonly Topology[] = ["same", "other", "server"];

export type Framework = "browser" | "react" | "vue" | "svelte" | "next" | "node";

/** The frameworks with a snippet, by where the app runs. */
export const frameworksOf: Record<Topology, readonly Framework[]> = {
  same: ["browser", "react", "vue", "svelte"],
  other: ["browser", "react", "vue", "svelte"],
  server: ["node", "next"],
};

/** The gateway's settings for an app, as lines of wrangler.toml. */
export function gatewaySettings(topology: Topology, origin: string): string {
  const access = topology === "same" ? "session" : "session,token";
  return [`ACCESS = "${access}"`, ...(topology === "server" ? [] : [`ALLOWED_ORIGINS = "${origin}"`])].join("\n");
}

/** The directives that the content security policy of a page needs for the client. */
export function contentSecurityPolicy(gateway: string): string {
  return `script-src 'self' 'wasm-unsafe-eval'; connect-src 'self' ${new URL(gateway).origin}`;
}

/** A shell command that sends the preflight request of a call from `origin`. */
export function preflightCommand(gateway: string, origin: string): string {
  return [
    `curl -si -X OPTIONS '${gateway}/api-team' \\`,
    `  -H 'Origin: ${origin.replaceAll("'", "")}' \\`,
    "  -H 'Access-Control-Request-Method: GET' | grep -i access-control-allow-origin",
  ].join("\n");
}

/** Parses an origin and returns it as browsers send it; `undefined` when the text is not an origin. */
export function readOrigin(text: string): string | undefined {
  if (!URL.canParse(text.trim())) return undefined;
  const url = new URL(text.trim());
  const known = ["https:", "http:", "chrome-extension:", "moz-extension:"].includes(url.protocol);
  return known && url.host && url.pathname.length <= 1 && !url.search && !url.hash && !url.username ? `${url.protocol}//${url.host}` : undefined;
}

export function buildAppSnippet(topology: Topology, framework: Framework, gateway: string): string {
  const cookie = `new Outx({ gateway: ${JSON.stringify(gateway)} })`;
  const bearer = `new Outx({ gateway: ${JSON.stringify(gateway)}, token: () => fetch("/outx-token").then((response) => response.text()) })`;
  const client = topology === "same" ? cookie : bearer;
  switch (framework) {
    case "browser":
      return `import { Outx } from "outx-client";\n\nconst outx = ${client};\nconst { watchlists } = await outx.watchlists.keyword.list();`;
    case "react":
      return [
        'import { useEffect, useState } from "react";',
        'import { Outx } from "outx-client";',
        "",
        `const outx = ${client};`,
        "",
        "export function Watchlists() {",
        "  const [watchlists, setWatchlists] = useState([]);",
        "  useEffect(() => {",
        "    const left = new AbortController();",
        "    outx.watchlists.keyword.list({}, { signal: left.signal }).then(({ watchlists }) => setWatchlists(watchlists), () => {});",
        "    return () => left.abort();",
        "  }, []);",
        "  return <ul>{watchlists.map(({ id, name }) => <li key={id}>{name}</li>)}</ul>;",
        "}",
      ].join("\n");
    case "vue":
      return [
        "<script setup>",
        'import { ref } from "vue";',
        'import { Outx } from "outx-client";',
        "",
        `const outx = ${client};`,
        "const watchlists = ref([]);",
        "outx.watchlists.keyword.list().then((page) => (watchlists.value = page.watchlists), () => {});",
        "</script>",
        "",
        "<template>",
        "  <ul><li v-for=\"{ id, name } in watchlists\" :key=\"id\">{{ name }}</li></ul>",
        "</template>",
      ].join("\n");
    case "svelte":
      return [
        "<script>",
        '  import { Outx } from "outx-client";',
        "",
        `  const outx = ${client};`,
        "  const page = outx.watchlists.keyword.list();",
        "</script>",
        "",
        "{#await page then { watchlists }}",
        "  <ul>{#each watchlists as { id, name } (id)}<li>{name}</li>{/each}</ul>",
        "{:catch error}",
        "  <p>{error.message}</p>",
        "{/await}",
      ].join("\n");
    case "next":
      return [
        "// app/api/watchlists/route.js",
        'import { Outx } from "outx-client";',
        "",
        "const outx = new Outx({ apiKey: () => process.env.OUTX_API_KEY });",
        "",
        "export async function GET() {",
        "  return Response.json(await outx.watchlists.keyword.list());",
        "}",
      ].join("\n");
    case "node":
      return `import { Outx } from "outx-client";\n\nconst outx = new Outx({ apiKey: () => process.env.OUTX_API_KEY });\nconsole.log(await outx.team.get());`;
  }
}

/** The code with which a back end signs a token. */
export const tokenSnippet = [
  'import { mintToken } from "outx-client/server";',
  "",
  "// Call it for a user of your app who is signed in.",
  "export const outxToken = (userId) =>",
  '  mintToken({ secret: process.env.TOKEN_SECRET, subject: userId, scope: "read" });',
].join("\n");
