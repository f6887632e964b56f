/**
 * The names that a playlist or a file has by where it lies: its own, without extension, and that of the folder around it, as
 * long as that is below `folder`. Of `clip/360p/index.m3u8` below `clip`: `index` and `360p`.
 */
export function pathNames(path: string, folder: string): readonly string[] {
  const isBelow = folder === "" || path.startsWith(`${folder}/`);
  const segments = (isBelow && folder !== "" ? path.slice(folder.length + 1) : path).split("/");
  const file = segments.at(-1) ?? "";
  const dot = file.lastIndexOf(".");
  const stem = dot > 0 ? file.slice(0, dot) : file;
  const around = isBelow ? segments.at(-2) : undefined;
  return [stem, ...(around === undefined ? [] : [around])].filter(name => name !== "");
}

/** The folder of a path: `clip` of `clip/index.m3u8`; empty at the root. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}
