import { describe, expect, test } from "vitest";
import { buildApplication } from "../../declarations/build-application.ts";
import { buildStream } from "../../declarations/build-stream.ts";
import { createRegistry } from "../../registry/living-registry.ts";
import { resolveGrants } from "./resolve-grants.ts";

const registry = createRegistry();
const scope = { registry, organization: "demo", stream: undefined, application: undefined };

const streamsOf = (name: string, changes: object = {}) =>
  resolveGrants({ ...scope, ...changes }, [{ actions: ["play"], target: { streams: [name] } }]).map(
    ({ target }) => target,
  );

const byPattern = (pattern: string, stream: string, application?: string) =>
  resolveGrants({ ...scope, stream, application }, [{ actions: ["play"], target: { pattern } }]).map(
    ({ target }) => target,
  );

describe("resolveGrants", () => {
  test("knows a registered stream by its bare name, and leaves a full name as it is", () => {
    expect(streamsOf("clip")).toEqual([{ streams: ["demo/clip"] }]);
    expect(streamsOf("vod/film")).toEqual([{ streams: ["vod/film"] }]);
  });

  test("takes a bare name that is not registered for one of the key's application, or a live one", () => {
    expect(streamsOf("cam1")).toEqual([{ streams: ["live/cam1"] }]);
    expect(streamsOf("cam1", { application: "door" })).toEqual([{ streams: ["door/cam1"] }]);
  });

  test("looks for a bare name in the key's own application first", () => {
    const settings = { kind: "live", antmedia: {} } as const;
    const apps = ["a", "b"].map(name => ({
      ...buildApplication(name, settings, "/"),
      declaredIn: "sluice.yaml:1:1",
      streams: [{ ...buildStream("cam", {}), declaredIn: "sluice.yaml:2:2" }],
    }));
    const two = createRegistry({ file: { applications: apps, groups: [], demo: true } });
    expect(streamsOf("cam", { registry: two })).toEqual([{ streams: [] }]);
    expect(streamsOf("cam", { registry: two, application: "b" })).toEqual([{ streams: ["b/cam"] }]);
  });

  test("lets a pattern speak of bare names only where a bare name belongs", () => {
    expect(byPattern("^cam[0-9]$", "live/cam1")).toEqual([{ streams: ["live/cam1"] }]);
    expect(byPattern("^cam[0-9]$", "vod/cam1")).toEqual([{ streams: [] }]);
    expect(byPattern("^cam[0-9]$", "vod/cam1", "vod")).toEqual([{ streams: ["vod/cam1"] }]);
    expect(byPattern("^vod/cam[0-9]$", "vod/cam1")).toEqual([{ streams: ["vod/cam1"] }]);
  });

  test("opens nothing with a pattern that cannot be compiled", () => {
    expect(byPattern("(?=cam)", "live/cam1")).toEqual([{ streams: [] }]);
  });
});
