import type { BucketOriginDeclaration } from "../../declarations/declaration.ts";
import { encodeKeySegment } from "./bucket-key.ts";

/** The URL that the keys of a bucket stand behind, without a slash at its end. */
export function bucketBase(
  settings: Pick<BucketOriginDeclaration, "bucket" | "endpoint" | "prefix" | "pathStyle">,
): string {
  const { bucket, prefix, pathStyle } = settings;
  const url = new URL(settings.endpoint);
  if (!pathStyle) url.hostname = `${bucket}.${url.hostname}`;
  const segments = [...(pathStyle ? [bucket] : []), ...(prefix === "" ? [] : prefix.split("/"))];
  url.pathname = segments.map(encodeKeySegment).join("/");
  return url.href.replace(/\/+$/, "");
}
