import { Webhook as Receiver } from "standardwebhooks";
import { describe, expect, test, vi } from "vitest";
import { issueWebhookSecret } from "./secret.ts";
import { sampleObject, sampleWebhook } from "./testing/sample-webhook.ts";
import { readWebhook, wants } from "./webhook.ts";

const body = '{"type":"session.started","text":"ünïcode"}';

function verify(secret: string, signature: string | undefined, timestampSeconds: number): unknown {
  return new Receiver(secret).verify(body, {
    "webhook-id": "ev_1",
    "webhook-timestamp": String(timestampSeconds),
    "webhook-signature": signature ?? "",
  });
}

describe("a signature", () => {
  const now = Math.floor(Date.now() / 1000);

  test("is one that the Standard Webhooks library accepts, for this body and no other", () => {
    const sealed = issueWebhookSecret();
    const webhook = sampleWebhook({ secrets: [{ sealed, untilSeconds: null }] });
    expect(verify(sealed, webhook.signatures("ev_1", now, body), now)).toEqual(JSON.parse(body));
    for (const other of [
      webhook.signatures("ev_2", now, body),
      webhook.signatures("ev_1", now, `${body} `),
    ]) {
      expect(() => verify(sealed, other, now)).toThrow("No matching signature");
    }
    expect(() => verify(issueWebhookSecret(), webhook.signatures("ev_1", now, body), now)).toThrow();
  });

  test("is made with both secrets until the second at which the older one ends", () => {
    const [fresh, old] = [issueWebhookSecret(), issueWebhookSecret()];
    const webhook = sampleWebhook({
      secrets: [
        { sealed: fresh, untilSeconds: null },
        { sealed: old, untilSeconds: now + 10 },
      ],
    });
    const both = webhook.signatures("ev_1", now + 9, body);
    expect(both?.split(" ")).toHaveLength(2);
    for (const secret of [fresh, old]) expect(verify(secret, both, now + 9)).toBeDefined();
    const one = webhook.signatures("ev_1", now + 10, body);
    expect(verify(fresh, one, now + 10)).toBeDefined();
    expect(() => verify(old, one, now + 10)).toThrow("No matching signature");
  });

  test("is not made when no secret can be opened", () => {
    const webhook = readWebhook(sampleObject(), () => undefined);
    expect(webhook.signatures("ev_1", now, body)).toBeUndefined();
  });
});

test("secrets are opened for the place of their own webhook only", () => {
  const open = vi.fn((sealed: string) => sealed);
  readWebhook(sampleObject(), open);
  expect(open).toHaveBeenCalledExactlyOnceWith(expect.any(String), "webhook/demo/wh_sample/secret");
});

test("a secret has the form of Standard Webhooks and 32 random bytes", () => {
  const [one, two] = [issueWebhookSecret(), issueWebhookSecret()];
  expect(one).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(one).not.toBe(two);
});

test("a webhook limited to applications hears of nothing that may concern others", () => {
  const limited = sampleWebhook({ applications: ["vod"] });
  expect(wants(limited, "session.started", "vod")).toBe(true);
  expect(wants(limited, "session.started", "live")).toBe(false);
  expect(wants(limited, "token.revoked", undefined)).toBe(false);
  expect(wants(sampleWebhook(), "token.revoked", undefined)).toBe(true);
  expect(wants(sampleWebhook({ events: ["token.used"] }), "token.revoked", undefined)).toBe(false);
  expect(wants(sampleWebhook({ enabled: false }), "session.started", "vod")).toBe(false);
});
