import { effect, signal } from "@preact/signals";

export type Theme = "system" | "light" | "dark";

const KEY = "outx.theme";

/** The chosen theme. public/theme.js reads the same storage key before the first paint. */
export const theme = signal<Theme>(stored());

function stored(): Theme {
  try {
    const value = localStorage.getItem(KEY);
    return value === "light" || value === "dark" ? value : "system";
  } catch {
    return "system";
  }
}

effect(() => {
  if (theme.value === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme.value;
  try {
    if (theme.value === "system") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, theme.value);
  } catch {
    // Storage may be blocked. The choice then lasts until the page is left.
  }
});
