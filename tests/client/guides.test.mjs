// Type-checks the examples of guides and READMEs as an editor does. tests/gateway/forwarding/docs.test.mjs runs them.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import ts from "typescript";

import { GUIDES, READMES, blocks } from "../support/guides.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Declarations that the pages leave to the reader, or make on an earlier page. */
const words = `
import { Outx as Client, isOutxError as is, readProfile as read, InvalidRequestError as Invalid } from "outx-client";
declare global {
  const outx: Client, isOutxError: typeof is, readProfile: typeof read, InvalidRequestError: typeof Invalid, Outx: typeof Client;
  const email: string, gateway: string, sandbox: string, stored: { token?: string };
  const signal: AbortSignal, metrics: { count(name: string, fields: object): void };
  const chrome: { storage: { session: { get(key: string): Promise<Record<string, string>>; set(fields: object): Promise<void>; remove(key: string): Promise<void> } } };
  function show(...values: unknown[]): void;
  function askForCode(): Promise<string>;
}`;

const options = {
  target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ["lib.es2022.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"], types: ["node"],
  allowJs: true, checkJs: true, strict: true, noEmit: true, skipLibCheck: true,
  // What JavaScript leaves out: the types of parameters, and questions whether something is there.
  noImplicitAny: false, strictNullChecks: false,
};

test("every example type-checks against the package", (t) => {
  // Below the root, so that the package is found as an app finds it.
  mkdirSync(join(root, "target"), { recursive: true });
  const folder = mkdtempSync(join(root, "target", "guides-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const put = (name, code) => (writeFileSync(join(folder, name), code), join(folder, name));

  const examples = [...GUIDES, ...READMES].flatMap((page) =>
    blocks(page)
      .filter(({ language, code }) => /^[jt]s$/.test(language) && !/from "(vitest|@playwright\/test)"/.test(code))
      .map(({ language, code }, index) => put(`${page.replaceAll("/", " ")} ${index + 1}.${language}`, `${code}\nexport {};\n`)),
  );
  assert.ok(examples.length > 20, `only ${examples.length} examples`);
  const program = ts.createProgram([put("words.d.ts", words), ...examples], options);
  const said = ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const at = file ? `${basename(file.fileName)}, line ${file.getLineAndCharacterOfPosition(start).line + 1}: ` : "";
    return at + ts.flattenDiagnosticMessageText(messageText, "\n");
  });
  assert.deepEqual(said, []);
});
