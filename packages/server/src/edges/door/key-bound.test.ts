import { expect, test } from "vitest";
import { createStandingSessions } from "../../access/standing-sessions.ts";
import { catWith, createCatFlow, START_SECONDS } from "../../access/testing/cat-flow.ts";
import { createDpopSender } from "../../access/testing/dpop-sender.ts";
import { openEdgeDoor } from "../testing/edge-door.ts";

test("a token that is bound to a key wants a proof with each request that carries it: nobody goes on by its text", async () => {
  const flow = createCatFlow();
  const door = await openEdgeDoor({
    replaced: {
      registry: flow.registry,
      checkAccess: flow.enter,
      continueSession: ({ handle, ...changes }) => flow.proceed(handle, changes),
      standing: createStandingSessions(flow.sessions),
      nowMilliseconds: flow.now,
    },
  });
  const sender = createDpopSender();
  const token = catWith({ cnf: { jkt: sender.jkt } });
  const carried = { authorization: `DPoP ${token}` };
  const htu = "https://sluice.test/demo/clip/index.m3u8";
  const proof = () => sender.prove({ htu, iat: START_SECONDS, token });
  const ask = async (headers: object) => {
    const { status, reason } = await door.asNginx("/demo/clip/index.m3u8", { ...carried, ...headers });
    return [status, reason];
  };
  expect(await ask({ dpop: proof() })).toEqual([200, ""]);
  expect(await ask({})).toEqual([401, "proof-missing"]);
  expect(await ask({ dpop: [proof(), proof()] })).toEqual([401, "proof-invalid"]);
  expect(await ask({ dpop: proof() })).toEqual([200, ""]);
  await door.close();
});
