import { linkTo, postOf } from "./linkedin-url.ts";
import { type Raw, count, identifier, isObject, text, textsIn, time } from "./raw.ts";
import { redditUrl } from "./reddit-url.ts";

export interface Post {
  id?: string | undefined;
  author?: string | undefined;
  headline?: string | undefined;
  text: string;
  at?: number | string | undefined;
  url?: string | undefined;
  urn?: string | undefined;
  likes?: number | undefined;
  comments?: number | undefined;
  shares?: number | undefined;
  tags: string[];
  type?: string | undefined;
  source?: string | undefined;
}

/** A like or a comment of the team. */
export interface Interaction {
  id?: string | undefined;
  /** "like", "comment", or one that is not known yet. */
  kind: string;
  author?: string | undefined;
  headline?: string | undefined;
  text?: string | undefined;
  at?: number | string | undefined;
  post?: Post | undefined;
}

export function readPost(raw: Raw): Post {
  const author = isObject(raw.author) ? raw.author : isObject(raw.actor) ? raw.actor : {};
  const urn = text(raw, "social_urn", "linkedin_post_urn", "urn", "activity_urn");
  const address = text(raw, "linkedin_post_url", "post_url", "reddit_post_url", "url", "permalink");
  return {
    id: identifier(raw),
    author: text(author, "full_name", "name", "company_title", "title") ?? text(raw, "author_name", "author", "actor_name"),
    headline: text(author, "headline"),
    text: text(raw, "content", "text", "commentary", "title") ?? "",
    at: time(raw, "created_at", "posted_at", "createdAt"),
    url: redditUrl(address) ?? linkTo(address, postOf(urn)),
    urn,
    likes: count(raw, "likes_count", "likes", "score", "upvotes"),
    comments: count(raw, "comments_count", "comments"),
    shares: count(raw, "shares_count", "shares"),
    tags: textsIn(raw.tags),
    type: text(raw, "post_type", "type"),
    source: text(raw, "source"),
  };
}

export function readInteraction(raw: Raw): Interaction {
  // Author and time have the same field names as a post's.
  const { id, author, headline, at } = readPost(raw);
  return {
    id,
    author,
    headline,
    at,
    kind: text(raw, "interaction_type") ?? "",
    text: text(raw, "text"),
    post: isObject(raw.post) ? readPost(raw.post) : undefined,
  };
}
