import { strings } from "../lib/strings.ts";
import { External } from "./external.tsx";

/** The way to a person's or company's own page, if its address is known. */
export function ProfileLink({ url, name }: { url: string | undefined; name: string }) {
  if (!url) return null;
  return (
    <External class="link" href={url}>
      {strings.linkedin.openProfile}
      <span class="visually-hidden">
        : <bdi>{name}</bdi>
      </span>
    </External>
  );
}
