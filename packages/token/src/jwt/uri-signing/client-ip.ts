import { containsAddress, type Network, parseAddress, parseNetwork } from "../../address/network.ts";
import type { Json, ParsedClaim } from "../../cat/claim.ts";
import { type Finding, fail, pass } from "../../finding.ts";
import type { Refused } from "../../formats/judgement.ts";
import type { RequestContext } from "../../request-context.ts";
import { isText } from "../claim-values.ts";
import { malformed, unsupported } from "../refused.ts";

const COVERED = pass("the address is in the network");
const NOT_COVERED = fail("ip-not-allowed", "the client is not in the network");
const UNKNOWN = fail("ip-unknown", "the client's address is not known");
/** Parts of a JWE in compact form (RFC 7516 section 7.1). */
const JWE_PARTS = 5;

/** `cdniip`: the address or network from which a signed URI is good (RFC 9246 section 2.1.10). */
class ClientIp implements ParsedClaim {
  readonly name = "cdniip";
  readonly checkedAt = "manifest";
  readonly isLimit = true;
  readonly #written: string;
  readonly #network: Network;

  constructor(written: string, network: Network) {
    this.#written = written;
    this.#network = network;
  }

  judge({ ip }: RequestContext): Finding {
    const address = ip === undefined ? undefined : parseAddress(ip);
    if (!address) return UNKNOWN;
    return containsAddress(this.#network, address) ? COVERED : NOT_COVERED;
  }

  toJson(): Json {
    return this.#written;
  }
}

/**
 * Reads an address or a network in CIDR notation. RFC 9246 wants it encrypted; what is encrypted is not supported and
 * refused, and what is not is read, as Apache Traffic Server and others write it.
 */
export function readClientIp(value: Json): ParsedClaim | Refused {
  if (!isText(value)) return malformed("cdniip is not a text", "cdniip");
  if (value.split(".").length === JWE_PARTS && value.startsWith("e")) {
    return unsupported("cdniip is encrypted", "cdniip");
  }
  const network = parseNetwork(value);
  return network ? new ClientIp(value, network) : malformed("cdniip is no address or network", "cdniip");
}
