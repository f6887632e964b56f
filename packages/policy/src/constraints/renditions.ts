import type { DoorName } from "../access-request.ts";
import { type Evaluator, fail, pass } from "./evaluator.ts";

/** Doors that leave renditions out of manifests, and refuse them when they are guessed. */
const FILTERING: ReadonlySet<DoorName> = new Set(["gateway", "page", "api"]);

/** Only some renditions are played. What is filtered is the gateway's work; a door that cannot filter lets nobody in. */
export const renditions: Evaluator<"renditions"> = {
  checkedAt: () => "entry",
  evaluate({ maxHeight, names }, { action, door }) {
    const limits = [
      ...(maxHeight === undefined ? [] : [`at most ${maxHeight} lines`]),
      ...(names === undefined ? [] : [`renditions ${names.join(", ") || "none"}`]),
    ].join("; ");
    if (action === "publish") return pass(`${limits}: of no account where something is published`);
    if (FILTERING.has(door)) return pass(`${limits}: others are left out`);
    return fail("rendition-not-allowed", `${limits}: a server that asks gives out all renditions`);
  },
};
