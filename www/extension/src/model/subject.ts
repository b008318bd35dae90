import { isMemberId, parseLinkedInUrl, postUrn } from "../../../shared/model/linkedin-url.ts";

/** Whom or what a LinkedIn page is about. */
export type Subject =
  /** `slug` is decoded, as the API's `profile_slug` and `company_slug`. */
  { kind: "profile" | "company"; slug: string } | { kind: "post"; urn: string };

const subjects = { profile: "profile", company: "company", school: "company", showcase: "company" } as const;

/** Reads what the address of a tab or a link is about. Nothing but the address is looked at; it is absent without `activeTab`. */
export function subjectOf(address: string | undefined): Subject | null {
  const page = parseLinkedInUrl(address);
  if (!page) return null;
  if ("slug" in page && page.kind in subjects) return { kind: subjects[page.kind as keyof typeof subjects], slug: page.slug };
  const urn = postUrn(page);
  return urn ? { kind: "post", urn } : null;
}

/** The name under which what was started for a page is kept. */
export function subjectKey(subject: Subject): string {
  return `${subject.kind}/${subject.kind === "post" ? subject.urn : subject.slug}`;
}

/** What a page's subject is called, as far as its address says. An id is no name. */
export function subjectName({ kind, slug }: Exclude<Subject, { kind: "post" }>): string | undefined {
  return kind === "profile" && isMemberId(slug) ? undefined : slug;
}
