import { describe, expect, test } from "vitest";
import type { ServerClient } from "../server-api.ts";
import type { AdoptClient } from "./adopt.ts";
import { listingOf, openStage, serverInHand } from "./testing/stage.ts";
import { createJudgeUnknown } from "./unknown-clients.ts";

const TOKEN = "made-up-token";

/** Judges listings of one server; `verdict` is what the flow says. */
function judging(verdict: () => ReturnType<AdoptClient> = async () => "refused") {
  const stage = openStage();
  const { server } = serverInHand(async () => "kicked");
  const adopted: string[] = [];
  const kicked: string[] = [];
  let ahead = 0;
  const judge = createJudgeUnknown({
    registry: {
      ...stage.registry,
      application: name => {
        const found = stage.registry.application(name === "open" ? "live" : name);
        if (name !== "open" || !found) return found;
        return { ...found, name, enforcement: { publish: "off", play: "off" } };
      },
    },
    adopt: (_server, client) => {
      adopted.push(client.id);
      return verdict();
    },
    kicks: {
      async kickListed(_server, { id }) {
        kicked.push(id);
      },
    },
    nowMilliseconds: () => stage.now() + ahead,
    log: stage.log,
    metrics: stage.metrics,
  });
  return {
    ...stage,
    adopted,
    kicked,
    pass: (milliseconds: number) => (ahead += milliseconds),
    list: async (...clients: (Partial<ServerClient> & { readonly id: string })[]) =>
      judge(server, listingOf(clients).clients ?? []),
    unknown: () => stage.samples("sluice_unknown_clients"),
  };
}

describe("a client that no session knows", () => {
  test("is left alone in its first listing: it may be about to be asked about", async () => {
    const stage = judging();
    await stage.list({ id: "5", token: TOKEN }, { id: "6" });
    await stage.list({ id: "7" });
    await stage.list({ id: "5", token: TOKEN }, { id: "6" });
    expect([stage.adopted, stage.kicked]).toEqual([[], []]);
  });

  test("is judged by the token that the list shows, and stays when it is let in", async () => {
    const stage = judging(async () => "admitted");
    for (let times = 0; times < 2; times += 1) await stage.list({ id: "5", token: TOKEN });
    expect([stage.adopted, stage.kicked]).toEqual([["5"], []]);
    expect(await stage.unknown()).toEqual(['sluice_unknown_clients{server="studio"} 0']);
  });

  test("is cut when its token is refused, again while it is listed, and judged again after a minute", async () => {
    const stage = judging();
    for (let times = 0; times < 4; times += 1) await stage.list({ id: "5", token: TOKEN });
    expect([stage.adopted, stage.kicked]).toEqual([["5"], ["5", "5", "5"]]);
    stage.pass(61_000);
    await stage.list({ id: "5", token: TOKEN });
    expect(stage.adopted).toEqual(["5", "5"]);
  });

  test("is neither cut nor forgotten while it cannot be judged", async () => {
    const stage = judging(() => Promise.reject(new Error("the store is away")));
    for (let times = 0; times < 3; times += 1) await stage.list({ id: "5", token: TOKEN });
    expect([stage.adopted, stage.kicked]).toEqual([["5", "5"], []]);
  });

  test("and shows no token is cut where its stream is enforced", async () => {
    const stage = judging();
    for (let times = 0; times < 2; times += 1) {
      await stage.list({ id: "5" }, { id: "6", action: "play", stream: "cam2" });
    }
    expect([stage.adopted, stage.kicked]).toEqual([[], ["5", "6"]]);
    await stage.list({ id: "5" }, { id: "7" });
    await stage.list({ id: "5" }, { id: "7" });
    expect(stage.kicked).toEqual(["5", "6", "5", "5", "7"]);
    // Each client once, however long its server goes on listing it.
    expect(stage.logged("unknown-clients-kicked")).toMatchObject([{ count: 2 }, { count: 1 }]);
  });

  test("gets its session where nothing is enforced, and is not cut for want of a token", async () => {
    const stage = judging();
    for (let times = 0; times < 3; times += 1) await stage.list({ id: "5", stream: "open/cam1" });
    expect([stage.adopted, stage.kicked]).toEqual([["5"], []]);
  });

  test.each([
    ["whose application is none of ours", { stream: "elsewhere-entirely/cam1" }],
    ["that the server made by itself", { isServersOwn: true }],
  ])("%s is left alone and counted", async (_what, client) => {
    const stage = judging();
    for (let times = 0; times < 3; times += 1) await stage.list({ id: "5", token: TOKEN, ...client });
    expect([stage.adopted, stage.kicked]).toEqual([[], []]);
    expect(await stage.unknown()).toEqual(['sluice_unknown_clients{server="studio"} 1']);
  });

  test("whose stream is not told is left alone", async () => {
    const stage = judging();
    for (let times = 0; times < 3; times += 1) await stage.list({ id: "5", stream: "" });
    expect([stage.adopted, stage.kicked]).toEqual([[], []]);
  });
});

test("after a loss of data clients are cut 50 in a listing, so that they do not all come back at once", async () => {
  const stage = judging();
  const clients = Array.from({ length: 120 }, (_, index) => ({ id: `${index}`, stream: `live/${index}` }));
  await stage.list(...clients);
  await stage.list(...clients);
  expect(stage.kicked).toHaveLength(50);
  const left = clients.filter(({ id }) => !stage.kicked.includes(id));
  await stage.list(...left);
  await stage.list(...left.slice(50));
  expect(new Set(stage.kicked).size).toBe(120);
});

test("of a long list 200 are judged at a time, because each is a question to the store", async () => {
  const stage = judging(async () => "admitted");
  const clients = Array.from({ length: 201 }, (_, index) => ({ id: `${index}`, token: TOKEN }));
  await stage.list(...clients);
  await stage.list(...clients);
  expect(stage.adopted).toHaveLength(200);
});

test("publishers are judged before those who play their streams", async () => {
  const stage = judging(async () => "admitted");
  const clients = [
    { id: "plays", action: "play", token: TOKEN },
    { id: "publishes", action: "publish", token: TOKEN },
  ] as const;
  await stage.list(...clients);
  await stage.list(...clients);
  expect(stage.adopted).toEqual(["publishes", "plays"]);
});
