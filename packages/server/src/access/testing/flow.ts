import { proveSync, Secret } from "@sluice/token";
import { nodeCrypto, nodeSignatures } from "@sluice/token/node";
import { sampleActor } from "../../commands/testing/sample-actor.ts";
import { draftToken } from "../../commands/tokens/draft-token.ts";
import type { TokenGrant } from "../../commands/tokens/token-grant.ts";
import { createKeyDirectory } from "../../keys/key-directory.ts";
import { createPublicUrls } from "../../lib/public-urls.ts";
import { randomSessionId } from "../../lib/random-names.ts";
import { applicationDefaults, demoApplication } from "../../registry/built-in.ts";
import { createRegistry } from "../../registry/living-registry.ts";
import { storedApplicationSample } from "../../registry/testing/samples.ts";
import { createHandles } from "../../sessions/handles.ts";
import { createSessionTable } from "../../sessions/session-table.ts";
import { openMemoryStore } from "../../store/memory/open.ts";
import { createChanceBars } from "../chance-bars.ts";
import { checkAccess } from "../check-access.ts";
import { continueSession, type SessionRequest } from "../continue-session.ts";
import { createEntryGate } from "../entry-gate.ts";
import { createPossession } from "../possession.ts";
import type { AccessQuestion, Prepare } from "../question.ts";
import { createSessionClaims } from "../session-claims.ts";
import { createSignedTokens } from "../signed/signed-tokens.ts";
import { createCodeGuesses } from "../subscribers/code-guesses.ts";
import { createVerifyCode } from "../subscribers/verify-code.ts";

/** The moment at which every test begins, Unix milliseconds. */
export const START_MILLISECONDS = 1_800_000_000_000;

/** The whole flow on a memory store, with a clock that the test moves. */
export function createFlow() {
  let nowMilliseconds = START_MILLISECONDS;
  const store = openMemoryStore();
  const registry = createRegistry({
    objects: [storedApplicationSample("elsewhere", { organization: "other" })],
  });
  const handles = createHandles(nodeCrypto, new Uint8Array(32).fill(1));
  const sessions = createSessionTable(store, handles);
  const tokenKeys = createKeyDirectory(
    { store, signatures: nodeSignatures, openSealed: sealed => sealed },
    [],
  );
  const possession = createPossession({
    signatures: nodeSignatures,
    nonceKey: new Uint8Array(32).fill(2),
    needsNonce: false,
  });
  const bars = createChanceBars();
  const signedTokens = createSignedTokens({
    refreshKeys: async () => false,
    store,
    crypto: nodeCrypto,
    registry,
    keys: tokenKeys,
    prove: (text, ring) => proveSync(text, ring, nodeSignatures),
    audiencesOf: () => ["https://sluice.test"],
    provePossession: possession.prove,
    bars,
  });
  const verifyCode = createVerifyCode({
    store,
    crypto: nodeCrypto,
    openSealed: sealed => sealed,
    guesses: createCodeGuesses(),
  });
  const urls = createPublicUrls("https://sluice.test");
  const dependencies = {
    store,
    crypto: nodeCrypto,
    verifySigned: signedTokens.verify,
    verifyCode,
    sessions,
    gate: createEntryGate(),
    drawSessionId: randomSessionId,
    conclude: (_question: AccessQuestion, outcome: object) => ({ ...outcome, ref: "REF" }) as never,
  };
  const question = (token: string, changes: Partial<AccessQuestion> = {}): AccessQuestion => {
    const application = registry.application("demo") ?? demoApplication;
    return {
      action: "play",
      door: "gateway",
      credential: { kind: "bearer", token: new Secret(token) },
      organization: applicationDefaults.organization,
      client: { ip: "203.0.113.7", userAgent: "player/1", site: undefined },
      locate: () => registry.locate(application, ["clip"])?.stream,
      asked: "demo/clip",
      form: "first",
      mode: "admit",
      nowMilliseconds,
      ...changes,
    };
  };
  return {
    store,
    sessions,
    registry,
    tokenKeys,
    bars,
    signedTokens,
    question,
    pass: (seconds: number): void => {
      nowMilliseconds += seconds * 1000;
    },
    now: () => nowMilliseconds,
    enter: <T>(asked: AccessQuestion, prepare: Prepare<T>) => checkAccess(dependencies, asked, prepare),
    proceed: (handle: string, changes: Partial<SessionRequest> = {}) =>
      continueSession(
        {
          store,
          handles,
          sessions,
          claims: createSessionClaims({ store, readingsOf: () => undefined }),
          vouches: () => true,
        },
        {
          handle,
          stream: "demo/clip",
          resource: "media",
          client: { ip: "203.0.113.7", userAgent: "player/1", site: undefined },
          nowMilliseconds,
          ...changes,
        },
      ),
    async mint(grant: Partial<TokenGrant> = {}, organization: string = applicationDefaults.organization) {
      const drafted = draftToken(
        {
          registry,
          crypto: nodeCrypto,
          signatures: nodeSignatures,
          urls,
          tokenKeys,
        },
        sampleActor({ organization }),
        { kind: "one-time", action: "play", target: { streams: ["demo/clip"] }, ...grant },
        nowMilliseconds,
      );
      if ("problem" in drafted) throw new Error(drafted.problem.detail);
      const { record, text } = drafted.done;
      await store.insertTokens([record]);
      return { id: record.id, text: text.expose() };
    },
  };
}

/** A prepare that finds media, and counts how often it was asked. */
export function countingPrepare() {
  const prepare = async () => {
    prepare.calls += 1;
    return { ready: "media" as const };
  };
  prepare.calls = 0;
  return prepare;
}
