// Records a run: in benches/recorded.jsonl for comparison, and as table and charts in docs/performance.md.

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";

import { Problem, root } from "../../scripts/lib/process.mjs";
import { tool } from "./load.mjs";
import { lines, merged, table } from "./report.mjs";

export const RECORD = "benches/recorded.jsonl";
const PAGE = "docs/performance.md";
const CHARTS = [
  ["growth-connections", "Requests per second by connections"],
  ["growth-sessions", "Requests per second by signed-in visitors, 32 connections"],
  ["growth-teams", "Writes per second by teams in one workerd, each with a ledger"],
  ["growth-teams-p50", "Half of the writes have a response within, by teams"],
  ["growth-teams-p99", "99 of 100 writes have a response within, by teams"],
  ["growth-ledger", "Writes per second by rows in the team's ledger"],
  ["growth-ledger-p50", "Half of the writes have a response within, by rows in the ledger"],
  ["growth-ledger-p99", "99 of 100 writes have a response within, by rows in the ledger"],
  ["growth-ledger-reads", "Counted reads per second by rows in the team's ledger"],
  ["growth-polls", "Half of the polls have a response within, by visitors who poll one task without a pause"],
  ["growth-polls-upstream", "Upstream calls per second for these polls"],
  ["growth-in-flight", "Calls per second in Node by calls in flight"],
  ["growth-followers", "Until every follower of one task in one client has its state, in Node"],
];

/** Makes `rows` the record. Rows of figures that were not measured this time stay as they are. */
export function record(rows) {
  const file = join(root, RECORD);
  const all = merged(rows, existsSync(file) ? readFileSync(file, "utf8") : "");
  writeFileSync(file, lines(all));

  const page = join(root, PAGE);
  const figures = all.filter((row) => row.at === undefined);
  const text = put(readFileSync(page, "utf8"), "table", `${machine()}\n\n${table(figures)}`);
  writeFileSync(page, put(text, "charts", CHARTS.map(([name, title]) => chart(title, all.filter((row) => row.name === name))).filter(Boolean).join("\n\n")));
}

// A Mermaid chart and a table of the same data, because the chart has no legend.
function chart(title, rows) {
  if (rows.length === 0) return "";
  const at = [...new Set(rows.map((row) => row.at))];
  const series = new Map([["outx", at.map((x) => rows.find((row) => row.at === x).ours)]]);
  for (const name of new Set(rows.map((row) => row.peerName))) {
    series.set(name, at.map((x) => rows.find((row) => row.at === x && row.peerName === name).peer));
  }
  const round = (values) => values.map((value) => (value < 100 ? Number(value.toPrecision(2)) : Math.round(value)));
  const head = `| | ${at.map((x) => x.toLocaleString("en")).join(" | ")} |`;
  const body = [...series].map(([name, values]) => `| ${name} | ${round(values).map((value) => value.toLocaleString("en")).join(" | ")} |`);
  return [
    `### ${title}`, "",
    "```mermaid", "xychart-beta", `  x-axis [${at.map((x) => JSON.stringify(String(x))).join(", ")}]`, `  y-axis "${rows[0].unit}" 0 --> ${top([...series.values()].flat())}`,
    ...[...series.values()].map((values) => `  line [${round(values).join(", ")}]`), "```", "",
    `Lines are in the order of this table.`, "",
    head, `|---|${at.map(() => "---:|").join("")}`, ...body,
  ].join("\n");
}

// The next round number above all values.
function top(values) {
  const step = 10 ** Math.floor(Math.log10(Math.max(...values)));
  return Math.ceil(Math.max(...values) / step) * step;
}

function machine() {
  const chrome = execFileSync(join(root, "scripts/setup/browsers"), { encoding: "utf8" }).match(/^CHROME_BIN=(.*)$/m)[1];
  const version = execFileSync(chrome, ["--version"], { encoding: "utf8" }).match(/[\d.]+/)[0];
  const { version: miniflare } = JSON.parse(readFileSync(join(root, "node_modules/miniflare/package.json"), "utf8"));
  const [{ model }, { length }] = [cpus()[0], cpus()];
  return `${new Date().toISOString().slice(0, 10)}, ${length} cores (${model}), Node ${process.versions.node}, Chromium ${version}, Miniflare ${miniflare}, load by ${tool}.`;
}

function put(page, mark, text) {
  const [begin, end] = [`<!-- ${mark}: written by npm run bench -- --record -->`, `<!-- /${mark} -->`];
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Problem(`${PAGE} has lost its marks ${begin} and ${end}`);
  return `${page.slice(0, from)}${begin}\n\n${text}\n\n${page.slice(to)}`;
}
