import { checkForMentions } from "./api/check-mentions.ts";
import { openSidePanel } from "./lib/side-panel.ts";
import { strings } from "./lib/strings.ts";
import { countUnread } from "./model/mention-digest.ts";
import { DEFAULT_MINUTES } from "./model/settings.ts";
import { subjectOf } from "./model/subject.ts";
import { badgeText } from "./model/unread.ts";
import { gatewayAddress } from "./state/session.ts";
import { readStored, watchStored, writeStored } from "./state/store.ts";

// The browser stops this worker (in Firefox, this page) after 30 s without events and starts it again for the next event. So no state is kept in
// variables (the badge is drawn from stored state), and every listener is added synchronously, before anything is awaited.

const ALARM = "check";
const MENU = "open";

chrome.runtime.onInstalled.addListener(({ reason }) => {
  void schedule();
  chrome.contextMenus.create({ id: MENU, title: strings.companion.menu, contexts: ["link"], targetUrlPatterns: ["https://*.linkedin.com/*"] });
  if (reason === "install") void chrome.tabs.create({ url: "options.html#welcome" });
});
chrome.contextMenus.onClicked.addListener(({ menuItemId, linkUrl }, tab) => {
  const subject = menuItemId === MENU ? subjectOf(linkUrl) : null;
  if (!subject || tab?.windowId === undefined) return;
  void openSidePanel(tab.windowId);
  void writeStored("chosen", subject);
});
// `chrome.notifications` is absent until the reader allows notifications.
(chrome as Partial<typeof chrome>).notifications?.onClicked.addListener((watchlist) => void openWatchlist(watchlist));
chrome.runtime.onStartup.addListener(() => schedule());
chrome.alarms.onAlarm.addListener(({ name }) => {
  if (name === ALARM) void checkForMentions();
});
chrome.runtime.onMessage.addListener((message, _sender, reply) => {
  if (message !== "check") return false;
  void checkForMentions().finally(() => reply());
  // Chrome keeps the worker and the channel until the reply if the listener returns true.
  return true;
});
watchStored("session", (now) => {
  if (now) void checkFirst();
});
watchStored("minutes", () => schedule());
watchStored("digest", async (digest) => {
  const { count, more } = digest ? countUnread(digest) : { count: 0, more: false };
  const text = badgeText(count, more);
  await chrome.action.setBadgeText({ text });
  await chrome.action.setTitle({ title: text ? strings.companion.badge(text) : strings.companion.name });
});

/** Opens a watchlist in the console, by its kind and id. */
async function openWatchlist(watchlist: string): Promise<void> {
  const gateway = await gatewayAddress(await readStored("session"));
  await chrome.tabs.create({ url: `${gateway}/#/watchlists/${watchlist}` });
  await chrome.notifications.clear(watchlist);
}

async function schedule(): Promise<void> {
  const periodInMinutes = (await readStored("minutes")) ?? DEFAULT_MINUTES;
  await chrome.alarms.create(ALARM, { periodInMinutes });
}

/** Checks for mentions after a sign-in. A renewed token changes the stored session too, but only a new session has no digest yet. */
async function checkFirst(): Promise<void> {
  if (!(await readStored("digest"))) await checkForMentions();
}
