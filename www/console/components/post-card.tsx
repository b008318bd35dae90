import { useState } from "preact/hooks";

import { ExternalLink } from "../../shared/components/external-link.tsx";
import { type IconName, Icon } from "../../shared/components/icon.tsx";
import { formatNumber, parseDate } from "../../shared/lib/format.ts";
import { truncate } from "../../shared/lib/graphemes.ts";
import type { Post } from "../../shared/model/post.ts";
import { strings } from "../lib/strings.ts";
import { type Reaction, Engage } from "./engage.tsx";
import { PostHead } from "./post-head.tsx";

const words = strings.posts;
/** UTF-16 units; longer texts are collapsed. */
const LONG = 420;

/** A post. One with an OutX id can be liked and commented on. */
export function PostCard({ post }: { post: Post }) {
  const [reaction, setReaction] = useState<Reaction>();
  const [liked, setLiked] = useState(false);
  const name = post.author ?? words.unknownAuthor;
  const onReddit = post.source === "reddit";
  const sent = () => {
    // A second like would cost another LinkedIn action.
    if (reaction === "like") setLiked(true);
    setReaction(undefined);
  };
  const toggle = (which: Reaction) => setReaction(reaction === which ? undefined : which);
  return (
    <article class="post">
      <PostHead author={post.author} headline={post.headline} at={parseDate(post.at)} />
      <Text text={post.text} />
      <footer class="post-foot">
        <p class="facts-line">
          <Count icon="like" count={post.likes} say={words.likes} />
          <Count icon="comment" count={post.comments} say={words.comments} />
          <Count icon="share" count={post.shares} say={words.shares} />
          {post.tags.map((tag) => (
            <span key={tag} class="tag" dir="auto">
              {tag}
            </span>
          ))}
        </p>
        <div class="row">
          {post.id && !onReddit && (
            <>
              <button type="button" class="button small" aria-expanded={reaction === "like"} aria-disabled={liked} onClick={() => liked || toggle("like")}>
                <Icon name={liked ? "check" : "like"} />
                {liked ? words.liked : words.like}
                <span class="visually-hidden">
                  {" "}
                  <bdi>{name}</bdi>
                </span>
              </button>
              <button type="button" class="button small" aria-expanded={reaction === "comment"} onClick={() => toggle("comment")}>
                <Icon name="comment" />
                {words.comment}
                <span class="visually-hidden">
                  {" "}
                  <bdi>{name}</bdi>
                </span>
              </button>
            </>
          )}
          {post.url && (
            <ExternalLink class="button small" href={post.url}>
              <span>
                <span class="roomy">{words.openOn} </span>
                {onReddit ? "Reddit" : "LinkedIn"}
              </span>
            </ExternalLink>
          )}
        </div>
      </footer>
      {reaction && post.id && <Engage key={reaction} reaction={reaction} postId={post.id} onCancel={() => setReaction(undefined)} onSent={sent} />}
    </article>
  );
}

function Text({ text }: { text: string }) {
  const [open, setOpen] = useState(false);
  const long = text.length > LONG;
  return (
    <div class="post-text">
      <p dir="auto">{long && !open ? `${truncate(text, LONG).trimEnd()}…` : text}</p>
      {long && (
        <button type="button" class="link" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? words.collapse : words.expand}
        </button>
      )}
    </div>
  );
}

function Count({ icon, count, say }: { icon: IconName; count: number | undefined; say: (count: string) => string }) {
  if (count === undefined) return null;
  return (
    <span class="post-count" title={say(formatNumber(count))}>
      <Icon name={icon} />
      <span aria-hidden="true">{formatNumber(count)}</span>
      <span class="visually-hidden">{say(formatNumber(count))}</span>
    </span>
  );
}
