// Sets the theme before the first paint, so that the page does not flash if the theme differs from the system's.
try {
  var theme = localStorage.getItem("outx.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be blocked. The system's theme then applies.
}
