export default {
  // The development server must leave the wasm beside its script.
  optimizeDeps: { exclude: ["outx-client"] },
};
