import { strings as shared } from "../../shared/lib/strings.ts";
import { agentStrings } from "./strings-agents.ts";
import { formStrings } from "./strings-forms.ts";
import { operateStrings } from "./strings-operate.ts";
import { pageStrings } from "./strings-pages.ts";

/** Every English text of the console, by the place that shows it. */
export const strings = {
  ...shared,
  ...agentStrings,
  ...formStrings,
  ...pageStrings,
  ...operateStrings,
  name: "OutX console",
  title: (page: string) => `${page} · OutX`,
  skip: "Skip to main content",
  common: { ...shared.common, pageNotLoaded: "This page could not be loaded." },
  nav: {
    label: "Pages",
    overview: "Overview",
    posts: "Posts",
    watchlists: "Watchlists",
    linkedin: "LinkedIn",
    usage: "Usage",
    tryIt: "Try it",
    activity: "Activity",
    connect: "Connect",
    settings: "Settings",
    help: "Help",
    more: "More",
    agents: "Agents",
  },
  account: { ...shared.account, notSignedOut: "You are still signed in" },
  theme: { label: "Theme", system: "System", light: "Light", dark: "Dark" },
  banner: {
    offline: "You're offline. This page may be out of date; changes can't be sent.",
    sandbox: "Sandbox: nothing here reaches LinkedIn.",
    misconfigured: "The gateway is misconfigured:",
  },
  signIn: {
    ...shared.signIn,
    closed: "Sign-in is turned off on this gateway. Its operator can add “session” to ACCESS.",
    againLead: "Sign in again to continue. Your changes are still here.",
    sandbox: "You are on the sandbox, a local mock of the OutX API. No email is sent.",
    sandboxSuggest: "Sign in as",
    useDemo: "Use this address",
    outbox: "Open the sandbox outbox",
  },
  notFound: {
    title: "Page not found",
    nothing: "There is nothing at this address",
    why: "The address may be outdated or mistyped.",
    home: "Go to Overview",
    operation: "No such operation",
    operationWhy: (name: string) => `This gateway has no operation called “${name}”.`,
  },
};
