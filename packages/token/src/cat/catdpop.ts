import type { CborValue } from "../cbor/value.ts";
import { type Finding, fail, pass } from "../finding.ts";
import type { RequestContext } from "../request-context.ts";
import type { Claim, Json, Malformed } from "./claim.ts";
import { isCborArray, isCborMap, isJsonObject, isUint, malformed, unsupported } from "./shapes.ts";

const CRIT = -1;
const WINDOW = 0;
const JTI = 1;
/** Where the token names no window. */
export const DEFAULT_PROOF_WINDOW_SECONDS = 300;

const PASSED = pass("the proof is fresh");
const MISSING = fail("proof-missing", "the sender proved no key");
const STALE = fail("proof-invalid", "the proof is too old, or from the future");
const REPLAYED = fail("proof-invalid", "the proof was used before");
const NOT_COUNTED = fail("context-missing", "nobody keeps count of proofs");
const WANTED = "it must have a window in seconds, or jti 0 or 1";

/** How proofs of possession are judged. */
export interface ProofSettings {
  /** Undefined: DEFAULT_PROOF_WINDOW_SECONDS. */
  readonly windowSeconds: number | undefined;
  /** True: a proof id opens once within the window. */
  readonly honoursJti: boolean;
}

/** How fresh a proof for `cnf` must be, and whether it opens once. */
export const catdpop: Claim<ProofSettings> = {
  name: "catdpop",
  label: 321,
  summary: "How fresh a proof of possession must be (window, in seconds), and whether each opens once (jti).",
  source: "CTA-5007-B 4.8.2",
  checkedAt: "entry",
  parse,
  judge,
  encode: ({ windowSeconds, honoursJti }) => {
    const map = new Map<number, CborValue>();
    if (windowSeconds !== undefined) map.set(WINDOW, windowSeconds);
    if (honoursJti) map.set(JTI, 1);
    return map;
  },
  fromJson,
  toJson: ({ windowSeconds, honoursJti }) => ({
    ...(windowSeconds !== undefined && { window: windowSeconds }),
    ...(honoursJti && { jti: true }),
  }),
};

/** Settings outside of crit may be passed over; those that it lists must be known. */
function parse(value: CborValue): ProofSettings | Malformed {
  if (!isCborMap(value)) return malformed(WANTED);
  const critical = value.get(CRIT) ?? [];
  if (!isCborArray(critical)) return malformed("crit must be a list");
  for (const label of critical) {
    if (label !== WINDOW && label !== JTI) return unsupported("a critical setting that is not known");
    if (!value.has(label)) return malformed("a critical setting that is missing");
  }
  const windowSeconds = value.get(WINDOW);
  const jti = value.get(JTI);
  if (windowSeconds !== undefined && !isUint(windowSeconds)) return malformed(WANTED);
  if (jti !== undefined && !isUint(jti)) return malformed(WANTED);
  return { windowSeconds, honoursJti: jti === 1 };
}

function fromJson(json: Json): ProofSettings | Malformed {
  if (!isJsonObject(json)) return malformed(WANTED);
  const { window, jti = false, ...rest } = json;
  if (Object.keys(rest).length > 0) return unsupported("a setting that is not known");
  if (window !== undefined && !isUint(window)) return malformed(WANTED);
  return typeof jti === "boolean" ? { windowSeconds: window, honoursJti: jti } : malformed(WANTED);
}

function judge({ windowSeconds, honoursJti }: ProofSettings, { proof, nowSeconds }: RequestContext): Finding {
  if (proof === undefined) return MISSING;
  const window = windowSeconds ?? DEFAULT_PROOF_WINDOW_SECONDS;
  if (Math.abs(nowSeconds - proof.issuedAtSeconds) > window) return STALE;
  if (!honoursJti) return PASSED;
  if (proof.isReplayed === undefined) return NOT_COUNTED;
  return proof.isReplayed ? REPLAYED : PASSED;
}
