import { render } from "preact";

import { App } from "./app.tsx";
import "./styles/index.ts";
import { restore } from "./state/session.ts";

void restore();
const root = document.getElementById("app");
if (root) render(<App />, root);
