import { expect, test } from "vitest";
import { askApi } from "../testing/declaring-api.ts";

const SECRET = "of-the-application-0123456789abcdef";
const live = { name: "LiveApp", kind: "live" };

test("secrets of Ant Media's settings are sealed in the database, and shown as set", async () => {
  const { admin, store } = await askApi();
  const antmedia = { jwtStreamSecretKey: SECRET, timeTokenSecretForPlay: SECRET, timeTokenPeriod: 30 };
  const answers = [
    await admin("POST", "applications", { ...live, antmedia }),
    await admin("PATCH", "applications/LiveApp", { default_ttl: 5 }),
    await admin("GET", "applications/LiveApp"),
    await admin("GET", "keys"),
  ];
  expect(answers.map(({ status }) => status)).toEqual([201, 200, 200, 200]);
  expect(answers[2]?.body.antmedia).toMatchObject({
    jwtStreamSecretKey: "[set]",
    timeTokenSecretForPlay: "[set]",
    tokenHashSecret: null,
    timeTokenPeriod: 30,
  });
  const { items } = await store.listAudit({ organization: "demo", limit: 10 });
  const kept = JSON.stringify([await store.objects(), items, answers.map(({ body }) => body)]);
  expect(kept).toContain("sealed_antmedia");
  expect(kept).not.toContain("of-the-application");
});

test("a secret stays through other changes, and goes with null, an empty text, or the whole map", async () => {
  const { admin } = await askApi();
  const shown = async (antmedia: object | null) => {
    const { body } = await admin("PATCH", "applications/LiveApp", { antmedia });
    return [body.antmedia?.tokenHashSecret, body.antmedia?.timeTokenSecretForPlay];
  };
  await admin("POST", "applications", {
    ...live,
    antmedia: { tokenHashSecret: "a", timeTokenSecretForPlay: "b" },
  });
  expect(await shown({ timeTokenPeriod: 30 })).toEqual(["[set]", "[set]"]);
  expect(await shown({ tokenHashSecret: null })).toEqual([null, "[set]"]);
  expect(await shown({ tokenHashSecret: "c", timeTokenSecretForPlay: "" })).toEqual(["[set]", null]);
  expect(await shown(null)).toEqual([null, null]);
});

test("a switch is not left on without its secret", async () => {
  const { admin } = await askApi();
  const antmedia = { playJwtControlEnabled: true, jwtStreamSecretKey: SECRET };
  await admin("POST", "applications", { ...live, antmedia });
  const refused = await admin("PATCH", "applications/LiveApp", { antmedia: { jwtStreamSecretKey: null } });
  expect([refused.status, refused.body.errors[0].field]).toEqual([422, "antmedia.jwtStreamSecretKey"]);
  const shown = await admin("PATCH", "applications/LiveApp", { antmedia: { jwtStreamSecretKey: "[set]" } });
  expect(shown.status).toBe(422);
});

test("the key that a setting is cannot be changed, rotated or withdrawn as a key", async () => {
  const { admin } = await askApi();
  await admin("POST", "applications", { ...live, antmedia: { jwtStreamSecretKey: SECRET } });
  const [key] = (await admin("GET", "keys")).body.items;
  expect(key).toMatchObject({ claim_map: "antmedia", application: "LiveApp", algorithm: "HS256" });
  const answers = [
    await admin("PATCH", `keys/${key.id}`, { name: "mine" }),
    await admin("POST", `keys/${key.id}/rotate`, {}),
    await admin("DELETE", `keys/${key.id}`),
  ];
  for (const { status, body } of answers) {
    expect([status, body.reason]).toEqual([409, "state-conflict"]);
    expect(body.detail).toContain("jwtStreamSecretKey");
  }
  await admin("DELETE", "applications/LiveApp");
  expect((await admin("GET", "keys")).body.items).toEqual([]);
});

test("what the last change says of one setting stands, by whichever word", async () => {
  const { admin } = await askApi();
  await admin("POST", "applications", { ...live, enforcement: { play: "report" } });
  const change = async (body: Readonly<Record<string, unknown>>) =>
    (await admin("PATCH", "applications/LiveApp", body)).body.enforcement?.play;
  expect(await change({ antmedia: { playTokenControlEnabled: false } })).toBe("off");
  expect(await change({ enforcement: { play: "report" } })).toBe("report");
  expect(await change({ antmedia: { playTokenControlEnabled: true } })).toBe("enforce");
  expect(await change({ antmedia: { playTokenControlEnabled: null } })).toBe("enforce");
});
