import type { CompatRoute } from "../compat-system.ts";

/** Keys of playback tokens: create, list, delete. */
export const keyRoutes: readonly CompatRoute[] = [];
