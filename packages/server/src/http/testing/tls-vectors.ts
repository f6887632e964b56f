import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TlsFiles } from "../tls-pair.ts";

/** For tests: the pairs of vectors/tls; each is good for localhost. */
export type TlsVector = "one" | "two";

/** For tests: where a pair is. */
export function tlsVector(name: TlsVector): TlsFiles {
  const path = (kind: string) =>
    fileURLToPath(new URL(`../../../../../vectors/tls/${name}.${kind}.pem`, import.meta.url));
  return { certificate: path("cert"), key: path("key") };
}

/** For tests: the certificate of a pair, for clients that are to trust it. */
export function tlsAuthority(name: TlsVector): Buffer {
  return readFileSync(tlsVector(name).certificate);
}

/** For tests: files that become those of one pair after another, in a folder of their own. */
export function changingTlsFiles(first: TlsVector): {
  readonly files: TlsFiles;
  become(name: TlsVector): void;
  becomePart(name: TlsVector, part: keyof TlsFiles): void;
  remove(): void;
} {
  const folder = mkdtempSync(join(tmpdir(), "sluice-tls-"));
  const files = { certificate: join(folder, "cert.pem"), key: join(folder, "key.pem") };
  const becomePart = (name: TlsVector, part: keyof TlsFiles): void =>
    copyFileSync(tlsVector(name)[part], files[part]);
  const become = (name: TlsVector): void => {
    becomePart(name, "certificate");
    becomePart(name, "key");
  };
  become(first);
  return { files, become, becomePart, remove: () => rmSync(folder, { recursive: true }) };
}
