import { MEASURED_STAGES, type MeasuredStage, type StageQuality, type SuperResolutionPayload } from './super-resolution-payload';

/** A quality for a reader: `"24.31 dB, 0.7214"`; a dash where the truth is not known. */
export function formatQuality(quality: StageQuality | undefined): string {
  return quality === undefined ? '–' : `${quality.psnr === null ? '∞' : quality.psnr.toFixed(2)} dB, ${quality.ssim.toFixed(4)}`;
}

/** Means over the faces whose truth is known, as papers take them; undefined where there is none. */
export function meanStageQuality({ faces }: SuperResolutionPayload, stage: MeasuredStage): StageQuality | undefined {
  const known = faces.flatMap(({ quality }) => (quality[stage] ? [quality[stage]] : []));
  if (known.length === 0) return undefined;
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const decibels = known.map(({ psnr }) => psnr ?? Infinity);
  const psnr = mean(decibels);
  return { psnr: Number.isFinite(psnr) ? psnr : null, ssim: mean(known.map(({ ssim }) => ssim)) };
}

/** The faces in plain text: how many, and mean PSNR and SSIM of each stage. */
export function superResolutionSummary(payload: SuperResolutionPayload): string {
  const { name, faces } = payload;
  const known = faces.filter(({ quality }) => quality.final !== undefined).length;
  const lines = MEASURED_STAGES.flatMap((stage) => {
    const quality = meanStageQuality(payload, stage);
    return quality ? [`${stage}: ${formatQuality(quality)}`] : [];
  });
  const head = `${name}: ${faces.length === 1 ? '1 face' : `${faces.length} faces`}${known > 0 ? `, PSNR and SSIM on luma, mean of ${known}` : ', truth not known'}`;
  return [head, ...lines].join('\n');
}
