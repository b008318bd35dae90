// A proxy that adds the API key and checks nothing.

export default {
  fetch(request, env) {
    const { pathname, search } = new URL(request.url);
    const forward = new Request(env.OUTX_UPSTREAM + pathname + search, request);
    forward.headers.set("x-api-key", env.OUTX_API_KEY);
    return fetch(forward);
  },
};
