// The texts of llms.txt and llms-full.txt (llmstxt.org): an index of the documentation, and the whole of it, for language models.

import { posix } from "node:path";

const INDEX = "docs/README.md";
const SUMMARY = "LinkedIn data from OutX in front ends, extension pages, Node and edge workers: a typed client, a gateway that keeps the API key out of browsers, and a sandbox to test against.";
const NOTES = `- In a browser use \`new Outx({ gateway })\`, never \`apiKey\`: it throws there. On a server use \`new Outx({ apiKey: () => process.env.OUTX_API_KEY })\`.
- Field names are those of the API (\`watchlist_id\`, \`fetchFreqInHours\`). Call options are the last argument, never among the arguments.
- Calls retry by themselves. Branch on \`error.code\`, not on the message.
- What happens on LinkedIn is a \`Task\`: keep \`task.id\`, await \`task.wait()\`. Each counts towards an hourly budget.`;

/** The pages for users, `{ path, title, what }`, in the order of the index. `read(path)` returns the text of a file of the repository. */
export function pagesOf(read) {
  const section = read(INDEX).match(/^## Build with outx-client\n(.*?)(?=^## )/ms)[1];
  const rows = [...section.matchAll(/^\| (.+?) \| (.*?) \|$/gm)].slice(1).filter(([, what]) => !what.startsWith("-"));
  return rows.map(([, what, cell]) => {
    const [, title, link] = cell.match(/\[(.+?)\]\((.+?)\)/);
    return { path: posix.join(posix.dirname(INDEX), link), title: title[0].toUpperCase() + title.slice(1), what };
  });
}

/** The text of llms.txt, with a line per page. */
export function index(read) {
  const lines = pagesOf(read).map(({ path, title, what }) => `- [${title}](${path}): ${what}`);
  return `# outx-client\n\n> ${SUMMARY}\n\n${NOTES}\n\n## Documentation\n\n${lines.join("\n")}\n\n## Optional\n\n- [All of it in one file](llms-full.txt)\n`;
}

/** The text of llms-full.txt: all pages, with the reference of each operation after the page that lists them. `list(folder)` returns file names. */
export function full(read, list) {
  const paths = pagesOf(read).flatMap(({ path }) => {
    const folder = posix.dirname(path);
    if (folder !== "docs/reference") return [path];
    return [path, ...list(folder).filter((name) => name.endsWith(".md") && name !== "README.md").sort().map((name) => `${folder}/${name}`)];
  });
  return paths.map((path) => `<!-- ${path} -->\n\n${plain(read(path))}\n`).join("\n");
}

/** Removes images and comments from a page. */
function plain(text) {
  return text.replace(/^<!--.*?-->\n/gms, "").replace(/!\[[^\]]*\]\([^)]*\)/g, "").replace(/\n{3,}/g, "\n\n").trim();
}
