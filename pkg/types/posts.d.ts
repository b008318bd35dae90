import type { CallOptions, CallPromise, Pages } from "./calls.js";

/** Which posts to list; filters add up. */
export interface ListPostsArgs {
  /** The watchlist whose posts to return. */
  watchlist_id: string;
  /** Page to begin with, from 1. Default: 1. */
  page?: number | undefined;
  /** Posts per page, 1 to 100. Default: 20. */
  page_size?: number | undefined;
  /** Labels that a post has one of. */
  labels?: string | readonly string[] | undefined;
  /** Authors, by slug. LinkedIn only. */
  people_slug?: string | readonly string[] | undefined;
  /** Companies, by slug. LinkedIn only. */
  company_slug?: string | readonly string[] | undefined;
  /** Words in the text. LinkedIn only. */
  search_term?: string | undefined;
  /** Only bookmarked posts. */
  is_saved?: boolean | undefined;
  /** `en`, `english`, `true`: English only. The API ignores any other value. LinkedIn only. */
  lang?: "en" | "english" | boolean | (string & {}) | undefined;
  /** First day, `YYYY-MM-DD`. */
  start_date?: string | undefined;
  /** Last day, `YYYY-MM-DD`. */
  end_date?: string | undefined;
  /** LinkedIn only. */
  post_type?: PostType | undefined;
  /** Default: `recent`. */
  sort_by?: "recent" | "popular_first" | "engagement" | "relevance_first" | undefined;
  /** The author's level, such as `VP`. */
  seniority_level?: string | undefined;
  /** Only posts with 100 likes and more. */
  trending?: boolean | undefined;
  /** Only posts that you liked or commented on. */
  interacted?: boolean | undefined;
  /** The one post with this slug. */
  linkedin_post_slug?: string | undefined;
}

/** What a post is made of; the API may know others. */
export type PostType = "article" | "image" | "video" | "poll" | (string & {});

/** A post that a watchlist found. It has more fields than are documented. */
export interface Post {
  /** What `engagement` takes as `post_id`; not a URN. */
  id: string;
  /** The site of the post; follows the watchlist's type. */
  source?: string;
  linkedin_post_url?: string;
  linkedin_post_urn?: string;
  content?: string;
  /** Milliseconds since 1970. */
  created_at?: number;
  likes_count?: number;
  comments_count?: number;
  shares_count?: number;
  bookmark?: boolean;
  /** `null` where the source has no types, such as Reddit. */
  post_type?: PostType | null;
  language?: string;
  tags?: string[];
  /** Not documented; may be null. */
  videos?: unknown;
  [field: string]: unknown;
}

/** A page of posts. The fields about paging are not documented; `pagination.total` and `total_pages` are read if present. */
export interface PostList {
  data: Post[];
  [field: string]: unknown;
}

/** Posts that watchlists found. */
export interface Posts {
  /** The posts that a watchlist found, page after page. */
  list(args: ListPostsArgs, options?: CallOptions): Pages<Post, PostList>;
}

/** Which interactions to list. */
export interface ListInteractionsArgs {
  /** The watchlist whose interactions to return. */
  watchlist_id: string;
  /** Default: both. */
  interaction_type?: "like" | "comment" | undefined;
  /** Ids of users, authors or companies. */
  actor_ids?: string | readonly string[] | undefined;
  /** Page to begin with, from 1. Default: 1. */
  page?: number | undefined;
  /** Interactions per page, 1 to 100. Default: 20. */
  page_size?: number | undefined;
}

/** A like or a comment of the team. */
export interface Interaction {
  id: string;
  interaction_type: "like" | "comment" | (string & {});
  /** The comment. */
  text?: string;
  /** Milliseconds since 1970. */
  created_at?: number;
  author?: {
    id?: string;
    full_name?: string;
    author_slug?: string;
    headline?: string;
    author_type?: "user" | (string & {});
    [field: string]: unknown;
  };
  post?: Post;
  [field: string]: unknown;
}

/** What it says of its paging, and its counts by day, are not documented. */
export interface InteractionList {
  data: Interaction[];
  [field: string]: unknown;
}

/** What the team did with the posts of a watchlist. */
export interface Interactions {
  /**
   * The team's likes and comments on a watchlist's posts, page after page.
   *
   * Reading rejects with `PermissionError` when the watchlist is another team's.
   */
  list(args: ListInteractionsArgs, options?: CallOptions): Pages<Interaction, InteractionList>;
}

/** On which post, and by which team member. */
interface Acting {
  /** The `id` of a post from `posts.list`; not a URN. */
  post_id: string;
  /** The team member who acts; for a company, an admin of its page. */
  user_email: string;
}

/** Acts as the team member. */
interface AsUser {
  actor_type?: "user" | undefined;
  company_title?: string | undefined;
}

/** Acts as a company page that the team member manages. */
interface AsCompany {
  actor_type: "company";
  /** The company's exact name on LinkedIn. */
  company_title: string;
}

/** A like, and as whom. */
export type LikeArgs = Acting & (AsUser | AsCompany);

/** A comment, and as whom. */
export type CommentArgs = LikeArgs & {
  /** Not only white space. */
  comment_text: string;
};

/** That an action is queued. No operation reads its progress; its effect shows in `interactions.list`. */
export interface Receipt {
  success: boolean;
  message?: string;
  /** Not the id of a `Task`. */
  task_id: string;
}

/** Likes and comments by team members. Each counts as a LinkedIn action. */
export interface Engagement {
  /**
   * Queues a like of a post.
   *
   * @throws {RateLimitError} `action_budget`: the hour's actions are spent
   */
  like(args: LikeArgs, options?: CallOptions): CallPromise<Receipt>;
  /**
   * Queues a comment on a post.
   *
   * @throws {RateLimitError} `action_budget`: the hour's actions are spent
   */
  comment(args: CommentArgs, options?: CallOptions): CallPromise<Receipt>;
}
