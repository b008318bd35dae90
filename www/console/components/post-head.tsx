import { Initials } from "../../shared/components/initials.tsx";
import { RelativeTime } from "../../shared/components/relative-time.tsx";
import { strings } from "../lib/strings.ts";

/** Author and time, above a post, a like or a comment. */
export function PostHead({ author, headline, at }: { author: string | undefined; headline?: string | undefined; at: Date | undefined }) {
  return (
    <header class="post-head">
      <Initials name={author ?? "?"} />
      <h2 class="post-author" dir="auto">{author ?? strings.posts.unknownAuthor}</h2>
      {headline && <p class="quiet post-headline" dir="auto">{headline}</p>}
      {at && (
        <p class="quiet post-at">
          <RelativeTime at={at} />
        </p>
      )}
    </header>
  );
}
