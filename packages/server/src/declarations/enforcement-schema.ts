import { z } from "zod";
import { noted } from "./setting-notes.ts";

const MODES = "off, report or enforce";

function mode(who: string, defaultText: string) {
  return noted(z.enum(["off", "report", "enforce"]).optional(), {
    description: `For ${who}: \`enforce\` refuses without a good token, \`report\` lets everybody in and writes down what would have been refused, \`off\` asks for no token.`,
    allowed: MODES,
    defaultText,
  });
}

/** How tokens are enforced, for each action apart. `defaultText` says what stands where nothing is given. */
export function enforcementSchema(defaultText: string) {
  return z.strictObject({
    publish: mode("publishers", defaultText),
    play: mode("players", defaultText),
  });
}
