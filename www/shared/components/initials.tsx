import { firstLetter } from "../lib/graphemes.ts";

/** The initials of a person or a company. No picture is loaded, because that request would tell LinkedIn who reads the page. */
export function Initials({ name }: { name: string }) {
  return (
    <span class="initials" aria-hidden="true">
      {initials(name)}
    </span>
  );
}

/** The first letters of the first and the last word. */
function initials(name: string): string {
  const letters = name.split(/\s+/).map(firstLetter).filter(Boolean);
  const [first = "?", last = ""] = letters.length > 1 ? [letters[0], letters.at(-1)] : letters;
  return `${first}${last}`.toUpperCase();
}
