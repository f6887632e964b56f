import { describe, expect, test } from "vitest";
import { createTabMemory, type Remembered } from "./tab-memory.ts";

const server = "https://media.example/";
const entry: Remembered = {
  token: "A",
  session: {
    id: "ses_1",
    url: "https://media.example/s/h/demo/clip/index.m3u8",
    format: "hls",
    kind: "vod",
    expiresAtSeconds: null,
    clockAheadSeconds: 0,
    annotations: [],
  },
  positionSeconds: 12.5,
  paused: false,
};

/** A storage in memory. */
function createStorage(): Storage {
  const items = new Map<string, string>();
  return {
    get length() {
      return items.size;
    },
    key: index => [...items.keys()][index] ?? null,
    getItem: key => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: key => void items.delete(key),
    clear: () => items.clear(),
  };
}

describe("a tab's memory", () => {
  test("gives back what it was given, by stream", () => {
    const storage = createStorage();
    createTabMemory(storage, "demo/clip", server).remember(entry);
    expect(createTabMemory(storage, "demo/clip", server).recall()).toEqual(entry);
    expect(createTabMemory(storage, "demo/live", server).recall()).toBeUndefined();
  });

  test("forgets", () => {
    const memory = createTabMemory(createStorage(), "demo/clip", server);
    memory.remember(entry);
    memory.forget();
    expect(memory.recall()).toBeUndefined();
  });

  test("of a session on another server keeps the token and not the session", () => {
    const storage = createStorage();
    createTabMemory(storage, "demo/clip", server).remember(entry);
    const elsewhere = createTabMemory(storage, "demo/clip", "https://other.example/");
    expect(elsewhere.recall()).toMatchObject({ token: "A", session: undefined });
  });

  test.each(["{", "7", "null", '"text"'])("that holds %s is an empty memory", text => {
    const storage = createStorage();
    storage.setItem("sluice:demo/clip", text);
    expect(createTabMemory(storage, "demo/clip", server).recall()).toBeUndefined();
  });

  test("that is full or switched off breaks nothing", () => {
    const full = createStorage();
    full.setItem = () => {
      throw new Error("QuotaExceededError");
    };
    expect(() => createTabMemory(full, "demo/clip", server).remember(entry)).not.toThrow();
    const none = createTabMemory(undefined, "demo/clip", server);
    none.remember(entry);
    expect(none.recall()).toBeUndefined();
  });
});
