import type { ComponentChildren } from "preact";

import { formatNumber } from "../lib/format.ts";
import { strings } from "../lib/strings.ts";
import type { Person } from "../model/person.ts";
import { ExternalLink } from "./external-link.tsx";
import { Initials } from "./initials.tsx";
import { ProfileLink } from "./profile-link.tsx";

const words = strings.linkedin;
const SHOWN_POSITIONS = 4;

/** Operations that accept a person's URN, and the field for it. */
const onward = [
  { operation: "linkedin.fetchProfilesPosts", field: "profile_urns" },
  { operation: "linkedin.sendMessage", field: "recipient_urn" },
  { operation: "linkedin.sendConnectionRequest", field: "profile_urn" },
] as const;

interface Props {
  person: Person;
  /** Returns the address of an operation's form, filled with these values. */
  formOf: (operation: string, values: Record<string, string>) => string;
  /** Whether the forms open in a new tab, because they are on another site. */
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
            connections !== undefined && `${formatNumber(connections)} ${words.fields.connections.toLowerCase()}`,
            followers !== undefined && `${formatNumber(followers)} ${words.fields.followers.toLowerCase()}`,
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
            <OnwardLink key={operation} href={formOf(operation, { [field]: urn, ...(operation === "linkedin.sendMessage" && { first_name: name.split(" ")[0] ?? name }) })} newTab={newTab}>
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
      <ExternalLink class="link" href={href}>
        {children}
      </ExternalLink>
    );
  }
  return (
    <a class="link" href={href}>
      {children}
    </a>
  );
}
