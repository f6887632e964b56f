import { describe, expect, test } from "vitest";
import { startApi } from "../testing/ask-api.ts";

/** A key that is limited to `demo`, in an organization where `live` has a stream that is called the same. */
async function started() {
  const world = await startApi();
  const limited = await world.withKey({
    scopes: ["tokens:create", "tokens:read", "streams:read", "keys:write", "webhooks:write", "check"],
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
});
