import { chownSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { requirePeer } from "../peers.ts";
import type { StartPlayer } from "./player.ts";
import { startProgram } from "./program.ts";

/** Debian's user and group `nobody` and `nogroup`: VLC refuses to run as root. */
const NOBODY = 65_534;
const ASK_MILLISECONDS = 250;

/** VLC without picture and sound; its clock is what it answers to `get_time` on its console, in whole seconds. */
export const startVlc: StartPlayer = async url => {
  const home = mkdtempSync(join(tmpdir(), "sluice-vlc-"));
  const isRoot = process.getuid?.() === 0;
  if (isRoot) chownSync(home, NOBODY, NOBODY);
  const who = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
  let seconds: number | undefined;
  const commandLine = ["-I", "rc", "--rc-fake-tty", "--no-color", "--vout=vdummy", "--aout=adummy", url];
  const program = startProgram(
    requirePeer("vlc").path,
    commandLine,
    line => {
      const time = /^(?:> )*(\d+)\s*$/.exec(line)?.[1];
      // It says 0 as long as it has no time.
      if (time !== undefined && Number(time) > 0) seconds = Number(time);
    },
    { ...who, hasConsole: true, env: { PATH: process.env["PATH"] ?? "", HOME: home } },
  );
  const asking = setInterval(() => program.say("get_time"), ASK_MILLISECONDS);
  return {
    clockSeconds: async () => seconds,
    output: async () => program.output(),
    async stop() {
      clearInterval(asking);
      await program.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
};
