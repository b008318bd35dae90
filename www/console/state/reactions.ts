// The posts that were liked or commented on from this page. OutX does not report it with a post, and a second like would use another LinkedIn
// action.

import { signal } from "@preact/signals";

import { withIdempotencyKey } from "../../shared/api/idempotency.ts";
import { outx } from "../api/client.ts";

export type Reaction = "like" | "comment";

/** The member of the team who acts, or the company page that they act for. */
export type Actor = { user_email: string } | { user_email: string; actor_type: "company"; company_title: string };

export const likedPosts = signal<ReadonlySet<string>>(new Set());
export const commentedPosts = signal<ReadonlySet<string>>(new Set());

/** Queues a like. Resolves with the receipt, before LinkedIn shows the like. */
export async function likePost(postId: string, actor: Actor): Promise<void> {
  const like = { post_id: postId, ...actor };
  await withIdempotencyKey(["like", like], (options) => outx.engagement.like(like, options));
  likedPosts.value = new Set([...likedPosts.value, postId]);
}

export async function commentOnPost(postId: string, actor: Actor, text: string): Promise<void> {
  const comment = { post_id: postId, ...actor, comment_text: text };
  await withIdempotencyKey(["comment", comment], (options) => outx.engagement.comment(comment, options));
  commentedPosts.value = new Set([...commentedPosts.value, postId]);
}
