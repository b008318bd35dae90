// Types of outx-client/query, and of outx-client/server.

import type { CallOptions, GatewayHealth, GatewayUsage, LikeArgs, ListPostsArgs, PostList, ProfileOutput, Receipt, Session, Task, TaskStatus, Team, WatchlistList, KeywordWatchlist } from "outx-client";
import { Outx } from "outx-client";
import { infiniteQueryOptions, mutationOptions, queryKey, queryOptions, swr, swrInfinite, swrMutation } from "outx-client/query";
import type { QueryKey } from "outx-client/query";
import { mintToken } from "outx-client/server";
import { equal } from "./equal.mjs";

const outx = new Outx({ gateway: "https://gateway.example" });
const context = { signal: new AbortController().signal };
const options: CallOptions = { timeoutMs: 1_000 };

equal<Team>()(await queryOptions(outx, "team.get").queryFn(context));
equal<Team>()(await queryOptions(outx, "team.get", undefined, options).queryFn(context));
equal<TaskStatus>()(await queryOptions(outx, "tasks.get", "t-1").queryFn(context));
equal<PostList>()(await queryOptions(outx, "posts.list", { watchlist_id: "w-1" }).queryFn(context));
equal<WatchlistList<KeywordWatchlist>>()(await queryOptions(outx, "watchlists.keyword.list").queryFn(context));
equal<KeywordWatchlist>()(await queryOptions(outx, "watchlists.keyword.get", "w-1").queryFn(context));
equal<QueryKey>()(queryOptions(outx, "team.get").queryKey);
equal<QueryKey>()(queryKey(outx, "watchlists"));

equal<Session | null>()(await queryOptions(outx, "auth.session", undefined, options).queryFn(context));
equal<GatewayUsage>()(await queryOptions(outx, "gateway.usage", { days: 7 }).queryFn(context));
equal<GatewayHealth>()(await queryOptions(outx, "gateway.health").queryFn(context));

// @ts-expect-error the arguments are missing
queryOptions(outx, "posts.list");
// @ts-expect-error no such argument
queryOptions(outx, "posts.list", { watchlist_id: "w-1", limit: 3 });
// @ts-expect-error the operation writes
queryOptions(outx, "engagement.like", { post_id: "p-1", user_email: "a@outx.test" });
// @ts-expect-error no such operation
queryOptions(outx, "teams.get");

const posts = infiniteQueryOptions(outx, "posts.list", { watchlist_id: "w-1" }, options);
equal<PostList>()(await posts.queryFn({ ...context, pageParam: 1 }));
equal<number | undefined>()(posts.getNextPageParam({ data: [] }, [], 1));
// @ts-expect-error not a list
infiniteQueryOptions(outx, "team.get", {});

const like = mutationOptions(outx, "engagement.like", options);
equal<(args: LikeArgs) => Promise<Receipt>>()(like.mutationFn);
equal<Task<ProfileOutput>>()(await mutationOptions(outx, "linkedin.fetchProfile").mutationFn({ profile_slug: "ada-example" }));
// @ts-expect-error the operation reads
mutationOptions(outx, "team.get");

const [key, fetcher, settings] = swr(outx, "posts.list", { watchlist_id: "w-1" });
equal<QueryKey>()(key);
equal<PostList>()(await fetcher());
equal<false>()(settings.shouldRetryOnError);
const [keyOf] = swrInfinite(outx, "posts.list", { watchlist_id: "w-1" } satisfies ListPostsArgs);
equal<QueryKey | null>()(keyOf(0, null));
const [, send] = swrMutation(outx, "engagement.like");
equal<Receipt>()(await send(key, { arg: { post_id: "p-1", user_email: "a@outx.test" } }));

const secret = "s".repeat(32);
equal<Promise<string>>()(mintToken({ secret, subject: "user-1", scope: "write", ops: ["posts.list", "linkedin.*", "watchlists.keyword.*", "watchlists.*"], actionsPerHour: 5, name: "Ada", expiresIn: 60 }));
// @ts-expect-error the subject is missing
mintToken({ secret });
// @ts-expect-error no such operation
mintToken({ secret, subject: "user-1", ops: ["posts.get"] });
// @ts-expect-error no such group
mintToken({ secret, subject: "user-1", ops: ["post.*"] });
// @ts-expect-error no such scope
mintToken({ secret, subject: "user-1", scope: "admin" });
