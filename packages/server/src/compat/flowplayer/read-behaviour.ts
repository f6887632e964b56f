import type { CompatProblem } from "../compat-system.ts";
import { membersOf } from "../members-of.ts";
import { readJson } from "../read-json.ts";

/** What wraps the fields, where something does. */
const WRAPS = ["video", "live_stream", "livestream", "workspace"];

/** Reads `playback_token_behavior`, flat or wrapped; other fields are about what is not kept here. */
export function readBehaviour<Word extends string>(
  body: Buffer,
  { isWord, words }: { readonly isWord: (word: unknown) => word is Word; readonly words: readonly string[] },
): { readonly word: Word } | { readonly problem: CompatProblem } {
  const read = readJson(body);
  if ("problem" in read) return read;
  const whole = membersOf(read.value);
  const wrap = WRAPS.find(name => whole !== undefined && Object.hasOwn(whole, name));
  const fields = wrap === undefined ? whole : membersOf(whole?.[wrap]);
  if (!fields) return invalid("The body is a JSON object with playback_token_behavior.");
  const word = fields["playback_token_behavior"];
  if (isWord(word)) return { word };
  return invalid(`playback_token_behavior is one of ${words.join(", ")}.`);
}

function invalid(detail: string): { readonly problem: CompatProblem } {
  return { problem: { reason: "request-invalid", detail } };
}
