import { describe, expect, it } from 'vitest';
import { evaluateModel } from '../../../packages/fer-core/src/classify/evaluate-model';
import { embedImages, type EmbeddingStage } from '../../../packages/fer-core/src/explain/embed-images';
import { embeddings } from '../../../packages/fer-core/src/explain/embeddings';
import { projectEmbeddings } from '../../../packages/fer-core/src/explain/project-embeddings';
import { embeddingView, parseEmbedding } from '../../../packages/fer-core/src/views';
import { labeledWaves } from '../classify/images';
import { untrainedModel } from './untrained-model';

const model = untrainedModel();
const waves = labeledWaves(20, 24);
/** The last image is the first once more. */
const data = labeledWaves(21, 24, { images: Buffer.concat([waves.images, waves.images.subarray(0, 576)]) });

describe('embedImages', () => {
  it('gives answers, both projections and the duplicates of each image', async () => {
    const stages = new Map<EmbeddingStage, number>();
    const points = await embedImages(model, data, { onProgress: (stage, share) => stages.set(stage, share) });
    expect(points.projections.map(({ method, x, y }) => [method, x.length, y.length])).toEqual([
      ['pca', 21, 21],
      ['umap', 21, 21],
    ]);
    expect(points.projections[0]).toEqual(await projectEmbeddings(await embeddings(model, data)));
    const { judgement } = await evaluateModel(model, data);
    expect([...points.predicted]).toEqual([...judgement.predicted]);
    points.confidence.forEach((value, image) => expect(value).toBeCloseTo(judgement.confidence[image]!, 5));
    expect(points.groups![20]).toBe(points.groups![0]);
    expect(points.groups![0]).not.toBeNull();
    expect([...stages]).toEqual([
      ['reading', 1],
      ['comparing', 1],
      ['projecting', 1],
    ]);
  });

  it('does what is asked for only: methods, duplicates, views, seed', async () => {
    const pca = await embedImages(model, data, { methods: ['pca'], duplicates: false });
    expect(pca.projections).toHaveLength(1);
    expect(pca.groups).toBeNull();
    expect(
      (await embedImages(model, data, { methods: ['pca'], duplicates: false, tta: 'flip' })).projections,
    ).not.toEqual(pca.projections);
    const umap = await embedImages(model, data, { methods: ['umap'] });
    expect((await embedImages(model, data, { methods: ['umap'], seed: 1 })).projections[0]!.x).not.toEqual(
      umap.projections[0]!.x,
    );
    expect((await embedImages(model, data, { methods: ['umap'], neighbors: 3 })).projections[0]!.x).not.toEqual(
      umap.projections[0]!.x,
    );
    expect(
      (await embedImages(model, data, { methods: ['umap'], minimumDistance: 0.8 })).projections[0]!.x,
    ).not.toEqual(umap.projections[0]!.x);
  });

  it('fits its view', async () => {
    const payload = parseEmbedding(
      JSON.parse(JSON.stringify(embeddingView(await embedImages(model, data)).payload)),
    );
    expect(payload.images.ids).toEqual([...data.ids]);
    expect(payload.groups).toHaveLength(21);
  });

  it('refuses no method and other classes', async () => {
    await expect(embedImages(model, data, { methods: [] })).rejects.toThrow(
      'embedImages: expected at least one of the methods pca, umap, got none',
    );
    await expect(embedImages(model, { ...data, classes: ['a'] })).rejects.toThrow(
      'embedImages: expected the classes',
    );
  });
});
