import { unsafeUniformIntDistribution, xoroshiro128plus, type RandomGenerator } from 'pure-rand';

const RESOLUTION = 2 ** 24;

/** Seeded random numbers; the same seed gives the same sequence on every machine. */
export class Random {
  private readonly generator: RandomGenerator;

  /** @param seed any integer; its lowest 32 bits count. */
  constructor(seed: number) {
    this.generator = xoroshiro128plus(mixBits(seed));
  }

  /** Uniform in [low, high). */
  between(low: number, high: number): number {
    return low + ((high - low) * unsafeUniformIntDistribution(0, RESOLUTION - 1, this.generator)) / RESOLUTION;
  }

  /** Bell-shaped around 0 with standard deviation `sd`, never beyond ±3.5 `sd` (the sum of four uniform numbers). */
  bell(sd: number): number {
    let sum = 0;
    for (let i = 0; i < 4; i++) sum += this.between(-1, 1);
    return (sum * sd * Math.sqrt(3)) / 2;
  }

  /** As `bell`, from the four bytes of one random integer: coarse, but fast enough for every pixel. */
  quickBell(sd: number): number {
    const bits = this.generator.unsafeNext();
    const sum = (bits & 255) + ((bits >>> 8) & 255) + ((bits >>> 16) & 255) + (bits >>> 24);
    return ((sum - 510) * sd * Math.sqrt(3)) / 255;
  }

  /** True with the given probability. */
  chance(probability: number): boolean {
    return this.between(0, 1) < probability;
  }

  pick<T>(list: readonly T[]): T {
    return list[unsafeUniformIntDistribution(0, list.length - 1, this.generator)];
  }
}

/** A one-to-one scrambling of 32-bit integers (the finalizer of MurmurHash3): different numbers stay different. */
export function mixBits(value: number): number {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}
