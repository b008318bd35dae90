import { strings as shared } from "../../../shared/lib/strings.ts";

/** Every English text of the extension, by the place that shows it. */
export const strings = {
  ...shared,
  companion: {
    name: "OutX companion",
    openPanel: "Open the side panel",
    openOptions: "Options",
    mentions: "Newest mentions",
    isNew: "New",
    watchlist: "Watchlist",
    noWatchlists: "Your team has no active watchlist. Create one in the console.",
    startOver: "Start over",
    badge: (count: string) => `OutX companion: ${count} new posts`,
    page: {
      profile: { kind: "Profile", fetch: "Fetch profile" },
      company: { kind: "Company", fetch: "Fetch company" },
      add: "Add to a watchlist",
      addHint: "Creates a new watchlist for this page; OutX can't add to an existing one.",
    },
  },
  options: {
    gateway: "Gateway",
    gatewayHint: "Set when the extension was built. It is the only address the extension can reach.",
    connection: "Connection",
    unreachable: "No response. Is the gateway running?",
    ok: (version: string) => `Ready, version ${version}`,
    misconfigured: "Reachable, but misconfigured: open the console for details.",
    origin: "Origin of this extension",
    originHint: "The gateway must list it in ALLOWED_ORIGINS.",
    minutes: "Check for new posts",
    minutesHint: "The icon shows how many are new.",
    every: (minutes: number) => (minutes === 60 ? "every hour" : `every ${minutes} minutes`),
  },
};
