import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { companion } from "./companion.ts";
import { dash } from "./dash.ts";
import { hls } from "./hls.ts";
import type { ManifestKind, RewriteContext } from "./manifest.ts";
import { corpus, mutants } from "./testing/mutants.ts";
import { byHlsParser, byM3u8Parser, byMpdParser, type Oracle } from "./testing/oracles.ts";

const SERVER = "http://sluice.example";
const HANDLE = `AQE${"h4ndle-_".repeat(8)}`.slice(0, 62);
const TOKEN = "st_0123456789aBZyXwVuTsRqPoNmLkJiHgFeDcBa";
const NUMBER_OF_RUNS = 2_000;

const place = { manifestPath: "clip/low/index", originBase: "http://127.0.0.1:8888/app/" };
const edges = { urls: ["https://edge.example/hls"], underHandle: `/s/${HANDLE}` };
const byPath = { ...place, sessionRoot: `/base/s/${HANDLE}/demo/` };
const byQuery = {
  ...place,
  sessionRoot: "/base/demo/",
  parameter: { name: "sluice_session", value: HANDLE },
};

const contexts: readonly RewriteContext[] = [
  byPath,
  byQuery,
  { ...byPath, edges },
  { ...byQuery, edges },
].flatMap(context => (["session", "bootstrap", "moved"] as const).map(mode => ({ ...context, mode })));

type Case = readonly [ManifestKind, readonly Oracle[]];

/** Where a viewer has a manifest from. */
function addressOf({ mode, sessionRoot, manifestPath, parameter }: RewriteContext): string {
  if (mode === "bootstrap") return `${SERVER}/base/demo/clip/low/index?token=${TOKEN}`;
  const at = mode === "session" ? manifestPath : "clip/index";
  return `${SERVER}${sessionRoot}${at}${parameter === undefined ? "" : `?sluice_session=${HANDLE}`}`;
}

/** Holds every URI that a parser found against the session. */
function check(uri: string, context: RewriteContext, address: string): void {
  // What the player fills in is not known here; it is never given the session.
  if (uri.includes("{$")) return;
  const url = URL.parse(uri, address);
  if (url === null) return;
  const said = `${JSON.stringify(uri)} in mode ${context.mode}`;
  if (url.origin === SERVER) {
    expect(url.pathname.startsWith(context.sessionRoot), said).toBe(true);
    expect(url.href.includes(TOKEN), said).toBe(false);
    return;
  }
  const mayKnow = context.edges !== undefined && url.href.startsWith("https://edge.example/hls/s/");
  if (!mayKnow) expect(url.href.includes(HANDLE), said).toBe(false);
  expect(url.href.includes(TOKEN), said).toBe(false);
}

/** How many URIs were read, by all of the parsers. */
function checkIn(context: RewriteContext, text: string, [kind, oracles]: Case): number {
  const output = kind.rewrite(text, context);
  const address = addressOf(context);
  expect(kind.rewrite(output, { ...context, mode: "session" })).toBe(output);
  // Nobody is served what cannot be played.
  if (kind.parse(output) === undefined) return 0;
  const uris = new Set(oracles.flatMap(oracle => oracle(output, address) ?? []));
  for (const uri of uris) check(uri, context, address);
  return uris.size;
}

const cases: readonly Case[] = [
  [hls, [byHlsParser, byM3u8Parser]],
  [dash, [byMpdParser]],
];

describe.each(cases)("$id, read by parsers that are not ours", (...each) => {
  const [kind] = each;

  test("every vector has its URIs under the session, at another host without it, or as data", () => {
    for (const context of contexts) {
      const read = corpus(kind.id).map(text => checkIn(context, text, each));
      expect(read.filter(count => count > 0).length).toBeGreaterThan(10);
    }
  }, 60_000);

  test("and so has whatever the vectors are changed into; nothing throws, and a second pass changes nothing", () => {
    let read = 0;
    fc.assert(
      fc.property(mutants(kind.id), fc.constantFrom(...contexts), (text, context) => {
        kind.parse(text);
        kind.renditions(text, context);
        read += checkIn(context, text, each);
      }),
      { numRuns: NUMBER_OF_RUNS },
    );
    expect(read).toBeGreaterThan(NUMBER_OF_RUNS);
  }, 120_000);
});

describe("JSON beside manifests", () => {
  test("is read and rewritten without throwing whatever it is, and a second pass changes nothing", () => {
    fc.assert(
      fc.property(fc.oneof(mutants("companion"), fc.json()), text => {
        companion.parse(text);
        for (const context of contexts) {
          const output = companion.rewrite(text, context);
          expect(companion.rewrite(output, { ...context, mode: "session" })).toBe(output);
          expect(companion.parse(output) === undefined).toBe(companion.parse(text) === undefined);
        }
      }),
      { numRuns: NUMBER_OF_RUNS },
    );
  }, 60_000);
});
