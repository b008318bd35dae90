// The time of day of a workerd, in the test's hand.

import { execFileSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";

const folder = mkdtempSync(join(tmpdir(), "outx-clock-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const library = join(folder, "clock.so");

/** Why no such clock can be made here, for a test's `skip`; `false` where it can. */
export const noClock = compile();

function compile() {
  if (process.platform !== "linux") return "workerd's clock can be set on Linux only";
  try {
    // The compiler that Rust links by.
    execFileSync("cc", ["-shared", "-fPIC", "-O1", "-o", library, fileURLToPath(new URL("clock.c", import.meta.url))], { stdio: "pipe" });
    return false;
  } catch (error) {
    return `workerd's clock cannot be set: ${String(error.stderr || error.message).trim()}`;
  }
}

/** A clock that begins as this machine's. Gateways go by it that are booted within `over`. Timers keep their pace whatever it says. */
export class Clock {
  #path = join(folder, crypto.randomUUID());

  constructor() {
    writeFileSync(this.#path, Buffer.alloc(8));
  }

  /** Sets it so many milliseconds before this machine's, or behind it when they are below 0. */
  ahead(ms) {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(BigInt(ms));
    // In place: workerd has the file mapped.
    const file = openSync(this.#path, "r+");
    writeSync(file, bytes);
    closeSync(file);
  }

  /** What `boot` gives, which starts gateways. */
  async over(boot) {
    Object.assign(process.env, { LD_PRELOAD: library, CLOCK_FILE: this.#path });
    try {
      return await boot();
    } finally {
      delete process.env.LD_PRELOAD;
      delete process.env.CLOCK_FILE;
    }
  }
}
