import { date } from "../../shared/lib/format.ts";
import type { Interaction } from "../../shared/model/post.ts";
import { strings } from "../../shared/lib/strings.ts";
import { External } from "../../shared/components/external.tsx";
import { Icon } from "../../shared/components/icon.tsx";
import { PostHead } from "./post-head.tsx";

const words = strings.interactions;

/** A like or a comment, with the post it is about. */
export function InteractionCard({ interaction: { kind, author, headline, text, at, post } }: { interaction: Interaction }) {
  return (
    <article class="post">
      <PostHead author={author} headline={headline} at={date(at)} />
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
            <External class="link" href={post.url}>
              {strings.posts.open}
            </External>
          )}
        </blockquote>
      )}
    </article>
  );
}
