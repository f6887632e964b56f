import { Secret } from "@sluice/token";
import { expect, test } from "vitest";
import { openOrigin, originKinds } from "./index.ts";

const surroundings = { nowSeconds: () => 27_000_000 * 64 };

const bucket = {
  kind: "bucket",
  bucket: "films",
  region: "us-east-1",
  endpoint: "https://s3.example",
  prefix: "",
  pathStyle: true,
  accessKeyId: new Secret("id"),
  secretAccessKey: new Secret("secret"),
  sessionToken: undefined,
  allowPrivate: false,
  byOperator: false,
} as const;

test("each kind in the table makes an origin of that kind", async () => {
  const origins = [
    openOrigin({ kind: "folder", folder: "." }, surroundings),
    openOrigin(
      { kind: "http", url: "http://o.example", headers: {}, allowPrivate: false, byOperator: true },
      surroundings,
    ),
    openOrigin(bucket, surroundings),
    openOrigin({ kind: "demo" }, surroundings),
  ];
  expect(origins.map(origin => origin.kind)).toEqual(Object.keys(originKinds));
  for (const origin of origins) await origin.close();
});

test("the demo plays from the package itself", async () => {
  const origin = openOrigin({ kind: "demo" }, surroundings);
  for (const path of ["clip/index.m3u8", "live/a0/index.m3u8"]) {
    const reply = await origin.open({ method: "GET", path, signal: new AbortController().signal });
    expect(reply).toMatchObject({ status: 200 });
  }
});
