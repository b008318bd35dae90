import "../../../shared/styles/tokens.css";
import "../../../shared/styles/base.css";
import "../../../shared/styles/controls.css";
import "../../../shared/styles/parts.css";
import "../../../shared/styles/display.css";
import "../../../shared/styles/results.css";
import "./companion.css";
import "../../../shared/styles/contrast.css";
