import { cursorOf, shared } from "../names.ts";
import type { Own, TagWalks } from "../operation-walk.ts";

const byId: Readonly<Record<string, Own>> = {
  "the id of one that runs": theirs => ({ path: { id: theirs.session } }),
  "the id of one that is over": theirs => ({ path: { id: theirs.endedSession } }),
};

export const sessionWalks: TagWalks = {
  listSessions: {
    own: {
      "all of them": () => ({ query: { limit: "200" } }),
      "those that run": () => ({ query: { status: "live" } }),
      "those that are over": () => ({ query: { status: "ended" } }),
      "an address that both have": () => ({ query: { ip: shared.address } }),
      "a media server that carries both's": () => ({ query: { server: shared.server } }),
      "its stream": own => ({ query: { stream: own.stream } }),
    },
    foreign: {
      "a token": ({ token }) => ({ query: { token } }),
      "a user": ({ user }) => ({ query: { user } }),
      "a tag": ({ tag }) => ({ query: { tag } }),
      "a stream": ({ stream }) => ({ query: { stream } }),
      "an alias": ({ alias }) => ({ query: { stream: alias } }),
      "a group": ({ group }) => ({ query: { group } }),
      "an application": ({ application }) => ({ query: { application } }),
      "an address": ({ address }) => ({ query: { ip: address } }),
      "a cursor": {
        request: names => ({ query: { cursor: cursorOf(names, "listSessions") } }),
        between: "tenants",
      },
    },
  },
  readSession: { own: byId, foreign: byId },
  endSession: { foreign: byId },
};
