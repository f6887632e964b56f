import { cursorOf } from "../names.ts";
import type { TagWalks } from "../operation-walk.ts";

export const organizationWalks: TagWalks = {
  listOrganizations: {
    own: { "all that it sees": () => ({ query: { limit: "200" } }) },
    foreign: {
      "a cursor": {
        request: names => ({ query: { cursor: cursorOf(names, "listOrganizations") } }),
        between: "tenants",
        // A tenant sees one.
        control: null,
      },
    },
  },
  createOrganization: {
    control: "operator",
    foreign: {
      "its code": {
        request: theirs => ({ body: { code: theirs.organization } }),
        control: ({ organization }) => ({ body: { code: `${organization}-2` } }),
      },
    },
  },
  readOrganization: {
    own: { "its code": own => ({ path: { code: own.organization } }) },
    foreign: {
      "its code": { request: theirs => ({ path: { code: theirs.organization } }), between: "tenants" },
    },
  },
  updateOrganization: {
    foreign: {
      "its code": {
        request: theirs => ({ path: { code: theirs.organization }, body: { title: "changed" } }),
        between: "tenants",
      },
      "its code, and a version": {
        request: theirs => ({
          path: { code: theirs.organization },
          body: { title: "changed" },
          headers: { "if-match": '"1"' },
        }),
        between: "tenants",
      },
    },
  },
  deleteOrganization: {
    control: "operator",
    foreign: {
      "its code, unconfirmed": {
        request: theirs => ({ path: { code: theirs.organization } }),
        control: null,
      },
      "its code": theirs => ({
        path: { code: theirs.organization },
        query: { confirm: theirs.organization },
      }),
    },
  },
};
