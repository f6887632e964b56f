import type { IncomingMessage } from "node:http";
import { TLSSocket } from "node:tls";

/**
 * The protocol that a client and this server have agreed on (ALPN, RFC 7301), where TLS ends here. Undefined without TLS,
 * and for a client that offered none.
 */
export function ownAlpn({ socket }: Pick<IncomingMessage, "socket">): string | undefined {
  if (!(socket instanceof TLSSocket)) return undefined;
  const { alpnProtocol } = socket;
  return typeof alpnProtocol === "string" && alpnProtocol !== "" ? alpnProtocol : undefined;
}
