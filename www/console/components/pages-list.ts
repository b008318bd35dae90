import type { IconName } from "../../shared/components/icon.tsx";
import { strings } from "../lib/strings.ts";
import { health } from "../state/session.ts";

export interface PageLink {
  /** The address within the console. */
  path: readonly string[];
  name: string;
  icon: IconName;
  /** Whether the page is in the menu "More" on small screens. */
  secondary?: boolean;
}

/** The pages of the navigation, in its order. */
const pages: readonly PageLink[] = [
  { path: [], name: strings.nav.overview, icon: "overview" },
  { path: ["posts"], name: strings.nav.posts, icon: "posts" },
  { path: ["watchlists"], name: strings.nav.watchlists, icon: "watchlists" },
  { path: ["linkedin"], name: strings.nav.linkedin, icon: "linkedin" },
  { path: ["usage"], name: strings.nav.usage, icon: "usage", secondary: true },
  { path: ["activity"], name: strings.nav.activity, icon: "activity", secondary: true },
  { path: ["try"], name: strings.nav.tryIt, icon: "tryIt", secondary: true },
  { path: ["connect"], name: strings.nav.connect, icon: "connect", secondary: true },
  { path: ["agents"], name: strings.nav.agents, icon: "system", secondary: true },
  { path: ["settings"], name: strings.nav.settings, icon: "settings", secondary: true },
];

/** The pages that this gateway supports. The page of agents needs its MCP endpoint. */
export function shownPages(): readonly PageLink[] {
  const hasAgents = (health.value?.mcp ?? "off") !== "off";
  return hasAgents ? pages : pages.filter(({ path }) => path[0] !== "agents");
}
