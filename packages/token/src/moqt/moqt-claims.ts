import { bytesOfText, textOfBytes } from "../cat/byte-text.ts";
import type { Claim, Json, Malformed } from "../cat/claim.ts";
import {
  cborNumber,
  finiteNumber,
  isJsonArray,
  isJsonObject,
  malformed,
  unsupported,
} from "../cat/shapes.ts";
import type { CborValue } from "../cbor/value.ts";
import { fail, pass } from "../finding.ts";
import { allowsMoqtAction, type BytesMatch, type MoqtScope, parseMoqtScopes } from "./moqt-scope.ts";

const SOURCE = "draft-ietf-moq-c4m";
const PASSED = pass("a scope allows the action");
const UNKNOWN = fail("context-missing", "this is no MoQ action");
const DENIED = fail("uri-not-allowed", "no scope allows the action");
const NEVER = pass("the token is not judged again");
const WANTED = "it must be a list of scopes";
const KINDS = { prefix: 1, suffix: 2 } as const;

/** What may be done over MoQ. Not registered: read with the reading `moqt` alone, and refuses whatever is no MoQ action. */
export const moqt: Claim<readonly MoqtScope[]> = {
  name: "moqt",
  label: 327,
  summary: "MoQ actions on namespaces and tracks; what no scope grants is refused.",
  source: SOURCE,
  checkedAt: "entry",
  parse: value => parseMoqtScopes(value) ?? malformed(WANTED),
  judge(scopes, context) {
    if (context.moqt === undefined) return UNKNOWN;
    return allowsMoqtAction(scopes, context.moqt) ? PASSED : DENIED;
  },
  encode: scopes => scopes.map(encodeScope),
  fromJson,
  toJson: scopes => scopes.map(scopeToJson),
};

/** How often a session is judged again. Only 0 (never) is understood. */
export const moqtReval: Claim<number> = {
  name: "moqt-reval",
  label: 328,
  summary: "Seconds after which a MoQ session is judged again. Only 0, never, is understood.",
  source: SOURCE,
  checkedAt: "entry",
  parse: readInterval,
  judge: () => NEVER,
  encode: value => cborNumber(value),
  fromJson: readInterval,
  toJson: value => value,
};

function readInterval(value: unknown): number | Malformed {
  const seconds = finiteNumber(value);
  if (seconds === undefined || seconds < 0) return malformed("it must be a number of seconds");
  return seconds === 0 ? 0 : unsupported("sessions are not judged again at an interval");
}

function encodeScope({ actions, namespace, namespaceEnds, track }: MoqtScope): CborValue {
  const parts: CborValue[] = namespace.map(encodeMatch);
  if (namespaceEnds) parts.push(null);
  return track === undefined ? [actions, parts] : [actions, parts, encodeMatch(track)];
}

function encodeMatch({ kind, bytes }: BytesMatch): CborValue {
  return kind === "exact" ? bytes : [KINDS[kind], bytes];
}

/** `{"actions": [4], "namespace": [{"prefix": "live"}], "namespaceEnds": true, "track": {"exact": "video"}}` */
function scopeToJson({ actions, namespace, namespaceEnds, track }: MoqtScope): Json {
  return {
    actions,
    namespace: namespace.map(matchToJson),
    ...(namespaceEnds && { namespaceEnds }),
    ...(track && { track: matchToJson(track) }),
  };
}

const matchToJson = ({ kind, bytes }: BytesMatch): Json => ({ [kind]: textOfBytes(bytes) });

function fromJson(json: Json): readonly MoqtScope[] | Malformed {
  const scopes = isJsonArray(json) ? json.map(scopeFromJson) : undefined;
  return parseMoqtScopes(scopes) ?? malformed(WANTED);
}

/** The scope as it is on the wire; undefined inside it is what the reader refuses. */
function scopeFromJson(json: Json): CborValue {
  if (!isJsonObject(json)) return undefined;
  const { actions, namespace = [], namespaceEnds = false, track, ...rest } = json;
  if (Object.keys(rest).length > 0 || !isJsonArray(actions) || !isJsonArray(namespace)) return undefined;
  const parts: CborValue[] = namespace.map(matchFromJson);
  if (namespaceEnds === true) parts.push(null);
  const numbers = actions.map(action => (typeof action === "number" ? action : undefined));
  return track === undefined ? [numbers, parts] : [numbers, parts, matchFromJson(track)];
}

function matchFromJson(json: Json): CborValue {
  const [entry, ...more] = isJsonObject(json) ? Object.entries(json) : [];
  const [kind, text] = entry ?? [];
  const bytes = typeof text === "string" ? bytesOfText(text) : undefined;
  // A text is no match on the wire: the reader refuses it.
  if (bytes === undefined || more.length > 0) return "";
  if (kind === "exact") return bytes;
  return kind === "prefix" || kind === "suffix" ? [KINDS[kind], bytes] : "";
}
