import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { infiniteQueryOptions, queryOptions } from "outx-client/query";

export function Posts({ outx }) {
  const lists = useQuery(queryOptions(outx, "watchlists.keyword.list"));
  const id = lists.data?.watchlists[0]?.id;
  const posts = useInfiniteQuery({ ...infiniteQueryOptions(outx, "posts.list", { watchlist_id: id ?? "" }), enabled: id !== undefined });

  if (lists.error) return <p role="alert">{lists.error.message}</p>;
  return (
    <>
      <ul>{posts.data?.pages.flatMap(({ data }) => data).map((post) => <li key={post.id}>{post.content}</li>)}</ul>
      {posts.hasNextPage && <button onClick={() => posts.fetchNextPage()}>More</button>}
    </>
  );
}
