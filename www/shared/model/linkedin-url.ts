// Parses and builds addresses of LinkedIn pages. Every link that is shown was parsed into one of these kinds and built again, so that no
// redirect, query or user info from a text that others wrote reaches the reader.

export type LinkedInPage =
  /** `slug` is decoded, as in the API's `profile_slug` and `company_slug`. */
  | { kind: "profile" | "company" | "school" | "showcase" | "article" | "share"; slug: string }
  | { kind: "post"; urn: string };

type SlugKind = Exclude<LinkedInPage["kind"], "post">;

/** First path segment by kind. */
const sections: Record<SlugKind, string> = { profile: "in", company: "company", school: "school", showcase: "showcase", article: "pulse", share: "posts" };
const kindOf = new Map(Object.entries(sections).map(([kind, section]) => [section, kind as SlugKind]));
/** Kinds by the path segment below `/sales/` (Sales Navigator). The next segment is a person's id, followed by how the person was found. */
const salesKinds = new Map<string, SlugKind>([["lead", "profile"], ["people", "profile"], ["company", "company"]]);

/** Paths that look like a person's or a company's page but are other pages. */
const reserved = new Set(["in/me", "in/edit", "company/setup"]);
/** First path segments below which the same pages are served: the site for phones, links in emails, embedded posts. */
const MIRRORS = new Set(["mwlite", "comm", "embed"]);
const HOST = /^(?:[a-z0-9-]+\.)*linkedin\.com$/;
/** UTF-16 units: LinkedIn allows names of 100; slugs made from a title are longer. */
const MAX_NAME_SLUG = 100;
const MAX_TITLE_SLUG = 300;
const isTitled = (kind: SlugKind) => kind === "article" || kind === "share";
const URN = /^urn:li:[A-Za-z]{1,40}:[\w-]{1,100}$/;
const MEMBER_ID = /^A[A-Z][A-Za-z]AA[\w-]{20,60}$/;
/** Matches the last id in a slug, because the words before it are the post's own text. */
const SHARED_POST = /^.*[-_](activity|ugcPost|share)-(\d{8,})(?:-|$)/i;
const postTypes = ["activity", "ugcPost", "share"];

/** Parses a LinkedIn address. Returns null unless it is an https address of a known kind of page. */
export function parseLinkedInUrl(address: string | undefined): LinkedInPage | null {
  if (!address || !URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.protocol !== "https:" || url.port || url.username || url.password || !HOST.test(url.hostname)) return null;
  const segments = url.pathname.split("/").slice(1);
  const [section = "", name = "", third = ""] = MIRRORS.has(segments[0] ?? "") ? segments.slice(1) : segments;
  if (section === "sales") return salesPage(name, third);
  if (`${section}/${name}` === "feed/update" || section === "video") return postOf(third);
  const kind = kindOf.get(section);
  return kind && !reserved.has(`${section}/${name}`) ? pageOf(kind, name) : null;
}

function salesPage(section: string, name: string): LinkedInPage | null {
  const kind = salesKinds.get(section);
  return kind ? pageOf(kind, name.split(/,|%2C/i)[0]) : null;
}

/** Whether a profile's slug is the member's id, which LinkedIn puts in place of a name in links from search results and feeds. */
export function isMemberId(slug: string): boolean {
  return MEMBER_ID.test(slug);
}

/** The address of a page, on linkedin.com by https. */
export function linkedInUrl(page: LinkedInPage): string {
  const path = page.kind === "post" ? `feed/update/${page.urn}` : `${sections[page.kind]}/${encodeURIComponent(page.slug)}`;
  return `https://www.linkedin.com/${path}`;
}

/** Returns the link to the page at `address`, else to the page `otherwise`; `undefined` when neither is a page of LinkedIn. */
export function linkTo(address: string | undefined, otherwise: LinkedInPage | null): string | undefined {
  const page = parseLinkedInUrl(address) ?? otherwise;
  return page ? linkedInUrl(page) : undefined;
}

/** The post that a URN names, or null when `urn` is not a LinkedIn URN. Old links omit the `urn:li:` at the beginning. */
export function postOf(urn: string | undefined): LinkedInPage | null {
  const decoded = decode(urn ?? "")?.replace(/^(?=(?:activity|ugcPost|share):\d)/, "urn:li:");
  return decoded && URN.test(decoded) ? { kind: "post", urn: decoded } : null;
}

/** The URN of a post, including a post whose address has the id in its slug. */
export function postUrn(page: LinkedInPage): string | undefined {
  if (page.kind === "post") return page.urn;
  const [, named, id] = (page.kind === "share" && page.slug.match(SHARED_POST)) || [];
  const type = postTypes.find((each) => each.toLowerCase() === named?.toLowerCase());
  return type && `urn:li:${type}:${id}`;
}

/** The page of this kind with this slug, or null when the slug could not be one path segment. */
export function pageOf(kind: SlugKind, slug: string | undefined): LinkedInPage | null {
  const parsed = parseSlug(slug ?? "");
  return parsed && parsed.length <= (isTitled(kind) ? MAX_TITLE_SLUG : MAX_NAME_SLUG) ? { kind, slug: parsed } : null;
}

/** Decodes a path segment. Returns null unless it can be one name: no broken escapes, separators, blanks or controls, and not dots only. */
function parseSlug(segment: string): string | null {
  const slug = decode(segment);
  return slug && /^[^\s/\\?#%\p{Cc}]+$/u.test(slug) && !/^\.+$/.test(slug) ? slug : null;
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
