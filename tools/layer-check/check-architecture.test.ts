import { describe, expect, test } from "vitest";
import { checkArchitecture } from "./check-architecture.ts";
import { namedPaths } from "./named-paths.ts";

const paths = ["packages/token/src/formats/opaque.ts", "packages/token/src/formats/index.ts", "package.json"];

function missing(...markdown: readonly string[]): readonly string[] {
  return checkArchitecture(markdown.join("\n"), paths).map(({ line, message }) => `${line} ${message}`);
}

describe("ARCHITECTURE.md", () => {
  test("has to exist", () => {
    expect(checkArchitecture(undefined, paths)).toEqual([{ path: "ARCHITECTURE.md", message: "is missing" }]);
  });

  test("may name what exists: files, folders, and the ends of their paths", () => {
    const text = "`packages/token/`, `packages/token/src`, `formats/opaque.ts`, `formats/`, `package.json`";
    expect(missing(text)).toEqual([]);
  });

  test.each(["packages/tokens", "tools/nothing.ts", "formats/jwt.ts", "forms/", "README.md", "e2e/"])(
    "fails for `%s`, which does not exist, with its line",
    path => {
      expect(missing("", `see \`${path}\``)).toEqual([`2 names ${path}, which does not exist`]);
    },
  );

  test("a path from a top folder is not found at the end of another one", () => {
    expect(checkArchitecture("`docs/a.md`", ["packages/x/docs/a.md"])).toHaveLength(1);
  });

  test("what is no path is left alone", () => {
    const text =
      "`/v1/health`, `demo/clip`, `hls.js`, `@sluice/token`, `text/html`, `checkAccess`, `node:fs`";
    expect(namedPaths(text)).toEqual([]);
  });

  test("what running makes is left alone", () => {
    expect(namedPaths("`packages/player/dist/player.js` `data/` `./data`")).toEqual([]);
  });

  test("braces stand for each choice, and placeholders for anything below", () => {
    expect(missing("`packages/token/src/formats/{opaque,index★,jwt}.ts`")).toEqual([
      "1 names packages/token/src/formats/jwt.ts, which does not exist",
    ]);
    expect(missing("`formats/<kind>.ts` `packages/*/src/**/*.ts` `forms/<kind>.ts`")).toEqual([
      "1 names forms/, which does not exist",
    ]);
  });
});

describe("a drawn tree", () => {
  test("names each path by its place in the tree", () => {
    const tree = [
      "```",
      "packages/",
      "├── token/src/     what a token says",
      "│   ├── formats/",
      "│   │   └── opaque.ts",
      "│   └── keys/",
      "└── policy/",
      "```",
    ];
    expect(missing(...tree)).toEqual([
      "6 names packages/token/src/keys/, which does not exist",
      "7 names packages/policy/, which does not exist",
    ]);
  });

  test("may be drawn with spaces, and list what is inside after a folder", () => {
    const tree = [
      "```",
      "packages/token/src/   formats/{opaque,index★}.ts · cat/<claim>.ts · cwt/",
      "  formats/   one file each",
      "```",
    ];
    expect(missing(...tree)).toEqual([
      "2 names packages/token/src/cat/, which does not exist",
      "2 names packages/token/src/cwt/, which does not exist",
    ]);
  });

  test("other blocks are no trees", () => {
    expect(namedPaths("```sh\npackages/none/run.sh\n```\n```\nrequest -> docs/x.md\n```")).toEqual([]);
  });
});
