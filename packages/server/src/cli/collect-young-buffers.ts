import { setFlagsFromString } from "node:v8";

/** Whose V8 has the flag; any other would print a complaint. */
const KNOWN_TO = /^24\./;

/**
 * Of a semi-space, as V8 counts: it collects the young when their buffers take four times as much, 16 MiB. With twice that
 * it would still come too late: what has been collected is counted until the next time.
 */
const SEMI_SPACE_MIB = 4;

/**
 * Has V8 throw buffers away while they are young. What comes from an origin comes in a new buffer for each 64 KiB, dead as
 * soon as it is sent. V8 looks for dead ones in the whole heap whenever there are 64 MiB of them, again and again under load;
 * looking among the young alone is far cheaper, and would begin at 128 MiB. For the whole process, at its start.
 */
export function collectYoungBuffers(): void {
  if (KNOWN_TO.test(process.versions.node)) {
    setFlagsFromString(`--scavenger-max-new-space-capacity-mb=${SEMI_SPACE_MIB}`);
  }
}
