import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writePng } from '../../../packages/fer-core/src/photos/write-png';
import { degrade, enlarge } from '../../../packages/fer-core/src/super-resolve/degrade';
import { FaceSuperResolver } from '../../../packages/fer-core/src/super-resolve/face-super-resolver';
import { superResolve } from '../../../packages/fer-core/src/super-resolve/super-resolve';
import { superResolutionView } from '../../../packages/fer-core/src/views/super-resolution-view';
import { temporaryFolder } from '../datasets/temporary-folder';
import { waves } from './pictures';
import { tinySuperResolutionModel } from './tiny-resolver';

const truth = waves(128, 128, 0);
let model: FaceSuperResolver;
beforeAll(async () => {
  model = await FaceSuperResolver.create(tinySuperResolutionModel());
});
afterAll(() => model.dispose());

describe('superResolve', () => {
  it('keeps every stage of a sharp face, with what the priors see', async () => {
    const { faces, regions } = await superResolve(truth, { model, sharp: true });
    const [face] = faces;
    expect(faces).toHaveLength(1);
    expect(face!.lowResolution).toEqual(degrade(truth));
    expect(face!.bicubic).toEqual(enlarge(degrade(truth)));
    expect(face!.truth).toEqual(truth);
    expect(face!.coarse!.pixels).not.toEqual(face!.final.pixels);
    expect(face!.final.pixels).toEqual(model.superResolve(degrade(truth)).pixels);
    expect([face!.heatmaps!.length, face!.heatmaps![0]!.width, face!.parsing!.width]).toEqual([68, 32, 32]);
    const view = await superResolutionView({ regions, faces }).payload();
    expect(view.faces[0]!.quality).toMatchObject({ bicubic: { psnr: expect.any(Number) }, coarse: {}, final: {} });
  });

  it('takes a picture of 128×128 for an enlarged one, without truth, unless told otherwise', async () => {
    const { faces } = await superResolve(enlarge(degrade(truth)), { model });
    expect(faces[0]!.truth).toBeNull();
  });

  it('works through a folder, finds the truths by name and tells how far it is', async () => {
    const [small, sharp] = [join(temporaryFolder(), 'LR'), join(temporaryFolder(), 'HR')];
    for (const folder of [small, sharp]) mkdirSync(folder);
    for (const [phase, name] of ['a', 'b'].entries()) {
      await writePng(join(sharp, `${name}.png`), waves(128, 128, phase));
      await writePng(join(small, `${name}.png`), degrade(waves(128, 128, phase)));
    }
    const told: string[] = [];
    const { name, faces } = await superResolve(small, { model, truth: sharp, onProgress: (done, total) => told.push(`${done} of ${total}`) });
    expect(name).toBe('LR');
    expect(faces.map((face) => face.name)).toEqual(['a', 'b']);
    expect(faces[1]!.truth!.pixels).toEqual(waves(128, 128, 1).pixels);
    expect(told).toEqual(['1 of 2', '2 of 2']);
    await writePng(join(small, 'c.png'), degrade(truth));
    await expect(superResolve(small, { model, truth: sharp })).rejects.toThrow(/^superResolve: expected a picture named c in .*HR, found none$/);
  });

  it('refuses what is not there, and a photo without a face', async () => {
    await expect(superResolve('nowhere.png', { model })).rejects.toThrow('superResolve: expected an image or a folder, found none at nowhere.png');
    await expect(superResolve(waves(200, 150, 0), { model })).rejects.toThrow('superResolve: expected a face, found none in photo');
  });
});
