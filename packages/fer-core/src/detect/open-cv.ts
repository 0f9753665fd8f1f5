/** The part of OpenCV's JavaScript build that we call. What `new` makes lives in its own memory until `delete`. */
export interface OpenCv {
  readonly CV_8UC1: number;
  Mat: new (rows: number, columns: number, type: number) => Mat;
  RectVector: new () => OpenCvVector<{ x: number; y: number; width: number; height: number }>;
  IntVector: new () => OpenCvVector<number>;
  Size: new (width: number, height: number) => object;
  CascadeClassifier: new () => CascadeClassifier;
  FS_createDataFile(folder: string, name: string, content: Uint8Array, readable: boolean, writable: boolean, owned: boolean): void;
}

export interface Mat {
  /** Looks into OpenCV's memory; invalid after the next call. */
  readonly data: Uint8Array;
  delete(): void;
}

export interface OpenCvVector<T> {
  size(): number;
  get(index: number): T;
  delete(): void;
}

export interface CascadeClassifier {
  load(file: string): boolean;
  detectMultiScale2(
    image: Mat,
    objects: OpenCvVector<{ x: number; y: number; width: number; height: number }>,
    agreeing: OpenCvVector<number>,
    scaleFactor: number,
    minNeighbours: number,
    flags: number,
    minSize: object,
    maxSize: object,
  ): void;
  delete(): void;
}

/** Its WebAssembly runtime ends the process on errors of others: these listeners are taken off again. */
const EVENTS = ['uncaughtException', 'unhandledRejection'] as const;

/** Loads OpenCV's JavaScript build, 11 MB, in about a second. Wrapped, because the module has a `then` that never ends an `await`. */
export async function loadOpenCv(): Promise<{ cv: OpenCv }> {
  const before = EVENTS.map((event) => process.listeners(event as 'uncaughtException'));
  const cv = require('@techstark/opencv-js') as OpenCv & { onRuntimeInitialized?: () => void };
  if (cv.Mat === undefined) await new Promise<void>((resolve) => (cv.onRuntimeInitialized = resolve));
  EVENTS.forEach((event, i) => {
    for (const listener of process.listeners(event as 'uncaughtException')) {
      if (!before[i]!.includes(listener)) process.off(event, listener);
    }
  });
  return { cv };
}
