import { describe, expect, it, vi } from 'vitest';
import { WatchedFiles } from '../../packages/kernel-extras/src/compiler/watched-files';
import { fileOfTypes, withoutFiles } from '../../packages/kernel-extras/src/compiler/types-by-path';
import { preview, typeOfValue } from '../../packages/kernel-extras/src/variables/preview';
import { Variables } from '../../packages/kernel-extras/src/variables/variables';
import { walkTensors } from '../../packages/kernel-extras/src/variables/walk-tensors';

class Tensor {
  isDisposed = false;
  constructor(
    readonly shape: number[],
    readonly dataId: object = {},
  ) {}
  readonly dtype = 'float32';
  dataSync(): number[] {
    return [1];
  }
  dispose(): void {
    this.isDisposed = true;
  }
}

describe('walkTensors', () => {
  const count = (value: unknown): number => walkTensors(value).length;

  it('looks into arrays, maps, sets and objects, and counts each tensor once', () => {
    const t = new Tensor([1]);
    expect(count({ a: [t, { b: t }], m: new Map([['k', t]]), s: new Set([new Tensor([2])]) })).toBe(2);
    const circle: Record<string, unknown> = { t };
    circle.self = circle;
    expect(count(circle)).toBe(1);
    expect(count([null, undefined, 3, 'x', () => t])).toBe(0);
  });

  it('counts tensors of the same memory once', () => {
    const memory = {};
    expect(count([new Tensor([4], memory), new Tensor([2, 2], memory)])).toBe(1);
  });

  it('calls no getter and no trap, and ends in large values', () => {
    const called = vi.fn();
    const sly = { get a() { return called(); } };
    expect(count([sly, new Proxy({}, { get: called, ownKeys: called })])).toBe(0);
    expect(called).not.toHaveBeenCalled();
    const seen = new Set<object>();
    walkTensors(Array.from({ length: 1e5 }, (_, i) => ({ i })), seen);
    expect(seen.size).toBe(20_000);
  });
});

it('preview is one short line', () => {
  expect(preview('a\nb')).toBe("'a\\nb'");
  expect(preview({ a: { b: 1 }, c: [1] })).toBe('{ a: [Object], c: [Array] }');
  expect(preview('x'.repeat(500)).length).toBe(120);
  expect(preview(new Map([[1, 2]]))).toBe('Map(1) { 1 => 2 }');
});

it('typeOfValue names classes and sizes', () => {
  class Face {}
  const values = [null, 1, [1, 2], new Map(), new Face(), Object.create(null), undefined, () => 1];
  expect(values.map(typeOfValue)).toEqual(['null', 'number', 'Array(2)', 'Map(0)', 'Face', 'Object', 'undefined', 'function']);
});

describe('Variables', () => {
  const variable = { kind: 'variable' as const, type: 'Tensor' };

  it('reads statistics while there is time, and each memory once', () => {
    const tensor = new Tensor([1]);
    const read = vi.spyOn(tensor, 'dataSync');
    const variables = new Variables({ tensor }, () => new Map([['tensor', variable]]));
    variables.cellEnded({ count: 1 }, ['tensor']);
    variables.report();
    expect(variables.report().variables[0]!.tensor).toMatchObject({ min: 1, max: 1, nan: 0 });
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('reads no more when its time is over', () => {
    const values = { a: new Tensor([1]), b: new Tensor([1]) };
    const variables = new Variables(values, () => new Map([['a', variable], ['b', variable]]));
    const clock = vi.spyOn(performance, 'now');
    for (const time of [0, 0, 100]) clock.mockReturnValueOnce(time); // start, at a, at b
    const [a, b] = variables.report().variables;
    clock.mockRestore();
    expect(a!.tensor!.min).toBe(1);
    expect(b!.tensor!.min).toBeUndefined();
    expect(variables.look('b').tensor!.min).toBe(1);
  });

  it('does not report a reshaped tensor that another variable holds as left behind', () => {
    const memory = {};
    const values: Record<string, unknown> = { a: new Tensor([4], memory) };
    const variables = new Variables(values, () => new Map([['a', variable], ['b', variable]]));
    variables.cellEnded({ count: 1 }, ['a']);
    values.b = new Tensor([2, 2], memory);
    variables.cellEnded({ count: 2 }, ['b']);
    values.a = 0;
    variables.cellEnded({ count: 3 }, ['a']);
    expect(variables.report().leaked).toEqual([]);
    values.b = 0;
    variables.cellEnded({ count: 4 }, ['b']);
    expect(variables.report().leaked).toMatchObject([{ name: 'b', bytes: 16, cell: { count: 2 } }]);
  });
});

describe('WatchedFiles', () => {
  it('tells what came, changed and went since the last look, once', () => {
    const states = new Map([['a', '1']]);
    const files = new WatchedFiles((path) => states.get(path));
    const told: string[] = [];
    const kinds = { Created: 0, Changed: 1, Deleted: 2 } as never;
    const names = ['created', 'changed', 'deleted'];
    const watch = (path: string) => files.watch(path, (file, kind) => told.push(`${file} ${names[kind as number]}`));
    const first = watch('a');
    watch('b');
    const look = (): string[] => {
      told.length = 0;
      files.look(kinds);
      return [...told];
    };
    expect(look()).toEqual([]);
    states.set('a', '2').set('b', '1');
    expect(look()).toEqual(['a changed', 'b created']);
    expect(look()).toEqual([]);
    states.delete('b');
    first.close();
    states.set('a', '3');
    expect(look()).toEqual(['b deleted']);
    expect([files.takes('/x/node_modules/y/i.d.ts'), files.takes('/x/y.ts')]).toEqual([false, true]);
  });
});

it('names of types by path lead back to their files and are not shown', () => {
  expect(fileOfTypes('types-of:/a/(node_modules)/b/c.d.ts')).toBe('/a/node_modules/b/c.d.ts');
  expect(fileOfTypes('b')).toBeUndefined();
  expect(withoutFiles('Map<string, import("types-of:/a/b.d.ts").Tensor[]>')).toBe('Map<string, Tensor[]>');
});
