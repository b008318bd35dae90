const HOST = /^(?:[a-z0-9-]+\.)*reddit\.com$/;
/** Paths of posts, comments, subreddits and people. Redirects (`/media?url=`, `out.reddit.com`) do not match. */
const PATH = /^\/(?:r\/\w+(?:\/comments\/\w+(?:\/[^/]+){0,2})?|comments\/\w+|(?:user|u)\/[\w-]+)\/?$/;

/** The address on www.reddit.com of the page that `address` names, or `undefined` when it is not a known kind of page. */
export function redditUrl(address: string | undefined): string | undefined {
  if (!address || !URL.canParse(address)) return undefined;
  const { protocol, hostname, port, username, password, pathname } = new URL(address);
  const isReddit = protocol === "https:" && !port && !username && !password && HOST.test(hostname);
  return isReddit && PATH.test(pathname) ? `https://www.reddit.com${pathname}` : undefined;
}
