// A Vite plugin that builds the guides of docs/ as pages beside the console, so that a gateway's help describes its own version.

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";

import { Marked } from "marked";

const docs = join(import.meta.dirname, "../docs");

/** Guides that people who use or run the console read. */
const guides = ["console", "topology", "start", "sign-in", "tasks", "errors", "deploy", "costs", "extension-pages", "testing"];

const escape = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

/** The anchor of a heading, as in links between the guides: `roll-back` for `## Roll back`. */
const slug = (text) => text.toLowerCase().replace(/<[^>]*>|[^\p{L}\p{N} -]/gu, "").trim().replaceAll(" ", "-");

/** Maps each Markdown file below docs/ to its file in the built console. */
function pageFiles() {
  const names = [...guides.filter((name) => existsSync(join(docs, `${name}.md`))), ...readdirSync(join(docs, "reference")).map((file) => `reference/${file.replace(/\.md$/, "")}`)];
  return new Map(names.map((name) => [`${name}.md`, `docs/${name}.html`]));
}

function toHtml(file, pages, style) {
  const text = readFileSync(join(docs, file), "utf8");
  const from = dirname(`docs/${file}`);
  const up = relative(from, ".") || ".";
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth, text }) {
        return `<h${depth} id="${escape(slug(text))}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
      link({ href, tokens }) {
        const inside = this.parser.parseInline(tokens);
        if (/^(https:|#)/.test(href)) return `<a href="${escape(href)}">${inside}</a>`;
        const [path, hash] = href.split("#");
        const target = pages.get(join(dirname(file), path));
        // A link to a file that is not served here becomes plain text.
        return target ? `<a href="${escape(relative(from, target) + (hash ? `#${hash}` : ""))}">${inside}</a>` : inside;
      },
      // The guides contain no HTML, so text that looks like it is escaped.
      html: ({ text }) => escape(text),
      image: ({ text }) => escape(text),
      table(token) {
        const row = (cells, tag) => `<tr>${cells.map(({ tokens }) => `<${tag}>${this.parser.parseInline(tokens)}</${tag}>`).join("")}</tr>`;
        return `<div class="table-scroll" tabindex="0" role="group" aria-label="Table"><table><thead>${row(token.header, 'th scope="col"').replaceAll('</th scope="col">', "</th>")}</thead><tbody>${token.rows.map((cells) => row(cells, "td")).join("")}</tbody></table></div>\n`;
      },
      code: ({ text }) => `<pre tabindex="0"><code>${escape(text)}</code></pre>\n`,
    },
  });
  const title = /^# (.*)$/m.exec(text)?.[1] ?? file;
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${escape(title)} · OutX</title>
    <link rel="icon" href="${up}/icon.svg" type="image/svg+xml" />
    <link rel="stylesheet" href="${up}/${style}" />
    <script src="${up}/theme.js"></script>
  </head>
  <body>
    <main class="doc">
      <nav aria-label="Guides">${guideLinks(pages, from)}</nav>
      <article>
${marked.parse(text)}
      </article>
    </main>
  </body>
</html>
`;
}

function guideLinks(pages, from) {
  const links = guides.flatMap((name) => {
    const target = pages.get(`${name}.md`);
    const title = target && /^# (.*)$/m.exec(readFileSync(join(docs, `${name}.md`), "utf8"))?.[1];
    return target ? [`<a href="${relative(from, target)}">${escape(title ?? name)}</a>`] : [];
  });
  return links.join(" ");
}

export const docsPages = {
  name: "docs-pages",
  generateBundle(_, bundle) {
    // The style sheet of the console's entry, not those that are loaded later.
    const entry = Object.values(bundle).find((file) => file.isEntry && file.viteMetadata?.importedCss.size);
    const [style] = entry?.viteMetadata.importedCss ?? [];
    if (!style) throw new Error("the build has no entry with a style sheet for the guides");
    const pages = pageFiles();
    for (const [file, fileName] of pages) this.emitFile({ type: "asset", fileName, source: toHtml(file, pages, style) });
  },
};
