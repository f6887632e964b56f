import { expect, test } from "vitest";
import { isKeyFile } from "./key-file.ts";

test.each([
  "key",
  "aes_key",
  "enc.key",
  "v0/file.key",
  "keys/7.key",
  "key-3",
  "key_12",
  "key1.bin",
  "key.bin",
  "stream_b128.m3u8key",
  "encryption_key",
  "KEY",
])("the key of encrypted media is known by its name: %s", path => {
  expect(isKeyFile(path)).toBe(true);
});

test.each([
  "monkey.ts",
  "key.ts",
  "key/seg-1.ts",
  "key.m3u8",
  "turkey",
  "keynote.mp4",
  "keyframes.jpg",
  "",
  "seg-1.m4s",
])("what is no key is none: %s", path => {
  expect(isKeyFile(path)).toBe(false);
});
