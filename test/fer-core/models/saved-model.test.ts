import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXPRESSIONS } from '../../../packages/fer-core/src/expressions';
import { initialWeights } from '../../../packages/fer-core/src/models/initial-weights';
import { miniXception } from '../../../packages/fer-core/src/models/mini-xception';
import { loadModel, saveModel } from '../../../packages/fer-core/src/models/saved-model';
import { temporaryFolder } from '../datasets/temporary-folder';

const built = miniXception({ height: 24 });

async function saved(folder = join(temporaryFolder(), 'model')) {
  const weights = initialWeights(built, 3);
  const sha256 = await saveModel(folder, {
    network: 'mini_XCEPTION', networkOptions: built.options, inputRange: 'unit', labels: [...EXPRESSIONS],
    training: { selectedOn: 'validation' }, built, weights,
  });
  return { folder, weights, sha256, description: join(folder, 'model.json'), file: join(folder, 'weights.safetensors') };
}

function edit(file: string, change: (description: Record<string, unknown>) => unknown): void {
  const description = JSON.parse(readFileSync(file, 'utf8'));
  change(description);
  writeFileSync(file, JSON.stringify(description));
}

describe('loadModel', () => {
  it('reads what saveModel wrote, from the folder or the run that holds it as best', async () => {
    const run = temporaryFolder();
    const { folder, weights, sha256 } = await saved(join(run, 'best'));
    const model = await loadModel(folder);
    expect(model.weights).toEqual(weights);
    expect(model).toMatchObject({
      network: 'mini_XCEPTION', inputRange: 'unit', labels: EXPRESSIONS, weightsSha256: sha256,
      training: { selectedOn: 'validation' }, built: { inputShape: [24, 48, 1] },
    });
    expect((await loadModel(run)).weightsSha256).toBe(sha256);
    expect(readdirSync(folder).sort()).toEqual(['model.json', 'weights.safetensors']);
  });

  it('notices weights that are not those of the description', async () => {
    const { folder, file } = await saved();
    const bytes = readFileSync(file);
    bytes[bytes.length - 1] ^= 1;
    writeFileSync(file, bytes);
    await expect(loadModel(folder)).rejects.toThrow(/expected weights with sha256 [0-9a-f]{64}, found [0-9a-f]{64} in .*weights\.safetensors/);
  });

  it('notices weights that are cut off or missing', async () => {
    const { folder, file } = await saved();
    writeFileSync(file, readFileSync(file).subarray(0, -100));
    await expect(loadModel(folder)).rejects.toThrow('expected a whole safetensors file');
    rmSync(file);
    await expect(loadModel(folder)).rejects.toThrow('expected a weights file, found none');
  });

  it.each<[string, (description: Record<string, unknown>) => unknown, RegExp]>([
    ['of another network', (d) => (d.network = 'AlexNet'), /expected one of mini_XCEPTION.*got AlexNet/],
    ['of a network that every object has', (d) => (d.network = 'constructor'), /expected one of .*got constructor/],
    ['of another shape', (d) => (d.networkOptions = { classes: 3 }), /expected conv2d_6\/kernel \[3, 3, 128, 3\], found \[3, 3, 128, 7\]/],
    ['without labels', (d) => delete d.labels, /found labels wrong: [^\n]*$/],
    ['with another input range', (d) => (d.inputRange = 'bytes'), /found inputRange wrong: [^\n]*$/],
  ])('refuses a description %s', async (_, change, message) => {
    const { folder, description } = await saved();
    edit(description, change);
    await expect(loadModel(folder)).rejects.toThrow(message);
  });

  it('refuses a description that is no JSON, and a folder without one', async () => {
    const { folder, description } = await saved();
    writeFileSync(description, '{');
    await expect(loadModel(folder)).rejects.toThrow(/expected JSON, found something else in .*model\.json/);
    await expect(loadModel(temporaryFolder())).rejects.toThrow('model.json or best/model.json, found none in');
  });
});

describe('a model that replaces another', () => {
  /** Saves another model over the first one, and gives the bytes of each file after each step of the way. */
  async function replaced() {
    const { folder, sha256, file, description } = await saved();
    const [oldWeights, oldDescription] = [readFileSync(file), readFileSync(description)];
    const model = { network: 'mini_XCEPTION', networkOptions: built.options, inputRange: 'unit' as const, labels: [...EXPRESSIONS], training: {} };
    const newSha256 = await saveModel(folder, { ...model, built, weights: initialWeights(built, 4) });
    return { folder, file, description, oldWeights, oldDescription, sha256, newSha256, next: `${file}.next` };
  }

  it('loads at any moment, as the old one or the new one', async () => {
    const { folder, file, description, next, oldWeights, oldDescription, sha256, newSha256 } = await replaced();
    const newWeights = readFileSync(file);
    expect((await loadModel(folder)).weightsSha256).toBe(newSha256);
    // Killed between the new description and the last rename.
    writeFileSync(file, oldWeights);
    writeFileSync(next, newWeights);
    const model = await loadModel(folder);
    expect(model.weightsSha256).toBe(newSha256);
    expect(model.weights).toEqual(initialWeights(built, 4));
    // Killed between the new weights and the new description.
    writeFileSync(description, oldDescription);
    expect((await loadModel(folder)).weightsSha256).toBe(sha256);
    expect((await loadModel(folder)).weights).toEqual(initialWeights(built, 3));
  });

  it('stays the old one where the new description cannot be written', async () => {
    const { folder, weights, sha256, description } = await saved();
    mkdirSync(join(`${description}.${process.pid}.tmp`, 'full'), { recursive: true }); // in the place of the temporary file
    await expect(
      saveModel(folder, { network: 'mini_XCEPTION', networkOptions: built.options, inputRange: 'unit', labels: [], training: {}, built, weights: initialWeights(built, 4) }),
    ).rejects.toThrow();
    const model = await loadModel(folder);
    expect(model.weightsSha256).toBe(sha256);
    expect(model.weights).toEqual(weights);
  });
});
