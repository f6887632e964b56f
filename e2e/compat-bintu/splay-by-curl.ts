import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { ADMIN_KEY, type TestServer } from "../support/sluice.ts";

const run = promisify(execFile);

/** What a call was answered. */
export interface SplayAnswer {
  readonly status: number;
  readonly body: { readonly data?: { readonly token?: unknown } } & Readonly<Record<string, unknown>>;
}

/** Calls by the line that nanoStream Cloud documents, with host and key replaced. */
export async function splay(
  { apiUrl }: TestServer,
  path: "" | "/verify" | "/revoke",
  body: Readonly<Record<string, unknown>>,
): Promise<SplayAnswer> {
  const { stdout } = await run("curl", [
    ...["-s", "-w", "\n%{http_code}"],
    ...["-X", "POST", `${apiUrl}/api/v1/splay${path}`],
    ...["-H", "Content-Type: application/json", "-H", `X-BINTU-APIKEY: ${ADMIN_KEY}`],
    ...["-d", JSON.stringify(body)],
  ]);
  const end = stdout.lastIndexOf("\n");
  const text = stdout.slice(0, end);
  return { status: Number(stdout.slice(end + 1)), body: text === "" ? {} : JSON.parse(text) };
}

/** Makes a token; throws unless one was made. */
export async function mintByCurl(
  server: TestServer,
  order: Readonly<Record<string, unknown>>,
): Promise<string> {
  const { status, body } = await splay(server, "", order);
  const token = body.data?.token;
  if (status !== 200 || typeof token !== "string") throw new Error(`splay answered ${status}`);
  return token;
}
