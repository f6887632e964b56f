import { expect, test } from "vitest";
import type { HealthPlace, HealthReply } from "./examine/ask-health.ts";
import { port } from "./port.ts";
import { outcome } from "./testing/outcome.ts";
import { sampleConfig, sampleServer, sampleSystem, silence, wellHealth } from "./testing/sample-server.ts";

const stopped = { isHeld: false, socketHealth: undefined };
const lookStopped = (code: string | undefined, yaml = "") =>
  outcome(
    port,
    sampleServer({
      ...stopped,
      config: sampleConfig(yaml),
      system: sampleSystem({ listenFault: () => Promise.resolve(code) }),
    }),
  );
const lookRunning = (reply: HealthReply) =>
  outcome(port, sampleServer({ askHealth: () => Promise.resolve(reply) }));

test("without a server a free port is well, one of another program or out of reach fails", async () => {
  expect(await lookStopped(undefined)).toEqual(["ok: Port 8080 on 127.0.0.1 is free."]);
  expect(await lookStopped("EADDRINUSE")).toEqual([
    "fail: Port 8080 on 127.0.0.1 is in use by another program.",
  ]);
  expect(await lookStopped("EACCES", "port: 80\n")).toEqual([
    "fail: Port 80 on 127.0.0.1 needs more rights than this user has.",
  ]);
  expect(await lookStopped("EADDRNOTAVAIL", "host: 192.0.2.1\n")).toEqual([
    "fail: Port 8080 on 192.0.2.1 cannot be listened on: EADDRNOTAVAIL.",
  ]);
});

test("a running server is found again at its port, by its instance", async () => {
  expect(await lookRunning(wellHealth)).toEqual(["ok: The server answers at port 8080 on 127.0.0.1."]);
  const sentence = "fail: Something else than the server on this folder answers at port 8080 on 127.0.0.1.";
  expect(await lookRunning({ ...wellHealth, instance: "ANOTHER234" })).toEqual([sentence]);
  expect(await lookRunning({ kind: "other", httpStatus: 200 })).toEqual([sentence]);
});

test("a running server that is elsewhere than this configuration says is a warning", async () => {
  expect(await lookRunning(silence)).toEqual([
    "warn: The server runs, and not at port 8080 on 127.0.0.1, as the configuration here says.",
  ]);
});

test("the admin listener is looked at as well, and all addresses are asked through the near one", async () => {
  const asked: HealthPlace[] = [];
  const askHealth = (place: HealthPlace) => {
    asked.push(place);
    return Promise.resolve(wellHealth);
  };
  const config = sampleConfig('host: "::"\nadmin_listen: 0.0.0.0:9090\n');
  expect(await outcome(port, sampleServer({ config, askHealth }))).toHaveLength(2);
  expect(asked).toEqual([{ url: "http://[::1]:8080" }, { url: "http://127.0.0.1:9090" }]);
});

test("a listener with a certificate is asked over HTTPS, by an address that the certificate need not name", async () => {
  const asked: HealthPlace[] = [];
  const askHealth = (place: HealthPlace) => {
    asked.push(place);
    return Promise.resolve(wellHealth);
  };
  const config = sampleConfig("tls_cert: /c.pem\ntls_key: /k.pem\n");
  expect(await outcome(port, sampleServer({ config, askHealth }))).toEqual([
    "ok: The server answers at port 8080 on 127.0.0.1.",
  ]);
  expect(asked).toEqual([{ url: "https://127.0.0.1:8080", anyCertificate: true }]);
});

test("with port 0 there is no port to fight for", async () => {
  expect(await lookStopped("EADDRINUSE", "port: 0\n")).toEqual(["ok: Any free port is taken at a start."]);
});
