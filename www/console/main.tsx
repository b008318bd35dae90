import { render } from "preact";

import { keepFocus } from "../shared/state/focus.ts";
import { App } from "./app.tsx";
import "./styles/index.ts";
import { startHistory } from "./state/history-entry.ts";
import { followShortcuts } from "./state/shortcuts.ts";
import { flushToasts } from "./state/toasts.ts";
import { followOtherTabs, restoreSession } from "./state/session.ts";

startHistory();
followOtherTabs();
keepFocus();
followShortcuts();
addEventListener("pagehide", () => void flushToasts());
void restoreSession();
const root = document.getElementById("app");
// Removes the static text that is shown while the scripts load.
root?.replaceChildren();
if (root) render(<App />, root);
