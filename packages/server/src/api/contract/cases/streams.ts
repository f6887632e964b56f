import type { TagCases } from "../contract-case.ts";
import { aStream } from "./declared.ts";
import { everyLimit } from "./every-limit.ts";

/** Longer than any name of a stream. */
const tooLong = { path: { name: "x".repeat(578) } };

const body = { application: "live", id: "a/b", limits: { max_sessions: 3 } };

export const streamCases: TagCases = {
  listStreams: { 200: { query: { application: "demo", kind: "vod" } } },
  createStream: {
    201: [{ body }, { body: { ...body, id: "c", limits: everyLimit } }],
    409: { body: { application: "demo", id: "clip" } },
  },
  readStream: { 200: [{ path: { name: "demo/clip" } }, aStream], 422: tooLong },
  updateStream: {
    200: [
      async world => ({ ...(await aStream(world)), body: { aliases: ["other"], group: "news" } }),
      async world => ({ ...(await aStream(world)), body: { limits: everyLimit } }),
    ],
    409: async world => ({ ...(await aStream(world)), body: { aliases: ["clip"] } }),
  },
  deleteStream: { 204: aStream, 409: { path: { name: "demo/clip" } }, 422: tooLong },
};
