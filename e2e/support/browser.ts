import { type Browser, chromium } from "playwright-core";
import { requirePeer } from "./peers.ts";

/** As root in a closed network: no sandbox, and nothing that calls home. */
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * Starts the Chromium of this machine, headless; one serves many pages, each in a context of its own.
 * `user-gesture` forbids sound before a click, as browsers do for people. `more` are switches on top.
 */
export function openChromium(
  autoplay: "always" | "user-gesture" = "always",
  more: readonly string[] = [],
): Promise<Browser> {
  const policy = autoplay === "always" ? "no-user-gesture-required" : "document-user-activation-required";
  const args = [...ARGUMENTS, `--autoplay-policy=${policy}`, ...more];
  return chromium.launch({ executablePath: requirePeer("chromium").path, args });
}
