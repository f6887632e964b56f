import { describe, expect, test } from "vitest";
import { askedName } from "../registry/asked-name.ts";
import { createRegistry } from "../registry/living-registry.ts";
import {
  storedApplicationSample,
  storedGroupSample,
  storedStreamSample,
} from "../registry/testing/samples.ts";
import { findAsset, recordedName } from "./find-asset.ts";

const UUID = "2e8cba53-d03e-4616-a060-f70b114d291e";
const registry = createRegistry({
  objects: [
    storedApplicationSample("vod"),
    storedApplicationSample("theirs", { organization: "other" }),
    storedStreamSample("vod/film", { settings: { aliases: [UUID], group: "cup" } }),
    storedStreamSample("vod/twice"),
    storedStreamSample("live/twice"),
    storedStreamSample("theirs/secret", { organization: "other" }),
    storedGroupSample("cup"),
  ],
});

/** What names mean to the holder of a token of `owner`. */
async function find(names: readonly string[], owner?: string) {
  const { organization, stream } = await findAsset(registry, names, async () => owner);
  return [organization, stream?.facts.stream];
}

describe("an asset", () => {
  test.each([
    [
      ["vod", "film"],
      ["demo", "vod/film"],
    ],
    [[UUID], ["demo", "vod/film"]],
    [
      ["demo", UUID],
      ["demo", "vod/film"],
    ],
    [
      ["vod", UUID],
      ["demo", "vod/film"],
    ],
    [["film"], ["demo", "vod/film"]],
    [["cup"], ["demo", "vod/film"]],
    [
      ["demo", "clip"],
      ["demo", "demo/clip"],
    ],
    [["cam1"], ["demo", "live/cam1"]],
  ])("%j is found for a token of the organization", async (names, found) => {
    expect(await find(names, "demo")).toEqual(found);
  });

  test("of another organization is not found by a name of its own", async () => {
    expect(await find(["secret"], "demo")).toEqual(["demo", "live/secret"]);
    expect(await find([UUID], "other")).toEqual(["other", undefined]);
  });

  test("of another organization belongs to that organization's tokens, by its full name", async () => {
    expect(await find(["theirs", "secret"], "demo")).toEqual(["other", "theirs/secret"]);
  });

  test("whose name means two things is none", async () => {
    expect(await find(["twice"], "demo")).toEqual(["demo", undefined]);
  });

  test("without a token that proves itself is nobody's, but for what the address says itself", async () => {
    expect(await find([UUID])).toEqual([undefined, undefined]);
    expect(await find(["vod", "film"])).toEqual(["demo", "vod/film"]);
    expect(await find(["demo", UUID])).toEqual(["demo", "vod/film"]);
    expect(await find([])).toEqual([undefined, undefined]);
  });

  test("keeps the name that it was asked for by, where that is an alias", async () => {
    const { stream } = await findAsset(registry, [UUID], async () => "demo");
    if (!stream) throw new Error("not found");
    expect(askedName(registry, stream, ["demo", UUID])).toBe(`vod/${UUID}`);
    expect(askedName(registry, stream, ["film"])).toBe("vod/film");
  });

  test("that is not there is recorded under its application, or under none", async () => {
    const recorded = async (...names: string[]) => {
      const found = await findAsset(registry, names, async () => "demo");
      return recordedName(registry, found, { names, text: names.join("/") });
    };
    expect(await recorded("demo", "none")).toBe("demo/none");
    expect(await recorded("st_0123456789abABCDEFGHIJKLMNOPQRSTUVWXYZ")).toBe(
      "/st_0123456789abABCDEFGHIJKLMNOPQRSTUVWXYZ",
    );
    expect(await recorded("theirs", "a", "b")).toBe("theirs/a/b");
    expect(await recorded(UUID)).toBe("vod/film");
  });
});
