import { parseLinkedInUrl } from "../../../shared/model/linkedin-url.ts";

/** Whom a LinkedIn page is about. */
export interface Subject {
  kind: "profile" | "company";
  /** Decoded, as the API's `profile_slug` and `company_slug`. */
  slug: string;
}

const subjects = { profile: "profile", company: "company", school: "company", showcase: "company" } as const;

/** Reads whom the address of a tab is about. Nothing but the address is looked at; it is absent without `activeTab`. */
export function subjectOf(address: string | undefined): Subject | null {
  const page = parseLinkedInUrl(address);
  if (!page || !(page.kind in subjects) || page.kind === "post") return null;
  return { kind: subjects[page.kind as keyof typeof subjects], slug: page.slug };
}
