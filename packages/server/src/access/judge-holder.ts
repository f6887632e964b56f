import {
  type BindOrder,
  bindingReason,
  type ClientFacts,
  type DenyReason,
  judgeBinding,
  type SeenClient,
} from "@sluice/policy";
import { bindRequest } from "../sessions/binding.ts";
import { observeHolder } from "../sessions/holder.ts";
import type { LiveSession } from "../sessions/live-session.ts";
import type { SessionTable } from "../sessions/session-table.ts";
import type { Store } from "../store/store.ts";
import type { RequestFacts } from "./question.ts";
import type { SessionLimits } from "./session-limits.ts";

/** Who asks, and when. */
export interface HolderRequest {
  readonly client: ClientFacts;
  readonly context?: RequestFacts | undefined;
  readonly nowMilliseconds: number;
}

export interface JudgeHolderDependencies {
  readonly store: Pick<Store, "binding" | "bindToken">;
  readonly sessions: Pick<SessionTable, "end">;
}

/**
 * Whether whoever asks may go on under the session: its holder, where the session belongs to one, and whoever its token
 * belongs to, where a limit binds that. A promise only where the store is asked; it rejects with `StoreUnavailable`.
 */
export function judgeHolder(
  dependencies: JudgeHolderDependencies,
  session: LiveSession,
  request: HolderRequest,
  limits: SessionLimits,
): DenyReason | undefined | Promise<DenyReason | undefined> {
  const isHeld = session.record.bound && limits.isHeld;
  const usual = isHeld ? judgeUsualHolder(dependencies, session, request) : undefined;
  if (limits.binds.length === 0) return usual;
  return judgeBinds(dependencies, session, request, { usual, binds: limits.binds });
}

function judgeUsualHolder(
  { sessions }: JudgeHolderDependencies,
  session: LiveSession,
  { client, nowMilliseconds }: HolderRequest,
): DenyReason | undefined | Promise<DenyReason> {
  const seconds = Math.floor(nowMilliseconds / 1000);
  const binding = bindRequest(session, observeHolder(client), { seconds, milliseconds: nowMilliseconds });
  if (binding.outcome === "refuse") return binding.reason;
  if (binding.outcome !== "end") return undefined;
  return sessions
    .end([session.record.id], "moved-too-often", seconds)
    .then((): DenyReason => "session-shared");
}

async function judgeBinds(
  dependencies: JudgeHolderDependencies,
  session: LiveSession,
  request: HolderRequest,
  {
    usual,
    binds,
  }: {
    readonly usual: ReturnType<typeof judgeUsualHolder>;
    readonly binds: readonly BindOrder[];
  },
): Promise<DenyReason | undefined> {
  return (await usual) ?? judgeBound(dependencies, session, request, binds);
}

/** Nothing is written while nothing changes. */
async function judgeBound(
  { store }: JudgeHolderDependencies,
  session: LiveSession,
  { client, context }: HolderRequest,
  binds: readonly BindOrder[],
): Promise<DenyReason | undefined> {
  const isOfPage = session.record.door === "page";
  for (const { token, bind } of binds) {
    const asn = bind.to.includes("asn") ? context?.asn : undefined;
    const seen: SeenClient = { ...observeHolder(client), address: client.ip, asn };
    const found = judgeBinding({ bind, state: await store.binding(token), seen, isOfPage });
    const judged = "state" in found ? await store.bindToken({ token, bind, seen, isOfPage }) : found;
    const reason = bindingReason(judged);
    if (reason) return reason;
  }
  return undefined;
}
