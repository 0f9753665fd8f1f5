import { fivePoints, pointsBox } from '../align/align-face';
import { boxOverlap } from '../detect/box-overlap';
import { detectFaces, type DetectFacesOptions } from '../detect/detect-faces';
import type { DetectedFace } from '../detect/detected-face';
import type { Box, Point } from '../evaluate/geometry/point';
import type { LandmarkFinder } from '../landmarks/landmark-finder';
import type { Photo } from '../photos/photo';

/** A face in one frame of a video. */
export interface FollowedFace {
  /** Counted from 1, in the order in which persons appear. */
  readonly person: number;
  /** As the detector found it last, moved with the points since. */
  readonly box: Box;
  /** Of the detector, when it found the face last. */
  readonly score: number;
  readonly landmarks: Point[];
  readonly landmarkConfidence: number;
}

export interface FaceFollowerOptions extends DetectFacesOptions {
  /** Seconds between two looks of the detector; between them faces are followed by their points. Default 0.25; 0 looks at each frame. */
  readonly detectEvery?: number;
}

interface Person extends FollowedFace {
  /** The detector's box less the box around the points, left, top, right, bottom, as shares of the latter's sides. */
  readonly margins: readonly number[];
  /** Looks of the detector that did not find the face, since it was found last. */
  readonly misses: number;
  /** When the face was seen last. */
  readonly time: number;
}

/** Points less sure than this are no face any more. */
const LEAST_CONFIDENCE = 0.25;
/** Looks of the detector that a face may be missed by, as when it turns away for a moment. */
const MOST_MISSES = 2;
/** How much boxes of the same face overlap from one look to the next. */
const SAME_FACE = 0.3;
/** A face that comes back at the same place within so many seconds is the same person. */
const REMEMBERED = 2;

/**
 * Follows faces through a video. The detector looks for faces now and then; in between, the points of each face in one frame tell where to look
 * in the next, which takes one pass of the landmark network. Who is who follows from where faces are: after a cut, or when persons change places
 * unseen, that may be wrong.
 */
export class FaceFollower {
  private persons: Person[] = [];
  private lost: Person[] = [];
  private looked = -Infinity;
  private known = 0;

  constructor(
    private readonly finder: LandmarkFinder,
    private readonly options: FaceFollowerOptions = {},
  ) {}

  /**
   * The faces in the next frame.
   * @param time of the frame in seconds, later than the last one
   * @throws (rejects) InputError for detector options out of range
   */
  async next(photo: Photo, time: number): Promise<FollowedFace[]> {
    const { detectEvery = 0.25, ...detection } = this.options;
    const before = this.persons;
    this.persons = withoutDoubles(await this.follow(photo, time));
    this.forget(before, time);
    if (this.persons.length < before.length || !(time - this.looked < detectEvery)) {
      this.looked = time;
      await this.meet(photo, time, await detectFaces(photo, detection));
      this.forget(before, time);
    }
    return this.persons.map(({ person, box, score, landmarks, landmarkConfidence }) => ({ person, box, score, landmarks, landmarkConfidence }));
  }

  /** Those of the last frame that are still there. */
  private async follow(photo: Photo, time: number): Promise<Person[]> {
    const found = await this.finder.findBeside(photo, this.persons.map(({ box, landmarks }) => ({ box, keypoints: keypointsOf(landmarks) })), { passes: 1, mirrored: false });
    return this.persons.flatMap((person, index): Person[] => {
      const { points, confidence } = found[index]!;
      const box = boxAround(points, person.margins);
      if (!(confidence >= LEAST_CONFIDENCE) || boxOverlap(box, person.box) < SAME_FACE) return [];
      return [{ ...person, box, landmarks: points, landmarkConfidence: confidence, time }];
    });
  }

  /** Brings what the detector found together with those who are followed, those who were lost a moment ago, and new ones. */
  private async meet(photo: Photo, time: number, faces: readonly DetectedFace[]): Promise<void> {
    const strangers: DetectedFace[] = [];
    const found = new Map<Person, DetectedFace>();
    for (const face of faces) {
      const person = nearest(face.box, this.persons.filter((each) => !found.has(each)));
      if (person) found.set(person, face);
      else strangers.push(face);
    }
    const stay = this.persons.flatMap((person): Person[] => {
      const face = found.get(person);
      if (face) return [{ ...person, box: face.box, score: face.score, margins: marginsOf(face.box, person.landmarks), misses: 0 }];
      return person.misses < MOST_MISSES ? [{ ...person, misses: person.misses + 1 }] : [];
    });
    const landmarks = await this.finder.findBeside(photo, strangers, { passes: 2, mirrored: false });
    const come = strangers.flatMap(({ box, score }, index): Person[] => {
      const { points, confidence } = landmarks[index]!;
      if (!(confidence >= LEAST_CONFIDENCE)) return [];
      const again = nearest(box, this.lost);
      this.lost = this.lost.filter((each) => each !== again);
      return [{ person: again?.person ?? ++this.known, box, score, landmarks: points, landmarkConfidence: confidence, margins: marginsOf(box, points), misses: 0, time }];
    });
    this.persons = withoutDoubles([...stay, ...come]).sort((one, other) => one.person - other.person);
  }

  /** Remembers for a while who is not there any more. */
  private forget(before: readonly Person[], time: number): void {
    const here = new Set(this.persons.map(({ person }) => person));
    const gone = before.filter(({ person }) => !here.has(person) && !this.lost.some((each) => each.person === person));
    this.lost = [...this.lost, ...gone].filter((person) => !here.has(person.person) && time - person.time <= REMEMBERED);
  }
}

/** Where BlazeFace has its keypoints. */
function keypointsOf(landmarks: readonly Point[]): NonNullable<DetectedFace['keypoints']> {
  const [rightEye, leftEye, nose, right, left] = fivePoints(landmarks) as [Point, Point, Point, Point, Point];
  return { rightEye, leftEye, nose, mouth: [(right[0] + left[0]) / 2, (right[1] + left[1]) / 2] };
}

function nearest(box: Box, persons: readonly Person[]): Person | undefined {
  const overlaps = persons.map((person) => ({ person, overlap: boxOverlap(box, person.box) })).filter(({ overlap }) => overlap >= SAME_FACE);
  return overlaps.sort((one, other) => other.overlap - one.overlap)[0]?.person;
}

/** Of two who have come to be at the same face, the one known longer. */
function withoutDoubles(persons: readonly Person[]): Person[] {
  return persons.filter(({ person, box }) => !persons.some((other) => other.person < person && boxOverlap(other.box, box) > 0.6));
}

function marginsOf(box: Box, points: readonly Point[]): number[] {
  const inner = pointsBox(points);
  const [width, height] = [inner[2] - inner[0], inner[3] - inner[1]];
  return box.map((edge, i) => (edge - inner[i]!) / (i % 2 === 0 ? width : height));
}

function boxAround(points: readonly Point[], margins: readonly number[]): Box {
  const inner = pointsBox(points);
  const [width, height] = [inner[2] - inner[0], inner[3] - inner[1]];
  const edge = (i: number): number => inner[i]! + margins[i]! * (i % 2 === 0 ? width : height);
  return [edge(0), edge(1), edge(2), edge(3)];
}
