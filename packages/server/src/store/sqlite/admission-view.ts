import type { DatabaseSync } from "node:sqlite";
import {
  type AdmissionRequest,
  type AdmissionToken,
  type AdmissionView,
  BAR_SECONDS,
  type NewSession,
} from "@sluice/policy";
import type { ConnectionQuestion } from "../connection-view.ts";
import type { OpenRules } from "../open-rules.ts";
import { admitSubject, ancestorSubject } from "../revocation-subject.ts";
import { lastBegunFirst, prepareConnectionView } from "./connection-view.ts";
import { mayHaveOperatorEnd } from "./operator-ends.ts";
import { number, optionalJson, optionalText, type Row } from "./rows.ts";
import { holderKeys, sessionOfRow } from "./session-row.ts";
import { prepareEvictedOfHolder, prepareSlotHolders } from "./slot-holders.ts";
import { prepareStreamTotals } from "./stream-totals.ts";
import { prepareTakenSlots } from "./taken-slots.ts";
import { prepareToken } from "./tokens.ts";

const WITHDRAWN: AdmissionToken = { uses: 0, revoked: true, suspended: false, version: 0 };

/** Prepares the state that admissions look at, on one connection. The view reads at the moment it is asked. */
export function prepareAdmissionView(
  database: DatabaseSync,
  openRules: OpenRules,
): (request: ConnectionQuestion & Pick<AdmissionRequest, "mayEnrol">) => AdmissionView {
  const token = database.prepare(
    "SELECT uses, user, binding_json, watched_seconds, used_bytes, revoked_at_seconds, suspended_at_seconds, version FROM tokens WHERE id = ? AND organization = ?",
  );
  const withdrawn = database.prepare("SELECT 1 FROM withdrawn_tokens WHERE id = ? AND organization = ?");
  const newestOfHolder = prepareNewestOfHolder(database);
  const endedByOperator = prepareEndedByOperator(database);
  const takenSlots = prepareTakenSlots(database);
  const slotHolders = prepareSlotHolders(database);
  const evictedOfHolder = prepareEvictedOfHolder(database);
  const streamTotals = prepareStreamTotals(database);
  const tokenById = prepareToken(database);
  const connectionView = prepareConnectionView(database);
  return ({ session, nowSeconds, grace, mayEnrol }) => ({
    ...connectionView({ session, nowSeconds, grace }),
    token(id) {
      const row = token.get(id, session.organization);
      // Erased, or taken back by a restore: its text still proves itself, and opens nothing.
      if (!row && mayEnrol && withdrawn.get(id, session.organization)) return WITHDRAWN;
      return (
        row && {
          uses: number(row, "uses"),
          user: optionalText(row, "user"),
          binding: optionalJson(row, "binding_json"),
          watchedSeconds: number(row, "watched_seconds"),
          usedBytes: number(row, "used_bytes"),
          revoked: row.revoked_at_seconds !== null,
          suspended: row.suspended_at_seconds !== null,
          version: number(row, "version"),
        }
      );
    },
    revokedByRule(id) {
      if (id === session.tokenId) return openRules.covers(admitSubject(session), nowSeconds);
      const ancestor = tokenById(id);
      return ancestor !== undefined && openRules.covers(ancestorSubject(ancestor, session), nowSeconds);
    },
    sessionOfHolder() {
      const row = newestOfHolder(session);
      return row && sessionOfRow(row);
    },
    endedByOperator() {
      const row = endedByOperator(session, nowSeconds);
      return row && sessionOfRow(row);
    },
    takenSlots: (of, tokenId) => takenSlots(of, { ...session, tokenId }, nowSeconds),
    slotHolders: (space, only) => slotHolders(space, nowSeconds, only),
    evictedOfHolder: afterSeconds => evictedOfHolder(session, afterSeconds),
    streamTotals: () => streamTotals(session),
  });
}

/** The session of token, stream and holder that began last: one look-up per address family, the later session wins. */
function prepareNewestOfHolder(database: DatabaseSync): (session: NewSession) => Row | undefined {
  const sql = (family: 4 | 6) =>
    `SELECT * FROM sessions WHERE holder${family}_key = ? AND prefix${family} = ?
     AND token_id = ? AND stream = ? AND agent = ? ORDER BY started_at_seconds DESC, seq DESC LIMIT 1`;
  const byPrefix4 = database.prepare(sql(4));
  const byPrefix6 = database.prepare(sql(6));
  return ({ tokenId, stream, holder }) => {
    const keys = holderKeys({ tokenId, stream }, holder);
    const rest = [tokenId, stream, holder.agent];
    const row4 =
      keys.holder4 === null ? undefined : byPrefix4.get(keys.holder4, holder.prefix4 ?? null, ...rest);
    const row6 =
      keys.holder6 === null ? undefined : byPrefix6.get(keys.holder6, holder.prefix6 ?? null, ...rest);
    if (!row4 || !row6) return row4 ?? row6;
    return lastBegunFirst(row4, row6) < 0 ? row4 : row6;
  };
}

/** The last end by an operator of a session of the token's family and the holder, on any stream, that may still bar. */
function prepareEndedByOperator(
  database: DatabaseSync,
): (session: NewSession, nowSeconds: number) => Row | undefined {
  const newestOf = (column: string) =>
    database.prepare(
      `SELECT * FROM sessions WHERE ${column} = ? AND end_reason = 'operator' AND ended_at_seconds > ?
       AND agent = ? AND (prefix4 = ? OR prefix6 = ? OR (coalesce(prefix4, prefix6) IS NULL AND ?)) ORDER BY ended_at_seconds DESC LIMIT 1`,
    );
  const ofToken = newestOf("token_id");
  const ofDelegated = newestOf("ancestor1");
  return ({ tokenId, lineage: [root = tokenId] = [], holder }, nowSeconds) => {
    const afterSeconds = nowSeconds - BAR_SECONDS;
    if (!mayHaveOperatorEnd(database, afterSeconds)) return undefined;
    const { agent, prefix4 = null, prefix6 = null } = holder;
    const isUnseen = Number(prefix4 === null && prefix6 === null);
    const values = [root, afterSeconds, agent, prefix4, prefix6, isUnseen] as const;
    const [own, delegated] = [ofToken.get(...values), ofDelegated.get(...values)];
    if (!own || !delegated) return own ?? delegated;
    return number(own, "ended_at_seconds") > number(delegated, "ended_at_seconds") ? own : delegated;
  };
}
