import type { TagCases } from "../contract-case.ts";
import type { ContractWorld } from "../contract-world.ts";
import { aStream } from "./declared.ts";
import { everyLimit } from "./every-limit.ts";

/** Longer than any name of a stream. */
const tooLong = { path: { name: "x".repeat(578) } };

/** A stream whose embed codes carry a token. */
async function anEmbeddedStream(world: ContractWorld) {
  const id = `embedded-${embedded++}`;
  await world.make("/v1/streams", { application: "live", id, embed_token: true });
  return { path: { name: `live/${id}` } };
}
let embedded = 0;

const body = { application: "live", id: "a/b", limits: { max_sessions: 3 } };

export const streamCases: TagCases = {
  listStreams: { 200: { query: { application: "demo", kind: "vod" } } },
  createStream: {
    201: [{ body }, { body: { ...body, id: "c", limits: everyLimit } }],
    409: { body: { application: "demo", id: "clip" } },
  },
  readStream: { 200: [{ path: { name: "demo/clip" } }, aStream], 422: tooLong },
  readEmbedCode: {
    200: [
      { path: { name: "demo/clip" } },
      async world => ({
        ...(await anEmbeddedStream(world)),
        query: { form: "iframe", domains: "a.example" },
      }),
      { path: { name: "demo/clip" }, query: { form: "flowplayer" } },
    ],
    403: async world => ({ ...(await anEmbeddedStream(world)), key: await world.keyWith("streams:read") }),
    404: { path: { name: "demo/none" } },
    409: async world => {
      await world.make("/v1/streams", { application: "live", id: "clip" });
      return { path: { name: "clip" } };
    },
    422: [{ path: { name: "demo/clip" }, query: { form: "other" } }, tooLong],
  },
  updateStream: {
    200: [
      async world => ({ ...(await aStream(world)), body: { aliases: ["other"], group: "news" } }),
      async world => ({ ...(await aStream(world)), body: { limits: everyLimit } }),
    ],
    409: async world => ({ ...(await aStream(world)), body: { aliases: ["clip"] } }),
  },
  deleteStream: { 204: aStream, 409: { path: { name: "demo/clip" } }, 422: tooLong },
};
