import { describe, expect, test } from "vitest";
import { applicationDefaults, demoApplication } from "./built-in.ts";
import { createRegistry } from "./living-registry.ts";
import { isLocated } from "./registry.ts";
import { storedApplicationSample, storedStreamSample } from "./testing/samples.ts";

const { organization } = applicationDefaults;
const registry = createRegistry({
  objects: [
    storedApplicationSample("films", { settings: { kind: "vod", registered_only: true } }),
    storedStreamSample("films/series"),
    storedStreamSample("films/series/one", { settings: { aliases: ["uuid-1"] } }),
    storedStreamSample("films/clip", { settings: { group: "short" } }),
  ],
});
const films = registry.application("films") ?? demoApplication;
const live = registry.application("live") ?? demoApplication;
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
    const milliseconds = Array.from({ length: 10 }, () => {
      const startedAt = performance.now();
      expect(registry.locate(films, segments)).toBeUndefined();
      expect(registry.locate(live, segments)?.stream.facts.stream).toBe("live/a");
      return performance.now() - startedAt;
    });
    // Whatever else this machine does has kept some of them waiting, but not each.
    expect(Math.min(...milliseconds)).toBeLessThan(100);
  });

  test("takes any name where any is taken, but for words that are doors", () => {
    expect(registry.locate(live, ["door-3", "index.m3u8"])?.stream.facts.stream).toBe("live/door-3");
    for (const word of ["play.html", "whip", "streams", "a b", "", "x".repeat(129)]) {
      expect(registry.locate(live, [word]), word).toBeUndefined();
    }
  });

  test("finds an alias in its own application only", () => {
    expect(registry.locate(live, ["uuid-1"])?.stream.facts.stream).toBe("live/uuid-1");
  });

  test("gives a stream the kind, the enforcement and the group that it has itself, or else its application's", () => {
    const ownRegistry = createRegistry({
      objects: [
        storedApplicationSample("films", { settings: { kind: "vod", enforcement: { play: "report" } } }),
        storedStreamSample("films/a", {
          settings: { kind: "live", group: "g", enforcement: { play: "off" } },
        }),
        storedStreamSample("films/b"),
      ],
    });
    expect(ownRegistry.named(organization, "films/a")).toMatchObject({
      kind: "live",
      enforcement: { publish: "enforce", play: "off" },
      facts: { group: "g" },
    });
    expect(ownRegistry.named(organization, "films/b")).toMatchObject({
      kind: "vod",
      enforcement: { publish: "enforce", play: "report" },
      facts: { group: "films/b" },
      limits: [],
      maxSessions: undefined,
    });
  });
});

describe("resolve", () => {
  const resolve = (name: string) => {
    const found = registry.resolve(organization, name);
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
    expect(registry.named("other", "films/clip")).toBeUndefined();
  });
});
