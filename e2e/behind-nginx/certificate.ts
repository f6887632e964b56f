import { execFileSync } from "node:child_process";
import { createHash, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { requirePeer } from "../support/peers.ts";

/** A certificate that vouches for itself, in two files. */
export interface Certificate {
  readonly certificateFile: string;
  readonly keyFile: string;
  /** The certificate as PEM, for clients that shall trust it. */
  readonly pem: string;
  /** SHA-256 of its public key in base64, as Chromium wants it. */
  readonly publicKeyHash: string;
}

/** Makes a certificate for one host name in a folder; good for two days. */
export function makeCertificate(folder: string, host: string): Certificate {
  const certificateFile = join(folder, "certificate.pem");
  const keyFile = join(folder, "key.pem");
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", keyFile];
  const names = ["-subj", `/CN=${host}`, "-addext", `subjectAltName=DNS:${host}`];
  const args = ["req", "-x509", ...key, ...names, "-days", "2", "-out", certificateFile];
  execFileSync(requirePeer("openssl").path, args, { stdio: ["ignore", "ignore", "pipe"] });
  const pem = readFileSync(certificateFile, "utf8");
  const publicKey = new X509Certificate(pem).publicKey.export({ type: "spki", format: "der" });
  const publicKeyHash = createHash("sha256").update(publicKey).digest("base64");
  return { certificateFile, keyFile, pem, publicKeyHash };
}
