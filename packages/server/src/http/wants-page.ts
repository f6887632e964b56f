import type { IncomingHttpHeaders } from "node:http";
import { isLinkPreview } from "./link-preview.ts";

/** True when a person will look at the answer, in a tab or in a frame, or at a preview of it. */
export function wantsPage(headers: IncomingHttpHeaders): boolean {
  if (isLinkPreview(headers["user-agent"])) return true;
  const destination = headers["sec-fetch-dest"];
  if (destination !== undefined) return destination === "document" || destination === "iframe";
  return headers.accept?.includes("text/html") ?? false;
}

/** True when a browser asks in advance, before anybody has chosen to look (Sec-Purpose). */
export function isPrefetch(headers: IncomingHttpHeaders): boolean {
  const purpose = `${String(headers["sec-purpose"] ?? "")} ${String(headers["purpose"] ?? "")}`;
  return /prefetch|prerender/i.test(purpose);
}
