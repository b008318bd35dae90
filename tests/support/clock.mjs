// Sets the wall clock of a workerd process.

import { execFileSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";

const folder = mkdtempSync(join(tmpdir(), "outx-clock-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const library = join(folder, "clock.so");

/** Why the clock cannot be set on this machine, for a test's `skip`; `false` where it can. */
export const clockUnavailable = compile();

function compile() {
  if (process.platform !== "linux") return "workerd's clock can be set on Linux only";
  try {
    // The C compiler that Rust uses as linker.
    execFileSync("cc", ["-shared", "-fPIC", "-O1", "-o", library, fileURLToPath(new URL("clock.c", import.meta.url))], { stdio: "pipe" });
    return false;
  } catch (error) {
    return `workerd's clock cannot be set: ${String(error.stderr || error.message).trim()}`;
  }
}

/** A wall clock that starts at this machine's time. Gateways that are started within `run` use it. Timers are not affected. */
export class Clock {
  #path = join(folder, crypto.randomUUID());

  constructor() {
    writeFileSync(this.#path, Buffer.alloc(8));
  }

  /** Sets the difference to this machine's clock, in milliseconds; negative values set the clock back. */
  offset(ms) {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(BigInt(ms));
    // In place: workerd has the file mapped.
    const file = openSync(this.#path, "r+");
    writeSync(file, bytes);
    closeSync(file);
  }

  /** Runs `startGateways` so that the gateways it starts use this clock, and returns its result. */
  async run(startGateways) {
    Object.assign(process.env, { LD_PRELOAD: library, CLOCK_FILE: this.#path });
    try {
      return await startGateways();
    } finally {
      delete process.env.LD_PRELOAD;
      delete process.env.CLOCK_FILE;
    }
  }
}
