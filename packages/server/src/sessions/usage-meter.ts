import type { UsageAddition, UsageFigures, UsageSubject } from "../store/usage.ts";

const HOUR_SECONDS = 3600;
/** Subjects counted apart until they are written; what comes beyond is counted for its application alone. */
const SUBJECTS = 20_000;
/** Erasures that are remembered; requests that were under way at one are over long before so many have come. */
const ERASURES = 1_000;

/** Counts what no session's totals tell, until upkeep writes it. */
export interface UsageMeter {
  count(subject: UsageSubject, nowMilliseconds: number, figures: Partial<UsageFigures>): void;
  /** Takes what was counted, at most so many subjects; the taker writes it or puts it back. */
  take(limit: number): readonly UsageAddition[];
  putBack(additions: readonly UsageAddition[]): void;
  /** Drops the viewer's name from what is not written yet, and from what was asked up to this millisecond. */
  forget(organization: string, user: string, nowMilliseconds: number): void;
}

export function createUsageMeter(): UsageMeter {
  const counted = new Map<string, UsageAddition>();
  const erasedAt = new Map<string, number>();

  const add = (addition: UsageAddition): void => {
    const key = keyOf(addition);
    const known = counted.get(key);
    if (!known && counted.size >= SUBJECTS && !isBare(addition.subject)) {
      add({ ...addition, subject: bare(addition.subject) });
      return;
    }
    counted.set(key, known ? { ...addition, figures: sum(known.figures, addition.figures) } : addition);
  };

  return {
    count(subject, nowMilliseconds, figures) {
      const { organization, application, stream, tag } = subject;
      const isErased = nowMilliseconds <= (erasedAt.get(`${organization}\0${subject.user}`) ?? -1);
      const user = isErased ? undefined : subject.user;
      const seconds = Math.floor(nowMilliseconds / 1000);
      const atSeconds = seconds - (seconds % HOUR_SECONDS);
      add({ subject: { organization, application, stream, user, tag }, atSeconds, figures });
    },
    take(limit) {
      const taken = [...counted.entries()].slice(0, limit);
      for (const [key] of taken) counted.delete(key);
      return taken.map(([, addition]) => addition);
    },
    putBack(additions) {
      for (const addition of additions) add(addition);
    },
    forget(organization, user, nowMilliseconds) {
      erasedAt.set(`${organization}\0${user}`, nowMilliseconds);
      if (erasedAt.size > ERASURES) erasedAt.delete(erasedAt.keys().next().value ?? "");
      for (const [key, addition] of [...counted]) {
        const { subject } = addition;
        if (subject.organization !== organization || subject.user !== user) continue;
        counted.delete(key);
        add({ ...addition, subject: { ...subject, user: undefined } });
      }
    },
  };
}

function keyOf({ subject, atSeconds }: UsageAddition): string {
  const { organization, application, stream, user, tag } = subject;
  return JSON.stringify([atSeconds, organization, application, stream, user, tag]);
}

function bare({ organization, application }: UsageSubject): UsageSubject {
  return { organization, application, stream: undefined, user: undefined, tag: undefined };
}

function isBare({ stream, user, tag }: UsageSubject): boolean {
  return stream === undefined && user === undefined && tag === undefined;
}

function sum(left: Partial<UsageFigures>, right: Partial<UsageFigures>): Partial<UsageFigures> {
  return {
    sessions: (left.sessions ?? 0) + (right.sessions ?? 0),
    refused: (left.refused ?? 0) + (right.refused ?? 0),
  };
}
