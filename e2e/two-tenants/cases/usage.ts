import { cursorOf, type Names, shared } from "../names.ts";
import type { Foreign, TagWalks } from "../operation-walk.ts";

const A_DAY_SECONDS = 86_400;

/** From yesterday until tomorrow, so that midnight changes nothing. */
const today = Math.floor(Date.now() / 1000 / A_DAY_SECONDS) * A_DAY_SECONDS;
const range = { step: "day", from: String(today - A_DAY_SECONDS), to: String(today + 2 * A_DAY_SECONDS) };

const of = (by: string, name: keyof Omit<Names, "cursors">): Foreign => {
  return theirs => ({ query: { ...range, by, of: theirs[name] } });
};

export const usageWalks: TagWalks = {
  readUsage: {
    own: {
      "the whole organization": () => ({ query: range }),
      "by application": () => ({ query: { ...range, by: "application" } }),
      "by stream": () => ({ query: { ...range, by: "stream" } }),
      "by user": () => ({ query: { ...range, by: "user" } }),
      "by tag": () => ({ query: { ...range, by: "tag" } }),
      "a user that both have": () => ({ query: { ...range, by: "user", of: shared.user } }),
    },
    foreign: {
      "an application": of("application", "application"),
      "a stream": of("stream", "stream"),
      "an alias": of("stream", "alias"),
      "a user": of("user", "user"),
      "a tag": of("tag", "tag"),
      "a cursor": {
        request: names => ({
          query: { by: "user", cursor: cursorOf(names, "readUsage") },
        }),
        between: "tenants",
      },
    },
  },
};
