// Cuts text between graphemes, which readers see as characters: never inside a surrogate pair, an emoji or an accented letter.

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** The longest beginning of `text` that has at most `max` UTF-16 units and ends with a whole grapheme. */
export function truncate(text: string, max: number): string {
  if (text.length <= max) return text;
  // A grapheme can be of any length, so the cut may have to fall inside the first one.
  const within = text.slice(0, max + 1);
  let end = 0;
  for (const { index, segment } of segmenter.segment(within)) {
    if (index + segment.length > max) break;
    end = index + segment.length;
  }
  return end > 0 ? text.slice(0, end) : wholeCodePoints(text.slice(0, max));
}

/** The first grapheme of `text` that contains a letter or a digit, or "". */
export function firstLetter(text: string): string {
  for (const { segment } of segmenter.segment(text)) if (/[\p{L}\p{N}]/u.test(segment)) return segment;
  return "";
}

/** Returns `text` without the half of a surrogate pair that a cut left at its end. */
function wholeCodePoints(text: string): string {
  return text.replace(/[\uD800-\uDBFF]$/, "");
}
