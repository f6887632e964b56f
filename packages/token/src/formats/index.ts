import type { TokenFormat } from "./format.ts";
import { opaqueFormat } from "./opaque.ts";
import { signedFormats } from "./signed.ts";

/** Every token format that Sluice reads. To add one: its file, and one line here or in signed.ts. */
export const tokenFormats: readonly TokenFormat[] = [opaqueFormat, ...signedFormats];
