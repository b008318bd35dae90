const gateway = process.env.GATEWAY ?? "http://127.0.0.1:8787";

// In development, the page's own origin passes calls on to the gateway: the cookie is of that origin, and no CORS is involved.
export default {
  server: { proxy: { "^/(api-|linkedin-agent/|_gateway/)": { target: gateway, changeOrigin: true, headers: { origin: gateway } } } },
};
