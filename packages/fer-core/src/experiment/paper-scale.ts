/** How much is measured. */
export interface PaperScale {
  /** Most images of a split; evenly spread ones are taken of more. */
  readonly images: number;
  /** Most images that are aligned. */
  readonly changedImages: number;
  /** Most images that FSRNet enlarges, which takes longest. */
  readonly superResolvedImages: number;
  /** Most photos. */
  readonly photos: number;
  /** Most faces of landmark folders and of super-resolution pairs. */
  readonly faces: number;
  /** The training on drawn faces. */
  readonly generated: { readonly train: number; readonly validation: number; readonly epochs: number };
  /** The training that learns few images by heart. */
  readonly memorized: { readonly images: number; readonly epochs: number };
  /** Timed rounds of one image, and of a batch. */
  readonly rounds: { readonly single: number; readonly batch: number };
  /** Times that each detector sees each photo. */
  readonly looks: number;
}

/** Everything there is. */
export const FULL_SCALE: PaperScale = {
  images: Infinity,
  changedImages: Infinity,
  superResolvedImages: Infinity,
  photos: Infinity,
  faces: Infinity,
  generated: { train: 4200, validation: 700, epochs: 16 },
  memorized: { images: 1000, epochs: 30 },
  rounds: { single: 300, batch: 30 },
  looks: 3,
};

/** A few minutes. */
export const QUICK_SCALE: PaperScale = {
  images: 700,
  changedImages: 210,
  superResolvedImages: 210,
  photos: 14,
  faces: 14,
  generated: { train: 2100, validation: 700, epochs: 10 },
  memorized: { images: 350, epochs: 50 },
  rounds: { single: 60, batch: 6 },
  looks: 2,
};

/** Images of a batch whose latency is measured. */
export const LATENCY_BATCH = 64;

/** Everything random in the experiment starts from these; they are printed on the card. */
export const PAPER_SEEDS = { split: 2013, bootstrap: 1, generated: 0, training: 1 } as const;
