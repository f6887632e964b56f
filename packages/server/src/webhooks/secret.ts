import { createHmac, createSecretKey, randomBytes } from "node:crypto";

const PREFIX = "whsec_";
const SECRET_BYTES = 32;

/** A fresh signing secret in the form of Standard Webhooks: `whsec_` and base64 of 32 random bytes. Shown once. */
export function issueWebhookSecret(): string {
  return PREFIX + randomBytes(SECRET_BYTES).toString("base64");
}

/** One signature over an id, a timestamp in Unix seconds and a body. */
export type Sign = (id: string, timestampSeconds: number, body: string) => string;

/** Signs as Standard Webhooks 1.0 does: `v1,` and base64 of HMAC-SHA256 over `id.timestamp.body`. */
export function createSigner(secret: string): Sign {
  const key = createSecretKey(Buffer.from(secret.slice(PREFIX.length), "base64"));
  return (id, timestampSeconds, body) =>
    `v1,${createHmac("sha256", key).update(`${id}.${timestampSeconds}.${body}`).digest("base64")}`;
}
