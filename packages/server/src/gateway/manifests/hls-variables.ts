import { readReference } from "./reference.ts";
import { isOriginHost, type Site } from "./site.ts";

/**
 * Whether it is known where a URI leads before its variables (`{$name}`, EXT-X-DEFINE, RFC 8216bis section 4.3) have
 * values: always without variables, else if the text before the first one already fixes host and directory. The
 * values may come from the viewer's query, so they are never filled in here.
 */
export function isDecided(uri: string, site: Site): boolean {
  const variable = uri.indexOf("{$");
  if (variable === -1) return true;
  const prefix = readReference(uri.slice(0, variable));
  if (prefix.form === "other-scheme") return true;
  if (prefix.tail !== "") return true;
  if (prefix.form === "relative") return prefix.path.includes("/");
  // Right after a host, or after the first slash of a path, a value may still go on with the host.
  if (prefix.path === "" || (prefix.form === "rooted" && prefix.path === "/")) return false;
  if (prefix.form === "hosted" && !isOriginHost(site, prefix.protocol, prefix.authority)) return true;
  const base = `/${site.baseSegments.map(segment => `${segment}/`).join("")}`;
  return prefix.path.startsWith(base) || !base.startsWith(prefix.path);
}
