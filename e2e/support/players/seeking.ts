import type { PagePlayer } from "./chromium.ts";
import type { Player } from "./player.ts";

/** A jump of the viewer's. */
export interface Seek {
  /** After so much was played. Seconds. */
  readonly afterSeconds: number;
  /** Where it goes. Seconds of the film. */
  readonly toSeconds: number;
}

/** The player of the test page with a viewer who jumps about, in the order of `seeks`. */
export function withSeeks(player: PagePlayer, seeks: readonly Seek[]): Player {
  const left = [...seeks];
  return {
    ...player,
    async clockSeconds() {
      const played = await player.clockSeconds();
      const [next] = left;
      if (next && played !== undefined && played >= next.afterSeconds) {
        left.shift();
        await player.page.evaluate(`players.video.currentTime = ${next.toSeconds}`);
      }
      return played;
    },
  };
}
