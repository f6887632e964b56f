import { ownNonce, serverBase } from "../server-base.ts";
import type { Attachment, EngineTask } from "./engine.ts";

/** What the script of an engine with a file of its own leaves in the page: how it attaches. */
export type Part = (task: EngineTask) => Attachment;

/** Where such scripts leave it, by the engine's name. */
declare global {
  var sluiceParts: Record<string, Part> | undefined;
}

const loading = new Map<string, Promise<Part>>();

/**
 * Attaches an engine whose script is only loaded when it is wanted: `assets/<file>` beside the player's own script.
 * A script that does not come is trouble of the network.
 */
export function attachPart(name: string, task: EngineTask): Attachment {
  let attached: Attachment | undefined;
  let isOver = false;
  let { url, token } = task;
  const begin = (part: Part) => {
    if (!isOver) attached = part({ ...task, url, token });
  };
  load(name).then(begin, () => {
    loading.delete(name);
    if (!isOver) task.onTrouble({ kind: "network" });
  });
  return {
    detach: () => {
      isOver = true;
      attached?.detach();
    },
    moveTo: move => {
      if (attached !== undefined) return attached.moveTo(move);
      ({ url, token } = move);
      return true;
    },
  };
}

function load(name: string): Promise<Part> {
  const started = loading.get(name) ?? loadScript(name);
  loading.set(name, started);
  return started;
}

function loadScript(name: string): Promise<Part> {
  const script = document.createElement("script");
  script.src = new URL(`assets/player-${name}.js`, serverBase(undefined)).href;
  // A page with a policy of nonces lets in what its own script brings.
  if (ownNonce !== undefined) script.nonce = ownNonce;
  return new Promise((resolve, reject) => {
    script.onload = () => {
      const part = globalThis.sluiceParts?.[name];
      if (part === undefined) reject(new Error(`sluice: player-${name}.js is not what it should be`));
      else resolve(part);
    };
    script.onerror = () => reject(new Error(`sluice: player-${name}.js did not load`));
    document.head.append(script);
  });
}

/** Called by such a script: makes itself known. */
export function offerPart(name: string, part: Part): void {
  globalThis.sluiceParts = { ...globalThis.sluiceParts, [name]: part };
}
