import type { ApplicationDeclaration, OriginDeclaration } from "../declarations/declaration.ts";
import type { Application, OriginSettings } from "./application.ts";

/** A declared application as one of an organization. `byOperator`: the machine's own operator wrote its origin. */
export function applicationOf(
  organization: string,
  declaration: ApplicationDeclaration,
  byOperator: boolean,
): Application {
  const { name, kind, origin, registeredOnly, enforcement, defaultTtlSeconds, sessions, grace } = declaration;
  const { carriage, edgeUrls, cachesSegments, embedsToken } = declaration;
  return {
    organization,
    name,
    kind,
    carriage,
    edgeUrls,
    cachesSegments,
    enforcement,
    embedsToken,
    origin: origin && originOf(origin, byOperator),
    acceptsAnyStream: !registeredOnly,
    defaultTtlSeconds,
    clocks: sessions,
    grace,
    antmedia: declaration.antmedia,
  };
}

function originOf(origin: OriginDeclaration, byOperator: boolean): OriginSettings {
  if (origin.kind === "folder") return origin;
  if (origin.kind === "bucket") return { ...origin, byOperator };
  const { url, credential, allowPrivate } = origin;
  const headers = Object.fromEntries(origin.headers.map(header => [header.name, header.value.expose()]));
  return { kind: "http", url, headers, credential, allowPrivate, byOperator };
}
