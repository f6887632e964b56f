import { describe, expect, test } from "vitest";
import { applicationDefaults, demoApplication, liveApplication, streamDefaults } from "./built-in.ts";
import { createRegistry, isLocated } from "./registry.ts";

const film = (id: string, aliases: readonly string[] = [], group?: string) =>
  [id, { ...streamDefaults, id, kind: "vod", group, aliases, entries: {} }] as const;

const films = {
  ...demoApplication,
  name: "films",
  streams: new Map([film("series"), film("series/one", ["uuid-1"]), film("clip", [], "short")]),
};
const registry = createRegistry([demoApplication, liveApplication, films]);
const locate = (path: string) => {
  const found = registry.locate(films, path.split("/"));
  return found && [found.stream.facts.stream, found.rest.join("/")];
};

describe("locate", () => {
  test("gives a path to the longest registered name", () => {
    expect(locate("series/index.m3u8")).toEqual(["films/series", "index.m3u8"]);
    expect(locate("series/one/index.m3u8")).toEqual(["films/series/one", "index.m3u8"]);
    expect(locate("series/two/index.m3u8")).toEqual(["films/series", "two/index.m3u8"]);
    expect(locate("other/index.m3u8")).toBeUndefined();
    expect(locate("uuid-1/index.m3u8")).toEqual(["films/series/one", "index.m3u8"]);
  });

  test("takes time in the length of names, not of the path", () => {
    const segments = Array.from({ length: 100_000 }, () => "a");
    const startedAt = performance.now();
    expect(registry.locate(films, segments)).toBeUndefined();
    expect(registry.locate(liveApplication, segments)?.stream.facts.stream).toBe("live/a");
    expect(performance.now() - startedAt).toBeLessThan(100);
  });

  test("takes any name where any is taken, but for words that are doors", () => {
    expect(registry.locate(liveApplication, ["door-3", "index.m3u8"])?.stream.facts.stream).toBe(
      "live/door-3",
    );
    for (const word of ["play.html", "whip", "streams", "a b", "", "x".repeat(129)]) {
      expect(registry.locate(liveApplication, [word]), word).toBeUndefined();
    }
  });
});

describe("resolve", () => {
  const resolve = (name: string) => {
    const found = registry.resolve(applicationDefaults.organization, name);
    return isLocated(found) ? found.facts.stream : found;
  };

  test("finds a full name, an alias, and a bare name that only one stream has", () => {
    expect(resolve("films/series/one")).toBe("films/series/one");
    expect(resolve("uuid-1")).toBe("films/series/one");
    expect(resolve("series")).toBe("films/series");
  });

  test("names the candidates of a bare name that two streams have", () => {
    expect(resolve("clip")).toEqual({ problem: "ambiguous", candidates: ["demo/clip", "films/clip"] });
  });

  test("finds nothing of another organization", () => {
    expect(registry.resolve("other", "films/clip")).toEqual({ problem: "unknown" });
  });
});
