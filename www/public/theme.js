// Before the first paint, so that a reader who chose other colours than the system's sees no flash.
try {
  var theme = localStorage.getItem("outx.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be forbidden; then the system's colours are right.
}
