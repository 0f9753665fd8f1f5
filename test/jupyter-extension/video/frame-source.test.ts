import { describe, expect, it, vi } from 'vitest';
import type { EmbeddedImage } from '../../../packages/fer-core/src/views';
import { FrameSource } from '../../../packages/jupyter-extension/src/video/frame-source';

const image = (index: number): EmbeddedImage => ({ width: 1, height: 1, mimeType: 'image/png', data: btoa(String(index)) });
const times = Array.from({ length: 20 }, (_, index) => index);
const kernel = () => ({ call: vi.fn(async (_action: string, argument: unknown) => ({ frames: (argument as { indices: number[] }).indices.map(image) })) });

describe('FrameSource', () => {
  it('asks the kernel for some frames at a time, and for each only once', async () => {
    const object = kernel();
    const source = new FrameSource({ times }, object);
    expect(await source.frame(3)).toBe(`data:image/png;base64,${btoa('3')}`);
    expect(await source.frame(10)).toBe(`data:image/png;base64,${btoa('10')}`);
    expect(await source.frame(18)).toBe(`data:image/png;base64,${btoa('18')}`);
    expect(object.call.mock.calls.map(([action, argument]) => [action, argument])).toEqual([
      ['frames', { indices: [3, 4, 5, 6, 7, 8, 9, 10] }],
      ['frames', { indices: [18, 19] }],
    ]);
  });

  it('asks nobody for embedded frames', async () => {
    const object = kernel();
    const source = new FrameSource({ times: [0, 1], frames: [image(0), image(1)] }, object);
    expect(await source.frame(1)).toBe(`data:image/png;base64,${btoa('1')}`);
    expect(object.call).not.toHaveBeenCalled();
  });

  it('asks again after a failure', async () => {
    const object = kernel();
    object.call.mockRejectedValueOnce(new Error('the kernel was restarted'));
    const source = new FrameSource({ times }, object);
    await expect(source.frame(0)).rejects.toThrow('restarted');
    expect(await source.frame(0)).toContain(btoa('0'));
  });
});
