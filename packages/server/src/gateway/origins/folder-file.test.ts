import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isInside, openFolderFile } from "./folder-file.ts";

let base: string;

beforeEach(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), "folder-file-")));
});

afterEach(() => rmSync(base, { recursive: true }));

test.skipIf(process.platform !== "linux")(
  "a folder that turns into a link while files are opened never leads outside",
  async () => {
    for (const name of ["root", "root/a", "outside"]) mkdirSync(join(base, name));
    writeFileSync(join(base, "root/a/x.mp4"), "inside");
    writeFileSync(join(base, "outside/x.mp4"), "outside");
    symlinkSync(join(base, "outside"), join(base, "root/link"));
    let open = true;
    const contents = new Set<string>();

    async function flip(): Promise<void> {
      while (open) {
        renameSync(join(base, "root/a"), join(base, "root/b"));
        renameSync(join(base, "root/link"), join(base, "root/a"));
        await turn();
        renameSync(join(base, "root/a"), join(base, "root/link"));
        renameSync(join(base, "root/b"), join(base, "root/a"));
        await turn();
      }
    }

    async function read(): Promise<void> {
      for (let i = 0; i < 400; i += 1) {
        const file = await openFolderFile(join(base, "root"), join(base, "root/a/x.mp4"));
        if (file === undefined) continue;
        contents.add(await file.handle.readFile("utf8"));
        await file.handle.close();
      }
    }

    const flipping = flip();
    await Promise.all([read(), read(), read()]);
    open = false;
    await flipping;
    expect([...contents]).toEqual(["inside"]);
  },
);

test("a name that only begins like the root is not inside", () => {
  expect(isInside("/media", "/media/a")).toBe(true);
  expect(isInside("/media", "/media-private/a")).toBe(false);
  expect(isInside("/media", "/media")).toBe(false);
  expect(isInside("/", "/a")).toBe(true);
});
