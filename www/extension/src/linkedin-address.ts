export interface Subject {
  kind: "profile" | "company";
  /** Decoded, as the API's `profile_slug` and `company_slug`. */
  slug: string;
}

const kinds: Record<string, Subject["kind"]> = { in: "profile", company: "company" };
/** What LinkedIn serves under these names is not one person's or company's page. */
const reserved = new Set(["in/me", "in/edit", "company/setup"]);
const linkedin = /^(?:[a-z0-9-]+\.)?linkedin\.com$/;

/** Reads whom a LinkedIn address is about. Nothing but the address is looked at; it is absent without `activeTab`. */
export function parseLinkedInAddress(address: string | undefined): Subject | null {
  if (!address || !URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.protocol !== "https:" || url.port || url.username || !linkedin.test(url.hostname)) return null;
  const [section = "", encoded = ""] = url.pathname.split("/").slice(1);
  const kind = Object.hasOwn(kinds, section) ? kinds[section] : undefined;
  const slug = decode(encoded);
  return kind && slug && !reserved.has(`${section}/${slug}`) ? { kind, slug } : null;
}

/** A decoded path segment, unless it could not be one name: broken escapes, an escaped slash, spaces, controls. */
function decode(segment: string): string | null {
  try {
    const slug = decodeURIComponent(segment);
    return /^[^\s/\\?#\p{Cc}]{1,100}$/u.test(slug) ? slug : null;
  } catch {
    return null;
  }
}
