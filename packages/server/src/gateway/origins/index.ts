import { join } from "node:path";
import type { OriginSettings } from "../../registry/application.ts";
import { bucketOrigin } from "./bucket.ts";
import { demoOrigin } from "./demo.ts";
import { folderOrigin } from "./folder.ts";
import { httpOrigin } from "./http.ts";
import type { Origin } from "./origin.ts";

/** What origins need of the process around them. */
export interface OriginSurroundings {
  /** Unix time in seconds, fractions allowed; the demo's live stream follows it. */
  readonly nowSeconds: () => number;
}

type OriginKind = OriginSettings["kind"];
type SettingsOf<K extends OriginKind> = Extract<OriginSettings, { readonly kind: K }>;

const DEMO_FOLDER = join(import.meta.dirname, "../../../demo");

/** Every kind of origin and how it is made. To add a kind: one file and one line. */
export const originKinds: {
  readonly [K in OriginKind]: (settings: SettingsOf<K>, surroundings: OriginSurroundings) => Origin;
} = {
  folder: ({ folder }) => folderOrigin({ root: folder }),
  http: ({ kind: _, ...options }) => httpOrigin(options),
  bucket: ({ kind: _, ...options }) => bucketOrigin(options),
  demo: (_, { nowSeconds }) => demoOrigin({ root: DEMO_FOLDER, nowSeconds }),
};

/** Opens the origin that settings describe. It touches no file and no network before its first request. */
export function openOrigin<K extends OriginKind>(
  settings: SettingsOf<K> & { readonly kind: K },
  surroundings: OriginSurroundings,
): Origin {
  return originKinds[settings.kind](settings, surroundings);
}
