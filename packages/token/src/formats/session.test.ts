import { describe, expect, test } from "vitest";
import { nodeCrypto } from "../crypto/node.ts";
import { HANDLE_LENGTH, handleScope, openHandle, sealHandle } from "./session.ts";

const key = nodeCrypto.macKey(new Uint8Array(32).fill(7));
const otherKey = nodeCrypto.macKey(new Uint8Array(32).fill(8));
const keyOf = (id: number) => (id === 1 ? key : undefined);
const claims = {
  keyId: 1,
  sessionId: Buffer.from(new Uint8Array(16).fill(3)).toString("base64url"),
  scope: handleScope(nodeCrypto, "demo/clip"),
  capSeconds: 4_000_000_000,
};

describe("a session handle", () => {
  test("is 62 characters of [A-Za-z0-9_-] and says what was sealed", () => {
    const handle = sealHandle(nodeCrypto, key, claims);
    expect(handle).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(handle.length).toBe(HANDLE_LENGTH);
    const opened = openHandle(nodeCrypto, keyOf, handle);
    expect(opened && { ...opened, scope: Buffer.from(opened.scope).toString("hex") }).toEqual({
      ...claims,
      scope: Buffer.from(claims.scope).toString("hex"),
    });
  });

  test("is refused when any single character is changed to any other", () => {
    const handle = sealHandle(nodeCrypto, key, claims);
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for (let at = 0; at < handle.length; at += 1) {
      for (const letter of alphabet) {
        if (letter === handle[at]) continue;
        const altered = handle.slice(0, at) + letter + handle.slice(at + 1);
        expect(openHandle(nodeCrypto, keyOf, altered), altered).toBeUndefined();
      }
    }
  });

  test("is refused under another key, an unknown key id, and in any other length", () => {
    const handle = sealHandle(nodeCrypto, key, claims);
    expect(openHandle(nodeCrypto, () => otherKey, handle)).toBeUndefined();
    expect(openHandle(nodeCrypto, () => undefined, handle)).toBeUndefined();
    for (const text of ["", handle.slice(1), `${handle}A`, handle.repeat(2)]) {
      expect(openHandle(nodeCrypto, keyOf, text)).toBeUndefined();
    }
  });

  test("cannot be sealed for an id that is not 16 bytes", () => {
    expect(() => sealHandle(nodeCrypto, key, { ...claims, sessionId: "abc" })).toThrow(RangeError);
  });
});
