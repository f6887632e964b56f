/** Copies a short text. Without HTTPS the clipboard is closed, and the old command copies what is selected. */
export async function copyText(text: string, shownIn: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    getSelection()?.selectAllChildren(shownIn);
    return document.execCommand("copy");
  }
}
