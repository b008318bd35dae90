// A folder in which a guide is followed. Its commands run unchanged, except that our packages come from tarballs and others from npm's cache.

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { start, stop, waitForOutput } from "../../../scripts/lib/process.mjs";
import { blocks } from "../../support/guides.mjs";
import { version } from "./matrix.mjs";
import { emptyFolder, installPacked } from "./packed.mjs";

// Turns off wrangler's usage reports and its request for the location of this machine.
const QUIET = { WRANGLER_SEND_METRICS: "false", WRANGLER_SEND_ERROR_REPORTS: "false", CLOUDFLARE_CF_FETCH_ENABLED: "false" };

/** The code blocks of a page between a heading and the next of its level. */
export function sectionOf(page, heading) {
  const all = blocks(page);
  const from = all.findIndex(({ heading: own }) => own === heading);
  const to = all.findIndex(({ heading: own }, index) => index > from && own !== heading);
  if (from === -1) throw new Error(`${page} has no code below ${JSON.stringify(heading)}`);
  return all.slice(from, to === -1 ? undefined : to);
}

/** A folder to follow a guide in. */
export class GuideProject {
  folder = emptyFolder();

  /** Writes a file of the guide; `adapt` can change its text, for example an address. */
  write(name, code, adapt = (text) => text) {
    const file = join(this.folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, adapt(code));
  }

  /** Runs commands of the guide, and returns what they print. */
  run(code) {
    return commandsOf(code).map((command) => this.#runOne(command)).join("");
  }

  /** Starts a command of the guide that runs until it is ended, with more arguments, and resolves with the match of `pattern` in its output. */
  async start(t, command, args, pattern) {
    const child = start("sh", ["-c", `${command} ${args.join(" ")} 2>&1`], { cwd: this.folder, env: QUIET, stdio: "pipe" });
    t.after(() => stop(child));
    return waitForOutput(child, pattern);
  }

  #runOne(command) {
    const [, folder] = command.match(/^cd (\S+)$/) ?? [];
    if (folder !== undefined) {
      this.folder = join(this.folder, folder);
      return "";
    }
    if (command.startsWith("npm install")) {
      this.#install(command.split(" ").slice(2).filter((word) => !word.startsWith("-")));
      return "";
    }
    // In the context of a test, `node --test` prints nothing.
    const { NODE_TEST_CONTEXT, ...env } = process.env;
    const options = { cwd: this.folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], env: { ...env, ...QUIET, WRANGLER_LOG_PATH: join(this.folder, ".logs") } };
    return execFileSync("sh", ["-ec", command], options);
  }

  /** Installs the named packages, or without names those that package.json lists. */
  #install(names) {
    const file = join(this.folder, "package.json");
    const manifest = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
    const listed = Object.keys(manifest.dependencies ?? {});
    const wanted = names.length > 0 ? names : listed;
    const others = wanted.filter((name) => !name.startsWith("outx-"));
    for (const name of others) (manifest.devDependencies ??= {})[name] ??= version(name);
    writeFileSync(file, JSON.stringify(manifest, null, 2));
    const ours = new Set(wanted.filter((name) => name.startsWith("outx-")));
    // A tarball's own dependency is not in any registry yet.
    if (ours.has("outx-gateway")) ours.add("outx-sandbox");
    installPacked(this.folder, ...ours);
  }
}

/** Splits code into one command per line; a backslash at the end of a line continues the command. */
function commandsOf(code) {
  return code.replaceAll(/\\\n\s*/g, "").split("\n").filter(Boolean);
}
