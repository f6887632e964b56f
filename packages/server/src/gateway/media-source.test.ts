import { Secret } from "@sluice/token";
import { expect, test } from "vitest";
import type { OriginSettings } from "../registry/application.ts";
import { liveApplication } from "../registry/built-in.ts";
import { createMediaSource } from "./media-source.ts";

const application = (origin: OriginSettings | undefined) => ({ ...liveApplication, origin });
const at = (url: string) => ({
  kind: "http" as const,
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

test("an origin is opened anew when nothing but a secret of it has changed", async () => {
  const source = createMediaSource(() => 0);
  const withToken = (text: string) =>
    application({ ...at("http://a.example"), credential: { scheme: "bearer", token: new Secret(text) } });
  const first = source.of(withToken("one"));
  expect(source.of(withToken("one"))).toBe(first);
  expect(source.of(withToken("two"))).not.toBe(first);
  await source.close();
});

test("manifests may name themselves by the address of their bucket", async () => {
  const source = createMediaSource(() => 0);
  const bucket: OriginSettings = {
    kind: "bucket",
    bucket: "films",
    region: "eu-central-1",
    endpoint: "https://s3.eu-central-1.amazonaws.com",
    prefix: "media",
    pathStyle: false,
    accessKeyId: new Secret("id"),
    secretAccessKey: new Secret("secret"),
    sessionToken: undefined,
    allowPrivate: false,
    byOperator: false,
  };
  expect(source.baseOf(application(bucket))).toBe("https://films.s3.eu-central-1.amazonaws.com/media");
  await source.close();
});
