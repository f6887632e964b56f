import { cursorOf, shared } from "../names.ts";
import type { Foreign, TagWalks } from "../operation-walk.ts";

const byEachName = (more: object = {}): Readonly<Record<string, Foreign>> => ({
  "its name": theirs => ({ path: { name: theirs.stream }, ...more }),
  "its bare id": theirs => ({ path: { name: theirs.streamId }, ...more }),
  "an alias": theirs => ({ path: { name: theirs.alias }, ...more }),
  "its name, and a version": theirs => ({
    path: { name: theirs.stream },
    headers: { "if-match": '"1"' },
    ...more,
  }),
});

const withVersion = { "if-match": '"2"' };

export const streamWalks: TagWalks = {
  listStreams: {
    own: {
      "all of them": () => ({ query: { limit: "200" } }),
      "an alias that both have": () => ({ query: { alias: shared.alias } }),
      "a group that both have": () => ({ query: { group: shared.group } }),
    },
    foreign: {
      "an application": ({ application }) => ({ query: { application } }),
      "a group": ({ group }) => ({ query: { group } }),
      "an alias": ({ alias }) => ({ query: { alias } }),
      "a cursor": {
        request: names => ({ query: { cursor: cursorOf(names, "listStreams") } }),
        between: "tenants",
      },
    },
  },
  createStream: {
    foreign: {
      "an application": {
        request: theirs => ({ body: { application: theirs.application, id: "walked" } }),
      },
    },
    claims: {
      "an id": (theirs, own) => ({ body: { application: own.application, id: theirs.streamId } }),
      "an alias": (theirs, own) => ({
        body: { application: own.application, id: "walked", aliases: [theirs.alias] },
      }),
      "an alias as its id": (theirs, own) => ({
        body: { application: own.application, id: theirs.alias, aliases: [theirs.streamId] },
      }),
      "a group": (theirs, own) => ({
        body: { application: own.application, id: "walked", group: theirs.group },
      }),
    },
  },
  readStream: {
    own: {
      "its name": own => ({ path: { name: own.stream } }),
      "an alias that both have": () => ({ path: { name: shared.alias } }),
      "a bare id that both have": () => ({ path: { name: shared.streamId } }),
    },
    foreign: byEachName(),
  },
  readEmbedCode: {
    own: {
      "its name": own => ({ path: { name: own.stream } }),
      "an alias that both have": () => ({ path: { name: shared.alias } }),
    },
    foreign: byEachName(),
  },
  updateStream: {
    foreign: {
      ...byEachName({ body: { limits: { max_sessions: 1 }, enforcement: { play: "off" } } }),
      // It has been put into its group since it was made.
      "its name, and a version": theirs => ({
        path: { name: theirs.stream },
        headers: withVersion,
        body: { enforcement: { play: "off" } },
      }),
    },
    claims: {
      "an alias and a group": (theirs, own) => ({
        path: { name: own.stream },
        body: { aliases: [theirs.alias, theirs.streamId], group: theirs.group },
      }),
    },
  },
  deleteStream: {
    foreign: {
      ...byEachName(),
      "its name, and a version": theirs => ({ path: { name: theirs.stream }, headers: withVersion }),
    },
  },
};
