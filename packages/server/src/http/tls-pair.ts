import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { createSecureContext } from "node:tls";

/** The files of a certificate (PEM, the chain behind it) and of its private key (PEM, without a passphrase). */
export interface TlsFiles {
  /** Absolute path. */
  readonly certificate: string;
  /** Absolute path. */
  readonly key: string;
}

/** What a listener speaks TLS with. */
export interface TlsPair {
  /** PEM: the server's own certificate first. */
  readonly certificate: Buffer;
  readonly key: Buffer;
  /** The server's own. */
  readonly leaf: X509Certificate;
}

/** The files are no pair that TLS can be spoken with. The message names paths and what is wrong, never what is in them. */
export class TlsPairError extends Error {
  override readonly name = "TlsPairError";
}

/** Reads a pair and looks whether both belong together. Throws TlsPairError. */
export function readTlsPair(files: TlsFiles): TlsPair {
  const certificate = read(files.certificate);
  const key = read(files.key);
  const leaf = parse(files.certificate, "no certificate in PEM", () => new X509Certificate(certificate));
  const privateKey = parse(files.key, "no private key in PEM without a passphrase", () =>
    createPrivateKey(key),
  );
  if (!leaf.checkPrivateKey(privateKey))
    throw new TlsPairError(`${files.key} is not the key of ${files.certificate}`);
  parse(files.certificate, "no certificate that TLS takes", () =>
    createSecureContext({ cert: certificate, key }),
  );
  return { certificate, key, leaf };
}

/** Changes with every new state of the files, and is the same for the same: times, sizes, inodes. */
export function markOfTlsFiles({ certificate, key }: TlsFiles): string {
  return [certificate, key].map(markOf).join(" ");
}

function markOf(path: string): string {
  try {
    const { mtimeMs, size, ino } = statSync(path);
    return `${mtimeMs}-${size}-${ino}`;
  } catch {
    return "missing";
  }
}

function read(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unreadable";
    throw new TlsPairError(`${path} cannot be read: ${code}`);
  }
}

/** OpenSSL's own words could quote what they stumble over. */
function parse<T>(path: string, fault: string, work: () => T): T {
  try {
    return work();
  } catch {
    throw new TlsPairError(`${path} holds ${fault}`);
  }
}
