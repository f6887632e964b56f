import type { KeyRing, OpenedSigned, Proof, Refused, SyncSignatures, TokenKey } from "@sluice/token";
import type { KeyDirectory } from "../../../keys/key-directory.ts";
import { proveText } from "../../../keys/prove-text.ts";
import { tokenKeyStateAt } from "../../../keys/token-key-state.ts";
import type { TokenKeyRecord } from "../../../store/token-keys.ts";

export interface VoucherDependencies {
  readonly tokenKeys: Pick<KeyDirectory, "of" | "ringOf" | "ringOfAll" | "factsOf">;
  readonly signatures: SyncSignatures;
}

/** A text, and in whose name it is looked at. */
export interface VouchedText {
  readonly organization: string;
  /** Of the request that the token is inspected for; undefined: any. */
  readonly application: string | undefined;
  readonly text: string;
  readonly kid: string | undefined;
  readonly nowSeconds: number;
}

/** Refusals that come before a signature is right. */
const UNCHECKED: ReadonlySet<Refused["refused"]> = new Set([
  "key-unknown",
  "algorithm-not-allowed",
  "token-malformed",
  "token-too-long",
]);

/** What the organization's keys say of a text. */
export interface Voucher {
  readonly proof: Proof | Refused;
  readonly signature: "right" | "wrong" | "unchecked";
  /** Whose signature is right; undefined: nobody's, or it cannot be told from the refusal. */
  readonly key: TokenKey | undefined;
}

/** Asks the keys as a door would, without a trace: no use of a key is noted, and no verdict is kept. */
export function findVoucher({ tokenKeys, signatures }: VoucherDependencies, asked: VouchedText): Voucher {
  const { organization, application, text, nowSeconds } = asked;
  const rings: readonly KeyRing[] =
    application === undefined
      ? [tokenKeys.ringOf(organization, undefined, nowSeconds), tokenKeys.ringOfAll(organization, nowSeconds)]
      : [tokenKeys.ringOf(organization, application, nowSeconds)];
  let first: Refused | undefined;
  for (const ring of rings) {
    const proof = proveText(text, ring, signatures);
    if (!("refused" in proof)) return { proof, signature: "right", key: proof.key };
    first = first === undefined || first.refused === "key-unknown" ? proof : first;
  }
  const refused: Refused = first ?? { refused: "key-unknown", detail: "there are no keys" };
  const signature = signatureOf(refused.refused);
  return { proof: refused, signature, key: signature === "right" ? onlyKey(rings, asked.kid) : undefined };
}

/** A kid names one key; without one there may be two. */
function onlyKey(rings: readonly KeyRing[], kid: string | undefined): TokenKey | undefined {
  const keys = new Set(rings.flatMap(ring => ring.select(kid)));
  return keys.size === 1 ? [...keys][0] : undefined;
}

function signatureOf(reason: Refused["refused"]): Voucher["signature"] {
  if (reason === "signature-invalid") return "wrong";
  return UNCHECKED.has(reason) ? "unchecked" : "right";
}

/** Keys of the organization that have the token's kid, in any state: to say why none vouches for it. */
export function keysNamed(
  { tokenKeys }: VoucherDependencies,
  organization: string,
  { kid }: Pick<OpenedSigned, "kid">,
): readonly TokenKeyRecord[] {
  if (kid === undefined) return [];
  return tokenKeys
    .of(organization)
    .filter(key => key.kid === kid || key.fetched?.keys.some(member => member.kid === kid));
}

/** Why no key vouches, in words. */
export function whyNoKey(
  opened: Pick<OpenedSigned, "kid">,
  named: readonly TokenKeyRecord[],
  nowSeconds: number,
): string {
  const [key] = named;
  if (key) {
    const where = key.application === undefined ? "" : `, for the application ${key.application} alone`;
    return `the key with its kid is ${tokenKeyStateAt(key, nowSeconds)}${where}`;
  }
  if (opened.kid === undefined) return "it names no key, and there is no default key that fits";
  return "no key of the organization has its kid";
}
