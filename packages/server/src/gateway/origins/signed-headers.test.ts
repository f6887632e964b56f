import { Secret } from "@sluice/token";
import aws4 from "aws4";
import { describe, expect, test } from "vitest";
import { signedHeaders } from "./signed-headers.ts";
import { expectedSignature, readAuthorization } from "./testing/aws-signature.ts";

const EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const S3_HOST = "examplebucket.s3.amazonaws.com";
const S3_DATE = "20130524T000000Z";
const s3Keys = {
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
};

/**
 * The examples of "Signature Calculations for the Authorization Header" (Amazon S3 API Reference) that have no body,
 * and `get-vanilla` of AWS's own test suite.
 */
const published = [
  {
    name: "GET object with Range",
    service: "s3",
    target: "/test.txt",
    headers: { host: S3_HOST, range: "bytes=0-9", "x-amz-content-sha256": EMPTY, "x-amz-date": S3_DATE },
    keys: s3Keys,
    signature: "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
  },
  {
    name: "GET bucket lifecycle",
    service: "s3",
    target: "/?lifecycle=",
    headers: { host: S3_HOST, "x-amz-content-sha256": EMPTY, "x-amz-date": S3_DATE },
    keys: s3Keys,
    signature: "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
  },
  {
    name: "GET bucket, list objects",
    service: "s3",
    target: "/?max-keys=2&prefix=J",
    headers: { host: S3_HOST, "x-amz-content-sha256": EMPTY, "x-amz-date": S3_DATE },
    keys: s3Keys,
    signature: "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
  },
  {
    name: "get-vanilla",
    service: "service",
    target: "/",
    headers: { host: "example.amazonaws.com", "x-amz-date": "20150830T123600Z" },
    keys: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" },
    signature: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
  },
];

describe.each(published)("AWS's own example $name", ({ service, target, headers, keys, signature }) => {
  test("has the signature that this suite's verification, written from the specification, expects", () => {
    const date = headers["x-amz-date"].slice(0, 8);
    const names = Object.keys(headers).sort().join(";");
    const authorization = `AWS4-HMAC-SHA256 Credential=${keys.accessKeyId}/${date}/us-east-1/${service}/aws4_request,SignedHeaders=${names},Signature=${signature}`;
    const request = { method: "GET", target, headers: { ...headers, authorization }, service };
    expect(expectedSignature(request, keys.secretAccessKey)).toBe(signature);
  });

  test("is signed so by the library", () => {
    const request = {
      service,
      region: "us-east-1",
      method: "GET",
      path: target,
      headers,
      extraHeadersToInclude: { range: true },
    };
    const signed = aws4.sign(request, keys);
    expect(readAuthorization({ authorization: String(signed.headers?.Authorization) }).signature).toBe(
      signature,
    );
  });
});

describe("the headers that sign a request to a bucket", () => {
  const keys = {
    region: "eu-central-1",
    accessKeyId: new Secret(s3Keys.accessKeyId),
    secretAccessKey: new Secret(s3Keys.secretAccessKey),
  };
  const url = new URL("https://films.s3.eu-central-1.amazonaws.com/a%20b.mp4");
  const request = { method: "GET", url, nowMilliseconds: Date.UTC(2027, 0, 15, 8) } as const;

  test("are the date, the hash of no body, and a signature over both and the host", () => {
    const headers = signedHeaders({ ...keys, sessionToken: undefined }, request);
    expect(headers).toEqual({
      "x-amz-date": "20270115T080000Z",
      "x-amz-content-sha256": EMPTY,
      authorization: expect.stringMatching(
        /^AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE\/20270115\/eu-central-1\/s3\/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=[0-9a-f]{64}$/,
      ),
    });
    const received = { method: "GET", target: url.pathname, headers: { ...headers, host: url.host } };
    const expected = expectedSignature(received, s3Keys.secretAccessKey);
    expect(readAuthorization(headers).signature).toBe(expected);
  });

  test("hold a session token, and sign it, where there is one", () => {
    const headers = signedHeaders({ ...keys, sessionToken: new Secret("FwoGZXIvYXdz") }, request);
    expect(headers["x-amz-security-token"]).toBe("FwoGZXIvYXdz");
    expect(readAuthorization(headers).signedHeaders).toContain("x-amz-security-token");
  });
});
