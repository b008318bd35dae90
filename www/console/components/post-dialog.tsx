import { useEffect, useRef } from "preact/hooks";

import { strings } from "../lib/strings.ts";
import type { FeedPost } from "../model/feed-post.ts";
import { DialogClose } from "./dialog-close.tsx";
import { PostCard } from "./post-card.tsx";

/** A dialog with one post, over the table it was opened from. */
export function PostDialog({ post, onClose }: { post: FeedPost; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="dialog wide" aria-label={strings.posts.one} onClose={onClose}>
      <DialogClose />
      <PostCard post={post} />
    </dialog>
  );
}
