import { encodeBase64url } from "../bytes/base64url.ts";
import { decodeHex } from "../bytes/hex.ts";
import { labelProfiles } from "../cat/label-profiles.ts";
import type { LabelProfile } from "../cat/readings.ts";
import { isObject, type Loose, list, number, object, text, texts } from "./shapes.ts";

/** One vector to be judged. */
export interface Vector {
  readonly id: string;
  readonly token: string;
  /** Name of the key that the recipient has. */
  readonly key: string | undefined;
  /** Names of the keys of a whole ring, in its order, each with its settings (jwt-vectors/1.0); undefined: `key` alone. */
  readonly keys: readonly string[] | undefined;
  readonly context: unknown;
  readonly labels: LabelProfile | undefined;
  /** Exactly `allow` or `deny` are verdicts. */
  readonly expected: string | undefined;
}

/**
 * Every vector of a file in format cat-vectors/1.x or jwt-vectors/1.0, in its order: the groups `vectors` and `text_level`. A vector without
 * an id gets its place as one; one without a token is judged as the empty text. A vector without a
 * profile has the labels of the file's first one: those that are about compositions and deny leave it away.
 */
export function readVectors(file: Loose): readonly Vector[] {
  const written = object(object(file.labels).profiles);
  // or_nesting_4 and its neighbours name no profile, and mean the first.
  const first = Object.keys(written)[0];
  return [...list(file.vectors), ...list(file.text_level)].filter(isObject).map((vector, index) => ({
    id: text(vector.id) ?? `#${index}`,
    token: text(vector.token) ?? fromHex(vector.hex) ?? "",
    key: text(vector.key),
    keys: texts(vector.keys),
    context: vector.context,
    labels: profileOf(text(vector.profile) ?? first, written),
    expected: text(isObject(vector.expect) ? vector.expect.decision : vector.expect),
  }));
}

function fromHex(value: unknown): string | undefined {
  const bytes = decodeHex(text(value) ?? "-");
  return bytes && encodeBase64url(bytes);
}

function profileOf(name: string | undefined, written: Loose): LabelProfile | undefined {
  if (name === undefined) return undefined;
  const own = written[name];
  return isObject(own) ? profileFrom(own) : labelProfiles.get(name);
}

function profileFrom(written: Loose): LabelProfile {
  const labels = (["or", "nor", "and", "enc", "crit"] as const).flatMap(claim => {
    const label = number(written[claim]);
    return label === undefined ? [] : [[claim, label] as const];
  });
  return Object.fromEntries(labels);
}
