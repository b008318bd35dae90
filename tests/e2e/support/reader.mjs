// Uses a page as a visitor does, in any browser whose driver has `goto`, `run`, `clickOn`, `press`, `reload`, `resize` and `openTab`.

import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";

const LIMIT_MS = 30_000;

/** Runs in the page: finds the first visible element that matches `selector` and, unless `name` is empty, has this name. */
const find = (selector, name) => {
  const nameOf = (element) => (element.getAttribute("aria-label") ?? element.innerText ?? "").replace(/\s+(?=:)/g, "").replace(/\s+/g, " ").trim();
  return [...document.querySelectorAll(selector)].find((element) => element.checkVisibility() && (!name || nameOf(element) === name));
};
/** Runs in the page: finds the control of a label. */
const control = (label) => [...document.querySelectorAll("label")].find((each) => each.textContent.trim() === label && each.checkVisibility())?.control;

export class Reader {
  constructor(tab, url) {
    this.tab = tab;
    this.url = url;
  }

  open = (path) => this.tab.goto(`${this.url}/${path}`);
  go = (path) => this.tab.run((path) => void (location.hash = path), path);
  run = (fn, ...args) => this.tab.run(fn, ...args);
  press = (...keys) => this.tab.press(...keys);
  reload = () => this.tab.reload();

  /** Runs `fn` in the page until it returns a truthy value, and returns that. */
  async until(fn, ...args) {
    const end = Date.now() + LIMIT_MS;
    for (;;) {
      // While a page is being replaced, it runs no scripts.
      const found = await this.tab.run(fn, ...args).catch(() => undefined);
      if (found) return found;
      if (Date.now() > end) assert.fail(`${fn} of ${JSON.stringify(args)} does not hold in: ${await this.text().catch(() => "no page")}`);
      await setTimeout(30);
    }
  }

  text = () => this.tab.run(() => document.body.innerText.slice(0, 1_500));
  shows = (text) => this.until((text) => document.body.innerText.includes(text), text);
  heading = (text) => this.until((text) => document.querySelector("h1")?.innerText.includes(text), text);

  /** Clicks with the pointer on the first visible element that matches `selector` and has this name. */
  async click(selector, name) {
    await this.has(selector, name);
    await this.tab.clickOn(find, selector, name ?? "");
  }

  has = (selector, name) => this.until(`return Boolean((${find})(...args));`, selector, name ?? "");
  lacks = (selector, name) => this.until(`return !(${find})(...args);`, selector, name ?? "");
  focus = (selector, name) => this.has(selector, name).then(() => this.run(`(${find})(...args).focus();`, selector, name ?? ""));

  /** Replaces the text of a field. */
  async fill(label, text) {
    await this.until(`return Boolean((${control})(...args));`, label);
    await this.run(`const field = (${control})(args[0]); field.focus(); field.value = args[1]; field.dispatchEvent(new InputEvent("input", { bubbles: true }));`, label, text);
  }

  valueOf = (label) => this.run(`return (${control})(args[0])?.value;`, label);

  /** Waits until the element with the focus matches `selector`. */
  focused = (selector) => this.until((selector) => document.activeElement?.matches(selector), selector);
  focusedName = (name) => this.until((name) => (document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.innerText)?.replace(/\s+/g, " ").trim() === name, name);

  async openTab(path = "") {
    const other = new Reader(await this.tab.openTab(), this.url);
    await other.open(path);
    return other;
  }
}
