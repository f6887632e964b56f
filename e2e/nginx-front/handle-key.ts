import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const page = new URL("../../docs/nginx.md", import.meta.url);

/** What the command of docs/nginx.md makes of a master key: the file that nginx includes. */
export function handleKeyFile(masterKey: string): string {
  const command = /^node -p '[^']+'(?= < )/m.exec(readFileSync(page, "utf8"))?.[0];
  if (command === undefined) throw new Error("docs/nginx.md does not say how to make the key of handles");
  return execFileSync("sh", ["-c", command], { input: `${masterKey}\n`, encoding: "utf8" });
}
