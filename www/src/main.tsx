import { render } from "preact";

import { App } from "./app.tsx";
import { restore } from "./session.ts";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/shell.css";
import "./styles/controls.css";
import "./styles/parts.css";
import "./styles/pages.css";
import "./styles/results.css";
import "./styles/data.css";

void restore();
const root = document.getElementById("app");
if (root) render(<App />, root);
