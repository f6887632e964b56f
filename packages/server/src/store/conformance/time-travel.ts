import { expect, test } from "vitest";
import type { Store } from "../store.ts";
import type { TokenRecord } from "../token-record.ts";
import { holder, START_SECONDS, sampleRequest, sampleRevocation, sampleToken } from "./samples.ts";
import type { OpenStore } from "./subject.ts";

const T = START_SECONDS;

/** What an admission would have said at another second. */
export function timeTravelConformance(open: OpenStore): void {
  test("now, it is what peek says", async () => {
    const { store, token } = await opened({ maxUses: 2, maxSessions: 1 });
    const request = sampleRequest(token, { nowSeconds: T });
    expect(await store.peekAt(request)).toEqual(await store.peek(request));
    await store.admit(request);
    const again = sampleRequest(token, { nowSeconds: T });
    expect(await store.peekAt(again)).toEqual(await store.peek(again));
    expect(await reasonAt(store, token, T)).toBe("too-many-sessions");
  });

  test("before it was issued a token does not exist", async () => {
    const { store, token } = await opened({ issuedAtMilliseconds: T * 1000 + 900 });
    expect(await reasonAt(store, token, T - 1)).toBe("token-unknown");
    expect(await reasonAt(store, token, T)).toBe("create");
  });

  test("uses are spent from the second in which their sessions began", async () => {
    const { store, token } = await opened({ maxUses: 2 });
    await store.admit(sampleRequest(token, { nowSeconds: T + 10 }));
    await store.admit(sampleRequest(token, { nowSeconds: T + 20 }));
    const reasons = await Promise.all([9, 10, 19, 20, 99].map(after => reasonAt(store, token, T + after)));
    expect(reasons).toEqual(["create", "create", "create", "token-already-used", "token-already-used"]);
  });

  test("a token is revoked from its second on", async () => {
    const { store, token } = await opened({});
    await store.revokeToken("acme", token.id, T + 10);
    expect(await reasonAt(store, token, T + 9)).toBe("create");
    expect(await reasonAt(store, token, T + 10)).toBe("token-revoked");
  });

  test("a token is suspended in its spans alone, also when they are over", async () => {
    const { store, token } = await opened({});
    const { organization, id } = token;
    for (const [from, until] of [
      [10, 20],
      [30, 40],
    ] as const) {
      await store.suspendToken({ organization, id, nowSeconds: T + from });
      await store.resumeToken({ organization, id, nowSeconds: T + until });
    }
    await store.suspendToken({ organization, id, nowSeconds: T + 50 });
    const reasons = await Promise.all(
      [9, 10, 19, 20, 30, 40, 50, 9_999].map(after => reasonAt(store, token, T + after)),
    );
    const suspended = "token-suspended";
    expect(reasons).toEqual([
      "create",
      suspended,
      suspended,
      "create",
      suspended,
      "create",
      suspended,
      suspended,
    ]);
  });

  test("a rule covers from when it was made until it ends or was undone", async () => {
    const { store, token } = await opened({ user: "eve" });
    await store.revoke(sampleRevocation({ nowSeconds: T + 10, untilSeconds: T + 20 }));
    const { rule } = await store.revoke(sampleRevocation({ nowSeconds: T + 30 }));
    await store.undoRevocation("acme", rule.id, T + 40);
    await store.revoke(sampleRevocation({ nowSeconds: T + 50, organization: "other" }));
    const reasons = await Promise.all(
      [9, 10, 19, 20, 30, 39, 40, 50].map(after => reasonAt(store, token, T + after)),
    );
    const revoked = "token-revoked";
    expect(reasons).toEqual(["create", revoked, revoked, "create", revoked, revoked, "create", "create"]);
  });

  test("a slot is taken while its session played, and free when it ended or its lease lapses", async () => {
    const { store, token } = await opened({ maxSessions: 1 });
    const request = sampleRequest(token, { nowSeconds: T + 10 });
    await store.admit(request);
    await store.recordActivity([
      {
        id: request.session.id,
        lastSeenSeconds: T + 70,
        leaseUntilSeconds: T + 115,
        holder: request.session.holder,
        bytes: 0,
        requests: 1,
      },
    ]);
    const reasons = (seconds: readonly number[]) =>
      Promise.all(seconds.map(after => reasonAt(store, token, T + after)));
    expect(await reasons([9, 10, 60, 114, 115])).toEqual([
      "create",
      "too-many-sessions",
      "too-many-sessions",
      "too-many-sessions",
      "create",
    ]);
    await store.endSessions([request.session.id], "operator", T + 80);
    expect(await reasons([79, 80, 114])).toEqual(["too-many-sessions", "create", "create"]);
  });

  test("a holder could return while its session ran, and was barred for a minute after an operator's end", async () => {
    const { store, token } = await opened({ maxUses: 1 });
    const viewer = holder("viewer");
    const request = sampleRequest(token, { nowSeconds: T + 10, holder: viewer });
    await store.admit(request);
    await store.endSessions([request.session.id], "operator", T + 100);
    const planAt = async (after: number) => {
      const asked = sampleRequest(token, { nowSeconds: T + after, holder: viewer });
      const { plan } = await store.peekAt(asked);
      return plan.plan === "refuse" ? plan.reason : plan.plan;
    };
    expect(await planAt(9)).toBe("create");
    expect(await planAt(15)).toBe("continue");
    expect(await planAt(50)).toBe("token-already-used");
    expect(await planAt(159)).toBe("session-ended");
    expect(await planAt(160)).toBe("token-already-used");
  });

  test("it writes nothing", async () => {
    const { store, token, writeMark } = await opened({ maxUses: 1 });
    const before = writeMark?.();
    await reasonAt(store, token, T + 9);
    expect(writeMark?.()).toBe(before);
    expect((await store.token(token.id))?.uses).toBe(0);
  });

  async function opened(changes: Partial<TokenRecord>) {
    const { store, writeMark } = await open();
    const token = sampleToken({ kind: "access", maxUses: undefined, ...changes });
    await store.insertTokens([token]);
    return { store, token, writeMark };
  }
}

async function reasonAt(store: Store, token: TokenRecord, nowSeconds: number): Promise<string> {
  const { plan } = await store.peekAt(sampleRequest(token, { nowSeconds }));
  return plan.plan === "refuse" ? plan.reason : plan.plan;
}
