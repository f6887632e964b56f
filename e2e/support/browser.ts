import { type Browser, chromium } from "playwright-core";
import { requirePeer } from "./peers.ts";

const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--autoplay-policy=no-user-gesture-required",
];

/** Starts the Chromium of this machine, headless; one serves many pages, each in a context of its own. */
export function openChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: requirePeer("chromium").path, args: ARGUMENTS });
}
