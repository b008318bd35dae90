import { isObject } from "../../shared/model/raw.ts";
import { type Filters, parseFilters } from "./post-filters.ts";

/** Filters and order of a feed under a name. */
export interface SavedView {
  name: string;
  /** The page that the view belongs to: the address of a watchlist, or of all posts. */
  page: string;
  /** As in the page's address. */
  filters: Filters;
}

export function isSavedView(value: unknown): value is SavedView {
  return isObject(value) && typeof value.name === "string" && typeof value.page === "string" && isObject(value.filters);
}

/** The views with this one added. One of the same page and name is replaced. */
export function addView(views: readonly SavedView[], view: SavedView): SavedView[] {
  return [view, ...views.filter(({ page, name }) => page !== view.page || name !== view.name)];
}

/** Whether a view shows what these filters show. */
export function isSameView({ filters }: SavedView, shown: Filters): boolean {
  const text = (of: Filters) => JSON.stringify(Object.entries(parseFilters(new URLSearchParams(Object.entries(of)))).sort());
  return text(filters) === text(shown);
}
