import { describe, expect, it } from 'vitest';
import { isImageName, recognitionCode } from '../../../packages/jupyter-extension/src/recognize/recognition-code';

describe('recognitionCode', () => {
  it('names the file as a text, whatever its name holds', () => {
    expect(recognitionCode('a "b".jpg')).toBe(
      `import { recognize, stagesView } from 'fer-core';\nstagesView({ name: "a \\"b\\".jpg", ...(await recognize("a \\"b\\".jpg")) })`,
    );
  });
});

describe('isImageName', () => {
  it('goes by the ending', () => {
    expect(['a.png', 'B.JPG', 'c.jpeg', 'd.webp', 'e.tif'].every(isImageName)).toBe(true);
    expect(['png', 'a.txt', 'a.jpg.md', 'a.svg'].some(isImageName)).toBe(false);
  });
});
