import { parseAddress } from "../address/network.ts";
import { CborTag } from "../cbor/value.ts";
import { type Finding, fail, pass } from "../finding.ts";
import type { RequestContext } from "../request-context.ts";
import {
  isInNetwork,
  type NetworkItem,
  networkItemFromText,
  networkItemToText,
  parseNetworkItem,
} from "./catnip-network.ts";
import { type Claim, isMalformed, type Malformed } from "./claim.ts";
import { isUint, malformed } from "./shapes.ts";

const MOST_ITEMS = 500;
const HIGHEST_ASN = 4_294_967_295;
const IN_NETWORK = pass("the address is in a listed network");
const IN_SYSTEM = pass("the autonomous system is listed");
const ADDRESS_UNKNOWN = fail("ip-unknown", "the client's address is not known");
const SYSTEM_UNKNOWN = fail("context-missing", "the client's autonomous system is not known");
const DENIED = fail("ip-not-allowed", "the client is in none of the listed networks and systems");
const WANTED = `it must be a list of at most ${MOST_ITEMS} networks and autonomous systems`;

/** A network, or the number of an autonomous system. */
type Item = NetworkItem | number;

/** Networks and autonomous systems; the client must be in one of them, and an empty list allows nobody. */
export const catnip: Claim<readonly Item[]> = {
  name: "catnip",
  label: 311,
  summary: "Networks and autonomous systems from which the token may be used; one suffices.",
  source: "CTA-5007-B 4.6.9, RFC 9164",
  checkedAt: "manifest",
  parse: value => readItems(value, item => (item instanceof CborTag ? parseNetworkItem(item) : undefined)),
  judge,
  encode: items => items.map(item => (typeof item === "number" ? item : new CborTag(item.tag, item.written))),
  fromJson: json =>
    readItems(json, item => (typeof item === "string" ? networkItemFromText(item) : undefined)),
  toJson: items => items.map(item => (typeof item === "number" ? item : networkItemToText(item))),
};

function readItems(
  value: unknown,
  readNetwork: (item: unknown) => NetworkItem | Malformed | undefined,
): readonly Item[] | Malformed {
  if (!Array.isArray(value) || value.length > MOST_ITEMS) return malformed(WANTED);
  const raw: readonly unknown[] = value;
  const items: Item[] = [];
  for (const one of raw) {
    const item = isUint(one) && one <= HIGHEST_ASN ? one : readNetwork(one);
    if (item === undefined) return malformed(WANTED);
    if (isMalformed(item)) return item;
    items.push(item);
  }
  return items;
}

/** What is not known can only have been a match: it never hides one that is there. */
function judge(items: readonly Item[], { ip, asn }: RequestContext): Finding {
  const address = ip === undefined ? undefined : parseAddress(ip);
  let unknown: Finding | undefined;
  for (const item of items) {
    if (typeof item === "number") {
      if (item === asn) return IN_SYSTEM;
      if (asn === undefined) unknown ??= SYSTEM_UNKNOWN;
    } else if (address === undefined) unknown = ADDRESS_UNKNOWN;
    else if (isInNetwork(item, address)) return IN_NETWORK;
  }
  return unknown ?? DENIED;
}
