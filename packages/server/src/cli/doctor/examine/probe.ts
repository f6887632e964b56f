import { Client } from "undici";
import { systemCode } from "./system-code.ts";

const CONNECT_MILLISECONDS = 1_500;
const ANSWER_MILLISECONDS = 3_000;
const LONGEST_TEXT = 64 * 1024;

/** What answered at a URL, or the system's code for nobody: `ECONNREFUSED`. */
export type ProbeReply =
  | {
      readonly status: number;
      readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
      /** At most the first 64 KiB. */
      readonly text: string;
    }
  | { readonly code: string };

/**
 * Asks a URL once, as a stranger would: without credentials, following nothing. Only for hosts that the configuration names,
 * and this machine. Answers within about 5 s.
 */
export async function probe(
  url: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<ProbeReply> {
  const { origin, pathname, search } = new URL(url);
  const client = new Client(origin, {
    connect: { timeout: CONNECT_MILLISECONDS },
    headersTimeout: ANSWER_MILLISECONDS,
    bodyTimeout: ANSWER_MILLISECONDS,
  });
  try {
    const signal = AbortSignal.timeout(ANSWER_MILLISECONDS);
    const {
      statusCode,
      headers: answered,
      body,
    } = await client.request({
      method: "GET",
      path: pathname + search,
      headers,
      signal,
    });
    let text = "";
    for await (const chunk of body) {
      text += String(chunk);
      if (text.length > LONGEST_TEXT) break;
    }
    return { status: statusCode, headers: answered, text: text.slice(0, LONGEST_TEXT) };
  } catch (error) {
    return { code: systemCode(error) };
  } finally {
    await client.destroy();
  }
}
