/** Allowed check intervals, in minutes. */
export const MINUTES = [5, 15, 30, 60] as const;
export const DEFAULT_MINUTES = 15;
