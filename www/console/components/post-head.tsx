import type { ComponentChildren } from "preact";

import { Initials } from "../../shared/components/initials.tsx";
import { RelativeTime } from "../../shared/components/relative-time.tsx";
import { strings } from "../lib/strings.ts";

interface Props {
  author: string | undefined;
  headline?: string | undefined;
  at: Date | undefined;
  /** Level of the heading. */
  level?: 2 | 3 | 4;
  /** Shown beside the time. */
  children?: ComponentChildren;
}

/** The header of a post, a like or a comment: author and time. */
export function PostHead({ author, headline, at, level = 2, children }: Props) {
  const Heading = `h${level}` as const;
  return (
    <header class="post-head">
      <Initials name={author ?? "?"} />
      <Heading class="post-author" dir="auto">
        {author ?? strings.posts.unknownAuthor}
      </Heading>
      {headline && (
        <p class="quiet post-headline" dir="auto">
          {headline}
        </p>
      )}
      {(at || children) && (
        <div class="quiet post-at">
          {at && <RelativeTime at={at} />}
          {children}
        </div>
      )}
    </header>
  );
}
