import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { expect, test } from "vitest";
import { createTrustsPeer } from "./client-address.ts";
import { createProxyFacts } from "./proxy-facts.ts";

const read = createProxyFacts(
  { alpn: "x-alpn", ja4: "x-ja4", country: "x-country", asn: "x-asn", certificateKeys: "x-keys" },
  createTrustsPeer(["10.0.0.0/8"]),
);

function request(peer: string, headers: Record<string, string>): IncomingMessage {
  const socket = new Socket();
  Object.defineProperty(socket, "remoteAddress", { value: peer });
  const message = new IncomingMessage(socket);
  Object.assign(message.headers, headers);
  return message;
}

const HEADERS = {
  "x-alpn": "h2",
  "x-ja4": "T13D",
  "x-country": "se",
  "x-asn": "AS64500",
  "x-keys": "AQI=, Aw==",
};

test("a trusted proxy says what it knows of the connection", () => {
  expect(read(request("::ffff:10.1.2.3", HEADERS))).toEqual({
    alpn: "h2",
    tlsFingerprints: { ja4: "t13d" },
    country: "SE",
    region: undefined,
    asn: 64_500,
    certificateKeys: [new Uint8Array([1, 2]), new Uint8Array([3])],
  });
});

test("the same headers from anybody else say nothing", () => {
  expect(read(request("203.0.113.7", HEADERS))).toBeUndefined();
});

test("a value that is none, or two of them, says nothing", () => {
  const facts = read(
    request("10.0.0.1", { "x-country": "se, no", "x-asn": "1, 2", "x-ja4": "a, b", "x-keys": "!" }),
  );
  expect(facts).toEqual({
    alpn: undefined,
    tlsFingerprints: {},
    country: undefined,
    region: undefined,
    asn: undefined,
    certificateKeys: undefined,
  });
});

test("two lines of keys say nothing: one of them may be the client's", () => {
  const message = request("10.0.0.1", { "x-keys": "AQI=, Aw==" });
  message.headersDistinct["x-keys"] = ["AQI=", "Aw=="];
  expect(read(message)?.certificateKeys).toBeUndefined();
});

function requestOverTls(
  peer: string,
  alpn: string | false,
  headers: Record<string, string> = {},
): IncomingMessage {
  const socket = new TLSSocket(new Socket());
  Object.defineProperty(socket, "remoteAddress", { value: peer });
  Object.defineProperty(socket, "alpnProtocol", { value: alpn });
  const message = new IncomingMessage(socket);
  Object.assign(message.headers, headers);
  return message;
}

test("where TLS ends here, the client's own connection says what was agreed on, and no header does", () => {
  const facts = read(requestOverTls("203.0.113.7", "http/1.1", HEADERS));
  expect(facts).toMatchObject({ alpn: "http/1.1", tlsFingerprints: {}, country: undefined });
  expect(facts?.certificateKeys).toBeUndefined();
  expect(read(requestOverTls("203.0.113.7", false, HEADERS))).toBeUndefined();
});

test("a trusted proxy's own connection over TLS says nothing of the client's", () => {
  expect(read(requestOverTls("10.0.0.1", "http/1.1"))?.alpn).toBeUndefined();
  expect(read(requestOverTls("10.0.0.1", "http/1.1", HEADERS))?.alpn).toBe("h2");
});
