import { antmedia } from "./antmedia.ts";
import type { ClaimMap } from "./claim-map.ts";
import { mediamtx } from "./mediamtx.ts";
import { nanostream } from "./nanostream.ts";
import { rfc9246 } from "./rfc9246.ts";
import { sluice } from "./sluice.ts";

/** Every vocabulary of claims that is read and written. To add one: its file, and one line here. */
export const claimMaps: readonly ClaimMap[] = [sluice, nanostream, antmedia, mediamtx, rfc9246];
