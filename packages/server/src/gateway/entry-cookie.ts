import { sessionCookie } from "../access/session-cookie.ts";
import type { LocatedStream } from "../registry/application.ts";
import type { LiveSession } from "../sessions/live-session.ts";
import type { GatewayDependencies } from "./gateway-request.ts";

/** The cookie that an entry's answer sets where the application's sessions are carried by cookie; else none. */
export function entryCookies(
  { basePath, isSecure }: Pick<GatewayDependencies, "basePath" | "isSecure">,
  session: LiveSession,
  { stream, nowMilliseconds }: { readonly stream: LocatedStream; readonly nowMilliseconds: number },
): readonly string[] {
  const { application, id } = stream;
  if (application.carriage !== "cookie") return [];
  // Spelled as the addresses are that manifests hold, since browsers compare paths letter by letter.
  const path = id.split("/").map(encodeURIComponent).join("/");
  const folder = `${basePath}/${application.name}/${path}/`;
  const nowSeconds = Math.floor(nowMilliseconds / 1000);
  return [sessionCookie(session, { folder, isSecure, isPartitioned: true, nowSeconds })];
}
