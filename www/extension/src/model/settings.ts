/** How often the watchlists may be checked, in minutes. */
export const MINUTES = [5, 15, 30, 60] as const;
export const DEFAULT_MINUTES = 15;
