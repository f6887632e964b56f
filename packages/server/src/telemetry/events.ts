import type { EventData, EventType } from "./event-data.ts";
import type { Log } from "./log.ts";

/** Something that has happened in an organization. */
export interface ServerEvent<T extends EventType = EventType> {
  readonly type: T;
  readonly organization: string;
  /** The application it happened in; undefined when it concerns more than one, or none that is known. */
  readonly application: string | undefined;
  /** The viewer it is about, so that erasure finds what is kept of it. */
  readonly user: string | undefined;
  readonly atMilliseconds: number;
  /** Made only when somebody listens for it, at most once for each listener, at once. */
  readonly data: () => EventData[T];
}

/** Hears of every event. It returns at once and does no I/O: an admit waits for it. */
export type EventListener = (event: ServerEvent) => void;

/** Where the parts of the server say what has happened, and others hear of it. */
export interface Events {
  /** Never throws and never waits. */
  emit<T extends EventType>(event: ServerEvent<T>): void;
  onEvent(listener: EventListener): void;
}

/** What listeners throw is logged, and kept from whoever emits. */
export function createEvents(log: Log): Events {
  const listeners: EventListener[] = [];
  return {
    emit(event) {
      for (const listener of listeners) {
        try {
          listener(event);
        } catch (error) {
          log.error({ event: "event-lost", type: event.type, err: error }, "an event was lost");
        }
      }
    },
    onEvent: listener => void listeners.push(listener),
  };
}
