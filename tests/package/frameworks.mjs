// Applications of frameworks: what each is made of, how it is built and run, and where it must report. `support/framework.mjs` explains the fields.
// Versions are the newest that run on Node 20, unless one names another Node.

import { chromium } from "../../scripts/lib/browsers.mjs";

const page = (path) => ({ page: path });

const REACT = { react: "19.3.1", "react-dom": "19.3.1" };

const NODE = "24.22.3";

const MV3 = "`'wasm-unsafe-eval'` in the manifest's `content_security_policy.extension_pages`";

export const next = {
  name: "Next",
  packages: { next: "16.4.6", ...REACT },
  files: ["fixtures/next", "../../examples/next"],
  places: { "server component": "/server", "route handler": "/endpoint", "edge route": "/edge", "client component": page("/client") },
  modes: {
    Turbopack: { build: ["next", "build"], start: ["next", "start", "--hostname", "127.0.0.1", "--port", "$PORT"] },
    "development server": { start: ["next", "dev", "--hostname", "127.0.0.1", "--port", "$PORT"], env: { OUTPUT: "development" } },
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

export const storybook = {
  name: "Storybook",
  packages: { storybook: "10.6.7", "@storybook/react-vite": "10.6.7", vite: "7.3.8", ...REACT },
  files: ["fixtures/storybook"],
  places: { story: page("/iframe.html?id=outx--story&viewMode=story") },
  modes: {
    build: { build: ["storybook", "build", "--output-dir", "dist"], site: "dist" },
  },
};

export const crxjs = {
  name: "CRXJS",
  packages: { "@crxjs/vite-plugin": "3.0.0", vite: "8.3.8" },
  files: ["fixtures/extension", "fixtures/crxjs"],
  how: MV3,
  modes: { build: { build: ["vite", "build"], extension: "dist" } },
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
