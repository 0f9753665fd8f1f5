import { pictureQuality, type PictureQuality } from '../../evaluate/picture-quality';
import { generateFace } from '../../datasets/generated-faces/generate-face';
import { faceSeed } from '../../datasets/generated-faces/generate-faces';
import { EXPRESSIONS } from '../../expressions';
import { degrade, enlarge, FACE_SIDE } from '../../super-resolve/degrade';
import { officialPairs } from '../../super-resolve/official-pairs';
import type { MeasuredFace } from '../../super-resolve/measure-super-resolution';
import type { Measured, Unit } from '../experiment-row';
import { fewer } from '../fewer-images';
import { PAPER_CLAIMS } from '../paper-claims';
import { inputLabel } from '../paper-inputs';
import type { PaperLaboratory } from '../paper-laboratory';
import { PAPER_SEEDS } from '../paper-scale';
import { resampledMean } from '../resampled-interval';
import type { RowPlan } from '../row-plan';

/** Faces that are made larger together. */
const TOGETHER = 16;
const MOST_DRAWN = 40;

/** How near FSRNet comes to the sharp picture, beside bicubic interpolation. */
export const superResolutionQuality: RowPlan = {
  id: 'super-resolution-quality',
  title: 'Super-resolution bicubic / FSRNet: picture quality',
  claim: PAPER_CLAIMS.superResolution,
  needs: ['pairs'],
  seconds: 15,
  commands: (name) => [`npx fer measure-super-resolution --pairs ${name('pairs')}`],
  run: async (laboratory, onProgress) => {
    const { faces, on } = await facesOf(laboratory);
    const resolver = await laboratory.superResolver();
    const [bicubic, fsrnet]: [PictureQuality[], PictureQuality[]] = [[], []];
    for (let first = 0; first < faces.length; first += TOGETHER) {
      const some = faces.slice(first, first + TOGETHER);
      const smalls = some.map(({ sharp, small }) => small ?? degrade(sharp));
      resolver.superResolveAll(smalls).forEach(({ picture }, i) => {
        const { sharp, enlarged } = some[i];
        bicubic.push(pictureQuality(enlarged ?? enlarge(smalls[i]), sharp));
        fsrnet.push(pictureQuality(picture, sharp));
      });
      onProgress(fsrnet.length / faces.length);
      await new Promise((resolve) => setImmediate(resolve));
    }
    const of = (name: string, unit: Unit, values: readonly number[]): Measured => {
      const { mean, interval } = resampledMean(values);
      return { name, value: mean, unit, interval, n: values.length, on };
    };
    const gain = of('PSNR (Y), FSRNet − bicubic', 'dB', fsrnet.map(({ psnrY }, i) => psnrY - bicubic[i].psnrY));
    return {
      measured: [
        of('PSNR (Y), bicubic', 'dB', bicubic.map(({ psnrY }) => psnrY)),
        of('PSNR (Y), FSRNet', 'dB', fsrnet.map(({ psnrY }) => psnrY)),
        gain,
        of('SSIM (Y), bicubic', 'ssim', bicubic.map(({ ssimY }) => ssimY)),
        of('SSIM (Y), FSRNet', 'ssim', fsrnet.map(({ ssimY }) => ssimY)),
      ],
      verdict: gain.interval![0] > 0 ? 'supported' : 'not supported',
      finding: `16×16 pixels to 128×128: FSRNet is ${gain.value.toFixed(2)} dB nearer to the sharp picture than bicubic interpolation. Reported for the original on CelebA: +2.56 dB (23.75 to 26.31; Chen et al. 2018). The paper tells no number.`,
    };
  },
};

async function facesOf(laboratory: PaperLaboratory): Promise<{ faces: readonly MeasuredFace[]; on: string }> {
  const { pairs } = laboratory.inputs;
  if (pairs !== undefined) return { faces: fewer(await officialPairs(pairs), laboratory.scale.faces), on: `${inputLabel(laboratory.inputs, 'pairs')}, pairs never trained on` };
  const count = Math.min(MOST_DRAWN, laboratory.scale.faces);
  const faces = Array.from({ length: count }, (_, i): MeasuredFace => {
    const { image } = generateFace({ seed: faceSeed('test', PAPER_SEEDS.generated, i), expression: EXPRESSIONS[i % EXPRESSIONS.length], size: FACE_SIDE, channels: 3 });
    return { sharp: { width: FACE_SIDE, height: FACE_SIDE, pixels: image } };
  });
  return { faces, on: 'drawn faces, not learned from' };
}
