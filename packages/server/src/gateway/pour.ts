import type { ServerResponse } from "node:http";
import type { OriginBody } from "./origins/origin-body.ts";

/**
 * So much may wait for a viewer before its origin is held back. A piece is as long as what Node calls enough, and nearly
 * always the system takes it at once: whoever stopped at each would spend a tenth of the time on stopping.
 */
const WAITING_BYTES = 128 * 1024;

/**
 * Sends an origin's body to a viewer as fast as the viewer takes it; `sent` hears of every piece at once. Resolves when the
 * response is over, however it ends: a viewer that leaves and an origin that breaks off both end the other side.
 */
export function pour(
  body: OriginBody,
  response: ServerResponse,
  sent: (bytes: number) => void,
): Promise<void> {
  return new Promise(resolve => {
    response.on("drain", () => body.goOn());
    response.once("close", () => {
      if (!response.writableFinished) body.destroy();
      resolve();
    });
    body.pourInto({
      write(piece) {
        sent(piece.length);
        return response.write(piece) || response.writableLength <= WAITING_BYTES;
      },
      end: () => response.end(),
      destroy: () => response.destroy(),
    });
  });
}
