import type { SessionConnection } from "@sluice/policy";
import { expect, test } from "vitest";
import { FIRST_ORGANIZATION } from "../../registry/built-in.ts";
import { sampleRequest } from "../../store/conformance/samples.ts";
import { startApi } from "../testing/ask-api.ts";

const hall: SessionConnection = { server: "hall", id: "5", protocol: "rtmp" };

/** A session by a media server's connection, by one of which no protocol is told, and one that lives by requests. */
async function started() {
  const world = await startApi();
  const { id } = await world.mint({ action: "publish" });
  const token = await world.store.token(id);
  if (!token) throw new Error("no token was made");
  const begin = (sessionId: string, connection?: SessionConnection) =>
    world.store.admit(
      sampleRequest(token, {
        id: sessionId,
        organization: FIRST_ORGANIZATION,
        stream: "demo/clip",
        connection,
      }),
    );
  await begin("by-rtmp", hall);
  await begin("by-another", { server: "studio", id: "a/b", protocol: "" });
  await begin("by-requests");
  const list = async (query: string) => (await world.admin("GET", `sessions?${query}`)).body.items;
  return { ...world, list };
}

test("a session says which media server carries it, by which protocol and connection", async () => {
  const { admin } = await started();
  const session = async (id: string) => (await admin("GET", `sessions/${id}`)).body;
  expect(await session("by-rtmp")).toMatchObject({ server: "hall", protocol: "rtmp", connection: "5" });
  expect(await session("by-another")).toMatchObject({
    server: "studio",
    protocol: null,
    connection: "a/b",
  });
  expect(await session("by-requests")).toMatchObject({ server: null, protocol: null, connection: null });
});

test("the list of sessions is narrowed down by media server", async () => {
  const { list } = await started();
  expect(await list("server=hall")).toMatchObject([{ id: "by-rtmp", server: "hall" }]);
  expect(await list("server=hall&status=ended")).toEqual([]);
  expect(await list("server=nobody")).toEqual([]);
  expect(await list("limit=10")).toHaveLength(3);
});
