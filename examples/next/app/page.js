import { outx } from "./outx.js";

export const dynamic = "force-dynamic";

export default async function Page() {
  const { watchlists } = await outx.watchlists.keyword.list();
  const { data } = await outx.posts.list({ watchlist_id: watchlists[0].id }).page();
  return <ul>{data.map((post) => <li key={post.id}>{post.content}</li>)}</ul>;
}
