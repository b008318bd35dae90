// Applications of frameworks, each built and run as its documentation says. Part of npm run test:all: an installation has up to 500 packages.

import assert from "node:assert/strict";
import { test } from "node:test";

import * as frameworks from "./frameworks.mjs";
import { framework } from "./support/framework.mjs";
import { assertProfile, openBrowserPage } from "./support/recipe.mjs";

// `frameworks.test.mjs` has these two.
const { sveltekit, reactRouter, next, storybook, ...others } = frameworks;
const nextApp = framework(next);
const stories = framework(storybook);

test("the Next example works: a server component, a route handler, a client component", async (t) => {
  const origin = await nextApp.serve(t, "Turbopack");
  assert.match(await (await fetch(origin)).text(), /<ul>(<li>[^<]+<\/li>){10,}<\/ul>/);
  assert.equal(typeof (await (await fetch(`${origin}/api/team`)).json()).name, "string");
  const page = await openBrowserPage(t);
  await page.goto(`${origin}/profile`);
  await assertProfile(page);
});

test("the story in the README of outx-sandbox shows posts of the demo team", async (t) => {
  const page = await openBrowserPage(t);
  await page.goto(`${await stories.serve(t, "build")}/iframe.html?id=posts--newest&viewMode=story`);
  await page.getByRole("listitem").first().waitFor();
});

for (const each of Object.values(others)) framework(each);
