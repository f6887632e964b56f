import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { manifestKinds } from "./index.ts";
import type { ManifestFacts, ManifestKind, RewriteContext, RewriteMode } from "./manifest.ts";

/** One case of vectors/manifests, see the README there. */
interface Vector {
  readonly name: string;
  readonly why: string;
  readonly text: string;
  readonly context: Omit<RewriteContext, "mode" | "originBase"> & { readonly originBase: string | null };
  readonly facts: (ManifestFacts & { readonly peakBitsPerSecond: number | null }) | null;
  readonly expected: Readonly<Record<RewriteMode, string>>;
}

const root = new URL("../../../../../vectors/manifests/", import.meta.url);

for (const kind of manifestKinds) {
  const vectors = readVectors(kind);
  const playable = vectors.filter(({ facts }) => facts !== null);

  describe(`${kind.id} vectors`, () => {
    test("there are some, and they hold both playable and refused manifests", () => {
      expect(playable.length).toBeGreaterThan(0);
      expect(playable.length).toBeLessThan(vectors.length);
    });

    test.each(vectors)("$name says what it holds: $why", ({ text, facts }) => {
      expect(factsAsJson(kind, text)).toEqual(facts);
    });

    for (const mode of ["session", "bootstrap"] as const) {
      test.each(playable)(
        `$name comes out as expected in ${mode} mode: $why`,
        ({ text, context, expected }) => {
          expect(kind.rewrite(text, contextOf(context, mode))).toBe(expected[mode]);
        },
      );
    }

    test.each(playable)("$name passes unchanged once it is rewritten", ({ context, expected }) => {
      const again = contextOf(context, "session");
      expect(kind.rewrite(expected.session, again)).toBe(expected.session);
      expect(kind.rewrite(expected.bootstrap, again)).toBe(expected.bootstrap);
    });

    test.each(playable)("$name stays playable", ({ expected }) => {
      expect(kind.parse(expected.session)).toBeDefined();
      expect(kind.parse(expected.bootstrap)).toBeDefined();
    });
  });
}

function readVectors(kind: ManifestKind): readonly Vector[] {
  const folder = new URL(`${kind.id}/`, root);
  const names = readdirSync(folder).filter(file => file.endsWith(".json"));
  return names.map(file => readVector(folder, file.slice(0, -".json".length)));
}

function readVector(folder: URL, name: string): Vector {
  const text = readFileSync(new URL(`${name}.in`, folder), "utf8");
  const output = (mode: RewriteMode): string => {
    const file = new URL(`${name}.${mode}.out`, folder);
    return existsSync(file) ? readFileSync(file, "utf8") : text;
  };
  const expected = { session: output("session"), bootstrap: output("bootstrap") };
  return { ...JSON.parse(readFileSync(new URL(`${name}.json`, folder), "utf8")), name, text, expected };
}

function contextOf(context: Vector["context"], mode: RewriteMode): RewriteContext {
  return { ...context, originBase: context.originBase ?? undefined, mode };
}

function factsAsJson(kind: ManifestKind, text: string): unknown {
  const facts = kind.parse(text);
  return facts === undefined ? null : { ...facts, peakBitsPerSecond: facts.peakBitsPerSecond ?? null };
}
