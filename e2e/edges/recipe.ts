import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** What stands in a file of deploy/edges/, and what the test has in its place. */
export type Change = readonly [from: string, to: string];

/** A file of deploy/edges/ as it is shipped, with addresses, ports and folders of this machine put in. */
export function recipe(name: string, changes: readonly Change[]): string {
  const file = fileURLToPath(new URL(`../../deploy/edges/${name}`, import.meta.url));
  return changes.reduce(
    (text, [from, to]) => {
      if (!text.includes(from)) throw new Error(`deploy/edges/${name} does not say: ${from}`);
      return text.replaceAll(from, () => to);
    },
    readFileSync(file, "utf8"),
  );
}
