import { pictureQuality } from '../evaluate/picture-quality';
import { InputError } from '../input-error';
import { embedImage } from './embedded-image';
import { DISPLAY, type DisplayableLater } from './mime-bundle';
import { PayloadReader } from './payload-reader';
import { channelsOf, halveRaster, type Raster } from './raster';
import { superResolutionHtml } from './super-resolution-html';
import {
  type FacePictures,
  MEASURED_STAGES,
  SUPER_RESOLUTION_MIME,
  SUPER_RESOLUTION_STAGES,
  type SuperResolutionFace,
  type SuperResolutionPayload,
} from './super-resolution-payload';
import { superResolutionSummary } from './super-resolution-summary';

/** A face made larger, as `superResolutionView` takes it; all pictures uint8 RGB. */
export interface SuperResolvedStages {
  /** What it is called, for example its file's name. */
  readonly name?: string;
  /** What the network was given, for example 16×16. */
  readonly lowResolution: Raster;
  /** The same, enlarged by cubic interpolation. */
  readonly bicubic: Raster;
  /** After the first part of the network. */
  readonly coarse?: Raster | null;
  readonly final: Raster;
  /** The true large face. */
  readonly truth?: Raster | null;
  /** One map a landmark, uint8 [height, width]; all of one size. */
  readonly heatmaps?: readonly Raster[] | null;
  /** Indices of regions, uint8 [height, width]. */
  readonly parsing?: Raster | null;
}

/** What the view is made of. */
export interface SuperResolutionViewOptions {
  /** What the faces are called together, for example their folder. */
  readonly name?: string;
  /** Names of the regions in parsing maps, by index. */
  readonly regions?: readonly string[];
  /** At least one. */
  readonly faces: readonly SuperResolvedStages[];
}

/** Enlarged faces that show themselves. */
export interface SuperResolutionView extends DisplayableLater {
  /** What the front end may call, by name. */
  readonly actions: Record<string, (argument: unknown) => unknown>;
  /** As it goes over the wire. */
  payload(): Promise<SuperResolutionPayload>;
}

/** Pictures travel inside the payload up to this many characters; those of further faces are served by the action `face`. */
const MOST_EMBEDDED = 1_500_000;

/** Longest side of a thumbnail in pixels. */
const THUMBNAIL = 64;

/**
 * Shows faces at every stage of super-resolution, one face or a whole folder. PSNR and SSIM are measured here, on luma, where the truth is given.
 *
 * @throws InputError `superResolutionView: expected …, got …` without faces, or for pictures of other sizes or channels.
 */
export function superResolutionView({ name = 'faces', regions = [], faces }: SuperResolutionViewOptions): SuperResolutionView {
  if (faces.length === 0) throw new InputError('superResolutionView: expected at least one face, got none');
  faces.forEach((face, index) => checkFace(face, index, regions.length));
  let made: Promise<SuperResolutionPayload> | undefined;
  const payload = (): Promise<SuperResolutionPayload> => (made ??= makePayload(name, regions, faces));
  return {
    actions: {
      face: (argument) => {
        const request = new PayloadReader('face', argument);
        return makePictures(faces[request.index('index', faces.length)]!);
      },
    },
    payload,
    async [DISPLAY]() {
      const view = await payload();
      return { [SUPER_RESOLUTION_MIME]: view, 'text/html': superResolutionHtml(view), 'text/plain': superResolutionSummary(view) };
    },
  };
}

function checkFace(face: SuperResolvedStages, index: number, regions: number): void {
  const refuse = (what: string, expected: string, got: string): never => {
    throw new InputError(`superResolutionView: expected ${what} of face ${index} to be ${expected}, got ${got}`);
  };
  for (const stage of SUPER_RESOLUTION_STAGES) {
    const picture = face[stage];
    if (!picture) continue;
    const { width, height, pixels } = picture;
    if (channelsOf(picture) !== 3) refuse(stage, `${width}×${height}×3 bytes`, String(pixels.length));
    if (stage === 'lowResolution') continue;
    const { final } = face;
    if (width !== final.width || height !== final.height) refuse(stage, `${final.width}×${final.height} pixels`, `${width}×${height}`);
  }
  for (const map of face.heatmaps ?? []) {
    const { width, height } = face.heatmaps![0]!;
    if (map.pixels.length !== width * height) refuse('heatmaps', `${width}×${height} bytes each`, String(map.pixels.length));
  }
  const largest = face.parsing?.pixels.reduce((most, region) => Math.max(most, region), 0) ?? -1;
  if (largest >= regions) refuse('parsing', `indices of ${regions} regions`, String(largest));
}

async function makePayload(name: string, regions: readonly string[], faces: readonly SuperResolvedStages[]): Promise<SuperResolutionPayload> {
  const shown: SuperResolutionFace[] = [];
  let room = MOST_EMBEDDED;
  for (const [index, face] of faces.entries()) {
    const pictures = room > 0 ? await makePictures(face) : null;
    room -= pictures ? JSON.stringify(pictures).length : 0;
    shown.push({
      name: face.name ?? `face ${index + 1}`,
      thumbnail: await embedImage(reduced(face.final)),
      quality: qualities(face),
      ...(pictures && (room >= 0 || index === 0) ? { pictures } : {}),
    });
  }
  return { name, regions: [...regions], faces: shown };
}

async function makePictures(face: SuperResolvedStages): Promise<FacePictures> {
  const stages: FacePictures['stages'] = {};
  for (const stage of SUPER_RESOLUTION_STAGES) {
    const picture = face[stage];
    if (picture) stages[stage] = await embedImage(picture);
  }
  return {
    stages,
    heatmaps: face.heatmaps && face.heatmaps.length > 0 ? { count: face.heatmaps.length, image: await embedImage(stacked(face.heatmaps)) } : null,
    parsing: face.parsing ? await embedImage(face.parsing) : null,
  };
}

function qualities(face: SuperResolvedStages): SuperResolutionFace['quality'] {
  const quality: SuperResolutionFace['quality'] = {};
  for (const stage of MEASURED_STAGES) {
    const picture = face[stage];
    if (!picture || !face.truth) continue;
    const { psnrY, ssimY } = pictureQuality(picture, face.truth);
    quality[stage] = { psnr: Number.isFinite(psnrY) ? psnrY : null, ssim: ssimY };
  }
  return quality;
}

function reduced(raster: Raster): Raster {
  let small = raster;
  while (Math.max(small.width, small.height) > THUMBNAIL) small = halveRaster(small);
  return small;
}

function stacked(maps: readonly Raster[]): Raster {
  const { width, height } = maps[0]!;
  const pixels = new Uint8Array(width * height * maps.length);
  maps.forEach((map, index) => pixels.set(map.pixels, index * width * height));
  return { width, height: height * maps.length, pixels };
}
