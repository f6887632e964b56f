import { exchangeBytes, parseAnswer, type RawAnswer } from "../bad-input/raw-request.ts";
import type { CompatRequest } from "./vector-shape.ts";

const BODILESS: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/** Sends a call exactly as it is written, on a connection of its own: no header is added but those that HTTP needs. */
export async function sendCall(url: string, request: CompatRequest): Promise<RawAnswer> {
  const { method, path, headers = {}, from } = request;
  const { type, bytes } = bodyOf(request);
  const named = new Set(Object.keys(headers).map(name => name.toLowerCase()));
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    (typeof value === "string" ? [value] : value).map(one => `${name}: ${one}`),
  );
  if (type !== undefined && !named.has("content-type")) lines.push(`Content-Type: ${type}`);
  const needsLength = bytes.length > 0 || !BODILESS.has(method);
  if (needsLength && !named.has("content-length") && !named.has("transfer-encoding"))
    lines.push(`Content-Length: ${bytes.length}`);
  if (!named.has("host")) lines.push(`Host: ${new URL(url).host}`);
  const head = [`${method} ${path} HTTP/1.1`, ...lines, "Connection: close", "", ""].join("\r\n");
  const sent = Buffer.concat([Buffer.from(head, "utf8"), bytes]);
  return parseAnswer(await exchangeBytes(url, sent, from), method);
}

function bodyOf({ json, body, form, bytes }: CompatRequest): { type?: string; bytes: Buffer } {
  if (json !== undefined) return { type: "application/json", bytes: Buffer.from(JSON.stringify(json)) };
  if (form) return { type: "application/x-www-form-urlencoded", bytes: Buffer.from(form.join("&")) };
  if (bytes !== undefined) return { bytes: Buffer.from(bytes, "hex") };
  return { bytes: Buffer.from(body ?? "") };
}
