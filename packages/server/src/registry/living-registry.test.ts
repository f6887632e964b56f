import { describe, expect, test } from "vitest";
import { configForTest } from "../config/load-for-test.ts";
import { FIRST_ORGANIZATION } from "./built-in.ts";
import { createRegistry, type LivingRegistry } from "./living-registry.ts";
import { storedApplicationSample, storedGroupSample, storedStreamSample } from "./testing/samples.ts";

const file = (yaml: string) => configForTest({ yaml }).declared;
const names = (registry: LivingRegistry) =>
  [...registry.declared.streamsAfter(FIRST_ORGANIZATION, "")].map(({ name }) => name);
const applications = (registry: LivingRegistry) =>
  registry.applications(FIRST_ORGANIZATION).map(({ name }) => name);
const groupOf = (registry: LivingRegistry, name: string) =>
  registry.named(FIRST_ORGANIZATION, name)?.facts.group;

describe("a registry of which nothing is declared", () => {
  test("has live, which takes any name, and the demo with its two streams", () => {
    const registry = createRegistry();
    expect(applications(registry)).toEqual(["demo", "live"]);
    expect(names(registry)).toEqual(["demo/clip", "demo/live"]);
    expect(registry.application("live")).toMatchObject({
      acceptsAnyStream: true,
      enforcement: { publish: "enforce", play: "enforce" },
    });
    expect(registry.application("demo")).toMatchObject({ acceptsAnyStream: false, origin: { kind: "demo" } });
    expect(registry.named(FIRST_ORGANIZATION, "demo/clip")).toMatchObject({
      kind: "vod",
      entries: { hls: "index.m3u8", dash: "manifest.mpd", mp4: "clip.mp4" },
    });
  });

  test("has no demo when that is off", () => {
    const registry = createRegistry({ file: file("demo: false") });
    expect(applications(registry)).toEqual(["live"]);
    expect(names(registry)).toEqual([]);
  });
});

describe("a stored object", () => {
  test("changes what is built in, whose media stays the demo's", () => {
    const registry = createRegistry({
      objects: [
        storedApplicationSample("demo", { settings: { kind: "vod", default_ttl: 60 }, built_in: true }),
        storedApplicationSample("live", { settings: { enforcement: { play: "off" } } }),
        storedStreamSample("demo/clip", { settings: { group: "g" }, built_in: true }),
      ],
    });
    expect(registry.application("demo")).toMatchObject({ defaultTtlSeconds: 60, origin: { kind: "demo" } });
    expect(registry.application("live")?.enforcement.play).toBe("off");
    expect(groupOf(registry, "demo/clip")).toBe("g");
    expect(names(registry)).toEqual(["demo/clip", "demo/live"]);
    registry.remove([{ kind: "stream", organization: FIRST_ORGANIZATION, id: "demo/clip" }]);
    expect(groupOf(registry, "demo/clip")).toBe("demo/clip");
  });

  test("that changes the demo means nothing, and warns of nothing, while there is none", () => {
    const registry = createRegistry({
      file: file("demo: false"),
      objects: [
        storedApplicationSample("demo", { settings: { kind: "vod" }, built_in: true }),
        storedStreamSample("demo/clip", { built_in: true }),
      ],
    });
    expect(applications(registry)).toEqual(["live"]);
    expect(names(registry)).toEqual([]);
    expect(registry.warnings).toEqual([]);
  });

  test("that this version cannot read is left out and named", () => {
    const registry = createRegistry({
      objects: [storedApplicationSample("a", { settings: { kind: "tape" } })],
    });
    expect(registry.application("a")).toBeUndefined();
    expect(registry.warnings).toEqual([expect.stringContaining("the application a in the database")]);
  });

  test("whose headers do not open has no origin, and says so", () => {
    const openSealed = () => {
      throw new Error("another key");
    };
    const settings = { kind: "vod", origin: { url: "http://origin.example" } };
    const objects = [storedApplicationSample("a", { settings, sealed_headers: { "x-key": "v1.AAAA" } })];
    const registry = createRegistry({ objects, openSealed });
    expect(registry.application("a")?.origin).toBeUndefined();
    expect(registry.warnings).toEqual([expect.stringContaining("the application a has no origin")]);
  });

  test("of an origin has leave for private addresses only when the operator wrote it", () => {
    const settings = { kind: "vod", origin: { url: "http://origin.example" } };
    const registry = createRegistry({
      objects: [
        storedApplicationSample("a", { settings }),
        storedApplicationSample("b", { settings, origin_by_operator: true }),
      ],
    });
    expect(registry.application("a")?.origin).toMatchObject({ byOperator: false, allowPrivate: false });
    expect(registry.application("b")?.origin).toMatchObject({ byOperator: true });
  });
});

describe("put and remove", () => {
  test("change what is found under every name, and groups by whom they have", () => {
    const registry = createRegistry({ objects: [storedApplicationSample("vod")] });
    const put = (version: number, settings: object) =>
      registry.put([storedStreamSample("vod/a/b", { version, settings })]);
    put(1, { group: "g", aliases: ["x"] });
    expect(registry.membersOf(FIRST_ORGANIZATION, "g")).toEqual(["vod/a/b"]);
    expect(registry.resolve(FIRST_ORGANIZATION, "x")).toMatchObject({ facts: { stream: "vod/a/b" } });
    expect(registry.declared.group(FIRST_ORGANIZATION, "g")).toMatchObject({ version: 0 });
    put(2, { group: "h", aliases: ["y"] });
    expect(registry.membersOf(FIRST_ORGANIZATION, "g")).toEqual([]);
    expect(registry.declared.group(FIRST_ORGANIZATION, "g")).toBeUndefined();
    expect(registry.resolve(FIRST_ORGANIZATION, "x")).toEqual({ problem: "unknown" });
    expect([...registry.declared.groupsAfter(FIRST_ORGANIZATION, "")].map(({ value }) => value.id)).toEqual([
      "h",
    ]);
    registry.remove([{ kind: "stream", organization: FIRST_ORGANIZATION, id: "vod/a/b" }]);
    expect(registry.resolve(FIRST_ORGANIZATION, "y")).toEqual({ problem: "unknown" });
    expect(registry.declared.group(FIRST_ORGANIZATION, "h")).toBeUndefined();
  });

  test("a group that was declared stays without streams", () => {
    const registry = createRegistry({ objects: [storedGroupSample("g", { settings: { title: "G" } })] });
    registry.put([storedApplicationSample("vod"), storedStreamSample("vod/a", { settings: { group: "g" } })]);
    registry.remove([{ kind: "stream", organization: FIRST_ORGANIZATION, id: "vod/a" }]);
    expect(registry.declared.group(FIRST_ORGANIZATION, "g")?.value.title).toBe("G");
  });

  test("streams that wait in the database for their application are there when it comes", () => {
    const registry = createRegistry({ objects: [storedStreamSample("vod/a", { settings: { group: "g" } })] });
    expect(names(registry)).not.toContain("vod/a");
    registry.put([storedApplicationSample("vod", { settings: { registered_only: true } })]);
    expect(groupOf(registry, "vod/a")).toBe("g");
  });

  test("an organization goes with everything in it, and leaves its names free", () => {
    const organization = "other";
    const registry = createRegistry({
      objects: [
        storedApplicationSample("vod", { organization }),
        storedStreamSample("vod/a", { organization, settings: { group: "g" } }),
      ],
    });
    registry.removeOrganization(organization);
    expect(registry.application("vod")).toBeUndefined();
    expect(registry.membersOf(organization, "g")).toEqual([]);
  });
});

describe("the file", () => {
  const declared = file(
    "applications:\n  vod:\n    kind: vod\n    default_ttl: 60\n    streams:\n      clip: {aliases: [x]}\ngroups:\n  g:\n    streams: [live/cam, demo/clip, vod/later, vod/clip]\n",
  );

  test("is stronger than the database, which is named in a warning and is back when the file lets go", () => {
    const registry = createRegistry({
      file: declared,
      objects: [
        storedApplicationSample("vod", { settings: { kind: "vod", default_ttl: 5, registered_only: true } }),
        storedStreamSample("vod/clip", { settings: { group: "mine" } }),
        storedStreamSample("vod/other", { settings: { aliases: ["x"] } }),
        storedGroupSample("g", { settings: { title: "mine" } }),
      ],
    });
    expect(registry.application("vod")?.defaultTtlSeconds).toBe(60);
    expect(groupOf(registry, "vod/clip")).toBe("g");
    expect(registry.declared.group(FIRST_ORGANIZATION, "g")?.value.title).toBeUndefined();
    expect(registry.warnings).toEqual([
      "sluice.yaml:2:3: the application vod is also in the database; the file's is in force",
      "sluice.yaml:6:7: the stream vod/clip is also in the database; the file's is in force",
      "the alias x of vod/other is not used: vod/clip has it",
      "sluice.yaml:8:3: the group g is also in the database; the file's is in force",
      "sluice.yaml:9:36: the group g lists vod/later, and there is no such stream",
    ]);
    expect(registry.reload(file(""))).toEqual([]);
    expect(registry.application("vod")?.defaultTtlSeconds).toBe(5);
    expect(groupOf(registry, "vod/clip")).toBe("mine");
    expect(registry.declared.group(FIRST_ORGANIZATION, "g")?.value.title).toBe("mine");
    expect(registry.resolve(FIRST_ORGANIZATION, "x")).toMatchObject({ facts: { stream: "vod/other" } });
  });

  test("puts streams of every origin into its groups, also those that nobody has registered", () => {
    const registry = createRegistry({ file: declared });
    expect(registry.membersOf(FIRST_ORGANIZATION, "g").toSorted()).toEqual([
      "demo/clip",
      "live/cam",
      "vod/clip",
    ]);
    const cam = registry.declared.stream(FIRST_ORGANIZATION, "live/cam");
    expect(cam).toMatchObject({ declaredIn: "sluice.yaml:9:15", groupDeclaredIn: "sluice.yaml:9:15" });
    registry.put([storedStreamSample("vod/later")]);
    expect(groupOf(registry, "vod/later")).toBe("g");
  });

  test("has its own live in the place of the built-in one", () => {
    const registry = createRegistry({ file: file("applications: {live: {kind: live, default_ttl: 60}}") });
    expect(applications(registry)).toEqual(["demo", "live"]);
    expect(registry.application("live")?.defaultTtlSeconds).toBe(60);
  });

  test("takes a name from another organization, and none of its streams", () => {
    const organization = "other";
    const registry = createRegistry({
      file: declared,
      objects: [
        storedApplicationSample("vod", { organization }),
        storedStreamSample("vod/secret", { organization }),
      ],
    });
    expect(registry.application("vod")?.organization).toBe(FIRST_ORGANIZATION);
    expect(registry.named(FIRST_ORGANIZATION, "vod/secret")).toBeUndefined();
    expect(registry.named(organization, "vod/secret")).toBeUndefined();
  });
});

describe("with 100,000 streams", () => {
  test("a change costs no more than with one", () => {
    const objects = [
      storedApplicationSample("vod", { settings: { registered_only: true } }),
      ...Array.from({ length: 100_000 }, (_, index) =>
        storedStreamSample(`vod/s${index}`, {
          settings: { group: `g${index % 100}`, aliases: [`a${index}`] },
        }),
      ),
    ];
    const registry = createRegistry({ objects });
    expect([...registry.declared.streamsAfter(FIRST_ORGANIZATION, "vod/s99998")].length).toBe(1);
    const change = (index: number): void => {
      const settings = { group: "moved", aliases: [`b${index}`] };
      registry.put([storedStreamSample(`vod/s${index}`, { version: 2, settings })]);
      registry.put([storedStreamSample(`vod/new${index}`)]);
      registry.remove([{ kind: "stream", organization: FIRST_ORGANIZATION, id: `vod/new${index}` }]);
      registry.named(FIRST_ORGANIZATION, `vod/s${index}`);
      registry.resolve(FIRST_ORGANIZATION, `a${index + 1}`);
    };
    const milliseconds = Array.from({ length: 20 }, (_, round) => {
      const started = performance.now();
      for (let index = 0; index < 50; index += 1) change(50 * round + index);
      return (performance.now() - started) / 50;
    });
    // To copy or walk a hundred thousand streams once takes longer than a millisecond. The quickest round: others may have been
    // kept waiting by whatever else this machine does.
    expect(Math.min(...milliseconds)).toBeLessThan(1);
    expect(registry.membersOf(FIRST_ORGANIZATION, "moved")).toHaveLength(1000);
  });
});
