import { Option } from "commander";

/** The flag that says how tokens are enforced for an action. */
export function modeOption(action: "publish" | "play", whom: string): Option {
  return new Option(`--${action} <mode>`, `how tokens are enforced for ${whom}`).choices([
    "off",
    "report",
    "enforce",
  ]);
}
