import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { ADMIN_KEY, type TestServer } from "../support/sluice.ts";

const run = promisify(execFile);

/** Step 1 of the guide (docs.flowplayer.com/security/advanced-playback-token), as it stands there. */
const CREATE_KEY = `curl -i -X POST 'https://api.flowplayer.com/platform/v3/playback_tokens/keys' \\
-H 'x-flowplayer-api-key: <your-api-key>' \\
-H 'Content-Type: application/json' \\
-d '{
"name": "my-new-playback-token-key"
}'`;

/** Step 2, option A. */
const CREATE_TOKEN = `curl -i -X POST 'https://api.flowplayer.com/platform/v3/playback_tokens' \\
-H 'x-flowplayer-api-key: <your-api-key>' \\
-H 'Content-Type: application/json' \\
-d '{
"key_id": "<your-kid-from-step-1>",
"catu": {
"3": [3, "<your-video-id>"]
}
}'`;

/** A key as the guide's call makes it. */
export interface GuideKey {
  readonly id: string;
  readonly name: string;
  readonly value: string;
  readonly site_group_id: string;
  readonly created_at: string;
}

/** The guide's calls, with the host and what stands in angle brackets replaced, and nothing else. */
export function followGuide(server: TestServer) {
  const curl = async (text: string) => {
    const command = text
      .replace("https://api.flowplayer.com", server.apiUrl)
      .replace("<your-api-key>", ADMIN_KEY);
    const { stdout } = await run("bash", ["-c", `${command} -s`]);
    const [head = "", body = ""] = stdout.split("\r\n\r\n");
    return { head, body: JSON.parse(body) as unknown };
  };
  return {
    async createKey() {
      const { head, body } = await curl(CREATE_KEY);
      return { head, key: body as GuideKey };
    },
    async createToken(kid: string, video: string): Promise<string> {
      const text = CREATE_TOKEN.replace("<your-kid-from-step-1>", kid).replace("<your-video-id>", video);
      const { head, body } = await curl(text);
      const { token } = body as { readonly token?: string };
      if (token === undefined) throw new Error(`${head} ${JSON.stringify(body)}`);
      return token;
    },
  };
}
