import { describe, expect, it } from 'vitest';
import { ourContender, peerContenders, yardsticks, type Lineup } from '../../../packages/fer-core/src/bench/contenders';

const lineup: Lineup = {
  network: 'mini_XCEPTION',
  networkOptions: { classes: 5 },
  batch: 32,
  threads: 3,
  families: ['keras', 'torch'],
  place: { programs: '/peers', python: '/venv/bin/python' },
};

describe('peerContenders', () => {
  it('tells every peer task, network, batch and threads', () => {
    const { contenders } = peerContenders('train-step', lineup);
    expect(contenders.map(({ name, precision }) => `${name}: ${precision}`)).toEqual([
      'keras tf-function: float32',
      'keras tf-function-onednn: float32',
      'keras tf-function-bfloat16: bfloat16',
      'keras xla: float32',
      'torch eager: float32',
      'torch eager-bfloat16: bfloat16',
      'torch compile: float32',
      'torch compile-bfloat16: bfloat16',
    ]);
    const options = '--task train-step --network mini_XCEPTION --options {"height":48,"width":48,"channels":1,"classes":5} --batch 32 --threads 3 --mode eager';
    expect(contenders[4]!.command).toEqual(['/venv/bin/python', '/peers/torch_peer.py', ...options.split(' ')]);
  });

  it('hands over the images of an epoch', () => {
    const { contenders } = peerContenders('epoch', lineup, '/images');
    for (const { command } of contenders) expect(command.slice(-2)).toEqual(['--data', '/images']);
  });

  it('gives no peer a variable that could slow it down', () => {
    expect(peerContenders('train-step', lineup).contenders.every(({ env }) => env === undefined)).toBe(true);
  });
});

describe('ourContender', () => {
  it('runs our task with the same threads', () => {
    const task = { task: 'train-step', network: 'mini_XCEPTION', networkOptions: {}, batch: 32, mode: 'compiled', precision: 'float32' } as const;
    const { command, env, family } = ourContender('ours', task, lineup);
    expect(JSON.parse(command.at(-1)!)).toEqual(task);
    expect(env).toEqual({ TF_NUM_INTRAOP_THREADS: '3', TF_NUM_INTEROP_THREADS: '3' });
    expect(family).toBe('ours');
  });

  it('counts the yardsticks as the machine', () => {
    expect(yardsticks(lineup).map(({ name, family }) => `${name}: ${family}`)).toEqual(['matrix multiply: machine', 'memory copy: machine']);
    expect(JSON.parse(yardsticks(lineup)[1]!.command.at(-1)!)).toEqual({ task: 'memory-copy', threads: 3 });
  });
});
