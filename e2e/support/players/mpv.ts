import { mkdtempSync, rmSync } from "node:fs";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { requirePeer } from "../peers.ts";
import type { StartPlayer } from "./player.ts";
import { startProgram } from "./program.ts";

/** With mpv's own default it fetches a whole clip at once and asks for nothing later. Seconds. */
const AHEAD_SECONDS = 8;
const ANSWER_MILLISECONDS = 2_000;

/** mpv without picture and sound, at the speed of play; its clock is what it answers over its control socket. */
export const startMpv: StartPlayer = async url => {
  const folder = mkdtempSync(join(tmpdir(), "sluice-mpv-"));
  const socket = join(folder, "control");
  const commandLine = ["--no-config", "--vo=null", "--ao=null", "--msg-level=all=warn"];
  const program = startProgram(requirePeer("mpv").path, [
    ...commandLine,
    `--cache-secs=${AHEAD_SECONDS}`,
    `--input-ipc-server=${socket}`,
    url,
  ]);
  return {
    clockSeconds: () => playbackTime(socket),
    output: async () => program.output(),
    async stop() {
      await program.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** `playback-time` of the mpv at a socket; undefined while there is none. */
function playbackTime(socket: string): Promise<number | undefined> {
  return new Promise(resolve => {
    const connection = createConnection(socket);
    const finish = (seconds: number | undefined): void => {
      connection.destroy();
      resolve(seconds);
    };
    let text = "";
    connection.setTimeout(ANSWER_MILLISECONDS, () => finish(undefined));
    connection.once("error", () => finish(undefined));
    connection.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      // Events come on the same line-based stream.
      const answer = text.split("\n").find(line => line.includes('"request_id":1'));
      if (answer !== undefined) finish(secondsOf(JSON.parse(answer)));
    });
    connection.write('{"command":["get_property","playback-time"],"request_id":1}\n');
  });
}

function secondsOf(answer: { readonly data?: unknown }): number | undefined {
  return typeof answer.data === "number" ? answer.data : undefined;
}
