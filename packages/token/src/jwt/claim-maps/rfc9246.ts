import type { ParsedClaim } from "../../cat/claim.ts";
import type { Grant, UriRenewal } from "../../formats/format.ts";
import type { Refused } from "../../formats/judgement.ts";
import { isText, isWhole } from "../claim-values.ts";
import { isRefused, malformed, unsupported } from "../refused.ts";
import type { JsonObject } from "../strict-json.ts";
import { readClientIp } from "../uri-signing/client-ip.ts";
import { readUriContainer } from "../uri-signing/uri-container.ts";
import type { ClaimDescription, ClaimMap, ClaimsToWrite, MappedClaims } from "./claim-map.ts";
import { withoutUndefined, withoutWords, writeRegistered } from "./write-registered.ts";

const claims = [
  { name: "cdniv", type: "1", meaning: "The version of the claim set; 1 when missing." },
  {
    name: "cdnicrit",
    type: "text, names separated by commas",
    meaning: "Extensions that must be understood. There are none here, so that it always refuses.",
  },
  {
    name: "cdniip",
    type: "text",
    meaning:
      "The client's address or network. As JWE, which RFC 9246 asks for, it is refused as not supported.",
  },
  {
    name: "cdniuc",
    type: "text",
    meaning:
      "Must be there. The URL of the request: regex: and a POSIX extended regular expression that is searched for in it, " +
      "or hash:sha-256; and the SHA-256 of it in base64url.",
  },
  {
    name: "cdniets",
    type: "whole number from 1",
    meaning: "A renewed token expires so many seconds after its renewal.",
  },
  { name: "cdnistt", type: "0 or 1", meaning: "How it is renewed: 0 not at all, 1 by a cookie." },
  {
    name: "cdnistd",
    type: "whole number from 0",
    meaning: "How many path segments the cookie's path has; 0 is /.",
  },
] as const satisfies readonly ClaimDescription[];

/** Signed URIs between content delivery networks. What the URI container covers may be played. */
export const rfc9246 = {
  id: "rfc9246",
  summary: "URI Signing: a token for the URLs that its container covers. Running sessions end at exp.",
  source: "RFC 9246",
  claims,
  recognises: ({ cdniuc, cdniv }) => cdniuc !== undefined || cdniv !== undefined,
  read,
  write,
} as const satisfies ClaimMap;

function read(members: JsonObject): MappedClaims | Refused {
  const version = members.cdniv ?? 1;
  if (typeof version !== "number") return malformed("cdniv is not a number", "cdniv");
  if (version !== 1) return unsupported("cdniv is another version than 1", "cdniv");
  const critical = checkCritical(members);
  if (critical) return critical;
  const renewal = readRenewal(members);
  if (renewal && isRefused(renewal)) return renewal;
  const container = readUriContainer(members.cdniuc);
  if (isRefused(container)) return container;
  const limits: ParsedClaim[] = [container];
  if (members.cdniip !== undefined) {
    const address = readClientIp(members.cdniip);
    if (isRefused(address)) return address;
    limits.push(address);
  }
  return {
    grants: [{ actions: ["play"], target: { organization: true } }],
    disconnectAtExpiry: true,
    limits,
    renewal,
  };
}

function isPlayOfAll({ actions, target }: Grant): boolean {
  return "organization" in target && actions.every(action => action === "play");
}

/** RFC 9246 section 2.1.8: names of extensions, each of them in the token and none of this specification. */
function checkCritical(members: JsonObject): Refused | undefined {
  const { cdnicrit } = members;
  if (cdnicrit === undefined) return undefined;
  if (!isText(cdnicrit)) return malformed("cdnicrit is not a text", "cdnicrit");
  const names = cdnicrit.split(",");
  const isRight = names.every(
    name => members[name] !== undefined && !claims.some(({ name: ours }) => ours === name),
  );
  return isRight
    ? unsupported("cdnicrit asks for an extension", "cdnicrit")
    : malformed("cdnicrit names what is no extension of this token", "cdnicrit");
}

/** RFC 9246 sections 2.1.12 to 2.1.14: the cookie needs a time, and the time and the depth need the cookie. */
function readRenewal({ cdniets, cdnistt = 0, cdnistd = 0 }: JsonObject): UriRenewal | Refused | undefined {
  if (cdniets !== undefined && !isWhole(cdniets, 1))
    return malformed("cdniets is not a number from 1", "cdniets");
  if (!isWhole(cdnistd, 0)) return malformed("cdnistd is not a number from 0", "cdnistd");
  if (!isWhole(cdnistt, 0)) return malformed("cdnistt is not a number from 0", "cdnistt");
  if (cdnistt > 1) return unsupported("cdnistt is neither 0 nor 1", "cdnistt");
  if (cdnistt === 0) return undefined;
  if (cdniets === undefined) return malformed("cdnistt is there without cdniets", "cdnistt");
  return { extendSeconds: cdniets, transport: "cookie", cookiePathDepth: cdnistd };
}

function write(wanted: ClaimsToWrite): JsonObject | Refused {
  const unsaid = withoutWords("rfc9246", wanted, ["ip", "disconnectAtExpiry", "uriContainer", "renewal"]);
  if (unsaid) return unsaid;
  if (wanted.disconnectAtExpiry === false) return unsupported("rfc9246 sessions end at exp");
  const [address, second] = wanted.ip ?? [];
  if (second !== undefined) return malformed("rfc9246 has one address or network");
  if (!wanted.grants.every(isPlayOfAll)) {
    return malformed(
      "rfc9246 plays what its URI container covers, and has no word for streams or publishing",
    );
  }
  const { renewal } = wanted;
  const written = {
    ...writeRegistered(wanted),
    ...withoutUndefined({
      cdniv: 1,
      cdniuc: wanted.uriContainer,
      cdniip: address,
      cdniets: renewal?.extendSeconds,
      cdnistt: renewal && 1,
      cdnistd: renewal?.cookiePathDepth,
    }),
  };
  const unreadable = read(written);
  return isRefused(unreadable) ? unreadable : written;
}
