// Uses a page by keyboard only.

import assert from "node:assert/strict";

/** Presses Tab until `target` has the focus, and asserts that its focus ring is visible. */
export async function tabTo(page, target, most = 80) {
  await target.waitFor({ state: "attached" });
  for (let presses = 0; presses < most; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return assertRing(target);
    await page.keyboard.press("Tab");
  }
  assert.fail(`${target} is not reached by ${most} presses of Tab`);
}

/** Moves the focus to `target` and presses Enter. */
export async function enterOn(page, target) {
  await tabTo(page, target);
  await page.keyboard.press("Enter");
}

/** Moves the focus to a field and types. */
export async function typeInto(page, target, text) {
  await tabTo(page, target);
  await page.keyboard.type(text);
}

// The ring of a radio button is drawn by its next sibling.
async function assertRing(target) {
  const ringed = await target.evaluate((element) =>
    [element, element.nextElementSibling].some((each) => each && getComputedStyle(each).outlineStyle !== "none" && parseFloat(getComputedStyle(each).outlineWidth) >= 2),
  );
  assert.ok(ringed, `${target} does not show that it has the focus`);
}
