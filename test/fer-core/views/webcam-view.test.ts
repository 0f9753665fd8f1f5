import { describe, expect, it } from 'vitest';
import { DISPLAY, encodeBase64, parseWebcam, parseWebcamAnswer, WEBCAM_MIME, webcamView } from '../../../packages/fer-core/src/views';

const face = { box: [1, 2, 3.456, 4] as const, probabilities: { happy: 0.7, sad: 0.3 }, label: 'happy' };

describe('webcamView', () => {
  it('hands each picture to the recognizer and its faces back', async () => {
    const seen: Uint8Array[] = [];
    const view = webcamView({
      recognize: async (image) => {
        seen.push(image);
        return { faces: [face] };
      },
    });
    const answer = parseWebcamAnswer(JSON.parse(JSON.stringify(await view.actions.frame({ data: encodeBase64(Uint8Array.from([1, 2, 3])) }))));
    expect(seen).toEqual([Uint8Array.from([1, 2, 3])]);
    expect(answer.labels).toEqual(['happy', 'sad']);
    expect(answer.faces).toEqual([{ box: [1, 2, 3.46, 4], points: null, probabilities: [0.7, 0.3], label: 0 }]);
    expect(answer.ms).toBeGreaterThanOrEqual(0);
  });

  it('has no labels where it sees nobody', async () => {
    const view = webcamView({ recognize: async () => ({ faces: [] }) });
    expect(await view.actions.frame({ data: 'AAAA' })).toMatchObject({ labels: [], faces: [] });
  });

  it('says what is wrong with a request, and passes on why recognition failed', async () => {
    const view = webcamView({ recognize: () => Promise.reject(new Error('no network')) });
    await expect(view.actions.frame({ data: 7 })).rejects.toThrow('expected data to be a text, got 7');
    await expect(view.actions.frame({ data: 'AAAA' })).rejects.toThrow('no network');
  });

  it('carries its width over the wire and back', () => {
    const bundle = webcamView({ recognize: async () => ({ faces: [] }), width: 320 })[DISPLAY]();
    expect(parseWebcam(JSON.parse(JSON.stringify(bundle[WEBCAM_MIME])))).toEqual({ name: 'Webcam', width: 320 });
    expect(bundle['text/plain']).toContain('Webcam');
    expect(() => webcamView({ recognize: async () => ({ faces: [] }), width: 3 })).toThrow('webcamView: expected a whole width of at least 16 pixels, got 3');
  });
});

describe('parseWebcam', () => {
  it.each([
    ['a number', 1, 'webcam view: expected the payload to be an object, got 1'],
    ['a newer version', { name: 'a', width: 480, version: 2 }, 'a newer FER Workbench made this output'],
    ['no width', { name: 'a' }, 'expected width to be a whole number of at least 16, got nothing'],
  ])('refuses %s in one readable line', (_, value, message) => {
    expect(() => parseWebcam(value)).toThrow(message);
  });
});
