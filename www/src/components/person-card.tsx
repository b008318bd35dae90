import { number } from "../format.ts";
import type { Person } from "../results.ts";
import { href } from "../route.ts";
import { strings } from "../strings.ts";
import { Initials } from "./initials.tsx";
import { ProfileLink } from "./profile-link.tsx";

const words = strings.linkedin;
const SHOWN_POSITIONS = 4;

/** What a person's URN is good for. */
const onward = [
  { operation: "linkedin.fetchProfilesPosts", field: "profile_urns" },
  { operation: "linkedin.sendMessage", field: "recipient_urn" },
  { operation: "linkedin.sendConnectionRequest", field: "profile_urn" },
] as const;

export function PersonCard({ person }: { person: Person }) {
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
            <a key={operation} class="link" href={href(["linkedin", operation], { [field]: urn })}>
              {words.onward[operation]}
              <span class="visually-hidden">
                : <bdi>{name}</bdi>
              </span>
            </a>
          ))}
      </p>
    </article>
  );
}
