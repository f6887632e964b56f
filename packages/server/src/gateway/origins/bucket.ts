import type { BucketOriginDeclaration } from "../../declarations/declaration.ts";
import { bucketBase } from "./bucket-base.ts";
import { bucketErrorCode } from "./bucket-error.ts";
import { encodeKeySegment } from "./bucket-key.ts";
import type { Origin } from "./origin.ts";
import { type HttpOriginTimeouts, remoteOrigin } from "./remote-origin.ts";
import { signedHeaders } from "./signed-headers.ts";

/** Settings of a bucket. */
export interface BucketOptions extends Omit<BucketOriginDeclaration, "kind"> {
  /** True: a private address written in `endpoint` needs no other leave. */
  readonly byOperator: boolean;
  readonly timeouts?: Partial<HttpOriginTimeouts>;
  /** The time that signatures name; default: the system's own, which is what the store compares with. */
  readonly nowMilliseconds?: () => number;
}

/**
 * Media in a private bucket of a store that speaks S3: each request is signed (AWS Signature Version 4). The client's
 * query stays here, as `?acl` or `?versionId=` would ask for something else under our signature. Redirects are not
 * followed: a signature is for one host.
 */
export function bucketOrigin(options: BucketOptions): Origin {
  const { nowMilliseconds = Date.now, allowPrivate, byOperator, timeouts } = options;
  return remoteOrigin({
    kind: "bucket",
    base: bucketBase(options),
    ownHeaders: (method, url) => signedHeaders(options, { method, url, nowMilliseconds: nowMilliseconds() }),
    passesQuery: false,
    redirectLimit: 0,
    explain: bucketErrorCode,
    encodeSegment: encodeKeySegment,
    allowPrivate,
    byOperator,
    timeouts,
  });
}
