import { cursorOf, shared } from "../names.ts";
import type { Foreign, TagWalks } from "../operation-walk.ts";

const byId = (more: object = {}): Readonly<Record<string, Foreign>> => ({
  "its id": theirs => ({ path: { id: theirs.group }, ...more }),
  "its id, and a version": theirs => ({
    path: { id: theirs.group },
    headers: { "if-match": '"1"' },
    ...more,
  }),
});

export const groupWalks: TagWalks = {
  listGroups: {
    own: { "all of them": () => ({ query: { limit: "200" } }) },
    foreign: {
      "a cursor": {
        request: names => ({ query: { cursor: cursorOf(names, "listGroups") } }),
        between: "tenants",
      },
    },
  },
  createGroup: {
    foreign: {
      "a stream": theirs => ({ body: { id: "walked", streams: [theirs.stream] } }),
      "a stream's bare id": theirs => ({ body: { id: "walked-2", streams: [theirs.streamId] } }),
      "an alias beside its own": (theirs, own) => ({
        body: { id: "walked-3", streams: [own.stream, theirs.alias] },
      }),
    },
    claims: {
      "an id": (theirs, own) => ({ body: { id: theirs.group, streams: [own.stream] } }),
      "an id of both, named like another's stream": theirs => ({ body: { id: theirs.streamId } }),
    },
  },
  readGroup: {
    own: {
      "its id": own => ({ path: { id: own.group } }),
      "an id that both have": () => ({ path: { id: shared.group } }),
    },
    foreign: {
      "its id": theirs => ({ path: { id: theirs.group } }),
    },
  },
  updateGroup: {
    foreign: {
      ...byId({ body: { title: "changed" } }),
      "its id, and no streams": theirs => ({ path: { id: theirs.group }, body: { streams: [] } }),
      "a stream": (theirs, own) => ({ path: { id: own.group }, body: { streams: [theirs.stream] } }),
      "an alias": (theirs, own) => ({
        path: { id: own.group },
        body: { streams: [own.stream, theirs.alias] },
      }),
    },
  },
  deleteGroup: { foreign: byId() },
};
