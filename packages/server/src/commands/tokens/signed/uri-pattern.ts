import type { Target } from "@sluice/policy";
import type { PublicUrls } from "../../../lib/public-urls.ts";

/** A POSIX extended regular expression for the canonical addresses of what a target opens, with nothing around them. */
export function uriPattern(urls: PublicUrls, target: Target): string {
  return `^${escapePattern(urls.base)}/${streamPattern(target)}`;
}

/** The same over the path alone. */
export function pathPattern(urls: PublicUrls, target: Target): string {
  return `^${escapePattern(urls.basePath)}/${streamPattern(target)}`;
}

/** A group says nothing about addresses: its members come and go. */
function streamPattern(target: Target): string {
  return "streams" in target ? `(${target.streams.map(escapePattern).join("|")})/` : "";
}

function escapePattern(text: string): string {
  return text.replace(/[.\\+*?[^\]$(){}|]/g, "\\$&");
}
