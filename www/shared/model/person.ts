import { isMemberId, linkTo, pageOf } from "./linkedin-url.ts";
import { type Raw, count, objectsIn, text } from "./raw.ts";

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

export function readPerson(raw: Raw): Person {
  const slug = text(raw, "profile_slug", "slug", "public_identifier");
  const full = [text(raw, "first_name"), text(raw, "last_name")].filter(Boolean).join(" ");
  return {
    name: text(raw, "full_name", "name") ?? (full || (slug && !isMemberId(slug) ? slug : "?")),
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

function years(raw: Raw): string {
  const [from, to] = [raw.start_year, raw.end_year ?? (raw.is_current ? "now" : undefined)];
  return [from, to].filter((year) => typeof year === "number" || year === "now").join("–");
}
