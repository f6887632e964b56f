import { resolve } from "node:path";
import { Secret } from "@sluice/token";
import { normalizeBaseUrl } from "./base-url.ts";
import type { OriginDeclaration } from "./declaration.ts";
import type { OriginSettings } from "./origin-schema.ts";

/** One origin. A relative folder starts at `baseFolder`, which is absolute. */
export function buildOrigin(
  { folder, url, headers = {}, allow_private }: OriginSettings,
  baseFolder: string,
): OriginDeclaration {
  if (url === undefined) return { kind: "folder", folder: resolve(baseFolder, folder ?? "") };
  return {
    kind: "http",
    url: normalizeBaseUrl(url),
    headers: Object.entries(headers).map(([name, value]) => ({
      name: name.toLowerCase(),
      value: new Secret(value),
    })),
    allowPrivate: allow_private ?? false,
  };
}
