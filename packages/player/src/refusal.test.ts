import { describe, expect, test } from "vitest";
import { parseRefusal, readRefusal } from "./refusal.ts";

const body = {
  reason: "token-already-used",
  title: "This link was already used",
  detail: "This link opens once.",
  ref: "K7M2Q9XH4T",
  retry_after: 5,
};

describe("a refusal", () => {
  test("is read with its reference, its status and its waiting time", () => {
    expect(parseRefusal(JSON.stringify(body), 403)).toEqual({
      reason: "token-already-used",
      title: "This link was already used",
      detail: "This link opens once.",
      ref: "K7M2Q9XH4T",
      status: 403,
      retryAfterSeconds: 5,
    });
  });

  test("takes the status from its body when no reply brought it", () => {
    expect(readRefusal({ ...body, status: 503 }, undefined)?.status).toBe(503);
    expect(readRefusal({ ...body, status: 503 }, 403)?.status).toBe(403);
  });

  test.each(["<!doctype html>", "", "null", "[]", '{"title":"x"}', '{"reason":"<b>"}', '{"reason":7}'])(
    "is not seen in %s",
    text => {
      expect(parseRefusal(text, 502)).toBeUndefined();
    },
  );

  test("with a doubtful reference keeps its words and drops the reference", () => {
    const refusal = readRefusal({ ...body, ref: "a b<script>" }, 403);
    expect(refusal).toMatchObject({ title: body.title, ref: undefined });
  });

  test("without words still has a title", () => {
    expect(readRefusal({ reason: "server-busy" }, 503)).toMatchObject({
      title: "Playback was refused",
      detail: "",
    });
  });

  test("never brings more text than the screen holds, nor a wait of more than an hour", () => {
    const refusal = readRefusal({ ...body, detail: "x".repeat(9_000), retry_after: 1e12 }, 429);
    expect(refusal?.detail).toHaveLength(400);
    expect(refusal?.retryAfterSeconds).toBe(3_600);
  });
});
