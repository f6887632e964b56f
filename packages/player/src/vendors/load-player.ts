import type { PlayerController, PlayerOptions } from "../player-options.ts";

/** The one call of the player that is loaded. */
export type Sluice = (target: string | HTMLElement, options: PlayerOptions) => PlayerController;

const loading = new Map<string, Promise<Sluice>>();

/**
 * Loads `player.js` of the server at `base` (with a slash at its end), once for each page. Rejects when the script does
 * not come.
 */
export function loadPlayer(base: string): Promise<Sluice> {
  const url = new URL("player.js", base).href;
  const known = loading.get(url) ?? load(url);
  loading.set(url, known);
  return known;
}

async function load(url: string): Promise<Sluice> {
  const present = loaded();
  if (present !== undefined) return present;
  await new Promise<void>((resolve, reject) => {
    const script = document.createElement("script");
    script.src = url;
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(`the player did not load: ${url}`));
    document.head.append(script);
  });
  const player = loaded();
  if (player === undefined) throw new Error(`this is no player: ${url}`);
  return player;
}

function loaded(): Sluice | undefined {
  const { sluice: player } = globalThis as { sluice?: Sluice };
  return typeof player === "function" ? player : undefined;
}
