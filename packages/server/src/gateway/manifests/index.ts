import { companion } from "./companion.ts";
import { dash } from "./dash.ts";
import { hls } from "./hls.ts";
import type { ManifestKind } from "./manifest.ts";

/** Every kind of manifest the gateway understands; the first that looks like the reply is asked. */
export const manifestKinds: readonly ManifestKind[] = [hls, dash, companion];
