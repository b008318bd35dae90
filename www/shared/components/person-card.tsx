import type { ComponentChildren } from "preact";

import { number } from "../lib/format.ts";
import type { Person } from "../model/person.ts";
import { strings } from "../lib/strings.ts";
import { External } from "./external.tsx";
import { Initials } from "./initials.tsx";
import { ProfileLink } from "./profile-link.tsx";

const words = strings.linkedin;
const SHOWN_POSITIONS = 4;

/** What a person's URN is good for: the operation that takes it, and under which field. */
const onward = [
  { operation: "linkedin.fetchProfilesPosts", field: "profile_urns" },
  { operation: "linkedin.sendMessage", field: "recipient_urn" },
  { operation: "linkedin.sendConnectionRequest", field: "profile_urn" },
] as const;

interface Props {
  person: Person;
  /** The address of the form of an operation with these values in it. */
  formOf: (operation: string, values: Record<string, string>) => string;
  /** The forms are on another page, which opens in a tab of its own. */
  newTab?: boolean;
}

export function PersonCard({ person, formOf, newTab = false }: Props) {
  const { name, headline, location, url, urn, connections, followers, positions } = person;
  return (
    <article class="tile">
      <header class="tile-head">
        <Initials name={name} />
        <div>
          <h4 dir="auto">{name}</h4>
          {headline && <p dir="auto">{headline}</p>}
          {location && <p class="quiet" dir="auto">{location}</p>}
        </div>
      </header>
      {(connections !== undefined || followers !== undefined) && (
        <p class="quiet">
          {[
            connections !== undefined && `${number(connections)} ${words.fields.connections.toLowerCase()}`,
            followers !== undefined && `${number(followers)} ${words.fields.followers.toLowerCase()}`,
          ]
            .filter(Boolean)
            .join(" · ")}
        </p>
      )}
      {positions.length > 0 && (
        <ul class="positions">
          {positions.slice(0, SHOWN_POSITIONS).map(({ title, company, years }, index) => (
            <li key={index}>
              <span dir="auto">{[title, company].filter(Boolean).join(" · ")}</span>
              {years && <span class="quiet">{years}</span>}
            </li>
          ))}
        </ul>
      )}
      {urn && <code class="urn" title={urn}>{urn}</code>}
      <p class="row">
        <ProfileLink url={url} name={name} />
        {urn &&
          onward.map(({ operation, field }) => (
            <OnwardLink key={operation} href={formOf(operation, { [field]: urn })} newTab={newTab}>
              {words.onward[operation]}
              <span class="visually-hidden">
                : <bdi>{name}</bdi>
              </span>
            </OnwardLink>
          ))}
      </p>
    </article>
  );
}

function OnwardLink({ href, newTab, children }: { href: string; newTab: boolean; children: ComponentChildren }) {
  if (newTab) {
    return (
      <External class="link" href={href}>
        {children}
      </External>
    );
  }
  return (
    <a class="link" href={href}>
      {children}
    </a>
  );
}
