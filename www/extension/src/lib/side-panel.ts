/** Opens the side panel, in Firefox the sidebar. Callers must not await anything before, because browsers open it only during a user gesture. */
export function openSidePanel(windowId: number): Promise<void> {
  return "sidePanel" in chrome ? chrome.sidePanel.open({ windowId }) : browser.sidebarAction.open();
}
