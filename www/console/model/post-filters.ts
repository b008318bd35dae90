// The filters of a feed, in the page's address, in the form, and as arguments of `posts.list`.

import type { ListPostsArgs } from "outx-client";

import type { Kind } from "../../shared/model/watchlist.ts";
import { pageName, splitCommas } from "./arguments.ts";

const texts = ["sort_by", "search_term", "labels", "start_date", "end_date", "post_type", "people_slug", "company_slug", "seniority_level"] as const;
const switches = ["lang", "is_saved", "trending", "interacted"] as const;
/** OutX ignores these filters for Reddit watchlists. */
const linkedinOnly: readonly string[] = ["search_term", "post_type", "lang", "people_slug", "company_slug", "seniority_level"];
/** Filters that take several values, separated by commas. */
const lists: readonly string[] = ["labels", "people_slug", "company_slug"];

export type TextFilter = (typeof texts)[number];
export type Switch = (typeof switches)[number];
export type Filters = Partial<Record<TextFilter, string> & Record<Switch, "yes">>;

export const sorts = ["recent", "popular_first", "engagement", "relevance_first"] as const;
export const postTypes = ["article", "image", "video", "poll"] as const;

export function supportsFilter(kind: Kind, filter: TextFilter | Switch): boolean {
  return kind !== "reddit" || !linkedinOnly.includes(filter);
}

export function parseFilters(query: URLSearchParams): Filters {
  const filters: Filters = {};
  for (const name of texts) {
    const value = query.get(name);
    if (value) filters[name] = value;
  }
  for (const name of switches) if (query.get(name) === "yes") filters[name] = "yes";
  return filters;
}

export function toListArgs(kind: Kind, filters: Filters): Omit<ListPostsArgs, "watchlist_id"> {
  const args: Record<string, unknown> = {};
  for (const name of texts) {
    const value = filters[name];
    if (value && supportsFilter(kind, name)) args[name] = lists.includes(name) ? splitCommas(value).map((each) => pageName(name, each)) : value;
  }
  // `lang` is a switch too, because the API ignores every value except for English.
  for (const name of switches) if (filters[name] && supportsFilter(kind, name)) args[name] = name === "lang" ? "en" : true;
  return args;
}

/** The names of the active filters, without the order. */
export function activeFilters(filters: Filters): (TextFilter | Switch)[] {
  return [...texts, ...switches].filter((name) => name !== "sort_by" && filters[name]);
}

/** Adds a value to a comma-separated list, or removes it if the list has it. */
export function toggleValue(list: string, value: string): string {
  const values = splitCommas(list);
  const left = values.filter((each) => each !== value);
  return (left.length < values.length ? left : [...values, value]).join(", ");
}
