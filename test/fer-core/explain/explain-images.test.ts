import { describe, expect, it } from 'vitest';
import { evaluateModel } from '../../../packages/fer-core/src/classify/evaluate-model';
import { backendMemory, startBackend } from '../../../packages/fer-core/src/backend';
import { classActivationMaps } from '../../../packages/fer-core/src/explain/class-activation-maps';
import { explainImages } from '../../../packages/fer-core/src/explain/explain-images';
import { explanationView, parseExplanation } from '../../../packages/fer-core/src/views';
import { labeledWaves } from '../classify/images';
import { untrainedModel } from './untrained-model';

const model = untrainedModel();
const data = labeledWaves(30, 24);

describe('explainImages', () => {
  it('takes the surest mistakes and right answers of each class', async () => {
    const { name, images, maps } = await explainImages(model, data, { examples: 1 });
    const { judgement } = await evaluateModel(model, data);
    const own = data.ids.filter((_, image) => data.labels[image] === 0 && judgement.predicted[image] !== 0);
    const surest = own.sort(
      (a, b) => judgement.confidence[data.ids.indexOf(b)]! - judgement.confidence[data.ids.indexOf(a)]!,
    )[0]!;
    expect(name).toBe('waves validation');
    expect(images.ids).toContain(surest);
    expect(images.count).toBeLessThanOrEqual(14);
    const place = data.ids.indexOf(images.ids[2]!);
    expect(images.images.subarray(2 * 576, 3 * 576)).toEqual(data.images.subarray(place * 576, (place + 1) * 576));
    expect(maps.predicted[2]).toBe(judgement.predicted[place]);
    expect((await explainImages(model, data, { examples: 3 })).images.count).toBeGreaterThan(images.count);
  });

  it('takes all images as they come where asked to, and makes the maps that are asked for', async () => {
    const { images, maps } = await explainImages(model, data, { examples: null, chosen: 'sad' });
    expect(images).toBe(data);
    expect(maps).toEqual(await classActivationMaps(model, data, { chosen: 'sad' }));
    const flip = await explainImages(model, data, { examples: null, chosen: 'sad', tta: 'flip' });
    expect(flip.maps.maps).not.toEqual(maps.maps);
  });

  it('fits its view', async () => {
    const explained = await explainImages(model, data, { examples: 1 });
    const payload = parseExplanation(JSON.parse(JSON.stringify(explanationView(explained).payload)));
    expect(payload.name).toBe('waves validation');
    expect(payload.images.truth).toEqual([...explained.images.labels]);
  });

  it('refuses other classes and no examples, and leaves no tensor behind', async () => {
    await startBackend();
    const { tensors } = backendMemory();
    await expect(explainImages(model, { ...data, classes: ['a', 'b'] })).rejects.toThrow(
      /^explainImages: expected the classes angry, .*, got a, b in waves/,
    );
    await expect(explainImages(model, data, { examples: 0 })).rejects.toThrow(
      'explainImages: expected examples to be a positive whole number or null, got 0',
    );
    await explainImages(model, data);
    expect(backendMemory().tensors).toBe(tensors);
  });
});
