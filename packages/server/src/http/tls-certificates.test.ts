import { once } from "node:events";
import { request } from "node:https";
import type { AddressInfo } from "node:net";
import { connect, type TLSSocket } from "node:tls";
import { afterEach, describe, expect, test } from "vitest";
import { createListener } from "./listener.ts";
import { ownAlpn } from "./own-tls-facts.ts";
import { resetConnection } from "./reset-connection.ts";
import { changingTlsFiles, type TlsVector, tlsAuthority } from "./testing/tls-vectors.ts";
import { openTlsCertificates } from "./tls-certificates.ts";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

type Handler = Parameters<typeof createListener>[0];

/** A listener on a pair whose files the test changes; long between two looks, so that only `refresh` looks. */
async function listening(
  handler: Handler = (_, response) => response.end("hello"),
  lookMilliseconds = 60_000,
) {
  const files = changingTlsFiles("one");
  const heard: string[] = [];
  const certificates = openTlsCertificates(
    files.files,
    {
      reloaded: ({ leaf }) => heard.push(leaf.subject),
      refused: error => heard.push(error instanceof Error ? error.name : "?"),
    },
    lookMilliseconds,
  );
  const server = createListener(handler, undefined, certificates);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closers.push(
    () => files.remove(),
    () => certificates.close(),
    () => {
      server.closeAllConnections();
      server.close();
    },
  );
  const { port } = server.address() as AddressInfo;
  return { ...files, certificates, heard, port };
}

async function subjectOn(port: number, trusted: TlsVector): Promise<string> {
  const socket = connect({ port, host: "127.0.0.1", ca: tlsAuthority(trusted) });
  await once(socket, "secureConnect");
  const { CN } = socket.getPeerCertificate().subject;
  socket.destroy();
  return String(CN);
}

async function refusalOf(socket: TLSSocket): Promise<string> {
  const [error] = await once(socket, "error");
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

describe("a certificate whose files change", () => {
  test("is in use for new connections at once, and those that are open go on", async () => {
    const { port, become, certificates, heard } = await listening();
    const open = connect({ port, host: "127.0.0.1", ca: tlsAuthority("one") });
    await once(open, "secureConnect");
    become("two");
    certificates.refresh();
    expect(await subjectOn(port, "two")).toBe("two.sluice.test");
    expect(heard).toEqual(["CN=two.sluice.test"]);
    expect(certificates.current().leaf.subject).toBe("CN=two.sluice.test");
    open.write("GET / HTTP/1.1\r\nhost: x\r\n\r\n");
    const [answer] = await once(open, "data");
    expect(String(answer)).toMatch(/^HTTP\/1\.1 200 /);
    open.destroy();
  });

  test("is noticed without being told", async () => {
    const { port, become, heard } = await listening(undefined, 20);
    become("two");
    await expect.poll(() => heard.at(-1)).toBe("CN=two.sluice.test");
    expect(await subjectOn(port, "two")).toBe("two.sluice.test");
  });

  test("stays as it was while the new files are no pair, which is told once, and follows when they are", async () => {
    const { port, becomePart, certificates, heard } = await listening();
    becomePart("two", "certificate");
    certificates.refresh();
    certificates.refresh();
    expect(heard).toEqual(["TlsPairError"]);
    expect(certificates.current().leaf.subject).toBe("CN=one.sluice.test");
    expect(await subjectOn(port, "one")).toBe("one.sluice.test");
    becomePart("two", "key");
    certificates.refresh();
    expect(heard).toEqual(["TlsPairError", "CN=two.sluice.test"]);
    expect(await subjectOn(port, "two")).toBe("two.sluice.test");
  });
});

describe("a listener with a certificate", () => {
  test("speaks TLS 1.2 and 1.3, and nothing older", async () => {
    const { port } = await listening();
    const to = { port, host: "127.0.0.1", ca: tlsAuthority("one") };
    for (const version of ["TLSv1.2", "TLSv1.3"] as const) {
      const socket = connect({ ...to, minVersion: version, maxVersion: version });
      await once(socket, "secureConnect");
      expect(socket.getProtocol()).toBe(version);
      socket.destroy();
    }
    const old = connect({
      ...to,
      minVersion: "TLSv1.1",
      maxVersion: "TLSv1.1",
      ciphers: "DEFAULT:@SECLEVEL=0",
    });
    expect(await refusalOf(old)).toMatch(/PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL/);
  });

  test("knows the protocol that was agreed on, and offers HTTP/1.1 alone", async () => {
    const alpn: unknown[] = [];
    const { port } = await listening((request, response) => {
      alpn.push(ownAlpn(request));
      response.end();
    });
    const ask = async (protocols: string[] | undefined): Promise<void> => {
      const options = { port, host: "127.0.0.1", ca: tlsAuthority("one"), agent: false } as const;
      const asking = request({ ...options, ...(protocols && { ALPNProtocols: protocols }) });
      asking.end();
      const [response] = await once(asking, "response");
      response.resume();
    };
    await ask(["h2", "http/1.1"]);
    await ask(["http/1.1"]);
    expect(alpn).toEqual(["http/1.1", "http/1.1"]);
  });

  test("closes a connection that is none of TLS, and serves on", async () => {
    const { port } = await listening();
    const answer = fetch(`http://127.0.0.1:${port}/`);
    await expect(answer).rejects.toThrow();
    expect(await subjectOn(port, "one")).toBe("one.sluice.test");
  });

  test("resets a connection in the middle of an answer", async () => {
    const { port } = await listening((request, response) => {
      response.write("begin");
      setTimeout(() => resetConnection(request.socket), 50);
    });
    const asking = request({ port, host: "127.0.0.1", ca: tlsAuthority("one"), agent: false });
    asking.on("error", () => undefined).end();
    const [response] = await once(asking, "response");
    response.resume();
    const [error] = await once(response, "error");
    expect(error).toMatchObject({ code: "ECONNRESET" });
  });
});
