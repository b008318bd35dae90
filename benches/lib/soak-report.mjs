// Reports a soak: the verdict, and the chapter in docs/reliability.md.

import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";

import { root } from "../../scripts/lib/process.mjs";
import { chart } from "./chart.mjs";
import { WARM_REQUESTS } from "./soak-limits.mjs";
import { HEAP_MB } from "./workerd.mjs";

const PAGE = "docs/reliability.md";
/**
 * Limits. `growth`: memory at the end over that after the first 50,000 requests. `slower`: mean latency of the last tenth over that of the first. `kept`:
 * bytes per request that are still in use at the end; a leak of one reference (4 bytes) per eight requests would exceed it.
 */
const MOST = { growth: 1.05, slower: 1.1, kept: 0.5 };

/**
 * Returns a sentence for each limit that was exceeded. On a machine that `isBusy` with other work, latency and resident memory (which depends on the times
 * of garbage collections) are not checked.
 */
export function judge(soak, isBusy = false) {
  const sum = (key) => [...soak.tenths, soak.visitors].reduce((total, part) => total + Math.abs(part[key]), 0);
  return [
    sum("errors") > 0 && `${sum("errors")} requests failed; look at the gateway's log`,
    sum("lost") > 0 && `${sum("lost")} requests have no response, or more than one`,
    sum("doubled") > 0 && `${sum("doubled")} calls more or fewer came to the API than were asked of the gateway`,
    !isBusy && growth(soak) > MOST.growth && `memory grew ${growth(soak).toFixed(3)} times after ${WARM_REQUESTS} requests; at most ${MOST.growth}`,
    kept(soak) >= MOST.kept && `${kept(soak).toFixed(1)} bytes per request stay in use of V8's heap; fewer than ${MOST.kept}, or something leaks`,
    !isBusy && slower(soak) > MOST.slower && `the last tenth took ${slower(soak).toFixed(2)} times the first's mean; at most ${MOST.slower}`,
  ].filter(Boolean);
}

/** The results as tables and sentences in Markdown. */
export function text(soak) {
  return [...tenths(soak), "", ...soak.beside.length > 0 ? [...beside(soak), ""] : []].join("\n").trimEnd();
}

/** Writes the chapter and its chart. The chapters after it in the document are kept. */
export function write(soak) {
  const points = soak.rss.map(({ requests, kB }) => [requests, kB / 1024]);
  writeFileSync(join(root, "docs/images/soak.svg"), chart({ title: "Resident memory of workerd", x: "requests", y: "MB", points, mark: soak.requests }));
  const page = join(root, PAGE);
  const others = readFileSync(page, "utf8").match(/^## [^]*/m);
  writeFileSync(page, chapter(soak).replaceAll(/\n{3,}/g, "\n\n") + (others ? `\n${others[0]}` : ""));
}

function chapter(soak) {
  const failures = judge(soak).map((failure) => `Not reached in this run: ${failure}.\n`);
  return `# Reliability

Written by \`npm run soak -- --requests ${soak.requests} --sessions ${soak.sessions} --rate ${soak.rate} --write\`: reads through the built gateway in workerd, session access,
the whole policy on, ${number(soak.rate)} requests per second over 32 connections, with upstream, load and gateway on one machine of ${cpus().length} cores. V8's heap is limited to
${HEAP_MB} MB, the limit of an isolate on Cloudflare. Then every visitor of the last row sends one request, each with a session that the isolate has not seen.

${tenths(soak).join("\n")}

${failures.join("\n")}
![Resident memory of workerd over the run](images/soak.svg)

The line in the chart is where the new visitors begin: their opened sessions are kept, up to a limit, so memory may grow there.

${soak.beside.length > 0 ? `What the limit does: V8 lets the objects of requests pass through its small collections and frees them in whole ones only, which it puts off further
each time as long as its heap has no limit. Each of these objects holds memory of workerd's own. So without the limit, as workerd runs by itself, memory and
the pauses of collections grow for any Worker, while what is in use after a collection stays the same.

${beside(soak).join("\n")}
` : ""}`;
}

function tenths(soak) {
  const row = (name, { perSecond, p50, p99, mean, errors }) => `| ${name} | ${errors} | ${Math.round(perSecond)} | ${mean.toFixed(2)} | ${p50} | ${p99} |`;
  return [
    "| part | errors | responses/s | mean ms | p50 ms | p99 ms |",
    "|---|---|---|---|---|---|",
    ...soak.tenths.map((tenth, index) => row(`tenth ${index + 1}`, tenth)),
    row(`${number(soak.sessions)} visitors, one call each`, soak.visitors),
    "",
    `Memory after ${number(soak.requests)} requests is ${growth(soak).toFixed(3)} times that after the first ${number(WARM_REQUESTS)} (goal: ${MOST.growth} at most),`,
    `${kept(soak).toFixed(1)} bytes per request stay in use of V8's heap (${kilobytes(soak.used[0])} once warm, ${kilobytes(soak.used.at(-1))} at the end; goal: fewer than ${MOST.kept});`,
    `the last tenth's mean latency is ${slower(soak).toFixed(2)} times the first's (goal: ${MOST.slower} at most).`,
  ];
}

/** A table of all runs, the soak first, up to the number of requests of the shortest. */
function beside(soak) {
  const runs = [{ name: "outx", heapMb: HEAP_MB, ...soak }, ...soak.beside];
  const until = Math.min(...runs.map(({ rss, reads }) => rss[reads - 1].requests));
  const row = (name, told) => `| ${name} | ${runs.map(told).join(" | ")} |`;
  return [
    row("", ({ name, heapMb }) => (heapMb ? `${name}, ${heapMb} MB` : `${name}, no limit`)),
    `|---|${runs.map(() => "---:|").join("")}`,
    row(`resident after ${number(WARM_REQUESTS)} requests`, (run) => megabytes(residentAt(run, WARM_REQUESTS))),
    row(`resident after ${number(until)}`, (run) => megabytes(residentAt(run, until))),
    row("in use of V8's heap after a whole collection, warm", ({ used }) => kilobytes(used[0])),
    row("the same at the end", ({ used }) => kilobytes(used.at(-1))),
    row("last tenth's mean latency over the first's", (run) => `${slower(run).toFixed(2)} x`),
    row("p99 of the last tenth", ({ tenths }) => `${tenths.at(-1).p99} ms`),
  ];
}

/** Resident memory at the end of the reads over that after the first 50,000. */
function growth({ rss, reads }) {
  return residentAt({ rss, reads }, Infinity) / residentAt({ rss, reads }, WARM_REQUESTS);
}

/** Resident memory in kB after `requests` were served, as the mean of five samples. */
function residentAt({ rss, reads }, requests) {
  const first = rss.slice(0, reads).findIndex((sample) => sample.requests >= requests);
  const from = first < 0 ? reads - 5 : Math.min(first, reads - 5);
  const samples = rss.slice(Math.max(0, from), Math.max(0, from) + 5);
  return samples.reduce((sum, { kB }) => sum + kB, 0) / samples.length;
}

function kept({ used }) {
  const [warm, end] = [used[0], used.at(-1)];
  return (end.bytes - warm.bytes) / (end.requests - warm.requests);
}

function slower({ tenths }) {
  return tenths.at(-1).mean / tenths[0].mean;
}

function number(value) {
  return value.toLocaleString("en");
}

function megabytes(kB) {
  return `${Math.round(kB / 1024)} MB`;
}

function kilobytes({ bytes }) {
  return `${number(Math.round(bytes / 1024))} kB`;
}
