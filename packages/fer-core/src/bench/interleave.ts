import type { Contender, ContenderAbout, NotRun } from './contender';
import { PeerProcess } from './peer-process';
import { summarizeTimings, type TimingSummary } from './statistics';

export interface InterleaveOptions {
  /** Times that every contender has its turn. */
  rounds: number;
  /** Most timed rounds of work in one turn. */
  steps: number;
  /** A slow contender works fewer steps in a turn, so that a turn lasts about this long; at least one. Default 1500 ms. */
  turnMs?: number;
  /** First steps of a turn that are not timed, because a process finds its caches cold; default 1. */
  discard?: number;
  /** Rest before each turn, in which the threads of the last one fall asleep; default 200 ms. */
  restMs?: number;
  /** Longest time for one answer; default 15 minutes. */
  timeoutMs?: number;
  /** Parameters that every network must have, as Keras counts them. */
  parameters?: number;
  /** Told before each turn and each start. */
  onTurn?: (turn: { contender: string; round: number; rounds: number }) => void;
}

/** What one contender showed. */
export interface Measurement extends TimingSummary {
  contender: Contender;
  about: ContenderAbout;
  /** All wall times in the order they were taken, in milliseconds. */
  ms: number[];
  /** The number that its last round of work gave. */
  result: number;
}

export interface Interleaved {
  measurements: Measurement[];
  notRun: NotRun[];
}

interface Running {
  contender: Contender;
  process: PeerProcess;
  about: ContenderAbout;
  ms: number[];
  result: number;
}

/**
 * Starts every contender, one after the other, then lets them work in turns: there and back again, so that nobody always follows the same one.
 * Only one process computes at any moment.
 * A contender that cannot start, dies, hangs, answers nonsense or has another number of parameters is left out with its reason.
 */
export async function interleave(contenders: readonly Contender[], options: InterleaveOptions): Promise<Interleaved> {
  const { rounds, steps, turnMs = 1500, discard = 1, restMs = 200, timeoutMs, parameters, onTurn } = options;
  const notRun: NotRun[] = [];
  let running: Running[] = [];
  const leaveOut = async (contender: Contender, reason: string, process?: PeerProcess): Promise<void> => {
    notRun.push({ name: contender.name, reason });
    running = running.filter((other) => other.contender !== contender);
    await process?.stop();
  };

  try {
    for (const contender of contenders) {
      onTurn?.({ contender: contender.name, round: 0, rounds });
      try {
        const { process, about } = await PeerProcess.start(contender, { timeoutMs });
        running.push({ contender, process, about, ms: [], result: NaN });
        if (parameters !== undefined && about.parameters !== undefined && about.parameters !== parameters) {
          await leaveOut(contender, `another network: expected ${parameters} parameters, got ${about.parameters}`, process);
        }
      } catch (error) {
        await leaveOut(contender, (error as Error).message);
      }
    }
    for (let round = 0; round < rounds; round++) {
      for (const one of inTurn(running, round)) {
        onTurn?.({ contender: one.contender.name, round: round + 1, rounds });
        await pause(restMs);
        try {
          const timed = Math.max(1, Math.min(steps, Math.floor(turnMs / (one.ms.at(-1) ?? 0))));
          const { ms, result } = await one.process.measure(timed + discard);
          one.ms.push(...ms.slice(discard));
          one.result = result;
        } catch (error) {
          await leaveOut(one.contender, (error as Error).message, one.process);
        }
      }
    }
  } finally {
    await Promise.all(running.map(({ process }) => process.stop()));
  }
  const measurements = running.map(({ contender, about, ms, result }) => ({ contender, about, ms, result, ...summarizeTimings(ms) }));
  return { measurements, notRun };
}

/** Forwards in even rounds, backwards in odd ones. */
function inTurn<T>(list: readonly T[], round: number): T[] {
  return round % 2 === 0 ? [...list] : [...list].reverse();
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
