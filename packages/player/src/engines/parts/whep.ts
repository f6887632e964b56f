import type { Attachment, EngineTask, EngineTrouble } from "../engine.ts";
import { connectWhep, type WhepConnection } from "./whep-connection.ts";

/** A line that is "disconnected" may come back by itself; after this long it is given up. */
const LOST_AFTER_MS = 5_000;
/** Until the first picture, from the offer on. */
const START_TIMEOUT_MS = 12_000;

/** Plays a WHEP endpoint (draft-ietf-wish-whep): one connection that only receives. */
export function attachWhep(task: EngineTask): Attachment {
  let isOver = false;
  let present: WhepConnection | undefined;
  const begin = async (url: string, token: string | undefined): Promise<void> => {
    const connection = connectWhep({ url, token, startTimeoutMs: START_TIMEOUT_MS });
    const outcome = await connection.started;
    if (isOver) return connection.close();
    if ("trouble" in outcome) {
      connection.close();
      if (present === undefined) task.onTrouble(outcome.trouble);
      return;
    }
    show(task.video, outcome.stream);
    present?.close();
    present = connection;
    watch(connection.peer, trouble => {
      if (!isOver && present === connection) task.onTrouble(trouble);
    });
  };
  void begin(task.url, task.token);
  const leave = () => present?.close();
  globalThis.addEventListener("pagehide", leave);
  return {
    detach: () => {
      isOver = true;
      globalThis.removeEventListener("pagehide", leave);
      leave();
      task.video.srcObject = null;
    },
    // The picture changes hands when the new line has one.
    moveTo: ({ url, token }) => {
      void begin(url, token);
      return true;
    },
  };
}

function show(video: HTMLVideoElement, stream: MediaStream): void {
  const plays = !video.paused;
  video.srcObject = stream;
  if (plays) void video.play().catch(() => {});
}

function watch(peer: RTCPeerConnection, onTrouble: (trouble: EngineTrouble) => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  peer.addEventListener("connectionstatechange", () => {
    clearTimeout(timer);
    if (peer.connectionState === "failed") onTrouble({ kind: "network" });
    if (peer.connectionState !== "disconnected") return;
    onTrouble({ kind: "doubt" });
    timer = setTimeout(() => onTrouble({ kind: "network" }), LOST_AFTER_MS);
  });
}
