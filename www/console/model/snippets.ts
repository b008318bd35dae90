// The same call in three languages. None of them holds a key: it is read where the program runs.

import { type Operation, isTask } from "./operations.ts";

export type Language = "js" | "curl" | "rust";
export const languages: Language[] = ["js", "curl", "rust"];

const API = "https://api.outx.ai";

export function snippet(language: Language, operation: Operation, args: Record<string, unknown>): string {
  return { js, curl, rust }[language](operation, args);
}

function js(operation: Operation, args: Record<string, unknown>): string {
  const call = `outx.${operation.name}(${Object.keys(args).length > 0 ? JSON.stringify(args, null, 2) : ""})`;
  return ['import { Outx } from "outx-client";', "", "const outx = new Outx({ apiKey: () => process.env.OUTX_API_KEY });", use(operation, call)].join("\n");
}

function use(operation: Operation, call: string): string {
  if (isTask(operation)) return `const task = await ${call};\nconsole.log(await task.wait());`;
  if (operation.name === "posts.list" || operation.name === "interactions.list") return `for await (const each of ${call}) console.log(each);`;
  return `console.log(await ${call});`;
}

function curl(operation: Operation, args: Record<string, unknown>): string {
  const { url, body } = request(operation, args);
  const parts = [`curl${operation.method === "GET" ? "" : ` -X ${operation.method}`} ${quote(API + url)}`];
  if (needsKey(operation)) parts.push('-H "x-api-key: $OUTX_API_KEY"');
  if (body) parts.push('-H "content-type: application/json"', `-d ${quote(JSON.stringify(body))}`);
  return parts.join(" \\\n  ");
}

function rust(operation: Operation, args: Record<string, unknown>): string {
  const { url, body } = request(operation, args);
  const json = body && `\n    .json(&serde_json::json!(${JSON.stringify(body, null, 4).replaceAll("\n", "\n    ")}))`;
  const key = needsKey(operation) ? `\n    .header("x-api-key", std::env::var("OUTX_API_KEY")?)` : "";
  return [
    `let answer: serde_json::Value = reqwest::Client::new()`,
    `    .${operation.method.toLowerCase()}(${JSON.stringify(API + url)})${key}${json ?? ""}`,
    `    .send()\n    .await?\n    .error_for_status()?\n    .json()\n    .await?;`,
  ].join("\n");
}

/** Path with query, and body, as the table places the arguments. */
export function request({ path, params }: Operation, args: Record<string, unknown>): { url: string; body?: Record<string, unknown> } {
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

/** A shell word, whatever it holds. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
