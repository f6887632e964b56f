import type { IncomingMessage, ServerResponse } from "node:http";
import type { DenyReason } from "@sluice/policy";
import type { Secret } from "@sluice/token";
import type { ContinueSession } from "../access/continue-session.ts";
import type { AccessQuestion, Decision, Prepare, Refusal } from "../access/question.ts";
import type { AnswerRefusal } from "../access/refusal-answer.ts";
import type { RefuseSession } from "../access/refuse-session.ts";
import type { TokenRenewal } from "../access/renew-token.ts";
import type { ObserveRequest } from "../access/request-facts.ts";
import type { ClientAddress, TrustsPeer } from "../http/client-address.ts";
import type { ReadProxyFacts } from "../http/proxy-facts.ts";
import type { LocatedStream } from "../registry/application.ts";
import type { Registry } from "../registry/registry.ts";
import type { Metrics } from "../telemetry/metrics.ts";
import type { MediaSource } from "./media-source.ts";
import type { PrepareEntry } from "./prepare-entry.ts";
import type { ManifestReader } from "./read-manifest.ts";
import type { RefusalDialect, RefusalPage } from "./render-refusal.ts";
import type { RenditionGate } from "./renditions/rendition-gate.ts";

/** What the gateway stands on. Built once, by compose. */
export interface GatewayDependencies {
  readonly registry: Registry;
  readonly media: MediaSource;
  readonly prepareEntry: PrepareEntry;
  /** Holds sessions to the renditions that their limits leave. */
  readonly renditions: RenditionGate;
  /** Shared with the entries: viewers that ask at the same moment cost the origin one read. */
  readonly readManifestOnce: ManifestReader;
  /** checkAccess with its dependencies in place. */
  readonly checkAccess: <T>(question: AccessQuestion, prepare: Prepare<T>) => Promise<Decision<T>>;
  readonly continueSession: ContinueSession;
  readonly refuseSession: RefuseSession;
  /** Writes down a refusal that no token or session takes part in; answers its reference. */
  readonly refuseRequest: (request: GatewayRequest, reason: DenyReason) => string;
  readonly clientAddress: ClientAddress;
  readonly trustsPeer: TrustsPeer;
  readonly observe: ObserveRequest;
  /** Renews tokens that clients hold themselves. */
  readonly renewals: TokenRenewal;
  /** What a token's issuer wants answered in place of a refusal. */
  readonly answerRefusal: AnswerRefusal;
  /** The nonce for the next proof of possession; undefined: none is needed. */
  readonly proofNonce: (nowSeconds: number) => string | undefined;
  readonly proxyFacts: ReadProxyFacts;
  readonly nowMilliseconds: () => number;
  /** Path of the public URL without its last slash: `/media`, or empty. */
  readonly basePath: string;
  /** The public URL is https. */
  readonly isSecure: boolean;
  readonly metrics: Metrics;
  readonly refusalPage: RefusalPage;
  /** Answers a person who opens a stream's bare address with the player page. */
  readonly streamPage: (request: GatewayRequest, stream: LocatedStream | undefined) => Promise<void>;
  /** The same page for a person who is refused at any other address, whatever it names. */
  readonly refusedPage: (request: GatewayRequest, refusal: Refusal) => void;
}

/** One request at the gateway, with everything that is fixed when it arrives. */
export interface GatewayRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Decoded and unambiguous, without the tokens that the path carried. */
  readonly segments: readonly string[];
  readonly trailingSlash: boolean;
  readonly pathTokens: readonly Secret[];
  readonly query: string;
  readonly ip: string | undefined;
  readonly nowMilliseconds: number;
  /** The rendition that the address names, by names of which the first count that the manifest has; default: all of them. */
  readonly rendition?: readonly (readonly string[])[] | undefined;
  /** True for a file that is no entry of its stream: whoever opens it in a tab gets the file, for the page plays the stream. */
  readonly isOwnFile?: boolean | undefined;
  /** Says refusals to programs as another system does. */
  readonly dialect?: RefusalDialect | undefined;
}
