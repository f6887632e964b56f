import { type DoorName, denyReasons, type EndReason, type RevocationSelector } from "@sluice/policy";
import { z } from "zod";
import type { EventData, EventType } from "../telemetry/event-data.ts";

/** What a subscriber should know about an event. */
export interface EventNotes<T extends EventType> {
  /** When it comes, as one sentence. */
  readonly when: string;
  /** Its data, field by field, in the order of the documentation. */
  readonly data: Readonly<Record<keyof EventData[T], z.ZodType>>;
}

const seconds = z.int().describe("Unix seconds.");
const ref = z.string().describe("The decision's reference: `GET /v1/decisions/{ref}` explains it.");
const user = z.string().nullable().describe("The viewer, as the token names them.");
const tag = z.string().nullable().describe("The token's tag.");
const action = z.enum(["play", "publish"]).describe("What the stream was asked for.");
const doors: Readonly<Record<DoorName, true>> = {
  gateway: true,
  page: true,
  api: true,
  hook: true,
  edge: true,
};
const door = z.enum(Object.keys(doors)).describe("Where the request came in.");
const denyReason = z.enum(Object.keys(denyReasons)).describe("The code from the table of deny reasons.");

const endReasons: Readonly<Record<EndReason, true>> = {
  operator: true,
  revoked: true,
  suspended: true,
  "left-group": true,
  "stream-removed": true,
  enforced: true,
  idle: true,
  cap: true,
  expiry: true,
  "moved-too-often": true,
  evicted: true,
  quota: true,
  closed: true,
  replaced: true,
};

const selectorFields: Readonly<Record<keyof RevocationSelector, z.ZodType>> = {
  token: z.string().optional(),
  jti: z.string().optional(),
  user: z.string().optional(),
  tag: z.string().optional(),
  stream: z.string().optional(),
  group: z.string().optional(),
  application: z.string().optional(),
  key: z.string().optional(),
  ip: z.string().optional(),
  session: z.string().optional(),
  all: z.literal(true).optional(),
  issued_before: z.int().optional(),
};

const occasion = {
  token: z.string().describe("The token's id, never its text."),
  session: z.string().describe("The session's id."),
  stream: z.string().describe("`application/stream`."),
  action,
  door,
  user,
  tag,
  ip: z.string().nullable().describe("The address at the session's start."),
};

const token = z.string().nullable().describe("The token's id; null where the stream does not enforce.");

/** Every event that a webhook can subscribe to. To add one: its data in telemetry/event-data.ts, and its entry here. */
export const events: { readonly [T in EventType]: EventNotes<T> } = {
  "token.used": {
    when: "A use of a token was counted: a session was made with it. Coming back to a session counts nothing.",
    data: { ...occasion, ref },
  },
  "session.started": {
    when: "Somebody has begun to play or to publish.",
    data: {
      ...occasion,
      token,
      user_agent: z.string().describe("The client's User-Agent; empty when it sent none."),
      started_at: seconds,
      ref,
    },
  },
  "session.ended": {
    when: "A session is over, whatever ended it.",
    data: {
      ...occasion,
      token,
      reason: z.enum(Object.keys(endReasons)).describe("What ended it."),
      started_at: seconds,
      ended_at: seconds,
      bytes: z.int().describe("Media bytes sent."),
      requests: z.int().describe("Requests under the session."),
    },
  },
  "access.refused": {
    when: "A request was refused. What a stranger repeats from one address comes once in 10 s; what names no application of the organization does not come at all.",
    data: {
      reason: denyReason,
      token: z.string().nullable().describe("The token's id, where one was known."),
      session: z.string().nullable().describe("The session that was asked for, or that stands in the way."),
      stream: z.string().nullable().describe("As it was asked for."),
      action,
      door,
      user,
      tag,
      ip: z.string().nullable().describe("The address of the request."),
      user_agent: z.string().nullable().describe("The client's User-Agent."),
      ref,
    },
  },
  "token.revoked": {
    when: "A token was revoked or suspended, or a selector withdrew tokens: one event for each command.",
    data: {
      token: z.string().nullable().describe("The one token's id; null for any other selector."),
      revocation: z.string().nullable().describe("The rule's id; null for a command on one token."),
      selector: z.strictObject(selectorFields).nullable().describe("What the rule matches."),
      suspended: z.boolean().describe("True: the token can be resumed."),
      tokens: z.int().describe("How many tokens it withdrew."),
      sessions: z.int().describe("How many sessions it ended."),
    },
  },
};

/** The names of the events, in the order of the documentation. */
export const eventTypes = Object.keys(events) as readonly EventType[];

/** What `POST /v1/webhooks/{id}/test` sends; nobody subscribes to it. */
export const TEST_EVENT = "webhook.test";

/** The data of a test. */
export const testData = { webhook: z.string().describe("The webhook's id.") };

/** The body of every delivery of one type. */
export function payloadSchema(type: EventType | typeof TEST_EVENT) {
  const data = type === TEST_EVENT ? testData : events[type].data;
  return z.strictObject({
    type: z.literal(type),
    timestamp: z.iso.datetime().describe("When it happened, UTC."),
    organization: z.string(),
    data: z.strictObject(data),
  });
}
