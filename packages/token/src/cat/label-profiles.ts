import type { LabelProfile } from "./readings.ts";

/**
 * Labels of the composition claims by the deployments that chose them. None is registered, and 324 is cattprint
 * elsewhere: a key names the profile that its issuer writes, and without one such claims are unknown and deny.
 */
export const labelProfiles: ReadonlyMap<string, LabelProfile> = new Map([
  // akamai/edgeworkers-examples, delivery/media/cat 1.0.2.
  ["akamai-2024", { or: 41, nor: 42, and: 43, enc: 44, crit: 45 }],
  // Quicr/cat-token, docs/PROFILE.md.
  ["quicr-2026", { or: 324, nor: 325, and: 326 }],
]);
