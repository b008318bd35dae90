// Keyboard, focus, zoom, small screens, touch and forced colours.

import assert from "node:assert/strict";
import { before, test } from "node:test";

import { assertAccessible, openConsole } from "./support/console.mjs";

let stack;

before(async (t) => {
  stack = await openConsole(t, { env: { MCP: "write" } });
});

const PAGES = ["#/", "#/posts", "#/watchlists/keyword", "#/watchlists/keyword/new", "#/watchlists/people/new", "#/linkedin", "#/usage", "#/try/team.get", "#/connect", "#/settings", "#/activity", "#/activity/tasks", "#/activity/requests", "#/public"];
/** Elements whose click leaves the page, the session or the browser. */
const LEFT_OUT = "[target=_blank], [aria-label='Sign out'], .rail a, .page a, [download], .skip";

test("the palette goes to pages, watchlists and operations by keyboard", async (t) => {
  const page = await stack.visit(t);
  await page.keyboard.press("Control+k");
  const field = page.getByRole("combobox", { name: "Go to a page, a watchlist or an operation" });
  await field.waitFor();
  await page.getByRole("option", { name: /^Hiring and interviews/ }).waitFor();
  await assertAccessible(page, "the palette", [1280]);
  await page.keyboard.type("hiring");
  const active = await field.getAttribute("aria-activedescendant");
  assert.match(await page.locator(`[id="${active}"]`).textContent(), /^Hiring and interviews/);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Posts of Hiring and interviews" }).waitFor();
  await page.keyboard.press("Control+k");
  await field.waitFor();
  await page.keyboard.type("send a message");
  await page.keyboard.press("Enter");
  await page.waitForURL(/#\/linkedin\/linkedin\.sendMessage/);
  // A palette that is open when the page changes is closed.
  await page.getByRole("button", { name: "Review and send" }).waitFor();
  await page.keyboard.press("Control+k");
  await field.waitFor();
  await page.goBack();
  await field.waitFor({ state: "detached" });
});

test("single keys move, like and comment, and can be turned off", async (t) => {
  const page = await stack.visit(t);
  await page.keyboard.press("g");
  await page.keyboard.press("p");
  await page.locator("article.post").first().waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  const focused = () => page.evaluate(() => document.activeElement.closest("[data-index]")?.dataset.index);
  assert.equal(await focused(), "1");
  await page.keyboard.press("k");
  assert.equal(await focused(), "0");
  await page.keyboard.press("c");
  await page.waitForFunction(() => document.activeElement.matches("textarea"));
  // In a field the keys type text.
  await page.keyboard.type("n?");
  await page.waitForFunction((wanted) => document.activeElement.value === wanted, "n?");
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.keyboard.press("?");
  const dialog = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await dialog.waitFor();
  await assertAccessible(page, "the shortcuts", [1280]);
  await dialog.getByRole("checkbox").uncheck();
  await page.keyboard.press("Escape");
  await page.keyboard.press("n");
  await page.keyboard.press("?");
  assert.match(page.url(), /#\/posts/);
  assert.equal(await dialog.count(), 0);
});

test("at 200 % zoom nothing is cut off on any page", async (t) => {
  const page = await stack.visit(t);
  // A window of 1280 px at 200 % has 640 CSS px.
  await page.setViewportSize({ width: 640, height: 400 });
  for (const path of PAGES) {
    await page.goto(`${stack.url}/${path}`);
    await page.reload();
    await page.waitForFunction(() => !document.querySelector(".skeleton"));
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0, path);
  }
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("link", { name: "Usage", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "Usage" }).waitFor();
  assert.ok(await page.locator("#more-pages").isHidden());
});

test("on a small screen no choice is cut off, and no button covers code", async (t) => {
  const page = await stack.visit(t);
  await page.setViewportSize({ width: 360, height: 800 });
  for (const path of [...PAGES, "#/try/posts.list", "#/agents"]) {
    await page.goto(`${stack.url}/${path}`);
    await page.reload();
    await page.locator("main h1").waitFor();
    await page.waitForFunction(() => !document.querySelector(".skeleton"));
    const found = await page.evaluate(() => {
      const pen = document.createElement("canvas").getContext("2d");
      const isCut = (select) => {
        const style = getComputedStyle(select);
        pen.font = style.font;
        return pen.measureText(select.selectedOptions[0]?.text ?? "").width > select.clientWidth - parseFloat(style.paddingInlineStart) - parseFloat(style.paddingInlineEnd) + 1;
      };
      const isCovered = (code) => {
        const button = code.querySelector("button")?.getBoundingClientRect();
        const text = new Range();
        text.selectNodeContents(code.querySelector("code"));
        return button && [...text.getClientRects()].some((line) => line.right > button.left && line.left < button.right && line.bottom > button.top && line.top < button.bottom);
      };
      return [...[...document.querySelectorAll("main select")].filter(isCut).map((select) => select.selectedOptions[0].text), ...[...document.querySelectorAll("main .code")].filter(isCovered).map((code) => code.textContent.slice(0, 40))];
    });
    assert.deepEqual(found, [], path);
  }
});

test("with forced colours the current page and the chosen option have an outline", async (t) => {
  const page = await stack.visit(t, "#/watchlists/keyword");
  await page.emulateMedia({ forcedColors: "active" });
  await page.locator(".row-item").first().waitFor();
  const marked = (selector) => page.locator(selector).first().evaluate((each) => getComputedStyle(each).outlineStyle !== "none");
  for (const [current, other] of [[".tabs a[aria-current]", ".tabs a:not([aria-current])"], [".rail-nav a[aria-current]", ".rail-nav a:not([aria-current])"], [".choice > input:checked + .choice-face", ".choice > input:not(:checked) + .choice-face"]]) {
    assert.ok(await marked(current), current);
    assert.ok(!(await marked(other)), other);
  }
});

test("a chosen segment has a contrast of 3:1 with its track, in both themes", async (t) => {
  const page = await stack.visit(t, "#/connect");
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    const ratio = await page.locator(".choice > input:checked + .choice-face").first().evaluate((face) => {
      const luminance = (color) => {
        const [r, g, b] = color.match(/[\d.]+/g).map((each) => Number(each) / 255).map((each) => (each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const [border] = getComputedStyle(face).boxShadow.match(/rgb\([^)]*\)/);
      const [a, b] = [border, getComputedStyle(face.closest(".choices-row")).backgroundColor].map(luminance).sort((a, b) => b - a);
      return (a + 0.05) / (b + 0.05);
    });
    assert.ok(ratio >= 3, `${colorScheme}: ${ratio.toFixed(2)}`);
  }
});

test("on a touch screen fields have 16 px, so that Safari does not zoom into them", async (t) => {
  const context = await stack.browser.newContext({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 800 } });
  t.after(() => context.close());
  const page = await context.newPage();
  await page.goto(stack.url);
  const size = await page.getByLabel("Email").evaluate((field) => getComputedStyle(field).fontSize);
  assert.equal(size, "16px");
});

test("few messages are shown at a time, and the same message is shown once", async (t) => {
  const page = await stack.visit(t, "#/watchlists/keyword");
  await stack.sandbox.fault("PUT", "/api-keyword-watchlist", { status: 402, body: { error: "Your plan includes up to 2 watchlists" } }, 10);
  t.after(() => stack.sandbox.clearFaults());
  for (let round = 0; round < 3; round += 1) {
    await page.getByRole("button", { name: /^Pause / }).first().click();
    await page.locator(".toast").first().waitFor();
    await page.waitForTimeout(300);
  }
  assert.equal(await page.locator(".toast").count(), 1);
});

// The last test, because it deletes what the others use.
test("the focus is never lost, whatever is pressed on a page", async (t) => {
  const page = await stack.visit(t);
  page.on("download", (download) => void download.cancel());
  for (const path of PAGES) {
    await page.goto(`${stack.url}/${path}`);
    await page.reload();
    await page.locator("main h1").waitFor().catch(() => assert.fail(`${path} does not open`));
    await page.waitForFunction(() => !document.querySelector(".skeleton"));
    const count = await page.evaluate((leftOut) => [...document.querySelectorAll("main :is(button, summary, input[type=checkbox], input[type=radio])")].filter((each) => !each.matches(leftOut)).length, LEFT_OUT);
    for (let index = 0; index < Math.min(count, 25); index += 1) {
      const pressed = await page.evaluate(
        ({ index, leftOut }) => {
          const control = [...document.querySelectorAll("main :is(button, summary, input[type=checkbox], input[type=radio])")].filter((each) => !each.matches(leftOut) && each.checkVisibility())[index];
          if (!control) return null;
          control.focus();
          control.click();
          return control.getAttribute("aria-label") ?? control.textContent;
        },
        { index, leftOut: LEFT_OUT },
      );
      if (pressed === null) break;
      await page.waitForTimeout(60);
      const lost = await page.evaluate(() => document.activeElement === document.body || document.activeElement === null);
      assert.ok(!lost, `${path}: the focus is lost after "${pressed}"`);
      if (await page.locator("dialog[open]").count()) {
        await page.keyboard.press("Escape");
        await page.waitForTimeout(60);
        assert.ok(await page.evaluate(() => document.activeElement !== document.body), `${path}: the focus is lost after the dialog of "${pressed}"`);
      }
    }
  }
});
