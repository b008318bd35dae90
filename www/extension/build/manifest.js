import { PUBLIC_KEY } from "./identity.js";

const NAME = "OutX companion";
export const ICON_SIZES = [16, 32, 48, 128];

/**
 * The manifest for one gateway.
 *
 * @param {{ gateway: string, version: string }} build `gateway` as `gatewayOrigin` returns it
 */
export function manifest({ gateway, version }) {
  const icons = Object.fromEntries(ICON_SIZES.map((size) => [size, `icons/${size}.png`]));
  return {
    manifest_version: 3,
    name: NAME,
    version,
    description: "Mentions, watchlists and profiles of your OutX team alongside LinkedIn, through your own gateway.",
    key: PUBLIC_KEY,
    // the first with light-dark(), which the colours are written in
    minimum_chrome_version: "123",
    icons,
    action: { default_popup: "popup.html", default_icon: icons, default_title: NAME },
    background: { service_worker: "worker.js", type: "module" },
    side_panel: { default_path: "panel.html" },
    options_ui: { page: "options.html", open_in_tab: true },
    commands: { _execute_action: { suggested_key: { default: "Alt+Shift+O" } } },
    // activeTab: the address of the tab is readable only after the reader clicked the icon there
    permissions: ["activeTab", "alarms", "contextMenus", "sidePanel", "storage"],
    // asked for when the reader turns notifications on
    optional_permissions: ["notifications"],
    host_permissions: [`${gateway}/*`],
    // without this entry every other extension could open a connection
    externally_connectable: { ids: [] },
    content_security_policy: { extension_pages: policy(gateway) },
  };
}

function policy(gateway) {
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    // 'self' is for the wasm file
    `connect-src 'self' ${gateway}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}
