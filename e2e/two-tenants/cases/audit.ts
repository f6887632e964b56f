import { cursorOf, shared } from "../names.ts";
import type { TagWalks } from "../operation-walk.ts";

export const auditWalks: TagWalks = {
  listAudit: {
    own: {
      "all of it": () => ({ query: { limit: "200" } }),
      "a user that both have": () => ({ query: { user: shared.user } }),
      "what was made by a start": () => ({ query: { action: "api-key.create" } }),
    },
    foreign: {
      "an actor": ({ apiKey }) => ({ query: { actor: apiKey } }),
      "a subject": ({ token }) => ({ query: { subject: token } }),
      "an organization as a subject": {
        request: ({ organization }) => ({ query: { subject: organization } }),
        control: null,
      },
      "a user": ({ user }) => ({ query: { user } }),
      "a cursor": {
        request: names => ({ query: { cursor: cursorOf(names, "listAudit") } }),
        between: "tenants",
      },
    },
  },
  readAuditEntry: {
    own: { "its number": own => ({ path: { number: own.auditEntry } }) },
    foreign: { "its number": theirs => ({ path: { number: theirs.auditEntry } }) },
  },
  exportAudit: {
    own: { "all of it": () => ({}) },
    foreign: {
      "what is behind another's end": ({ auditEntry }) => ({ query: { after: auditEntry } }),
    },
  },
  verifyAudit: {
    own: { "its log": () => ({}) },
    foreign: {
      "an entry": theirs => ({ query: { noted: theirs.auditNoted } }),
      "its code": {
        request: theirs => ({ query: { organization: theirs.organization } }),
        between: "tenants",
      },
    },
  },
};
