/** A sign for a person or a company. No pictures are loaded: LinkedIn would see who reads. */
export function Initials({ name }: { name: string }) {
  const letters = name
    .split(/\s+/)
    .map((word) => word.match(/[\p{L}\p{N}]/u)?.[0] ?? "")
    .join("");
  return (
    <span class="initials" aria-hidden="true">
      {(letters.length > 2 ? `${letters[0]}${letters.at(-1)}` : letters).toUpperCase() || "?"}
    </span>
  );
}
