import { defineConfig } from "wxt";

const gateway = process.env.WXT_GATEWAY ?? "http://127.0.0.1:8787";

export default defineConfig({
  manifest: {
    name: "OutX example",
    permissions: ["storage"],
    host_permissions: [`${gateway}/*`],
    // The client is WebAssembly, which Manifest V3 forbids by default.
    content_security_policy: { extension_pages: "script-src 'self' 'wasm-unsafe-eval'; object-src 'self'" },
  },
  vite: () => ({ define: { __GATEWAY__: JSON.stringify(gateway) } }),
});
