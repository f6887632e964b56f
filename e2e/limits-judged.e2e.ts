import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import {
  folderOf,
  type LimitedServer,
  places,
  startLimitedServer,
  type Watcher,
} from "./limits-judged/limited-server.ts";
import type { Grant } from "./support/sluice.ts";
import type { Reply } from "./support/viewer.ts";

const SECOND = 1_000;
const home: Watcher = { ip: places.berlin };
const next: Watcher = { ip: places.berlinNext };
const away: Watcher = { ip: places.boston };
const nowhere: Watcher = { ip: places.nowhere };

// Each waits for most of its time.
vi.setConfig({ maxConcurrency: 30 });

let running: LimitedServer;
beforeAll(async () => {
  running = await startLimitedServer();
});
afterAll(() => running.stop());

const outcomeOf = ({ status, reason }: Reply): unknown => reason ?? status;
const ask = async (path: string, watcher: Watcher) => outcomeOf(await running.ask(path, watcher));

async function enter(token: string, watcher: Watcher, entry = "cup/one/index.m3u8"): Promise<Reply> {
  return running.ask(`/${entry}?token=${token}`, watcher);
}

/** Enters by HLS, which must be let in; answers the session's folder. */
async function play(token: string, watcher: Watcher, entry?: string): Promise<string> {
  const reply = await enter(token, watcher, entry);
  expect(outcomeOf(reply)).toBe(200);
  return folderOf(reply);
}

/** Ten seconds on it still plays: the playlist and a segment, every two of them. */
async function playsOn(folder: string, watcher: Watcher, rendition = "360p"): Promise<void> {
  for (let second = 0; second <= 10; second += 2) {
    expect(await ask(`${folder}${rendition}/index.m3u8`, watcher)).toBe(200);
    expect(await ask(`${folder}${rendition}/seg-${(second / 2) % 2}.ts`, watcher)).toBe(200);
    if (second < 10) await sleep(2 * SECOND);
  }
}

describe.concurrent("a place that is not allowed", () => {
  test.each<[string, Grant, Watcher, string]>([
    ["country", { countries: { allow: ["DE"] } }, away, "country-not-allowed"],
    ["denied country", { countries: { deny: ["US"] } }, away, "country-not-allowed"],
    ["unknown country", { countries: { deny: ["US"] } }, nowhere, "country-unknown"],
    ["network operator", { asns: { allow: [3320] } }, away, "asn-not-allowed"],
    ["denied network operator", { asns: { deny: [7922] } }, away, "asn-not-allowed"],
    ["unknown network operator", { asns: { deny: [7922] } }, nowhere, "asn-unknown"],
    [
      "place that a rule denies",
      { rules: [{ effect: "deny", countries: ["US"] }, { effect: "allow" }] },
      away,
      "rule-not-allowed",
    ],
    ["place that no rule names", { rules: [{ effect: "allow", asns: [3320] }] }, nowhere, "rule-not-allowed"],
  ])(
    "%s: is refused at the entry and with a copied session, and the viewer who is allowed plays on",
    async (_, limits, other, reason) => {
      const { token } = await running.mint(limits);
      expect(outcomeOf(await enter(token, other))).toBe(reason);
      const folder = await play(token, home);
      expect(await ask(`${folder}360p/index.m3u8`, other)).toBe(reason);
      await playsOn(folder, home);
      expect(await ask(`${folder}360p/index.m3u8`, other)).toBe(reason);
    },
  );

  test("an agent that a rule denies is refused where others play on", async () => {
    const curl = { ...home, agent: "curl/8.5" };
    const { token } = await running.mint({
      rules: [{ effect: "deny", agents: ["curl/*"] }, { effect: "allow" }],
    });
    expect(outcomeOf(await enter(token, curl))).toBe("rule-not-allowed");
    const folder = await play(token, home);
    expect(await ask(`${folder}360p/index.m3u8`, curl)).toBe("rule-not-allowed");
    await playsOn(folder, home);
  });
});

/** Windows in which it is open now, or not, with an hour to spare on both sides. */
function hoursAround(isOpen: boolean): Grant {
  const clock = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString().slice(11, 16);
  const window = isOpen ? { from: clock(-2), to: clock(2) } : { from: clock(2), to: clock(6) };
  return { hours: [{ ...window, time_zone: "UTC" }] };
}

test.concurrent("outside its hours nobody enters, and what plays stops when they close, while another goes on", async () => {
  const closed = await running.mint(hoursAround(false));
  expect(outcomeOf(await enter(closed.token, home))).toBe("outside-hours");
  const open = await running.mint(hoursAround(true));
  const closing = await running.mint(hoursAround(true));
  const [kept, lost] = [await play(open.token, home), await play(closing.token, home)];
  expect(await ask(`${lost}360p/index.m3u8`, home)).toBe(200);
  const changed = await running.server.api("PATCH", `/v1/tokens/${closing.id}`, hoursAround(false));
  expect(changed.status).toBe(200);
  expect(await ask(`${lost}360p/index.m3u8`, home)).toBe("outside-hours");
  await playsOn(kept, home);
});

describe.concurrent("a token that is bound", () => {
  test.each<[string, Watcher, Watcher]>([
    ["address", next, { ...home, agent: "Other/1" }],
    ["prefix", away, next],
    ["asn", away, next],
    ["agent", { ...home, agent: "Other/1" }, away],
  ])(
    "to the first %s is refused to another one, at the entry and under the session, and plays on",
    async (what, other, same) => {
      const { token } = await running.mint({ bind: { to: [what] } });
      const folder = await play(token, home);
      expect(outcomeOf(await enter(token, other))).toBe("bind-not-allowed");
      expect(await ask(`${folder}360p/index.m3u8`, other)).toBe("bind-not-allowed");
      expect(await ask(`${folder}360p/seg-0.ts`, other)).toBe("bind-not-allowed");
      await play(token, same);
      await playsOn(folder, home);
    },
  );

  test("with two moves makes the second and refuses the third, and whoever has moved last plays on", async () => {
    const { token } = await running.mint({ bind: { to: ["prefix"], rebinds: 2 } });
    const folder = await play(token, home);
    expect(await ask(`${folder}360p/seg-0.ts`, away)).toBe(200);
    expect(await ask(`${folder}360p/seg-0.ts`, nowhere)).toBe(200);
    expect(await ask(`${folder}360p/seg-0.ts`, home)).toBe("bind-not-allowed");
    expect(await ask(`${folder}360p/seg-0.ts`, away)).toBe("bind-not-allowed");
    expect(outcomeOf(await enter(token, home))).toBe("bind-not-allowed");
    await playsOn(folder, nowhere);
  });

  test("is one viewer over IPv4 and IPv6", async () => {
    const { token } = await running.mint({ bind: { to: ["address"] } });
    const folder = await play(token, home);
    expect(await ask(`${folder}360p/seg-0.ts`, { ip: "2001:db8::7" })).toBe(200);
    expect(await ask(`${folder}360p/seg-0.ts`, { ip: "2001:db8::8" })).toBe("bind-not-allowed");
    expect(await ask(`${folder}360p/seg-0.ts`, home)).toBe(200);
  });

  test("to none plays wherever its session's address is known, which a one-time token else does not", async () => {
    const usual = await running.mint({ kind: "one-time" });
    const free = await running.mint({ kind: "one-time", bind: "none" });
    const other = { ...away, agent: "Other/1" };
    expect(await ask(`${await play(usual.token, home)}360p/seg-0.ts`, other)).toBe("session-shared");
    const folder = await play(free.token, home);
    expect(outcomeOf(await enter(free.token, other))).toBe("token-already-used");
    await Promise.all([playsOn(folder, home), playsOn(folder, other)]);
  });
});

describe.concurrent("renditions that a token leaves out", () => {
  test.each<[string, Grant]>([
    ["by height", { max_height: 720 }],
    ["by name", { renditions: ["360p"] }],
  ])(
    "%s are in no manifest, are refused when they are guessed, and what is left plays on",
    async (_, limits) => {
      const { token } = await running.mint(limits);
      const reply = await enter(token, home);
      expect(reply.text).toContain("360p/");
      expect(reply.text).not.toContain("1080p");
      const folder = folderOf(reply);
      expect((await running.ask(`${folder}index.m3u8`, home)).text).not.toContain("1080p");
      for (const guess of ["1080p/index.m3u8", "1080p/seg-0.ts", "clip.mp4", "360p/seg-7.ts"]) {
        expect(await ask(folder + guess, home)).toBe("rendition-not-allowed");
      }
      for (const entry of ["1080p/index.m3u8", "clip.mp4"]) {
        expect(outcomeOf(await enter(token, home, `cup/one/${entry}`))).toBe("rendition-not-allowed");
      }
      expect(await ask(`${folder}audio/seg-0.ts`, home)).toBe(200);
      await playsOn(folder, home);
      expect(await ask(`${folder}1080p/seg-0.ts`, home)).toBe("rendition-not-allowed");
    },
  );

  test("are left out of DASH, too", async () => {
    const { token } = await running.mint({ max_height: 720 });
    const reply = await enter(token, home, "cup/one/manifest.mpd");
    expect(outcomeOf(reply)).toBe(200);
    expect(reply.text).not.toContain("1080p");
    const folder = folderOf(reply);
    for (let second = 0; second <= 10; second += 5) {
      expect(await ask(`${folder}360p/seg-1.ts`, home)).toBe(200);
      expect(await ask(`${folder}1080p/seg-1.ts`, home)).toBe("rendition-not-allowed");
      if (second < 10) await sleep(5 * SECOND);
    }
  });

  test("are left out of what a page opens, and of what is carried by query", async () => {
    const { token } = await running.mint({ max_height: 720, target: { streams: ["cup/one", "asked/one"] } });
    const opened = await fetch(`${running.server.url}/s`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ stream: "cup/one", token }),
    });
    expect(opened.status).toBe(201);
    const { url }: { url: string } = await opened.json();
    const viewer = { ip: "127.0.0.1", agent: "node" };
    expect((await running.ask(url, viewer)).text).not.toContain("1080p");
    expect(await ask(url.replace("index.m3u8", "1080p/seg-0.ts"), viewer)).toBe("rendition-not-allowed");
    const carried = await enter(token, home, "asked/one/index.m3u8");
    expect(carried.text).not.toContain("1080p");
    const low = /\/asked\/one\/360p\/index\.m3u8\?[^\s"]+/.exec(carried.text)?.[0] ?? "none";
    expect(await ask(low, home)).toBe(200);
    expect(await ask(low.replace("360p", "1080p"), home)).toBe("rendition-not-allowed");
    expect(await ask(low.replace("360p/index.m3u8", "1080p/seg-0.ts"), home)).toBe("rendition-not-allowed");
  });

  test("leave nothing where all are left out, and no use is spent", async () => {
    const { id, token } = await running.mint({ kind: "one-time", max_height: 144 });
    for (const entry of ["index.m3u8", "manifest.mpd"]) {
      expect(outcomeOf(await enter(token, home, `cup/one/${entry}`))).toBe("rendition-not-allowed");
    }
    expect((await running.server.api("GET", `/v1/tokens/${id}`)).body).toMatchObject({ uses: 0 });
  });

  test("a whole file that is named as a rendition plays by that name", async () => {
    const { token } = await running.mint({ renditions: ["360p"] });
    expect(outcomeOf(await enter(token, home, "cup/one/360p.mp4"))).toBe(302);
  });
});

describe.concurrent("whole files", () => {
  test("are refused where downloads are not allowed, and what a manifest names plays on", async () => {
    const { token } = await running.mint({ download: false });
    expect(outcomeOf(await enter(token, home, "cup/one/clip.mp4"))).toBe("download-not-allowed");
    const folder = await play(token, home);
    expect(await ask(`${folder}clip.mp4`, home)).toBe("download-not-allowed");
    await playsOn(folder, home, "1080p");
  });

  test.each<[string, Grant]>([
    ["that says nothing of downloads", {}],
    ["that allows them", { download: true }],
  ])("play with a token %s, and are kept under their name where that is asked for", async (_, limits) => {
    const { token } = await running.mint(limits);
    const played = await running.ask(
      (await enter(token, home, "cup/one/clip.mp4")).headers.location ?? "",
      home,
    );
    expect(played.headers["content-disposition"]).toBeUndefined();
    const kept = await running.ask(`/cup/one/clip.mp4?download=1&token=${token}`, home);
    const file = await running.ask(kept.headers.location ?? "", home);
    expect(file.status).toBe(200);
    expect(file.headers["content-disposition"]).toBe(
      "attachment; filename=\"clip.mp4\"; filename*=UTF-8''clip.mp4",
    );
  });
});

test.concurrent("a stream's own limits hold for every token", async () => {
  const { token } = await running.mint({ target: { streams: ["cup/limited"] } });
  expect(outcomeOf(await enter(token, away, "cup/limited/index.m3u8"))).toBe("country-not-allowed");
  expect(outcomeOf(await enter(token, home, "cup/limited/clip.mp4"))).toBe("download-not-allowed");
  const folder = await play(token, home, "cup/limited/index.m3u8");
  expect(await ask(`${folder}360p/index.m3u8`, away)).toBe("country-not-allowed");
  expect(await ask(`${folder}1080p/seg-0.ts`, home)).toBe("rendition-not-allowed");
  await playsOn(folder, home);
});

test.concurrent.each(["jwt", "cat"])(
  "a %s has these limits in its record, and is held to them",
  async kind => {
    const { token } = await running.mint({
      kind,
      countries: { allow: ["DE"] },
      bind: { to: ["prefix"] },
      max_height: 720,
      download: false,
    });
    expect(outcomeOf(await enter(token, away))).toBe("country-not-allowed");
    expect(outcomeOf(await enter(token, home, "cup/one/clip.mp4"))).toBe("download-not-allowed");
    const folder = await play(token, home);
    expect(await ask(`${folder}360p/index.m3u8`, away)).toBe("bind-not-allowed");
    expect(await ask(`${folder}1080p/seg-0.ts`, home)).toBe("rendition-not-allowed");
    await playsOn(folder, home);
  },
);

test.concurrent("a token that was handed on is held to the limits of the one above it, and binds that one, too", async () => {
  const parent = await running.mint({
    bind: { to: ["prefix"] },
    max_height: 720,
    delegation: { depth: 1 },
  });
  const hand = async (): Promise<string> => {
    const made = await fetch(`${running.server.url}/v1/delegations`, {
      method: "POST",
      headers: { authorization: `Bearer ${parent.token}`, "content-type": "application/json" },
      body: JSON.stringify({ kind: "access" }),
    });
    expect(made.status).toBe(201);
    const { token }: { token: string } = await made.json();
    return token;
  };
  const [first, second] = [await hand(), await hand()];
  const folder = await play(first, home);
  expect(outcomeOf(await enter(second, away))).toBe("bind-not-allowed");
  expect(await ask(`${folder}1080p/seg-0.ts`, home)).toBe("rendition-not-allowed");
  expect(await ask(`${folder}360p/seg-0.ts`, away)).toBe("bind-not-allowed");
  await play(second, next);
  await playsOn(folder, home);
});

/** The next Saturday at half past ten in the evening, Berlin's time: what has passed is no time of a token that is made now. */
function nextSaturdayNight(): number {
  const parts = { weekday: "short", hour: "2-digit", minute: "2-digit", timeZone: "Europe/Berlin" } as const;
  const berlin = new Intl.DateTimeFormat("en-GB", parts);
  const hour = 3_600_000;
  let at = Math.ceil(Date.now() / hour) * hour + hour / 2;
  while (berlin.format(at) !== "Sat 22:30") at += hour;
  return at / 1_000;
}

test.concurrent("an explanation shows each rule with its values, and a check says what would be", async () => {
  const { token } = await running.mint({
    countries: { allow: ["DE"] },
    asns: { deny: [7922] },
    rules: [{ effect: "allow", agents: ["Test*"] }],
    hours: [{ days: ["sat"], from: "22:00", to: "02:00", time_zone: "Europe/Berlin" }],
    bind: { to: ["prefix"], rebinds: 1 },
    max_height: 720,
    download: false,
    expires_at: null,
  });
  const asked = { action: "play", stream: "cup/one", token, user_agent: "TestPlayer/1.0" };
  const saturday = nextSaturdayNight();
  const check = async (more: Grant) =>
    (await running.server.api("POST", "/v1/check", { ...asked, ...more })).body;
  expect(await check({ ip: places.berlin, at: saturday })).toMatchObject({ allowed: true });
  expect(await check({ ip: places.boston, at: saturday })).toMatchObject({ reason: "country-not-allowed" });
  expect(await check({ ip: places.berlin, at: saturday + 4 * 3600 })).toMatchObject({
    reason: "outside-hours",
  });
  expect(await check({ ip: places.berlin, at: saturday, user_agent: "curl/8" })).toMatchObject({
    reason: "rule-not-allowed",
  });
  const explained = await running.server.api("POST", "/v1/explain", {
    ...asked,
    ip: places.boston,
    at: saturday,
  });
  const lines = JSON.stringify(explained.body);
  for (const line of [
    "US is not allowed (allow DE)",
    "AS7922 is denied (deny AS7922)",
    "rule 1 of 1 allows: agents Test*",
    "sat 22:30 is in sat 22:00 to 02:00 Europe/Berlin",
    "bound to the first prefix, with 1 moves",
    "at most 720 lines",
  ]) {
    expect(lines).toContain(line);
  }
});

test.concurrent("a restart forgets neither to whom a token belongs nor what is left of its renditions", async () => {
  const other = await startLimitedServer();
  try {
    const { token } = await other.mint({ bind: { to: ["prefix"], rebinds: 1 }, max_height: 720 });
    const folder = folderOf(await other.ask(`/cup/one/index.m3u8?token=${token}`, home));
    expect(outcomeOf(await other.ask(`${folder}360p/seg-0.ts`, away))).toBe(200);
    await other.restart();
    expect(outcomeOf(await other.ask(`${folder}360p/seg-1.ts`, away))).toBe(200);
    expect(outcomeOf(await other.ask(`${folder}1080p/seg-1.ts`, away))).toBe("rendition-not-allowed");
    expect(outcomeOf(await other.ask(`${folder}1080p/index.m3u8`, away))).toBe("rendition-not-allowed");
    expect(outcomeOf(await other.ask(`${folder}360p/seg-1.ts`, home))).toBe("bind-not-allowed");
  } finally {
    await other.stop();
  }
});
