import type { ComparedCall } from "../compat-system.ts";

const BASE = "/{app}/rest/v2/broadcasts/{id}";

/** Subscribers, their codes and their blocks; hashes. */
export const comparedSubscribers: readonly ComparedCall[] = [
  {
    call: `POST ${BASE}/subscribers`,
    likeness: "safer",
    note: "The secret is sealed and never shown. A block stays when a subscriber is posted anew; another secret ends what ran by the former one. A period is 86,400 s at most, `concurrentConnectionsLimit` at least 1. Unknown members are passed over.",
  },
  {
    call: `GET ${BASE}/subscribers/list/{offset}/{size}`,
    likeness: "same",
    note: "In the order of their ids, 250 at most. `connected` and `currentConcurrentConnections` are counted from running sessions; bitrates are 0, `registeredNodeIp` is null.",
  },
  {
    call: `GET ${BASE}/connection-events/{offset}/{size}`,
    likeness: "same",
    note: "Told from sessions, as long as those are kept: from the 2,000 latest of the stream. `instanceIP` is null. Needs `writeSubscriberEventsToDatastore`.",
  },
  {
    call: `GET ${BASE}/subscribers/{subscriberId}/totp`,
    likeness: "safer",
    note: "Each code that is shown stands in the audit log. A `type` that is missing or unknown gives the code for publishing; theirs gives one that never opens.",
  },
  {
    call: `DELETE ${BASE}/subscribers/{subscriberId}`,
    likeness: "safer",
    note: "What runs by the subscriber's codes ends at once. Where the application has a secret, its codes open again for this name: take that secret away, or block.",
  },
  {
    call: `DELETE ${BASE}/subscribers`,
    likeness: "safer",
    note: "As for one; true only when there was one.",
  },
  {
    call: `PUT ${BASE}/subscribers/{subscriberId}/block/{seconds}/{type}`,
    likeness: "safer",
    note: "Holds for every protocol and file, also after a restart, for whatever seconds an int has. What runs ends at once, publishers of all media servers among it. An unknown `type` is refused: theirs answers success and blocks nothing.",
  },
  {
    call: `GET ${BASE}/subscriber-stats/list/{offset}/{size}`,
    likeness: "not-offered",
    note: "Removed in Ant Media 3.0: use `connection-events`.",
  },
  {
    call: "play and publish with subscriberId and subscriberCode",
    likeness: "safer",
    note: "The code of now and of the periods before and behind it, as often as it is sent. Five wrong codes an hour from one address and 50 from all (200 where the application's secret is shared) bar those who guess; one that was right within 60 periods is no guess. Codes belong to one stream and are counted, listed and revoked as tokens of ours.",
  },
  {
    call: "codes of the application's secret (timeTokenSecretForPlay, timeTokenSecretForPublish)",
    likeness: "same",
    note: "Theirs writes secret, subscriber, stream and type one behind the other: what `bob` has for the stream `vip1` is what `bobvip` has for `1`. Where one stream's id ends as another's, or viewers choose their names, give subscribers a `b32Secret`.",
  },
  {
    call: "a publisher's code also plays",
    likeness: "same",
    note: "A code for playing never publishes. A subscriber without a `type` plays.",
  },
  {
    call: "concurrentConnectionsLimit",
    likeness: "safer",
    note: "Counted in one transaction, for publishing and for playing apart.",
  },
  {
    call: "RTMP id?subscriberId=…&subscriberCode=… and id/token/subscriberId/subscriberCode",
    likeness: "same",
    note: "Whatever stands in the token's place counts when it is a token.",
  },
  {
    call: "SRT app/id,subscriberId=…,subscriberCode=…",
    likeness: "same",
    note: "",
  },
  {
    call: "hash tokens (hashControlPublishEnabled, hashControlPlayEnabled)",
    likeness: "safer",
    note: "Off unless switched on, because a hash never ends and is the same for everybody: who has seen it once has it. It is listed, revoked and kicked as one token; another secret makes another. One-time tokens and JWTs need no switch.",
  },
  {
    call: "a subscriber's block together with one-time tokens or JWTs",
    likeness: "not-offered",
    note: "Theirs looks at `subscriberId` in the query, which whoever is blocked leaves out. Name the viewer in the token (`user`) and revoke by it.",
  },
];
