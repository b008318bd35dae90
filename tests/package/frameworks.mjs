// Applications of frameworks: their packages, how they are built and run, and the places that report. `support/framework.mjs` explains the fields.
// Versions are the newest that run on Node 20, or the newest of all where `node` names another version.

import { chromium } from "../../scripts/lib/browsers.mjs";

const page = (path) => ({ page: path });

const REACT = { react: "19.3.1", "react-dom": "19.3.1" };

const NODE = "24.22.3";

const MV3 = "`'wasm-unsafe-eval'` in the manifest's `content_security_policy.extension_pages`";

export const next = {
  name: "Next",
  packages: { next: "16.4.6", ...REACT },
  files: ["fixtures/next", "fixtures/next-edge-route", "../../examples/next"],
  places: { "server component": "/server", "route handler": "/endpoint", "edge route": "/edge", "edge page": "/edge-page", "client component": page("/client") },
  modes: {
    Turbopack: { build: ["next", "build"], start: ["next", "start", "--hostname", "127.0.0.1", "--port", "$PORT"] },
    "development server": { start: ["next", "dev", "--hostname", "127.0.0.1", "--port", "$PORT"], env: { OUTPUT: "development" } },
  },
};

// Without the edge route: with webpack, Next 16.4.6 builds no route handler in the edge runtime. It looks for route_client-reference-manifest.js, which it writes
// only for entries of the client, whatever the handler imports.
export const nextWebpack = {
  ...next,
  files: ["fixtures/next"],
  places: { "server component": "/server", "route handler": "/endpoint", "edge page": "/edge-page", "client component": page("/client") },
  modes: {
    webpack: { build: ["next", "build", "--webpack"], start: ["next", "start", "--hostname", "127.0.0.1", "--port", "$PORT"] },
    "development server with webpack": { start: ["next", "dev", "--webpack", "--hostname", "127.0.0.1", "--port", "$PORT"], env: { OUTPUT: "development" } },
  },
};

export const sveltekit = {
  name: "SvelteKit",
  packages: { "@sveltejs/kit": "2.70.4", "@sveltejs/adapter-node": "5.5.7", "@sveltejs/vite-plugin-svelte": "7.3.1", svelte: "5.57.3", vite: "8.3.8" },
  files: ["fixtures/sveltekit", "fixtures/sveltekit-2"],
  places: { "server load": "/server", endpoint: "/endpoint", page: page("/client") },
  modes: {
    build: { build: ["vite", "build"], start: ["node", "build/index.js"] },
    "development server": { start: ["vite", "dev", "--host", "127.0.0.1", "--port", "$PORT"] },
  },
};

export const sveltekit3 = {
  ...sveltekit,
  packages: { "@sveltejs/kit": "3.2.0", "@sveltejs/adapter-node": "6.0.1", "@sveltejs/vite-plugin-svelte": "7.3.1", svelte: "5.57.3", vite: "8.3.8" },
  node: NODE,
  files: ["fixtures/sveltekit", "fixtures/sveltekit-3"],
};

export const reactRouter = {
  name: "React Router",
  packages: {
    "@react-router/dev": "7.18.4", "@react-router/node": "7.18.4", "@react-router/serve": "7.18.4", "react-router": "7.18.4", isbot: "5.2.3", vite: "7.3.8", ...REACT,
  },
  files: ["fixtures/react-router"],
  places: { loader: "/server", "resource route": "/endpoint", component: page("/client") },
  modes: {
    build: { build: ["react-router", "build"], start: ["react-router-serve", "build/server/index.js"] },
    "development server": { start: ["react-router", "dev", "--host", "127.0.0.1", "--port", "$PORT"] },
  },
};

export const reactRouter8 = {
  ...reactRouter,
  packages: {
    "@react-router/dev": "8.4.0", "@react-router/node": "8.4.0", "@react-router/serve": "8.4.0", "react-router": "8.4.0", isbot: "5.2.3", vite: "8.3.8", ...REACT,
  },
  node: NODE,
};

export const nuxt = {
  name: "Nuxt",
  packages: { nuxt: "4.4.5" },
  files: ["fixtures/nuxt"],
  sharedIn: "shared",
  places: { page: "/server", "server route": "/endpoint", "page in the browser": page("/client") },
  modes: {
    build: { build: ["nuxt", "build"], start: ["node", ".output/server/index.mjs"] },
    "development server": { start: ["nuxt", "dev", "--host", "127.0.0.1", "--port", "$PORT"] },
  },
};

export const nuxt45 = { ...nuxt, packages: { nuxt: "4.5.2", vite: "8.3.8" }, node: NODE };

export const nuxtWorkers = {
  ...nuxt,
  packages: { nuxt: "4.4.5", wrangler: "4.86.0" },
  files: ["fixtures/nuxt", "fixtures/nuxt-cloudflare"],
  how: "`nitro: { experimental: { wasm: true } }`",
  modes: {
    "preset cloudflare_module": { build: ["nuxt", "build"], start: ["wrangler", "dev", "--cwd", ".output", "--ip", "127.0.0.1", "--port", "$PORT"] },
  },
};

export const astro = {
  name: "Astro",
  packages: { astro: "5.18.2", "@astrojs/node": "9.5.5" },
  files: ["fixtures/astro"],
  places: { page: "/server", endpoint: "/endpoint", script: page("/client") },
  modes: {
    build: { build: ["astro", "build"], start: ["node", "dist/server/entry.mjs"] },
    "development server": { start: ["astro", "dev", "--host", "127.0.0.1", "--port", "$PORT"] },
  },
};

export const astro7 = { ...astro, packages: { astro: "7.3.5", "@astrojs/node": "11.1.6", vite: "8.3.8" }, node: NODE };

export const solidstart = {
  name: "SolidStart",
  packages: { "@solidjs/start": "2.0.5", "@solidjs/router": "1.0.0", "solid-js": "1.9.20", nitro: "3.0.260903-beta", vite: "8.3.8" },
  node: NODE,
  files: ["fixtures/solidstart"],
  places: { "server function": "/server", "API route": "/endpoint", component: page("/client") },
  modes: {
    build: { build: ["vite", "build"], start: ["node", ".output/server/index.mjs"] },
    "development server": { start: ["vite", "dev", "--host", "127.0.0.1", "--port", "$PORT"] },
  },
};

export const angular = {
  name: "Angular",
  packages: {
    "@angular/core": "21.2.26", "@angular/common": "21.2.26", "@angular/compiler": "21.2.26", "@angular/compiler-cli": "21.2.26", "@angular/platform-browser": "21.2.26",
    "@angular/build": "21.2.27", "@angular/cli": "21.2.28", rxjs: "7.8.2", tslib: "2.9.1", typescript: "5.9.3",
  },
  files: ["fixtures/angular"],
  places: { component: page("/") },
  modes: {
    build: { build: ["ng", "build"], site: "dist/browser" },
    "development server": { start: ["ng", "serve", "--host", "127.0.0.1", "--port", "$PORT"] },
  },
};

export const angularSsr = {
  name: "Angular",
  packages: {
    "@angular/core": "22.2.0", "@angular/common": "22.2.0", "@angular/compiler": "22.2.0", "@angular/compiler-cli": "22.2.0", "@angular/platform-browser": "22.2.0",
    "@angular/platform-server": "22.2.0", "@angular/router": "22.2.0", "@angular/ssr": "22.2.0", "@angular/build": "22.2.0", "@angular/cli": "22.2.0",
    "@types/node": "24.19.4", express: "5.3.0", rxjs: "7.8.2", tslib: "2.9.1", typescript: "6.0.3",
  },
  node: NODE,
  files: ["fixtures/angular-ssr"],
  places: { "server rendering": "/", "server route": "/endpoint", component: page("/") },
  modes: {
    "build with SSR": { build: ["ng", "build"], start: ["node", "dist/server/server.mjs"] },
    "development server with SSR": { start: ["ng", "serve", "--host", "127.0.0.1", "--port", "$PORT"] },
  },
};

export const storybook = {
  name: "Storybook",
  packages: { storybook: "10.6.7", "@storybook/react-vite": "10.6.7", vite: "7.3.8", ...REACT },
  files: ["fixtures/storybook"],
  places: { story: page("/iframe.html?id=outx--story&viewMode=story") },
  modes: {
    build: { build: ["storybook", "build", "--output-dir", "dist"], site: "dist" },
    "development server": { start: ["storybook", "dev", "--host", "127.0.0.1", "--port", "$PORT", "--exact-port", "--ci"] },
  },
};

export const crxjs = {
  name: "CRXJS",
  packages: { "@crxjs/vite-plugin": "3.0.0", vite: "8.3.8" },
  files: ["fixtures/extension", "fixtures/crxjs"],
  how: MV3,
  modes: {
    build: { build: ["vite", "build"], extension: "dist" },
    "development server": { start: ["vite", "dev", "--host", "127.0.0.1", "--port", "$PORT"], extension: "dist" },
  },
};

export const wxt = {
  name: "WXT",
  packages: { wxt: "0.21.4", vite: "8.3.8" },
  node: NODE,
  files: ["fixtures/extension", "fixtures/wxt"],
  how: MV3,
  modes: { build: { build: ["wxt", "build"], extension: ".output/chrome-mv3" } },
};

export const tsdown = {
  name: "tsdown",
  packages: { tsdown: "0.21.10" },
  files: ["fixtures/server", "fixtures/tsdown"],
  modes: {
    "the package in the bundle": { build: ["tsdown"], bundle: "dist/main.mjs" },
  },
};

export const cloudflareVite = {
  name: "@cloudflare/vite-plugin",
  packages: { "@cloudflare/vite-plugin": "1.34.0", vite: "8.3.8", wrangler: "4.86.0" },
  files: ["fixtures/workerd", "fixtures/cloudflare-vite"],
  places: { Worker: "/" },
  modes: {
    build: { build: ["vite", "build"], start: ["vite", "preview", "--host", "127.0.0.1", "--port", "$PORT"] },
    "development server": { start: ["vite", "dev", "--host", "127.0.0.1", "--port", "$PORT"] },
  },
};

// 0.15.1, the newest that runs on Node 20, does not load the wasm.
export const vitestWorkers = {
  name: "Vitest in workerd (@cloudflare/vitest-pool-workers)",
  packages: { "@cloudflare/vitest-pool-workers": "0.23.0", vitest: "4.1.12" },
  node: NODE,
  files: ["fixtures/workerd", "fixtures/pool-workers"],
  modes: { test: { program: ["vitest", "run"] } },
};

export const vitestBrowser = {
  name: "Vitest browser mode",
  packages: { vitest: "4.1.12", "@vitest/browser-playwright": "4.1.12", playwright: "1.65.1" },
  files: ["fixtures/vitest-browser"],
  modes: { test: { program: ["vitest", "run"], env: { LAUNCH_OPTIONS: JSON.stringify(chromium()) } } },
};

const PAGE = { DANGEROUSLY_ALLOW_KEY: "1" };

export const vitest5 = {
  name: "Vitest",
  packages: { vitest: "5.1.2", jsdom: "31.0.1", "happy-dom": "21.0.4" },
  node: NODE,
  files: ["fixtures/vitest"],
  modes: Object.fromEntries(["node", "jsdom", "happy-dom"].map((environment) => [
    environment, { program: ["vitest", "run", "--reporter=dot", `--environment=${environment}`], env: PAGE },
  ])),
};

export const jestHappyDom = {
  name: "Jest",
  packages: { jest: "30.5.2", "@happy-dom/jest-environment": "20.14.5" },
  files: ["fixtures/jest-commonjs"],
  modes: { "happy-dom": { program: ["jest", "--env=@happy-dom/jest-environment", "main.test.cjs"], env: PAGE } },
};

/** Versions of Node. From 20.19 on, `require` also loads ES modules. */
const runtime = (node) => ({
  name: "Node",
  packages: {},
  node,
  files: ["fixtures/node", "fixtures/commonjs", "fixtures/thread"],
  modes: { "ES modules": { program: ["node", "main.js"] }, "`require`": { program: ["node", "main.cjs"] }, "a worker thread": { program: ["node", "thread.js"] } },
});

export const node2019 = runtime("20.19.0");
export const node22 = runtime("22.23.5");
export const node24 = runtime(NODE);
export const node26 = runtime("26.10.0");
