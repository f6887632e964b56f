import { randomFillSync } from "node:crypto";

/** Capitals and digits that cannot be mistaken for each other on paper or on the phone: no 0 O 1 I L U. */
const REF_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
const REF_LENGTH = 10;
/** Largest multiple of the alphabet below 256: bytes from here on are dropped so that letters are fair. */
const FAIR_BYTES = 240;

/** One call for many draws: each costs as much as the rest of making a name. */
const pool = Buffer.allocUnsafe(4096);
let drawn = pool.length;

/** Fresh random bytes, at most 4,096, which no other draw gets. */
function randomBytes(count: number): Buffer {
  if (drawn + count > pool.length) {
    randomFillSync(pool);
    drawn = 0;
  }
  drawn += count;
  // A copy: what is drawn next must not change what was drawn before.
  return Buffer.from(pool.subarray(drawn - count, drawn));
}

/** A reference for one decision: 10 unmistakable characters, 49 random bits. */
export function randomRef(): string {
  let text = "";
  while (text.length < REF_LENGTH) {
    for (const byte of randomBytes(16)) {
      if (byte < FAIR_BYTES && text.length < REF_LENGTH)
        text += REF_ALPHABET.charAt(byte % REF_ALPHABET.length);
    }
  }
  return text;
}

/** True for a text in the form of a reference. */
export function isRef(text: string): boolean {
  return text.length === REF_LENGTH && [...text].every(letter => REF_ALPHABET.includes(letter));
}

/** A public session id: 16 random bytes as 22 characters of base64url. */
export function randomSessionId(): string {
  return randomBytes(16).toString("base64url");
}

/** True for a text in the form of a session id. */
export function isSessionId(text: string): boolean {
  return /^[A-Za-z0-9_-]{22}$/.test(text);
}

/** As many random hexadecimal digits, an even number or not, at most 64. */
export function randomHex(digits: number): string {
  return randomBytes(32).toString("hex").slice(0, digits);
}

/** An id of a record that people see: the prefix and 12 random hexadecimal digits. */
export function randomRecordId(prefix: string): string {
  return `${prefix}_${randomBytes(6).toString("hex")}`;
}
