import { createHash, createHmac } from "node:crypto";

/** For tests: a request as a store receives it. */
export interface ReceivedRequest {
  readonly method: string;
  /** As on the wire: path and query. */
  readonly target: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** The service of the scope; default `s3`. */
  readonly service?: string;
}

/**
 * For tests: the signature that a request must have, written from the specification alone ("AWS Signature Version 4:
 * Authenticating Requests, Create a signed AWS API request": canonical request, string to sign, signing key). Reads date, scope and
 * signed headers from the request, as a store does.
 *
 * @throws Error for a request that is not signed, or names headers that it does not have
 */
export function expectedSignature(request: ReceivedRequest, secretAccessKey: string): string {
  const { date, region, service, signedHeaders } = readAuthorization(request.headers);
  const scope = `${date}/${region}/${service}/aws4_request`;
  const canonical = canonicalRequest(request, signedHeaders, service);
  const text = ["AWS4-HMAC-SHA256", headerOf(request, "x-amz-date"), scope, sha256(canonical)].join("\n");
  const key = [date, region, service, "aws4_request"].reduce<Buffer>(
    (previous, part) => hmac(previous, part),
    Buffer.from(`AWS4${secretAccessKey}`),
  );
  return hmac(key, text).toString("hex");
}

/** For tests: what a request says of its own signature. */
export interface Authorization {
  readonly accessKeyId: string;
  /** `20150830` */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})$/;

/** For tests: reads the header `Authorization`. */
export function readAuthorization(headers: ReceivedRequest["headers"]): Authorization {
  const found = AUTHORIZATION.exec(headers.authorization ?? "");
  if (!found) throw new Error("the request is not signed");
  const [, accessKeyId = "", date = "", region = "", service = "", names = "", signature = ""] = found;
  return { accessKeyId, date, region, service, signedHeaders: names.split(";"), signature };
}

function canonicalRequest(
  request: ReceivedRequest,
  signedHeaders: readonly string[],
  service: string,
): string {
  const [path = "", query = ""] = request.target.split("?", 2);
  const headers = signedHeaders.map(
    name => `${name}:${headerOf(request, name).trim().replace(/ +/g, " ")}\n`,
  );
  const payload = service === "s3" ? headerOf(request, "x-amz-content-sha256") : sha256("");
  return [
    request.method,
    canonicalPath(path),
    canonicalQuery(query),
    headers.join(""),
    signedHeaders.join(";"),
    payload,
  ].join("\n");
}

/** S3 encodes each segment of the key once; what the wire has is decoded first. */
function canonicalPath(path: string): string {
  return path.split("/").map(uriEncode).join("/");
}

function canonicalQuery(query: string): string {
  if (query === "") return "";
  const pairs = query.split("&").map(pair => {
    const at = pair.indexOf("=");
    const [name, value] = at < 0 ? [pair, ""] : [pair.slice(0, at), pair.slice(at + 1)];
    return `${uriEncode(name)}=${uriEncode(value)}`;
  });
  return pairs.sort().join("&");
}

/** Each byte of the decoded text but A-Z a-z 0-9 - . _ ~ as %XX. */
function uriEncode(encoded: string): string {
  let text = "";
  for (const byte of Buffer.from(decodeURIComponent(encoded), "utf8")) {
    const character = String.fromCharCode(byte);
    text += /[A-Za-z0-9\-._~]/.test(character)
      ? character
      : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }
  return text;
}

function headerOf({ headers }: ReceivedRequest, name: string): string {
  const value = headers[name];
  if (value === undefined) throw new Error(`the request has no header ${name}`);
  return value;
}

function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text, "utf8").digest();
}
