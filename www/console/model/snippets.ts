// The same call in several languages. No snippet contains a key: it is read from the environment.

import { type Operation, isTask } from "./operations.ts";

export type Language = "browser" | "js" | "curl" | "rust";
export const languages: Language[] = ["browser", "js", "curl", "rust"];

const API = "https://api.outx.ai";

/** `gateway`: the origin that a page calls; the other languages call the API itself. */
export function buildSnippet(language: Language, operation: Operation, args: Record<string, unknown>, gateway: string): string {
  switch (language) {
    case "browser":
      return javaScript(`{ gateway: ${JSON.stringify(gateway)} }`, operation, args);
    case "js":
      return javaScript("{ apiKey: () => process.env.OUTX_API_KEY }", operation, args);
    case "curl":
      return curl(operation, args);
    case "rust":
      return rust(operation, args);
  }
}

function javaScript(options: string, operation: Operation, args: Record<string, unknown>): string {
  const call = `outx.${operation.name}(${Object.keys(args).length > 0 ? JSON.stringify(args, null, 2) : ""})`;
  return ['import { Outx } from "outx-client";', "", `const outx = new Outx(${options});`, useOf(operation, call)].join("\n");
}

function useOf(operation: Operation, call: string): string {
  if (isTask(operation)) return `const task = await ${call};\nconsole.log(await task.wait());`;
  if (operation.name === "posts.list" || operation.name === "interactions.list") return `for await (const each of ${call}) console.log(each);`;
  return `console.log(await ${call});`;
}

function curl(operation: Operation, args: Record<string, unknown>): string {
  const { url, body } = describeRequest(operation, args);
  const parts = [`curl${operation.method === "GET" ? "" : ` -X ${operation.method}`} ${quoteForShell(API + url)}`];
  if (needsKey(operation)) parts.push('-H "x-api-key: $OUTX_API_KEY"');
  if (body) parts.push('-H "content-type: application/json"', `-d ${quoteForShell(JSON.stringify(body))}`);
  return parts.join(" \\\n  ");
}

function rust(operation: Operation, args: Record<string, unknown>): string {
  const { url, body } = describeRequest(operation, args);
  const json = body && `\n    .json(&serde_json::json!(${JSON.stringify(body, null, 4).replaceAll("\n", "\n    ")}))`;
  const key = needsKey(operation) ? `\n    .header("x-api-key", std::env::var("OUTX_API_KEY")?)` : "";
  return [
    `let response: serde_json::Value = reqwest::Client::new()`,
    `    .${operation.method.toLowerCase()}(${JSON.stringify(API + url)})${key}${json ?? ""}`,
    `    .send()\n    .await?\n    .error_for_status()?\n    .json()\n    .await?;`,
  ].join("\n");
}

/** Path with query, and body, as the operation places its parameters. */
export function describeRequest({ path, params }: Operation, args: Record<string, unknown>): { url: string; body?: Record<string, unknown> } {
  const query = new URLSearchParams();
  const body: Record<string, unknown> = {};
  for (const { name, place } of params) {
    const value = args[name];
    if (value === undefined) continue;
    if (place === "body") body[name] = value;
    else for (const each of Array.isArray(value) ? value : [value]) query.append(name, String(each));
  }
  const hasBody = params.some(({ place }) => place === "body");
  return { url: query.size > 0 ? `${path}?${query}` : path, ...(hasBody && { body }) };
}

const needsKey = ({ name }: Operation) => !name.startsWith("auth.");

/** `text` as one shell word. */
function quoteForShell(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
