// Copies a code, and announces the result to screen readers.

document.addEventListener("click", async ({ target }) => {
  const { copy } = target.dataset ?? {};
  if (!copy) return;
  const status = document.querySelector("[role=status]");
  try {
    await navigator.clipboard.writeText(copy);
    status.textContent = `Copied ${copy}. Paste it where you sign in.`;
  } catch {
    status.textContent = `The browser did not allow copying; type ${copy} where you sign in.`;
  }
});
