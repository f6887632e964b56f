import { parentOf } from "@sluice/policy";
import type { TokenRecord } from "../token-record.ts";
import { lineageColumns, lineageOfRow } from "./ancestor-columns.ts";
import {
  bytes,
  type Columns,
  json,
  number,
  optionalJson,
  optionalNumber,
  optionalText,
  type Row,
  text,
  word,
} from "./rows.ts";

/** The columns of `tokens`. `target_group`, `opens_all` and `parent` repeat what else is there for the indexes. */
export const tokenColumns: Columns<TokenRecord> = [
  ["id", token => token.id],
  ["organization", token => token.organization],
  ["kind", token => token.kind],
  ["secret_hash", token => token.secretHash],
  ["action", token => token.action],
  ["target_json", token => JSON.stringify(token.target)],
  ["target_group", token => ("group" in token.target ? token.target.group : null)],
  ["opens_all", token => Number("organization" in token.target)],
  ["not_before_seconds", token => token.notBeforeSeconds ?? null],
  ["expires_at_seconds", token => token.expiresAtSeconds ?? null],
  ["max_uses", token => token.maxUses ?? null],
  ["max_sessions", token => token.maxSessions ?? null],
  ["ip_json", token => JSON.stringify(token.ip)],
  ["domains_json", token => JSON.stringify(token.domains)],
  ["limits_json", token => (token.limits ? JSON.stringify(token.limits) : null)],
  ["user", token => token.user ?? null],
  ["tag", token => token.tag ?? null],
  ["annotations_json", token => JSON.stringify(token.annotations)],
  ["disconnect_at_expiry", token => Number(token.disconnectAtExpiry)],
  ["issued_at_milliseconds", token => token.issuedAtMilliseconds],
  ["issued_by", token => token.issuedBy ?? ""],
  ["key_id", token => token.keyId ?? null],
  ["jti", token => token.jti ?? null],
  ["profile", token => token.profile ?? null],
  ["claims_json", token => JSON.stringify(token.claims)],
  ["delegation_depth", token => token.delegation?.depth ?? null],
  ["delegation_max_children", token => token.delegation?.maxChildren ?? null],
  ["parent", token => parentOf(token) ?? null],
  ...lineageColumns,
  ["uses", token => token.uses],
  ["watched_seconds", token => token.watchedSeconds ?? 0],
  ["used_bytes", token => token.usedBytes ?? 0],
  ["revoked_at_seconds", token => token.revokedAtSeconds ?? null],
  ["suspended_at_seconds", token => token.suspendedAtSeconds ?? null],
  ["version", token => token.version],
];

/** The token in a row. */
export function tokenOfRow(row: Row): TokenRecord {
  return {
    id: text(row, "id"),
    organization: text(row, "organization"),
    kind: word(row, "kind"),
    secretHash: bytes(row, "secret_hash"),
    action: word(row, "action"),
    target: json(row, "target_json"),
    notBeforeSeconds: optionalNumber(row, "not_before_seconds"),
    expiresAtSeconds: optionalNumber(row, "expires_at_seconds"),
    maxUses: optionalNumber(row, "max_uses"),
    maxSessions: optionalNumber(row, "max_sessions"),
    ip: json(row, "ip_json"),
    domains: json(row, "domains_json"),
    limits: optionalJson(row, "limits_json"),
    user: optionalText(row, "user"),
    tag: optionalText(row, "tag"),
    annotations: json(row, "annotations_json"),
    disconnectAtExpiry: number(row, "disconnect_at_expiry") === 1,
    issuedAtMilliseconds: number(row, "issued_at_milliseconds"),
    issuedBy: text(row, "issued_by") || undefined,
    keyId: optionalText(row, "key_id"),
    jti: optionalText(row, "jti"),
    profile: optionalText(row, "profile"),
    claims: json(row, "claims_json"),
    ...delegationOfRow(row),
    ...lineageOfRow(row),
    uses: number(row, "uses"),
    watchedSeconds: number(row, "watched_seconds") || undefined,
    usedBytes: number(row, "used_bytes") || undefined,
    revokedAtSeconds: optionalNumber(row, "revoked_at_seconds"),
    suspendedAtSeconds: optionalNumber(row, "suspended_at_seconds"),
    version: number(row, "version"),
  };
}

function delegationOfRow(row: Row): Pick<TokenRecord, "delegation"> {
  const depth = optionalNumber(row, "delegation_depth");
  if (depth === undefined) return {};
  return { delegation: { depth, maxChildren: optionalNumber(row, "delegation_max_children") } };
}
