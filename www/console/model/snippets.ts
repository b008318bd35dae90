// Code that makes a call, in several languages. No snippet contains an API key: the code reads it from the environment.

import { type Operation, isTask } from "./operations.ts";

export type Language = "browser" | "js" | "curl" | "rust";
export const languages: Language[] = ["browser", "js", "curl", "rust"];

const API = "https://api.outx.ai";

/** Builds a snippet. `gateway` is the gateway that a page calls, and a sign-in in Rust; the other snippets call the API itself. */
export function buildSnippet(language: Language, operation: Operation, args: Record<string, unknown>, gateway: string): string {
  switch (language) {
    case "browser":
      return javaScript(`{ gateway: ${JSON.stringify(gateway)} }`, operation, args);
    case "js":
      return javaScript("{ apiKey: () => process.env.OUTX_API_KEY }", operation, args);
    case "curl":
      return curl(operation, args);
    case "rust":
      return rust(operation, args, gateway);
  }
}

function javaScript(options: string, operation: Operation, args: Record<string, unknown>): string {
  const call = `outx.${operation.name}(${Object.keys(args).length > 0 ? JSON.stringify(args, null, 2) : ""})`;
  return ['import { Outx } from "outx-client";', "", `const outx = new Outx(${options});`, useOf(operation, call)].join("\n");
}

function useOf(operation: Operation, call: string): string {
  if (isTask(operation)) return `const task = await ${call};\nconsole.log(await task.wait());`;
  if (isPaged(operation)) return `for await (const each of ${call}) console.log(each);`;
  return `console.log(await ${call});`;
}

/** Whether the response is a page of a list. */
const isPaged = ({ name }: Operation) => name.endsWith(".list") && !name.startsWith("watchlists.");

function curl(operation: Operation, args: Record<string, unknown>): string {
  const { url, body } = describeRequest(operation, args);
  const parts = [`curl${operation.method === "GET" ? "" : ` -X ${operation.method}`} ${quoteForShell(API + url)}`];
  if (needsKey(operation)) parts.push('-H "x-api-key: $OUTX_API_KEY"');
  if (body) parts.push('-H "content-type: application/json"', `-d ${quoteForShell(JSON.stringify(body))}`);
  return parts.join(" \\\n  ");
}

function rust(operation: Operation, args: Record<string, unknown>, gateway: string): string {
  const call = rustCall(operation, args);
  const imports = ["use outx_client::Outx;", ...(call.includes("json!") ? ["use serde_json::{from_value, json};"] : [])];
  const create = needsKey(operation)
    ? 'let outx = Outx::with_key(std::env::var("OUTX_API_KEY")?)?;'
    : `let outx = Outx::gateway(${JSON.stringify(gateway)})?;`;
  return [...imports, "", create, rustUse(operation, call)].join("\n");
}

/** The call in Rust. Its method takes a struct, a single id as a string, or nothing when the operation has no parameters. */
function rustCall(operation: Operation, args: Record<string, unknown>): string {
  const path = operation.name.split(".").map(snakeCase);
  const method = path.pop() ?? "";
  const receiver = ["outx", ...path.map((name) => `${name}()`)].join(".");
  const [first, ...rest] = operation.params;
  const id = first && rest.length === 0 && /^(.*_)?id$/.test(first.name) ? args[first.name] : undefined;
  if (typeof id === "string") return `${receiver}.${method === "list" ? "get" : method}(${JSON.stringify(id)})`;
  // The id of a list of watchlists is optional and selects one of them; `list` in Rust takes no arguments.
  if (!first || (rest.length === 0 && !first.required && first.name === "id")) return `${receiver}.${method}()`;
  return `${receiver}.${method}(from_value(json!(${JSON.stringify(args, null, 4)}))?)`;
}

function rustUse(operation: Operation, call: string): string {
  if (isTask(operation)) return `let task = ${call}.await?;\nprintln!("{:?}", task.wait().await?);`;
  if (isPaged(operation)) return `let mut items = ${call}.stream();\nwhile let Some(item) = items.try_next().await? {\n    println!("{item:?}");\n}`;
  return `println!("{:?}", ${call}.await?);`;
}

const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The request of a call: its path with query, and its body if the operation has one. */
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
