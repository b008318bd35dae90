// The examples for frameworks, built and used as docs/frameworks.md shows them. Part of npm run test:all.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import * as vite from "vite";

import { startGateway } from "../support/gateway.mjs";
import { serveSite } from "../support/site.mjs";
import { linked } from "./support/long.mjs";
import { example, project } from "./support/project.mjs";
import { assertRecipe, openBrowserPage } from "./support/recipe.mjs";

const packages = {
  react: ["react", "react-dom", "@tanstack/react-query"],
  vue: ["vue", "@vitejs/plugin-vue"],
  svelte: ["svelte", "@sveltejs/vite-plugin-svelte"],
};

test("SWR lists posts page after page, creates a task and follows it", async (t) => {
  const page = await openBrowserPage(t);
  await buildAndUse(t, page, linked(project("swr"), "react", "react-dom", "swr", "vite"));
  const first = await page.getByRole("listitem").count();
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("listitem").nth(first).waitFor();
});

for (const [name, needed] of Object.entries(packages)) {
  test(`the ${name} example lists posts and follows a task`, async (t) => {
    const page = await openBrowserPage(t);
    await buildAndUse(t, page, linked(example(name), ...needed, "vite"));
  });
}

async function buildAndUse(t, page, folder) {
  const dist = join(folder, "dist");
  mkdirSync(dist);
  const origin = await serveSite(t, dist);
  const gateway = await startGateway(t, { settings: { ALLOWED_ORIGINS: origin } });
  process.env.VITE_GATEWAY = gateway.url;
  await vite.build({ root: folder, logLevel: "error" });
  await assertRecipe(page, origin, gateway);
}
