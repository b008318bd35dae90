/** Opens the side panel, in Firefox the sidebar. Nothing may be awaited before: browsers open it only during a user gesture. */
export function openSidePanel(windowId: number): Promise<void> {
  return "sidePanel" in chrome ? chrome.sidePanel.open({ windowId }) : browser.sidebarAction.open();
}
