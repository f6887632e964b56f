import { createHmac } from "node:crypto";
import type { RawRequest } from "./raw-http.ts";
import type { SequenceCall } from "./read-sequences.ts";

/** A call as this kind of server writes it: the secret in its address, or the signature by it. */
export function writeCall(kind: string, secret: string, call: SequenceCall): RawRequest {
  const { method = "POST", rest = [], query = "", headers = {}, version = "1.1", isSigned = false } = call;
  const body = Buffer.from(call.body ?? call.form?.join("&") ?? textOf(call.json));
  const path = ["", "hooks", kind, ...(isSigned ? [] : [secret]), ...rest].join("/");
  const signature = createHmac("sha1", secret).update(body).digest("base64url");
  return {
    method,
    path: query === "" ? path : `${path}?${query}`,
    version,
    headers: [...Object.entries(headers), ...(isSigned ? [["X-OME-Signature", signature] as const] : [])],
    body,
  };
}

function textOf(json: unknown): string {
  return json === undefined ? "" : JSON.stringify(json);
}
