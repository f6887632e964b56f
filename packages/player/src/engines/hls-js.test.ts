import { describe, expect, test } from "vitest";
import { judgeError } from "./hls-js.ts";

const body = '{"reason":"token-revoked"}';

describe("an error of hls.js", () => {
  test.each([401, 403])("with status %i stops at once, fatal or not, with the server's words", code => {
    const networkDetails = { response: body };
    const trouble = judgeError({ type: "networkError", fatal: false, response: { code }, networkDetails });
    expect(trouble).toEqual({ kind: "status", status: code, body });
  });

  test("of a segment has its words as bytes", () => {
    const networkDetails = { response: new TextEncoder().encode(body).buffer };
    const trouble = judgeError({
      type: "networkError",
      fatal: false,
      response: { code: 403 },
      networkDetails,
    });
    expect(trouble).toEqual({ kind: "status", status: 403, body });
  });

  test.each([0, 404, 500, 503])("with status %i that hls.js gets over is none", code => {
    expect(judgeError({ type: "networkError", fatal: false, response: { code } })).toBeUndefined();
  });

  test("that hls.js does not get over is a matter of the status, the network or the media", () => {
    const fatal = { fatal: true, networkDetails: undefined };
    expect(judgeError({ ...fatal, type: "networkError", response: { code: 404 } })).toMatchObject({
      kind: "status",
      status: 404,
    });
    expect(judgeError({ ...fatal, type: "networkError", response: { code: 0 } })).toEqual({
      kind: "network",
    });
    expect(judgeError({ ...fatal, type: "mediaError" })).toEqual({ kind: "media" });
  });
});
