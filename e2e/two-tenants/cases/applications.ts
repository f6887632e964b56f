import { cursorOf } from "../names.ts";
import type { Foreign, TagWalks } from "../operation-walk.ts";

const byName = (more: object = {}): Readonly<Record<string, Foreign>> => ({
  "its name": theirs => ({ path: { name: theirs.application }, ...more }),
  "its name, and a version": theirs => ({
    path: { name: theirs.application },
    headers: { "if-match": '"1"' },
    ...more,
  }),
});

export const applicationWalks: TagWalks = {
  listApplications: {
    own: { "all of them": () => ({ query: { limit: "200" } }) },
    foreign: {
      "a cursor": {
        request: names => ({ query: { cursor: cursorOf(names, "listApplications") } }),
        between: "tenants",
        // A tenant of one application has one page.
        control: null,
      },
    },
  },
  createApplication: {
    foreign: {
      // Unique on the host: no tenant learns whether it is another's or a word of Sluice's own.
      "its name": {
        request: theirs => ({ body: { name: theirs.application, kind: "live" } }),
        like: "reserved",
        between: "tenants",
        control: ({ application }) => ({ body: { name: `${application}-2`, kind: "live" } }),
      },
      "its name, in a form that is wrong": {
        request: theirs => ({ body: { name: theirs.application, kind: "live", default_ttl: 0 } }),
        like: "reserved",
        between: "tenants",
        control: null,
      },
    },
  },
  readApplication: {
    own: { "its name": own => ({ path: { name: own.application } }) },
    foreign: { "its name": theirs => ({ path: { name: theirs.application } }) },
  },
  updateApplication: { foreign: byName({ body: { default_ttl: 60, enforcement: { play: "off" } } }) },
  deleteApplication: {
    foreign: {
      ...byName({ query: { force: "true" } }),
      "its name, without force": {
        request: theirs => ({ path: { name: theirs.application } }),
        // One with streams is not removed so.
        control: null,
      },
    },
  },
};
