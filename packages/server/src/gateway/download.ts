import { withParameter } from "./manifests/parameter.ts";

/** `?download=1` at a file that plays by itself: the browser is told to keep it. */
const PARAMETER = { name: "download", value: "1" } as const;
const LONGEST_NAME = 120;

/** True when a query asks for the file to be kept. */
export function wantsDownload(query: string): boolean {
  return query !== "" && new URLSearchParams(query).getAll(PARAMETER.name).includes(PARAMETER.value);
}

/** The address at which the file goes out, asked for as its entry was. */
export function asDownload(url: string, query: string): string {
  return wantsDownload(query) ? withParameter(url, PARAMETER) : url;
}

/** The query without that wish, which is not the origin's business; undefined when nothing is left. */
export function withoutDownload(query: string | undefined): string | undefined {
  const rest = query?.split("&").filter(pair => pair !== "download=1") ?? [];
  return rest.length > 0 ? rest.join("&") : undefined;
}

/**
 * `Content-Disposition` of a file that is kept (RFC 6266), under the last segment of its path: in ASCII, and as it is
 * (RFC 8187), without anything that a file system or a header could take for more than a name.
 */
export function contentDisposition(path: string): string {
  const name = (path.split("/").at(-1) ?? "")
    .replace(/[\p{C}\\/:*?"<>|%]/gu, "_")
    .toWellFormed()
    .slice(-LONGEST_NAME);
  const safe = name.replace(/^\.+/, "_") || "media";
  const ascii = safe.replace(/[^ -~]/g, "_");
  const encoded = encodeURIComponent(safe).replace(
    /['()*]/g,
    char => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
