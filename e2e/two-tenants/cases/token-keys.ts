import { cursorOf } from "../names.ts";
import type { Foreign, TagWalks } from "../operation-walk.ts";

const byId = (more: object = {}): Readonly<Record<string, Foreign>> => ({
  "its id": theirs => ({ path: { id: theirs.tokenKey }, ...more }),
  "its id, and a version": theirs => ({
    path: { id: theirs.tokenKey },
    headers: { "if-match": '"1"' },
    ...more,
  }),
});

const key = { name: "walked" };

export const tokenKeyWalks: TagWalks = {
  listKeys: {
    own: { "all of them": () => ({ query: { limit: "200" } }) },
    foreign: {
      "a cursor": {
        request: names => ({ query: { cursor: cursorOf(names, "listKeys") } }),
        between: "tenants",
      },
    },
  },
  createKey: {
    foreign: {
      "an application": theirs => ({ body: { ...key, application: theirs.application } }),
      "a cap on an application": (theirs, own) => ({
        body: { ...key, application: own.application, caps: { applications: [theirs.application] } },
      }),
    },
    claims: {
      "a kid": (theirs, own) => ({ body: { ...key, application: own.application, kid: theirs.kid } }),
    },
  },
  readKey: {
    own: { "its id": own => ({ path: { id: own.tokenKey } }) },
    foreign: byId(),
  },
  updateKey: {
    foreign: {
      ...byId({ body: { name: "changed" } }),
      "a cap on an application": (theirs, own) => ({
        path: { id: own.tokenKey },
        body: { caps: { applications: [theirs.application] } },
      }),
    },
  },
  deleteKey: { foreign: byId() },
  rotateKey: { foreign: byId({ body: {} }) },
};
