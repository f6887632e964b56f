import { expect, test } from "vitest";
import type { OriginSettings } from "../registry/application.ts";
import { liveApplication } from "../registry/built-in.ts";
import { createMediaSource } from "./media-source.ts";

const application = (origin: OriginSettings | undefined) => ({ ...liveApplication, origin });
const at = (url: string): OriginSettings => ({
  kind: "http",
  url,
  headers: {},
  allowPrivate: false,
  byOperator: true,
});

test("an origin stays open until its settings change, however often they are said again", async () => {
  const source = createMediaSource(() => 0);
  const first = source.of(application(at("http://a.example")));
  expect(source.of(application(at("http://a.example")))).toBe(first);
  const second = source.of(application(at("http://b.example")));
  expect(second).not.toBe(first);
  expect(source.of(application(undefined))).toBeUndefined();
  expect(source.of(application(at("http://b.example")))).not.toBe(second);
  await source.close();
});
