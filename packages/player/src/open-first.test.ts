import { describe, expect, test, vi } from "vitest";
import { openFirst } from "./open-first.ts";
import { playerRefusal } from "./player-refusals.ts";
import type { Format, PlaySession } from "./session.ts";
import type { Opening, SessionRequest } from "./session-client.ts";

const request = { token: "tok", stream: "demo/clip", ticket: undefined };
const refused = (reason: string): Opening => ({
  outcome: "refused",
  refusal: { ...playerRefusal("network-unreachable"), reason },
});
const session = { id: "ses_1" } as unknown as PlaySession;

/** A client whose stream has only some formats. */
function having(...formats: readonly (Format | undefined)[]) {
  const open = vi.fn(async ({ format }: SessionRequest): Promise<Opening> => {
    return formats.includes(format) ? { outcome: "opened", session } : refused("media-not-found");
  });
  return { open, probe: vi.fn() };
}
const asked = ({ open }: ReturnType<typeof having>) => open.mock.calls.map(([{ format }]) => format);

describe("the first format", () => {
  test("that the stream has is opened, and what comes after it stays to be tried", async () => {
    const client = having("dash", "mp4");
    const found = await openFirst(client, request, { order: ["hls", "dash", "mp4"], canPlay: () => true });
    expect(found).toEqual({ answer: { outcome: "opened", session }, rest: ["mp4"] });
    expect(asked(client)).toEqual(["hls", "dash"]);
  });

  test("that this browser does not play is not asked for", async () => {
    const client = having("hls", "mp4");
    await openFirst(client, request, { order: ["hls", "mp4"], canPlay: format => format === "mp4" });
    expect(asked(client)).toEqual(["mp4"]);
  });

  test("is not looked for any more once the token is refused", async () => {
    const client = { open: vi.fn(async () => refused("token-expired")), probe: vi.fn() };
    const found = await openFirst(client, request, { order: ["hls", "dash"], canPlay: () => true });
    expect(found.answer).toMatchObject({ refusal: { reason: "token-expired" } });
    expect(client.open).toHaveBeenCalledTimes(1);
  });

  test("that is nowhere is what the server said last, or that this browser cannot play it", async () => {
    const gone = await openFirst(having(), request, { order: ["hls", "dash"], canPlay: () => true });
    expect(gone.answer).toMatchObject({ refusal: { reason: "media-not-found" } });
    const unplayable = await openFirst(having("hls"), request, { order: ["hls"], canPlay: () => false });
    expect(unplayable.answer).toMatchObject({ refusal: { reason: "playback-unsupported" } });
  });
});
