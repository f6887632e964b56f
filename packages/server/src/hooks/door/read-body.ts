import type { IncomingMessage } from "node:http";

/** No media server says more in one call. */
const LONGEST_BYTES = 64 * 1024;

/** The whole body; undefined when it is longer than 64 KiB, or when the caller went away before its end. */
export function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  return new Promise(resolve => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= LONGEST_BYTES) chunks.push(chunk);
      else resolve(undefined);
    });
    request.on("end", () => resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)));
    request.on("error", () => resolve(undefined));
    request.on("close", () => resolve(undefined));
  });
}
