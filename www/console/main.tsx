import { render } from "preact";

import { App } from "./app.tsx";
import "./styles/index.ts";
import { keepFocus } from "./state/focus.ts";
import { flushToasts } from "./state/toasts.ts";
import { followOtherTabs, restoreSession } from "./state/session.ts";

followOtherTabs();
keepFocus();
addEventListener("pagehide", flushToasts);
void restoreSession();
const root = document.getElementById("app");
if (root) render(<App />, root);
