import type { IncomingMessage, ServerResponse } from "node:http";
import type { DenyReason } from "@sluice/policy";
import type { Credential } from "../access/credential.ts";
import type { OrganizationOf } from "../access/organization-of.ts";
import { type ObserveRequest, streamAddress } from "../access/request-facts.ts";
import type { ClientAddress } from "../http/client-address.ts";
import { preflightHeaders } from "../http/cors.ts";
import type { ReadProxyFacts } from "../http/proxy-facts.ts";
import type { RequestTarget } from "../http/request-target.ts";
import { normalisePath } from "../lib/path.ts";
import { askedName } from "../registry/asked-name.ts";
import type { Registry } from "../registry/registry.ts";
import { type FoundAsset, findAsset, recordedName } from "./find-asset.ts";
import { type PageAddress, readPageAddress } from "./page-address.ts";
import { readPageParameters, withoutSlashBehindToken } from "./page-parameters.ts";
import { sendRefused } from "./refused-page.ts";
import { answerStreamPage, type StreamPageDependencies } from "./stream-page.ts";

export interface PageDoorDependencies extends StreamPageDependencies {
  readonly registry: Registry;
  readonly organizationOf: OrganizationOf;
  /** The gateway's reading of query, headers and cookies. */
  readonly readCredential: (query: string, headers: IncomingMessage["headers"]) => Credential;
  readonly clientAddress: ClientAddress;
  readonly observe: ObserveRequest;
  readonly proxyFacts: ReadProxyFacts;
  /** Writes down a refusal that no token takes part in; answers its reference. */
  readonly refuseRequest: (
    request: { segments: readonly string[]; ip: string | undefined; nowMilliseconds: number },
    reason: DenyReason,
  ) => string;
  readonly nowMilliseconds: () => number;
}

/** One request for a page, with everything that is fixed when it arrives. */
interface PageRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly segments: readonly string[];
  readonly query: string;
  readonly ip: string | undefined;
  readonly nowMilliseconds: number;
}

/** Answers the pages that embedding codes of other systems name: `/embed/…` and `/{app}/play.html`. Spends nothing. */
export function createPageDoor(dependencies: PageDoorDependencies) {
  return async (request: IncomingMessage, response: ServerResponse, target: RequestTarget): Promise<void> => {
    if (request.method === "OPTIONS") {
      response.writeHead(204, preflightHeaders).end();
      return;
    }
    const path = normalisePath(target.path);
    const asked: PageRequest = {
      request,
      response,
      segments: path.ok ? path.segments : [],
      query: withoutSlashBehindToken(target.query),
      ip: dependencies.clientAddress(request),
      nowMilliseconds: dependencies.nowMilliseconds(),
    };
    const isRead = request.method === "GET" || request.method === "HEAD";
    const address = path.ok ? readPageAddress(path.segments, asked.query) : undefined;
    if (isRead && address) await answerPage(dependencies, asked, address);
    else refuse(dependencies, asked, isRead ? "path-ambiguous" : "method-not-allowed");
  };
}

function refuse(dependencies: PageDoorDependencies, asked: PageRequest, reason: DenyReason): void {
  const ref = dependencies.refuseRequest(asked, reason);
  sendRefused(dependencies.basePath, asked, { reason, ref });
}

async function answerPage(
  dependencies: PageDoorDependencies,
  asked: PageRequest,
  address: PageAddress,
): Promise<void> {
  const { registry, readCredential, observe, proxyFacts } = dependencies;
  const { request, ip } = asked;
  const credential = readCredential(asked.query, request.headers);
  const found = await findNamed(dependencies, asked, { address, credential });
  const { organization, stream, names } = found;
  const name = stream ? askedName(registry, stream, names) : names.join("/");
  const parameters = readPageParameters(asked.query);
  const { playOrder } = parameters;
  await answerStreamPage(dependencies, {
    ...asked,
    credential,
    organization,
    stream,
    named: names.join("/"),
    recorded: recordedName(registry, found, { names, text: names.join("/") }),
    asked: name,
    parameters: { ...parameters, playOrder: playOrder.length > 0 ? playOrder : address.playOrder },
    autoplays: address.autoplays,
    context: observe({
      ...streamAddress(name),
      method: "GET",
      headers: request.headers,
      ip,
      connection: proxyFacts(request),
    }),
  });
}

/** What the address means to whoever asks; a file's name is taken for a stream's where no stream has the name before it. */
async function findNamed(
  { registry, organizationOf }: PageDoorDependencies,
  { nowMilliseconds }: PageRequest,
  { address, credential }: { readonly address: PageAddress; readonly credential: Credential },
): Promise<FoundAsset & { readonly names: readonly string[] }> {
  const nowSeconds = Math.floor(nowMilliseconds / 1000);
  const ownerOf = (hasIt: (organization: string) => boolean) => organizationOf(credential, hasIt, nowSeconds);
  const { names, orNames } = address;
  const found = await findAsset(registry, names, ownerOf);
  if (found.stream || orNames === undefined) return { ...found, names };
  const other = await findAsset(registry, orNames, ownerOf);
  return other.stream ? { ...other, names: orNames } : { ...found, names };
}
