/** Saves a file through the browser. */
export function downloadFile(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // Once the click was handled, the browser has its own reference to the data.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
