import { Secret } from "@sluice/token";
import { describe, expect, test } from "vitest";
import { judgeOmeSignature, omeRequestTime, omeSignature } from "./ome-signature.ts";

const text =
  '{"client":{"address":"198.51.100.4","port":51122},"request":{"direction":"incoming","protocol":"RTMP","status":"opening","time":"2026-11-21T10:00:00.000+09:00","url":"rtmp://h:1935/app/cam1"}}';
const body = Buffer.from(text);
/** Made with openssl dgst -sha1 -hmac k-first. */
const signature = "USCjjv2cXaN81VpHu83Z4n32y4Q";
const first = new Secret("k-first");
const second = new Secret("k-second");
const at = Date.UTC(2026, 10, 21, 1, 0, 0);

function judge(
  changes: { header?: string | readonly string[] | undefined; body?: Buffer; now?: number } = {},
) {
  const { header, body: bytes, now } = { header: signature, body, now: at, ...changes };
  return judgeOmeSignature(bytes, header, [first], now);
}

describe("a signed call of OvenMediaEngine", () => {
  test("is taken as openssl signs it, its time in the zone of the server", () => {
    expect(omeSignature("k-first", body)).toBe(signature);
    expect(omeRequestTime(body)).toBe(at);
    expect(judge()).toBe("ok");
    expect(judge({ header: `${signature}=` })).toBe("ok");
  });

  test("is taken with either of two secrets, and with no other", () => {
    expect(judgeOmeSignature(body, signature, [second, first], at)).toBe("ok");
    expect(judgeOmeSignature(body, omeSignature("k-second", body), [first, second], at)).toBe("ok");
    expect(judgeOmeSignature(body, signature, [second], at)).toBe("caller-unknown");
    expect(judgeOmeSignature(body, signature, [], at)).toBe("caller-unknown");
  });

  test("is not taken with an empty secret, which everybody knows", () => {
    expect(judgeOmeSignature(body, omeSignature("", body), [new Secret("")], at)).toBe("caller-unknown");
  });

  test("is not taken when a byte of it was changed", () => {
    for (let index = 0; index < body.length; index += 7) {
      const changed = Buffer.from(body);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(judge({ body: changed })).toBe("caller-unknown");
    }
    expect(judge({ body: Buffer.from(`${text}\n`) })).toBe("caller-unknown");
  });

  test.each([
    ["none", undefined],
    ["an empty one", ""],
    ["two of them", [signature, signature]],
    ["one that was cut", signature.slice(0, -1)],
    ["one with more behind it", `${signature}AA`],
    ["one in standard base64 of other letters", "++++++++++++++++++++++++++"],
    ["one with blanks", ` ${signature}`],
  ])("is not taken when its signature is %s", (_, header) => {
    expect(judge({ header })).toBe("caller-unknown");
  });

  test("counts for 60 seconds before and after its time, and is a replay outside of them", () => {
    expect(judge({ now: at + 60_000 })).toBe("ok");
    expect(judge({ now: at - 60_000 })).toBe("ok");
    expect(judge({ now: at + 60_001 })).toBe("call-replayed");
    expect(judge({ now: at - 60_001 })).toBe("call-replayed");
  });

  test("is told a replay only by who has the secret", () => {
    expect(judge({ now: at + 3_600_000, header: omeSignature("k-guess", body) })).toBe("caller-unknown");
  });

  test.each([
    ["no time", '{"request":{}}'],
    ["a time that is none", '{"request":{"time":"yesterday"}}'],
    ["a time without a zone", '{"request":{"time":"2026-11-21T01:00:00.000"}}'],
    ["two times", '{"request":{"time":"2026-11-21T01:00:00Z","time":"2026-11-21T01:00:00Z"}}'],
    ["no JSON", "time=2026-11-21T01:00:00Z"],
  ])("never counts when it has %s", (_, unsaid) => {
    const bytes = Buffer.from(unsaid);
    expect(judge({ body: bytes, header: omeSignature("k-first", bytes) })).toBe("call-replayed");
  });
});
