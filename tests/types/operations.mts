// Every operation, with its arguments and its response.

import { Outx, Task, readProfile } from "outx-client";
import type {
  Connection, ConnectionsOutput, Interaction, InteractionList, KeywordWatchlist, OtpSent, OtpVerified, Post, PostList, ProfileOutput,
  Receipt, RedditWatchlist, SentOutput, TaskState, TaskStatus, WatchlistCreated, WatchlistDeleted, WatchlistList, WatchlistUpdated,
} from "outx-client";
import { equal } from "./equal.mjs";

const outx = new Outx({ gateway: "https://gateway.example" });
const id = "5c0e0000-0000-4000-8000-000000000001";

equal<OtpSent>()(await outx.auth.sendOtp({ email: "ada@example.org", full_name: "Ada Example" }));
const verified = await outx.auth.verifyOtp({ email: "ada@example.org", otp: "123456" });
equal<OtpVerified>()(verified);
equal<string | undefined>()(verified.session?.token);
// @ts-expect-error the code is a string: it may begin with 0
outx.auth.verifyOtp({ email: "ada@example.org", otp: 123456 });
// @ts-expect-error the email is missing
outx.auth.sendOtp({});

const profile = await outx.linkedin.fetchProfile({ profile_slug: "ada-example" });
equal<Task<ProfileOutput>>()(profile);
equal<string>()(profile.id);
for await (const state of profile) equal<TaskState<ProfileOutput>>()(state);
for await (const { status } of profile.states({ timeoutMs: 10_000 })) if (status === "pending" || status === "paused") break;
const output = await profile.wait({ signal: AbortSignal.timeout(60_000), timeoutMs: 60_000 });
equal<string | undefined>()(readProfile(output).urn);
equal<number | null | undefined>()(output.profile?.positions?.[0]?.end_year);
const { data: same } = await outx.linkedin.fetchProfile({ profile_slug: "ada-example" }).withResponse();
equal<Task<ProfileOutput>>()(same);
// @ts-expect-error wait takes no retry
profile.wait({ retry: false });
// @ts-expect-error a handle comes from a call or from tasks.resume
new Task("1");
// @ts-expect-error the argument is profile_slug
outx.linkedin.fetchProfile({ slug: "ada-example" });

equal<TaskStatus<ProfileOutput>>()(await outx.tasks.get<ProfileOutput>(profile.id));
equal<string>()((await outx.tasks.get({ api_agent_task_id: id })).data.id);
equal<Task<SentOutput>>()(outx.tasks.resume<SentOutput>(id));
readProfile(await outx.tasks.resume(id).wait());
// @ts-expect-error an id is a string
outx.tasks.resume(1);

equal<Record<string, unknown>[] | undefined>()((await (await outx.linkedin.fetchProfilesPosts({ profile_urns: ["urn:li:fsd_profile:A"] })).wait()).posts);
// @ts-expect-error profile_urns is a list
outx.linkedin.fetchProfilesPosts({ profile_urns: "urn:li:fsd_profile:A" });
await outx.linkedin.fetchCompany({ company_slug: "acme" });
await outx.linkedin.fetchCompanyPosts({ company_slug: "acme" });
await outx.linkedin.searchProfiles({ keywords: "rust", geo_urn: ["103644278"], profile_language: ["en"], count: 50 });
// @ts-expect-error no such filter
outx.linkedin.searchProfiles({ location: "Paris" });
equal<Task<ConnectionsOutput>>()(await outx.linkedin.fetchConnections());
equal<ConnectionsOutput>()(await outx.linkedin.connections({ sort_type: "RECENTLY_ADDED", start: 40, count: 40 }).page());
for await (const connection of outx.linkedin.connections()) equal<Connection>()(connection);
// @ts-expect-error RECENTLY_ADDED is the only documented order
outx.linkedin.connections({ sort_type: "OLDEST" });
const sent = await outx.linkedin.sendMessage({ recipient_urn: "urn:li:person:A", message: "hello" }, { idempotencyKey: "hello-1" });
equal<boolean>()((await sent.wait()).sent);
equal<Task<SentOutput>>()(await outx.linkedin.sendConnectionRequest({ profile_urn: "A", note: "hello" }));
// @ts-expect-error a note is a string
outx.linkedin.sendConnectionRequest({ profile_urn: "A", note: null });
await outx.linkedin.likePost({ social_urn: "urn:li:activity:1" });
await outx.linkedin.commentPost({ social_urn: "urn:li:activity:1", comment_text: "nice" });
// @ts-expect-error the text is missing
outx.linkedin.commentPost({ social_urn: "urn:li:activity:1" });

const { keyword, people, company, reddit } = outx.watchlists;
equal<WatchlistList<KeywordWatchlist>>()(await keyword.list());
equal<KeywordWatchlist>()(await keyword.list({ id }));
equal<KeywordWatchlist>()(await keyword.get(id, { timeoutMs: 5_000 }));
equal<KeywordWatchlist>()((await keyword.get(id).withResponse()).data);
// @ts-expect-error the id is missing
keyword.get();
const words = ["hiring", { keyword: "rust", required_keywords: ["job"], excluded_keywords: ["game"], include_all_required: true }];
equal<WatchlistCreated>()(await keyword.create({ keywords: words, name: "Jobs", labels: [{ name: "job", default: true }], objective: "Find jobs." }));
await keyword.create({ prompt: "people who hire for Rust", fetchFreqInHours: 12 });
// @ts-expect-error keywords or a prompt is required
keyword.create({ name: "Jobs" });
// @ts-expect-error keywords and a prompt exclude each other
keyword.create({ keywords: words, prompt: "jobs" });
// @ts-expect-error labels are made from the prompt
keyword.create({ prompt: "jobs", labels: [] });
// @ts-expect-error not an interval that the API accepts
keyword.create({ keywords: words, fetchFreqInHours: 5 });
equal<WatchlistUpdated>()(await keyword.update({ id, keywords: words, disable: true, slack_webhook_url: null }));
await keyword.update({ id, prompt: "jobs" });
// @ts-expect-error a prompt excludes every other field
keyword.update({ id, prompt: "jobs", name: "Jobs" });
// @ts-expect-error only a Reddit watchlist can append
keyword.update({ id, keywords: words, append: true });
// @ts-expect-error the id is missing
keyword.update({ name: "Jobs" });
// @ts-expect-error the API ignores status; use disable
keyword.update({ id, status: "paused" });
equal<WatchlistDeleted>()(await keyword.delete(id));
await keyword.delete({ id });

await people.create({ profiles: ["ada-example"], fetchFreqInHours: 24 });
await people.update({ id, name: "Friends" });
equal<number | undefined>()((await people.get(id)).profiles_count);
await people.delete(id);
// @ts-expect-error profiles cannot be changed
people.update({ id, profiles: ["ada-example"] });

await company.create({ companies: ["acme"], description: "Rivals" });
await company.update({ id, disable: false });
equal<number | undefined>()((await company.get(id)).companies_count);
await company.delete({ id });
// @ts-expect-error companies, not profiles
company.create({ profiles: ["ada-example"] });

await reddit.create({ keywords: ["rust"], slack_webhook_url: "https://hooks.slack.example/x" });
await reddit.update({ id, keywords: ["wasm"], append: true });
equal<WatchlistList<RedditWatchlist>>()(await reddit.list());
await reddit.delete(id);
// @ts-expect-error only a keyword watchlist has an objective
reddit.create({ keywords: ["rust"], objective: "Find jobs." });

const posts = outx.posts.list({ watchlist_id: id, labels: ["job"], people_slug: "ada-example", lang: true, sort_by: "recent", page_size: 100 });
for await (const post of posts) equal<Post>()(post);
equal<PostList>()(await posts.page());
equal<PostList>()((await posts.page().withResponse()).data);
const [first] = (await posts.page()).data;
equal<number | undefined>()(first?.created_at);
// @ts-expect-error the watchlist_id is missing
outx.posts.list({});
// @ts-expect-error the API responds with 400
outx.posts.list({ watchlist_id: id, sort_by: "recent_first" });
// @ts-expect-error a list is not a promise: iterate over it, or call page()
posts.then();

const interactions = outx.interactions.list({ watchlist_id: id, interaction_type: "comment", actor_ids: ["a-1", "a-2"] });
for await (const interaction of interactions) equal<Interaction>()(interaction);
equal<InteractionList>()(await interactions.page());
// @ts-expect-error the type is like or comment
outx.interactions.list({ watchlist_id: id, interaction_type: "share" });

equal<Receipt>()(await outx.engagement.like({ post_id: "post-1", user_email: "ada@example.org" }));
await outx.engagement.comment({
  post_id: "post-1", user_email: "ada@example.org", comment_text: "nice", actor_type: "company", company_title: "Acme",
});
// @ts-expect-error the company_title is missing
outx.engagement.like({ post_id: "post-1", user_email: "ada@example.org", actor_type: "company" });
// @ts-expect-error the text is missing
outx.engagement.comment({ post_id: "post-1", user_email: "ada@example.org" });

// Undocumented fields of the API can be read and have the type unknown.
equal<unknown>()((await outx.team.get()).plan);
equal<unknown>()(first?.author);
