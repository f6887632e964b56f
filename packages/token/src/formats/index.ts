import type { TokenFormat } from "./format.ts";
import { referenceFormats } from "./references.ts";
import { signedFormats } from "./signed.ts";

/** Every token format that Sluice reads. To add one: its file, and one line in references.ts or signed.ts. */
export const tokenFormats: readonly TokenFormat[] = [...referenceFormats, ...signedFormats];
