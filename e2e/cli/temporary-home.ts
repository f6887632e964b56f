import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder for one test, outside any project, so that no configuration of somebody else is found. */
export interface TemporaryHome {
  readonly path: string;
  /** The data folder in it; not made yet. */
  readonly dataDir: string;
  remove(): void;
}

export function temporaryHome(): TemporaryHome {
  const path = mkdtempSync(join(tmpdir(), "sluice-cli-"));
  return {
    path,
    dataDir: join(path, "data"),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}
