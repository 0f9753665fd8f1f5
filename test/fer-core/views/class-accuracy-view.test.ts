import { describe, expect, it } from 'vitest';
import {
  CLASS_ACCURACY_MIME,
  classAccuracyView,
  decodeBase64,
  DISPLAY,
  embeddedPixels,
  parseClassAccuracy,
} from '../../../packages/fer-core/src/views';
import { images, report } from './class-accuracy-fixture';

const large = {
  ...images,
  height: 512,
  width: 512,
  pixels: Uint8Array.from({ length: 5 * 512 * 512 }, (_, byte) => Math.floor(byte / (512 * 512))),
};

describe('classAccuracyView', () => {
  it('carries the report and the pixels over the wire and back', () => {
    const bundle = classAccuracyView({ report, images })[DISPLAY]();
    const payload = parseClassAccuracy(JSON.parse(JSON.stringify(bundle[CLASS_ACCURACY_MIME])));
    expect(payload.report).toEqual(report);
    expect(payload.images).toMatchObject({ ids: images.ids, truth: images.truth, predicted: images.predicted });
    expect(embeddedPixels(payload.images!, 5)).toEqual(images.pixels);
  });

  it('serves more than 512 kB of pixels by the action instead', () => {
    const view = classAccuracyView({ report, images: large });
    expect(view.payload.images).not.toHaveProperty('pixels');
    expect(embeddedPixels(view.payload.images!, 5)).toBeNull();
    const { pixels } = view.actions.images({ indices: [3, 1] }) as { pixels: string };
    const bytes = decodeBase64(pixels);
    expect(bytes.length).toBe(2 * 512 * 512);
    expect([bytes[0], bytes[512 * 512]]).toEqual([3, 1]);
    expect(() => view.actions.images({ indices: [5] })).toThrow(/expected indices\[0\] .* from 0 to 4, got 5/);
    expect(classAccuracyView({ report, images }).actions).toEqual({});
  });

  it('stands without images', () => {
    const view = classAccuracyView({ report });
    expect(parseClassAccuracy(JSON.parse(JSON.stringify(view.payload)))).toEqual({ report, images: null });
  });

  it('takes typed arrays', () => {
    const view = classAccuracyView({ report, images: { ...images, truth: Uint8Array.from([0, 0, 0, 1, 1]) } });
    expect(view.payload.images?.truth).toEqual([0, 0, 0, 1, 1]);
  });

  it('shows what must be known before the numbers are believed, also after a journey over the wire', () => {
    const calibration = { ece: 0.1, maximumError: 0.2, negativeLogLikelihood: 1, brierScore: 0.5, meanConfidence: 0.6, bins: [{ low: 0, high: 1, count: 5, confidence: 0.6, accuracy: 0.6, accuracyInterval: [0.2, 0.9] as [number, number] }] };
    const warned = {
      ...report,
      notices: [{ level: 'not-credible' as const, text: 'too <good>' }, { level: 'note' as const, text: 'chosen here' }],
      temperedCalibration: { ...calibration, temperature: 1.5, fittedOn: { dataset: 'faces', split: 'validation', n: 9, dataSha256: 'x' } },
    };
    const view = classAccuracyView({ report: warned });
    expect(parseClassAccuracy(JSON.parse(JSON.stringify(view.payload))).report).toEqual(warned);
    expect(view[DISPLAY]()['text/html']).toContain('Not credible: too &lt;good&gt;</div>');
    expect(view[DISPLAY]()['text/plain']).toContain('\nNOT CREDIBLE: too <good>\nnote: chosen here\n');
    const wrong = { report: { ...warned, notices: [{ level: 'loud', text: '' }] } };
    expect(() => parseClassAccuracy(wrong)).toThrow('expected report.notices[0].level to be note or warning or not-credible, got "loud"');
  });

  it('shows tables and text where the extension is absent', () => {
    const bundle = classAccuracyView({ report: { ...report, labels: ['happy', '<sad>'] } })[DISPLAY]();
    expect(bundle['text/html']).toContain('&lt;sad&gt;');
    expect(bundle['text/html']).toContain('title="66.7 % of happy">2</td>');
    expect(bundle['text/plain']).toContain(
      'Accuracy 60.0 % (95 % interval 23.1–88.2, n = 5) on faces test, weights selected on validation',
    );
    expect(bundle['text/plain']).toMatch(/happy +66\.7 % +66\.7 % +66\.7 % +3/);
  });

  it.each([
    ['truth', { truth: [0] }, /expected truth of 5 images, got 1/],
    ['pixels', { pixels: new Uint8Array(3) }, /expected pixels of 20 bytes, got 3/],
  ])('refuses %s of another length', (_, change, message) => {
    expect(() => classAccuracyView({ report, images: { ...images, ...change } })).toThrow(message);
  });

  it('refuses images the report did not count', () => {
    const more = {
      ...report,
      confusion: [
        [2, 1],
        [1, 2],
      ],
    };
    expect(() => classAccuracyView({ report: more, images })).toThrow("expected the report's 6 images, got 5");
  });
});
