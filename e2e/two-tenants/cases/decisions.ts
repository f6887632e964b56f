import { cursorOf, type Names, shared } from "../names.ts";
import { type Foreign, type ForeignCase, foreignCase, type TagWalks } from "../operation-walk.ts";

const about = (stream: string, { tokenText }: Pick<Names, "tokenText">) => ({
  action: "play",
  stream,
  token: tokenText,
  ip: "198.51.100.77",
  user_agent: "Walker/1.0",
});

/** A question by every name, and with another's token: who holds its text may know that it is one. */
const questions: Readonly<Record<string, Foreign | ForeignCase>> = {
  "a stream": (theirs, own) => ({ body: about(theirs.stream, own) }),
  "a stream's bare id": (theirs, own) => ({ body: about(theirs.streamId, own) }),
  "an alias": (theirs, own) => ({ body: about(theirs.alias, own) }),
  "a token": { request: (theirs, own) => ({ body: about(own.stream, theirs) }), between: "tenants" },
  "a token at its own stream": theirs => ({ body: about(theirs.stream, theirs) }),
  "a token at its own stream, at another time": theirs => ({
    body: { ...about(theirs.stream, theirs), at: Math.floor(Date.now() / 1000) },
  }),
};

/** The same question, put to the inspector. */
function asInspection(question: Foreign | ForeignCase): ForeignCase {
  const { request, like, between } = foreignCase(question);
  return {
    like,
    between,
    request(theirs, own) {
      const { token, ...described } = request(theirs, own).body as Readonly<Record<string, unknown>>;
      return { body: { token, request: described } };
    },
  };
}

export const decisionWalks: TagWalks = {
  check: {
    foreign: {
      ...questions,
      "a token that is to be spent": {
        request: (theirs, own) => ({ body: { ...about(own.stream, theirs), consume: true } }),
        between: "tenants",
      },
      "a token that is to be spent at its own stream": theirs => ({
        body: { ...about(theirs.stream, theirs), consume: true },
      }),
    },
  },
  explain: { foreign: questions },
  inspectToken: {
    foreign: {
      "a token": theirs => ({ body: { token: theirs.tokenText } }),
      ...Object.fromEntries(
        Object.entries(questions).map(([name, question]) => [
          `${name}, in a request`,
          asInspection(question),
        ]),
      ),
    },
  },
  listDecisions: {
    own: {
      "all of them": () => ({ query: { limit: "200" } }),
      "an address that both have": () => ({ query: { ip: shared.address } }),
      "what was refused": () => ({ query: { allowed: "false" } }),
      "its stream": own => ({ query: { stream: own.stream } }),
    },
    foreign: {
      "a user": ({ user }) => ({ query: { user } }),
      "a stream": ({ stream }) => ({ query: { stream } }),
      "an address": ({ address }) => ({ query: { ip: address } }),
      "a token": ({ token }) => ({ query: { token } }),
      "a session": ({ session }) => ({ query: { session } }),
      "a cursor": {
        request: names => ({ query: { cursor: cursorOf(names, "listDecisions") } }),
        between: "tenants",
      },
    },
  },
  readDecision: {
    own: { "its reference": own => ({ path: { ref: own.ref } }) },
    foreign: { "its reference": theirs => ({ path: { ref: theirs.ref } }) },
  },
};
