import { ADMIN_KEY, type TestServer } from "../support/sluice.ts";

const authorization = `Bearer ${ADMIN_KEY}`;

/** A backup of a running server, through its API. */
export async function backupOf(server: TestServer): Promise<Uint8Array<ArrayBuffer>> {
  const reply = await fetch(`${server.url}/v1/backup`, { headers: { authorization } });
  if (reply.status !== 200) throw new Error(`backup answered ${reply.status}: ${await reply.text()}`);
  return new Uint8Array(await reply.arrayBuffer());
}

/** Restores a file, and resolves to the answer, whatever it is. */
export async function restoreTo(
  server: TestServer,
  file: Uint8Array<ArrayBuffer>,
  query = "",
): Promise<{ readonly status: number; readonly body: Readonly<Record<string, unknown>> }> {
  const reply = await fetch(`${server.url}/v1/restore${query}`, {
    method: "POST",
    headers: { authorization, "content-type": "application/vnd.sqlite3" },
    body: file,
  });
  return { status: reply.status, body: (await reply.json()) as Record<string, unknown> };
}
