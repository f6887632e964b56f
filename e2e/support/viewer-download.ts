import type { Viewer } from "./viewer.ts";

const SIP_BYTES = 64 * 1024;
const SIP_MILLISECONDS = 8;

/** A download that is read slowly to its end. */
export interface SlowDownload {
  /** Resolves once so many bytes have come. */
  received(bytes: number): Promise<void>;
  /** Resolves when the connection is over, however it ends. */
  readonly ended: Promise<{ readonly bytes: number; readonly isComplete: boolean }>;
}

/**
 * Opens a file and reads 64 KiB of it every 8 ms (8 MB/s): the server waits for the reader, whose own machine has read
 * ahead as far as its receive buffer goes (6 MB on Linux).
 */
export async function startSlowDownload(viewer: Viewer, path: string): Promise<SlowDownload> {
  const response = await viewer.open(path);
  if (response.statusCode !== 200) throw new Error(`the download answered ${response.statusCode}`);
  let bytes = 0;
  response.on("readable", () => {});
  const timer = setInterval(() => {
    const piece: unknown = response.read(Math.min(SIP_BYTES, response.readableLength));
    if (piece instanceof Uint8Array) bytes += piece.length;
  }, SIP_MILLISECONDS);
  const ended = new Promise<{ bytes: number; isComplete: boolean }>(resolve => {
    // A cut connection is an error first; what counts here is that it is over.
    response.on("error", () => {});
    response.once("close", () => {
      clearInterval(timer);
      resolve({ bytes, isComplete: response.complete });
    });
  });
  return {
    ended,
    async received(wanted) {
      while (bytes < wanted) await new Promise(resolve => setTimeout(resolve, SIP_MILLISECONDS));
    },
  };
}
