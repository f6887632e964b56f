import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { documentedCurl } from "./compat/documented-curl.ts";
import { ADMIN_KEY, startSluice, type TestServer } from "./support/sluice.ts";

/** One curl line of the systems' own documentation. */
interface SeedCall {
  readonly system: string;
  /** What the documentation calls it. */
  readonly what: string;
  /** What the command must hold, whatever its host and key. */
  readonly holds: readonly RegExp[];
  /** Where the answer has what was made. */
  readonly made: RegExp;
  readonly opens?: { readonly action: "play" | "publish"; readonly stream: string };
}

/** nanoStream Cloud's page has no curl line: its call is in the H5Live player documentation, "Secure playback". */
const seedCalls: readonly SeedCall[] = [
  {
    system: "bintu",
    what: "Create token",
    holds: [/-X '?POST/, /\/api\/v1\/splay['"\s]/, /x-bintu-apikey: /i, /"streams"/],
    made: /"success":true,"data":\{"token":"([^"]+)"/,
    opens: { action: "play", stream: "demo/clip" },
  },
  {
    system: "antmedia",
    what: "the sample token creation service URL in the Publish Scenario",
    holds: [
      /-X 'GET'/,
      /\/rest\/v2\/broadcasts\/\w+\/token\?expireDate=\w+&type=publish'/,
      /'accept: application\/json'/,
    ],
    made: /"tokenId":"([^"]+)"/,
    opens: { action: "publish", stream: "live/stream1" },
  },
  {
    system: "antmedia",
    what: "the same in Play Scenario",
    holds: [
      /-X 'GET'/,
      /\/rest\/v2\/broadcasts\/\w+\/token\?expireDate=\w+&type=play'/,
      /'accept: application\/json'/,
    ],
    made: /"tokenId":"([^"]+)"/,
    opens: { action: "play", stream: "live/stream1" },
  },
  {
    system: "tpstreams",
    what: "Obtaining an access token",
    holds: [/-X '?POST/, /\/api\/v1\/[^/]+\/assets\/[^/]+\/access_tokens\/['"\s]/, /Authorization: Token /],
    made: /"code":"([^"]+)"/,
    opens: { action: "play", stream: "demo/clip" },
  },
  {
    system: "flowplayer",
    what: "Step 1: Create a Playback Token Key",
    holds: [/-X '?POST/, /\/platform\/v3\/playback_tokens\/keys'/, /x-flowplayer-api-key: /, /"name"/],
    made: /"id":\s*"([^"]+)"/,
  },
  {
    system: "flowplayer",
    what: "Step 2: Generate a Playback Token, Option A",
    holds: [
      /-X '?POST/,
      /\/platform\/v3\/playback_tokens'/,
      /x-flowplayer-api-key: /,
      /key_id/,
      /catu.*3\\?":\s*\[3,/,
    ],
    made: /"token":\s*"([^"]+)"/,
    opens: { action: "play", stream: "demo/clip" },
  },
];

let sluice: TestServer;
const made = new Map<string, string>();

beforeAll(async () => {
  sluice = await startSluice();
});
afterAll(() => sluice?.stop());

test.each(seedCalls)(
  "docs/compat/$system.md has the curl line of «$what», and it makes what it says",
  async call => {
    const { system, what, holds, opens } = call;
    const commands = documentedCurl(system);
    const command = commands.find(({ text }) => holds.every(part => part.test(text)));
    expect(command, `${system} has the line among ${commands.length}`).toBeDefined();
    const output = await run(here(command?.text ?? ""));
    const found = call.made.exec(output)?.[1];
    expect(found, output).toBeDefined();
    made.set(what, found ?? "");
    if (!opens) return;
    const url = `${sluice.url}/${opens.stream}/index.m3u8`;
    const body = { ...opens, token: found, ...(opens.action === "play" ? { url } : {}) };
    expect((await sluice.api("POST", "/v1/check", body)).body).toMatchObject({ allowed: true });
  },
);

/** The command with this server's address and key, and with what the documentation leaves to its reader. */
function here(command: string): string {
  const kid = made.get("Step 1: Create a Playback Token Key") ?? "";
  return command
    .replace(/https?:\/\/[^/'"\s]+/, sluice.url)
    .replace("Application_Name", "live")
    .replace(/broadcasts\/(streamId|your-stream-id)\//, "broadcasts/stream1/")
    .replace("Expire_Date", String(Math.floor(Date.now() / 1_000) + 3_600))
    .replace(/API-key|<your-api-key>/, ADMIN_KEY)
    .replace(/<your-kid-from-step-1>|\$KEY_ID|\$KID/, kid)
    .replace("<your-video-id>", "demo/clip")
    .replaceAll("{{org_code}}", "demo")
    .replaceAll("{{asset_id}}", "clip");
}

async function run(command: string): Promise<string> {
  const env = { PATH: process.env.PATH ?? "", SLUICE_API_KEY: ADMIN_KEY };
  const { stdout } = await promisify(execFile)("sh", ["-c", command], { env });
  return stdout;
}
