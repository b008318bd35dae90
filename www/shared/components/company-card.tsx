import { formatNumber } from "../lib/format.ts";
import { strings } from "../lib/strings.ts";
import type { Company } from "../model/company.ts";
import { Initials } from "./initials.tsx";
import { ProfileLink } from "./profile-link.tsx";

const words = strings.linkedin;

export function CompanyCard({ company }: { company: Company }) {
  const { name, industry, description, headquarters, employees, followers, url } = company;
  const facts = [
    [words.fields.headquarters, headquarters],
    [words.fields.employees, employees],
    [words.fields.followers, followers === undefined ? undefined : formatNumber(followers)],
  ].filter((fact): fact is [string, string] => Boolean(fact[1]));
  return (
    <article class="tile">
      <header class="tile-head">
        <Initials name={name} />
        <div>
          <h4 dir="auto">{name}</h4>
          {industry && <p class="quiet" dir="auto">{industry}</p>}
        </div>
      </header>
      {description && <p dir="auto">{description}</p>}
      {facts.length > 0 && (
        <dl class="facts">
          {facts.map(([what, value]) => (
            <div key={what}>
              <dt>{what}</dt>
              <dd dir="auto">{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <ProfileLink url={url} name={name} />
    </article>
  );
}
