import { hkdfSync, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Secret } from "@sluice/token";

const KEY_BYTES = 32;

/** The key file cannot be used; the message says what to do. */
export class MasterKeyProblem extends Error {
  override readonly name = "MasterKeyProblem";
}

/** The root of every key of this installation. Each purpose gets a key of its own (HKDF, RFC 5869). */
export interface MasterKey {
  /** 32 bytes for one purpose, always the same for the same purpose. */
  derive(purpose: string): Uint8Array;
  /** True when this start has made the key. */
  readonly created: boolean;
}

/** Where the key lies when none is configured: beside the data folder, so that a copy of the folder holds no key. */
export function masterKeyFile(dataDir: string): string {
  return `${dataDir}.master-key`;
}

/**
 * Takes the configured key (64 hexadecimal digits or 43 characters of base64url), or the key file beside the
 * data folder, made with mode 0600 at the first start. Throws MasterKeyProblem.
 */
export function loadMasterKey(configured: Secret | undefined, dataDir: string): MasterKey {
  if (configured) return fromBytes(decodeKey(configured.expose(), "SLUICE_MASTER_KEY"), false);
  const file = masterKeyFile(dataDir);
  if (existsSync(file)) return fromBytes(decodeKey(readFileSync(file, "utf8").trim(), file), false);
  const bytes = randomBytes(KEY_BYTES);
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${bytes.toString("hex")}\n`, { mode: 0o600, flag: "wx" });
  } catch (error) {
    const text = `the master key cannot be written to ${file}: make the folder writable or set SLUICE_MASTER_KEY`;
    throw new MasterKeyProblem(text, { cause: error });
  }
  return fromBytes(bytes, true);
}

function fromBytes(bytes: Uint8Array, created: boolean): MasterKey {
  return {
    created,
    derive: purpose => new Uint8Array(hkdfSync("sha256", bytes, "sluice", purpose, KEY_BYTES)),
  };
}

function decodeKey(text: string, source: string): Uint8Array {
  const bytes = Buffer.from(text, /^[0-9a-fA-F]{64}$/.test(text) ? "hex" : "base64url");
  if (bytes.length !== KEY_BYTES) throw new MasterKeyProblem(`${source} does not hold a key of 32 bytes`);
  return bytes;
}
