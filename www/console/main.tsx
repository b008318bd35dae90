import { render } from "preact";

import { App } from "./app.tsx";
import "./styles/index.ts";
import { restoreSession } from "./state/session.ts";

void restoreSession();
const root = document.getElementById("app");
if (root) render(<App />, root);
