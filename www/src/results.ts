import { type LinkedInPage, linkedInUrl, pageOf, parseLinkedInUrl, postOf } from "../shared/model/linkedin-url.ts";
import { type Raw, count, identifier, isObject, objectsIn, text, textsIn, time } from "../shared/model/raw.ts";
import { redditUrl } from "../shared/model/reddit-url.ts";
import { number } from "./format.ts";

// What a task brought back, as people, companies and posts. The API documents its results unevenly (spec section 4), so
// each fact is looked for under every name it is known by, and the raw answer stays at hand.

export interface Person {
  name: string;
  headline?: string | undefined;
  location?: string | undefined;
  url?: string | undefined;
  urn?: string | undefined;
  connections?: number | undefined;
  followers?: number | undefined;
  positions: { title: string; company: string; years: string }[];
}

export interface Company {
  name: string;
  industry?: string | undefined;
  description?: string | undefined;
  headquarters?: string | undefined;
  employees?: string | undefined;
  followers?: number | undefined;
  url?: string | undefined;
}

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

/** A like or a comment of the team (spec section 6.2). */
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

export interface Results {
  people: Person[];
  companies: Company[];
  posts: Post[];
  /** The objects shown, as they came, for a table or a download. */
  rows: Raw[];
}

/** Sorts a task's output by what the operation brings. */
export function results(operation: string, output: unknown): Results {
  const none: Results = { people: [], companies: [], posts: [], rows: [] };
  switch (operation) {
    case "linkedin.fetchProfile": {
      const rows = one(output, "profile");
      return { ...none, people: rows.map(person), rows };
    }
    case "linkedin.searchProfiles":
    case "linkedin.fetchConnections": {
      const rows = many(output);
      return { ...none, people: rows.map(person), rows };
    }
    case "linkedin.fetchCompany": {
      const rows = one(output, "company");
      return { ...none, companies: rows.map(company), rows };
    }
    case "linkedin.fetchProfilesPosts":
    case "linkedin.fetchCompanyPosts": {
      const rows = many(output);
      return { ...none, posts: rows.map(post), rows };
    }
    default:
      return isObject(output) ? { ...none, rows: [output] } : none;
  }
}

function one(output: unknown, under: string): Raw[] {
  if (!isObject(output)) return [];
  const inner = output[under];
  return [isObject(inner) ? inner : output];
}

// The container's name is not documented: it is the list of objects in the answer.
function many(output: unknown): Raw[] {
  const list = Array.isArray(output) ? output : isObject(output) ? Object.values(output).find((value) => Array.isArray(value)) : [];
  return objectsIn(list);
}

export function person(raw: Raw): Person {
  const slug = text(raw, "profile_slug", "slug", "public_identifier");
  const full = [text(raw, "first_name"), text(raw, "last_name")].filter(Boolean).join(" ");
  return {
    name: text(raw, "full_name", "name") ?? (full || slug || "?"),
    headline: text(raw, "headline", "title", "occupation"),
    location: text(raw, "location", "geo_location"),
    url: linkTo(text(raw, "profile_url", "url"), pageOf("profile", slug)),
    urn: text(raw, "profile_urn", "urn"),
    connections: count(raw, "connections", "connections_count"),
    followers: count(raw, "followers", "followers_count"),
    positions: objectsIn(raw.positions ?? raw.experience).map((each) => ({
      title: text(each, "title") ?? "",
      company: text(each, "company_name", "company") ?? "",
      years: years(each),
    })),
  };
}

export function company(raw: Raw): Company {
  const slug = text(raw, "company_slug", "slug", "universal_name");
  const employees = raw.employee_count ?? raw.employees ?? raw.company_size;
  return {
    name: text(raw, "name", "company_name", "title") ?? slug ?? "?",
    industry: text(raw, "industry"),
    description: text(raw, "description", "about", "tagline"),
    headquarters: text(raw, "headquarters", "location"),
    employees: typeof employees === "number" ? number(employees) : typeof employees === "string" ? employees : undefined,
    followers: count(raw, "followers", "followers_count"),
    url: linkTo(text(raw, "company_url", "linkedin_url", "url"), pageOf("company", slug)),
  };
}

export function post(raw: Raw): Post {
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

export function interaction(raw: Raw): Interaction {
  // Who and when stand under the same names as a post's.
  const { id, author, headline, at } = post(raw);
  return {
    id,
    author,
    headline,
    at,
    kind: text(raw, "interaction_type") ?? "",
    text: text(raw, "text"),
    post: isObject(raw.post) ? post(raw.post) : undefined,
  };
}

/** The link to a page that the API names by address or otherwise; nothing when neither is a page of LinkedIn. */
function linkTo(address: string | undefined, otherwise: LinkedInPage | null): string | undefined {
  const page = parseLinkedInUrl(address) ?? otherwise;
  return page ? linkedInUrl(page) : undefined;
}

function years(raw: Raw): string {
  const [from, to] = [raw.start_year, raw.end_year ?? (raw.is_current ? "now" : undefined)];
  return [from, to].filter((year) => typeof year === "number" || year === "now").join("–");
}
