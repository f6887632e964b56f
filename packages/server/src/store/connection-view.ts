import {
  type AdmissionRequest,
  type AdmissionView,
  type SessionRecord,
  sameConnection,
  sameHolder,
} from "@sluice/policy";

/** No holder begins more at once; what is beyond is not looked at. */
export const RECENT_LIMIT = 64;

/** What an admission looks at of the sessions that connections carry. */
export type ConnectionView = Pick<AdmissionView, "onConnection" | "publishers" | "recentOfHolder">;

/** What is asked: without a grace nobody begins more. */
export interface ConnectionQuestion extends Pick<AdmissionRequest, "session" | "nowSeconds"> {
  readonly grace?: AdmissionRequest["grace"] | undefined;
}

/** The same over sessions at hand, of any organization, the oldest first. The reference for stores that ask a database. */
export function connectionView(
  { session, nowSeconds, grace }: ConnectionQuestion,
  sessions: () => Iterable<SessionRecord>,
): ConnectionView {
  const running = (isMeant: (other: SessionRecord) => boolean): readonly SessionRecord[] =>
    [...sessions()].filter(
      other => other.endedAtSeconds === undefined && other.connection !== undefined && isMeant(other),
    );
  return {
    onConnection: () => running(({ connection }) => sameConnection(connection, session.connection)),
    publishers: () =>
      running(
        ({ organization, stream, action }) =>
          organization === session.organization && stream === session.stream && action === "publish",
      ),
    recentOfHolder: () =>
      running(
        ({ tokenId, stream, holder, startedAtSeconds }) =>
          tokenId === session.tokenId &&
          stream === session.stream &&
          startedAtSeconds >= nowSeconds - (grace?.seconds ?? 0) &&
          sameHolder(holder, session.holder),
      )
        .toReversed()
        .slice(0, RECENT_LIMIT),
  };
}
