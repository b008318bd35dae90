// outx-gateway usage URL: prints the usage of all teams, for the operator, as CSV or as one JSON object per line.

import { parseArguments } from "./arguments.js";
import { CommandError } from "./command-error.js";
import { TOKEN_VARIABLE, parseUrl, sendWithToken } from "./http.js";

const USAGE = "usage URL [--days 30] [--format csv|json]";
/** The maximum number of teams in one response. */
const PAGE_TEAMS = 10_000;

export async function run(args) {
  const { values: { days = "30", format = "csv" }, positionals: [text] } = parseArguments(args, { options: ["days", "format"], maxPositionals: 1, usage: USAGE });
  const url = parseUrl(text, USAGE);
  if (!["csv", "json"].includes(format)) throw new CommandError(`invalid --format: got ${JSON.stringify(format)}, expected csv or json`);
  if (!(/^\d+$/.test(days) && days >= 1 && days <= 90)) throw new CommandError(`invalid --days: got ${JSON.stringify(days)}, expected a whole number from 1 to 90`);
  if (!process.env[TOKEN_VARIABLE]) {
    throw new CommandError(`${TOKEN_VARIABLE} is not set; set it to a token of scope operator, which mintToken of outx-client/server signs with the gateway's TOKEN_SECRET`);
  }
  const first = `${url}/_gateway/teams?days=${days}&limit=${PAGE_TEAMS}&format=${format}`;
  for (let page = first, isFirst = true; page; isFirst = false) {
    const response = await sendWithToken(page);
    print(await response.text(), format, isFirst);
    const [, next] = response.headers.get("link")?.match(/^<(\?[^>]+)>/) ?? [];
    page = next && new URL(next, page).href;
  }
  return 0;
}

function print(text, format, isFirst) {
  if (format === "json") for (const team of JSON.parse(text).teams) console.log(JSON.stringify(team));
  else process.stdout.write(isFirst ? text : text.slice(text.indexOf("\n") + 1));
}
