import { type Store, StoreUnavailable } from "../../store/store.ts";

/** `broken`: as no code expects it (500). `unavailable`: as every code must expect it (503). */
export type Fault = "broken" | "unavailable";

/** Where a store fails: in what a command asks, or already where keys are looked up. */
export type Reach = "commands" | "everything";

/** A store that fails on command. */
export interface FailingStore {
  readonly store: Store;
  /** Fails from now on; undefined: works again. */
  fail(fault: Fault | undefined, reach: Reach): void;
}

/** What letting a caller in asks of the store. */
const AUTHENTICATION: readonly PropertyKey[] = ["apiKeyByHash"];

/** Wraps a store: every method of it rejects while it is told to. */
export function createFailingStore(inner: Store): FailingStore {
  let fault: Fault | undefined;
  let exempt: readonly PropertyKey[] = [];
  const store = new Proxy(inner, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== "function") return member;
      return (...args: readonly unknown[]): unknown => {
        if (fault !== undefined && !exempt.includes(name)) return Promise.reject(faultOf(fault));
        return Reflect.apply(member, target, args);
      };
    },
  });
  return {
    store,
    fail(next, reach) {
      fault = next;
      exempt = reach === "commands" ? AUTHENTICATION : [];
    },
  };
}

function faultOf(fault: Fault): Error {
  return fault === "broken" ? new TypeError("the test broke it") : new StoreUnavailable("the test took it");
}
