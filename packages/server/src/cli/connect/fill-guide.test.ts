import { expect, test } from "vitest";
import { parse } from "yaml";
import { apiOf, fillGuide } from "./fill-guide.ts";
import { haproxy } from "./haproxy.ts";
import { connectGuides } from "./index.ts";
import { mediamtx } from "./mediamtx.ts";
import { nginx } from "./nginx.ts";
import { nginxRtmp } from "./nginx-rtmp.ts";
import { varnish } from "./varnish.ts";

const fill = (
  guide: Parameters<typeof fillGuide>[0],
  address: string,
  secret: string | undefined = "s3cret",
) => fillGuide(guide, { address, secret });

test("the address is Sluice's, also below a path; localhost is this machine for every server", () => {
  expect(fill(mediamtx, "https://media.example.com/gate/").configuration).toContain(
    "authHTTPAddress: https://media.example.com/gate/hooks/mediamtx/s3cret\n",
  );
  expect(fill(mediamtx, "http://localhost:8080").configuration).toContain(
    "authHTTPAddress: http://127.0.0.1:8080/hooks/mediamtx/s3cret\n",
  );
  expect(fill(mediamtx, "http://[fd00::1]:8080").configuration).toContain("http://[fd00::1]:8080/hooks");
});

test("without a secret there is a place for it, and a note where it is told", () => {
  const { configuration, notes } = fillGuide(mediamtx, {
    address: "http://127.0.0.1:8080",
    secret: undefined,
  });
  expect(configuration).toContain("/hooks/mediamtx/<secret>");
  expect(notes).toEqual([
    expect.stringMatching(/on Sluice's own machine alone: run sluice connect mediamtx there/),
  ]);
  expect(fill(mediamtx, "http://127.0.0.1:8080").notes).toEqual([]);
});

test("a server's API is given to the server of that name, and to no other of its kind", () => {
  for (const guide of connectGuides.filter(({ api }) => api !== undefined)) {
    const parsed = parse(apiOf(guide, "hall") ?? "") as { servers: { hall?: { api: object } } };
    expect(Object.keys(parsed.servers), guide.kind).toEqual(["hall"]);
    expect(parsed.servers.hall?.api).toBeDefined();
    expect(apiOf(guide, guide.kind)).toBe(guide.api);
  }
});

test("a server that cannot ask by HTTPS is said to", () => {
  expect(fill(nginxRtmp, "https://media.example.com").notes).toEqual([
    expect.stringMatching(/^nginx-rtmp asks by plain HTTP alone/),
  ]);
  expect(fill(nginxRtmp, "http://10.0.0.5:8080").notes).toEqual([]);
});

test("and is given one that it can ask, where no question of viewers crosses a network in the clear", () => {
  for (const guide of connectGuides.filter(({ isPlainHttpOnly }) => isPlainHttpOnly)) {
    const { configuration, notes } = fill(guide, "https://media.example.org/gate");
    expect(configuration, guide.kind).not.toMatch(/media\.example\.org|gate/);
    expect(configuration, guide.kind).toMatch(/127\.0\.0\.1/);
    expect(notes[0], guide.kind).toContain("http://127.0.0.1:8080");
  }
});

test("shipped files name Sluice by host and port, for their programs take no path there", () => {
  for (const guide of [nginx, haproxy, varnish]) {
    expect(fill(guide, "http://10.0.0.5:9000/gate").configuration, guide.kind).not.toContain("gate");
  }
});

test("shipped files get the address wherever they name Sluice", () => {
  expect(fill(varnish, "http://10.0.0.5:9000").configuration).toContain(
    '.host = "10.0.0.5";\n  .port = "9000";',
  );
  const text = fill(haproxy, "http://10.0.0.5:9000").configuration;
  expect(text).toContain("http://10.0.0.5:9000/verify/haproxy");
  expect(text).not.toContain("127.0.0.1:8080");
});

test.each(["media.example.com", "ftp://x", "http://x?y=1", "http://me@x", ""])(
  "%j is no address, and is refused in a sentence",
  address => {
    expect(() => fill(mediamtx, address)).toThrow(/--address takes an http or https URL/);
  },
);
