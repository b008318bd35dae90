import { number } from "../format.ts";
import type { Company } from "../results.ts";
import { strings } from "../strings.ts";
import { External } from "./external.tsx";
import { Initials } from "./initials.tsx";

const words = strings.linkedin;

export function CompanyCard({ company }: { company: Company }) {
  const { name, industry, description, headquarters, employees, followers, url } = company;
  const facts = [
    [words.fields.headquarters, headquarters],
    [words.fields.employees, employees],
    [words.fields.followers, followers === undefined ? undefined : number(followers)],
  ].filter((fact): fact is [string, string] => Boolean(fact[1]));
  return (
    <article class="tile">
      <header class="tile-head">
        <Initials name={name} />
        <div>
          <h4>{name}</h4>
          {industry && <p class="quiet">{industry}</p>}
        </div>
      </header>
      {description && <p>{description}</p>}
      {facts.length > 0 && (
        <dl class="facts">
          {facts.map(([what, value]) => (
            <div key={what}>
              <dt>{what}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {url && (
        <External class="link" href={url}>
          {words.openProfile}
          <span class="visually-hidden">: {name}</span>
        </External>
      )}
    </article>
  );
}
