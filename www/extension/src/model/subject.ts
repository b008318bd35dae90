import { isMemberId, parseLinkedInUrl, postUrn } from "../../../shared/model/linkedin-url.ts";

/** The person, company or post that a LinkedIn page is about. */
export type Subject =
  /** `slug` is decoded, as the API's `profile_slug` and `company_slug`. */
  { kind: "profile" | "company"; slug: string } | { kind: "post"; urn: string };

const subjects = { profile: "profile", company: "company", school: "company", showcase: "company" } as const;

/** Reads the subject of a page from the address of a tab or a link. A tab's address is `undefined` until `activeTab` is granted. */
export function subjectOf(address: string | undefined): Subject | null {
  const page = parseLinkedInUrl(address);
  if (!page) return null;
  if ("slug" in page && page.kind in subjects) return { kind: subjects[page.kind as keyof typeof subjects], slug: page.slug };
  const urn = postUrn(page);
  return urn ? { kind: "post", urn } : null;
}

/** The key under which the task or the watchlist that was started for a page is stored. */
export function subjectKey(subject: Subject): string {
  return `${subject.kind}/${subject.kind === "post" ? subject.urn : subject.slug}`;
}

/** The name of a page's subject in its address; `undefined` if the address has only an id. */
export function subjectName({ kind, slug }: Exclude<Subject, { kind: "post" }>): string | undefined {
  return kind === "profile" && isMemberId(slug) ? undefined : slug;
}
