import { setTimeout as pause } from "node:timers/promises";
import { type Sample, takeSample } from "./sample.ts";
import { type ServerWithFailingOrigin, startServer } from "./soak-server.ts";
import { startViewers, type Viewers } from "./start-viewers.ts";
import type { Tally } from "./tally.ts";
import type { Habit, SoakViewer } from "./viewer-message.ts";

const SECOND = 1_000;
const STREAMS = 10;
const SLOW_EACH = 20;
const ABORTING_EACH = 21;
/** One in twenty closes the player in the middle, and somebody else comes. */
const CHANGING_SHARE = 0.05;
/** One in fifty is withdrawn in the middle. */
const WITHDRAWN_SHARE = 0.02;
/** Until the server has closed what the viewers left behind. */
const REST_MILLISECONDS = 5 * SECOND;
const FAULT_MILLISECONDS = 3 * SECOND;

/** What is to be simulated. */
export interface SoakPlan {
  readonly viewers: number;
  readonly seconds: number;
}

/** Something that was done to the origin. */
export interface InjectedFault {
  readonly what: "stall" | "restart";
  /** Since the soak began. */
  readonly fromSeconds: number;
  readonly toSeconds: number;
}

/** What became of a soak; nothing in it is judged yet. */
export interface SoakReport {
  readonly plan: SoakPlan;
  readonly tally: Tally;
  readonly samples: readonly Sample[];
  readonly faults: readonly InjectedFault[];
  /** Viewers whose tokens were withdrawn. */
  readonly withdrawn: number;
  /** Segments of each viewer that watched steadily from the beginning to the end, and for how long that was. */
  readonly steadySegments: readonly number[];
  readonly steadySeconds: number;
  readonly originAwaySeconds: number;
  /** Connections that may break: downloads that the origin's restart cuts, one for each viewer. */
  readonly allowedBroken: number;
  /** Of the server, a few seconds after all have left. */
  readonly restingSockets: number;
  readonly originRequests: number;
}

/** Simulates viewers at the speed of play, and disturbs them; throws only when it cannot be carried out. */
export async function runSoak(plan: SoakPlan): Promise<SoakReport> {
  const running = await startServer();
  const viewers = startViewers();
  try {
    return await soak(plan, running, viewers);
  } finally {
    await viewers.end();
    await running.stop();
  }
}

async function soak(plan: SoakPlan, running: ServerWithFailingOrigin, viewers: Viewers): Promise<SoakReport> {
  const { server, origin } = running;
  const all = await makeViewers(plan, running, 0, plan.viewers);
  const beganAt = performance.now();
  const now = (): number => (performance.now() - beganAt) / SECOND;
  const samples: Sample[] = [];
  const sampling = setInterval(
    () => void takeSample(server, now()).then(sample => samples.push(sample)),
    Math.max(SECOND, (plan.seconds * SECOND) / 300),
  );
  viewers.order({ order: "watch", serverUrl: server.url, viewers: all.map(({ viewer }) => viewer) });
  const changing = Math.round(plan.viewers * CHANGING_SHARE);
  const cut = all.slice(changing, changing + Math.max(2, Math.round(plan.viewers * WITHDRAWN_SHARE)));
  const disturbed = Promise.all([
    injectFaults(plan, origin, now),
    changeViewers(plan, running, viewers, changing),
    withdraw(plan, running, viewers, cut),
  ]);
  await pause(plan.seconds * SECOND);
  const [faults] = await disturbed;
  clearInterval(sampling);
  const { segmentsOf, tally } = await viewers.end();
  const steadySeconds = now() - 4;
  await pause(REST_MILLISECONDS);
  const steady = all.slice(changing + cut.length).filter(({ viewer }) => viewer.habit === "steady");
  const away = faults.reduce((sum, { fromSeconds, toSeconds }) => sum + toSeconds - fromSeconds + 2, 0);
  return {
    plan,
    tally,
    // A busy server's answers overtake each other.
    samples: samples.toSorted((a, b) => a.seconds - b.seconds),
    faults,
    withdrawn: cut.length,
    steadySegments: steady.map(({ viewer }) => segmentsOf[viewer.id] ?? 0),
    steadySeconds,
    originAwaySeconds: away,
    allowedBroken: plan.viewers * faults.filter(({ what }) => what === "restart").length,
    restingSockets: (await takeSample(server, now())).sockets,
    originRequests: origin.hits(),
  };
}

interface Ticketed {
  readonly viewer: SoakViewer;
  readonly tokenId: string;
}

/** Viewers with one-time tokens, spread over the streams; ids from `first` on. */
async function makeViewers(
  { viewers }: SoakPlan,
  { server }: ServerWithFailingOrigin,
  first: number,
  count: number,
): Promise<readonly Ticketed[]> {
  const made: Ticketed[] = [];
  for (let id = first; id < first + count; id++) {
    const stream = `live/s${id % STREAMS}`;
    const { id: tokenId, token } = await server.mint({ target: { streams: [stream] } });
    const address = `127.${10 + Math.floor((id % (viewers * 4)) / 250)}.${id % 250}.1`;
    made.push({
      tokenId,
      viewer: { id, entry: `/${stream}/index.m3u8?token=${token}`, address, habit: habitOf(id) },
    });
  }
  return made;
}

function habitOf(id: number): Habit {
  if (id % SLOW_EACH === SLOW_EACH - 1) return "slow";
  return id % ABORTING_EACH === ABORTING_EACH - 1 ? "aborting" : "steady";
}

/** A stall and a restart, each third of the time. */
async function injectFaults(
  { seconds }: SoakPlan,
  origin: ServerWithFailingOrigin["origin"],
  now: () => number,
): Promise<readonly InjectedFault[]> {
  const faults: InjectedFault[] = [];
  const times = seconds >= 120 ? [0.2, 0.4, 0.6, 0.8] : [0.4, 0.65];
  for (const [index, share] of times.entries()) {
    await pause(Math.max(0, seconds * share - now()) * SECOND);
    const fromSeconds = now();
    const what = index % 2 === 0 ? "stall" : "restart";
    await origin[what](FAULT_MILLISECONDS);
    faults.push({ what, fromSeconds, toSeconds: now() });
  }
  return faults;
}

/** Some leave, one after the other over half of the time, and as many others come. */
async function changeViewers(
  plan: SoakPlan,
  running: ServerWithFailingOrigin,
  viewers: Viewers,
  count: number,
): Promise<void> {
  await pause(plan.seconds * 0.2 * SECOND);
  for (let id = 0; id < count; id++) {
    viewers.order({ order: "leave", ids: [id] });
    const [fresh] = await makeViewers(plan, running, plan.viewers + id, 1);
    if (fresh) viewers.order({ order: "watch", serverUrl: running.server.url, viewers: [fresh.viewer] });
    await pause((plan.seconds * 0.5 * SECOND) / count);
  }
}

/** Some tokens are withdrawn in the middle; their viewers know that it may come, and when it is done. */
async function withdraw(
  plan: SoakPlan,
  { server }: ServerWithFailingOrigin,
  viewers: Viewers,
  cut: readonly Ticketed[],
): Promise<void> {
  await pause(plan.seconds * 0.5 * SECOND);
  const ids = cut.map(({ viewer }) => viewer.id);
  viewers.order({ order: "expect end", ids });
  // Their process is as busy as a thousand viewers.
  while (viewers.latest().expectingEnd < ids.length) await pause(100);
  for (const { tokenId } of cut) {
    const { status } = await server.api("DELETE", `/v1/tokens/${tokenId}`);
    if (status !== 204) throw new Error(`the withdrawal answered ${status}`);
  }
  viewers.order({ order: "withdrawn", ids });
}
