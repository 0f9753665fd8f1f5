import path from 'node:path';
import { EXPRESSIONS } from '../../expressions';
import { boxAroundPoints } from '../../detect/measure-detection';
import { boxOverlap } from '../../detect/box-overlap';
import type { Photo } from '../../photos/photo';
import { readPhoto } from '../../photos/read-photo';
import { writePng } from '../../photos/write-png';
import { drawFaces } from '../../recognize/draw-faces';
import { Recognizer } from '../../recognize/recognizer';
import type { RecognizedFace } from '../../recognize/recognized-face';
import type { Measured } from '../experiment-row';
import { measuredCount, measuredShare } from '../measured';
import { PAPER_CLAIMS } from '../paper-claims';
import { inputLabel } from '../paper-inputs';
import { drawGroupPhoto } from '../paper-photos';
import type { RowPlan } from '../row-plan';

/** Where the labelled photo is kept, in the experiment's folder. */
export const FIGURE_3_FILE = 'figure-3.png';
/** Intersection over union of a found face with a drawn one. */
const OVERLAP = 0.4;

/** Faces found in a photo and labelled, as the paper shows them. */
export const figure3: RowPlan = {
  id: 'figure-3',
  title: "Figure 3's labelled faces",
  claim: PAPER_CLAIMS.figure3,
  needs: ['figure3'],
  seconds: 5,
  commands: (name) => [`npx fer recognize ${name('figure3')}`],
  run: async (laboratory) => {
    const { figure3: file } = laboratory.inputs;
    const drawn = file === undefined ? drawGroupPhoto() : undefined;
    const photo = drawn?.photo ?? (await readPhoto(file!));
    const recognizer = await Recognizer.create({ model: await laboratory.model('improved') });
    let faces: RecognizedFace[];
    try {
      faces = await recognizer.recognize(photo);
    } finally {
      recognizer.dispose();
    }
    if (laboratory.folder !== undefined) await writePng(path.join(laboratory.folder, FIGURE_3_FILE), await drawFaces(photo, faces));
    const on = drawn ? 'a drawn group photo' : inputLabel(laboratory.inputs, 'figure3');
    return {
      measured: [measuredCount('faces found', faces.length, on), ...labelCounts(faces, on), ...(drawn ? rightLabels(drawn.faces, faces, on) : [])],
      verdict: 'cannot be judged',
      finding:
        `${sizeOf(photo)} pixels, ${faces.length} faces found and labelled${laboratory.folder === undefined ? '' : ` (${FIGURE_3_FILE} in the experiment's folder)`}. ` +
        (drawn ? 'What each drawn face shows is known; the network learned photographs.' : 'Nobody labelled this photo: a picture of chosen results shows that the software runs, not how often it is right.'),
    };
  },
};

function labelCounts(faces: readonly RecognizedFace[], on: string): Measured[] {
  return EXPRESSIONS.map((label) => measuredCount(`faces labelled ${label}`, faces.filter((face) => face.label === label).length, on, faces.length)).filter(({ value }) => value > 0);
}

function rightLabels(truth: ReturnType<typeof drawGroupPhoto>['faces'], found: readonly RecognizedFace[], on: string): Measured[] {
  const right = truth.filter(({ expression, points }) => found.some(({ box, label }) => label === expression && boxOverlap(box, boxAroundPoints(points)) >= OVERLAP));
  return [measuredShare('drawn faces found and labelled with their expression', right.length, truth.length, on)];
}

function sizeOf({ width, height }: Photo): string {
  return `${width}×${height}`;
}
