import { expect, test } from "vitest";
import type { ApplicationAnswer } from "../connection/declared-answers.ts";
import { originText } from "./declared-text.ts";

const textOf = (origin: ApplicationAnswer["origin"]) =>
  originText({
    name: "films",
    kind: "vod",
    origin,
    registered_only: false,
    enforcement: { publish: "enforce", play: "enforce" },
    embed_token: false,
    default_ttl: 60,
    sessions: { idle_seconds: 1, max_seconds: 1, lease_seconds: 1 },
    grace: { seconds: 0, repeats: 0 },
    declared_in: null,
  });

test("each kind of origin says where it is", () => {
  const endpoint = "https://s3.example.com";
  expect(textOf(null)).toBe("none");
  expect(textOf({})).toBe("built in");
  expect(textOf({ folder: "/srv/films" })).toBe("/srv/films");
  expect(textOf({ url: "http://10.0.0.1", allow_private: true })).toBe(
    "http://10.0.0.1, also at private addresses",
  );
  expect(textOf({ bucket: "films", endpoint, prefix: null })).toBe(`bucket films at ${endpoint}`);
  expect(textOf({ bucket: "films", endpoint, prefix: "hls" })).toBe(`bucket films/hls at ${endpoint}`);
});
