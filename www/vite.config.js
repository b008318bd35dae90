import { defineConfig } from "vite";

import { docsPages } from "./docs-pages.js";
import { preloadFonts } from "./preload-fonts.js";

// JSX is compiled as tsconfig.json says, without a plugin for Preact.
export default defineConfig({
  root: import.meta.dirname,
  plugins: [preloadFonts, docsPages],
  build: {
    // Browsers that support the CSS function light-dark(), which the styles use.
    target: ["chrome123", "firefox128", "safari17.5"],
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    // The policy in public/_headers allows no script, style or wasm from a data: address.
    assetsInlineLimit: 0,
  },
  // `npm run dev` serves the pages itself and forwards calls to the gateway of a running `npm start`.
  server: {
    proxy: Object.fromEntries(["/_gateway", "/linkedin-agent", "/api-"].map((path) => [path, "http://127.0.0.1:8787"])),
  },
});
