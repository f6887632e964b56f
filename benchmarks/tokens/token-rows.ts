import { type Contender, compare } from "../measure/compare.ts";
import type { Row } from "../measure/report.ts";
import { type Bounds, blockingThroughput, throughput } from "../measure/throughput.ts";
import {
  eyevinn,
  fastJwt,
  jose,
  jsonWebToken,
  jwtFloor,
  rawEs256,
  sluice,
  type Verify,
  type VerifyLater,
} from "./contenders.ts";
import { KID, type Sample, type TokenFixtures } from "./fixtures.ts";
import { floorOf } from "./floor.ts";
import { verdictCacheHit } from "./verdict-cache-hit.ts";

/** How long, and how often. */
export interface TokenPlan {
  readonly rounds: number;
  readonly milliseconds: number;
}

const UNIT = "/s";
const IN_FLIGHT = 64;
/** Measurements of each contender that warm up, besides the round of `compare` that does. */
const WARMING = 12;
/** Between two looks at the clock. */
const STEP = 32;

/** Everything that is measured beside something else, in the order in which it is printed. */
export async function tokenRows(plan: TokenPlan, fixtures: TokenFixtures): Promise<readonly Row[]> {
  const bench = benchOf(plan);
  return [
    await catRow(bench, fixtures),
    await jwtRow(bench, fixtures),
    ...(await signedRows(bench, fixtures)),
  ];
}

async function catRow({ row, atOnce, later }: Bench, fixtures: TokenFixtures): Promise<Row> {
  const { secret, secretKey, macRing, macCats, sameInJwts } = fixtures;
  const floor = floorOf(secretKey);
  return row(atOnce("CAT HS256: exp, catu, catm", sluice(macRing), macCats), [
    later("@eyevinn/cat, the same token", eyevinn(KID, secret), macCats),
    atOnce("fast-jwt, the same claims in a JWT, no cache", fastJwt(secret), sameInJwts),
    atOnce("the floor: base64url, scan, HMAC, compare", ({ text }) => floor(text), macCats),
  ]);
}

async function jwtRow({ row, atOnce, later }: Bench, fixtures: TokenFixtures): Promise<Row> {
  const { secret, secretKey, macRing, macJwts } = fixtures;
  const hmac = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", Uint8Array.from(secret), hmac, false, ["verify"]);
  return row(atOnce("JWT HS256: exp, actions, target", sluice(macRing), macJwts), [
    atOnce("fast-jwt, the same token, no cache", fastJwt(secret), macJwts),
    atOnce("jsonwebtoken, the same token, KeyObject", jsonWebToken(secretKey), macJwts),
    later("jose, the same token, CryptoKey", jose(key), macJwts),
    atOnce("one HMAC over it, and a comparison", jwtFloor(secretKey), macJwts),
  ]);
}

async function signedRows({ row, atOnce }: Bench, fixtures: TokenFixtures): Promise<readonly Row[]> {
  const { publicKey, signatureRing, signedCats, signedJwts } = fixtures;
  const cold = (name: string, samples: readonly Sample[]): Promise<Row> =>
    row(atOnce(name, sluice(signatureRing), samples), [
      atOnce("the raw check of its signature", rawEs256(publicKey, samples), samples),
    ]);
  const cached = verdictCacheHit(signatureRing, signedCats);
  return [
    await cold("CAT ES256, cold", signedCats),
    await cold("JWT ES256, cold", signedJwts),
    await row(atOnce("CAT ES256, its verdict in the cache", cached, signedCats), [
      atOnce("cold", sluice(signatureRing), signedCats),
    ]),
  ];
}

interface Bench {
  readonly row: (ours: Contender, peers: readonly Contender[]) => Promise<Row>;
  readonly atOnce: (name: string, verify: Verify, samples: readonly Sample[]) => Contender;
  readonly later: (name: string, verify: VerifyLater, samples: readonly Sample[]) => Contender;
}

function benchOf({ rounds, milliseconds }: TokenPlan): Bench {
  const bounds: Bounds = { pieces: Number.MAX_SAFE_INTEGER, milliseconds };
  return {
    async row(ours, peers) {
      // The compiler is done with every contender before the first counts.
      for (let time = 0; time < WARMING; time += 1) {
        for (const contender of [ours, ...peers]) await contender.measure();
      }
      return { ...(await compare(rounds, ours, peers)), unit: UNIT };
    },
    atOnce: (name, verify, samples) => ({
      name,
      measure: () => perProcessorSecond(() => measureAtOnce(bounds, verify, samples)),
    }),
    later: (name, verify, samples) => ({
      name,
      measure: () => perProcessorSecond(() => measureLater(bounds, verify, samples)),
    }),
  };
}

/**
 * A rate by the wall's clock as one by the processor's, for this thread: the same on a machine with nothing else to do,
 * and on a busy one the time in which others had the core is nobody's.
 */
async function perProcessorSecond(measure: () => number | Promise<number>): Promise<{ perSecond: number }> {
  const [start, used] = [performance.now(), process.threadCpuUsage()];
  const perSecond = await measure();
  const { user, system } = process.threadCpuUsage(used);
  const elapsedMicroseconds = (performance.now() - start) * 1000;
  return { perSecond: (perSecond * elapsedMicroseconds) / (user + system) };
}

function measureAtOnce(bounds: Bounds, verify: Verify, samples: readonly Sample[]): number {
  return blockingThroughput(bounds, STEP, (from, to) => {
    for (let piece = from; piece < to; piece += 1) insist(verify(sampleOf(samples, piece)));
  });
}

function measureLater(bounds: Bounds, verify: VerifyLater, samples: readonly Sample[]): Promise<number> {
  return throughput(bounds, IN_FLIGHT, async piece => insist(await verify(sampleOf(samples, piece))));
}

function sampleOf(samples: readonly Sample[], piece: number): Sample {
  const sample = samples[piece % samples.length];
  if (!sample) throw new Error("there are no tokens to measure with");
  return sample;
}

function insist(verified: boolean): void {
  if (!verified) throw new Error("a good token was refused: this measures nothing");
}
