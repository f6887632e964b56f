import type { TokenFormat } from "./format.ts";
import { opaqueFormat } from "./opaque.ts";

/** Every token format that Sluice reads. To add one: its file, and one line here. */
export const tokenFormats: readonly TokenFormat[] = [opaqueFormat];
