import { once } from "node:events";
import { createServer } from "node:http";
import { Secret } from "@sluice/token";
import { expect, onTestFinished, test } from "vitest";
import { owner } from "../../cli/owner.ts";
import { mediaServersOf } from "../../compose/media-servers.ts";
import type { Json } from "../testing/ask-api.ts";
import { startApi } from "../testing/ask-api.ts";

const SECRET = "hook-secret-for-tests";
const servers = mediaServersOf(
  { servers: [], hookSecrets: [new Secret(SECRET)] },
  { derive: () => new Uint8Array(32) },
);

async function listed(changes: Parameters<typeof startApi>[0], key?: readonly string[]) {
  const { withKey, admin, ...rest } = await startApi({ servers, ...changes });
  const ask = key ? await withKey({ scopes: key }) : admin;
  const read = async (): Promise<readonly Json[]> => (await ask("GET", "servers")).body.items;
  return { ...rest, ask, read };
}

test("the folder's owner sees the secrets, and no API key does, whatever it may do", async () => {
  const byOwner = await listed({ localActor: () => owner }, ["admin"]);
  expect((await byOwner.read()).find(({ name }) => name === "srs")).toMatchObject({
    path: "/hooks/srs",
    door: "hook",
    has_api: false,
    secret: SECRET,
    last_question: null,
  });
  const byKey = await listed({}, ["admin", "installation"]);
  const answer = await byKey.ask("GET", "servers");
  expect(answer.status).toBe(200);
  expect(answer.headers["cache-control"]).toBe("no-store");
  expect(JSON.stringify(answer.body)).not.toContain(SECRET);
  expect(answer.body.items).toHaveLength(14);
});

test("an administrator of an organization does not see the machine's servers", async () => {
  const { ask } = await listed({}, ["admin"]);
  expect((await ask("GET", "servers")).status).toBe(403);
});

test("what a media server asked last is told, without the token it came with", async () => {
  const { server, read } = await listed({}, ["installation", "admin"]);
  const session = "app=live&flashver=&swfurl=&tcurl=rtmp://h/live&pageurl=&addr=192.0.2.7&clientid=3";
  const call = `${session}&call=play&name=cam1&start=0&duration=0&reset=0&token=st_secret-of-a-viewer`;
  const door = createServer(server.handlerOf("all")).listen(0, "127.0.0.1");
  onTestFinished(() => void door.close());
  await once(door, "listening");
  const address = door.address();
  const port = typeof address === "object" ? address?.port : undefined;
  await fetch(`http://127.0.0.1:${port}/hooks/nginx-rtmp/${SECRET}`, {
    method: "POST",
    body: call,
    headers: { "content-type": "application/x-www-form-urlencoded" },
  });
  const found = (await read()).find(({ name }) => name === "nginx-rtmp");
  expect(found).toMatchObject({
    last_question: { event: "open", action: "play", protocol: "rtmp", stream: "live/cam1", allowed: false },
  });
  expect(JSON.stringify(found)).not.toContain("st_secret");
});
