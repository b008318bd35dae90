/** What LinkedIn serves under these names is not one person's or company's page. */
const RESERVED = { in: ["me", "edit"], company: ["setup"] };
const KINDS = { in: "profile", company: "company" };
const LINKEDIN = /^(?:[a-z0-9-]+\.)?linkedin\.com$/;

/**
 * Reads who or what a LinkedIn address is about. Nothing but the address is looked at.
 *
 * @param {string | undefined} address of a tab; absent without `activeTab`
 * @returns {{ kind: "profile" | "company", slug: string } | null} `slug` decoded, as the API's `profile_slug` and `company_slug`
 */
export function parseLinkedInAddress(address) {
  if (!address || !URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.protocol !== "https:" || url.port || url.username || !LINKEDIN.test(url.hostname)) return null;
  const [section, encoded] = url.pathname.split("/").slice(1);
  const kind = Object.hasOwn(KINDS, section) ? KINDS[section] : null;
  const slug = kind && decode(encoded);
  if (!slug || RESERVED[section].includes(slug)) return null;
  return { kind, slug };
}

/** A decoded path segment, or null where it could not be one name: broken escapes, an escaped slash, spaces, controls. */
function decode(segment = "") {
  try {
    const slug = decodeURIComponent(segment);
    return /^[^\s/\\?#\p{Cc}]{1,100}$/u.test(slug) ? slug : null;
  } catch {
    return null;
  }
}
