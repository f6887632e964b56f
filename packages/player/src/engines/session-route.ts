/** The session whose addresses an engine asks, while it plays on under a new one. */
export interface SessionRoute {
  /** An address as it is now: what lay below a former session lies below the present one. */
  resolve(url: string): string;
  /** False when one of the two is no address below a session. */
  moveTo(url: string): boolean;
  /** True for addresses of a session that was left: what they answer says nothing of the present one. */
  isLeft(url: string | undefined): boolean;
}

const SESSION = /^.*?\/s\/[\w-]+\//;

/** A route that begins at the address of a manifest. */
export function createSessionRoute(url: string): SessionRoute {
  let present = prefixOf(url);
  const left = new Set<string>();
  const leftOf = (asked: string) => [...left].find(prefix => asked.startsWith(prefix));
  return {
    resolve: asked => {
      const former = leftOf(asked);
      return former === undefined ? asked : `${present}${asked.slice(former.length)}`;
    },
    moveTo: to => {
      const next = prefixOf(to);
      if (next === undefined || present === undefined) return false;
      if (next !== present) left.add(present);
      left.delete(next);
      present = next;
      return true;
    },
    isLeft: asked => asked !== undefined && leftOf(asked) !== undefined,
  };
}

function prefixOf(url: string): string | undefined {
  return SESSION.exec(url)?.[0];
}
