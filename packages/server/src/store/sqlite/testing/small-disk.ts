import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A disk of 4 MB in memory. */
export interface SmallDisk {
  readonly folder: string;
  freeBytes(): number;
  /** Leaves not a byte free; again, where something has become free since. */
  fill(): void;
  /** Takes away what `fill` wrote. */
  empty(): void;
  remove(): void;
}

/** Mounts a tmpfs of 4 MB; undefined where that is not allowed (it takes root). */
export function mountSmallDisk(): SmallDisk | undefined {
  const folder = mkdtempSync(join(tmpdir(), "sluice-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=4m", "tmpfs", folder], { stdio: "ignore" });
  } catch {
    rmSync(folder, { recursive: true });
    return undefined;
  }
  const filler = join(folder, "filler");
  const freeBytes = () => {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  };
  return {
    folder,
    freeBytes,
    fill: () => writeFileSync(filler, Buffer.alloc(freeBytes()), { flag: "a" }),
    empty: () => rmSync(filler),
    remove() {
      execFileSync("umount", [folder]);
      rmSync(folder, { recursive: true });
    },
  };
}
