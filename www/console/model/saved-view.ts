import { isObject } from "../../shared/model/raw.ts";
import { type Filters, parseFilters } from "./post-filters.ts";

/** Filters and order of a feed, saved under a name. */
export interface SavedView {
  name: string;
  /** The address of the page that the view belongs to: a watchlist, or all posts. */
  page: string;
  /** As in the page's address. */
  filters: Filters;
}

export function isSavedView(value: unknown): value is SavedView {
  return isObject(value) && typeof value.name === "string" && typeof value.page === "string" && isObject(value.filters);
}

/** Adds a view. It replaces a view of the same page and name. */
export function addView(views: readonly SavedView[], view: SavedView): SavedView[] {
  return [view, ...views.filter(({ page, name }) => page !== view.page || name !== view.name)];
}

/** Whether a view has the same filters as `shown`. */
export function isSameView({ filters }: SavedView, shown: Filters): boolean {
  const text = (of: Filters) => JSON.stringify(Object.entries(parseFilters(new URLSearchParams(Object.entries(of)))).sort());
  return text(filters) === text(shown);
}
