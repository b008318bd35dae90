// Runs before the first paint, so that a reader whose theme differs from the system's sees no flash.
try {
  var theme = localStorage.getItem("outx.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be blocked; then the system's theme applies.
}
