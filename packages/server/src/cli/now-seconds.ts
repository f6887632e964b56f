/** The time of this machine for what a command prints and reads, Unix seconds; the server decides by its own clock. */
export function nowSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
