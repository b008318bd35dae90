import { PUBLIC_KEY } from "./identity.js";

const NAME = "OutX companion";
export const ICON_SIZES = [16, 32, 48, 128];
/** The id that Firefox stores the extension's data under. */
export const FIREFOX_ID = "companion@outx.example";

/**
 * The manifest for one browser.
 *
 * @param {{ browser: "chromium" | "firefox", version: string, hosts: string[], optionalHosts: string[], sources: string[] }} build `hosts`:
 *   permissions granted at installation. `optionalHosts`: permissions that the options may request. `sources`: sources of `connect-src`.
 */
export function manifest({ browser, version, hosts, optionalHosts, sources }) {
  const icons = Object.fromEntries(ICON_SIZES.map((size) => [size, `icons/${size}.png`]));
  const own = browser === "firefox" ? firefox(icons) : chromium();
  return {
    manifest_version: 3,
    name: NAME,
    version,
    description: "Mentions, watchlists and profiles of your OutX team alongside LinkedIn, through your own gateway.",
    icons,
    action: { default_popup: "popup.html", default_icon: icons, default_title: NAME },
    options_ui: { page: "options.html", open_in_tab: true },
    commands: { _execute_action: { suggested_key: { default: "Alt+Shift+O" } } },
    // Requested when the reader turns notifications on.
    optional_permissions: ["notifications"],
    host_permissions: hosts,
    ...(optionalHosts.length > 0 && { optional_host_permissions: optionalHosts }),
    content_security_policy: { extension_pages: policy(sources) },
    ...own,
    // With activeTab, the address of a tab is readable only after the reader clicked the icon there.
    permissions: ["activeTab", "alarms", "contextMenus", "storage", ...own.permissions],
  };
}

function chromium() {
  return {
    key: PUBLIC_KEY,
    // The first version with the CSS function light-dark(), which the styles use.
    minimum_chrome_version: "123",
    background: { service_worker: "worker.js", type: "module" },
    side_panel: { default_path: "panel.html" },
    permissions: ["sidePanel"],
    // Without this entry every other extension could open a connection. In Firefox none can.
    externally_connectable: { ids: [] },
  };
}

function firefox(icons) {
  return {
    browser_specific_settings: {
      gecko: {
        id: FIREFOX_ID,
        // The first version that shows data_collection_permissions.
        strict_min_version: "140.0",
        // Sent to the gateway only: the email address and the code of a sign-in, and the LinkedIn page that the reader chose.
        data_collection_permissions: { required: ["authenticationInfo", "browsingActivity", "personallyIdentifyingInfo"] },
      },
    },
    background: { scripts: ["worker.js"], type: "module" },
    sidebar_action: { default_panel: "panel.html", default_title: NAME, default_icon: icons, open_at_install: false },
    permissions: [],
  };
}

function policy(sources) {
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    // 'self' allows the wasm file.
    `connect-src 'self' ${sources.join(" ")}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}
