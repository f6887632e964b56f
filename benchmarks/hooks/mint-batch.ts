import type { TestServer } from "../../e2e/support/sluice.ts";

const BATCH = 1_000;
/** The stream that is published and asked for. */
export const STREAM = "bench";

/** Texts of new tokens for the stream. Throws unless they are made. */
export async function mintBatch(
  server: TestServer,
  kind: "one-time" | "access",
  count: number,
  action: "play" | "publish" = "play",
): Promise<readonly string[]> {
  const texts: string[] = [];
  while (texts.length < count) {
    const grant = { kind, action, target: { streams: [`live/${STREAM}`] } };
    const { status, body } = await server.api("POST", "/v1/tokens/batch", {
      tokens: Array(Math.min(BATCH, count - texts.length)).fill(grant),
    });
    if (status !== 201 || !Array.isArray(body.items)) throw new Error(`no tokens: ${status}`);
    for (const { token } of body.items) texts.push(token);
  }
  return texts;
}
