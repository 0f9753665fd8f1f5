/** Detectors by name; the first is the default. */
export const DETECTORS = ['blazeface', 'haar'] as const;
export type Detector = (typeof DETECTORS)[number];
