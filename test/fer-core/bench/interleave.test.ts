import { describe, expect, it } from 'vitest';
import { interleave } from '../../../packages/fer-core/src/bench/interleave';
import { fakeContender, withLog, type Scenario } from './fake-contender';

const quick = { rounds: 2, steps: 2, restMs: 0 };

/** Runs one contender beside a healthy one; gives what became of the first. */
async function beside(scenario: Scenario, options: { timeoutMs?: number; parameters?: number } = {}) {
  const { measurements, notRun } = await interleave([fakeContender('odd', scenario), fakeContender('healthy')], { ...quick, ...options });
  expect(measurements.map(({ contender }) => contender.name)).toContain('healthy');
  return { odd: measurements.find(({ contender }) => contender.name === 'odd'), reason: notRun.find(({ name }) => name === 'odd')?.reason };
}

describe('interleave', () => {
  it('lets one contender after the other work, there and back again, each until it is through', async () => {
    await withLog(async (file, lines) => {
      const names = ['a', 'b', 'c'];
      await interleave(names.map((name) => fakeContender(name, {}, file)), { ...quick, rounds: 3 });
      const order = ['a', 'b', 'c', 'c', 'b', 'a', 'a', 'b', 'c'];
      expect(lines()).toEqual(order.flatMap((name) => [`begin ${name} 3`, `end ${name}`]));
    });
  });

  it('does not time the first step of a turn, or as many as it is told', async () => {
    const scenario = { ms: [100, 1, 2] };
    const [first] = (await interleave([fakeContender('a', scenario)], quick)).measurements;
    expect(first).toMatchObject({ ms: [1, 2, 1, 2], median: 1.5, p90: 2, min: 1, count: 4, result: 1.5 });
    const [all] = (await interleave([fakeContender('a', scenario)], { ...quick, steps: 3, discard: 0 })).measurements;
    expect(all!.ms).toEqual([100, 1, 2, 100, 1, 2]);
  });

  it('asks a slow contender for fewer steps once it knows its pace', async () => {
    await withLog(async (file, lines) => {
      const contenders = [fakeContender('slow', { ms: [400] }, file), fakeContender('slower', { ms: [5000] }, file)];
      await interleave(contenders, { rounds: 2, steps: 9, restMs: 0, turnMs: 1000 });
      expect(lines().filter((line) => line.startsWith('begin'))).toEqual(['begin slow 10', 'begin slower 10', 'begin slower 2', 'begin slow 3']);
    });
  });

  it('tells each start and each turn', async () => {
    const turns: string[] = [];
    await interleave([fakeContender('a')], { ...quick, onTurn: ({ contender, round, rounds }) => turns.push(`${contender} ${round}/${rounds}`) });
    expect(turns).toEqual(['a 0/2', 'a 1/2', 'a 2/2']);
  });

  it('keeps what a process says about itself', async () => {
    const { odd } = await beside({});
    expect(odd!.about).toEqual({ versions: { fake: '1.0' }, parameters: 58423, threads: 2, warmUpMs: 12, settings: 'fake' });
  });

  it('goes on without a peer that dies, and drops what it measured before', async () => {
    const { odd, reason } = await beside({ diesAfter: 1 });
    expect(odd).toBeUndefined();
    expect(reason).toBe('ended by itself with exit code 3: a framework talks / out of memory');
  });

  it.each<[string, Scenario, string]>([
    ['no JSON', { times: 'Segmentation fault' }, 'expected times as a line of JSON, got Segmentation fault'],
    ['JSON of another shape', { times: { hello: 1 } }, 'expected times, got {"hello":1}'],
    ['times that are no numbers', { times: { ms: ['fast', 1, 1], result: 1 } }, 'expected times, got {"ms":["fast",1,1],"result":1}'],
    ['times of nothing', { times: { ms: [0, 0, 0], result: 1 } }, 'expected times, got {"ms":[0,0,0],"result":1}'],
    ['too few times', { times: { ms: [1], result: 1 } }, 'expected 3 times, got 1'],
    ['a loss that is not a number', { times: '{"ms": [1, 1, 1], "result": NaN}' }, 'expected times as a line of JSON, got {"ms": [1, 1, 1], "result": NaN}'],
    ['an error of its own', { times: { error: 'ValueError: n' } }, 'ValueError: n'],
    ['garbage instead of being ready', { ready: 'hello' }, 'expected ready as a line of JSON, got hello'],
    ['a refusal to start', { ready: { error: 'no TensorFlow here' } }, 'no TensorFlow here'],
  ])('goes on without a peer that answers %s', async (_, scenario, expected) => {
    expect(await beside(scenario)).toEqual({ odd: undefined, reason: expected });
  });

  it('goes on without a peer that hangs', async () => {
    expect(await beside({ hangs: true }, { timeoutMs: 6000 })).toEqual({ odd: undefined, reason: 'gave no answer within 6 s' });
  });

  it('goes on without a program that is not there', async () => {
    const { measurements, notRun } = await interleave([{ ...fakeContender('odd'), command: ['/no/such/python'] }, fakeContender('healthy')], quick);
    expect(measurements).toHaveLength(1);
    expect(notRun).toEqual([{ name: 'odd', reason: 'could not be started: spawn /no/such/python ENOENT' }]);
  });

  it('refuses to compare networks with different numbers of parameters', async () => {
    expect(await beside({ parameters: 60000 }, { parameters: 58423 })).toEqual({
      odd: undefined,
      reason: 'another network: expected 58423 parameters, got 60000',
    });
    expect((await beside({ parameters: 58423 }, { parameters: 58423 })).odd).toBeDefined();
  });
});
