import { strings } from "../lib/strings.ts";
import { ExternalLink } from "./external-link.tsx";

/** A link to a person's or company's own page, if its address is known. */
export function ProfileLink({ url, name }: { url: string | undefined; name: string }) {
  if (!url) return null;
  return (
    <ExternalLink class="link" href={url}>
      {strings.linkedin.openProfile}
      <span class="visually-hidden">
        : <bdi>{name}</bdi>
      </span>
    </ExternalLink>
  );
}
