import type { CborMap, CborValue } from "../cbor/value.ts";
import type { Claim, Malformed } from "./claim.ts";
import {
  cborNumber,
  finiteNumber,
  isCborMap,
  isJsonObject,
  malformed,
  textsOf,
  unsupported,
} from "./shapes.ts";

const MOST_PARAMS = 20;
const types = ["automatic", "cookie", "header", "redirect"] as const;
/** Members by their labels. */
const members = [
  "type",
  "expadd",
  "deadline",
  "cookieName",
  "headerName",
  "cookieParams",
  "headerParams",
  "statusCode",
] as const;

/** How a token is renewed, as its issuer wrote it. Names and parameters are not to be believed before `renderRenewal`. */
export interface Renewal {
  /** `automatic`: the new token comes the way the old one came. */
  readonly type: (typeof types)[number];
  /** Seconds from now to the new end. */
  readonly expadd: number;
  /** From 1e9 on a time in Unix seconds; else seconds before the end. From then on the token is renewed. */
  readonly deadline?: number;
  readonly cookieName?: string;
  readonly headerName?: string;
  readonly cookieParams?: readonly string[];
  readonly headerParams?: readonly string[];
  readonly statusCode?: number;
}

/** How the token is renewed while it is used. Informs: planRenewal acts on it. */
export const catr: Claim<Renewal> = {
  name: "catr",
  label: 323,
  summary: "How the token is renewed while it is used: by cookie, header or redirect, and for how long.",
  source: "CTA-5007-B 4.9.2",
  checkedAt: "entry",
  parse(value) {
    if (!isCborMap(value)) return malformed("it must be a map");
    const names = memberNames(value);
    const type = value.get(0);
    return names
      ? renewal(names, typeof type === "number" ? types[type] : undefined)
      : unsupported("a member that is not known");
  },
  encode: encodeRenewal,
  fromJson(json) {
    if (!isJsonObject(json)) return malformed("it must be an object");
    const fields = new Map<string, unknown>(Object.entries(json));
    const areKnown = [...fields.keys()].every(name => members.some(member => member === name));
    return areKnown
      ? renewal(
          fields,
          types.find(type => type === json["type"]),
        )
      : unsupported("a member that is not known");
  },
  toJson: value => ({ ...value }),
};

function memberNames(map: CborMap): ReadonlyMap<string, unknown> | undefined {
  const fields = new Map<string, unknown>();
  for (const [label, value] of map) {
    const name = typeof label === "number" ? members[label] : undefined;
    if (name === undefined) return undefined;
    fields.set(name, value);
  }
  return fields;
}

function renewal(
  fields: ReadonlyMap<string, unknown>,
  type: Renewal["type"] | undefined,
): Renewal | Malformed {
  if (type === undefined) return malformed("type must be automatic, cookie, header or redirect");
  const expadd = finiteNumber(fields.get("expadd"));
  if (expadd === undefined || expadd <= 0) return malformed("expadd must be seconds");
  const numbers = optional(fields, ["deadline", "statusCode"], value => atLeastZero(finiteNumber(value)));
  const texts = optional(fields, ["cookieName", "headerName"], value =>
    typeof value === "string" ? value : undefined,
  );
  const lists = optional(fields, ["cookieParams", "headerParams"], value => textsOf(value, MOST_PARAMS));
  if (!numbers || !texts || !lists) return malformed("a member of a wrong type");
  return { type, expadd, ...numbers, ...texts, ...lists };
}

const atLeastZero = (value: number | undefined) => (value !== undefined && value >= 0 ? value : undefined);

/** The named members that are there; undefined when one of them cannot be read. */
function optional<Name extends keyof Renewal, Value>(
  fields: ReadonlyMap<string, unknown>,
  names: readonly Name[],
  read: (value: unknown) => Value | undefined,
): { [name in Name]?: Value } | undefined {
  const found: { [name in Name]?: Value } = {};
  for (const name of names) {
    const raw = fields.get(name);
    if (raw === undefined) continue;
    const value = read(raw);
    if (value === undefined) return undefined;
    found[name] = value;
  }
  return found;
}

function encodeRenewal(value: Renewal): CborMap {
  const map = new Map<number, CborValue>();
  members.forEach((name, label) => {
    const member = name === "type" ? types.indexOf(value.type) : value[name];
    if (member !== undefined) map.set(label, typeof member === "number" ? cborNumber(member) : member);
  });
  return map;
}
