import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

import { ExternalLink } from "../../shared/components/external-link.tsx";
import { type IconName, Icon } from "../../shared/components/icon.tsx";
import { formatNumber, parseDate } from "../../shared/lib/format.ts";
import { truncate } from "../../shared/lib/graphemes.ts";
import { href } from "../lib/route.ts";
import { strings } from "../lib/strings.ts";
import type { FeedPost } from "../model/feed-post.ts";
import { type Reaction, commentedPosts, likedPosts } from "../state/reactions.ts";
import { Engage } from "./engage.tsx";
import { PostHead } from "./post-head.tsx";

const words = strings.posts;
/** Longer texts are collapsed. In UTF-16 units. */
const LONG = 420;

interface Props {
  post: FeedPost;
  /** Level of the author's heading, one below the heading of the list. */
  level?: 2 | 3 | 4;
  /** The checkbox that selects the post for an action on several posts. */
  choice?: ComponentChildren;
}

/** A post. Unless it is from Reddit, a post with an OutX id can be liked and commented on. */
export function PostCard({ post, level = 2, choice }: Props) {
  const [reaction, setReaction] = useState<Reaction>();
  const liked = post.id !== undefined && likedPosts.value.has(post.id);
  const commented = post.id !== undefined && commentedPosts.value.has(post.id);
  const name = post.author ?? words.unknownAuthor;
  const onReddit = post.source === "reddit";
  const close = () => setReaction(undefined);
  const toggle = (which: Reaction) => setReaction(reaction === which ? undefined : which);
  return (
    <article class="post">
      <PostHead author={post.author} headline={post.headline} at={parseDate(post.at)} level={level}>
        {choice}
      </PostHead>
      <Text text={post.text || words.noText} />
      <footer class="post-foot">
        <p class="facts-line">
          <Count icon="like" count={post.likes} say={words.likes} />
          <Count icon="comment" count={post.comments} say={words.comments} />
          <Count icon="share" count={post.shares} say={words.shares} />
          {commented && <span class="tag good">{words.commented}</span>}
          {post.watchlist && (
            <a class="link" dir="auto" href={href(["watchlists", post.watchlist.kind, post.watchlist.id])}>
              {post.watchlist.name}
            </a>
          )}
          {post.tags.map((tag) => (
            <span key={tag} class="tag" dir="auto">
              {tag}
            </span>
          ))}
        </p>
        <div class="row">
          {post.id && !onReddit && (
            <>
              <button type="button" class="button small" data-key="like" aria-expanded={reaction === "like"} aria-disabled={liked} onClick={() => liked || toggle("like")}>
                <Icon name={liked ? "check" : "like"} />
                {liked ? words.liked : words.like}
                <span class="visually-hidden">
                  {" "}
                  <bdi>{name}</bdi>
                </span>
              </button>
              <button type="button" class="button small" data-key="comment" aria-expanded={reaction === "comment"} onClick={() => toggle("comment")}>
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
      {reaction && post.id && <Engage key={reaction} reaction={reaction} postId={post.id} onCancel={close} onSent={close} />}
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
