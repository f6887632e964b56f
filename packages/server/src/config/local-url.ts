/** How this machine reaches a listener of its own, on any of its addresses. */
export function localUrl({ port, isSecure }: { readonly port: number; readonly isSecure: boolean }): string {
  return `${isSecure ? "https" : "http"}://localhost:${port}`;
}
