import { cursorOf } from "../names.ts";
import type { Foreign, ForeignCase, TagWalks } from "../operation-walk.ts";

const byId = (more: object = {}): Readonly<Record<string, Foreign>> => ({
  "its id": theirs => ({ path: { id: theirs.webhook }, ...more }),
  "its id, and a version": theirs => ({
    path: { id: theirs.webhook },
    // It has been switched off since it was made.
    headers: { "if-match": '"2"' },
    ...more,
  }),
});

const byDelivery: Readonly<Record<string, Foreign>> = {
  "its ids": ({ webhook, delivery }) => ({ path: { id: webhook, delivery } }),
  "its id below its own webhook": ({ delivery }, { webhook }) => ({ path: { id: webhook, delivery } }),
};

/** A webhook that is off sends nothing again: switched on, the same request of its owner is done. */
const off = (cases: Readonly<Record<string, Foreign>>): Readonly<Record<string, ForeignCase>> =>
  Object.fromEntries(
    Object.entries(cases).map(([name, request]) => [name, { request, control: null }] as const),
  );

const hook = { url: "http://203.0.113.11/walked", events: ["token.used"], enabled: false };

export const webhookWalks: TagWalks = {
  listWebhooks: {
    own: { "all of them": () => ({ query: { limit: "200" } }) },
    foreign: {
      "a cursor": {
        request: names => ({ query: { cursor: cursorOf(names, "listWebhooks") } }),
        between: "tenants",
      },
    },
  },
  createWebhook: {
    foreign: {
      "an application": theirs => ({ body: { ...hook, applications: [theirs.application] } }),
      "an application beside its own": (theirs, own) => ({
        body: { ...hook, applications: [own.application, theirs.application] },
      }),
    },
    claims: {
      "a URL": theirs => ({ body: { ...hook, url: theirs.webhookUrl } }),
    },
  },
  readWebhook: {
    own: { "its id": own => ({ path: { id: own.webhook } }) },
    foreign: byId(),
  },
  updateWebhook: {
    foreign: {
      ...byId({ body: { description: "changed" } }),
      "an application": (theirs, own) => ({
        path: { id: own.webhook },
        body: { applications: [theirs.application] },
      }),
    },
  },
  deleteWebhook: { foreign: byId() },
  rotateWebhook: { foreign: byId({ body: {} }) },
  testWebhook: { foreign: { "its id": theirs => ({ path: { id: theirs.webhook } }) } },
  listDeliveries: {
    own: { "its log": own => ({ path: { id: own.webhook }, query: { limit: "200" } }) },
    foreign: {
      "its id": theirs => ({ path: { id: theirs.webhook } }),
      "a cursor": {
        request: (names, own) => ({
          path: { id: own.webhook },
          query: { cursor: cursorOf(names, "listDeliveries") },
        }),
        between: "tenants",
      },
    },
  },
  readDelivery: {
    own: { "its ids": ({ webhook, delivery }) => ({ path: { id: webhook, delivery } }) },
    foreign: byDelivery,
  },
  replayDelivery: { foreign: off(byDelivery) },
  replayFailedDeliveries: {
    foreign: off({ "its id": theirs => ({ path: { id: theirs.webhook }, body: { since: 0 } }) }),
  },
};
