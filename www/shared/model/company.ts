import { formatNumber } from "../lib/format.ts";
import { linkTo, pageOf } from "./linkedin-url.ts";
import { type Raw, count, text } from "./raw.ts";

export interface Company {
  name: string;
  industry?: string | undefined;
  description?: string | undefined;
  headquarters?: string | undefined;
  employees?: string | undefined;
  followers?: number | undefined;
  url?: string | undefined;
}

export function readCompany(raw: Raw): Company {
  const slug = text(raw, "company_slug", "slug", "universal_name");
  const employees = raw.employee_count ?? raw.employees ?? raw.company_size;
  return {
    name: text(raw, "name", "company_name", "title") ?? slug ?? "?",
    industry: text(raw, "industry"),
    description: text(raw, "description", "about", "tagline"),
    headquarters: text(raw, "headquarters", "location"),
    employees: typeof employees === "number" ? formatNumber(employees) : typeof employees === "string" ? employees : undefined,
    followers: count(raw, "followers", "followers_count"),
    url: linkTo(text(raw, "company_url", "linkedin_url", "url"), pageOf("company", slug)),
  };
}
