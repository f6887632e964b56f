import { type Figure, figureOf } from "./figure.ts";

/** What one round of one contender gave. */
export interface Sample {
  readonly perSecond: number;
  readonly p50Milliseconds?: number | undefined;
  readonly p99Milliseconds?: number | undefined;
  /** Million bytes a second. */
  readonly megabytesPerSecond?: number | undefined;
}

/** Something that is measured: Sluice, or what it stands beside. */
export interface Contender {
  readonly name: string;
  readonly measure: () => Promise<Sample>;
}

/** One contender over all rounds. */
export interface Standing {
  readonly name: string;
  readonly perSecond: Figure;
  readonly p50Milliseconds: Figure | undefined;
  readonly p99Milliseconds: Figure | undefined;
  readonly megabytesPerSecond: Figure | undefined;
}

/** Ours beside its peers. `ratio` is ours divided by the peer's, each pair of the same round. */
export interface Comparison {
  readonly ours: Standing;
  readonly peers: readonly (Standing & { readonly ratio: Figure })[];
}

/**
 * Measures contenders in turn, round after round (A B A B), so that a machine that gets slower meanwhile slows all of
 * them alike. The round before the first one warms up and does not count.
 */
export async function compare(
  rounds: number,
  ours: Contender,
  peers: readonly Contender[],
): Promise<Comparison> {
  const contenders = [ours, ...peers];
  const samples = contenders.map((): Sample[] => []);
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, contender] of contenders.entries()) {
      const sample = await contender.measure();
      if (round > 0) samples[index]?.push(sample);
    }
  }
  const [ownSamples = [], ...peerSamples] = samples;
  return {
    ours: standing(ours.name, ownSamples),
    peers: peers.map((peer, index) => {
      const theirs = peerSamples[index] ?? [];
      return { ...standing(peer.name, theirs), ratio: ratioOf(ownSamples, theirs) };
    }),
  };
}

function ratioOf(ours: readonly Sample[], theirs: readonly Sample[]): Figure {
  return figureOf(ours.map((sample, round) => sample.perSecond / (theirs[round]?.perSecond ?? Number.NaN)));
}

function standing(name: string, samples: readonly Sample[]): Standing {
  return {
    name,
    perSecond: figureOf(samples.map(sample => sample.perSecond)),
    p50Milliseconds: optionalFigure(samples.map(sample => sample.p50Milliseconds)),
    p99Milliseconds: optionalFigure(samples.map(sample => sample.p99Milliseconds)),
    megabytesPerSecond: optionalFigure(samples.map(sample => sample.megabytesPerSecond)),
  };
}

function optionalFigure(values: readonly (number | undefined)[]): Figure | undefined {
  const known = values.filter(value => value !== undefined);
  return known.length === 0 ? undefined : figureOf(known);
}
