import { createHmac, timingSafeEqual } from "node:crypto";

const DIGITS = 6;
const MODULUS = 10 ** DIGITS;

/** A shared secret and how long each of its codes stands. */
export interface TotpKey {
  readonly secret: Uint8Array;
  /** Whole seconds, 1 or more. */
  readonly periodSeconds: number;
}

/** The code of one moment: six digits (RFC 6238 with HMAC-SHA-1, T0 = 0; RFC 4226 section 5.3). */
export function totpAt({ secret, periodSeconds }: TotpKey, nowSeconds: number): string {
  return hotp(secret, Math.floor(nowSeconds / periodSeconds));
}

/**
 * Whether a code is that of now, or of one of `windows` periods before or behind it. The time that it takes does not depend
 * on which of them it is, nor on how much of the code is right.
 */
export function isTotp(key: TotpKey, code: string, nowSeconds: number, windows: number): boolean {
  const given = Buffer.from(code);
  if (given.length !== DIGITS) return false;
  const now = Math.floor(nowSeconds / key.periodSeconds);
  let isRight = false;
  for (let counter = Math.max(0, now - windows); counter <= now + windows; counter += 1) {
    const isThis = timingSafeEqual(given, Buffer.from(hotp(key.secret, counter)));
    isRight = isThis || isRight;
  }
  return isRight;
}

/**
 * Whether a code was right once: in one of the periods before the present one, `from` to `to` back. It opens nothing, and who
 * sends it has not guessed. Of codes to come nothing is said: who could tell that one is not counted would know it.
 */
export function wasTotp(
  key: TotpKey,
  code: string,
  nowSeconds: number,
  { from, to }: { readonly from: number; readonly to: number },
): boolean {
  const now = Math.floor(nowSeconds / key.periodSeconds);
  const given = Buffer.from(code);
  if (given.length !== DIGITS) return false;
  let isRight = false;
  for (let counter = Math.max(0, now - to); counter <= now - from; counter += 1) {
    const isThis = timingSafeEqual(given, Buffer.from(hotp(key.secret, counter)));
    isRight = isThis || isRight;
  }
  return isRight;
}

function hotp(secret: Uint8Array, counter: number): string {
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(counter));
  const mac = createHmac("sha1", secret).update(message).digest();
  const offset = mac.readUInt8(mac.length - 1) & 0x0f;
  const number = mac.readUInt32BE(offset) & 0x7fffffff;
  return String(number % MODULUS).padStart(DIGITS, "0");
}
