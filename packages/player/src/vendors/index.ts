/** A script under which embedding codes of another system find this player. */
export interface VendorScript {
  /** Beside `player.js`. */
  readonly file: string;
  /** In this folder. */
  readonly entry: string;
  readonly form: "iife" | "es";
}

/** Every vendor whose embedding codes play here. To add one: its file, and one line here. */
export const vendorScripts: readonly VendorScript[] = [
  { file: "nanoplayer.js", entry: "nanoplayer.ts", form: "iife" },
  { file: "flowplayer.js", entry: "flowplayer.ts", form: "es" },
];
