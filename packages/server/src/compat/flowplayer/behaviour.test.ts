import { describe, expect, test } from "vitest";
import { startApi } from "../../api/testing/ask-api.ts";
import { bearer } from "../../api/testing/compose-api.ts";
import { behaviours, inForce, isBehaviour, OWN_BEHAVIOURS } from "./behaviour.ts";

test("every word means what is read back as that word", () => {
  for (const [word, meaning] of Object.entries(behaviours)) expect(inForce(meaning)).toBe(word);
  expect(inForce({ play: "report", embedToken: true })).toBe("NO_TOKEN");
  expect([...OWN_BEHAVIOURS, "FOLLOW_DEFAULT"].every(isBehaviour)).toBe(true);
  expect(["basic_token", "", "toString", 1, null].some(isBehaviour)).toBe(false);
});

/** An application with streams, asked through the other system's door. */
async function started() {
  const world = await startApi();
  await world.admin("POST", "applications", { name: "films", kind: "vod" });
  const made = (id: string, more = {}) =>
    world.admin("POST", "streams", { application: "films", id, aliases: [`uuid-${id}`], ...more });
  const ask = async (method: "GET" | "PATCH", path: string, payload?: object) => {
    const url = `/platform/v3/${path}`;
    const reply = await world.server.compat.inject({
      method,
      url,
      headers: bearer,
      ...(payload && { payload }),
    });
    return { status: reply.statusCode, body: reply.json() };
  };
  const setDefault = (word: string) => ask("PATCH", "workspaces/films", { playback_token_behavior: word });
  const behaviourOf = async (id: string) => {
    const { body } = await ask("GET", `videos/uuid-${id}`);
    return [body.playback_token_behavior, body.playback_token_behavior_in_force];
  };
  return { ...world, made, ask, setDefault, behaviourOf };
}

describe("the default of a workspace", () => {
  test("is that of streams made afterwards; those before keep what they have, in the same audit entry", async () => {
    const { made, setDefault, behaviourOf, audit, admin } = await started();
    await made("before");
    await made("own", { enforcement: { play: "off" } });
    await made("half", { enforcement: { play: "enforce" } });
    await setDefault("BASIC_TOKEN");
    await made("after");
    expect(await behaviourOf("before")).toEqual(["ADVANCED_TOKEN", "ADVANCED_TOKEN"]);
    expect(await behaviourOf("own")).toEqual(["NO_TOKEN", "NO_TOKEN"]);
    expect(await behaviourOf("half")).toEqual(["ADVANCED_TOKEN", "ADVANCED_TOKEN"]);
    expect(await behaviourOf("after")).toEqual(["BASIC_TOKEN", "BASIC_TOKEN"]);
    const entry = (await audit()).find(({ action }) => action === "application.update");
    expect(entry).toMatchObject({
      subject: { kind: "application", id: "films" },
      before: { embed_token: false },
      after: {
        embed_token: true,
        streams_kept: { count: 3, names: ["films/before", "films/half", "films/own"] },
      },
    });
    await setDefault("NO_TOKEN");
    expect(await behaviourOf("after")).toEqual(["BASIC_TOKEN", "BASIC_TOKEN"]);
    expect((await admin("GET", "streams/films/after")).body).toMatchObject({
      enforcement: { publish: null, play: "enforce" },
      embed_token: true,
      follow_default: false,
    });
  });

  test("is followed by streams that say so, for as long as they do", async () => {
    const { made, ask, setDefault, behaviourOf } = await started();
    await made("one");
    await ask("PATCH", "videos/uuid-one", { playback_token_behavior: "FOLLOW_DEFAULT" });
    for (const word of ["NO_TOKEN", "BASIC_TOKEN", "ADVANCED_TOKEN"]) {
      await setDefault(word);
      expect(await behaviourOf("one")).toEqual(["FOLLOW_DEFAULT", word]);
    }
    await ask("PATCH", "videos/uuid-one", { playback_token_behavior: "BASIC_TOKEN" });
    await setDefault("NO_TOKEN");
    expect(await behaviourOf("one")).toEqual(["BASIC_TOKEN", "BASIC_TOKEN"]);
  });

  test("that it has already changes nothing, and writes nothing down", async () => {
    const { made, setDefault, audit, admin } = await started();
    await made("one");
    const before = (await audit()).length;
    expect((await setDefault("ADVANCED_TOKEN")).status).toBe(200);
    expect(await audit()).toHaveLength(before);
    expect((await admin("GET", "streams/films/one")).body).toMatchObject({ embed_token: null, version: 1 });
  });
});

describe("what is refused", () => {
  test.each([
    ["videos/uuid-one", undefined, 422],
    ["videos/uuid-one", { playback_token_behavior: "OTHER" }, 422],
    ["videos/uuid-one", { playback_token_behavior: true }, 422],
    ["videos/uuid-one", { name: "another" }, 422],
    ["videos/none", { playback_token_behavior: "NO_TOKEN" }, 404],
    ["workspaces/none", { playback_token_behavior: "NO_TOKEN" }, 404],
    ["workspaces/films", { playback_token_behavior: "FOLLOW_DEFAULT" }, 422],
  ])("%s with %j is %i", async (path, body, status) => {
    const { made, ask, audit } = await started();
    await made("one");
    const before = (await audit()).length;
    expect((await ask("PATCH", path, body)).status).toBe(status);
    expect(await audit()).toHaveLength(before);
  });

  test("what the configuration file declares is 409 in their words", async () => {
    const { declare, ask } = await started();
    await declare("applications: {files: {kind: vod, streams: {clip: {}}}}");
    for (const path of ["videos/files%2Fclip", "workspaces/files"]) {
      const { status, body } = await ask("PATCH", path, { playback_token_behavior: "NO_TOKEN" });
      expect([status, body.meta.status]).toEqual([409, 409]);
    }
  });
});
