import { Outx, isOutxError, readProfile } from "outx-client";

const outx = new Outx({ apiKey: process.env.OUTX_API_KEY, baseUrl: process.env.OUTX_URL });

try {
  const { watchlists } = await outx.watchlists.keyword.list();
  let count = 0;
  for await (const post of outx.posts.list({ watchlist_id: watchlists[0].id, page_size: 5 })) {
    console.log(`${post.likes_count} likes  ${post.content}`);
    if (++count === 12) break; // no further page is requested
  }

  const task = await outx.linkedin.fetchProfile({ profile_slug: process.argv[2] ?? "ada-example" });
  for await (const { status } of task) console.error(`task ${task.id}: ${status}`);
  const { name, headline } = readProfile(await task.wait());
  console.log(`${name}: ${headline}`);
} catch (error) {
  if (!isOutxError(error)) throw error;
  console.error(`${error.operation} failed with ${error.code}: ${error.message}`);
  process.exitCode = 1;
}
