// The app's calls to OutX. They do not need a page, so posts.test.js runs them against the sandbox.

import { isOutxError, readProfile } from "outx-client";

/** The texts of the newest posts of the first watchlist. */
export async function listPosts(outx) {
  const { watchlists } = await outx.watchlists.keyword.list();
  if (watchlists.length === 0) return [];
  const { data } = await outx.posts.list({ watchlist_id: watchlists[0].id, page_size: 10 }).page();
  return data.map(({ content }) => content);
}

/** Fetches a profile from LinkedIn, which takes a while: `onProgress` is called with each status of the task. */
export async function fetchProfile(outx, slug, onProgress) {
  const task = await outx.linkedin.fetchProfile({ profile_slug: slug });
  for await (const { status } of task) onProgress(status);
  return readProfile(await task.wait());
}

/** Returns what a visitor can do about an error. */
export function explain(error) {
  if (!isOutxError(error)) throw error;
  const minutes = Math.ceil((error.retryAfterMs ?? 60_000) / 60_000);
  switch (error.code) {
    case "extension_inactive":
      return "Open Chrome with the OutX extension, then try again.";
    case "invalid_otp":
      return "The code is wrong or too old. Check it, or reload the page to request a new one.";
    case "rate_limited":
    case "action_budget":
      return `The limit is reached for now. Try again in ${minutes} min.`;
    default:
      return error.message;
  }
}
