import { describe, expect, test, vi } from "vitest";
import { attempt } from "./attempt.ts";
import { sampleWebhook } from "./testing/sample-webhook.ts";

const content = { id: "ev_1", payload: "{}" };

function create(send: Parameters<typeof attempt>[0]["send"]) {
  const nowMilliseconds = () => 1_800_000_000_999;
  return { send: vi.fn(send), nowMilliseconds, version: "1.2.3" };
}

async function errorAfter(send: Parameters<typeof attempt>[0]["send"]) {
  const { status, error } = await attempt(create(send), sampleWebhook(), content);
  return { status, error };
}

const fails = (fields: object) => async () => Promise.reject(Object.assign(new Error("it broke"), fields));

describe("an attempt", () => {
  test("sends the headers of Standard Webhooks, with its own second", async () => {
    const dependencies = create(async () => ({ status: 200, text: "" }));
    const webhook = sampleWebhook({ allowPrivate: true });
    const result = await attempt(dependencies, webhook, content);
    expect(result).toEqual({
      atMilliseconds: 1_800_000_000_999,
      durationMilliseconds: 0,
      status: 200,
      error: undefined,
    });
    expect(dependencies.send).toHaveBeenCalledExactlyOnceWith({
      url: webhook.document.url,
      headers: {
        "content-type": "application/json",
        "user-agent": "Sluice/1.2.3",
        "webhook-id": "ev_1",
        "webhook-timestamp": "1800000000",
        "webhook-signature": webhook.signatures("ev_1", 1_800_000_000, "{}"),
      },
      body: "{}",
      allowPrivate: true,
      signal: expect.any(AbortSignal),
    });
  });

  test("that is refused tells what the receiver said, without any credential in it", async () => {
    const text = `no: Bearer abcdefghijklmnop and ${sampleWebhook({}).document.secrets[0]?.sealed}`;
    expect(await errorAfter(async () => ({ status: 500, text }))).toEqual({
      status: 500,
      error: "answered 500: no: Bearer [redacted] and whsec_[redacted]",
    });
    expect(await errorAfter(async () => ({ status: 302, text: "" }))).toEqual({
      status: 302,
      error: "answered 302; redirects are not followed",
    });
  });

  test("that gets no answer tells why", async () => {
    expect(await errorAfter(fails({ name: "TimeoutError" }))).toEqual({
      status: undefined,
      error: "no answer within 10 s",
    });
    expect((await errorAfter(fails({ code: "egress-refused" }))).error).toBe(
      "the egress policy refuses this address",
    );
    expect((await errorAfter(fails({ code: "ECONNRESET" }))).error).toBe("ECONNRESET: it broke");
    expect((await errorAfter(async () => Promise.reject(new Error("odd")))).error).toBe("odd");
  });

  test("is not sent unsigned when the secret cannot be opened", async () => {
    const dependencies = create(async () => ({ status: 200, text: "" }));
    const webhook = { ...sampleWebhook(), signatures: () => undefined };
    expect((await attempt(dependencies, webhook, content)).error).toContain("rotate it");
    expect(dependencies.send).not.toHaveBeenCalled();
  });
});
