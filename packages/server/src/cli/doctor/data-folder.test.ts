import { expect, test } from "vitest";
import { dataFolder } from "./data-folder.ts";
import type { FileFacts, System } from "./examine/system.ts";
import { outcome } from "./testing/outcome.ts";
import { privateFile, privateFolder, sampleServer, sampleSystem } from "./testing/sample-server.ts";

function look(folder: FileFacts | undefined, database: FileFacts = privateFile, userId = 1000) {
  const stat = (path: string) => (path.endsWith(".db") ? database : folder);
  return lookOn({ stat, userId });
}

const lookOn = (difference: Partial<System>) =>
  outcome(dataFolder, sampleServer({ system: sampleSystem(difference) }));

test("a folder and a database that only their owner can open are well", async () => {
  expect(await look(privateFolder)).toEqual(["ok: The data folder ./data is open to its owner only."]);
});

test("a folder that is not there may be another than was meant", async () => {
  expect(await look(undefined)).toEqual(["warn: The data folder ./data does not exist."]);
});

test("a file in the folder's place fails", async () => {
  expect(await look(privateFile)).toEqual(["fail: ./data is no folder."]);
});

test("what others can write to fails, and what they can look into is a warning", async () => {
  expect(await look({ ...privateFolder, mode: 0o770 })).toEqual([
    "fail: Other users can write to ./data (mode 770).",
  ]);
  expect(await look({ ...privateFolder, mode: 0o755 })).toEqual([
    "warn: Other users can look into ./data (mode 755).",
  ]);
  expect(await look(privateFolder, { ...privateFile, mode: 0o646 })).toEqual([
    "fail: Other users can write to ./data/sluice.db (mode 646).",
  ]);
});

test("another user's folder fails; to the superuser it is a warning", async () => {
  const sentence = (user: number) => `The data folder ./data belongs to user 1000, and this is user ${user}.`;
  expect(await look(privateFolder, privateFile, 1001)).toEqual([`fail: ${sentence(1001)}`]);
  expect(await look(privateFolder, privateFile, 0)).toEqual([`warn: ${sentence(0)}`]);
});

test("a folder that may not be looked into fails", async () => {
  const stat = () => {
    throw Object.assign(new Error("EACCES: permission denied"), { code: "EACCES" });
  };
  expect(await lookOn({ stat })).toEqual([
    "fail: The data folder ./data cannot be looked into: this user has no right to it.",
  ]);
});
