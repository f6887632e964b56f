import aws4 from "aws4";
import type { BucketOriginDeclaration } from "../../declarations/declaration.ts";

/** One request without a body. */
export interface RequestToSign {
  readonly method: "GET" | "HEAD";
  /** Its path is encoded as `encodeKeySegment` does it; it has no query. */
  readonly url: URL;
  readonly nowMilliseconds: number;
}

/**
 * The headers that sign a request to a bucket (AWS Signature Version 4, "Signature calculations for the Authorization
 * header"): host, date, the hash of the empty body and a session token are signed. Range and validators are not, as
 * the specification leaves to whoever signs.
 */
export function signedHeaders(
  {
    region,
    accessKeyId,
    secretAccessKey,
    sessionToken,
  }: Pick<BucketOriginDeclaration, "region" | "accessKeyId" | "secretAccessKey" | "sessionToken">,
  { method, url, nowMilliseconds }: RequestToSign,
): Readonly<Record<string, string>> {
  const { headers = {} } = aws4.sign(
    {
      service: "s3",
      region,
      method,
      path: url.pathname,
      headers: { host: url.host, "x-amz-date": amzDate(nowMilliseconds) },
    },
    {
      accessKeyId: accessKeyId.expose(),
      secretAccessKey: secretAccessKey.expose(),
      ...(sessionToken && { sessionToken: sessionToken.expose() }),
    },
  );
  // undici sets the host from the address, which is the same.
  const own = Object.entries(headers).filter(([name]) => name !== "host");
  return Object.fromEntries(own.map(([name, value]) => [name.toLowerCase(), String(value)]));
}

/** `20150830T123600Z` */
function amzDate(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/[-:]|\.\d{3}/g, "");
}
