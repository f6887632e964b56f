import type { CompatRoute } from "../compat-system.ts";

/** Playback tokens: create. */
export const tokenRoutes: readonly CompatRoute[] = [];
