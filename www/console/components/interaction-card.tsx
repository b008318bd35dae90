import { ExternalLink } from "../../shared/components/external-link.tsx";
import { Icon } from "../../shared/components/icon.tsx";
import { parseDate } from "../../shared/lib/format.ts";
import type { Interaction } from "../../shared/model/post.ts";
import { strings } from "../lib/strings.ts";
import { PostHead } from "./post-head.tsx";

const words = strings.interactions;

/** A like or a comment, with its post. */
export function InteractionCard({ interaction: { kind, author, headline, text, at, post: post } }: { interaction: Interaction }) {
  return (
    <article class="post">
      <PostHead author={author} headline={headline} at={parseDate(at)} />
      <p class="facts-line">
        <Icon name={kind === "comment" ? "comment" : "like"} />
        {words.did(kind)}
      </p>
      {text && <p class="post-text" dir="auto">{text}</p>}
      {post && (
        <blockquote class="quoted">
          <p class="quoted-by" dir="auto">{post.author ?? strings.posts.unknownAuthor}</p>
          <p class="quoted-text" dir="auto">{post.text}</p>
          {post.url && (
            <ExternalLink class="link" href={post.url}>
              {strings.posts.open}
            </ExternalLink>
          )}
        </blockquote>
      )}
    </article>
  );
}
