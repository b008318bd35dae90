import { check } from "./api/check.ts";
import { total } from "./model/mention-digest.ts";
import { DEFAULT_MINUTES } from "./model/settings.ts";
import { read, watch } from "./state/store.ts";
import { badgeText } from "./model/unread.ts";

// Chrome stops this worker after half a minute of rest and starts it again for an event. So nothing is remembered in
// variables (the badge is painted from what is stored), and every listener is added at once, before anything is awaited.

const ALARM = "check";

chrome.runtime.onInstalled.addListener(() => schedule());
chrome.runtime.onStartup.addListener(() => schedule());
chrome.alarms.onAlarm.addListener(({ name }) => {
  if (name === ALARM) void check();
});
chrome.runtime.onMessage.addListener((message, _sender, reply) => {
  if (message !== "check") return false;
  void check().finally(() => reply());
  // Chrome keeps the worker and the channel until the reply.
  return true;
});
watch("session", (now) => {
  if (now) void checkFirst();
});
watch("minutes", () => schedule());
watch("news", async (news) => {
  const { count, more } = news ? total(news) : { count: 0, more: false };
  await chrome.action.setBadgeText({ text: badgeText(count, more) });
});

async function schedule(): Promise<void> {
  const periodInMinutes = (await read("minutes")) ?? DEFAULT_MINUTES;
  await chrome.alarms.create(ALARM, { periodInMinutes });
}

/** A renewed token changes the session too; only a new one has no news yet. */
async function checkFirst(): Promise<void> {
  if (!(await read("news"))) await check();
}
