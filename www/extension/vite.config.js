import { defineConfig } from "vite";

import { preloadFonts } from "../preload-fonts.js";

// JSX is compiled as tsconfig.json says, without a plugin for Preact. build/build.js adds the settings of the build.
export default defineConfig({
  root: import.meta.dirname,
  plugins: [preloadFonts],
  build: {
    target: ["chrome123", "firefox140"],
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    // The policy in the manifest allows no script, style or wasm from a data: address.
    assetsInlineLimit: 0,
    rollupOptions: {
      input: { popup: "popup.html", panel: "panel.html", options: "options.html", worker: "src/worker.ts" },
      // The manifest names the worker, so its file has no hash.
      output: { entryFileNames: ({ name }) => (name === "worker" ? "worker.js" : "assets/[name]-[hash].js") },
    },
  },
});
