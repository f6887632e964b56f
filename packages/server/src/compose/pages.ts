import { nodeCrypto } from "@sluice/token/node";
import { createOrganizationOf } from "../access/organization-of.ts";
import type { Refusal } from "../access/question.ts";
import { streamAddress } from "../access/request-facts.ts";
import type { SignedTokens } from "../access/signed/signed-tokens.ts";
import { publicPlace } from "../embed/embedding-site.ts";
import type { OpenSessionDependencies } from "../embed/open-session.ts";
import { isPlayPage } from "../embed/page-address.ts";
import { createPageDoor, type PageDoorDependencies } from "../embed/page-door.ts";
import { readPageParameters } from "../embed/page-parameters.ts";
import { createPageTickets } from "../embed/page-ticket.ts";
import { refusalPage } from "../embed/refused-page.ts";
import { namedByAddress } from "../embed/stream-address.ts";
import { answerStreamPage, type StreamPageRequest, sendDecision } from "../embed/stream-page.ts";
import { readCredential } from "../gateway/credential-carriers.ts";
import type { GatewayDependencies, GatewayRequest } from "../gateway/gateway-request.ts";
import type { KeyDirectory } from "../keys/key-directory.ts";
import type { MasterKey } from "../keys/master-key.ts";
import type { PublicUrls } from "../lib/public-urls.ts";
import type { LocatedStream } from "../registry/application.ts";
import { askedName } from "../registry/asked-name.ts";
import type { Store } from "../store/store.ts";
import type { Door } from "./route-requests.ts";

/** What the pages are made of. */
export interface PageParts
  extends Omit<PageDoorDependencies, "tickets" | "basePath" | "place" | "organizationOf" | "readCredential"> {
  readonly store: Store;
  readonly signedTokens: SignedTokens;
  readonly tokenKeys: Pick<KeyDirectory, "organizations" | "of" | "keyById">;
  readonly refreshKeys: (organization: string, application: string | undefined) => Promise<boolean>;
  readonly masterKey: MasterKey;
  readonly urls: PublicUrls;
}

/** Everything of pages that others stand on. */
export interface Pages {
  /** For the gateway, which draws no page itself. */
  readonly ofGateway: Pick<GatewayDependencies, "refusalPage" | "streamPage" | "refusedPage">;
  readonly door: Door;
  readonly doorInApplication: (path: string) => Door | undefined;
  readonly shared: Pick<
    OpenSessionDependencies,
    "checkAccess" | "tickets" | "basePath" | "place" | "organizationOf"
  >;
}

/** The pages, and what opens their sessions. */
export function composePages(parts: PageParts): Pages {
  const { urls, masterKey, store, signedTokens, tokenKeys, refreshKeys } = parts;
  const shared = {
    checkAccess: parts.checkAccess,
    tickets: createPageTickets(masterKey.derive("page-ticket")),
    basePath: urls.basePath,
    place: publicPlace(urls.base),
    organizationOf: createOrganizationOf({
      store,
      crypto: nodeCrypto,
      signedTokens,
      tokenKeys,
      refreshKeys,
    }),
  };
  const door = createPageDoor({ ...parts, ...shared, readCredential });
  return {
    shared,
    door,
    doorInApplication: path => (isPlayPage(path) ? door : undefined),
    ofGateway: {
      refusalPage: refusal => refusalPage(urls.basePath, refusal),
      streamPage: (asked, stream) => answerStreamPage(shared, pageOf(parts, asked, stream)),
      refusedPage: (asked, refusal: Refusal) =>
        sendDecision(shared, pageOf(parts, asked, undefined), refusal),
    },
  };
}

/** The page of a stream at the stream's own address. */
function pageOf(
  { registry, observe, proxyFacts }: PageParts,
  asked: GatewayRequest,
  stream: LocatedStream | undefined,
): StreamPageRequest {
  const { request, segments } = asked;
  const named = namedByAddress(segments);
  const name = stream ? askedName(registry, stream, named.split("/")) : segments.join("/");
  return {
    ...asked,
    credential: readCredential(asked.query, request.headers, asked.pathTokens),
    context: observe({
      ...streamAddress(name),
      method: request.method,
      headers: request.headers,
      ip: asked.ip,
      connection: proxyFacts(request),
    }),
    organization: registry.application(segments[0] ?? "")?.organization,
    stream,
    named,
    recorded: stream?.facts.stream ?? segments.join("/"),
    asked: name,
    parameters: readPageParameters(asked.query),
  };
}
