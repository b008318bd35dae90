import "../../src/styles/tokens.css";
import "../../src/styles/base.css";
import "../../src/styles/shell.css";
import "../../src/styles/controls.css";
import "../../src/styles/parts.css";
import "../../src/styles/pages.css";
import "../../src/styles/data.css";
import "./companion.css";
