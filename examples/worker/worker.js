import { NotFoundError, Outx, isOutxError } from "outx-client";

/** Responds to `GET /{watchlist}` with the texts of its ten newest posts. */
export default {
  async fetch(request, env) {
    const outx = new Outx({ apiKey: env.OUTX_API_KEY, baseUrl: env.OUTX_URL });
    const watchlist_id = new URL(request.url).pathname.slice(1);
    try {
      await outx.watchlists.keyword.get(watchlist_id);
      const { data } = await outx.posts.list({ watchlist_id, page_size: 10 }, { signal: request.signal }).page();
      return Response.json(data.map(({ content }) => content));
    } catch (error) {
      if (!isOutxError(error)) throw error;
      return Response.json({ error: error.code }, { status: error instanceof NotFoundError ? 404 : 502 });
    }
  },
};
