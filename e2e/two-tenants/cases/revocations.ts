import { cursorOf, type Names, shared } from "../names.ts";
import type { Foreign, ForeignCase, Own, TagWalks } from "../operation-walk.ts";

const A_MINUTE_SECONDS = 60;

/** A selector for every name that somebody else's things have. */
const selectors: Readonly<Record<string, (theirs: Names) => object>> = {
  "a token": ({ token }) => ({ token }),
  "a token's text": ({ tokenText }) => ({ token: tokenText }),
  "a user": ({ user }) => ({ user }),
  "a tag": ({ tag }) => ({ tag }),
  "a stream": ({ stream }) => ({ stream }),
  "a stream's bare id": ({ streamId }) => ({ stream: streamId }),
  "an alias": ({ alias }) => ({ stream: alias }),
  "a group": ({ group }) => ({ group }),
  "an application": ({ application }) => ({ application }),
  "a key": ({ apiKey }) => ({ key: apiKey }),
  "an address": ({ address }) => ({ ip: address }),
  "a session": ({ session }) => ({ session }),
  "a user and an application": ({ user, application }) => ({ user, application }),
};

function bySelector(kind: string, more: object): Readonly<Record<string, Foreign>> {
  const cases = Object.entries(selectors).map(([name, selectorOf]): [string, Foreign] => [
    `${name}, ${kind}`,
    theirs => ({ body: { selector: selectorOf(theirs), ...more } }),
  ]);
  return Object.fromEntries(cases);
}

/** Inside of the caller's own application, so that a key that is limited to it may ask. */
const inside: Readonly<Record<string, Foreign | ForeignCase>> = {
  "a user, inside of its own": {
    request: ({ user }, { application }) => ({ body: { selector: { user, application } } }),
    between: "separate",
  },
  "a token, inside of its own": {
    request: ({ token }, { application }) => ({ body: { selector: { token, application } } }),
    between: "separate",
  },
  "a session, inside of its own": {
    request: ({ session }, { application }) => ({ body: { selector: { session, application } } }),
    between: "separate",
  },
  "a key, inside of its own": {
    request: ({ apiKey }, { stream }) => ({ body: { selector: { key: apiKey, stream } } }),
    between: "separate",
  },
  "the id within a token, inside of its own": {
    request: ({ token }, { stream }) => ({ body: { selector: { jti: token, stream } } }),
    // No token here has one.
    control: null,
  },
  "everything, confirmed with another's code": {
    request: ({ organization }) => ({ body: { selector: { all: true }, confirm: organization } }),
    between: "tenants",
  },
};

const byId: Readonly<Record<string, Own>> = {
  "its id": theirs => ({ path: { id: theirs.revocation } }),
};

const byEachId: Readonly<Record<string, Own>> = {
  ...byId,
  "the id of an undone one": theirs => ({ path: { id: theirs.undone } }),
};

export const revocationWalks: TagWalks = {
  revoke: {
    own: {
      "a dry run for a user that both have": () => ({
        body: { selector: { user: shared.user }, dry_run: true },
      }),
      "a dry run for a tag that both have": () => ({
        body: { selector: { tag: shared.tag }, dry_run: true },
      }),
      "a dry run for an address that both have": () => ({
        body: { selector: { ip: shared.address }, dry_run: true },
      }),
      "a dry run for a stream that both call the same": () => ({
        body: { selector: { stream: shared.alias }, dry_run: true },
      }),
      "a dry run for a group that both call the same": () => ({
        body: { selector: { group: shared.group }, dry_run: true },
      }),
      "a dry run for everything": () => ({ body: { selector: { all: true }, dry_run: true } }),
      "a dry run for its application": ({ application }) => ({
        body: { selector: { application }, dry_run: true },
      }),
    },
    foreign: {
      ...bySelector("counted", { dry_run: true }),
      ...bySelector("revoked", {}),
      ...bySelector("revoked for good", { permanent: true }),
      ...bySelector("revoked for a time", { until: Math.floor(Date.now() / 1000) + A_MINUTE_SECONDS }),
      ...inside,
    },
  },
  listRevocations: {
    own: { "all of them": () => ({ query: { limit: "200" } }) },
    foreign: {
      "a cursor": {
        request: names => ({ query: { cursor: cursorOf(names, "listRevocations") } }),
        between: "tenants",
      },
    },
  },
  readRevocation: { own: byEachId, foreign: byEachId },
  undoRevocation: {
    foreign: {
      ...byId,
      "the id of an undone one": {
        request: theirs => ({ path: { id: theirs.undone } }),
        control: theirs => ({ path: { id: theirs.revocation } }),
      },
    },
  },
};
