import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tlsVector } from "./testing/tls-vectors.ts";
import { markOfTlsFiles, readTlsPair, TlsPairError } from "./tls-pair.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sluice-tls-pair-"));
  writeFileSync(join(folder, "text.pem"), "SECRET TEXT, no PEM");
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("a certificate and its key", () => {
  test("are read when they belong together", () => {
    expect(readTlsPair(tlsVector("one")).leaf.subject).toBe("CN=one.sluice.test");
  });

  test("are refused when they do not, are not there, or are none; what is in them is not told", () => {
    const [one, two, text] = [tlsVector("one"), tlsVector("two"), join(folder, "text.pem")];
    const none = join(folder, "none.pem");
    const faultOf = (files: typeof one): string => {
      try {
        readTlsPair(files);
        return "none";
      } catch (error) {
        expect(error).toBeInstanceOf(TlsPairError);
        return error instanceof Error ? error.message : "";
      }
    };
    expect(faultOf({ ...one, key: two.key })).toBe(`${two.key} is not the key of ${one.certificate}`);
    expect(faultOf({ ...one, key: none })).toBe(`${none} cannot be read: ENOENT`);
    expect(faultOf({ ...one, key: text })).toBe(`${text} holds no private key in PEM without a passphrase`);
    expect(faultOf({ ...one, certificate: text })).toBe(`${text} holds no certificate in PEM`);
    expect(faultOf({ ...one, certificate: one.key })).toBe(`${one.key} holds no certificate in PEM`);
  });

  test("have a mark that changes with the files", () => {
    const file = join(folder, "changing.pem");
    const mark = () => markOfTlsFiles({ certificate: file, key: tlsVector("one").key });
    const missing = mark();
    writeFileSync(file, "a");
    const there = mark();
    expect(mark()).toBe(there);
    writeFileSync(file, "ab");
    expect(new Set([missing, there, mark()]).size).toBe(3);
  });
});
