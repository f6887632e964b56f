import { isAbsolute, relative } from "node:path";

/** An absolute path as people write it: from the current folder, when it is below. */
export function pathText(path: string): string {
  const near = relative(process.cwd(), path);
  if (near === "") return ".";
  return near.startsWith("..") || isAbsolute(near) ? path : `./${near}`;
}
