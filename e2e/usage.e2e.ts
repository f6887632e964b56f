import { expect, test } from "vitest";
import { startSluice, type TestServer } from "./support/sluice.ts";
import { createViewer, sessionPath, type Viewer } from "./support/viewer.ts";

const SECOND = 1_000;
const STREAM = "demo/clip";
const KILLS = 3;
/** Far longer than what sessions did may wait to be written. */
const LONGEST_PLAY_SECONDS = 60;

const sleep = (milliseconds: number) => new Promise<void>(resolve => setTimeout(resolve, milliseconds));

interface Figures {
  readonly sessions: number;
  readonly seconds: number;
  readonly bytes: number;
  readonly requests: number;
  readonly refused: number;
}

/** The sums of today and yesterday, so that midnight changes nothing. */
async function totals(server: TestServer, query = ""): Promise<Figures> {
  const from = Math.floor(Date.now() / SECOND) - 86_400;
  const { status, body } = await server.api("GET", `/v1/usage?step=day&from=${from}&${query}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body.totals as Figures;
}

/** Asks for the playlist of a session and what it names, so many times; resolves to the bytes of media. */
async function play(viewer: Viewer, where: string, rounds: number): Promise<void> {
  const playlist = (await viewer.ask(where)).text;
  const segments = playlist.split("\n").filter(line => line !== "" && !line.startsWith("#"));
  for (let round = 0; round < rounds; round += 1) {
    const segment = segments[round % segments.length] ?? "";
    expect((await viewer.ask(new URL(segment, `http://host${where}`).pathname)).status).toBe(200);
  }
}

async function entered(server: TestServer, grant: Readonly<Record<string, unknown>>) {
  const token = await server.mint({ kind: "access", target: { streams: [STREAM] }, ...grant });
  const viewer = createViewer(server);
  const entry = await viewer.ask(`/${STREAM}/index.m3u8?token=${token.token}`);
  return { viewer, token, where: sessionPath(entry) };
}

test("what viewers do is counted for the stream, the application, the user and the tag", async () => {
  const server = await startSluice();
  try {
    const { viewer, token, where } = await entered(server, { user: "eve", tag: "news" });
    await play(viewer, where, 3);
    await server.api("DELETE", `/v1/tokens/${token.id}`);
    expect((await viewer.ask(`/${STREAM}/index.m3u8?token=${token.token}`)).reason).toBe("token-revoked");
    // What was asked without a token has a stream's name from nobody who may give one.
    expect((await viewer.ask(`/${STREAM}/index.m3u8`)).status).toBe(401);
    // Written a moment later.
    await expect.poll(async () => (await totals(server)).refused).toBe(2);
    await expect.poll(async () => (await totals(server)).bytes).toBeGreaterThan(0);
    const [session] = (await server.api("GET", "/v1/sessions")).body.items as Figures[];
    const figures = { sessions: 1, bytes: session?.bytes, requests: session?.requests };
    expect(session?.bytes).toBeGreaterThan(0);
    for (const of of ["by=stream&of=demo/clip", "by=user&of=eve", "by=tag&of=news"]) {
      expect(await totals(server, of), of).toMatchObject({ ...figures, refused: 1 });
    }
    expect(await totals(server, "by=application&of=demo")).toMatchObject({ ...figures, refused: 2 });
    expect(await totals(server)).toMatchObject({ ...figures, refused: 2 });
    expect(await totals(server, "by=user&of=adam")).toMatchObject({ sessions: 0, bytes: 0 });
  } finally {
    await server.stop();
  }
});

test("kill -9 loses what was not yet written, and counts nothing twice", async () => {
  const first = await startSluice();
  let server = first;
  try {
    for (let kill = 0; kill < KILLS; kill += 1) {
      const { viewer, where } = await entered(server, { user: `u${kill}` });
      // The first until something of it is written, which a busy machine may be late with.
      const isEnough = async (second: number) =>
        kill === 0 ? (await totals(server)).bytes > 0 || second > LONGEST_PLAY_SECONDS : second >= 3;
      for (let second = 0; !(await isEnough(second)); second += 1) {
        await play(viewer, where, 2);
        await sleep(SECOND);
      }
      const written = await totals(server);
      await server.kill();
      server = await startSluice({ dataDir: first.dataDir });
      const after = await totals(server);
      expect(after.bytes).toBeGreaterThan(0);
      // The last second may have been written between the question and the end.
      for (const figure of ["sessions", "bytes", "requests"] as const) {
        expect(after[figure]).toBeGreaterThanOrEqual(written[figure]);
      }
      expect(after.sessions).toBe(kill + 1);
    }
    await server.api("POST", "/v1/revocations", { selector: { stream: STREAM } });
    await sleep(2.5 * SECOND);
    const summed = async () => {
      const sessions = (await server.api("GET", "/v1/sessions?limit=200")).body.items as Figures[];
      expect(sessions).toHaveLength(KILLS);
      const sum = (figure: "bytes" | "requests") =>
        sessions.reduce((all, session) => all + session[figure], 0);
      return { bytes: sum("bytes"), requests: sum("requests") };
    };
    const difference = async () => {
      const [sessions, series] = [await summed(), await totals(server)];
      return { bytes: series.bytes - sessions.bytes, requests: series.requests - sessions.requests };
    };
    // Whatever was lost, the series and the sessions tell the same.
    await expect.poll(difference).toEqual({ bytes: 0, requests: 0 });
    expect((await summed()).bytes).toBeGreaterThan(0);
  } finally {
    await server.kill();
    server = await startSluice({ dataDir: first.dataDir });
    await server.stop();
    await first.stop();
  }
});
