import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { locatePeer } from "./find-peer.ts";

let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sluice-peers-"));
  addProgram("player-two", "exit 0");
  addProgram("broken", "exit 1");
});

afterAll(() => rmSync(folder, { recursive: true }));

function addProgram(name: string, body: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\n${body}\n`);
  chmodSync(join(folder, name), 0o755);
}

function peer(candidates: readonly string[], proofs: readonly { command?: string; args: string[] }[] = []) {
  return locatePeer({ packages: ["p"], candidates, proofs }, folder);
}

describe("locatePeer", () => {
  test("takes the first candidate that exists", () => {
    expect(peer(["player-one", "player-two"])).toEqual({ path: join(folder, "player-two") });
  });

  test("is undefined when there is no candidate on PATH", () => {
    expect(peer(["player-one"])).toBeUndefined();
  });

  test("an absolute path is a file to be there, not a program", () => {
    expect(peer([join(folder, "player-two")])).toEqual({ path: join(folder, "player-two") });
    expect(peer([join(folder, "no-font.ttf")])).toBeUndefined();
  });

  test("a peer that does not run, or lacks a part, counts as missing", () => {
    expect(peer(["broken"], [{ args: ["--version"] }])).toBeUndefined();
    expect(peer(["player-two"], [{ command: "broken", args: [] }])).toBeUndefined();
    expect(peer(["player-two"], [{ command: "no-inspector", args: [] }])).toBeUndefined();
  });

  test("a peer that passes every proof is found", () => {
    const proofs = [{ args: ["--version"] }, { command: "player-two", args: ["--more"] }];
    expect(peer(["player-two"], proofs)).toEqual({ path: join(folder, "player-two") });
  });
});
