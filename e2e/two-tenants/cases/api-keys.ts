import { cursorOf } from "../names.ts";
import type { Foreign, TagWalks } from "../operation-walk.ts";

const byId = (more: object = {}): Readonly<Record<string, Foreign>> => ({
  "its id": theirs => ({ path: { id: theirs.apiKey }, ...more }),
  "its id, and a version": theirs => ({
    path: { id: theirs.apiKey },
    headers: { "if-match": '"1"' },
    ...more,
  }),
});

const key = { name: "walked", scopes: ["tokens:read"] };

export const apiKeyWalks: TagWalks = {
  listApiKeys: {
    own: { "all of them": () => ({ query: { limit: "200" } }) },
    foreign: {
      "a cursor": {
        request: names => ({ query: { cursor: cursorOf(names, "listApiKeys") } }),
        between: "tenants",
      },
    },
  },
  createApiKey: {
    foreign: {
      "an application": theirs => ({ body: { ...key, applications: [theirs.application] } }),
      "an application beside its own": (theirs, own) => ({
        body: { ...key, applications: [own.application, theirs.application] },
      }),
    },
  },
  readApiKey: {
    own: { "its id": own => ({ path: { id: own.apiKey } }) },
    foreign: byId(),
  },
  updateApiKey: {
    foreign: {
      ...byId({ body: { scopes: [] } }),
      "an application": (theirs, own) => ({
        path: { id: own.apiKey },
        body: { applications: [theirs.application] },
      }),
    },
  },
  deleteApiKey: { foreign: byId() },
  rotateApiKey: { foreign: byId({ body: { overlap_seconds: 0 } }) },
  whoAmI: { own: { "its own key": () => ({}) } },
};
