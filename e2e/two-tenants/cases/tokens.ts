import { cursorOf, type Names, shared } from "../names.ts";
import type { Foreign, TagWalks } from "../operation-walk.ts";

const grant = { kind: "access", action: "play", ttl_seconds: 600 };
const opening = (target: object, more: object = {}) => ({ ...grant, target, ...more });
const ofOwn = ({ stream }: Names) => ({ streams: [stream] });

/** A token by its id, by its text, and one that is suspended. */
const byEachName = (more: object = {}): Readonly<Record<string, Foreign>> => ({
  "its id": theirs => ({ path: { id: theirs.token }, ...more }),
  "its text": theirs => ({ path: { id: theirs.tokenText }, ...more }),
  "the id of a signed one": theirs => ({ path: { id: theirs.signed }, ...more }),
  "the text of a signed one": theirs => ({ path: { id: theirs.signedText }, ...more }),
  "the id of a suspended one": theirs => ({ path: { id: theirs.suspended }, ...more }),
});

/** With one's own token. */
const handingOn = ({ tokenText }: Names, body: object) => ({
  headers: { authorization: `Bearer ${tokenText}` },
  body,
});

export const tokenWalks: TagWalks = {
  createToken: {
    foreign: {
      "a stream": theirs => ({ body: opening({ streams: [theirs.stream] }) }),
      "a stream's bare id": theirs => ({ body: opening({ streams: [theirs.streamId] }) }),
      "an alias": theirs => ({ body: opening({ streams: [theirs.alias] }) }),
      "a stream beside its own": (theirs, own) => ({
        body: opening({ streams: [own.stream, theirs.stream] }),
      }),
      "a group": theirs => ({ body: opening({ group: theirs.group }) }),
      "a stream as its group": theirs => ({ body: opening({ group: theirs.stream }) }),
      "a user and a tag": ({ user, tag }, own) => ({ body: opening(ofOwn(own), { user, tag }) }),
      "a token key": ({ tokenKey: key }, own) => ({ body: opening(ofOwn(own), { kind: "jwt", key }) }),
      "a kid": ({ kid: key }, own) => ({ body: opening(ofOwn(own), { kind: "cat", key }) }),
    },
    claims: {
      "an idempotency key": ({ idempotencyKey }, own) => ({
        body: opening(ofOwn(own)),
        headers: { "idempotency-key": idempotencyKey },
      }),
      "a user and a tag": ({ user, tag }, own) => ({ body: opening(ofOwn(own), { user, tag }) }),
    },
  },
  createTokens: {
    foreign: {
      "a stream beside its own": (theirs, own) => ({
        body: { tokens: [opening(ofOwn(own)), opening({ streams: [theirs.stream] })] },
      }),
      "an alias beside its own": (theirs, own) => ({
        body: { tokens: [opening(ofOwn(own)), opening({ streams: [theirs.alias] })] },
      }),
      "a group": theirs => ({ body: { tokens: [opening({ group: theirs.group })] } }),
    },
    claims: {
      "an idempotency key": ({ idempotencyKey }, own) => ({
        body: { tokens: [opening(ofOwn(own))] },
        headers: { "idempotency-key": idempotencyKey },
      }),
    },
  },
  // The token in the request is the credential; the API key beside it is not looked at.
  delegateToken: {
    foreign: {
      "a stream": {
        request: (theirs, own) => handingOn(own, { target: { streams: [theirs.stream] } }),
        between: "separate",
      },
      "an alias": {
        request: (theirs, own) => handingOn(own, { target: { streams: [theirs.alias] } }),
        between: "separate",
      },
      "a group": {
        request: (theirs, own) => handingOn(own, { target: { group: theirs.group } }),
        between: "separate",
        control: null,
      },
    },
    claims: {
      "a user and a tag": ({ user, tag }, own) => handingOn(own, { user, tag }),
    },
  },
  listTokens: {
    own: {
      "all of them": () => ({ query: { limit: "200" } }),
      "a user that both have": () => ({ query: { user: shared.user } }),
      "a tag that both have": () => ({ query: { tag: shared.tag } }),
      "its stream": own => ({ query: { stream: own.stream } }),
      "its application": own => ({ query: { application: own.application } }),
      "what is suspended": () => ({ query: { status: "suspended" } }),
    },
    foreign: {
      "a user": ({ user }) => ({ query: { user } }),
      "a tag": ({ tag }) => ({ query: { tag } }),
      "a stream": ({ stream }) => ({ query: { stream } }),
      "a stream's bare id": ({ streamId }) => ({ query: { stream: streamId } }),
      "an alias": ({ alias }) => ({ query: { stream: alias } }),
      "a group": ({ group }) => ({ query: { group } }),
      "an application": ({ application }) => ({ query: { application } }),
      "a key": ({ apiKey }) => ({ query: { key: apiKey } }),
      "a token key": ({ tokenKey }) => ({ query: { key: tokenKey } }),
      "an id inside a text": ({ jti }) => ({ query: { jti } }),
      "a token that others were made from": ({ token }) => ({ query: { parent: token } }),
      "a cursor": {
        request: names => ({ query: { cursor: cursorOf(names, "listTokens") } }),
        between: "tenants",
      },
    },
  },
  readToken: {
    own: {
      "its id": own => ({ path: { id: own.token } }),
      "the id of a suspended one": own => ({ path: { id: own.suspended } }),
      "the id of a signed one": own => ({ path: { id: own.signed } }),
    },
    foreign: byEachName(),
  },
  updateToken: {
    foreign: {
      ...byEachName({ body: { tag: "changed", max_uses: null } }),
      "its id, and a version": ({ token }) => ({
        path: { id: token },
        body: { tag: "changed" },
        headers: { "if-match": '"1"' },
      }),
    },
  },
  suspendToken: { foreign: byEachName() },
  resumeToken: { foreign: byEachName() },
  revokeToken: { foreign: byEachName() },
};
