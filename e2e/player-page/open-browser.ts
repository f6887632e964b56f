import { type Browser, chromium } from "playwright-core";

const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts Chromium headless. `user-gesture` forbids sound before a click, as browsers do for people. */
export function openBrowser(
  executablePath: string,
  autoplay: "always" | "user-gesture" = "always",
): Promise<Browser> {
  const policy = autoplay === "always" ? "no-user-gesture-required" : "document-user-activation-required";
  return chromium.launch({ executablePath, args: [...ARGUMENTS, `--autoplay-policy=${policy}`] });
}
