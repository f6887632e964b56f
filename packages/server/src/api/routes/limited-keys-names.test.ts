import { describe, expect, test } from "vitest";
import { startApi } from "../testing/ask-api.ts";

/** A key that is limited to `demo`, in an organization where `live` has a stream that is called the same. */
async function started() {
  const world = await startApi();
  const limited = await world.withKey({
    scopes: ["admin"],
    applications: ["demo"],
  });
  const stream = { application: "live", id: "clip", aliases: ["other"] };
  expect((await world.admin("POST", "streams", stream)).status).toBe(201);
  return { ...world, limited };
}

describe("for a key limited to applications", () => {
  test("a name that other applications use too means its own stream; an administrator must say which", async () => {
    const { limited, admin, mint } = await started();
    expect((await admin("GET", "streams/clip")).status).toBe(404);
    expect((await limited("GET", "streams/clip")).body.name).toBe("demo/clip");
    expect((await mint({ target: { streams: ["clip"] } }, limited)).target.streams).toEqual(["demo/clip"]);
    expect((await limited("GET", "tokens?stream=clip")).body.items).toHaveLength(1);
    const question = { action: "play", stream: "clip", token: "no-token" };
    expect((await limited("POST", "check", question)).status).toBe(200);
  });

  test("streams of other applications are refused like those that are not there", async () => {
    const { limited } = await started();
    const answers = [];
    for (const name of ["live/clip", "other", "none/clip", "none"]) {
      const target = { streams: ["demo/clip", name] };
      const { status, body } = await limited("POST", "tokens", { kind: "access", action: "play", target });
      answers.push({ ...body, status, ref: "" });
    }
    expect(answers[0]).toMatchObject({ status: 403, reason: "not-permitted" });
    expect(new Set(answers.map(answer => JSON.stringify(answer))).size).toBe(1);
  });

  test("other applications are refused like those that are not there, for keys and for webhooks", async () => {
    const { limited } = await started();
    const makers = [
      ["api-keys", { name: "peer", scopes: [] }],
      ["webhooks", { url: "https://hooks.example/", events: ["token.used"] }],
    ] as const;
    for (const [path, body] of makers) {
      for (const name of ["live", "none"]) {
        const answer = await limited("POST", path, { ...body, applications: [name] });
        expect([answer.status, answer.body.reason], `${path} ${name}`).toEqual([403, "not-permitted"]);
      }
    }
  });

  test("no stream joins a group of other applications, whose keys could not change it any more", async () => {
    const { limited, admin, withKey } = await started();
    await admin("POST", "groups", { id: "theirs", streams: ["live/clip"] });
    for (const [method, path, body] of [
      ["PATCH", "streams/clip", { group: "theirs" }],
      ["POST", "streams", { application: "demo", id: "new", group: "theirs" }],
    ] as const) {
      const answer = await limited(method, path, body);
      expect([answer.status, answer.body.reason], path).toEqual([403, "not-permitted"]);
    }
    const neighbour = await withKey({ scopes: ["admin"], applications: ["live"] });
    expect((await neighbour("PATCH", "groups/theirs", { title: "Ours" })).status).toBe(200);
    expect((await limited("PATCH", "streams/clip", { group: "own" })).body.group).toBe("own");
  });

  test("the organization itself is not there to be changed", async () => {
    const { limited, admin } = await started();
    const answer = await limited("PATCH", "organizations/demo", { title: "Mine" });
    expect([answer.status, answer.body.reason]).toEqual([403, "not-permitted"]);
    expect((await admin("GET", "organizations/demo")).body.title).toBeNull();
  });

  test("attempts are not found by whose token it was, where that is not shown", async () => {
    const { limited, mint, enter } = await started();
    const guest = await mint({ user: "guest", target: { streams: ["live/clip"] } });
    const host = await mint({ user: "host" });
    await enter(guest.token);
    const { session } = await enter(host.token);
    const found = async (query: string) => (await limited("GET", `decisions?${query}`)).body.items.length;
    expect(await found("stream=demo/clip")).toBe(2);
    expect([await found("user=guest"), await found(`token=${guest.id}`)]).toEqual([0, 0]);
    expect([await found("user=host"), await found(`token=${host.id}`)]).toEqual([1, 1]);
    expect(await found(`session=${session}`)).toBe(1);
  });
});
